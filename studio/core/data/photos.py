"""Which images come from the same photo, and which are the same picture: what a split must not tear apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord, Problem
from studio.core.errors import FileMissing, StudioError
from studio.core.json_door import Shape, Text, check_shape, fault, read_json
from studio.core.versions import is_of_kind, refuse_newer
from studio.core.words import tr

SIDECAR = "tiles.json"
"""Beside the data YAML of a tiled set: which photo each tile was cut from, and where."""
SIDECAR_FORMAT = "detection-studio-tiles-1"
TILES = {"tiles": [{"image": Text(), "photo": Text(), "guessed_from?": (Text(), None)}]}
"""The shape of SIDECAR, as far as it tells the photos."""
_MOST_SIDECAR_BYTES = 1_000_000_000
"""Some three million tiles."""

# `photo_12`, `photo_r1_c2`: a name and the number of a tile.
_TILE = re.compile(r"(.+?)(?:_r([0-9]+)_?c([0-9]+)|_([0-9]+))", re.I)
# Words cameras and people number their pictures with: IMG_0001 and IMG_0002 are two photos, not two tiles.
_COUNTED = re.compile(
    r"(?:dsc[nf]?|dscf|img|image|images|pic|picture|photo|p|frame|scan|mvi|gopr|gh|dji|pxl|sam|screenshot"
    r"|capture|snapshot|file|sample|train|val|valid|test|scene|cam|camera)",
    re.I,
)

_FRAME = re.compile(r"(.+)_([0-9]{6})")
_DATED = re.compile(r"(?:.*[^0-9])?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]")
_TIME = re.compile(r"[0-2][0-9][0-5][0-9][0-5][0-9]")


def source_of_name(stem: str) -> str:
    """Return the name of the photo, or the video, a file name points to: itself for what is cut from none."""
    named = tile_of_name(stem) or frame_of_name(stem)
    return named[0] if named else stem


def tile_of_name(stem: str) -> tuple[str, tuple[int, ...]] | None:
    """Return the photo a tile's file name points to, and its number, or row and column; None of others."""
    match = _TILE.fullmatch(stem)
    if not match or _COUNTED.fullmatch(match[1]):
        return None
    photo, row, column, number = match.groups()
    # Long numbers, and padded ones behind a mere word, count pictures or tell the time.
    if number and (
        len(number) > 4 or (number.startswith("0") and len(number) > 2 and not re.search(r"\d", photo))
    ):
        return None
    return photo, (int(number),) if number else (int(row), int(column))


def frame_of_name(stem: str) -> tuple[str, int] | None:
    """Return the video a frame's file name points to, as `studio frames` names them, and its number.

    `IMG_20191125_174805` is a photo by its date and time; a mere word with a number is no video either.
    """
    match = _FRAME.fullmatch(stem)
    if not match or _COUNTED.fullmatch(match[1]):
        return None
    video, number = match.groups()
    if _DATED.fullmatch(video) and _TIME.fullmatch(number):
        return None
    return video, int(number)


def source_photos(dataset: Dataset) -> dict[Path, str]:
    """Return for every image a key of the photo it was cut from, from the sidecar or else from its name."""
    known = _sidecar(dataset.root)
    keys = {
        record.path: known.get(record.path, ("", ""))[0] or source_of_name(record.path.stem)
        for record in dataset.records
    }
    if len(keys) > 1 and len(set(keys.values())) == 1 and not known:
        # One prefix for everything is how the pictures were named, not a photo they were cut from.
        return {record.path: record.path.stem for record in dataset.records}
    return keys


def guessed_photos(dataset: Dataset) -> dict[Path, str]:
    """Return the images whose photo a name alone tells, with the key of their photo if it misleads."""
    known = _sidecar(dataset.root)
    guessed = {
        record.path: known[record.path][1] if record.path in known else place_of(dataset, record)
        for record in dataset.records
    }
    return {path: key for path, key in guessed.items() if key}


def place_of(dataset: Dataset, record: ImageRecord) -> str:
    """Return an image's path as seen from the dataset, or its whole path when it lies elsewhere."""
    try:
        return record.path.relative_to(dataset.root).as_posix()
    except ValueError:
        return record.path.as_posix()


