"""What is a model that can be run: a run with a checkpoint, a file with weights, or an exported file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.core.runs.data_snapshot import Seal
from studio.core.runs.folder import RunInfo, list_runs
from studio.core.runtime.detector import RUNTIMES, is_ir
from studio.core.weights.places import BEST

MODEL_SUFFIXES = tuple(suffix for kind in RUNTIMES for suffix in kind.suffixes)
EXPORTS = "export"
"""The folder in a run that the window writes its exported files to."""


@dataclass(frozen=True, slots=True)
class RunnableModel:
    """A run, or a file exported from it when `file` is one."""

    run: RunInfo
    file: Path | None = None

    @property
    def path(self) -> Path:
        """What to open."""
        return self.file or self.run.path


def is_model(path: Path) -> bool:
    """Return whether a path looks like a model that can be run, by its name and by what lies in it."""
    if path.suffix.lower() == ".xml" and path.is_file():
        return is_ir(path)
    return path.suffix.lower() in MODEL_SUFFIXES or (path / BEST).is_file()


def has_checkpoint(run: RunInfo) -> bool:
    """Return whether a run has a best epoch, which can be tried and exported."""
    return (run.path / BEST).is_file()


def trained_classes(model: Path) -> tuple[str, ...]:
    """Return the classes that a run, or a file in one, was trained on; none where that isn't written down.

    Raises:
        StudioError: the run's list of data is damaged.
    """
    for folder in (model,) if model.is_dir() else model.parents[:2]:
        if (seal := Seal.load(folder)) is not None:
            return seal.class_names
    return ()


def list_models(parent: Path | None = None) -> list[RunnableModel]:
    """Return the runs in a folder that have a checkpoint, newest first, each after its exported files.

    Of these onnxruntime's come first, because they run fastest on a desktop; what can't be run here is none.
    """
    usable = [kind for kind in RUNTIMES if not kind.missing()]
    suffixes = [suffix for kind in usable if kind.name != "pytorch" for suffix in kind.suffixes]
    order = {suffix: place for place, suffix in enumerate(suffixes)}
    found = []
    for run in filter(has_checkpoint, list_runs(parent)):
        files = [path for path in _entries(run.path / EXPORTS) if path.suffix.lower() in order]
        files.sort(key=lambda path: (order[path.suffix.lower()], path.name))
        found += [RunnableModel(run, path) for path in files]
        found.append(RunnableModel(run))
    return found


def _entries(folder: Path) -> Iterable[Path]:
    """Return what is in a folder: files, and the folders that are one model."""
    return list(folder.iterdir()) if folder.is_dir() else []


def file_pattern(suffixes: Iterable[str]) -> str:
    """Return suffixes as a file dialog wants them: `*.pt *.pth`."""
    return " ".join(f"*{suffix}" for suffix in suffixes)
