"""Pascal VOC: an XML file for each image, corners in pixels (Everingham et al., VOC2007 development kit)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from studio.core.data.attributes import FLAGS, Attributes
from studio.core.data.descriptions import read_list
from studio.core.data.formats.heads import Head
from studio.core.data.formats.lists import write_names, write_text
from studio.core.data.formats.neutral import (
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
)
from studio.core.data.formats.xml_text import as_text, kept_elements, read_elements
from studio.core.data.record import Problem
from studio.core.errors import StudioError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

IMAGE_FOLDER = "JPEGImages"
_OWN = {"name", "bndbox", *FLAGS}
_IMAGE_OWN = {"filename", "size", "object", "folder", "path"}
_ATTRIBUTES = "@"
"""Where those of the outermost element are kept, among the elements below it by name."""
_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def recognise(head: Head) -> bool:
    """Return whether a file that begins so is of this format."""
    return head.root == "annotation"


def read(source: Source) -> LabelSet:
    """Return what files of one image each say."""
    splits = _listed_splits(source.root)
    return LabelSet("voc", source.root, lambda: _entries(source, splits), source.class_names)


def _listed_splits(root: Path) -> dict[str, str]:
    """Return the split of each stem that the lists of ImageSets/Main name."""
    found: dict[str, str] = {}
    for file in sorted(root.glob("**/ImageSets/Main/*.txt")):
        split = split_of(file.stem) if file.stem in ("train", "val", "test") else ""
        try:
            lines = read_list(file) if split else []
        except StudioError:
            continue
        for line in filter(None, lines):
            found.setdefault(line, split)
    return found


def _entries(source: Source, splits: Mapping[str, str]) -> Iterator[Entry]:
    for file in source.files:
        try:
            root = next(iter(read_elements(file, {"annotation"})), None)
        except StudioError as error:
            yield Problem("label_unreadable", file, None, error.cause)
            continue
        if root is not None:
            image = _image(root, file, source)
            image.split = splits.get(file.stem, "") or split_of(file.parent.name)
            yield image


def _image(root: Element, file: Path, source: Source) -> LabelledImage:
    written = (root.findtext("filename") or "").strip().replace("\\", "/")
    # Trainers go by the name of the label file, and what it says of the image is stale after a renaming.
    path = source.images.find_stem(file.stem, file.parent, written)
    path = path or source.images.find(written, file.parent)
    path = path or source.images.find_stem(PurePosixPath(written).stem, file.parent)
    image = LabelledImage(written or file.stem, file, path=path)
    width, height = (number(root.findtext(f"size/{side}")) for side in ("width", "height"))
    if width > 0 and height > 0:
        image.size_wh = width, height
    left = 0
    for item in root.findall("object"):
        offset = source.reading.voc_offset
        flags = {name: (item.findtext(name) or "").strip() in ("1", "true", "True") for name in FLAGS}
        others = [child for child in item if child.tag not in _OWN]
        name = class_name(item.findtext("name"))
        attributes = Attributes(flags["difficult"], flags["occluded"], flags["truncated"])
        found = item.findall("bndbox")
        left += not found
        for corners in found:
            x1, y1, x2, y2 = (number((corners.findtext(side) or "").strip()) for side in _CORNERS)
            xyxy = (x1 - offset, y1 - offset, x2, y2)
            image.boxes.append(LabelledBox(name, xyxy, attributes, _kept(others, source)))
    shapes_left(image, left)
    if kept := _kept([child for child in root if child.tag not in _IMAGE_OWN], source):
        image.extra |= kept
    if root.attrib and source.reading.keeps_extra:
        image.extra[_ATTRIBUTES] = dict(root.attrib)
    return image


def _kept(elements: list[Element], source: Source) -> dict[str, Any] | None:
    return kept_elements(elements) if elements and source.reading.keeps_extra else None


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write an XML file for each image that was looked at, the lists of the splits and the classes."""
    from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring

    def add(parent: Element, name: str, text: object) -> None:
        SubElement(parent, name).text = as_text(text)

    def add_kept(parent: Element, kept: Mapping[str, Any] | None) -> None:
        for name, texts in (kept or {}).items():
            for text in texts if name != _ATTRIBUTES else ():
                parent.append(fromstring(text))

    splits: dict[str, list[str]] = {}
    for image in images:
        if not image.is_seen:
            continue
        written = PurePosixPath(image.written)
        splits.setdefault(image.split, []).append(written.stem)
        root = Element("annotation", image.extra.get(_ATTRIBUTES, {}))
        add(root, "folder", written.parent.name)
        add(root, "filename", written.name)
        if image.is_elsewhere:
            add(root, "path", written)
        size = SubElement(root, "size")
        for side, value in zip(("width", "height"), image.size_wh or (0, 0), strict=True):
            add(size, side, int(value))
        add(size, "depth", 3)
        add_kept(root, image.extra)
        for box in image.boxes:
            item = SubElement(root, "object")
            add(item, "name", box.name)
            for flag in FLAGS:
                # Occluded is a later programs' word; the other two are in every file of VOC.
                if flag != "occluded" or box.attributes.occluded:
                    add(item, flag, int(getattr(box.attributes, flag)))
            corners = SubElement(item, "bndbox")
            for name, value in zip(_CORNERS, box.xyxy, strict=True):
                add(corners, name, pixels(value))
            add_kept(item, box.extra)
        indent(root, "  ")
        write_text(folder / "Annotations" / f"{written.stem}.xml", tostring(root, encoding="unicode") + "\n")
    for split, stems in splits.items():
        if split:
            write_text(folder / "ImageSets" / "Main" / f"{split}.txt", "".join(f"{stem}\n" for stem in stems))
    write_names(folder, names)
    return folder
