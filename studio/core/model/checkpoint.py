"""Checkpoints: everything needed to go on training, or to rebuild the network, as plain data and tensors."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core.errors import StudioError
from studio.core.files import atomic_writer
from studio.core.model.network import Network
from studio.core.model.table import LayerTable
from studio.core.spec import ModelSpec
from studio.core.words import tr

FORMAT = "detection-studio-checkpoint-1"


@dataclass
class Checkpoint:
    """What a `.pt` of the studio holds.

    Attributes:
        spec: input size, classes, strides, anchors: all a picture must go through.
        table: the layer table the network is rebuilt from.
        weights: the smoothed (EMA) weights, those that are evaluated and exported.
        epoch: epochs finished.
        metrics: of the epoch the weights are from (`map50`, `map50_95`, ...).
        config: the training's settings.
        training: weights, optimiser and counters to go on from; empty in `best.pt`.
    """

    spec: ModelSpec
    table: LayerTable
    weights: dict[str, Tensor]
    epoch: int = 0
    metrics: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write atomically.

        Raises:
            StudioError: the folder can't be written or the disk is full.
        """
        content = {
            "format": FORMAT,
            "spec": self.spec.to_dict(),
            "table": self.table.to_dict(),
            "weights": self.weights,
            "epoch": self.epoch,
            "metrics": self.metrics,
            "config": self.config,
            "training": self.training,
        }
        with atomic_writer(path) as stream:
            torch.save(content, stream)


def find_checkpoint(path: Path) -> Path:
    """Return the checkpoint a path stands for: a file itself, a run folder's `best.pt` or else its `last.pt`.

    Raises:
        StudioError: there is none.
    """
    path = Path(path)
    if path.is_dir():
        for name in ("best.pt", "last.pt"):
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


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint as data; nothing in it is executed.

    Raises:
        StudioError: the file is missing, isn't a checkpoint of this program, or is damaged.
    """
    file = find_checkpoint(path)
    if not zipfile.is_zipfile(file):
        raise _not_a_checkpoint(file)
    try:
        with warnings.catch_warnings():
            # torch warns of pickles it did not write itself; they are refused below.
            warnings.simplefilter("ignore")
            # weights_only: an unpickler that knows tensors and plain containers, and refuses all else.
            content = torch.load(file, map_location="cpu", weights_only=True)
        if content["format"] != FORMAT:
            raise _not_a_checkpoint(file)
        return Checkpoint(
            spec=ModelSpec.from_dict(content["spec"]),
            table=LayerTable.from_dict(content["table"], where=str(file)),
            weights=dict(content["weights"]),
            epoch=int(content["epoch"]),
            metrics=dict(content["metrics"]),
            config=dict(content["config"]),
            training=dict(content["training"]),
        )
    except StudioError:
        raise
    except Exception as error:
        # Whatever foreign bytes do to an unpickler (the kinds of error are without number), it means this.
        raise _not_a_checkpoint(file) from error


def _not_a_checkpoint(file: Path) -> StudioError:
    return StudioError(
        tr("{file} is not a checkpoint of this program, or it is damaged.", file=file),
        tr("Use best.pt or last.pt from a run folder."),
    )


def build_network(checkpoint: Checkpoint) -> Network:
    """Rebuild the network with the checkpoint's weights, in evaluation mode.

    Raises:
        StudioError: the weights don't fit the table.
    """
    network = Network(checkpoint.table, len(checkpoint.spec.class_names), checkpoint.spec.anchors)
    try:
        network.load_state_dict(checkpoint.weights)
    except RuntimeError as error:
        raise StudioError(
            tr("The checkpoint's weights do not fit its layer table."), tr("Train or download it again.")
        ) from error
    return network.eval()


def load_network(path: Path, *, imgsz: int | None = None, fused: bool = True) -> tuple[Network, ModelSpec]:
    """Return (network in evaluation mode, its spec), at another input size when `imgsz` is given.

    Raises:
        StudioError: not a checkpoint, or `imgsz` isn't a multiple of the largest stride.
    """
    checkpoint = load_checkpoint(path)
    spec = checkpoint.spec if imgsz is None else checkpoint.spec.with_size((imgsz, imgsz))
    network = build_network(checkpoint)
    return (network.fuse() if fused else network), spec
