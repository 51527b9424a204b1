"""The Live page: a model looking at a camera, a video or photos, with the time of every stage."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.json_door import Fields
from studio.gui import jobs, messages
from studio.gui.live.canvas import LiveCanvas
from studio.gui.live.centre import Centre
from studio.gui.live.panel import LivePanel
from studio.gui.live.session import LiveSession
from studio.gui.live.snapshot import save_frame, save_snapshot
from studio.gui.live.timing_strip import TimingStrip
from studio.gui.live.worker import ModelFacts
from studio.gui.widgets.model_picker import runnable_models
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import Notice

if TYPE_CHECKING:
    from studio.core.live.loop import LiveFrame, LiveSummary

PATIENCE_MS = 200
"""How long leaving the page waits for the worker; one that still loads a model ends by itself."""


class LivePage(Page):
    """Chooses model and source, and shows what the session sees."""

    key = "live"
    frame_wanted = Signal(object)
    """A frame was written as it came, to be added to the open dataset: a Path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = LiveSession(self)
        self._names: tuple[str, ...] = ()
        self._frame: LiveFrame | None = None
        self._build()
        self._show_idle()

    def _build(self) -> None:
        self.panel = self.inspector = LivePanel()
        self.canvas = LiveCanvas()
        self.strip = TimingStrip()
        self._centre = Centre(self.canvas)
        self._notice = Notice()
        self._notice.setObjectName("liveNotice")
        self._notice.setContentsMargins(12, 8, 12, 8)
        upper = QWidget()
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._centre, 1)
        layout.addWidget(self._notice)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(self.strip)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        self._centre.model_wanted.connect(self.panel.model.ask)
        self._centre.start_wanted.connect(self.start)
        session = self._session
        session.began.connect(self._on_began)
        session.phase_changed.connect(self._on_phase_changed)
        session.model_loaded.connect(self._on_model_loaded)
        session.frame_came.connect(self._on_frame)
        session.ended.connect(self._on_ended)
        session.failed.connect(self._on_failed)
        session.finished.connect(self._on_finished)
        self.panel.source.changed.connect(self._on_choice_changed)
        self.panel.model.changed.connect(self._on_choice_changed)
        self.panel.tiles.chosen.connect(self._on_tiles_changed)
        self.panel.thresholds_changed.connect(self._on_thresholds_changed)
        self.panel.frame.freeze_wanted.connect(self.toggle_frozen)
        self.panel.frame.snapshot_wanted.connect(self.save_snapshot)
        self.panel.frame.adding_wanted.connect(self.add_frame)
        self.actions_changed.connect(self._show_frame_state)
        self.canvas.painted.connect(self._on_painted)
        self.canvas.view_changed.connect(self._tell_position)

    # -- what the window asks ----------------------------------------------------------------------

    def primary(self) -> tuple[str, bool]:
        """Start or Stop; it can't start without a model and a source."""
        if self._session.phase in ("loading", "running"):
            return self.tr("Stop"), True
        return self.tr("Start"), self._session.phase == "idle" and self._can_start()

    def run_primary(self) -> None:
        """Start, or stop."""
        if self._session.phase == "idle":
            self.start()
        else:
            self.stop()

    def heading(self) -> str:
        """Return model and source."""
        model = self.panel.model.path()
        if model is None:
            return ""
        source = self.panel.source.shown()
        return (
            self.tr("{model} on {source}").format(model=model.name, source=source) if source else model.name
        )

    def shortcut_scope(self) -> QWidget:
        """Space and arrows work on the picture."""
        return self.canvas

    def activate(self) -> None:
        """List the runs there are now."""
        jobs.run_in_thread(runnable_models, self.panel.model.set_runs, messages.error, parent=self)

    def deactivate(self) -> None:
        """Stop: a camera is not held and no core is kept busy behind the user's back."""
        self.stop()
        self._session.wait(PATIENCE_MS)

    def save_state(self) -> dict[str, Any]:
        """Remember source, model, files used lately, thresholds and the splitter."""
        model = self.panel.model.path()
        return {
            "source": self.panel.source.save_state(),
            "model": str(model) if model else "",
            "files": [str(path) for path in self.panel.model.files()],
            "tiles": self.panel.tiles.tiles(),
            "thresholds": asdict(self.panel.thresholds()),
            "splitter": self._splitter.sizes(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back what still fits."""
        self.panel.source.restore_state(state.fields("source"))
        model = state.text("model")
        self.panel.model.restore(Path(model) if model else None, list(map(Path, state.texts("files"))))
        self.panel.tiles.set_tiles(state.text("tiles"))
        kept, usual = state.fields("thresholds"), Thresholds()
        self.panel.set_thresholds(
            Thresholds(
                kept.number("confidence", usual.confidence, low=0, high=1),
                kept.number("iou", usual.iou, low=0, high=1),
                kept.whole("top_k", usual.top_k, low=1),
            )
        )
        if sizes := state.sizes("splitter", 2):
            self._splitter.setSizes(sizes)
        self._show_idle()

    def shown_sentence(self) -> str:
        """Return what is written in place of the picture; "" while there is one."""
        return self._centre.sentence()

    # -- what the user does ------------------------------------------------------------------------

    def open_model(self, model: Path) -> None:
        """Choose a run folder, checkpoint or exported file, and start."""
        self.panel.model.set_path(Path(model))
        if self._session.phase == "idle" and self._can_start():
            self.start()

    def open_source(self, source: Path) -> None:
        """Choose a video, a picture or a folder of them, and start when there is a model."""
        self.panel.source.set_text(str(source))
        if self._session.phase == "idle" and self._can_start():
            self.start()

    def start(self) -> None:
        """Load the model and open the source; what runs is stopped first."""
        model = self.panel.model.path()
        if model is None or not self._can_start():
            self._show_idle()
            return
        panel = self.panel
        self._session.start(model, panel.source.text(), panel.thresholds(), panel.tiles.tiles())

    def stop(self) -> None:
        """Ask the worker to end."""
        self._session.stop()

    def back_out(self) -> None:
        """Esc lets a frozen picture go on."""
        if self._session.is_frozen:
            self.toggle_frozen()

    def has_picture(self) -> bool:
        """Say whether a frame is shown."""
        return self._frame is not None

    def toggle_frozen(self) -> None:
        """Hold the picture, or go on."""
        self._session.toggle_frozen()
        self.canvas.show_badge(self.tr("Frozen") if self._session.is_frozen else "")
        self._show_frame_state()

    def change_confidence(self, steps: int) -> None:
        """Raise or lower the confidence threshold by steps of 0.05."""
        self.panel.change_confidence(steps)

    def fit(self) -> None:
        """Show the whole picture."""
        self.canvas.fit()

    def save_snapshot(self) -> None:
        """Write the frame with its detections as a PNG into the snapshots folder."""
        if self._frame is not None:
            save_snapshot(self.canvas.snapshot().toImage(), self)

    def add_frame(self) -> None:
        """Have the frame, as it came, added to the open dataset."""
        if self._frame is not None:
            save_frame(self._frame.image, self, self.frame_wanted.emit)

    # -- what the session says ---------------------------------------------------------------------

    def _on_began(self) -> None:
        self._forget_frame()
        model = self.panel.model.path()
        self._centre.show_busy(self.tr("Loading {model}").format(model=model.name if model else ""))
        self._notice.set_text("")

    def _on_phase_changed(self) -> None:
        if self._session.phase == "running":
            self._centre.show_picture()
            self.canvas.setFocus()
        self.primary_changed.emit()
        self.actions_changed.emit()

    def _on_model_loaded(self, facts: ModelFacts) -> None:
        self._names = facts.class_names
        self.panel.show_facts(facts, self.dataset.class_names if self.dataset else ())
        self._centre.show_busy(self.tr("Opening {source}").format(source=self.panel.source.shown()))

    def _on_frame(self, frame: LiveFrame) -> None:
        is_first = self._frame is None
        is_new = self._frame is None or frame.number != self._frame.number
        self._frame = frame
        if is_first:
            self.actions_changed.emit()
        detections = frame.result.detections
        self.canvas.show_frame(frame.image, detections, self._names)
        self.panel.show_detections(detections.class_ids.tolist())
        if is_new and frame.title:
            self._tell_position()

    def _on_painted(self, draw_ms: float) -> None:
        frame = self._frame
        if frame is not None and not self._session.is_frozen:
            frame.result.timings.draw = draw_ms
            rate = self._session.rate(frame.number)
            self.strip.add(frame.result.timings, rate=rate, dropped=frame.dropped, tiles=frame.result.tiles)
        self._session.painted()

    def _on_ended(self, summary: LiveSummary) -> None:
        sentence = summary.ended
        if summary.skipped:
            skipped = self.tr("Pictures that could not be read: {count}. The first: {sentence}")
            sentence += " " + skipped.format(count=len(summary.skipped), sentence=summary.skipped[0])
        self._notice.set_text(sentence, "warn" if summary.skipped else "info")

    def _on_failed(self, problem: Exception) -> None:
        if not isinstance(problem, StudioError):
            sys.excepthook(type(problem), problem, problem.__traceback__)
        # What is known of the model is known of no frame: there is none.
        self.panel.forget_detections()
        self._centre.show_problem(str(problem) or type(problem).__name__)

    def _on_finished(self) -> None:
        self.canvas.show_badge("")
        if not self._centre.has_problem():
            self._show_idle()

    # -- showing -----------------------------------------------------------------------------------

    def _can_start(self) -> bool:
        return self.panel.model.path() is not None and bool(self.panel.source.text())

    def _show_idle(self) -> None:
        """Show the last frame if there is one, else what to do next."""
        if self._frame is not None:
            self._centre.show_picture()
        else:
            model = self.panel.model.path()
            name, source = model.name if model else "", self.panel.source.shown()
            self._centre.show_idle(name, source, can_start=self._can_start())
        self.primary_changed.emit()

    def _forget_frame(self) -> None:
        self._frame = None
        self.actions_changed.emit()
        self.canvas.set_image(None)
        self.canvas.set_boxes([])
        self.strip.clear()
        self.panel.show_facts(None)

    def _on_choice_changed(self) -> None:
        self.heading_changed.emit()
        if self._session.is_alive():
            self.start() if self._can_start() else self.stop()
        else:
            self._forget_frame()
            self._notice.set_text("")
            self._show_idle()

    def _on_thresholds_changed(self, thresholds: Thresholds) -> None:
        self._session.set_thresholds(thresholds)

    def _on_tiles_changed(self) -> None:
        # What a frame took before says nothing of what it takes now.
        self.strip.clear()
        self._session.set_tiles(self.panel.tiles.tiles())

    def _show_frame_state(self) -> None:
        session = self._session
        self.panel.show_frame_state(
            is_shown=self.has_picture(), is_running=session.phase == "running", is_frozen=session.is_frozen
        )

    def _tell_position(self) -> None:
        if self._frame is None:
            self.position_changed.emit("")
            return
        title = self._frame.title
        zoom = self.tr("{zoom} %").format(zoom=round(self.canvas.zoom() * 100))
        self.position_changed.emit(f"{Path(title).name}   {zoom}" if title else zoom)


__all__ = ["LivePage"]
