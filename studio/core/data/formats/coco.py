"""COCO: one JSON file for many images, boxes as x, y, width, height (cocodataset.org, "Data format").

Files of a million boxes are usual, so a file is read piece by piece, and of a box no more is kept than five
numbers until its image is asked for.
"""

from __future__ import annotations

import shutil
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from studio.core.data.formats.heads import Head
from studio.core.data.formats.lists import as_json, write_names
from studio.core.data.formats.neutral import (
    CLASSES,
    Claims,
    Entry,
    LabelledBox,
    LabelledImage,
    LabelSet,
    Source,
    around,
    class_name,
    number,
    split_of,
)
from studio.core.data.formats.rle import NO_BOX, Sides, box_of_mask
from studio.core.data.record import Problem
from studio.core.errors import StudioError
from studio.core.json_door import LIST, parse_json, read_pieces
from studio.core.words import tr

IMAGE_FOLDER = "images/{split}"
_BOX_OWN = {"id", "image_id", "category_id", "bbox", "area"}
_IMAGE_OWN = {"id", "file_name", "width", "height"}
_LISTS = {"images", "annotations", "categories"}

Json = dict[str, Any]


def recognise(head: Head) -> bool:
    """Return whether a file that begins so is of this format."""
    if len(_LISTS & head.names) > 1:
        return True
    box, image, category = (head.first(name) for name in ("annotations", "images", "categories"))
    return "image_id" in box or ("file_name" in image and "id" in image) or {"id", "name"} <= category.keys()


def read(source: Source) -> LabelSet:
    """Return what files of many images each say; each is read once."""
    documents: dict[Path, _Document | Problem] = {}
    result = LabelSet("coco", source.root, lambda: _entries(source, documents))
    for file in source.files:
        try:
            document = documents[file] = _read(file, source)
        except StudioError as error:
            documents[file] = Problem("label_unreadable", file, None, error.cause)
            continue
        result.class_names += [name for name in document.classes.values() if name not in result.class_names]
        if document.keys and not document.classes:
            result.notes.append(
                tr("{file} has no list of classes, so they are called by their numbers.", file=file.name)
            )
        if source.reading.keeps_extra:
            result.extra = {**document.extra, **result.extra}
            result.extra.setdefault(CLASSES, {}).update(document.categories)
    if source.class_names and set(source.class_names) >= set(result.class_names):
        result.class_names = source.class_names
    return result


@dataclass(slots=True)
class _Document:
    """A file as columns.

    Attributes:
        images: what it says of each image. order: by an image's id its row.
        classes: by a category's id its name. keys: the ids of categories, as they are met.
        rows, kinds, sides: of each box its image's row, its category's place in `keys`, and its four sides.
        others: of the boxes that have it, by number, what else is said, as JSON.
        twins: what is said of images, by their row, where several have one id.
        is_listed: whether there is a list of annotations at all.
        remarks: how many of them are captions and the like, which say nothing of boxes.
    """

    classes: dict[str, str] = field(default_factory=dict)
    categories: dict[str, Json] = field(default_factory=dict)
    images: list[Json] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    rows: array[int] = field(default_factory=lambda: array("q"))
    kinds: array[int] = field(default_factory=lambda: array("q"))
    sides: array[float] = field(default_factory=lambda: array("d"))
    others: dict[int, str] = field(default_factory=dict)
    crowds: set[int] = field(default_factory=set)
    masks: set[int] = field(default_factory=set)
    extra: Json = field(default_factory=dict)
    faults: int = 0
    twins: dict[int, list[Json]] = field(default_factory=dict)
    is_listed: bool = False
    remarks: int = 0

    @property
    def is_of_boxes(self) -> bool:
        """Say whether an image without a box in it was looked at for some."""
        return bool(self.rows or self.faults or (self.is_listed and not self.remarks))

    def row(self, image_id: object) -> int:
        """Return the row of an image, known or yet to come."""
        return self.order.setdefault(_key(image_id), len(self.order))


def _key(identity: object) -> str:
    """Return what an id is known by, which is the same for 7, 7.0 (as tables write it) and "7"."""
    if isinstance(identity, float) and identity.is_integer():
        identity = int(identity)
    return str(identity)


