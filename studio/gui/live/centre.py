"""The middle of the Live page: the picture, or a sentence in its place that says what is to be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from studio.gui.live.canvas import LiveCanvas
from studio.gui.widgets.panels import EmptyState


class Centre(QStackedWidget):
    """Shows one of them at a time."""

    model_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, canvas: LiveCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._choose = EmptyState(
            "video-outline",
            self.tr("Choose a trained run or an exported file, and watch what it finds, frame by frame."),
            self.tr("Choose a model"),
            second=self.tr("A model file can also be dropped here."),
        )
        self._ready = EmptyState("play-circle-outline", "", self.tr("Start"))
        self._busy = EmptyState("timer-sand", "")
        self._failed = EmptyState("alert-circle-outline", "", self.tr("Try again"))
        self._failed.setObjectName("liveProblem")
        for widget in (self._choose, self._ready, self._busy, self._failed, canvas):
            self.addWidget(widget)
        self._choose.clicked.connect(self.model_wanted)
        self._ready.clicked.connect(self.start_wanted)
        self._failed.clicked.connect(self.start_wanted)

    def show_picture(self) -> None:
        """Show the frames."""
        self.setCurrentWidget(self._canvas)

    def show_idle(self, model: str, source: str, *, can_start: bool) -> None:
        """Say what to do next: choose a model ("" is none), choose a source, or start."""
        self._ready.text.setText(
            self.tr("Watch what {model} finds: {source}.").format(model=model, source=source)
            if can_start
            else self.tr("Choose what the model looks at, in the panel at the right.")
        )
        self._ready.button.setVisible(can_start)
        self.setCurrentWidget(self._ready if model else self._choose)

    def show_busy(self, text: str) -> None:
        """Say what is waited for."""
        self._busy.text.setText(text)
        self.setCurrentWidget(self._busy)

    def show_problem(self, text: str) -> None:
        """Say why there are no frames."""
        self._failed.text.setText(text)
        self.setCurrentWidget(self._failed)

    def has_problem(self) -> bool:
        """Return whether a problem is shown."""
        return self.currentWidget() is self._failed

    def sentence(self) -> str:
        """Return what is written in place of the picture; "" while there is one."""
        shown = self.currentWidget()
        return shown.text.text() if isinstance(shown, EmptyState) else ""
