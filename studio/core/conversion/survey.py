"""What labels hold, counted before anything is written, and what of it another format can't hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from studio.core.data.attributes import Attributes, not_held_text
from studio.core.data.formats import LABEL_FORMATS
from studio.core.data.formats.neutral import CLASSES, Claims, LabelledImage, LabelSet
from studio.core.data.record import Problem
from studio.core.errors import Cancelled
from studio.core.words import mark, tr, trn

_MOST_NAMES = 6
_SAYS_NOTHING: tuple[object, ...] = (None, "", 0, [], {}, "0", "manual")
"""What programs write of every box."""


@dataclass(slots=True)
class Survey:
    """What was counted.

    Attributes:
        images: with labels, and those nobody has labelled yet. empty: labelled, without objects.
        classes: boxes by class. names: the classes in order.
        attributes: of the boxes of which something is said.
        extras, beside: boxes, and images, of which more is said, by what.
        tagged: images that a person has given words.
    """

    images: int = 0
    boxes: int = 0
    unseen: int = 0
    empty: int = 0
    missing: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    splits: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    extras: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    tagged: int = 0
    problems: list[Problem] = field(default_factory=list)


def survey(
    labels: LabelSet,
    *,
    progress: Callable[[int], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Survey:
    """Read everything once; `progress` is told how many images were read.

    Raises:
        Cancelled: `is_cancelled`, asked before each image, said so.
    """
    found, claims = Survey(), Claims()
    for entry in labels.entries():
        if is_cancelled():
            raise Cancelled
        if isinstance(entry, Problem):
            found.problems.append(entry)
            continue
        claims.is_new(entry)
        _count(entry, found)
        progress(found.images)
    # Classes that no list has come by name, so that another box changes no number.
    known = dict.fromkeys(labels.class_names)
    found.names = [*known, *sorted((name for name in found.classes if name not in known), key=_by_name)]
    return found


def _by_name(name: str) -> tuple[str, str]:
    """Return what sorts names as people do: whatever their case, and 2 before 10."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), name.casefold()), name


def _count(image: LabelledImage, found: Survey) -> None:
    found.images += 1
    found.unseen += not image.is_seen
    found.empty += image.is_seen and not image.boxes
    found.missing += image.path is None
    found.splits[image.split] += 1
    found.tagged += bool(image.tags)
    found.problems += image.problems
    found.boxes += len(image.boxes)
    found.beside.update(_told(image.extra))
    for box in image.boxes:
        found.classes[box.name] += 1
        if box.attributes:
            found.attributes.append(box.attributes)
        found.extras.update(_told(box.extra or {}))


def _told(extra: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of what says something; of what has no name that is written, those within."""
    for name, value in extra.items():
        if not name.isidentifier() and isinstance(value, dict):
            yield from _told(value)
        elif value not in _SAYS_NOTHING:
            yield name


def _left_out(labels: LabelSet, found: Survey) -> Iterator[str]:
    """Yield a sentence on what labels say besides boxes, of them, of images and of the whole set."""
    for text, extras in (
        (mark("What {title} says of boxes besides is left out: {names}."), found.extras),
        (mark("What {title} says of images besides is left out: {names}."), found.beside),
        (mark("What {title} says of the whole set is left out: {names}."), Counter(_of_set(labels.extra))),
    ):
        names = [name for name, _ in extras.most_common()]
        if names:
            shown = ", ".join(names[:_MOST_NAMES]) + (", ..." if len(names) > _MOST_NAMES else "")
            yield tr(text, title=LABEL_FORMATS[labels.format].title, names=shown)


def _of_set(extra: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of what is said of the whole set, and of its classes."""
    for name, value in extra.items():
        if name in CLASSES:
            yield from dict.fromkeys(each for said in value.values() for each in _told(said))
        elif value not in _SAYS_NOTHING:
            yield name


def losses(labels: LabelSet, found: Survey, to: str) -> list[str]:
    """Return a sentence on each thing that is in labels and that a format can't hold."""
    is_kept = LABEL_FORMATS[to].document is None
    told = ["" if is_kept else not_held_text(to, found.attributes)]
    if found.tagged and not is_kept:
        told.append(
            trn(
                "{n} image has words, which are left out.",
                "{n} images have words, which are left out.",
                found.tagged,
            )
        )
    if to != labels.format or not LABEL_FORMATS[to].keeps_extra:
        told += _left_out(labels, found)
    repeated = len(labels.class_names) - len(set(labels.class_names))
    if repeated:
        told.append(
            trn(
                "{n} class has the name of another one, and becomes one with it.",
                "{n} classes have the name of another one, and become one with it.",
                repeated,
            )
        )
    return [text for text in told if text]


def notes(found: Survey, to: str) -> list[str]:
    """Return what is to be known of labels in a format, and is no loss."""
    told = []
    if LABEL_FORMATS[to].document is None and (lost := not_held_text(to, found.attributes)):
        told.append(tr("{lost} The studio keeps it among its own files.", lost=lost))
    if LABEL_FORMATS[to].names_beside and found.names:
        told.append(
            tr(
                "{title} has no place for the order of the classes; it is kept in classes.txt.",
                title=LABEL_FORMATS[to].title,
            )
        )
    return told
