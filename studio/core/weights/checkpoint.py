"""Checkpoints: everything needed to go on training, or to rebuild the network, as plain data and tensors."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core.archives import check_archive, read_entry
from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.model.network import Network
from studio.core.model.table import LayerTable
from studio.core.spec import ModelSpec
from studio.core.versions import refuse_newer
from studio.core.weights.pickles import plain, read_pickle
from studio.core.words import tr

KIND = "detection-studio-checkpoint-"
FORMAT = f"{KIND}1"
MAX_PICKLE = 100_000_000
"""Bytes; the tensors lie beside the pickle, which is small. A hostile archive may claim more."""


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
        # In memory first: of a stream without room torch makes an error that no longer says so.
        buffer = io.BytesIO()
        torch.save(content, buffer)
        atomic_write(path, buffer.getvalue())


def is_checkpoint(file: Path) -> bool:
    """Return whether a file was written by `Checkpoint.save`, of this version or another, by its content.

    Nothing is unpickled.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            check_archive(archive, Path(file))
            for entry in archive.infolist():
                if entry.filename.endswith("/data.pkl") and entry.file_size < MAX_PICKLE:
                    return KIND.encode() in read_entry(archive, entry)
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error):
        pass
    return False


def read_checkpoint(file: Path) -> Checkpoint:
    """Read what `Checkpoint.save` wrote, as data; nothing in it is executed.

    Raises:
        NewerVersion: a newer version of this program wrote it.
        StudioError: it isn't a checkpoint of this program, or is damaged.
    """
    content = read_pickle(file)
    try:
        refuse_newer(content["format"], FORMAT, file)
        if content["format"] != FORMAT:
            raise _not_a_checkpoint(file)
        return Checkpoint(
            spec=ModelSpec.from_dict(plain(content["spec"])),
            table=LayerTable.from_dict(plain(content["table"]), where=str(file)),
            weights={str(name): value for name, value in content["weights"].items()},
            epoch=int(content["epoch"]),
            metrics=dict(plain(content["metrics"])),
            config=dict(plain(content["config"])),
            training=dict(content["training"]),
        )
    except StudioError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
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
    # What a family's scores mean may differ between its publishers, whose heads are built alike.
    network.detect.code = checkpoint.spec.code
    return network.eval()