def _read(file: Path, source: Source) -> _Document:
    document = _Document()
    found: dict[int, Json] = {}
    lists: set[str] = set()
    for name, value in read_pieces(file):
        if value is LIST:
            document.is_listed |= name == "annotations"
            if name not in _LISTS:
                document.extra[name] = []
                lists.add(name)
            continue
        is_object = isinstance(value, dict)
        if name == "annotations":
            if not is_object or not _add_box(document, value, keeps_extra=source.reading.keeps_extra):
                document.faults += 1
        elif name == "images":
            if is_object and isinstance(value.get("file_name"), str) and value["file_name"].strip():
                row = document.row(value.get("id"))
                # Of two images with one id nobody knows which of them a box is in.
                if found.setdefault(row, value)["file_name"] != value["file_name"]:
                    document.twins.setdefault(row, [found[row]]).append(value)
            else:
                document.faults += 1
        elif name == "categories":
            if is_object and (named := class_name(value.get("name"))):
                document.classes[_key(value.get("id"))] = named
                document.categories[named] = {
                    key: each for key, each in value.items() if key not in ("id", "name")
                }
        elif name in lists:
            document.extra[name].append(value)
        else:
            document.extra[name] = value
    document.images = [found.get(row, {}) for row in range(len(document.order))]
    return document


def _add_box(document: _Document, value: Json, *, keeps_extra: bool) -> bool:
    sides = value.get("bbox")
    segmentation = value.get("segmentation")
    is_derived = False
    if isinstance(sides, list) and len(sides) == 4:
        x1, y1, width, height = (number(side) for side in sides)
        x2, y2 = x1 + width, y1 + height
    else:
        is_derived = True
        if not {"bbox", "category_id"} & value.keys() and not segmentation:
            # A caption, or another thing that is said of the whole image.
            document.remarks += 1
            return "image_id" in value
        x1, y1, x2, y2 = _box_around(segmentation)
    index = len(document.rows)
    document.rows.append(document.row(value.get("image_id")))
    document.kinds.append(document.keys.setdefault(_key(value.get("category_id")), len(document.keys)))
    document.sides.extend((x1, y1, x2, y2))
    if is_derived:
        document.masks.add(index)
    if value.get("iscrowd") in (1, True):
        document.crowds.add(index)
    if keeps_extra:
        others = {key: each for key, each in value.items() if key not in _BOX_OWN}
        # What every writer puts there says nothing.
        others = {key: each for key, each in others.items() if each or key not in ("segmentation", "iscrowd")}
        if others:
            document.others[index] = as_json(others)
    return True


def _box_around(segmentation: object) -> Sides:
    if isinstance(segmentation, dict):
        return box_of_mask(segmentation)
    points = [
        (number(x), number(y))
        for polygon in (segmentation if isinstance(segmentation, list) else [])
        if isinstance(polygon, list)
        for x, y in zip(polygon[::2], polygon[1::2], strict=False)
    ]
    return around(points) if points and all(x + y == x + y for x, y in points) else NO_BOX


def _entries(source: Source, documents: Mapping[Path, _Document | Problem]) -> Iterator[Entry]:
    told = Claims()
    met: set[str] = set()
    # What says boxes goes before what says captions of the same images.
    for file, document in sorted(
        documents.items(), key=lambda item: isinstance(item[1], _Document) and not item[1].is_of_boxes
    ):
        if isinstance(document, Problem):
            yield document
            continue
        if document.faults:
            message = tr("Entries that are neither boxes nor images: {count}.", count=document.faults)
            yield Problem("label_unreadable", file, None, message)
        names: set[str] = set()
        for image in _images(file, document, source):
            if isinstance(image, Problem):
                yield image
                continue
            if not document.is_of_boxes:
                if image.name in met or not told.is_new(image):
                    continue
                image.is_seen = False
            elif not told.is_new(image):
                if document.rows:
                    message = tr("{image} was in another file.", image=image.name)
                    yield Problem("list_duplicate", file, None, message)
                continue
            names.add(image.name)
            yield image
        met |= names


def _images(file: Path, document: _Document, source: Source) -> Iterator[Entry]:
    import numpy as np

    rows = np.frombuffer(document.rows, np.int64) if document.rows else np.zeros(0, np.int64)
    boxes = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[boxes], np.arange(len(document.images) + 1))
    # Without a list of classes their ids are all that there is.
    names = [document.classes.get(key, "" if document.classes else class_name(key)) for key in document.keys]
    split = split_of(file.stem) or split_of(file.parent.name)
    for row, said in enumerate(document.images):
        mine = boxes[starts[row] : starts[row + 1]].tolist()
        if not said:
            message = tr("Boxes of an image that isn't in the file: {count}.", count=len(mine))
            yield Problem("label_stray", file, None, message)
            continue
        twins = document.twins.get(row, ())
        for each in twins or [said]:
            image = _image(each, file, source, split)
            if twins:
                image.is_seen = False
                image.complain("label_stray", _of_twins(each, twins, len(mine)))
            else:
                image.boxes = [_box(document, index, names) for index in mine]
                _tell(image, document, mine)
            yield image


