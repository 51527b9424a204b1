"""What this machine can do, asked of `studio doctor` when somebody wants to know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.json_door import Text, has_shape
from studio.gui import jobs, messages, theme
from studio.gui.desktop import open_path
from studio.gui.widgets.panels import NOTICE_ICONS, Card
from studio.gui.widgets.wrapped import WrappedLabel

FINDING = {"name": Text(), "title": Text(), "state": Text(), "sentence": Text()}
KINDS = {"ok": "ok", "note": "info", "warn": "warn"}
"""By the state of a finding, the kind of notice it is shown as."""
TITLE_WIDTH = 120


class FindingRow(QWidget):
    """One finding: how it stands, what was looked at, and the sentence."""

    def __init__(self, title: str, state: str, sentence: str) -> None:
        super().__init__()
        icon, token = NOTICE_ICONS[KINDS.get(state, "info")]
        picture = QLabel()
        picture.setPixmap(theme.pixmap(icon, 16, token))
        picture.setFixedWidth(16)
        name = theme.label(title)
        name.setFixedWidth(TITLE_WIDTH)
        words = WrappedLabel()
        words.setProperty("role", "muted" if state == "note" else "")
        words.setText(sentence)
        words.setObjectName("finding")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (picture, name):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)


class MachineCard(Card):
    """A button that looks at the machine, what was found, and a file of it for whoever helps."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("This machine"),
            self.tr("What it can do for you, and how long a training takes on it; measured in some seconds."),
        )
        self._job: jobs.ProcessJob | None = None
        self._last_title = ""
        self.check = QPushButton(self.tr("Check this machine"))
        self.check.setObjectName("check_machine")
        self.save = QPushButton(self.tr("Save diagnostic file…"))
        self.save.setObjectName("save_diagnostics")
        self.save.setToolTip(
            theme.tip(self.tr("For whoever helps with a fault: texts only, no images, no names, no paths."))
        )
        self.names = QCheckBox(self.tr("with paths and names in it"))
        self.names.setObjectName("diagnostics_with_paths")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.check)
        buttons.addWidget(self._bar)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.names)
        self.add(self._rows)
        self.add(buttons)
        self.check.clicked.connect(self._on_check)
        self.save.clicked.connect(self._on_save)

    def _on_check(self) -> None:
        if self._job is not None:
            self._job.stop()
        else:
            self._ask([])

    def _on_save(self) -> None:
        start = str(Path.home() / "studio-diagnostics.zip")
        kind = self.tr("Zip archives (*.zip)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save diagnostic file"), start, kind)
        if chosen:
            self._ask(["--zip", chosen, *(["--with-paths"] if self.names.isChecked() else [])])

    def _ask(self, arguments: list[str]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._last_title = ""
        job = jobs.ProcessJob("doctor", arguments, self, title=self.tr("Checking this machine"))
        job.told.connect(self._on_told)
        job.progressed.connect(self._on_progressed)
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._show_idle)
        self._job = job
        self._bar.setRange(0, 0)
        self._bar.show()
        self.save.setEnabled(False)
        self.check.setText(self.tr("Stop"))
        job.start()

    def _on_told(self, event: dict[str, Any]) -> None:
        if event["event"] == "finding" and has_shape(event, FINDING):
            title = event["title"] if event["title"] != self._last_title else ""
            row = FindingRow(title, event["state"], event["sentence"])
            # It comes last, because it takes longest, and is what most want to know.
            self._rows.insertWidget(0 if event["name"] == "training" else self._rows.count(), row)
            self._last_title = event["title"]

    def _on_progressed(self, fraction: float, _what: str) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(round(100 * fraction))

    def _on_answered(self, result: dict[str, Any]) -> None:
        self._show_idle()
        messages.settle("doctor")
        if file := result.get("file"):
            offer = messages.Offer(self.tr("Show"), lambda: open_path(Path(file).parent))
            messages.info(self.tr("{name} is written.").format(name=Path(file).name), offer=offer)

    def _on_failed(self, problem: StudioError) -> None:
        self._show_idle()
        messages.error(problem, "doctor")

    def _show_idle(self) -> None:
        self._job = None
        self._bar.hide()
        self.save.setEnabled(True)
        self.check.setText(self.tr("Check this machine"))
