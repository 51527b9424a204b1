"""Images that are added to a dataset: copies under names of their own, with their labels where these agree.

Copies lie in a trash beside the images until they are moved to their places, so that adding is what bringing
back from the trash is, and is taken back in the same way.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core import pictures
from studio.core.data import image_moves
from studio.core.data.changes import TRASH, Change, Move
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.formats.neutral import folded
from studio.core.data.places import LabelFinder
from studio.core.errors import Cancelled, StudioError
from studio.core.files import checksum, own_folder, write_error
from studio.core.labelling.frames import Destination
from studio.core.words import tr, trn


@dataclass(slots=True)
class AddReport:
    """What becomes of images that are to be added.

    Attributes:
        folder: where they go. added: their new files. known: those that are in the dataset already.
        refused: of those that are no images a sentence each. labelled: how many bring labels along.
        notes: what else is to be known.
    """

    folder: Path
    added: list[Path] = field(default_factory=list)
    known: list[Path] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    labelled: int = 0
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio add`."""
        return {
            "folder": str(self.folder),
            "added": [str(path) for path in self.added],
            "known": [str(path) for path in self.known],
            "refused": self.refused,
            "labelled": self.labelled,
            "notes": self.notes,
        }

    def told(self) -> str:
        """Return in a sentence what was done."""
        parts = [trn("{n} image was added", "{n} images were added", len(self.added))]
        if self.labelled:
            parts.append(trn("{n} image with its labels", "{n} images with their labels", self.labelled))
        if self.known:
            parts.append(tr("{count} were there already", count=len(self.known)))
        if self.refused:
            parts.append(tr("{count} can't be read", count=len(self.refused)))
        return ", ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Staged:
    """Copies that wait, and the change that puts them into the dataset."""

    change: Change
    report: AddReport
    place: Path

    def text(self) -> str:
        """Return what is done, to stand after "Undid: "."""
        return trn("added {n} image", "added {n} images", len(self.report.added))

    def drop(self) -> None:
        """Remove the copies: they are not wanted after all."""
        shutil.rmtree(self.place, ignore_errors=True)
        with contextlib.suppress(OSError):
            self.place.parent.rmdir()


def images_of(wanted: Iterable[Path]) -> list[Path]:
    """Return the image files that are given, and those in folders that are; each once.

    Raises:
        StudioError: a folder can't be read.
    """
    found: dict[Path, None] = {}
    for path in wanted:
        path = Path(os.path.normpath(Path(path).absolute()))
        found.update(dict.fromkeys(pictures.list_images(path) if path.is_dir() else [path]))
    return list(found)


def stage(
    dataset: Dataset,
    wanted: Iterable[Path],
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Staged:
    """Copy images, and those in folders, to where a change can put them into a dataset.

    Nothing that is given is changed. Of one name with another image in the folder the newcomer gets another
    name; one that is there already, byte for byte, is not added again. YOLO labels come along where their
    classes are the dataset's.

    Raises:
        StudioError: a folder can't be read, or a copy can't be written.
        Cancelled: `is_stopped` said so; nothing is left behind.
    """
    destination = Destination.in_dataset(dataset)
    folder = destination.folder
    place = own_folder(folder, TRASH) / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9}"
    staged = Staged(Change((), (), ()), AddReport(folder), place)
    report, moves = staged.report, list[Move]()
    images = images_of(wanted)
    names = _Names(dataset, folder)
    labels = _Labels(dataset)
    here = {os.path.realpath(record.path) for record in dataset.records}
    try:
        for done, image in enumerate(images, start=1):
            if is_stopped():
                raise Cancelled
            progress(done, len(images))
            try:
                pictures.image_size(image)
            except StudioError as error:
                report.refused.append(error.cause)
                continue
            known = image if os.path.realpath(image) in here else names.same_as(image)
            if known is not None:
                report.known.append(known)
                continue
            target, label_target = names.take(image)
            moves.append(_copy(image, place, target))
            report.added.append(target)
            if (label := labels.of(image)) is not None:
                moves.append(_copy(label, place, label_target))
                report.labelled += 1
        naming = Change((), (), ())
        if destination.listed_in is not None and report.added:
            naming, _ = image_moves.listing(report.added, destination.listed_in)
    except OSError as error:
        staged.drop()
        raise write_error(place, error) from error
    except BaseException:
        staged.drop()
        raise
    report.notes += labels.notes()
    return Staged(Change((), (), naming.edits, moves=tuple(moves)), report, place)


def _copy(source: Path, place: Path, target: Path) -> Move:
    place.mkdir(parents=True, exist_ok=True)
    copy = place / target.name
    shutil.copyfile(source, copy)
    return Move(copy, target)


class _Names:
    """The names in the folder that gets images: whatever is there keeps its own, labels too."""

    def __init__(self, dataset: Dataset, folder: Path) -> None:
        self._folder = folder
        self._finder = LabelFinder(dataset.root)
        there = pictures.list_images(folder, recursive=False) if folder.is_dir() else []
        self._there = {folded(path.stem): path for path in there}

    def same_as(self, image: Path) -> Path | None:
        """Return the file of this name that is the same image, if there is one."""
        there = self._there.get(folded(image.stem))
        if there is None or not there.is_file() or there.stat().st_size != image.stat().st_size:
            return None
        return there if checksum(there) == checksum(image) else None

    def take(self, image: Path) -> tuple[Path, Path]:
        """Return files of its own for an image and for its labels."""
        number = 1
        while True:
            stem = image.stem if number == 1 else f"{image.stem}-{number}"
            target = self._folder / f"{stem}{image.suffix}"
            label = Path(self._finder.find(str(target)))
            # Labels that lie there are of another image, which may come back.
            if folded(stem) not in self._there and not os.path.lexists(label):
                self._there[folded(stem)] = target
                return target, label
            number += 1


class _Labels:
    """The labels beside images, where their classes are those of the dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._names = dataset.class_names
        self._folders: dict[Path, dict[Path, Path] | None] = {}
        self._others: dict[Path, str] = {}

    def of(self, image: Path) -> Path | None:
        """Return an image's label file, if it may come along."""
        near = Path(LabelFinder(image.parent).find(str(image)))
        if not near.is_file():
            return None
        if image.parent not in self._folders:
            self._folders[image.parent] = self._look(image.parent)
        agreeing = self._folders[image.parent]
        return None if agreeing is None else agreeing.get(image, near)

    def _look(self, folder: Path) -> dict[Path, Path] | None:
        """Return the labels of a folder's images; None where their classes are others, or nobody knows."""
        try:
            source = open_dataset(folder)
        except StudioError as error:
            self._others[folder] = error.cause
            return None
        if not any(path.is_file() for path in source.class_lists.paths()):
            self._others[folder] = tr("there is no list of their classes")
            return None
        if source.class_names != self._names[: len(source.class_names)]:
            self._others[folder] = tr("their classes are {names}", names=", ".join(source.class_names))
            return None
        return {record.path: record.label_path for record in source.records if record.label_path.is_file()}

    def notes(self) -> list[str]:
        """Return a sentence on each folder whose labels were left."""
        return [
            tr("The labels in {folder} were left there: {reason}.", folder=folder, reason=reason)
            for folder, reason in self._others.items()
        ]
