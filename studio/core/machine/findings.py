"""LOOKS: what is looked at on this machine, each told in a sentence that says what it means."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from studio.core.errors import StudioError
from studio.core.files import is_there, user_folder
from studio.core.machine.cameras import list_cameras
from studio.core.machine.pace import measure_pace
from studio.core.runs.folder import runs_folder
from studio.core.sets import sets_folder
from studio.core.words import mark, tr, trn

State = Literal["ok", "note", "warn"]
"""As it should be; good to know; something will not work, or not well."""

GB = 1e9
MEMORY_FOR_TRAINING = 1.5 * GB
"""What a training of the default model takes with its usual batch (measured: 1.2 GB)."""
DISK_FOR_A_RUN = 0.05 * GB
"""Checkpoints, curves and the report of a training of the default model."""
PHOTOS = 200
BUSY = 1.5
"""A training that takes so many times what it would on a quiet machine is told with both times."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about this machine.

    Attributes:
        name: of its row in LOOKS.
        title: what was looked at, for people.
        sentence: what was found and what it means; after it, where something can be done, what.
        facts: the same as plain data.
    """

    name: str
    title: str
    state: State
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Look:
    """One row of LOOKS: its name, its title, and what looks; that may give several findings."""

    name: str
    title: str
    look: Callable[[str, str], list[Finding]]


def look_at_machine(*, quick: bool = False) -> Iterator[Finding]:
    """Yield what is found, in the order of LOOKS; the last look takes some seconds, `quick` leaves it out."""
    for row in LOOKS:
        if not (quick and row.name == "training"):
            yield from row.look(row.name, tr(row.title))


def _processor(name: str, title: str) -> list[Finding]:
    cores, model = _usable_processors(), _processor_model()
    facts = {"cores": cores, "model": model, "architecture": platform.machine()}
    words = {"n": cores, "model": model or platform.machine()}
    if cores < 4:
        sentence = trn(
            "{n} core ({model}): a training keeps it busy, and other programs are slower meanwhile.",
            "{n} cores ({model}): a training keeps them busy, and other programs are slower meanwhile.",
            cores,
            **{key: value for key, value in words.items() if key != "n"},
        )
    else:
        sentence = tr("{n} cores ({model}): enough to train beside other work.", **words)
    return [Finding(name, title, "ok", sentence, facts)]


def _usable_processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _processor_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    found = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return found[0] if found else ""


def _memory(name: str, title: str) -> list[Finding]:
    import psutil

    memory = psutil.virtual_memory()
    words = {"total": memory.total / GB, "free": memory.available / GB}
    facts = {"total_bytes": memory.total, "available_bytes": memory.available}
    if memory.available < MEMORY_FOR_TRAINING:
        sentence = tr(
            "{free:.1f} of {total:.1f} GB are free: a training will use smaller batches, or none fits. Close"
            " other programs before it.",
            **words,
        )
        return [Finding(name, title, "warn", sentence, facts)]
    sentence = tr(
        "{free:.1f} of {total:.1f} GB are free: the default model trains with its usual batch.", **words
    )
    return [Finding(name, title, "ok", sentence, facts)]


def _disk(name: str, title: str) -> list[Finding]:
    folder = _nearest(runs_folder())
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        sentence = tr("How much room is left can't be told ({reason}).", reason=error.strerror or error)
        return [Finding(name, title, "warn", sentence)]
    words = {"free": free / GB, "n": int(free / DISK_FOR_A_RUN)}
    if free < 20 * DISK_FOR_A_RUN:
        sentence = tr(
            "{free:.1f} GB are free where trainings are kept: room for {n} of them. A training waits while"
            " the disk is full.",
            **words,
        )
        return [Finding(name, title, "warn", sentence, {"free_bytes": free})]
    sentence = tr("{free:.0f} GB are free where trainings are kept: room for {n} of them.", **words)
    return [Finding(name, title, "ok", sentence, {"free_bytes": free})]


def _cameras(name: str, title: str) -> list[Finding]:
    try:
        found = list_cameras()
    except OSError:
        return [
            Finding(name, title, "note", tr("Which cameras there are can't be told here; Live finds out."))
        ]
    if not found:
        sentence = tr("No camera: Live runs on videos, pictures, streams and the built-in moving scene.")
        return [Finding(name, title, "note", sentence, {"cameras": []})]
    facts = {"cameras": [asdict(camera) for camera in found]}
    refused = [camera for camera in found if not camera.may_be_used]
    if refused:
        sentence = tr(
            "You may not use camera {names}. On Linux, add yourself to the group “video” and log in again.",
            names=", ".join(camera.name for camera in refused),
        )
        return [Finding(name, title, "warn", sentence, facts)]
    sentence = trn(
        "{names}: Live can use it.",
        "{names}: Live can use them.",
        len(found),
        names=", ".join(camera.name for camera in found),
    )
    return [Finding(name, title, "ok", sentence, facts)]


def _rights(name: str, title: str) -> list[Finding]:
    places = (
        (user_folder(), "STUDIO_HOME"),
        (runs_folder(), "STUDIO_RUNS"),
        (sets_folder(), "HOME"),
        (Path(tempfile.gettempdir()), "TMPDIR"),
    )
    refused = [(folder, variable) for folder, variable in places if not _may_write(folder)]
    if not refused:
        sentence = tr("You may write where settings, trainings and sets are kept.")
        return [Finding(name, title, "ok", sentence)]
    return [
        Finding(
            name,
            title,
            "warn",
            tr(
                "Nothing can be written in {folder}. Allow it, or name another folder in {variable}.",
                folder=folder,
                variable=variable,
            ),
            {"folder": str(folder)},
        )
        for folder, variable in refused
    ]


def _may_write(folder: Path) -> bool:
    """Return whether a file can be made in a folder, or in the nearest one it would be made in."""
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)):
            return True
    except OSError:
        return False


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there."""
    return next((each for each in (folder, *folder.parents) if is_there(each)), folder)


