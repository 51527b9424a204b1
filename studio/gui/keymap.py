"""Which keys are set for which action: those of the table, another program's, or the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence


class Keyed(Protocol):
    """What of an action matters here: its page ("" is everywhere) and its default keys."""

    @property
    def key(self) -> str:
        """Return the action's key."""

    @property
    def page(self) -> str:
        """Return its page."""

    @property
    def keys(self) -> str:
        """Return its default shortcuts, separated by spaces."""


PRESETS: dict[str, dict[str, str]] = {
    "studio": {},
    "labelImg": {
        "label.copy_previous": "Ctrl+V P",
        "label.paste": "Ctrl+Shift+V",
        "label.fit": "Ctrl+F F",
        "label.search": "/",
        "label.zoom_full": "Ctrl+= Ctrl+0",
        "label.zoom_in": "Ctrl++ +",
        "label.hide_boxes": "Ctrl+H H",
        "label.class": "Ctrl+E C",
        "label.trash_image": "Ctrl+Shift+D Shift+Del",
    },
    "CVAT": {
        "label.draw": "N Shift+N",
        "label.no_objects": "Shift+E",
        "label.next": "F V",
        "label.previous": "D C",
        "label.class": "Ctrl+E",
        "label.fit": "Shift+F",
        "label.copy_previous": "Ctrl+B P",
        "label.lock": "L",
        "label.labels": "Shift+L",
        "label.hide_one": "H",
        "label.hide_boxes": "Shift+H",
        "label.trash_image": "Alt+Del",
    },
    "Yolo_mark": {
        "label.next": "] D",
        "label.previous": "[ A",
        "label.draw": "W",
        "label.delete": "R Del Backspace",
        "label.no_objects": "C N",
        "label.class": "Ctrl+E",
        "label.labels": "K L",
        "label.lock": "Shift+K",
        # Its digits count classes from 0.
        **{f"label.class_{number}": str(number - 1) for number in range(1, 11)},
    },
}
"""Keys that differ from the table of actions, by program: hands that know one need learn nothing."""


class Keymap(QObject):
    """The keys that are set; those of an action that isn't named are its own in the table."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._set: dict[str, str] = {}

    def of(self, action: Keyed) -> list[str]:
        """Return an action's key sequences, the one to show first."""
        return self._set.get(action.key, action.keys).split()

    def is_own(self, action: Keyed) -> bool:
        """Say whether an action has other keys than in the table."""
        return action.key in self._set

    def as_set(self) -> dict[str, str]:
        """Return what differs from the table, for the settings."""
        return dict(self._set)

    def take(self, chosen: Mapping[str, str]) -> None:
        """Set all keys anew; sequences that are none are left out."""
        sound = {key: " ".join(filter(is_sequence, keys.split())) for key, keys in chosen.items()}
        if sound != self._set:
            self._set = sound
            self.changed.emit()

    def give(self, action: Keyed, keys: Iterable[str], actions: Iterable[Keyed]) -> None:
        """Set an action's keys; those among `actions` that had one of them lose it."""
        wanted = list(keys)
        chosen = dict(self._set)
        for other in actions:
            if other.key != action.key and _meet(action, other):
                left = [key for key in self.of(other) if not any(_is_same(key, mine) for mine in wanted)]
                if left != self.of(other):
                    chosen[other.key] = " ".join(left)
        chosen[action.key] = " ".join(wanted)
        self.take({key: value for key, value in chosen.items() if value != _default(key, actions)})

    def conflicts(self, action: Keyed, keys: Iterable[str], actions: Iterable[Keyed]) -> list[Keyed]:
        """Return the actions that one of these keys would start as well: of the same page, or everywhere."""
        wanted = list(keys)
        return [
            other
            for other in actions
            if other.key != action.key
            and _meet(action, other)
            and any(_is_same(key, mine) for key in self.of(other) for mine in wanted)
        ]

    def preset(self) -> str:
        """Return the name of the preset that is set, "" for keys of one's own."""
        return next((name for name, keys in PRESETS.items() if keys == self._set), "")


def is_sequence(keys: str) -> bool:
    """Say whether a text names a key."""
    sequence = QKeySequence(keys)
    return not sequence.isEmpty() and all(
        sequence[index].key().name != "Key_unknown" for index in range(sequence.count())
    )


def _default(key: str, actions: Iterable[Keyed]) -> str | None:
    return next((action.keys for action in actions if action.key == key), None)


def _meet(one: Keyed, other: Keyed) -> bool:
    return one.page == other.page or "" in (one.page, other.page)


def _is_same(one: str, other: str) -> bool:
    return QKeySequence(one) == QKeySequence(other)


keymap = Keymap()
"""Of this process, as the table of actions is."""
