"""Frames from a video: scrub through it and take the frame that is shown, or many at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.json_door import Text, has_shape
from studio.core.words import visible
from studio.gui import jobs, messages, theme
from studio.gui.dropping import VIDEO_SUFFIXES
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from studio.core.labelling.frames import FramesReport
    from studio.core.pictures import Image
    from studio.core.pictures.videos import Video

ANSWER = {"taken": [Text()], "known": [Text()]}
"""The shape of what the verb answers."""
MOST_COUNTED = 9000
"""Frames of a video whose changes of scene are counted unasked."""


class FramePanel(QWidget):
    """Shows a video frame by frame; one is written here, many by `studio frames` in a process of its own."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("frame_panel")
        self._out: Path | None = None
        """The dataset that is open, and `_out_name` what it is called."""
        self._out_name = ""
        self._video: Video | None = None
        self._lock = threading.Lock()
        """Held by the thread that reads the video."""
        self._shown = -1
        self._reading: jobs.Task | None = None
        self._counting: jobs.Task | None = None
        self._taking: jobs.Task | None = None
        self._job: jobs.ProcessJob | None = None
        self._scenes: int | None = None
        self._has_new = False
        """Whether frames were taken that the list of images doesn't show yet."""
        self._first: Path | None = None
        """The first of them, where it is known."""
        self.canvas = ImageCanvas()
        self.canvas.setObjectName("frame_canvas")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Place in the video"))
        self.interval = QLineEdit("1")
        self.interval.setAccessibleName(self.tr("Interval in seconds"))
        self.interval.setFixedWidth(64)
        self.name, self.into = ElidedLabel(), ElidedLabel()
        self.place, self.told = QLabel(), QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.back, self.choose = QPushButton(self.tr("Back")), QPushButton(self.tr("Choose a video…"))
        self.take_one = QPushButton(self.tr("Take this frame"))
        self.take_every, self.take_scenes = QPushButton(), QPushButton()
        self.stop = QPushButton(self.tr("Stop"))
        for widget, name in (
            (self.slider, "frame_slider"), (self.interval, "frame_interval"), (self.name, "frame_video"),
            (self.into, "frame_into"), (self.place, "frame_place"), (self.told, "frame_told"),
            (self.back, "close_frames"), (self.choose, "choose_video"), (self.take_one, "take_frame"),
            (self.take_every, "take_every"), (self.take_scenes, "take_scenes"), (self.stop, "stop_frames"),
            (self.bar, "frame_bar"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.choose.clicked.connect(self._ask)
        self.slider.valueChanged.connect(self._show_frame)
        self.interval.textChanged.connect(self._show_state)
        self.take_one.clicked.connect(self._take_shown)
        self.take_every.clicked.connect(lambda: self._take_many(["--every", f"{self._seconds():g}"]))
        self.take_scenes.clicked.connect(lambda: self._take_many(["--scenes"]))
        self.stop.clicked.connect(self._stop_job)

    def _lay_out(self) -> None:
        top, under, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        every = (theme.label(self.tr("Every")), self.interval, theme.label(self.tr("s")))
        for row, widgets in (
            (top, (self.back, theme.label(self.tr("Frames from a video"), "heading"), self.choose)),
            (under, (self.slider, self.place)),
            (foot, (self.take_one, *every, self.take_every, self.take_scenes, self.bar, self.stop)),
        ):
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1 if widget in (self.slider, self.bar) else 0)
        top.addWidget(self.name, 1)
        foot.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.canvas, 1)
        column.addLayout(under)
        column.addLayout(foot)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.into, 1)
        last.addWidget(self.told)
        column.addLayout(last)

    # -- as the page has it ------------------------------------------------------------------------

    def set_out(self, source: Path | None, name: str = "") -> None:
        """Add frames to this dataset from now on; without one they go into a folder beside the video."""
        self._out_name = name
        if source != self._out:
            self._out, self._has_new, self._first = source, False, None
        self._show_state()

    def open(self) -> None:
        """The panel is shown; without a video one is asked for."""
        self._show_state()
        if self._video is None:
            self.choose.setFocus()
            self._ask()
        else:
            self.slider.setFocus()

    def pop_taken(self) -> tuple[Path, Path | None] | None:
        """Return dataset and first frame of what was taken since this was asked last; None for nothing."""
        has_new, first = self._has_new, self._first
        self._has_new, self._first = False, None
        return (self._destination(), first) if has_new else None

    def close_video(self) -> None:
        """Let go of the video, once nobody reads it any more."""
        for task in (self._reading, self._counting):
            if task is not None:
                task.cancel()
        self._reading = self._counting = None
        video, self._video = self._video, None
        if video is not None:
            lock = self._lock

            def close() -> None:
                with lock:
                    video.close()

            jobs.run_in_thread(close, lambda _: None, messages.error, parent=self, lane="photos")
        self._lock = threading.Lock()

    def event(self, event: QEvent) -> bool:
        """Keep keys that mean the photo from it while it isn't seen; Esc and those with Ctrl or Alt pass."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            is_named = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35 or event.key() == Qt.Key.Key_Escape
            if event.modifiers() in plain and not is_named:
                event.accept()
                return True
        return super().event(event)

    # -- the video ---------------------------------------------------------------------------------

    def _ask(self) -> None:
        kinds = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in VIDEO_SUFFIXES)
        filters = f"{self.tr('Videos')} ({kinds});;{self.tr('All files')} (*)"
        start = str(self._video.path.parent if self._video is not None else self._out or Path.home())
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a video"), start, filters)
        if chosen:
            self.open_video(Path(chosen))

    def open_video(self, path: Path) -> None:
        """Show a video from its first frame."""
        from studio.core.pictures.videos import Video

        jobs.run_in_thread(
            lambda: Video(path),
            self._on_opened,
            lambda problem: messages.error(problem, "video"),
            parent=self,
            lane="photos",
        )

    def _on_opened(self, video: Video) -> None:
        messages.settle("video")
        self.close_video()
        self._video, self._scenes, self._shown = video, None, -1
        self.slider.blockSignals(True)
        self.slider.setRange(0, video.count - 1)
        self.slider.setPageStep(max(1, round(video.fps)))
        self.slider.setValue(0)
        self.slider.blockSignals(False)
        self._show_state()
        self.slider.setFocus()
        self._show_frame()
        if video.count <= MOST_COUNTED:
            self._counting = jobs.run_until_stopped(
                lambda is_stopped: _count_scenes(video.path, is_stopped),
                self._on_counted,
                lambda problem: None,
                parent=self,
            )

    def _on_counted(self, count: int) -> None:
        self._scenes, self._counting = count, None
        self._show_state()

    def _show_frame(self, *_: object) -> None:
        """Read the frame the slider is at; while one is read, the last wish waits."""
        video, wanted, lock = self._video, self.slider.value(), self._lock
        self._show_place()
        if video is None or wanted == self._shown or self._reading is not None:
            return

        def read() -> Image | None:
            with lock:
                return video.picture() if video.go_to(wanted) else None

        self._reading = jobs.run_in_thread(
            read, lambda image: self._on_read(wanted, image), self._on_failed, parent=self, lane="photos"
        )

    def _on_read(self, number: int, image: Image | None) -> None:
        self._reading, self._shown = None, number
        if image is not None:
            self.canvas.set_image(image, keep_view=self.canvas.has_image())
        else:
            self.canvas.set_image(None)
            self.told.setText(self.tr("The frame here can't be read."))
        self.take_one.setEnabled(image is not None)
        self._show_frame()

    def _on_failed(self, problem: StudioError) -> None:
        self._reading = self._taking = None
        messages.error(problem, "video")
        self._show_state()

    # -- taking ------------------------------------------------------------------------------------

    def _destination(self) -> Path:
        if self._out is not None or self._video is None:
            return self._out or Path()
        return self._video.path.with_name(f"{self._video.path.stem}-frames")

    def _take_shown(self) -> None:
        from studio.core.labelling.frames import Destination, at_numbers, take_frames

        video, number, out, lock = self._video, self._shown, self._destination(), self._lock
        if video is None or self._taking is not None:
            return

        def take() -> FramesReport:
            with lock:
                return take_frames(video, at_numbers(video, [number]), Destination.of(out))

        self._taking = jobs.run_in_thread(
            take, self._on_one_taken, self._on_failed, parent=self, lane="photos"
        )

    def _on_one_taken(self, report: FramesReport) -> None:
        self._taking = None
        if report.taken:
            self._has_new, self._first = True, self._first or report.taken[0]
            text = self.tr("Taken: {name}.").format(name=report.taken[0].name)
        elif report.known:
            text = self.tr("{name} is there already.").format(name=report.known[0].name)
        else:
            text = self.tr("The frame here can't be read.")
        self.told.setText(text)

    def _take_many(self, how: list[str]) -> None:
        if self._video is None or self._job is not None:
            return
        out = self._destination()
        arguments = [str(self._video.path), "--out", str(out), *how]
        self._job = job = jobs.ProcessJob("frames", arguments, self, title=self.tr("Frames from a video"))
        job.progressed.connect(lambda fraction, _: self.bar.setValue(round(1000 * max(fraction, 0.0))))
        job.answered.connect(lambda answer: self._on_many_taken(out, answer))
        job.failed.connect(lambda problem: self._on_broken_off(out, problem))
        job.ended.connect(self._on_ended)
        job.stopped.connect(lambda: self._on_broken_off(out))
        self.told.setText("")
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)
        job.start()
        self._show_state()

    def _stop_job(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _on_ended(self) -> None:
        self._job = None
        self._show_state()

    def _on_many_taken(self, out: Path, answer: Any) -> None:
        if out != self._destination() or not isinstance(answer, dict) or not has_shape(answer, ANSWER):
            return
        messages.settle("video")
        taken, known = answer["taken"], answer["known"]
        messages.info(
            self.tr("Frames taken: {taken}; there already: {known}.").format(
                taken=len(taken), known=len(known)
            )
        )
        if taken:
            self._has_new, self._first = True, Path(taken[0])
            self.closed.emit()

    def _on_broken_off(self, out: Path, problem: StudioError | None = None) -> None:
        """What was taken until then is kept."""
        if out == self._destination():
            self._has_new = self._out is not None or (out.is_dir() and any(out.iterdir()))
        if problem is not None:
            messages.error(problem, "video")
        else:
            messages.info(self.tr("Taking frames was stopped; those taken until then are kept."))
            self.closed.emit()

    # -- what is shown -----------------------------------------------------------------------------

    def _seconds(self) -> float:
        """Return the interval that is typed, 0 for none."""
        try:
            seconds = float(self.interval.text().strip().replace(",", "."))
        except ValueError:
            return 0.0
        return seconds if 0 < seconds < 1e6 else 0.0

    def _show_state(self, *_: object) -> None:
        video, seconds, is_busy = self._video, self._seconds(), self._job is not None
        is_ready = video is not None and not is_busy
        every = self.tr("Take them")
        if video is not None and seconds:
            from studio.core.labelling.frames import count_every

            count = count_every(video, seconds)
            every = self.tr("Take 1 frame") if count == 1 else self.tr("Take {count} frames")
            every = every.format(count=f"{count:,}")
        scenes = self.tr("Take at scene changes")
        if self._scenes is not None:
            scenes = self.tr("Take {count} at scene changes").format(count=f"{self._scenes:,}")
        self.take_every.setText(every)
        self.take_scenes.setText(scenes)
        self.take_one.setEnabled(is_ready)
        self.take_every.setEnabled(is_ready and seconds > 0)
        self.take_scenes.setEnabled(is_ready)
        self.slider.setEnabled(video is not None)
        self.choose.setEnabled(not is_busy)
        self.bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        self.name.setText(video.path.name if video is not None else self.tr("No video is chosen yet."))
        self._show_destination()
        self._show_place()

    def _show_destination(self) -> None:
        folder, is_known = self._destination(), self._out is not None or self._video is not None
        beside = self.tr("They go into the folder {name}, beside the video.")
        text = beside if self._out is None else self.tr("They go into the dataset {name}.")
        self.into.setText(text.format(name=visible(self._out_name or folder.name)) if is_known else "")
        self.into.setToolTip(theme.tip(str(folder)) if is_known else "")

    def _show_place(self) -> None:
        video = self._video
        if video is None:
            self.place.setText("")
            return
        number = self.slider.value()
        self.place.setText(
            self.tr("{time} of {length} s, frame {number}").format(
                time=f"{number / video.fps:.2f}", length=f"{video.seconds:.1f}", number=number
            )
        )


def _count_scenes(path: Path, is_stopped: Any) -> int:
    from studio.core.labelling.frames import count_scenes
    from studio.core.pictures.videos import Video

    video = Video(path)
    try:
        return count_scenes(video, is_stopped)
    finally:
        video.close()
