"""What each reference trainer asks of a dataset as a whole: its description, its lists, its folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.descriptions import DARKNET_SUFFIXES, YAML_SUFFIXES, key_values
from studio.core.data.text import read_text
from studio.core.data.yaml_text import load_yaml
from studio.core.errors import StudioError
from studio.core.files import read_or_none
from studio.core.words import tr

_BY_YAML = ("yolov5", "yolov7", "yolov5-lite")
_STRICT = "yolo-fastestv2"
_USUAL_BATCH = 128
"""In the `data/coco.data` that comes with Yolo-FastestV2, whose training loader drops what fills no batch."""


def needs_of_trainers(dataset: Dataset) -> list[tuple[str, str]]:
    """Return, by the keys of TRAINERS, a sentence for each thing that a trainer asks for and doesn't find."""
    source = dataset.source
    if source.suffix.lower() in YAML_SUFFIXES:
        found = list(_of_yaml(source))
    else:
        told = tr("It opens a data YAML only, and the dataset is described by {name}.", name=source.name)
        found = [(key, told) for key in _BY_YAML]
    return [*found, *_of_lists(dataset), *_of_caches(dataset), *_of_batches(dataset)]


def stretching(image_sizes: Mapping[tuple[int, int], int]) -> list[tuple[str, str]]:
    """Return what to know of pictures that are not square, of how many there are of each (width, height)."""
    count = sum(images for (width, height), images in image_sizes.items() if width != height)
    told = tr(
        "It stretches pictures to its input, where others letterbox: {count} are not square.", count=count
    )
    return [(_STRICT, told)] if count else []


def bare_batches(empty: int) -> list[tuple[str, str]]:
    """Return what to know of images that are labelled as empty, of how many there are."""
    told = tr("It stops at a batch in which no image has a box: {count} are without objects.", count=empty)
    return [(_STRICT, told)] if empty else []


def _of_batches(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield what to know of fewer images than a batch: the last one that isn't full is not trained on."""
    images = len(dataset.splits.get("train", dataset.records))
    batch = _batch(dataset.source) or _USUAL_BATCH
    if images < batch:
        yield (
            _STRICT,
            tr(
                "It drops images that don't fill a batch: with batch_size={batch} it would train on none of"
                " {images}. Make it smaller.",
                batch=batch,
                images=images,
            ),
        )


def _batch(source: Path) -> int | None:
    """Return how many images its description puts in a batch; None when it tells no number."""
    try:
        told = key_values(read_text(source).body) if source.suffix.lower() in DARKNET_SUFFIXES else {}
        return int(told["batch_size"]) // int(told.get("subdivisions", 1))
    except (StudioError, KeyError, ValueError, ZeroDivisionError):
        return None


def _of_caches(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield what an earlier training left beside lists and folders of labels, and is hardly looked into."""
    beside = [one.path.with_suffix(".cache") for one in dataset.lists]
    beside += [record.label_path.parent.with_suffix(".cache") for record in dataset.records]
    old = next((path for path in dict.fromkeys(beside) if path.is_file()), None)
    if old is not None:
        told = tr(
            "It goes on using the labels kept in {name}, whatever was changed since: delete it.",
            name=old.name,
        )
        yield "yolov7", told
        by_size = tr(
            "It goes on using the labels kept in {name} as long as all files have as many bytes together:"
            " delete it.",
            name=old.name,
        )
        for key in ("yolov5", "yolov5-lite"):
            yield key, by_size


def _of_yaml(source: Path) -> Iterator[tuple[str, str]]:
    content = _content(source)
    for name in ("train", "val", "names"):
        if not content.get(name):
            for key in _BY_YAML:
                yield key, tr("It needs {name} in the YAML, which lacks it, and stops.", name=name)
    if "nc" not in content:
        for key in ("yolov7", "yolov5-lite"):
            yield key, tr("It needs nc, the number of classes, which the YAML lacks, and stops.")
    if isinstance(content.get("names"), dict):
        for key in ("yolov7", "yolov5-lite"):
            yield key, tr("It shows numbers for names, which it needs as a list; the YAML numbers them.")
    path = content.get("path") or None
    if not any(not Path(place).is_absolute() for place in _places(content)):
        return
    if path is not None:
        for key in ("yolov7", "yolov5-lite"):
            yield key, tr("It passes over path in the YAML, and looks for train and val elsewhere.")
        if isinstance(path, str) and not Path(path).is_absolute():
            yield "yolov5", tr("It takes path as seen from its own program folder, not from the YAML.")
        return
    yield "yolov5", tr("It takes train and val as seen from its own program folder, not from the YAML.")
    for key in ("yolov7", "yolov5-lite"):
        yield key, tr("It takes train and val as seen from the folder it is started in.")


def _places(content: Mapping[str, object]) -> list[str]:
    """Return the places of train and val that a YAML tells, each of which may be a list of them."""
    told = [content.get(name) for name in ("train", "val")]
    flat = [place for one in told for place in (one if isinstance(one, list) else [one])]
    return [place for place in flat if isinstance(place, str)]


def _content(source: Path) -> dict[str, object]:
    try:
        return load_yaml(read_text(source).body, source)
    except StudioError:
        return {}


def _of_lists(dataset: Dataset) -> Iterator[tuple[str, str]]:
    lines = [line for one in dataset.lists for line in _lines(one.path)]
    dotted = next((line for line in lines if line.startswith(".")), None)
    if dotted:
        told = tr("It takes {line} for a file without a name: lines must not begin with a dot.", line=dotted)
        yield _STRICT, told
    # The others put the list's own folder in place of "./", and of nothing else.
    relative = next((line for line in lines if not line.startswith("./") and not _is_absolute(line)), None)
    if relative:
        for key in (*_BY_YAML, *(() if dotted else (_STRICT,))):
            yield key, tr("It takes {line} as seen from the folder it is started in.", line=relative)
    folder = next((record.path.parent for record in dataset.records if "." in str(record.path.parent)), None)
    if folder is not None:
        told = tr("It takes the dot in the folder {folder} for the end of the name.", folder=folder)
        yield _STRICT, told
    if not lines:
        yield _STRICT, tr("It needs lists of images, train.txt and val.txt, with whole paths.")
    if dataset.source.suffix.lower() != ".data" or b"[data-configure]" not in _head(dataset.source):
        yield _STRICT, tr("It needs a .data file with [name], [train-configure] and [data-configure].")


def _is_absolute(line: str) -> bool:
    return line.startswith(("/", "\\")) or line[1:3] in (":/", ":\\")


def _lines(path: Path) -> list[str]:
    try:
        text = (read_or_none(path) or b"").decode("utf-8", "replace")
    except StudioError:
        return []
    return [line.strip() for line in text.splitlines() if line.strip()]


def _head(path: Path) -> bytes:
    try:
        return (read_or_none(path) or b"")[:4096] if path.is_file() else b""
    except (OSError, StudioError):
        return b""
