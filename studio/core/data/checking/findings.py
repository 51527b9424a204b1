"""Every kind of finding of the check page: how much it matters, what it means, and what repairs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from studio.core.data.checking.checks import PROBLEM_KINDS
from studio.core.words import mark

Severity = Literal["error", "warn", "info"]

TITLES: dict[Severity, str] = {
    "error": mark("Costs images or boxes"),
    "warn": mark("Makes results doubtful"),
    "info": mark("Good to know"),
}

FURTHER_KINDS: dict[str, str] = {
    "label_edge": mark("A box reaches beyond the image."),
    "label_tiny": mark("A box is under 3 px at the training size."),
    "label_near": mark("Two boxes of one class are nearly the same."),
    "label_rival": mark("Two boxes of different classes are in the same place."),
    "image_copy": mark("An image is an exact copy of another one."),
    "image_near": mark("Images show nearly the same picture, or it mirrored."),
    "image_turned": mark("An image is turned by its EXIF orientation."),
    "class_rare": mark("A class has far fewer boxes than the others."),
    "class_unused": mark("A class has no boxes."),
    "split_equal": mark("Val is the same as train."),
    "split_blocks": mark("Measure on photos of another day, too."),
    "split_near": mark("A val image shows nearly the same picture as a train image."),
}
"""Kinds of Problem that only a thorough look finds, and what they mean."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding.

    Attributes:
        meaning: one sentence. advice: what to do about it, or "".
        repairs: keys of `studio.core.data.checking.repairs.REPAIRS`, in the order to try them.
    """

    severity: Severity
    meaning: str
    advice: str = ""
    repairs: tuple[str, ...] = ()


_SEVERITIES: dict[str, Severity] = {
    **dict.fromkeys(("image_deep", "image_turned", "label_score", "label_keypoints"), "info"),
    **dict.fromkeys(("label_polygon", "label_turned", "class_unused", "label_tiny"), "info"),
    **dict.fromkeys(("split_blocks", "tiles_foreign"), "info"),
    **dict.fromkeys(("label_edge", "label_near", "label_rival", "label_text", "label_spelling"), "warn"),
    **dict.fromkeys(("image_copy", "image_near", "class_rare", "list_duplicate", "label_stray"), "warn"),
    **dict.fromkeys(("split_same_image", "split_same_content", "split_same_photo", "split_near"), "warn"),
    **dict.fromkeys(("split_equal", "remarks_lost", "names", "tiles_unreadable"), "warn"),
}
_REPAIRS: dict[str, tuple[str, ...]] = {
    "label_duplicate": ("repeated",),
    "label_near": ("near",),
    "label_edge": ("clip",),
    "label_range": ("clip", "unreadable"),
    "label_size": ("unreadable",),
    "label_columns": ("unreadable",),
    "label_number": ("unreadable",),
    "label_class": ("unreadable",),
    "label_encoding": ("encoding",),
    "label_spelling": ("spelling",),
    "label_text": ("spelling",),
    "label_score": ("spelling",),
    "label_keypoints": ("spelling",),
    "label_polygon": ("spelling",),
    "list_duplicate": ("lists",),
    "label_stray": ("strays",),
}
_ADVICE: dict[str, str] = {
    "image_unreadable": mark("Get the image again from where it came, or move it out of the folder."),
    "image_truncated": mark("Get the image again from where it came: a copy was interrupted."),
    "image_turned": mark(
        "Boxes here belong to the picture as displayed. Look whether they fit: programs that pass over the"
        " orientation drew theirs on the picture lying on its side."
    ),
    "image_near": mark("Keep such images on one side of a split, or keep the best of them."),
    "image_copy": mark("Keep one of them: a copy teaches nothing, and in val it flatters."),
    "label_foreign": mark("Import them into a new folder, and go on with that."),
    "label_tiny": mark("Cut the photos into tiles, or train at a larger size."),
    "label_rival": mark("Open the image and delete the wrong one."),
    "label_shared": mark("Rename one of the images, so that each has labels of its own."),
    "class_rare": mark("Label more of it, or judge that class by its own figures."),
    "class_unused": mark("Label some, or take the class out if it is the last one."),
    "split_equal": mark(
        "Scores on val say how well the images were learned by heart. Split anew, so that photos are"
        " held out."
    ),
    "split_same_image": mark("Split anew: scores on images that were learned from flatter."),
    "split_same_content": mark("Split anew: scores on images that were learned from flatter."),
    "split_same_photo": mark("Split anew by photo: neighbouring tiles show the same things."),
    "split_near": mark("Split anew, with such images on one side."),
}


def _kind(key: str, meaning: str) -> Kind:
    return Kind(_SEVERITIES.get(key, "error"), meaning, _ADVICE.get(key, ""), _REPAIRS.get(key, ()))


# The one sentence on val stands before the rows that say it image by image.
_EVERY = {"split_equal": FURTHER_KINDS["split_equal"]} | PROBLEM_KINDS | FURTHER_KINDS
FINDINGS: dict[str, Kind] = {key: _kind(key, text) for key, text in _EVERY.items()}
"""Every kind, in the order it is listed in."""


def ordered(kinds: Iterable[str]) -> list[str]:
    """Return the kinds that are known, the most serious first."""
    known, severities = list(FINDINGS), list(TITLES)
    return sorted(
        (kind for kind in kinds if kind in FINDINGS),
        key=lambda kind: (severities.index(FINDINGS[kind].severity), known.index(kind)),
    )
