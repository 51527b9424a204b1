"""Label Studio: a list of tasks with results in percent of the image (labelstud.io, the JSON export)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from studio.core.data.formats.heads import Head
from studio.core.data.formats.lists import as_json, write_names, write_text
from studio.core.data.formats.neutral import (
    SPLITS,
    Entry,
    LabelledBox,
    LabelledImage,
    LabelSet,
    Source,
    class_name,
    each_piece,
    number,
    shapes_left,
    turned,
)
from studio.core.data.formats.xml_text import start_tag
from studio.core.data.record import Problem
from studio.core.pictures import IMAGE_SUFFIXES
from studio.core.words import tr

IMAGE_FOLDER = "images/{split}"
FILE = "tasks.json"
_UPLOADED = re.compile(r"^[0-9a-f]{8}-(?=.)")
_BYTES = "surrogateescape"
"""As names that are no Unicode come from the system, and go back to it."""
_BESIDE = ("labels", "choices", "textarea", "rating", "number", "taxonomy", "relation")
"""Results that are no shapes: they say something of one, or of the whole image."""
_RESULT_OWN = {
    "id",
    "type",
    "from_name",
    "to_name",
    "original_width",
    "original_height",
    "image_rotation",
    "value",
}
_KEPT = ("meta", "inner_id", "file_upload")
"""Of a task what comes back when it is written again, beside its data; Label Studio counts the rest."""
_ROUGH = 100.0
"""Percents without the size of their image are of this many units."""

Json = dict[str, Any]


def recognise(head: Head) -> bool:
    """Return whether a file that begins so is of this format."""
    first = head.first("")
    return isinstance(first.get("data"), dict) and bool(
        {"annotations", "completions", "predictions"} & first.keys()
    )


def read(source: Source) -> LabelSet:
    """Return what exported tasks say."""
    return LabelSet("labelstudio", source.root, lambda: each_piece(source, _image), source.class_names)


def _image(task: Any, file: Path, source: Source) -> Entry:
    said = task.get("data") if isinstance(task, dict) else None
    data: Json = said if isinstance(said, dict) else {}
    address = _address(data)
    if not address:
        return Problem("label_unreadable", file, None, tr("A task names no image."))
    written = _path_of(address)
    name = written.rpartition("/")[2]
    # An uploaded image has eight digits before its name that the person's own file hasn't.
    found = (source.images.find(each, file.parent) for each in (written, _UPLOADED.sub("", name)))
    image = LabelledImage(written, file, path=next(filter(None, found), None), is_relative=True)
    split = data.get("split")
    image.split = split if split in SPLITS else ""
    if source.reading.keeps_extra:
        image.extra = {key: value for key, value in task.items() if key in _KEPT}
        if more := {key: value for key, value in data.items() if key not in ("image", "split")}:
            image.extra["data"] = more
    chosen, others = _chosen(task)
    if chosen is None:
        image.is_seen = False
        if _has_results(task.get("predictions")):
            message = tr("{image} has predictions alone, which nobody has looked at.", image=image.name)
            image.complain("label_shape", message)
        return image
    if others:
        image.complain(
            "label_shape",
            tr("{image} was labelled more than once; the last by time is used.", image=image.name),
        )
    left = 0
    named = _labels_beside(chosen)
    for result in chosen:
        kind = result.get("type", "rectanglelabels") if isinstance(result, dict) else ""
        if kind in ("rectanglelabels", "rectangle"):
            _add_box(image, result, named, keeps_extra=source.reading.keeps_extra)
        else:
            left += kind not in _BESIDE
    shapes_left(image, left)
    return image


def _labels_beside(results: list[Any]) -> dict[str, Any]:
    """Return by a region's id its classes, where they stand in a row of their own (`Labels`, `Rectangle`)."""
    rows = (row for row in results if isinstance(row, dict) and row.get("type") == "labels")
    return {
        str(row.get("id")): value.get("labels") for row in rows if isinstance(value := row.get("value"), dict)
    }


def _has_results(rows: object) -> bool:
    return isinstance(rows, list) and any(isinstance(row, dict) and row.get("result") for row in rows)


