"""During and after a training: progress, numbers, curves and what each class came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.core.json_door import Fields
from studio.core.runs import folder as runs
from studio.core.runs.curves import LOSSES, RunCurves, smooth
from studio.core.words import paragraph
from studio.gui import messages, theme
from studio.gui.widgets.controls import MoreEpochs
from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.numbers import NumberTile
from studio.gui.widgets.panels import Notice, Section
from studio.gui.widgets.plot_area import Curve
from studio.gui.widgets.run_words import go_on_text
from studio.gui.widgets.table import Cell, Table

if TYPE_CHECKING:
    from studio.gui.training.follow import RunFollower

LOSS_COLOURS = ("accent", "warn", "ok")
RESULTS_HEIGHT = 160
"""Pixels the table of classes has at least when it appears."""


class Monitor(QWidget):
    """Shows one run, while it goes on and afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("monitor")
        self._title = theme.label("", "title")
        self._state = theme.label("", "muted")
        self._state.setObjectName("run_state")
        self.live_button = QPushButton(self.tr("Try live"))
        self.live_button.setObjectName("try_live")
        self.bugs_button = QPushButton(self.tr("Find label mistakes"))
        self.bugs_button.setObjectName("find_with_run")
        self.bugs_button.setToolTip(
            theme.tip(
                self.tr("On the Label page: where this model and the labels of the open dataset disagree")
            )
        )
        self.more_epochs = MoreEpochs("more_epochs")
        self.more_button = QPushButton()
        self.more_button.setObjectName("train_more")
        self.new_button = QPushButton(self.tr("New training"))
        self.new_button.setObjectName("new_training")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        for widget in (
            self.more_epochs,
            self.more_button,
            self.bugs_button,
            self.live_button,
            self.new_button,
        ):
            head.addWidget(widget)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._notice = Notice()
        self._notice.setObjectName("run_notice")

        captions = (
            ("epoch", self.tr("Epoch"), "000 / 000"),
            ("step", self.tr("Step"), "0000 / 0000"),
            ("left", self.tr("Time left"), self.tr("00 h 00 min")),
            ("speed", self.tr("Images per second"), "000.0"),
            ("rate", self.tr("Learning rate"), "0.00000"),
            ("map50", self.tr("Best mAP@0.5"), "0.000"),
            ("map50_95", self.tr("Best mAP@0.5:0.95"), "0.000"),
        )
        self.tiles = {key: NumberTile(text, name=f"run_{key}", widest=wide) for key, text, wide in captions}
        numbers = QHBoxLayout()
        numbers.setSpacing(24)
        for tile in self.tiles.values():
            numbers.addWidget(tile)
        numbers.addStretch(1)

        epochs = self.tr("epoch")
        self.loss_plot = CurvePlot(self.tr("Loss"), x_name=epochs, name="loss")
        self.score_plot = CurvePlot(self.tr("mAP"), x_name=epochs, name="map", y_range=(0, 1))
        for plot in (self.loss_plot, self.score_plot):
            plot.saved.connect(messages.info)
            plot.failed.connect(messages.error)
        self._plots = QSplitter(Qt.Orientation.Horizontal)
        self._plots.setObjectName("plots")
        for index, (plot, stretch) in enumerate(((self.loss_plot, 3), (self.score_plot, 2))):
            self._plots.addWidget(_with_margin(plot, left=8 * index, right=8 * (1 - index)))
            self._plots.setStretchFactor(index, stretch)
            self._plots.setCollapsible(index, False)
        columns = (
            self.tr("Class"),
            self.tr("mAP@0.5"),
            self.tr("mAP@0.5:0.95"),
            self.tr("Precision"),
            self.tr("Recall"),
            self.tr("Boxes"),
        )
        self.classes = Table(columns, name="class_results")
        self._results = Section(self.tr("Per class"))
        self.classes.stretch_column(0)
        self._results.add(self.classes, 1)
        self._areas = QSplitter(Qt.Orientation.Vertical)
        self._areas.setObjectName("run_areas")
        self._areas.addWidget(_with_margin(self._plots, bottom=8))
        self._results_area = _with_margin(self._results, top=8)
        self._areas.addWidget(self._results_area)
        self._areas.setStretchFactor(0, 3)
        self._areas.setStretchFactor(1, 1)
        self._areas.setCollapsible(0, False)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._notice)
        layout.addLayout(numbers)
        layout.addWidget(self._areas, 1)

    def show_run(self, follower: RunFollower) -> None:
        """Bring everything up to date with a run."""
        curves, state = follower.curves, follower.state
        self._title.setText(follower.title)
        self._state.setText(self._state_text(follower))
        theme.set_role(self._state, {"failed": "error", "finished": "ok"}.get(state, "muted"))
        self._bar.setVisible(follower.is_running())
        # Before the first step there is nothing to tell but that it is busy.
        self._bar.setRange(0, 1000 if curves.step else 0)
        self._bar.setValue(round(curves.progress * 1000))
        self._notice.set_text(*self._trouble(follower))
        self.live_button.setVisible(follower.has_checkpoint())
        self.bugs_button.setVisible(follower.has_checkpoint() and not follower.is_running())
        self.more_button.setVisible(not follower.is_running() and follower.can_resume())
        self.more_epochs.setVisible(state == "finished" and follower.can_resume())
        self.more_button.setText(go_on_text(state))
        # Where nothing else can be done it is the page's own button.
        self.new_button.setVisible(
            follower.is_running() or follower.has_checkpoint() or follower.can_resume()
        )
        self._show_numbers(follower)
        self._show_curves(curves)
        self._show_classes(curves)

    def splitter_sizes(self) -> dict[str, list[int]]:
        """Return how the areas are divided, to be remembered."""
        return {"plots": self._plots.sizes(), "areas": self._areas.sizes()}

    def restore_splitters(self, remembered: Fields) -> None:
        """Divide the areas as remembered."""
        for splitter, key in ((self._plots, "plots"), (self._areas, "areas")):
            if sizes := remembered.sizes(key, splitter.count()):
                splitter.setSizes(sizes)

    def _state_text(self, follower: RunFollower) -> str:
        if follower.is_stopping and follower.is_running():
            if follower.is_measuring:
                return self.tr("Stopping when this epoch is measured")
            return self.tr("Stopping after this step")
        if follower.state == "running" and not follower.curves.start:
            return self.tr("Starting: reading the images and building the model")
        if follower.state == "running" and follower.exports_when_done():
            return self.tr("Training; its files are written and checked when it is done")
        texts = {
            "running": self.tr("Training; it goes on when the window is closed"),
            "finished": self.tr("Done"),
            "stopped": self.tr("Stopped"),
            "interrupted": self.tr("Interrupted"),
            "failed": self.tr("Failed"),
        }
        return texts[follower.state]

    def _trouble(self, follower: RunFollower) -> tuple[str, str]:
        end = follower.curves.end
        if follower.refusal:
            return follower.refusal, "error"
        if end.get("event") == "error":
            return paragraph(runs.cause_of(end), str(end.get("remedy", ""))), "error"
        if follower.state == "failed":
            text = follower.last_words or self.tr("The training ended without saying why.")
            return text, "error"
        if follower.state == "stopped" and follower.last_words:
            return follower.last_words, "info"
        if follower.state == "interrupted":
            return self.tr("The training ended before it was done. Resume it from its last epoch."), "warn"
        warnings = [text for kind, text in follower.curves.messages if kind == "warning"]
        return (warnings[-1], "warn") if warnings else ("", "info")

    def _show_numbers(self, follower: RunFollower) -> None:
        curves = follower.curves
        step, best = curves.step, curves.best
        reached = max(int(step.get("epoch", 0)), curves.epochs[-1]["epoch"] if curves.epochs else 0)
        self.tiles["epoch"].show_number(f"{reached} / {curves.total_epochs}" if curves.start else "–")
        self.tiles["step"].show_number(f"{step['step']} / {step['steps']}" if step else "–")
        is_going_on = follower.is_running() and bool(step)
        self.tiles["left"].show_number(self.duration(step["seconds_left"]) if is_going_on else "–")
        self.tiles["speed"].show_number(f"{step['images_per_second']:.1f}" if step else "–")
        self.tiles["rate"].show_number(f"{step['lr']:.5f}" if step else "–")
        tip = self.tr("Reached in epoch {epoch}").format(epoch=best["epoch"]) if best else ""
        for key in ("map50", "map50_95"):
            self.tiles[key].show_number(f"{best[key]:.3f}" if best else "–", tip)

    def _show_curves(self, curves: RunCurves) -> None:
        at = curves.at
        window = max(5, curves.steps_per_epoch // 2)
        names = {
            "box": self.tr("box"),
            "objectness": self.tr("objectness"),
            "classification": self.tr("classification"),
        }
        losses = [
            Curve(names[loss], at, smooth(values, window), theme.colour(colour), values)
            for loss, colour in zip(LOSSES, LOSS_COLOURS, strict=True)
            for values in [curves.series(loss)]
        ]
        self.loss_plot.set_curves(losses, x_limit=curves.total_epochs)
        scores = [
            Curve(text, *curves.epoch_series(score), theme.colour(colour), dots=True)
            for score, text, colour in (("map50", "@0.5", "accent"), ("map50_95", "@0.5:0.95", "ok"))
        ]
        self.score_plot.set_curves(scores, x_limit=curves.total_epochs)

    def _show_classes(self, curves: RunCurves) -> None:
        best = curves.best
        was_hidden = self._results_area.isHidden()
        self._results_area.setVisible(bool(best))
        if best and was_hidden:
            self._open_results()
        self._results.set_note(self.tr("epoch {epoch}, the best").format(epoch=best["epoch"]) if best else "")
        entries = dict(best.get("per_class", {}))
        total = sum(entry.get("boxes", 0) for entry in entries.values())
        if best:
            entries = {self.tr("all"): {**best, "boxes": total}, **entries}
        rows = []
        for name, entry in entries.items():
            figures = [entry.get(key) for key in ("map50", "map50_95", "precision", "recall")]
            shown = [Cell("–" if value is None else f"{value:.3f}", is_number=True) for value in figures]
            rows.append([Cell(name), *shown, Cell(f"{entry.get('boxes', 0):,}", is_number=True)])
        self.classes.show_rows(rows)

    def _open_results(self) -> None:
        """Give the table of classes a height where what was remembered is of a time without one."""
        sizes = self._areas.sizes()
        if sizes[-1] < RESULTS_HEIGHT:
            self._areas.setSizes([max(sum(sizes) - RESULTS_HEIGHT, 0), RESULTS_HEIGHT])

    def duration(self, seconds: float) -> str:
        """Return a time in words whose width stays the same while it runs down."""
        minutes, seconds = divmod(max(0, round(seconds)), 60)
        if minutes >= 60:
            return self.tr("{hours} h {minutes:02d} min").format(hours=minutes // 60, minutes=minutes % 60)
        if minutes:
            return self.tr("{minutes} min {seconds:02d} s").format(minutes=minutes, seconds=seconds)
        return self.tr("{seconds} s").format(seconds=seconds)


def _with_margin(widget: QWidget, *, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> QWidget:
    """Return a holder that keeps a splitter's line off what is in it."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(left, top, right, bottom)
    layout.addWidget(widget)
    return holder
