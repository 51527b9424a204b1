"""Takes out of texts who and where: home, user, computer, datasets, images, and every other path."""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from studio.core.addresses import hide_passwords
from studio.core.settings import Settings

ROOTS = (
    "home",
    "users",
    "root",
    "mnt",
    "media",
    "volumes",
    "data",
    "srv",
    "tmp",
    "var",
    "work",
    "opt",
    "private",
)
_PATH = re.compile(
    rf"""(?<![\w.])(?:[A-Za-z]:[\\/]|\\\\|/(?=(?:{"|".join(ROOTS)})/|[^/\s'"]+/[^/\s'"]+))[^\s'"<>|*?:;,)\]]*""",
    re.IGNORECASE,
)
"""What looks like an absolute path of any system, up to a sign that seldom stands in one."""
_IMAGE_NAME = re.compile(
    r"[^\s'\"/\\]+\.(?:jpe?g|png|bmp|webp|tiff?|gif|heic|mp4|avi|mov|mkv)\b", re.IGNORECASE
)
PLAIN = frozenset({"data.yaml", "obj.data", "obj.yaml", "images", "img", "train", "val", "labels", "photos"})
"""Names that tell of nobody."""


class Scrubber:
    """Replaces what it was told of, and what looks like a path or a picture's name."""

    def __init__(self, names: Mapping[str, str], *, keep: bool = False) -> None:
        """`names` gives what stands instead of each text; with `keep` nothing is replaced but passwords."""
        self._keep = keep
        forms = {form: word for name, word in names.items() for form in _forms(name)}
        # Longer ones first: a path goes before the name that it ends with.
        ordered = sorted(filter(None, forms), key=len, reverse=True)
        self._words = {form.casefold(): forms[form] for form in ordered}
        self._names = re.compile(
            "|".join(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])" for form in ordered) or r"(?!)", re.IGNORECASE
        )

    @classmethod
    def of(cls, settings: Settings, configs: Iterable[Mapping[str, Any]], *, keep: bool = False) -> Scrubber:
        """Make one that knows this person's places and names."""
        names: dict[str, str] = {}
        sets = [*settings.get("recent"), settings.get("last_dataset"), *settings.get("last_image")]
        for config in configs:
            sets += [str(config.get("data", "")), str(config.get("out", "")), str(config.get("weights", ""))]
        for number, text in enumerate(dict.fromkeys(filter(None, sets)), start=1):
            path = PurePath(text)
            parts = (path.name, path.stem, path.parent.name)
            own = [part for part in parts if len(part) > 2 and part.casefold() not in PLAIN]
            names |= dict.fromkeys([text, *own], f"DATASET-{number}")
        for name in settings.get("last_image").values():
            names |= {name: "IMAGE", PurePath(name).name: "IMAGE"}
        names |= {_user(): "USER", Path.home().name: "USER", platform.node(): "COMPUTER"}
        # What tracebacks need: which file of the program, not where it is installed.
        names |= {str(Path(__file__).parents[2]): "STUDIO", sys.prefix: "PYTHON", sys.base_prefix: "PYTHON"}
        names[str(Path.home())] = "HOME"
        return cls(names, keep=keep)

    def text(self, text: str) -> str:
        """Return a text without them."""
        text = hide_passwords(text)
        if self._keep:
            return text
        text = self._names.sub(lambda found: self._words[found[0].casefold()], text)
        text = _PATH.sub(lambda found: f"PATH{PurePath(found[0]).suffix}", text)
        return _IMAGE_NAME.sub("IMAGE", text)

    def value(self, value: Any) -> Any:
        """Return plain data with each of its texts, keys too, without them."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(key)): self.value(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        return value


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USERNAME", "")


def _forms(name: str) -> set[str]:
    """Return a name as it may be written: as a path of either kind, in JSON, in Python, in an address."""
    turned = {name, name.replace("\\", "/")}
    escaped = {json.dumps(form)[1:-1] for form in turned} | {repr(form)[1:-1] for form in turned}
    return {form for form in turned | escaped | {quote(form) for form in turned} if len(form) > 1}
