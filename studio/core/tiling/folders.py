"""Where tiles go: a free folder beside the dataset, and a private one until all of them are whole."""

from __future__ import annotations

import glob
import shutil
import tempfile
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.tiling.clip import Cutting


def free_folder(dataset: Dataset, cutting: Cutting) -> Path:
    """Return a folder beside the dataset, named after it and the cutting, that holds nothing yet."""
    how = "x".join(map(str, cutting.grid)) if cutting.grid else f"{cutting.size}px"
    root = dataset.root
    stem = f"{root.name}-tiles-{how}"
    folder, number = root.parent / stem, 2
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        folder, number = root.parent / f"{stem}-{number}", number + 1
    return folder


def make_part(out: Path) -> Path:
    """Make the private folder beside `out` in which tiles are written until all are whole; raises OSError."""
    return Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))


def remove_parts(out: Path, *others: str) -> None:
    """Remove what a writing of `out` that was killed left beside it; `others` may be in there, too."""
    for part in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        # Nothing else than the folder to be is ever in there; and what is a link, rmtree leaves.
        if part.is_dir() and {path.name for path in part.iterdir()} <= {out.name, *others}:
            shutil.rmtree(part, ignore_errors=True)
