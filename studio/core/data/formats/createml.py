"""Create ML: one JSON file in a folder, boxes by their centre in pixels (MLObjectDetector's data source)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.data.formats.heads import Head
from studio.core.data.formats.lists import as_json, write_names, write_text
from studio.core.data.formats.neutral import (
    Entry,
    LabelledBox,
    LabelledImage,
    LabelSet,
    Source,
    class_name,
    each_piece,
    number,
    split_of,
)
from studio.core.data.record import Problem
from studio.core.json_door import Text, fault
from studio.core.words import tr

IMAGE_FOLDER = "{split}"
FILE = "_annotations.createml.json"
_MOST_PARTS = 1.5
"""What no side of a box that is said in parts of the image is beyond, however roughly it was drawn."""
_MOST_BEYOND = 0.05
"""Share of boxes that may leave their image because people draw so."""
_BOX_OWN = {"label", "coordinates"}
_IMAGE_OWN = {"image", "imagefilename", "annotations", "annotation"}


def recognise(head: Head) -> bool:
    """Return whether a file that begins so is of this format."""
    first = head.first("")
    annotations = first.get("annotations", first.get("annotation"))
    if not isinstance(annotations, list) or not isinstance(
        first.get("image", first.get("imagefilename")), str
    ):
        return False
    return all(isinstance(box, dict) and "coordinates" in box for box in annotations[:1])


def read(source: Source) -> LabelSet:
    """Return what the files of some folders say."""
    return LabelSet("createml", source.root, lambda: _entries(source), source.class_names)


def _entries(source: Source) -> Iterator[Entry]:
    reading, count, beyond, largest, file = source.reading, 0, 0, 0.0, source.root
    for entry in each_piece(source, _image):
        for box in entry.boxes if isinstance(entry, LabelledImage) else ():
            file, count = entry.file, count + 1
            beyond += min(box.xyxy[:2]) < -1
            largest = max(largest, *box.xyxy)
        yield entry
    # What x and y are, and of what, no file says: this is how it shows when it was taken wrongly.
    if count and largest <= _MOST_PARTS and reading.createml_units == "pixel":
        message = tr(
            "Numbers of boxes are at most 1, as parts of an image are: --createml-units normalized reads"
            " them so."
        )
        yield Problem("image_size_differs", file, None, message)
    elif beyond > count * _MOST_BEYOND and reading.createml_origin == "center":
        message = tr(
            "Boxes that leave their image at its left or top: {beyond} of {count}. Where x and y are a box's"
            " corner, --createml-origin top-left reads them so.",
            beyond=beyond,
            count=count,
        )
        yield Problem("label_range", file, None, message)


def _image(item: Any, file: Path, source: Source) -> Entry:
    if not isinstance(item, dict):
        return Problem(
            "label_unreadable", file, None, tr("An entry is no image: {reason}.", reason=fault(item, {}))
        )
    written: Any = item.get("image", item.get("imagefilename"))
    boxes: Any = item.get("annotations", item.get("annotation"))
    reason = fault({"image": written, "annotations": boxes}, {"image": Text(), "annotations": [{}]})
    if reason:
        return Problem("label_unreadable", file, None, tr("An entry is no image: {reason}.", reason=reason))
    path = source.images.find(written, file.parent)
    image = LabelledImage(written, file, path=path, split=split_of(file.parent.name))
    for box in boxes:
        image.boxes.append(_box(box, image, source))
    if source.reading.keeps_extra:
        image.extra = {name: value for name, value in item.items() if name not in _IMAGE_OWN}
    if source.reading.createml_units == "normalized":
        image.size_wh, image.is_relative = (1.0, 1.0), True
    return image


def _box(box: dict[str, Any], image: LabelledImage, source: Source) -> LabelledBox:
    place = box.get("coordinates")
    place = place if isinstance(place, dict) else {}
    x, y, width, height = (number(place.get(name)) for name in ("x", "y", "width", "height"))
    if source.reading.createml_origin == "center":
        x, y = x - width / 2, y - height / 2
    extra = {name: value for name, value in box.items() if name not in _BOX_OWN}
    return LabelledBox(
        class_name(box.get("label")),
        (x, y, x + width, y + height),
        extra=extra if source.reading.keeps_extra else None,
    )


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write a JSON file into the folder of each split, for Create ML takes one a folder, and the classes."""
    rows: dict[str, list[str]] = {}
    for image in images:
        if not image.is_seen:
            continue
        written = PurePosixPath(image.written)
        row = {
            **image.extra,
            "image": image.written if image.is_elsewhere else written.name,
            "annotations": [_written(box) for box in image.boxes],
        }
        rows.setdefault(image.split, []).append(as_json(row))
    for split, lines in rows.items() or [("", [])]:
        write_text(folder / split / FILE, "[\n" + ",\n".join(lines) + "\n]\n")
    write_names(folder, names)
    return folder


def _written(box: LabelledBox) -> dict[str, Any]:
    x1, y1, x2, y2 = box.xyxy
    sides = {"x": (x1 + x2) / 2, "y": (y1 + y2) / 2, "width": x2 - x1, "height": y2 - y1}
    place = {name: round(value, 3) for name, value in sides.items()}
    return {**(box.extra or {}), "label": box.name, "coordinates": place}