def _add_box(image: LabelledImage, result: Json, named: Mapping[str, Any], *, keeps_extra: bool) -> None:
    value = result.get("value")
    value = value if isinstance(value, dict) else {}
    labels = value.get("rectanglelabels", named.get(str(result.get("id"))))
    labels = labels if isinstance(labels, list) and labels else [""]
    x, y, width, height = (number(value.get(name)) for name in ("x", "y", "width", "height"))
    sides = number(result.get("original_width")), number(result.get("original_height"))
    real = sides if sides[0] > 0 and sides[1] > 0 else (_ROUGH, _ROUGH)
    if image.size_wh is None:
        image.size_wh = real
    by_x, by_y = image.size_wh[0] / 100, image.size_wh[1] / 100
    box = x * by_x, y * by_y, (x + width) * by_x, (y + height) * by_y
    degrees = number(value.get("rotation", 0))
    if degrees and degrees == degrees:  # NaN is none
        # Turned about the corner that x and y are.
        box = turned(box, degrees, (box[0], box[1]))
        image.complain("label_turned", _turned_text(image))
    if number(result.get("image_rotation", 0)):
        message = tr("{image} was turned in Label Studio; look at its boxes.", image=image.name)
        image.complain("label_turned", message)
    if len(labels) > 1:
        image.complain(
            "label_shape", tr("A box of {image} has several classes; the first is used.", image=image.name)
        )
    extra = {key: value for key, value in result.items() if keeps_extra and key not in _RESULT_OWN}
    image.boxes.append(LabelledBox(class_name(labels[0]), box, extra=extra or None))


def _turned_text(image: LabelledImage) -> str:
    return tr("A box of {image} is turned; the upright box around it is used.", image=image.name)


def _address(data: Json) -> str:
    first = data.get("image")
    if isinstance(first, str) and first:
        return first
    texts = (value for value in data.values() if isinstance(value, str))
    return next((text for text in texts if _path_of(text).lower().endswith(IMAGE_SUFFIXES)), "")


def _path_of(address: str) -> str:
    """Return the path that an address of an image leads to."""
    try:
        parts = urlsplit(address)
        local = parse_qs(parts.query, errors=_BYTES).get("d")
    except ValueError:
        return address
    if local and "local-files" in parts.path:
        return local[0].replace("\\", "/")
    # A question mark in a name of a file on a disk is part of it.
    return unquote(parts.path if parts.scheme or parts.query else address, errors=_BYTES).replace("\\", "/")


def _chosen(task: Json) -> tuple[list[Any] | None, bool]:
    """Return the result of the one annotation to use, and whether there were others."""
    written = task.get("annotations", task.get("completions"))
    rows = [
        row
        for row in (written if isinstance(written, list) else [])
        if isinstance(row, dict) and not row.get("was_cancelled") and isinstance(row.get("result"), list)
    ]
    if not rows:
        return None, False
    times = {id(row): str(row.get("updated_at") or row.get("created_at") or "") for row in rows}
    best = max(rows, key=lambda row: (row.get("ground_truth") is True, times[id(row)]))
    return best["result"], len(rows) > 1 and best.get("ground_truth") is not True


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write the tasks, and the setup of a project with these classes in their order."""
    rows = []
    for number_, image in enumerate(images, start=1):
        more = dict(image.extra)
        data: Json = more.pop("data", {})
        data = {**data, "image": f"/data/local-files/?d={quote(image.written, errors=_BYTES)}"}
        if image.split:
            data["split"] = image.split
        results = [_result(box, image, f"{number_}-{index}") for index, box in enumerate(image.boxes)]
        task: Json = {
            **more,
            "id": number_,
            "data": data,
            "annotations": [{"result": results}] if image.is_seen else [],
        }
        rows.append(as_json(task))
    write_text(folder / FILE, "[\n" + ",\n".join(rows) + "\n]\n")
    labels = "".join(f"    {start_tag('Label', {'value': name}, is_empty=True)}\n" for name in names)
    write_text(
        folder / "label_config.xml",
        '<View>\n  <Image name="image" value="$image"/>\n'
        f'  <RectangleLabels name="label" toName="image">\n{labels}  </RectangleLabels>\n</View>\n',
    )
    write_names(folder, names)
    return folder


def _result(box: LabelledBox, image: LabelledImage, identity: str) -> Json:
    width, height = image.size_wh or (_ROUGH, _ROUGH)
    x1, y1, x2, y2 = box.xyxy
    return {
        **(box.extra or {}),
        "id": identity,
        "type": "rectanglelabels",
        "from_name": "label",
        "to_name": "image",
        "original_width": int(width),
        "original_height": int(height),
        "image_rotation": 0,
        "value": {
            "x": x1 / width * 100,
            "y": y1 / height * 100,
            "width": (x2 - x1) / width * 100,
            "height": (y2 - y1) / height * 100,
            "rotation": 0,
            "rectanglelabels": [box.name],
        },
    }
