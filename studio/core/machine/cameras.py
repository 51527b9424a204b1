"""Which cameras there are, asked of the system: none is opened, so that no light goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.json_door import Text, parse_json

PATIENCE_SECONDS = 8
LINUX_CAMERAS = Path("/sys/class/video4linux")
DEVICES = Path("/dev")


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera as the system names it, and whether this user may use it."""

    name: str
    may_be_used: bool = True


def list_cameras() -> list[Camera]:
    """Return the cameras of this machine, in the order the system gives them.

    Raises:
        OSError: the system doesn't say.
    """
    return _WAYS.get(sys.platform, _nobody_knows)()


def _nobody_knows() -> list[Camera]:
    raise OSError("no way to ask")


def _linux() -> list[Camera]:
    found: dict[str, Camera] = {}
    if not LINUX_CAMERAS.is_dir():
        return []
    for entry in sorted(LINUX_CAMERAS.iterdir(), key=lambda entry: (len(entry.name), entry.name)):
        # A camera has further entries for what it tells beside pictures.
        if (entry / "index").is_file() and (entry / "index").read_text().strip() != "0":
            continue
        name = (entry / "name").read_text(encoding="utf-8", errors="replace").strip()
        device = DEVICES / entry.name
        found[entry.name] = Camera(name or entry.name, os.access(device, os.R_OK | os.W_OK))
    return list(found.values())


def _macos() -> list[Camera]:
    told = _ask(["system_profiler", "-json", "SPCameraDataType"])
    try:
        entries = parse_json(told, {"SPCameraDataType": [{"_name": Text()}]})["SPCameraDataType"]
    except StudioError as problem:
        raise OSError(problem.cause) from problem
    return [Camera(entry["_name"]) for entry in entries]


def _windows() -> list[Camera]:
    question = (
        "Get-CimInstance Win32_PnPEntity | Where-Object PNPClass -in Camera,Image | ForEach-Object Name"
    )
    told = _ask(["powershell", "-NoProfile", "-NonInteractive", "-Command", question])
    return [Camera(line.strip()) for line in told.splitlines() if line.strip()]


def _ask(command: list[str]) -> str:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PATIENCE_SECONDS, check=True, creationflags=flags
        )
    except subprocess.SubprocessError as error:
        raise OSError(str(error)) from error
    return done.stdout.decode("utf-8", "replace")


_WAYS: dict[str, Callable[[], list[Camera]]] = {"linux": _linux, "darwin": _macos, "win32": _windows}
