"""The editor of keys: every action with its keys, presets of other programs, clashes by name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
)

from studio.gui.actions import ACTIONS, PAGE_TITLES, Action, find
from studio.gui.keymap import PRESETS, keymap
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.panels import Card, Notice
from studio.gui.widgets.table import Cell, Table

BARE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyField(QLineEdit):
    """Shows the next key that is pressed, whatever it is, instead of doing what it does."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("key_field")
        self.setReadOnly(True)
        self.setPlaceholderText(self.tr("Click here and press the new key"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            # Before Tab goes to the next field.
            if event.key() not in BARE:
                sequence = QKeySequence(event.keyCombination())
                self.setText(sequence.toString(QKeySequence.SequenceFormat.NativeText))
                self.pressed.emit(sequence.toString())
            return True
        return super().event(event)


class KeyEditor(Card):
    """Choose an action, press a key, set it; a clash is named, and nothing is taken from another unasked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Keys"))
        self.preset = ChoiceBox()
        self.preset.setObjectName("key_preset")
        self.preset.setMaximumWidth(240)
        for name in PRESETS:
            self.preset.addItem(self.tr("Detection Studio") if name == "studio" else name, name)
        self.preset.addItem(self.tr("Your own"), "")
        self.add_row(self.tr("As in"), self.preset)
        self.search = QLineEdit()
        self.search.setObjectName("key_search")
        self.search.setPlaceholderText(self.tr("Search actions and keys"))
        self.search.setClearButtonEnabled(True)
        self.add(self.search)
        columns = [self.tr("Action"), self.tr("Page"), self.tr("Keys")]
        self.table = Table(columns, name="key_table", many=False)
        self.table.stretch_column(0)
        self.add(self.table, 1)
        self.field = KeyField()
        self.set = self._button("key_set", self.tr("Set"), self._on_set)
        self.also = self._button("key_add", self.tr("Add"), self._on_add)
        self.reset = self._button("key_reset", self.tr("Reset"), self._on_reset)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for button in (self.set, self.also, self.reset):
            row.addWidget(button)
        self.add(row)
        self.notice = Notice()
        self.notice.setObjectName("key_notice")
        self.add(self.notice)
        self._pressed = ""
        self._is_told = False
        """Whether it is said from which action "Reset" would take a key."""
        self.preset.activated.connect(self._on_preset)
        self.search.textChanged.connect(self._show)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.field.pressed.connect(self._on_pressed)
        keymap.changed.connect(self._show)
        self._show()

    def _button(self, name: str, text: str, do: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(do)
        return button

    def _show(self) -> None:
        """Show the actions that are looked for, with their keys as they are set."""
        words = self.search.text().strip().lower()
        rows: dict[str, list[Cell]] = {}
        for action in ACTIONS:
            page = QCoreApplication.translate("Help", PAGE_TITLES[action.page])
            texts = (action.shown_text(), page, action.shown_shortcut())
            if words in " ".join(texts).lower():
                colour = "accent" if keymap.is_own(action) else ""
                rows[action.key] = [Cell(texts[0]), Cell(page), Cell(texts[2], colour=colour)]
        self.table.show_rows(list(rows.values()), list(rows))
        self.preset.setCurrentIndex(self.preset.findData(keymap.preset()))
        self._on_chosen()

    def _action(self) -> Action | None:
        return next((find(key) for key in self.table.selected_keys()), None)

    def _on_chosen(self) -> None:
        self._pressed = ""
        self.field.clear()
        self._show_clash()

    def _show_clash(self, *, of_reset: bool = False) -> None:
        """Name the actions that would lose a key; the buttons say then that they take it."""
        action = self._action()
        wanted = action.keys.split() if action and of_reset else [self._pressed] if self._pressed else []
        clash = self._clash(action, wanted) if action is not None else ""
        self._is_told = of_reset and bool(clash)
        self.notice.set_text(clash, "warn")
        is_taken = bool(clash) and not of_reset
        self.set.setText(self.tr("Take and set") if is_taken else self.tr("Set"))
        self.also.setText(self.tr("Take and add") if is_taken else self.tr("Add"))
        self.reset.setText(self.tr("Take and reset") if self._is_told else self.tr("Reset"))
        self.field.setEnabled(action is not None)
        self.field.setPlaceholderText(
            self.tr("Click here and press the new key")
            if action is not None
            else self.tr("Choose an action above first")
        )
        for button in (self.set, self.also):
            button.setEnabled(action is not None and bool(self._pressed))
        self.reset.setEnabled(action is not None and keymap.is_own(action))

    def _on_pressed(self, sequence: str) -> None:
        self._pressed = sequence
        self._show_clash()

    def _clash(self, action: Action, wanted: list[str]) -> str:
        names = [
            self.tr("“{action}” ({page})").format(
                action=other.shown_text(), page=QCoreApplication.translate("Help", PAGE_TITLES[other.page])
            )
            for other in keymap.conflicts(action, wanted, ACTIONS)
            if isinstance(other, Action)
        ]
        text = self.tr("This key is set for {actions}. Take it from there, or press another.")
        return text.format(actions=", ".join(names)) if names else ""

    def _on_set(self) -> None:
        action = self._action()
        if action is not None:
            self._set(action, [self._pressed])

    def _on_add(self) -> None:
        action = self._action()
        if action is not None:
            others = [keys for keys in action.shortcuts if keys != self._pressed]
            self._set(action, [*others, self._pressed])

    def _on_reset(self) -> None:
        action = self._action()
        if action is None:
            return
        if not self._is_told:
            self._pressed = ""
            self.field.clear()
            self._show_clash(of_reset=True)
            if self._is_told:
                return
        self._set(action, action.keys.split())

    def _set(self, action: Action, wanted: list[str]) -> None:
        keymap.give(action, wanted, ACTIONS)
        self.changed.emit()

    def _on_preset(self) -> None:
        if name := self.preset.currentData():
            keymap.take(PRESETS[name])
            self.changed.emit()
        else:
            self._show()
