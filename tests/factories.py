"""Things tests need, from plain values: images, dataset folders in three layouts, records, detections."""

from __future__ import annotations

import contextlib
import json
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import PIL.Image

from studio.core.boxes.detections import Detections
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import ImageRecord
from studio.core.labelling.journal import Journal
from studio.core.labelling.session import LabelSession
from studio.core.pictures import Image

Layout = Literal["yaml", "darknet", "folder"]
NAMES = ("w", "r", "g", "b")
SIZE_WH = (64, 48)
TINY_TABLE = Path(__file__).with_name("tiny.yaml")
"""A model that is trained in a moment, for tests of what is around a training."""


def make_image(size_wh: tuple[int, int] = SIZE_WH, seed: int = 0) -> Image:
    """A picture of noise over a gradient: no two seeds give the same file."""
    width, height = size_wh
    ramp = np.linspace(40, 200, width)[None, :, None] * np.ones((height, 1, 3))
    noise = np.random.default_rng(seed).integers(-30, 30, (height, width, 3))
    return np.clip(ramp + noise, 0, 255).astype(np.uint8)


def write_image(
    path: Path, size_wh: tuple[int, int] = SIZE_WH, seed: int = 0, *, orientation: int | None = None
) -> Path:
    """Write a picture as its suffix says; `orientation` is the EXIF tag (6: turned a quarter)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = PIL.Image.fromarray(make_image(size_wh, seed))
    exif = picture.getexif()
    if orientation:
        exif[0x0112] = orientation
    picture.save(path, exif=exif)
    return path


def make_dataset_folder(
    folder: Path,
    labels: Mapping[str, str | bytes | None],
    *,
    layout: Layout = "folder",
    names: Sequence[str] = NAMES,
    splits: Mapping[str, Sequence[str]] | None = None,
    size_wh: tuple[int, int] = SIZE_WH,
) -> Path:
    """Write images and labels and return what to open.

    Args:
        labels: per image file name the text of its label file; None leaves it unseen.
        layout: `yaml` (images/ and labels/, list files), `darknet` (img/, labels beside, obj.data) or
            `folder` (labels beside, classes.txt).
        splits: image names by `train` and `val`; all in train when left out. Not for `folder`.
    """
    images = folder / {"yaml": "images", "darknet": "img", "folder": ""}[layout]
    label_folder = folder / "labels" if layout == "yaml" else images
    label_folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, content) in enumerate(labels.items()):
        write_image(images / name, size_wh, seed)
        if content is not None:
            data = content.encode() if isinstance(content, str) else content
            (label_folder / name).with_suffix(".txt").write_bytes(data)
    if layout == "folder":
        (folder / "classes.txt").write_text("\n".join(names) + "\n")
        return folder
    splits = splits or {"train": list(labels)}
    for split, members in splits.items():
        lines = [f"./{images.name}/{name}\n" for name in members]
        (folder / f"{split}.txt").write_text("".join(lines))
    if layout == "yaml":
        lines = [*(f"{split}: {split}.txt" for split in splits), "names:"]
        lines += [f"  {index}: '{name}'" for index, name in enumerate(names)]
        target = folder / "data.yaml"
    else:
        (folder / "obj.names").write_text("\n".join(names) + "\n")
        keys = {"val": "valid"}
        lines = [f"classes= {len(names)}", "names = obj.names"]
        lines += [f"{keys.get(split, split)} = {split}.txt" for split in splits]
        target = folder / "obj.data"
    target.write_text("\n".join(lines) + "\n")
    return target


def make_dataset(folder: Path, labels: Mapping[str, str | bytes | None], **choices: object) -> Dataset:
    """Write a dataset folder and open it; choices as for `make_dataset_folder`."""
    return open_dataset(make_dataset_folder(folder, labels, **choices))  # type: ignore[arg-type]


def resume(dataset: Dataset, journal: Path) -> LabelSession:
    """Label a dataset on from what its journal tells."""
    session = LabelSession(dataset, Journal(journal))
    session.take_over(session.journal.read())
    return session


def opened_again(tmp_path: Path, session: LabelSession | None = None, *, reads: bool = True) -> LabelSession:
    """End a session as a crash does and open the dataset again, with its journal read or not yet."""
    if session is not None:
        session.journal.close()
    session = LabelSession(open_dataset(tmp_path / "set"), Journal(tmp_path / "journal"))
    if reads:
        session.take_over(session.journal.read())
    return session


def journal_lines(folder: Path) -> list[dict]:
    """Return the lines of a journal."""
    return [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]


def make_record(folder: Path, name: str = "photo.png", label: str | None = None) -> ImageRecord:
    """Write one image, labels beside it."""
    path = write_image(folder / name)
    record = ImageRecord(path, path.with_suffix(".txt"))
    if label is not None:
        record.label_path.write_text(label)
    return record


def make_detections(*rows: tuple[float, float, float, float, float, int]) -> Detections:
    """Detections from rows of x1, y1, x2, y2, score, class id."""
    return Detections.from_arrays(
        [row[:4] for row in rows], [row[4] for row in rows], [row[5] for row in rows]
    )


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes and time of change, to show that nothing was touched."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextlib.contextmanager
def memory_below(limit: int) -> Iterator[None]:
    """Fail when what is done meanwhile takes more bytes at once; those that Python itself asks for count."""
    tracemalloc.start()
    try:
        yield
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < limit
