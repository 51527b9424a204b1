"""Where tiles go: a free folder beside the dataset, and a private one until all of them are whole."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.photos import SIDECAR, place_of
from studio.core.data.yaml_text import quote
from studio.core.errors import StudioError
from studio.core.tiling.clip import Cutting
from studio.core.tiling.sidecar import Sidecar, digest_of, read_sidecar
from studio.core.words import tr


def free_folder(dataset: Dataset, cutting: Cutting) -> Path:
    """Return a folder beside the dataset, named after it and the cutting, that holds nothing yet."""
    how = "x".join(map(str, cutting.grid)) if cutting.grid else f"{cutting.size}px"
    return free_beside(dataset.root, f"tiles-{how}")


def free_beside(root: Path, what: str) -> Path:
    """Return a folder beside another, named after it and what it is to hold, that holds nothing yet."""
    stem = f"{root.name}-{what}"
    folder, number = root.parent / stem, 2
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        folder, number = root.parent / f"{stem}-{number}", number + 1
    return folder


def check_out(dataset: Dataset, out: Path) -> None:
    """Raise a StudioError unless tiles of a dataset may be put at `out`.

    They may where nothing is, or where only tiles of the same photos are, with the labels they were cut with;
    not where nobody can tell whether that is so, as the sidecar there is damaged.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        sidecar = read_sidecar(out) if out.is_dir() else None
        if sidecar is None or os.path.realpath(sidecar.source) != os.path.realpath(dataset.root):
            raise StudioError(
                tr("{out} is not an empty folder, and nothing in it is overwritten.", out=out),
                tr("Choose another folder for the tiles, or empty this one."),
            )
        if changed := _changed(out, sidecar):
            raise StudioError(
                tr("{out} holds tiles of these photos that were changed: {file}.", out=out, file=changed),
                tr("Bring tiles and photos in line first (studio sync), or choose another folder."),
            )
    if not dataset.splits and out.is_relative_to(dataset.root):
        raise StudioError(
            tr("{out} lies inside the dataset, which would then contain its own tiles.", out=out),
            tr("Choose a folder outside {root}.", root=dataset.root),
        )


def _changed(out: Path, sidecar: Sidecar) -> str:
    """Return a file of a tiled set that is not as it was cut, by its path within the set; "" when all are."""
    known = {"data.yaml", SIDECAR}
    as_cut = {tile.image: tile.labels for tile in sidecar.tiles}
    tiles = open_dataset(out)
    for record in tiles.records:
        place = place_of(tiles, record)
        labels = record.label_path.relative_to(out).as_posix()
        known |= {place, labels}
        if place not in as_cut:
            return place
        if as_cut[place] is not None and digest_of(tiles.read(record)) != as_cut[place]:
            return labels
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    return min(found - known, default="")


def data_yaml(splits: Sequence[str], class_names: Sequence[str]) -> str:
    """Return the data YAML of a set with images/SPLIT and labels/SPLIT beside it."""
    # `path: .` is the YAML's own folder: the set can be moved as a whole.
    lines = ["path: .", *(f"{split}: images/{split}" for split in splits), "names:"]
    return (
        "\n".join([*lines, *(f"  {index}: {quote(name)}" for index, name in enumerate(class_names))]) + "\n"
    )


def write_new(path: Path, content: bytes) -> None:
    """Write a file of a folder nobody sees before it is whole; raises OSError."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def put_in_place(whole: Path, out: Path) -> None:
    """Move a folder of tiles to where they are to be, in place of tiles that are there; raises OSError."""
    if out.exists() and any(out.iterdir()):
        before = whole.with_name(f"{out.name}.before")
        out.replace(before)
        try:
            whole.replace(out)
        except OSError:
            before.replace(out)
            raise
        return
    if out.exists():
        out.rmdir()
    whole.replace(out)


def make_part(out: Path) -> Path:
    """Make the private folder beside `out` in which tiles are written until all are whole; raises OSError."""
    return Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))


def remove_parts(out: Path, *others: str) -> None:
    """Remove what a writing of `out` that was killed left beside it; `others` may be in there, too."""
    for part in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        # Nothing else than the folder to be is ever in there; and what is a link, rmtree leaves.
        if part.is_dir() and {path.name for path in part.iterdir()} <= {out.name, *others}:
            shutil.rmtree(part, ignore_errors=True)
