"""Where a model's weights lie: the checkpoints of a run, and the files that hold some. Without torch."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import StudioError
from studio.core.words import tr

BEST, LAST = "best.pt", "last.pt"
"""A run's checkpoints: the epoch that measured best, and the newest one, from which it can go on."""
CHECKPOINT_SUFFIXES = (".pt", ".pth", ".weights")
"""Files with weights that can be trained on and exported; a `.weights` wants its `.cfg` beside it."""


def find_checkpoint(path: Path) -> Path:
    """Return the file a path stands for: itself, or a run folder's `best.pt` or else its `last.pt`.

    Raises:
        StudioError: there is none.
    """
    path = Path(path)
    if path.is_dir():
        for name in (BEST, LAST):
            if (path / name).is_file():
                return path / name
        raise StudioError(
            tr("The folder {path} holds no checkpoint.", path=path),
            tr("Give a run folder with best.pt or last.pt in it, or a checkpoint file."),
        )
    if not path.is_file():
        raise StudioError(
            tr("The model {path} does not exist.", path=path), tr("Check the path and try again.")
        )
    return path
