"""Ways to begin: each a line that says what it is, and a button that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.gui import jobs, messages, theme
from studio.gui.widgets.wrapped import WrappedLabel

ICON_PX = 20
BUTTON_WIDTH = 96


class Choice(QWidget):
    """An icon, a title over a sentence, and a button at the right."""

    clicked = Signal()

    def __init__(self, key: str, icon: str, title: str, text: str, button: str) -> None:
        super().__init__()
        self._icon = icon
        self._picture = QLabel()
        self._picture.setFixedWidth(ICON_PX + 4)
        self.text = WrappedLabel()
        self.text.setProperty("role", "muted")
        self.text.setText(text)
        self.button = QPushButton(button)
        self.button.setObjectName(f"begin_{key}")
        self.button.setMinimumWidth(BUTTON_WIDTH)
        self.button.setAccessibleName(f"{title}: {button}")
        self.button.clicked.connect(self.clicked)
        self.words = QVBoxLayout()
        self.words.setSpacing(4)
        self.words.addWidget(theme.label(title, "heading"))
        self.words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._paint_picture()

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._paint_picture()

    def _paint_picture(self) -> None:
        self._picture.setPixmap(theme.pixmap(self._icon, ICON_PX, "accent"))


class SetChoice(Choice):
    """A set to begin with, which `studio get` draws or fetches; it can be stopped and gone on with."""

    made = Signal(object)
    """What to open (a Path's text)."""

    def __init__(self, key: str, icon: str, title: str, text: str, button: str) -> None:
        super().__init__(key, icon, title, text, button)
        self._key, self._title, self._word = key, title, button
        self._job: jobs.ProcessJob | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setVisible(False)
        self.words.addWidget(self._bar)
        self.clicked.connect(self._on_clicked)

    def arguments(self) -> list[str]:
        """Return what `studio get` is asked for."""
        return [self._key]

    def _on_clicked(self) -> None:
        if self._job is not None:
            self._job.stop()
            return
        job = jobs.ProcessJob("get", self.arguments(), self, title=self._title)
        job.progressed.connect(self._on_progressed)
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)
        self._job = job
        self._bar.setRange(0, 0)
        self._show()
        job.start()

    def _on_progressed(self, fraction: float, _what: str) -> None:
        if fraction >= 0:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(fraction * 1000))

    def _on_answered(self, result: dict[str, str]) -> None:
        self._end()
        messages.settle("get")
        self.made.emit(result["data"])

    def _on_failed(self, problem: StudioError) -> None:
        self._end()
        messages.error(problem, "get")

    def _on_stopped(self) -> None:
        self._end()
        messages.info(self.tr("Stopped. The next time it goes on with what is here."))

    def _end(self) -> None:
        self._job = None
        self._show()

    def _show(self) -> None:
        is_busy = self._job is not None
        self._bar.setVisible(is_busy)
        self.button.setText(self.tr("Stop") if is_busy else self._word)
