"""User settings: one typed table; only what differs from its default is written."""

from __future__ import annotations

import json
import logging
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import FileMissing, StudioError
from studio.core.files import atomic_write, user_folder
from studio.core.json_door import Shape, Text, has_shape, read_json
from studio.core.versions import refuse_newer

log = logging.getLogger(__name__)

MAX_BYTES = 4_000_000
"""Of the file; an honest one has some thousand."""
FORMAT = 1
"""Grows when an older program would misread what this one writes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key, default (which fixes its type), the sentence shown for it, and any choices."""

    key: str
    default: Any
    text: str
    choices: tuple[Any, ...] = ()
    of: Shape = None
    """What each item of a list, or each value of an object, must be."""

    def sound(self, value: Any) -> Any:
        """Return a list or an object without those of its items that can't be."""
        if self.of is None or type(value) is not type(self.default):
            return value
        if isinstance(value, list):
            return [item for item in value if has_shape(item, self.of)]
        return {name: item for name, item in value.items() if has_shape(item, self.of)}


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "system", "Colours of the window.", ("system", "dark", "light")),
    Setting(
        "language", "system", "Language of window and command line: system, en, or a code such as zh_CN."
    ),
    Setting("recent", [], "Datasets opened lately, newest first.", of=Text()),
    Setting("reopen", True, "Open the dataset that was open last when the program starts."),
    Setting("last_dataset", "", "Dataset that was open last; none when it was closed."),
    Setting("last_image", {}, "Per dataset, the image that was open last.", of=Text()),
    Setting("last_view", {}, "Per dataset, zoom and middle of what was seen of that image.", of=Text()),
    Setting("page", "labelling", "Page that was open last."),
    Setting("window", {}, "Position and size of the window and its splitters."),
    Setting("pages", {}, "Per page, the choices made there last."),
    Setting("show_labels", True, "Write class names at the boxes."),
    Setting("keys", {}, "Keys by action, where they are not the studio's own.", of=Text()),
    Setting("crosshair", True, "Lines through the cursor while drawing."),
    Setting(
        "photo_memory",
        512,
        "Megabytes of memory for photos that were shown or may be next.",
        (128, 256, 512, 1024, 2048, 4096),
    ),
    Setting("snap", False, "Fit each box drawn to the blob in it."),
)


class Settings:
    """The settings of this user: typed, forgiving to read, atomic to write.

    Unknown keys are kept, bad values are dropped one by one with a warning, and a bad file never stops
    the program. Nor does one of a newer version, which is not read and never written: what is chosen then
    lasts until the program ends.

    Attributes:
        refused: what to tell of a file that is of a newer version, else None.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_folder() / "settings.json"
        self._table = {setting.key: setting for setting in SETTINGS}
        self._values: dict[str, Any] = {}
        self.refused: StudioError | None = None
        try:
            stored = read_json(self.path, {}, most=MAX_BYTES)
        except FileMissing:
            stored = {}
        except StudioError as problem:
            log.info("%s The program starts from defaults.", problem.cause)
            stored = {}
        try:
            refuse_newer(stored.pop("format", FORMAT), FORMAT, self.path)
        except StudioError as newer:
            self.refused, stored = newer, {}
        for key, value in stored.items():
            setting = self._table.get(key)
            if setting is None or self._is_valid(setting, value):
                self._values[key] = setting.sound(value) if setting else value
            else:
                log.info("setting %s has an unusable value %r; using its default", key, value)

    @staticmethod
    def _is_valid(setting: Setting, value: Any) -> bool:
        return type(value) is type(setting.default) and (not setting.choices or value in setting.choices)

    def get(self, key: str) -> Any:
        """Return the value of a key of SETTINGS (a fresh copy for lists and dicts)."""
        value = self._values.get(key, self._table[key].default)
        return deepcopy(value)

    def set(self, key: str, value: Any) -> None:
        """Change a value and write the file.

        Raises:
            KeyError: no such setting. ValueError: wrong type, or not among its choices.
        """
        setting = self._table[key]
        if not self._is_valid(setting, value):
            raise ValueError(f"{value!r} is not valid for {key}")
        if self.get(key) == value:
            return
        if value == setting.default:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        if self.refused is None:
            atomic_write(self.path, json.dumps({"format": FORMAT, **self._values}, indent=1) + "\n")
