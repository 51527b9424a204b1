"""User settings: one typed table; only what differs from its default is written."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.files import atomic_write, user_folder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key, default (which fixes its type), the sentence shown for it, and any choices."""

    key: str
    default: Any
    text: str
    choices: tuple[Any, ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "system", "Colours of the window.", ("system", "dark", "light")),
    Setting("recent", [], "Datasets opened lately, newest first."),
    Setting("reopen", True, "Open the dataset that was open last when the program starts."),
    Setting("last_dataset", "", "Dataset that was open last; none when it was closed."),
    Setting("last_image", {}, "Per dataset, the image that was open last."),
    Setting("page", "labelling", "Page that was open last."),
    Setting("window", {}, "Position and size of the window and its splitters."),
    Setting("pages", {}, "Per page, the choices made there last."),
    Setting("show_labels", True, "Write class names at the boxes."),
    Setting("crosshair", True, "Lines through the cursor while drawing."),
)


class Settings:
    """The settings of this user: typed, forgiving to read, atomic to write.

    Unknown keys are kept, bad values are dropped one by one with a warning, and a bad file never stops
    the program.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_folder() / "settings.json"
        self._table = {setting.key: setting for setting in SETTINGS}
        self._values: dict[str, Any] = {}
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            stored = {}
        except (OSError, ValueError) as error:
            log.info("settings file %s is not usable (%s); starting from defaults", self.path, error)
            stored = {}
        for key, value in (stored if isinstance(stored, dict) else {}).items():
            setting = self._table.get(key)
            if setting is None or self._is_valid(setting, value):
                self._values[key] = value
            else:
                log.info("setting %s has an unusable value %r; using its default", key, value)

    @staticmethod
    def _is_valid(setting: Setting, value: Any) -> bool:
        return type(value) is type(setting.default) and (not setting.choices or value in setting.choices)

    def get(self, key: str) -> Any:
        """Return the value of a key of SETTINGS (a fresh copy for lists and dicts)."""
        value = self._values.get(key, self._table[key].default)
        return json.loads(json.dumps(value)) if isinstance(value, list | dict) else value

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
        atomic_write(self.path, json.dumps(self._values, indent=1) + "\n")
