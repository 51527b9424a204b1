"""CVAT for images and for video 1.1: one XML file, corners in pixels (docs.cvat.ai, "CVAT" format)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from studio.core.data.attributes import FLAGS, Attributes
from studio.core.data.formats.heads import Head
from studio.core.data.formats.lists import write_names
from studio.core.data.formats.neutral import (
    CLASSES,
    Entry,
    LabelledBox,
    LabelledImage,
    LabelSet,
    Source,
    class_name,
    number,
    pixels,
    shapes_left,
    split_of,
    turned,
)
from studio.core.data.formats.xml_text import as_text, kept_elements, read_elements, start_tag
from studio.core.data.record import Problem
from studio.core.errors import StudioError
from studio.core.words import tr

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

IMAGE_FOLDER = "images/{split}"
FILE = "annotations.xml"
_SIDES = ("xtl", "ytl", "xbr", "ybr")
_BOX_OWN = {"label", *_SIDES, "occluded", "rotation", "frame", "outside", "keyframe"}
_IMAGE_OWN = {"id", "name", "subset", "width", "height"}
_TAG = "tag"
"""Says something of a whole image; images keep theirs as they are."""
_NO_SHAPES = (_TAG, "attribute")
_NAMED = {*FLAGS, "text"} - {"occluded"}
"""Attributes with these names are a box's own here; any others are kept as they are."""


def recognise(head: Head) -> bool:
    """Return whether a file that begins so is of this format."""
    return head.root == "annotations"


def read(source: Source) -> LabelSet:
    """Return what files of many images each, or of a video each, say."""
    result = LabelSet("cvat", source.root, lambda: _entries(source), list(source.class_names))
    for file in source.files:
        try:
            labels = next(iter(read_elements(file, {"labels"})), None)
        except StudioError:
            continue
        for label in labels.findall("label") if labels is not None else ():
            name = class_name(label.findtext("name"))
            if name and name not in result.class_names:
                result.class_names.append(name)
            if name and source.reading.keeps_extra:
                others = [
                    each for each in label if each.tag != "name" and (len(each) or (each.text or "").strip())
                ]
                result.extra.setdefault(CLASSES, {}).setdefault(name, kept_elements(others))
    return result


def _entries(source: Source) -> Iterator[Entry]:
    for file in source.files:
        size_wh: tuple[float, float] | None = None
        frames: dict[int, list[LabelledBox]] = defaultdict(list)
        left = count = 0
        try:
            for element in read_elements(file, {"image", "track", "original_size"}):
                count += element.tag != "original_size"
                if element.tag == "image":
                    yield _image(element, file, source)
                elif element.tag == "original_size":
                    width, height = (number(element.findtext(side)) for side in ("width", "height"))
                    size_wh = (width, height) if width > 0 and height > 0 else None
                else:
                    left += _add_track(element, frames, file, source)
        except StudioError as error:
            # A frame is whole only when all tracks were read.
            frames.clear()
            yield Problem("label_unreadable", file, None, error.cause)
        for frame, boxes in sorted(frames.items()):
            yield _frame(frame, boxes, size_wh, file, source)
        if left:
            message = tr("Tracks that are no boxes were left out: {count}.", count=left)
            yield Problem("label_shape", file, None, message)
        if not count:
            message = tr("{path} speaks of no images.", path=file)
            yield Problem("label_unreadable", file, None, message)


def _image(element: Element, file: Path, source: Source) -> LabelledImage:
    written = element.get("name", "").replace("\\", "/")
    image = LabelledImage(written, file, path=source.images.find(written, file.parent))
    image.split = split_of(element.get("subset", "")) or split_of(file.parent.name)
    width, height = number(element.get("width")), number(element.get("height"))
    if width > 0 and height > 0:
        image.size_wh = width, height
    left = 0
    for shape in element:
        if shape.tag == "box":
            if number(shape.get("rotation", 0)):
                message = tr("A box of {image} is turned; the upright box around it is used.", image=written)
                image.complain("label_turned", message)
            image.boxes.append(_box(shape, shape.get("label"), source))
        else:
            left += shape.tag not in _NO_SHAPES
    shapes_left(image, left)
    if source.reading.keeps_extra:
        image.extra = {name: value for name, value in element.attrib.items() if name not in _IMAGE_OWN}
        image.extra |= kept_elements(element.findall(_TAG))
    return image


