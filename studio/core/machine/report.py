"""The diagnostic file: what helps to find a fault; no image, and no name or path unless agreed."""

from __future__ import annotations

import contextlib
import io
import json
import platform
import sys
import zipfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from studio import __version__
from studio.core.errors import StudioError
from studio.core.files import atomic_write, user_folder
from studio.core.machine.findings import Finding
from studio.core.machine.scrubbing import Scrubber
from studio.core.runs import folder as runs
from studio.core.settings import Settings

PACKAGES = (
    "torch",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "PySide6-Essentials",
    "onnx",
    "onnxruntime",
    "ncnn",
)
LOG_BYTES = 300_000
"""The end of the log, which tells of the last days."""
NEWEST_RUNS, LAST_EVENTS = 5, 50
TOLD_SETTINGS = ("theme", "reopen", "page", "show_labels", "crosshair", "window")
"""Those that hold no path and no name."""
TOLD_EVENTS = ("start", "note", "warning", "error", "step", "epoch", "done", "stopped")


def write_diagnostics(file: Path, findings: Sequence[Finding], *, with_paths: bool = False) -> Path:
    """Write the diagnostic file, a zip of texts, and return its path.

    Raises:
        StudioError: it can't be written.
    """
    settings = Settings()
    listed = runs.list_runs()[:NEWEST_RUNS]
    scrubber = Scrubber.of(settings, [run.config for run in listed], keep=with_paths)
    parts: dict[str, Any] = {
        "machine.json": [finding.to_dict() for finding in findings],
        "program.json": _program(),
        "settings.json": {key: settings.get(key) for key in TOLD_SETTINGS},
        "runs.json": [_run(run, number) for number, run in enumerate(listed, start=1)],
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, json.dumps(scrubber.value(part), indent=1, ensure_ascii=False))
        for name in ("log.txt", "log.txt.1"):
            archive.writestr(name, scrubber.text(_end_of(user_folder() / name)))
    atomic_write(file, buffer.getvalue())
    return file


def _program() -> dict[str, Any]:
    versions = {}
    for name in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            versions[name] = version(name)
    return {
        "studio": __version__,
        "python": sys.version,
        "system": platform.platform(),
        "is_frozen": bool(getattr(sys, "frozen", False)),
        "packages": versions,
    }


def _run(run: runs.RunInfo, number: int) -> dict[str, Any]:
    """Return how a run went. Its name is the person's, and so are the classes."""
    with contextlib.suppress(StudioError):
        events, _ = runs.tail_events(run.path)
        told = [event for event in events if event.get("event") in TOLD_EVENTS][-LAST_EVENTS:]
        kept = [
            {key: value for key, value in event.items() if key not in ("classes", "per_class")}
            for event in told
        ]
        return {
            "run": number,
            "state": run.state,
            "problem": run.problem,
            "config": run.config,
            "events": kept,
        }
    return {"run": number, "state": run.state}


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            stream.seek(0, io.SEEK_END)
            stream.seek(max(0, stream.tell() - LOG_BYTES))
            return stream.read().decode("utf-8", "replace")
    except OSError:
        return ""
