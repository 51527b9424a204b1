"""YOLO's folders: images/ and labels/ beside a data YAML, as YOLOv5, YOLOv7 and their kin train on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from studio.core.data.formats import yolo
from studio.core.data.formats.lists import write_text
from studio.core.data.formats.neutral import Entry, LabelledBox, LabelledImage, LabelSet, class_name
from studio.core.data.names import placeholder
from studio.core.data.record import Box
from studio.core.words import tr, trn

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.formats.heads import Head
    from studio.core.data.formats.neutral import Source

IMAGE_FOLDER = "images/{split}"


def recognise(head: Head) -> bool:
    """Return False: what is opened in place is known by its folder."""
    return False


def read(source: Source) -> LabelSet:
    """Return what a dataset that is opened in place says."""
    from studio.core.data.dataset import open_dataset

    return label_set(open_dataset(source.root))


def label_set(dataset: Dataset) -> LabelSet:
    """Return an open dataset's labels."""
    names = [class_name(name) or placeholder(id_) for id_, name in enumerate(dataset.class_names)]
    result = LabelSet("yolo", dataset.root, lambda: _entries(dataset, names), names)
    result.notes += dataset.notes
    for old, new in zip(dataset.class_names, names, strict=True):
        if old != new:
            told = tr(
                "The class {old} is written {new}: other formats keep no blanks in a row.", old=old, new=new
            )
            result.notes.append(told)
    result.count = len(dataset.records)
    times = Counter(record.path for records in dataset.splits.values() for record in records)
    if several := sum(count > 1 for count in times.values()):
        result.notes.append(
            trn(
                "{n} image is in more than one split, and goes into the first of them.",
                "{n} images are in more than one split, and go into the first of them.",
                several,
            )
        )
        left: set[Path] = set()
        for split, records in dataset.splits.items():
            if left.issuperset(record.path for record in records):
                told = tr(
                    "No image is left for {split}: split the copy anew before it is trained on, or there is"
                    " nothing to score it by.",
                    split=split,
                )
                result.notes.append(told)
            left.update(record.path for record in records)
    return result


def _entries(dataset: Dataset, names: Sequence[str]) -> Iterator[Entry]:
    splits = {record.path: split for split in reversed(dataset.splits) for record in dataset.splits[split]}
    yield from dataset.problems
    for record in dataset.records:
        labels = dataset.read(record)
        try:
            name = record.path.relative_to(dataset.root).as_posix()
        except ValueError:
            name = record.path.name
        image = LabelledImage(name, record.label_path, path=record.path, split=splits.get(record.path, ""))
        image.boxes = [LabelledBox(names[box.class_id], box.xyxy, box.attributes) for box in labels.boxes]
        # Where no line can be read nobody knows what is in it.
        image.is_seen = labels.content is not None and not (labels.has_unreadable_lines and not labels.boxes)
        image.problems = list(labels.problems)
        image.tags = labels.tags
        yield image


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write labels/, and data.yaml; images that aren't copied are listed by where they are."""
    from studio.core.data.yaml_text import quote

    splits: dict[str, list[str]] = {}
    for image in images:
        written = PurePosixPath(image.written)
        if image.is_seen:
            write_text(folder / "labels" / image.split / f"{written.stem}{yolo.SUFFIX}", lines(image, names))
        # A split without a list is its folder.
        listed = splits.setdefault(image.split, [])
        if image.is_elsewhere:
            listed.append(image.written)
    told = []
    for split, listed in splits.items():
        key = split or "train"
        if listed:
            write_text(folder / f"{key}.txt", "".join(f"{path}\n" for path in listed))
        told.append(f"{key}: {key}.txt" if listed else f"{key}: images/{split}".rstrip("/"))
    # `path: .` is the YAML's own folder, so that the set can be moved as a whole; some trainers need `nc`.
    rows = ["path: .", *told, f"nc: {len(names)}", "names:", *(f"- {quote(name)}" for name in names)]
    write_text(folder / "data.yaml", "\n".join(rows) + "\n")
    return folder / "data.yaml"


def lines(image: LabelledImage, names: list[str]) -> str:
    """Return the label file of an image."""
    size_wh = image.size_wh or (1.0, 1.0)
    told = (
        yolo.format_line(Box(names.index(box.name), *box.xyxy), size_wh, len(names)) for box in image.boxes
    )
    return "".join(f"{line}\n" for line in told)
