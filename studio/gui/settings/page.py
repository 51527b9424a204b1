"""The Settings page: one row for each setting a user chooses."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout

from studio.core import languages
from studio.core.files import user_folder
from studio.core.settings import SETTINGS
from studio.gui import language, theme
from studio.gui.desktop import open_path
from studio.gui.keymap import keymap
from studio.gui.settings.keys import KeyEditor
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import Card

PHOTO_MEMORY = next(setting.choices for setting in SETTINGS if setting.key == "photo_memory")


class SettingsPage(Page):
    """How to start, appearance, labelling, and where things are kept."""

    key = "settings"

    def __init__(self) -> None:
        super().__init__()
        self.theme_box = ChoiceBox()
        self.theme_box.setObjectName("theme_box")
        self.theme_box.setMaximumWidth(240)
        for value, text in (
            ("system", self.tr("As the system")),
            ("dark", self.tr("Dark")),
            ("light", self.tr("Light")),
        ):
            self.theme_box.addItem(text, value)
        self.language_box = ChoiceBox()
        self.language_box.setObjectName("language_box")
        self.language_box.setMaximumWidth(240)
        self.language_box.addItem(self.tr("As the system"), languages.SYSTEM)
        for code in languages.languages():
            self.language_box.addItem(language.name(code), code)
        look = Card(self.tr("Appearance"))
        look.add_row(self.tr("Theme"), self.theme_box)
        look.add_row(self.tr("Language"), self.language_box)

        self.labels_box = QCheckBox(self.tr("Write class names at the boxes"))
        self.labels_box.setObjectName("labels_box")
        self.crosshair_box = QCheckBox(self.tr("Lines through the cursor while drawing"))
        self.crosshair_box.setObjectName("crosshair_box")
        self.memory_box = ChoiceBox()
        self.memory_box.setObjectName("memory_box")
        self.memory_box.setMaximumWidth(240)
        tip = self.tr("More of it keeps more photos ready; one is always kept.")
        self.memory_box.setToolTip(theme.tip(tip))
        for megabytes in PHOTO_MEMORY:
            self.memory_box.addItem(self.tr("{count} MB").format(count=megabytes), megabytes)
        label = Card(self.tr("Labelling"))
        label.add(self.labels_box)
        label.add(self.crosshair_box)
        label.add_row(self.tr("Memory for photos"), self.memory_box)

        self.reopen_box = QCheckBox(self.tr("Open the last dataset when the program starts"))
        self.reopen_box.setObjectName("reopen_box")
        start = Card(self.tr("Start"))
        start.add(self.reopen_box)

        # A path has no blanks to be broken at; it may be, behind each folder.
        folder = str(user_folder()).replace(os.sep, os.sep + "\u200b")
        files = Card(
            self.tr("Files"), self.tr("Settings and the log are kept in {folder}.").format(folder=folder)
        )
        open_folder = QPushButton(self.tr("Open this folder"))
        open_folder.clicked.connect(lambda: open_path(user_folder()))
        row = QHBoxLayout()
        row.addWidget(open_folder)
        row.addStretch(1)
        files.add(row)

        layout = QVBoxLayout()
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(theme.label(self.tr("Settings"), "title"))
        for card in (start, look, label, files):
            layout.addWidget(card)
        layout.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(layout, 1)
        self.keys = KeyEditor()
        self.keys.changed.connect(lambda: self._store("keys", keymap.as_set()))
        keys_side = QVBoxLayout()
        keys_side.setContentsMargins(0, 24, 24, 24)
        keys_side.addWidget(self.keys)
        outer.addLayout(keys_side, 1)
        self.theme_box.activated.connect(self._on_theme)
        self.language_box.activated.connect(self._on_language)
        self.memory_box.activated.connect(lambda: self._store("photo_memory", self.memory_box.currentData()))
        self.labels_box.toggled.connect(lambda on: self._store("show_labels", on))
        self.reopen_box.toggled.connect(lambda on: self._store("reopen", on))
        self.crosshair_box.toggled.connect(lambda on: self._store("crosshair", on))

    def activate(self) -> None:
        """Show the values as they are now."""
        settings = self.settings
        if settings is None:
            return
        self.theme_box.setCurrentIndex(self.theme_box.findData(settings.get("theme")))
        self.language_box.setCurrentIndex(max(0, self.language_box.findData(settings.get("language"))))
        self.labels_box.setChecked(settings.get("show_labels"))
        self.crosshair_box.setChecked(settings.get("crosshair"))
        self.reopen_box.setChecked(settings.get("reopen"))
        self.memory_box.setCurrentIndex(self.memory_box.findData(settings.get("photo_memory")))

    def _on_theme(self) -> None:
        self._store("theme", self.theme_box.currentData())
        self.theme_chosen.emit(self.theme_box.currentData())

    def _on_language(self) -> None:
        self._store("language", self.language_box.currentData())
        self.language_chosen.emit()

    def _store(self, key: str, value: object) -> None:
        if self.settings is not None:
            self.settings.set(key, value)
