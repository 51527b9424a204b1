"""The status bar: position and zoom, saved state, jobs with progress and stop, messages that fade."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QWidget

from studio.gui import jobs, theme
from studio.gui.messages import Offer
from studio.gui.widgets.elided import ElidedLabel

FADE_AFTER_MS = 6000
READ_MS = 60
"""Of each character: what is long stays for as long as it takes to read it."""


class JobChip(QFrame):
    """One job: title, progress, stop."""

    def __init__(self, job: jobs.Job) -> None:
        super().__init__()
        self.setObjectName("job_chip")
        self.job = job
        self._bar = QProgressBar()
        self._bar.setFixedWidth(72)
        self._bar.setTextVisible(False)
        self._number = theme.label("", "muted")
        self._number.setFixedWidth(self._number.fontMetrics().horizontalAdvance("100 %") + 2)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        stop = QToolButton()
        stop.setObjectName("job_stop")
        stop.setIcon(theme.icon("stop-circle-outline"))
        stop.setIconSize(QSize(14, 14))
        stop.setToolTip(theme.tip(self.tr("Stop “{title}”").format(title=job.title)))
        stop.setAccessibleName(stop.toolTip())
        stop.clicked.connect(self._on_stop)
        self._stop = stop
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 2, 0)
        layout.setSpacing(6)
        layout.addWidget(theme.label(job.title))
        layout.addWidget(self._bar)
        layout.addWidget(self._number)
        layout.addWidget(stop)
        job.progressed.connect(self._on_progressed)
        self._on_progressed(job.progress_fraction, "")

    def _on_progressed(self, fraction: float, text: str) -> None:
        if fraction < 0:
            self._bar.setRange(0, 0)
            self._number.setText("")
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(fraction * 1000))
            self._number.setText(f"{fraction * 100:.0f} %")
        if text:
            self.setToolTip(theme.tip(text))

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self.job.stop()


class StatusBar(QWidget):
    """The window's lowest 28 pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self.position = theme.label("", "muted")
        self.position.setObjectName("status_position")
        self.position.hide()
        self.saved = theme.label("", "muted")
        self.saved.setObjectName("status_saved")
        self.message = ElidedLabel("")
        self.message.setObjectName("status_message")
        self.offer = QToolButton()
        self.offer.setObjectName("status_offer")
        self.offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offer.clicked.connect(self._on_offer)
        self.offer.hide()
        self._offer: Offer | None = None
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 8, 0)
        layout.setSpacing(16)
        layout.addWidget(self.position)
        layout.addWidget(self.saved)
        layout.addWidget(self.offer)
        layout.addWidget(self.message, 1)
        layout.addLayout(self._chips)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(lambda: self.show_message(""))
        for job in jobs.active.all:
            self._on_added(job)
        jobs.active.added.connect(self._on_added)
        jobs.active.removed.connect(self._on_removed)

    def show_message(self, text: str, offer: Offer | None = None) -> None:
        """Show a sentence for a few seconds, with a button before it if something is offered."""
        self.message.setText(text)
        self.message.setToolTip(theme.tip(text))
        self._offer = offer
        self.offer.setText(offer.text if offer else "")
        self.offer.setVisible(offer is not None)
        if text:
            self._fade.start(max(FADE_AFTER_MS, READ_MS * len(text)))

    def fades_in_ms(self) -> int:
        """Return how long the sentence that was shown last stays, in milliseconds."""
        return self._fade.interval()

    def _on_offer(self) -> None:
        offer = self._offer
        self.show_message("")
        if offer is not None:
            offer.do()

    def set_position(self, text: str) -> None:
        """Show cursor position and zoom; the place never gets narrower, so that nothing jumps."""
        self.position.setText(text)
        # On a page without one its place is not left empty.
        self.position.setVisible(bool(text))
        width = self.position.sizeHint().width()
        if not text:
            self.position.setMinimumWidth(0)
        elif width > self.position.minimumWidth():
            self.position.setMinimumWidth(width)

    def set_saved(self, text: str) -> None:
        """Show the saved state."""
        self.saved.setText(text)

    def chips(self) -> list[JobChip]:
        """Return the jobs shown."""
        return [self._chips.itemAt(index).widget() for index in range(self._chips.count())]  # type: ignore[misc]

    def _on_added(self, job: jobs.Job) -> None:
        if job.is_quiet:
            return
        self._chips.addWidget(JobChip(job))

    def _on_removed(self, job: jobs.Job) -> None:
        for chip in self.chips():
            if chip.job is job:
                self._chips.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