def _image(said: Json, file: Path, source: Source, split: str) -> LabelledImage:
    written = said["file_name"].replace("\\", "/")
    image = LabelledImage(written, file, path=source.images.find(written, file.parent), split=split)
    width, height = number(said.get("width")), number(said.get("height"))
    if width > 0 and height > 0:
        image.size_wh = width, height
    if source.reading.keeps_extra:
        image.extra = {key: value for key, value in said.items() if key not in _IMAGE_OWN}
    return image


def _of_twins(said: Json, twins: Sequence[Json], count: int) -> str:
    other = next(each for each in twins if each is not said)
    return tr(
        "{image} has the id of {other}, {id}: to which the boxes belong nobody knows, so they are left out"
        " ({count}).",
        image=said["file_name"],
        other=other["file_name"],
        id=said.get("id"),
        count=count,
    )


def _box(document: _Document, index: int, names: list[str]) -> LabelledBox:
    x1, y1, x2, y2 = document.sides[4 * index : 4 * index + 4]
    others = document.others.get(index)
    extra = parse_json(others) if others else None
    return LabelledBox(names[document.kinds[index]], (x1, y1, x2, y2), extra=extra)


def _tell(image: LabelledImage, document: _Document, boxes: list[int]) -> None:
    if crowds := sum(index in document.crowds for index in boxes):
        message = tr(
            "Boxes of {image} around a crowd, taken as one object: {count}.", image=image.name, count=crowds
        )
        image.complain("label_shape", message)
    if masks := sum(index in document.masks for index in boxes):
        message = tr(
            "Of shapes of {image} the boxes around them are used: {count}.", image=image.name, count=masks
        )
        image.complain("label_polygon", message)


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write a file for each split with the images that were looked at, and the classes."""
    splits: dict[str, _Writer] = {}
    try:
        for image in images:
            if image.is_seen:
                if image.split not in splits:
                    splits[image.split] = _Writer()
                splits[image.split].add(image, names)
        for split, writer in splits.items() or [("", _Writer())]:
            name = f"instances_{split}.json" if split else "instances.json"
            writer.finish(folder / "annotations" / name, names, extra)
    finally:
        for writer in splits.values():
            writer.boxes.close()
    write_names(folder, names)
    return folder


class _Writer:
    """A file to be: its images, and its boxes in a file of their own until their number is known."""

    def __init__(self) -> None:
        self.boxes: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed by `write`
        self._images: list[str] = []
        self._count = 0

    def add(self, image: LabelledImage, names: list[str]) -> None:
        width, height = image.size_wh or (0, 0)
        number_ = len(self._images) + 1
        row = {"id": number_, "file_name": image.written, "width": int(width), "height": int(height)}
        self._images.append(as_json(image.extra | row))
        for box in image.boxes:
            x1, y1, x2, y2 = box.xyxy
            self._count += 1
            data = {"segmentation": [], "iscrowd": 0, **(box.extra or {})}
            data |= {
                "id": self._count,
                "image_id": number_,
                "category_id": names.index(box.name) + 1,
                "bbox": [round(value, 3) for value in (x1, y1, x2 - x1, y2 - y1)],
                "area": round((x2 - x1) * (y2 - y1), 3),
            }
            text = (",\n" if self._count > 1 else "") + as_json(data)
            self.boxes.write(text.encode(errors="backslashreplace"))

    def finish(self, path: Path, names: list[str], extra: Mapping[str, Any]) -> None:
        told = extra.get(CLASSES, {})
        categories = [
            {**told.get(name, {"supercategory": ""}), "id": number_, "name": name}
            for number_, name in enumerate(names, start=1)
        ]
        head = {key: value for key, value in extra.items() if key not in _LISTS}
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(b"{")
            for key, value in head.items():
                stream.write(f"{as_json(key)}:{as_json(value)},\n".encode(errors="backslashreplace"))
            stream.write(
                f'"categories":{as_json(categories)},\n"images":[\n'.encode(errors="backslashreplace")
            )
            stream.write(",\n".join(self._images).encode(errors="backslashreplace"))
            stream.write(b'\n],\n"annotations":[\n')
            self.boxes.seek(0)
            shutil.copyfileobj(self.boxes, stream)
            stream.write(b"\n]}\n")
        self.boxes.close()
