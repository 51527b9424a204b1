"""The Start page: what the window shows while no dataset is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.files import resource_path
from studio.gui import messages, theme
from studio.gui.welcome.choices import Choice, SetChoice
from studio.gui.welcome.drawing import SampleChoice
from studio.gui.welcome.machine import MachineCard
from studio.gui.welcome.recent import RecentList
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import Card, Notice
from studio.gui.widgets.scrolled import ScrolledWhenSmall

ICON_PX = 48
WIDEST = 1120
"""Pixels of all columns together; lines longer than that are hard to read."""


class WelcomePage(Page):
    """Ways to begin at the left, datasets opened lately at the right, the machine below."""

    key = "welcome"

    live_requested = Signal(object)
    """Please run this model live (a Path)."""

    def __init__(self) -> None:
        super().__init__()
        self.recent = RecentList()
        self._no_recent = Notice(self.tr("Datasets you open are listed here."))
        self._no_recent.setObjectName("no_recent")
        self.recent.chosen.connect(self.dataset_changed)
        self.recent.removed.connect(self._forget)
        self.machine = MachineCard()
        lately = Card(self.tr("Recent"))
        lately.add(self._no_recent)
        lately.add(self.recent)
        lately.body.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.addWidget(self._begin(), 0, 0)
        grid.addWidget(lately, 0, 1)
        grid.addWidget(self.machine, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addLayout(self._head())
        layout.addLayout(grid)
        layout.addStretch(1)
        inner = QWidget()
        centred = QHBoxLayout(inner)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(column, 1000)
        centred.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrolledWhenSmall(inner))

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(QIcon(str(resource_path("icon.svg"))).pixmap(ICON_PX, ICON_PX))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(theme.label(QCoreApplication.applicationName() or "Detection Studio", "title"))
        sentence = self.tr(
            "Label photos, train a detector, and watch it find things. All of it happens on this machine."
        )
        words.addWidget(theme.label(sentence, "muted", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _begin(self) -> Card:
        folder = Choice(
            "folder",
            "folder-open-outline",
            self.tr("Open a folder of photos"),
            self.tr("Labelled or not; nothing is changed until you edit."),
            self.tr("Open…"),
        )
        folder.clicked.connect(self.open_wanted)
        file = Choice(
            "file",
            "file-document-outline",
            self.tr("Open a data YAML or obj.data"),
            self.tr("What another program labelled or trained on; also COCO, VOC, CVAT, or a zip of it."),
            self.tr("Open…"),
        )
        file.clicked.connect(self.file_wanted)
        model = Choice(
            "model",
            "video-outline",
            self.tr("Open a model and look"),
            self.tr("It starts at once on a moving scene; then choose a camera or a video."),
            self.tr("Open…"),
        )
        model.clicked.connect(self._ask_for_model)
        sample = SampleChoice()
        wrgb = SetChoice(
            "wrgb",
            "cloud-download-outline",
            self.tr("Get wrgb"),
            self.tr(
                "277 photos of LED lamps with their boxes: 5 MB from github.com/flyskywhy/wrgb, which states"
                " no licence."
            ),
            self.tr("Get"),
        )
        card = Card(self.tr("Begin"))
        for choice in (folder, file, model, sample, wrgb):
            card.add(choice)
        for one in (sample, wrgb):
            one.made.connect(lambda data: self.dataset_changed.emit(Path(data)))
        card.body.addStretch(1)
        card.body.addWidget(
            theme.label(
                self.tr("Or drop a folder, a YAML, a zip, a model or a video anywhere on this window."),
                "muted",
                wrap=True,
            )
        )
        return card

    def primary(self) -> tuple[str, bool]:
        """Open a folder."""
        return self.tr("Open folder"), True

    def run_primary(self) -> None:
        """Ask for a folder."""
        self.open_wanted.emit()

    def heading(self) -> str:
        """Return what this page is for."""
        return ""

    def activate(self) -> None:
        """List what was opened lately."""
        self._show_recent()

    def _show_recent(self) -> None:
        if self.settings is None:
            return
        paths = [Path(entry) for entry in self.settings.get("recent")]
        self.recent.show_paths(paths, self.settings.get("last_image"))
        self._no_recent.setVisible(not paths)

    def _forget(self, path: Path) -> None:
        if self.settings is not None:
            rest = [entry for entry in self.settings.get("recent") if entry != str(path)]
            messages.attempt("settings", self.settings.set, "recent", rest)
            self._show_recent()

    def _ask_for_model(self) -> None:
        from studio.core.runs.folder import runs_folder
        from studio.core.runs.models import MODEL_SUFFIXES, file_pattern

        start = runs_folder() if runs_folder().is_dir() else Path.home()
        pattern = self.tr("Models ({patterns})").format(patterns=file_pattern(MODEL_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model"), str(start), pattern)
        if chosen:
            self.live_requested.emit(Path(chosen))
