"""The Help page: every key and gesture, made from the table of actions, and guides."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from studio.core import languages
from studio.core.files import resource_path
from studio.gui import actions, theme
from studio.gui.help.about import About
from studio.gui.help.updates import UpdateLine
from studio.gui.keymap import keymap
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import Card

GUIDES = {"tfjs": QT_TRANSLATE_NOOP("Help", "Exported models in a TensorFlow.js app")}
"""Texts of resources/help, by file name, and their headings; a translation has its code in the name, too."""


class HelpPage(Page):
    """The cheat sheet and the guides, with a filter."""

    key = "help"

    def __init__(self) -> None:
        super().__init__()
        self.filter = QLineEdit()
        self.filter.setObjectName("help_filter")
        self.filter.setPlaceholderText(self.tr("Search keys and actions"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(420)
        self._rows: list[tuple[str, QWidget, QWidget, Card]] = []
        self._cards: list[Card] = []
        columns = QHBoxLayout()
        columns.setSpacing(16)
        self._columns = QVBoxLayout(), QVBoxLayout()
        for column in self._columns:
            column.setSpacing(16)
            columns.addLayout(column, 1)
            column.addStretch(1)
        self._show_keys()
        keymap.changed.connect(self._show_keys)
        inner = QWidget()
        inner.setProperty("role", "plain")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(theme.label(self.tr("Keys and gestures"), "title"))
        layout.addWidget(self.filter)
        layout.addLayout(columns)
        for name, title in GUIDES.items():
            layout.addWidget(self._guide(name, QCoreApplication.translate("Help", title)))
        self._nothing = theme.label("", "muted", wrap=True)
        self._nothing.setObjectName("help_nothing")
        layout.addWidget(self._nothing)
        self._about = About()
        layout.addWidget(self._about)
        layout.addWidget(UpdateLine())
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.filter.textChanged.connect(self._on_filter)

    def _show_keys(self) -> None:
        """Show the keys as they are set now."""
        for card in self._cards:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._rows = [row for row in self._rows if row[3] not in self._cards]
        self._cards = [self._card(page) for page in actions.PAGE_TITLES if rows_of(page)]
        first, *others = self._cards
        for column, cards in zip(self._columns, (others[:1], [first, *others[1:]]), strict=True):
            for place, card in enumerate(cards):
                column.insertWidget(place, card)
        if self.filter.text():
            self._on_filter(self.filter.text())

    def shortcut_scope(self) -> QWidget:
        return self.filter

    def _card(self, page: str) -> Card:
        card = Card(QCoreApplication.translate("Help", actions.PAGE_TITLES[page]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        # As wide in every card.
        metrics = self.fontMetrics()
        widest = max(
            metrics.horizontalAdvance(keys) for owner in actions.PAGE_TITLES for keys, _ in rows_of(owner)
        )
        grid.setColumnMinimumWidth(0, widest)
        for row, (keys, text) in enumerate(rows_of(page)):
            name, what = theme.label(keys, "muted"), theme.label(text, wrap=True)
            # In the middle: a line with Chinese signs in it is higher than one of keys.
            grid.addWidget(name, row, 0)
            grid.addWidget(what, row, 1)
            self._rows.append((f"{keys} {text}".lower(), name, what, card))
        card.add(grid)
        return card

    def _guide(self, name: str, title: str) -> Card:
        card = Card(title)
        files = (resource_path("help", f"{name}{ending}") for ending in (f".{languages.spoken()}.md", ".md"))
        text = next(file for file in files if file.is_file()).read_text(encoding="utf-8")
        words = theme.label("", wrap=True)
        words.setTextFormat(Qt.TextFormat.MarkdownText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setText(text)
        card.add(words)
        self._rows.append((f"{title} {text}".lower(), words, words, card))
        return card

    def _on_filter(self, text: str) -> None:
        wanted = text.strip().lower()
        shown: set[Card] = set()
        for words, name, what, card in self._rows:
            fits = wanted in words
            name.setVisible(fits)
            what.setVisible(fits)
            if fits:
                shown.add(card)
        for _words, _name, _what, card in self._rows:
            card.setVisible(card in shown)
        nothing = self.tr("No key and no action contains “{text}”; clear the field to see all.")
        self._nothing.setText("" if shown else nothing.format(text=text.strip()))


def rows_of(page: str) -> list[tuple[str, str]]:
    """Return (keys or gesture, what it does) of a page, class digits folded into one row."""
    translate = QCoreApplication.translate
    rows = [
        (translate("Actions", gesture), translate("Actions", text))
        for owner, gesture, text in actions.GESTURES
        if owner == page
    ]
    rows += [
        (action.shown_shortcut(), action.shown_text())
        for action in actions.ACTIONS
        if action.page == page and action.shortcuts and not action.number
    ]
    digits = [action for action in actions.ACTIONS if action.page == page and action.number]
    if digits and not any(keymap.is_own(action) for action in digits):
        rows.append(("1 … 9, 0", translate("Help", "Class 1 to 10 for the selected boxes and the next one")))
        rows.append(("Ctrl+1 … 9", translate("Help", "Class 11 to 19")))
    else:
        rows += [(action.shown_shortcut(), action.shown_text()) for action in digits if action.shortcuts]
    return rows
