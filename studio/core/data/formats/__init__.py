"""Label formats: a row of LABEL_FORMATS and a module each; what they say is the same form (`neutral`).

A format's module has `recognise(head)`, `read(source)` and `write(folder, images, names, extra)`, and
IMAGE_FOLDER, where its images lie. Those of `document` None are what `opening` opens in place.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from studio.core.words import mark

if TYPE_CHECKING:
    from studio.core.data.formats.heads import Head
    from studio.core.data.formats.neutral import LabelledImage, LabelSet, Source


class FormatModule(Protocol):
    """What the module of a format has."""

    IMAGE_FOLDER: str

    def recognise(self, head: Head) -> bool:
        """Return whether a file that begins so is one of this format."""

    def read(self, source: Source) -> LabelSet:
        """Return what files of this format say; they are read when its entries are asked for."""

    def write(
        self, folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]
    ) -> Path:
        """Write the labels of images, each before the next is asked for, and return what to open.

        `names` has every class, in the order of their numbers.
        """


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """One row of LABEL_FORMATS.

    Attributes:
        name: what is typed. title: what people call it. text: what is written.
        document: the suffix of its files; None for what is opened in place.
        keeps_extra: whether what it says beside boxes comes back when it is written again.
        needs_split: whether every image is in train, val or test.
        names_beside: whether the order of the classes stands in a file of ours alone, classes.txt.
    """

    name: str
    title: str
    text: str
    document: str | None = None
    keeps_extra: bool = False
    needs_split: bool = False
    names_beside: bool = True

    def load(self) -> FormatModule:
        """Return its module, which is imported when it is asked for."""
        return cast(FormatModule, importlib.import_module(f"studio.core.data.formats.{MODULES[self.name]}"))


LABEL_FORMATS: dict[str, LabelFormat] = {
    row.name: row
    for row in (
        LabelFormat(
            "yolo", "YOLO", mark("data.yaml, and a .txt for each image"), needs_split=True, names_beside=False
        ),
        LabelFormat(
            "darknet",
            "darknet",
            mark("obj.data with its lists, and a .txt beside each image"),
            needs_split=True,
            names_beside=False,
        ),
        LabelFormat("voc", "Pascal VOC", mark("an .xml for each image"), ".xml", keeps_extra=True),
        LabelFormat(
            "coco", "COCO", mark("one .json for each split"), ".json", keeps_extra=True, names_beside=False
        ),
        LabelFormat("labelme", "LabelMe", mark("a .json beside each image"), ".json", keeps_extra=True),
        LabelFormat(
            "cvat",
            "CVAT",
            mark("annotations.xml of CVAT for images 1.1"),
            ".xml",
            keeps_extra=True,
            names_beside=False,
        ),
        LabelFormat("createml", "Create ML", mark("one .json in each folder"), ".json", keeps_extra=True),
        LabelFormat(
            "labelstudio",
            "Label Studio",
            mark("tasks.json, and a labelling setup"),
            ".json",
            keeps_extra=True,
        ),
    )
}
"""Name of a label format -> its row."""

MODULES = {name: name for name in LABEL_FORMATS} | {"yolo": "yolo_folder"}
"""`yolo` is the lines themselves, which darknet's labels are too."""
