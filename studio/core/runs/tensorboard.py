"""A run's curves as TensorBoard files, for those who watch several machines there."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.runs.events import Event
from studio.core.words import tr

FOLDER = "tensorboard"
STEP_SCALARS = ("box", "objectness", "classification", "lr", "images_per_second")
EPOCH_SCALARS = ("map50", "map50_95", "precision", "recall")


def check_tensorboard() -> None:
    """Refuse when the files can't be written.

    Raises:
        StudioError: tensorboardX is not installed.
    """
    if importlib.util.find_spec("tensorboardX") is None:
        raise StudioError(
            tr("TensorBoard files need a package that is not installed."),
            tr("Install it with: pip install 'detection-studio[tensorboard]', or train without them."),
        )


class BoardWriter:
    """Turns events into scalars under RUN/tensorboard."""

    def __init__(self, run: Path) -> None:
        from tensorboardX import SummaryWriter

        self._writer: Any = SummaryWriter(str(run / FOLDER))

    def add(self, event: Event) -> None:
        """Take an event; those without figures are left out."""
        if event["event"] == "step":
            for name in STEP_SCALARS:
                self._writer.add_scalar(f"train/{name}", event[name], event["global_step"])
        elif event["event"] == "epoch":
            for name in EPOCH_SCALARS:
                self._writer.add_scalar(f"val/{name}", event[name], event["epoch"])
            self._writer.flush()

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()
