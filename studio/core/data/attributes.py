"""What a box is besides class and place, and which label formats have room for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from studio.core.words import mark_n, tr, trn


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a person has said of one box.

    Attributes:
        difficult: hard to recognise; Pascal VOC's scores pass over such boxes.
        occluded: something stands before it.
        truncated: it goes on beyond the border of the picture.
        text: anything in words.
    """

    difficult: bool = False
    occluded: bool = False
    truncated: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        """Say whether anything is said."""
        return self != NONE

    def names(self) -> tuple[str, ...]:
        """Return the names of what is said: of what is true, and "text" where there is one."""
        return tuple(name for name in ATTRIBUTES if getattr(self, name))

    def only(self, names: Iterable[str]) -> Attributes:
        """Return what of it has one of these names."""
        wanted = set(names)
        return Attributes(**{name: getattr(self, name) for name in self.names() if name in wanted})


NONE = Attributes()
ATTRIBUTES = tuple(field.name for field in fields(Attributes))
FLAGS = ATTRIBUTES[:-1]
"""Those that are true or false."""

HELD: dict[str, frozenset[str]] = {
    "yolo": frozenset(),
    "darknet": frozenset(),
    "voc": frozenset(FLAGS),
    # `iscrowd` is something else: many objects in one box.
    "coco": frozenset(),
    "labelme": frozenset(ATTRIBUTES),
    "cvat": frozenset(ATTRIBUTES),
    "createml": frozenset(),
    "labelstudio": frozenset(),
}
"""Name of a label format -> the attributes that its files hold: VOC as elements of `object`, LabelMe as flags
and the description, CVAT as `occluded` and named attributes."""

_TEXTS = {
    "difficult": mark_n("{n} box is marked difficult", "{n} boxes are marked difficult"),
    "occluded": mark_n("{n} box is marked occluded", "{n} boxes are marked occluded"),
    "truncated": mark_n("{n} box is marked truncated", "{n} boxes are marked truncated"),
    "text": mark_n("{n} box has a text", "{n} boxes have a text"),
}


def held_by(format_name: str) -> frozenset[str]:
    """Return which attributes a label format holds; of a format that isn't known, none."""
    return HELD.get(format_name, frozenset())


def not_held(format_name: str, boxes: Iterable[Attributes]) -> dict[str, int]:
    """Return how many boxes have each attribute that a format can't hold; those of none are left out."""
    held = held_by(format_name)
    counts = dict.fromkeys((name for name in ATTRIBUTES if name not in held), 0)
    for attributes in boxes:
        for name in attributes.names():
            if name in counts:
                counts[name] += 1
    return {name: count for name, count in counts.items() if count}


def not_held_text(format_name: str, boxes: Iterable[Attributes]) -> str:
    """Return in a sentence what of boxes' attributes is lost in a format; "" when nothing is."""
    counts = not_held(format_name, boxes)
    if not counts:
        return ""
    told = ", ".join(trn(*_TEXTS[name], count) for name, count in counts.items())
    return tr("This format has no room for it: {what}.", what=told)
