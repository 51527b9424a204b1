"""What the studio is made of besides its own code: packages with their versions and licences."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast

from studio.core.files import resource_path

PROGRAM = "detection-studio"
TEXT_NAMES = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
SUFFIXES = ("", ".txt", ".md", ".rst", ".apache", ".bsd")
REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")
SHORT = {
    "MIT License": "MIT", "MIT": "MIT", "BSD License": "BSD-3-Clause", "BSD": "BSD-3-Clause",
    "BSD-3": "BSD-3-Clause", "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip
"""What authors wrote before there were SPDX names for it."""


@dataclass(frozen=True, slots=True)
class Component:
    """A package: its licence as an SPDX expression ("" when it names none), and the texts that it brings."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = field(default=(), repr=False)


def components(*extras: str) -> list[Component]:
    """Return the packages that are installed of what the studio needs, directly and not, by name.

    Args:
        extras: of the studio's own, which count as needed.
    """
    found: dict[str, Component] = {}
    waiting = [(PROGRAM, frozenset(extras))]
    while waiting:
        name, wanted = waiting.pop()
        key = _key(name)
        if key in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[key] = _component(package)
        for line in package.requires or ():
            requirement, _, marker = line.partition(";")
            extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", marker)
            other = REQUIREMENT.match(requirement)
            if other and (extra is None or extra[1] in wanted):
                waiting.append((other[0], frozenset(re.findall(r"\[(.*?)\]", requirement))))
    found.pop(PROGRAM, None)
    python = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    found["python"] = Component("Python", python, "PSF-2.0")
    return [found[key] for key in sorted(found)]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(package: metadata.Distribution) -> Component:
    head = cast(Message, package.metadata)
    licence = head.get("License-Expression") or ""
    if not licence:
        said = [(head.get("License") or "").partition("\n")[0].strip()]
        said += [
            line.rpartition("::")[2].strip()
            for line in head.get_all("Classifier") or ()
            if "License ::" in line
        ]
        licence = next((SHORT[word] for word in said if word in SHORT), said[0])
    texts = [
        path.read_text(encoding="utf-8").strip()
        for path in package.files or ()
        if TEXT_NAMES.search(path.name) and path.suffix.lower() in SUFFIXES
        and ".dist-info" in str(path) and Path(str(path.locate())).is_file()
    ]  # fmt: skip
    return Component(str(head["Name"]), package.version, licence, tuple(texts))


TEXT_OF = {
    "PySide6_Essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "onnxruntime": ("onnxruntime.txt",),
    "opencv-python-headless": ("LGPL-2.1.txt",),
}
"""Files of resources/licences with texts that packages don't bring: Qt's, onnxruntime's, FFmpeg's."""
QT = """\
The window is made with Qt and PySide6 (https://www.qt.io), which are used under the GNU Lesser General \
Public License, version 3. They lie beside the program as libraries of their own, so that you may put other \
versions of them in their place; their sources are at https://download.qt.io and https://code.qt.io. \
OpenCV's package brings FFmpeg (https://ffmpeg.org) under the GNU Lesser General Public License, version \
2.1, in the same way."""


def notices(found: list[Component]) -> str:
    """Return as one text what the studio is made of, under which terms, with the texts of the licences."""
    parts = [QT, "\n".join(f"{each.name} {each.version}: {each.licence}" for each in found)]
    for each in found:
        own = [
            resource_path("licences", name).read_text(encoding="utf-8") for name in TEXT_OF.get(each.name, ())
        ]
        texts = [*each.texts, *own]
        if texts:
            parts.append("\n\n".join([f"{'=' * 78}\n{each.name} {each.version}\n{'=' * 78}", *texts]))
    return "\n\n".join(parts) + "\n"