def _parts(name: str, title: str) -> list[Finding]:
    """One sentence on what is here, and one for each optional part that isn't."""
    from studio.core.export.bundles.table import BUNDLES
    from studio.core.export.exporters import EXPORTERS
    from studio.core.runs.tensorboard import check_tensorboard
    from studio.core.runtime.detector import RUNTIMES

    named = [exporter.needs for exporter in EXPORTERS.values()]
    named += [kind.needs for kind in RUNTIMES]
    named += [bundle.needs for bundle in BUNDLES.values()]
    needs = {(need.title, need.extra, need.environment): need for need in named if need is not None}
    missing: dict[str, StudioError] = {}
    here: list[str] = []
    for need in needs.values():
        if (problem := need.missing()) is None:
            here.append(need.title.split(",")[0])
        # What can't be had on this system is no part of it.
        elif need.works_here:
            missing[problem.cause] = problem
    try:
        check_tensorboard()
        here.append("TensorBoard")
    except StudioError as problem:
        missing[problem.cause] = problem
    if find_spec("torch") is None:
        missing["torch"] = _no_torch()
    here = list(dict.fromkeys(here))
    found = []
    if here:
        sentence = tr("Ready: {names}.", names=", ".join(here))
        found.append(Finding(name, title, "ok", sentence, {"ready": here}))
    found += [
        Finding(name, title, "note", str(problem), {"missing": problem.cause}) for problem in missing.values()
    ]
    return found


def _no_torch() -> StudioError:
    return StudioError(
        tr("PyTorch is not here, so nothing can be trained on this machine."),
        tr("Install the full program for that; all else works."),
    )


def _training(name: str, title: str) -> list[Finding]:
    if find_spec("torch") is None:
        return [Finding(name, title, "warn", str(_no_torch()))]
    try:
        pace = measure_pace()
    except StudioError as problem:
        return [Finding(name, title, "warn", str(problem))]
    seconds = pace.training_seconds(PHOTOS)
    facts = {**asdict(pace), "photos": PHOTOS, "seconds": round(seconds)}
    words = {"model": pace.model, "n": PHOTOS, "time": in_words(seconds), "epochs": pace.epochs}
    sentence = tr(
        "Training the default model ({model}, {epochs} epochs) on {n} photos takes about {time} here.",
        **words,
    )
    quiet = pace.training_seconds(PHOTOS, is_quiet=True)
    if seconds > BUSY * quiet:
        words = {"time": in_words(quiet)}
        sentence += " " + tr(
            "Other programs keep the processor busy now; without them, about {time}.", **words
        )
    card = tr("It runs on {device}.", device=pace.device_name)
    if pace.device == "cpu":
        card = tr("No graphics card that PyTorch can use: it runs on the processor.")
        if shutil.which("nvidia-smi"):
            card = tr(
                "There is an NVIDIA card, but this PyTorch can't use it: install the PyTorch made for CUDA,"
                " and a newer driver."
            )
    gpu = Finding("gpu", tr("Graphics card"), "ok" if pace.device != "cpu" else "note", card, {})
    return [gpu, Finding(name, title, "ok", sentence, facts)]


def in_words(seconds: float) -> str:
    """Return how long something takes, as exactly as a short look can tell."""
    if seconds < 90:
        return trn("{n} second", "{n} seconds", max(5, round(seconds / 5) * 5))
    if seconds < 90 * 60:
        return trn("{n} minute", "{n} minutes", round(seconds / 60))
    return tr("{hours:.1f} hours", hours=seconds / 3600)


LOOKS: tuple[Look, ...] = (
    Look("processor", mark("Processor"), _processor),
    Look("memory", mark("Memory"), _memory),
    Look("disk", mark("Disk"), _disk),
    Look("cameras", mark("Cameras"), _cameras),
    Look("rights", mark("Write rights"), _rights),
    Look("parts", mark("Optional parts"), _parts),
    Look("training", mark("Training time"), _training),
)