def sidecar_document(root: Path, shape: Shape = TILES) -> dict[str, Any] | None:
    """Return what stands in the sidecar of a set, None where there is none, or one of another program.

    Raises:
        NewerVersion: a newer version of this program wrote it.
        StudioError: it is damaged or can't be read, so that nobody knows what these are tiles of.
    """
    path = root / SIDECAR
    document = _any_document(path)
    if document is None or not _is_own(document):
        return None
    # Of a newer version it may have another shape.
    refuse_newer(document.get("format"), SIDECAR_FORMAT, path)
    check_shape(document, shape, where=path, remedy=sidecar_remedy())
    own: dict[str, Any] = document
    return own


def _any_document(path: Path) -> Any:
    """Return the JSON of a file, None where there is none; raises a StudioError when it can't be read."""
    try:
        return read_json(path, remedy=sidecar_remedy(), most=_MOST_SIDECAR_BYTES)
    except FileMissing:
        return None


def _is_own(document: Any) -> bool:
    """Say whether this program wrote a document, by its format or, as there were none first, by its shape.

    Other programs call lists of pictures so, too.
    """
    if not isinstance(document, dict):
        return False
    if "format" in document:
        return is_of_kind(document["format"], SIDECAR_FORMAT)
    return "cutting" in document or (not fault(document, TILES) and bool(document["tiles"]))


def sidecar_remedy() -> str:
    """Return what to do about a sidecar that is damaged."""
    return tr(
        "Put back a whole copy of it, or cut the photos again into a new folder; or move it away, to go by"
        " the names and borders of the tiles. It is left as it is."
    )


def sidecar_problems(dataset: Dataset) -> list[Problem]:
    """Return the problem of a sidecar that can't be used, so that names alone tell which photo is whose."""
    path = dataset.root / SIDECAR
    try:
        if sidecar_document(dataset.root) is None and path.exists():
            told = tr("{name} was not written by this program, and is left as it is.", name=SIDECAR)
            return [Problem("tiles_foreign", path, None, told)]
    except StudioError as error:
        return [Problem("tiles_unreadable", path, None, str(error))]
    return []


def _sidecar(root: Path) -> dict[Path, tuple[str, str]]:
    """Return each tile's photo and, where a name alone told that, what it was cut from.

    Of a sidecar that can't be used nothing is known here; `sidecar_problems` tells of it.
    """
    try:
        document = sidecar_document(root)
    except StudioError:
        return {}
    tiles = document["tiles"] if document else []
    return {root / tile["image"]: (tile["photo"], tile.get("guessed_from") or "") for tile in tiles}


def same_content(records: Iterable[ImageRecord]) -> list[list[ImageRecord]]:
    """Return the groups of images whose files are byte for byte the same; only equal sizes are read."""
    by_size: dict[int, list[ImageRecord]] = defaultdict(list)
    for record in records:
        try:
            by_size[record.path.stat().st_size].append(record)
        except OSError:
            continue
    by_content: dict[bytes, list[ImageRecord]] = defaultdict(list)
    for same_size in by_size.values():
        if len(same_size) > 1:
            for record in same_size:
                try:
                    with record.path.open("rb") as stream:
                        by_content[hashlib.file_digest(stream, "blake2b").digest()].append(record)
                except OSError:
                    continue
    return [group for group in by_content.values() if len(group) > 1]


def leak_free_groups(
    dataset: Dataset,
    records: list[ImageRecord],
    *,
    apart: Mapping[Path, str] | None = None,
    alike: Iterable[Sequence[Path]] = (),
) -> list[list[ImageRecord]]:
    """Return the records in groups no split may tear: tiles of one photo, and copies of one file.

    Args:
        apart: of some images the key of their photo, whatever their names say.
        alike: groups of other images that belong together, as near-duplicates do.
    """
    keys = source_photos(dataset) | dict(apart or {})
    together = [[record.path for record in copies] for copies in same_content(records)]
    merged: dict[str, str] = {}

    def root_of(key: str) -> str:
        while key in merged:
            key = merged[key]
        return key

    for images in (*together, *alike):
        first = root_of(keys[images[0]])
        for other in images[1:]:
            key = root_of(keys[other])
            if key != first:
                merged[key] = first
    groups: dict[str, list[ImageRecord]] = defaultdict(list)
    for record in records:
        groups[root_of(keys[record.path])].append(record)
    return [groups[key] for key in sorted(groups)]


def class_boxes(dataset: Dataset, records: Iterable[ImageRecord]) -> Counter[int]:
    """Return how many readable boxes of each class the records have, without opening an image."""
    return Counter(class_id for record in records for class_id in dataset.class_ids(record))
