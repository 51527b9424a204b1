"""A model's suggestions for a dataset: where they are kept, and how they are made."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from studio.core.boxes.thresholds import Thresholds
from studio.core.data.former_names import FormerNames
from studio.core.errors import Cancelled, StudioError
from studio.core.files import real_path, user_folder
from studio.core.labelling.ghost_file import Found, GhostFile, Stamp
from studio.core.labelling.rejections import Rejections
from studio.core.pictures import Image, imread
from studio.core.runs.folder import CONFIG
from studio.core.runtime.detector import Detector, OwnTiling
from studio.core.tiling.ordered import in_order
from studio.core.tiling.tiling import Tiling
from studio.core.weights.places import BEST
from studio.core.words import tr

FOLDER = "suggestions"
"""In a run, for the models of it; in the user's folder for all others."""
LEAST_SCORE = 0.05
"""What is kept: surer ones are chosen when they are looked at."""
DEPTH = 3
"""How many folders a model may be below its run."""


def ghost_file(model: Path, source: Path, tiles: str = "") -> GhostFile:
    """Return the file with what a model found in a dataset, by the path the dataset was opened by.

    Args:
        tiles: what `tiles_name` gives of how it looked at pictures: each way has its own file.

    Raises:
        StudioError: the model is gone, or the file can't be read.
    """
    model = real_path(model)
    weights = model / BEST if model.is_dir() and (model / BEST).is_file() else model
    stamp = Stamp.of(weights)
    if stamp is None:
        raise StudioError(
            tr("The model {path} does not exist.", path=model), tr("Check the path and try again.")
        )
    run = _run_of(weights)
    folder = run / FOLDER if run and os.access(run, os.W_OK) else user_folder() / FOLDER
    # By its place in the run: that may be renamed.
    place = weights.relative_to(run) if run else weights
    way = f"-{re.sub(r'[^0-9a-z.]+', '-', tiles)}" if tiles else ""
    name = f"{weights.stem}-{_digest(place)}-{_digest(real_path(source))}{way}.jsonl"
    return GhostFile(folder / name, stamp)


def tiles_name(tiling: Tiling | OwnTiling | None) -> str:
    """Return a short text for a tiling; "" for what a model does when nobody says anything."""
    return "" if tiling == "own" else str(tiling) if tiling else "off"


def rejections_of(source: Path, former: FormerNames | None = None) -> Rejections:
    """Return what was rejected in a dataset, by the path it was opened by.

    Args:
        former: as for `Rejections`.

    Raises:
        StudioError: the file can't be read.
    """
    return Rejections(user_folder() / FOLDER / f"rejected-{_digest(real_path(source))}.jsonl", former)


def _run_of(weights: Path) -> Path | None:
    parents = itertools.islice(weights.parents, DEPTH)
    return next((folder for folder in parents if (folder / CONFIG).is_file()), None)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.path.normcase(path).encode(errors="surrogateescape")).hexdigest()[:12]


def suggest(
    detector: Detector,
    images: Sequence[Path],
    ghosts: GhostFile,
    *,
    confidence: float = LEAST_SCORE,
    weigh: Callable[[Path], int] = lambda _: 0,
    left_out: Callable[[StudioError], None] = lambda _: None,
    progress: Callable[[Path], None] = lambda _: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Look at images and keep what is found in each as soon as it is; return how many were looked at.

    Args:
        confidence: least score that is kept.
        weigh: pixels of an image, which bound how many are read ahead.
        left_out: told why an image can't be read.
        progress: told each image whose suggestions are on disk.
        should_stop: asked before each image.

    Raises:
        Cancelled: it was asked to stop; what was found before is kept.
        StudioError: the model fails, or the file can't be written.
    """
    ghosts.begin(detector.spec.class_names, confidence)
    # What is there may have been asked for with a lower one: all of the file is of one threshold.
    detector.thresholds = Thresholds(confidence=ghosts.confidence)
    done = 0
    with contextlib.closing(_readable(images, weigh, left_out)) as readable:
        while chunk := list(itertools.islice(readable, detector.engine.batch)):
            if should_stop():
                raise Cancelled
            found = detector.detect_all(image for _, _, image in chunk)
            for (path, stamp, image), detections in zip(chunk, found, strict=True):
                ghosts.add(path, stamp, Found(detections, (image.shape[1], image.shape[0])))
                done += 1
                progress(path)
    return done


def _readable(
    images: Sequence[Path], weigh: Callable[[Path], int], left_out: Callable[[StudioError], None]
) -> Generator[tuple[Path, Stamp, Image]]:
    """Yield images with the stamps they had before they were read, several read at once."""
    with contextlib.closing(in_order(_read, images, weigh=weigh)) as reading:
        for path, stamp, image in reading:
            if isinstance(image, StudioError):
                left_out(image)
            elif stamp is not None:
                yield path, stamp, image


def _read(path: Path) -> tuple[Path, Stamp | None, Image | StudioError]:
    stamp = Stamp.of(path)
    try:
        return path, stamp, imread(path)
    except StudioError as problem:
        return path, stamp, problem
