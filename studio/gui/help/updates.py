"""The version, and a button that asks whether there is a newer one; nothing is asked by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio import __version__
from studio.core.errors import StudioError
from studio.gui import jobs, theme


class UpdateLine(QWidget):
    """One line: this version, the button, and what it found."""

    def __init__(self) -> None:
        super().__init__()
        self._job: jobs.ProcessJob | None = None
        self._button = QPushButton(self.tr("Look for a newer version"))
        self._button.setObjectName("look_for_update")
        self._answer = theme.label("", "muted", wrap=True)
        self._answer.setObjectName("update_answer")
        self._answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(theme.label(f"Detection Studio {__version__}", "muted"))
        row.addWidget(self._button)
        row.addWidget(self._answer, 1)
        self._button.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        job = jobs.ProcessJob("updates", parent=self, title=self.tr("Looking for a newer version"))
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.stopped.connect(lambda: self._show(""))
        self._job = job
        self._button.setEnabled(False)
        self._answer.setText("")
        job.start()

    def _on_answered(self, result: dict[str, Any]) -> None:
        self._show(str(result["sentence"]))

    def _on_failed(self, problem: StudioError) -> None:
        self._show(str(problem))

    def _show(self, text: str) -> None:
        self._job = None
        self._button.setEnabled(True)
        self._answer.setText(text)
