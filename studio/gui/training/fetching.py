"""Published weights as a start: what they are, where from, and the button that fetches them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from studio.core.errors import StudioError
from studio.core.weights.downloads import PublishedWeights, local_file
from studio.core.words import paragraph
from studio.gui import jobs, messages, theme


class WeightsOffer(QWidget):
    """A line about published weights, with a button while they are not on this machine."""

    fetched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("weights_offer")
        self._weights: PublishedWeights | None = None
        self._job: jobs.ProcessJob | None = None
        self._fetching = ""
        self._text = theme.label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self.button = QPushButton()
        self.button.setObjectName("fetch_weights")
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self.button)
        self.show_weights(None)

    def show_weights(self, weights: PublishedWeights | None) -> None:
        """Offer these weights; None hides the line."""
        self._weights = weights
        self.setVisible(weights is not None)
        if weights is None:
            return
        is_here, is_fetching = local_file(weights) is not None, self._job is not None
        state = self.tr("On this machine.") if is_here else self.tr("Not on this machine yet.")
        self._text.setText(paragraph(state, weights.terms))
        self._bar.setVisible(is_fetching)
        self.button.setVisible(is_fetching or not is_here)
        self.button.setText(self.tr("Stop") if is_fetching else self.tr("Download"))
        self.button.setToolTip(
            self.tr("Stop; the next download goes on from here") if is_fetching else weights.files[0].address
        )

    def is_wanted(self) -> bool:
        """Return whether the weights offered have still to be fetched."""
        return self._weights is not None and local_file(self._weights) is None

    def text(self) -> str:
        """Return what is said of the weights."""
        return self._text.text()

    def _on_clicked(self) -> None:
        if self._job is not None:
            self._job.stop()
            return
        assert self._weights is not None
        self._fetching = self._weights.name
        title = self.tr("Downloading {name}").format(name=self._fetching)
        self._bar.setRange(0, 0)
        self._job = jobs.ProcessJob("weights", [self._fetching], self, title=title)
        self._job.progressed.connect(self._on_progress)
        self._job.answered.connect(lambda _: self._on_ended(is_fetched=True))
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_ended)
        self._job.start()
        self.show_weights(self._weights)

    def _on_progress(self, fraction: float, _line: str) -> None:
        if fraction >= 0:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(fraction * 1000))

    def _on_failed(self, problem: StudioError) -> None:
        messages.error(problem, "weights")
        self._on_ended()

    def _on_ended(self, *, is_fetched: bool = False) -> None:
        self._job = None
        self.show_weights(self._weights)
        if is_fetched:
            messages.settle("weights")
            self.fetched.emit()