def _box(shape: Element, label: str | None, source: Source) -> LabelledBox:
    x1, y1, x2, y2 = (number(shape.get(side)) for side in _SIDES)
    xyxy = x1, y1, x2, y2
    degrees = number(shape.get("rotation", 0))
    if degrees and degrees == degrees:  # NaN is none
        xyxy = turned(xyxy, degrees, ((x1 + x2) / 2, (y1 + y2) / 2))
    named = {each.get("name", ""): each.text or "" for each in shape.findall("attribute")}
    own = {name: named[name] for name in _NAMED & named.keys()}
    attributes = Attributes(
        difficult=_is_true(own.get("difficult")),
        occluded=shape.get("occluded") == "1",
        truncated=_is_true(own.get("truncated")),
        text=own.get("text", ""),
    )
    extra: dict[str, Any] = {}
    if source.reading.keeps_extra:
        extra = {name: value for name, value in shape.attrib.items() if name not in _BOX_OWN}
        if others := {name: text for name, text in named.items() if name not in own}:
            extra["attributes"] = others
    return LabelledBox(class_name(label), xyxy, attributes, extra or None)


def _is_true(text: str | None) -> bool:
    return (text or "").strip().lower() in ("true", "1", "yes")


def _add_track(track: Element, frames: dict[int, list[LabelledBox]], file: Path, source: Source) -> bool:
    """Add the boxes of a track to their frames; returns whether it is of other shapes.

    Raises:
        StudioError: it lists some frames alone, and what is between was for CVAT to work out.
    """
    shapes = track.findall("box")
    last, was_outside = None, True
    for shape in shapes:
        frame = number(shape.get("frame"))
        if not frame.is_integer() or frame < 0:
            continue
        if last is not None and not was_outside and frame > last + 1:
            raise StudioError(
                tr(
                    "Track {track} of {file} lists its keyframes alone: between frames {first} and {second}"
                    " there is none.",
                    track=track.get("id", ""),
                    file=file,
                    first=int(last),
                    second=int(frame),
                ),
                tr("Export it from CVAT with all frames, or as CVAT for images."),
            )
        last, was_outside = frame, shape.get("outside") == "1"
        if not was_outside:
            frames[int(frame)].append(_box(shape, track.get("label"), source))
    return not shapes


def _frame(
    frame: int, boxes: list[LabelledBox], size_wh: tuple[float, float] | None, file: Path, source: Source
) -> LabelledImage:
    # As CVAT names the pictures of a video.
    name = f"frame_{frame:06d}"
    path = source.images.find_stem(name, file.parent)
    return LabelledImage(path.name if path else f"{name}.png", file, boxes, path, size_wh)


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write annotations.xml with the images that were looked at, and the classes."""
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n')
        stream.write("  <meta>\n    <task>\n      <labels>\n")
        for name in names:
            stream.write(f"        <label>\n          <name>{_escaped(name)}</name>\n")
            kept = {"attributes": ["<attributes></attributes>"], **extra.get(CLASSES, {}).get(name, {})}
            stream.writelines(f"          {text}\n" for texts in kept.values() for text in texts)
            stream.write("        </label>\n")
        stream.write("      </labels>\n    </task>\n  </meta>\n")
        seen = (image for image in images if image.is_seen)
        for number_, image in enumerate(seen):
            stream.write(_written(image, number_))
        stream.write("</annotations>\n")
    write_names(folder, names)
    return folder


def _written(image: LabelledImage, number_: int) -> str:
    width, height = image.size_wh or (0, 0)
    head: dict[str, object] = {"id": number_, "name": image.written}
    if image.split:
        head["subset"] = image.split
    more = dict(image.extra)
    tags = more.pop(_TAG, [])
    head |= {"width": int(width), "height": int(height), **more}
    lines = [f"  {start_tag('image', head)}", *(f"    {text}" for text in tags)]
    for box in image.boxes:
        extra = dict(box.extra or {})
        others = extra.pop("attributes", {})
        sides = dict(zip(_SIDES, map(pixels, box.xyxy), strict=True))
        said = {"source": "manual", "z_order": 0, **extra}
        said |= {"label": box.name, "occluded": int(box.attributes.occluded), **sides}
        lines.append(f"    {start_tag('box', said)}")
        told = {name: "true" for name in ("difficult", "truncated") if getattr(box.attributes, name)}
        if box.attributes.text:
            told["text"] = box.attributes.text
        for name, text in (others | told).items():
            lines.append(f"      {start_tag('attribute', {'name': name})}{_escaped(text)}</attribute>")
        lines.append("    </box>")
    lines.append("  </image>\n")
    return "\n".join(lines)


def _escaped(text: object) -> str:
    # A reader of XML makes one line end of what isn't escaped.
    return escape(as_text(text), {"\r": "&#13;"})
