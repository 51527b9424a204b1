"""LabelMe: a JSON file beside each image, with shapes in pixels (github.com/wkentaro/labelme)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.data.attributes import FLAGS, Attributes
from studio.core.data.formats.heads import Head
from studio.core.data.formats.lists import write_names, write_text
from studio.core.data.formats.neutral import (
    Entry,
    LabelledBox,
    LabelledImage,
    LabelSet,
    Source,
    around,
    class_name,
    number,
    shapes_left,
    split_of,
)
from studio.core.data.record import Problem
from studio.core.errors import StudioError
from studio.core.json_door import read_json
from studio.core.words import tr

IMAGE_FOLDER = "{split}"
VERSION = "5.5.0"
_SHAPE_OWN = {"label", "points", "shape_type", "description"}
_IMAGE_OWN = {"version", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth"}
_BOXED = ("polygon", "circle", "rotation", "mask", "quadrilateral")
"""Shapes whose place and size a box around them tells."""

Shape = dict[str, Any]


def recognise(head: Head) -> bool:
    """Return whether a file that begins so is of this format."""
    return "shapes" in head.names and bool({"imagePath", "version", "flags", "imageData"} & head.names)


def read(source: Source) -> LabelSet:
    """Return what files of one image each say."""
    return LabelSet("labelme", source.root, lambda: _entries(source), source.class_names)


def _entries(source: Source) -> Iterator[Entry]:
    for file in source.files:
        try:
            data = read_json(file, {"shapes": [{}]})
        except StudioError as error:
            yield Problem("label_unreadable", file, None, error.cause)
            continue
        yield _image(data, file, source)


def _image(data: dict[str, Any], file: Path, source: Source) -> LabelledImage:
    said = data.get("imagePath")
    written = said.replace("\\", "/") if isinstance(said, str) else ""
    path = source.images.find(written, file.parent) or source.images.find_stem(file.stem, file.parent)
    image = LabelledImage(written or file.stem, file, path=path, split=split_of(file.parent.name))
    width, height = number(data.get("imageWidth")), number(data.get("imageHeight"))
    if width > 0 and height > 0:
        image.size_wh = width, height
    left = boxed = 0
    for shape in data["shapes"]:
        kind = shape.get("shape_type") or "polygon"
        if kind != "rectangle" and kind not in _BOXED:
            left += 1
            continue
        boxed += kind != "rectangle"
        image.boxes.append(_box(shape, kind, keeps_extra=source.reading.keeps_extra))
    shapes_left(image, left)
    if boxed:
        image.complain(
            "label_polygon",
            tr(
                "Of shapes of {image} the boxes around them are used: {count}.", image=image.name, count=boxed
            ),
        )
    if source.reading.keeps_extra:
        image.extra = {name: value for name, value in data.items() if name not in _IMAGE_OWN}
    return image


def _box(shape: Shape, kind: str, *, keeps_extra: bool) -> LabelledBox:
    written = shape.get("points")
    points = [
        (number(point[0]), number(point[1]))
        for point in (written if isinstance(written, list) else [])
        if isinstance(point, list) and len(point) > 1
    ]
    if kind == "circle" and len(points) == 2:
        (x, y), edge = points
        radius = math.hypot(edge[0] - x, edge[1] - y)
        points = [(x - radius, y - radius), (x + radius, y + radius)]
    # `min` passes over NaN by luck alone.
    xyxy = around(points) if all(math.isfinite(x + y) for x, y in points) else (math.nan,) * 4
    flags = shape.get("flags") if isinstance(shape.get("flags"), dict) else {}
    assert isinstance(flags, dict)
    said = {name: flags.get(name) is True or shape.get(name) is True for name in FLAGS}
    text = shape.get("description")
    extra = {name: value for name, value in shape.items() if name not in _SHAPE_OWN}
    if "flags" in extra:
        extra["flags"] = {name: value for name, value in flags.items() if name not in FLAGS}
    return LabelledBox(
        class_name(shape.get("label")),
        xyxy,
        Attributes(**said, text=text if isinstance(text, str) else ""),
        extra if keeps_extra else None,
    )


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write a JSON file beside each image that was looked at, and the classes."""
    for image in images:
        if not image.is_seen:
            continue
        written = PurePosixPath(image.written)
        place = folder / (image.split if image.is_elsewhere else written.parent)
        width, height = image.size_wh or (0, 0)
        data = {
            "version": VERSION,
            "flags": {},
            **image.extra,
            "shapes": [_shape(box) for box in image.boxes],
            "imagePath": image.written if image.is_elsewhere else written.name,
            "imageData": None,
            # Its own reader refuses sizes that aren't whole, or aren't the image's.
            "imageHeight": int(height),
            "imageWidth": int(width),
        }
        # Two images of one stem lie in two folders, or have been given other names.
        write_text(place / f"{written.stem}.json", json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    write_names(folder, names)
    return folder


def _shape(box: LabelledBox) -> Shape:
    x1, y1, x2, y2 = (round(value, 3) for value in box.xyxy)
    extra = dict(box.extra or {})
    flags = extra.get("flags") if isinstance(extra.get("flags"), dict) else {}
    assert isinstance(flags, dict)
    told = {name: True for name in FLAGS if getattr(box.attributes, name)}
    return {
        "group_id": None,
        **extra,
        "label": box.name,
        "points": [[x1, y1], [x2, y2]],
        "shape_type": "rectangle",
        "description": box.attributes.text,
        "flags": {name: value for name, value in flags.items() if name not in FLAGS} | told,
    }
