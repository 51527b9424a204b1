"""Tensors of another program, under our names, made one of our checkpoints: the last step of each reader."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from studio.core.errors import StudioError
from studio.core.model.network import Network
from studio.core.model.table import LayerTable
from studio.core.spec import PAD, HeadCode, ModelSpec
from studio.core.weights.checkpoint import Checkpoint
from studio.core.words import tr


def fit_checkpoint(
    table: LayerTable,
    weights: dict[str, Tensor],
    class_names: tuple[str, ...],
    path: Path,
    *,
    input_wh: tuple[int, int],
    epoch: int = 0,
    code: HeadCode | None = None,
    pad: int = PAD,
) -> Checkpoint:
    """Build the network once, so that what doesn't fit is told here, and return it as a checkpoint.

    Args:
        code: what the head's logits mean, where it isn't what its module says.

    Raises:
        StudioError: tensors are missing or of another shape.
    """
    network = Network(table, len(class_names))
    own = network.state_dict()
    _unfold_norms(weights, own, table.norm_eps)
    wrong = [name for name in own if name not in weights or own[name].shape != weights[name].shape]
    # Counts of batches are not stored by old versions, and nothing reads them.
    wrong = [name for name in wrong if not name.endswith("num_batches_tracked")]
    if wrong:
        raise unknown_network(
            path, tr("{count} of its tensors, such as {name}, differ", count=len(wrong), name=wrong[0])
        )
    return Checkpoint(
        spec=ModelSpec(
            architecture=table.name,
            class_names=class_names,
            input_wh=input_wh,
            strides=network.strides,
            anchors=table.anchors,
            resize=table.resize,
            colour=table.colour,
            code=code or network.detect.code,
            pad=pad,
        ),
        table=table,
        weights={name: weights.get(name, value) for name, value in own.items()},
        epoch=epoch,
    )


def _unfold_norms(weights: dict[str, Tensor], own: dict[str, Tensor], eps: float) -> None:
    """Give convolutions that were saved with their batch norm folded in one that adds their bias."""
    for name, value in own.items():
        layer = name.removesuffix("bn.weight")
        if layer != name and name not in weights and f"{layer}conv.bias" in weights:
            weights[f"{layer}bn.bias"] = weights.pop(f"{layer}conv.bias")
            weights[f"{layer}bn.running_mean"] = torch.zeros_like(value)
            weights[f"{layer}bn.running_var"] = torch.ones_like(value)
            weights[name] = torch.full_like(value, (1 + eps) ** 0.5)


def unknown_network(path: Path, reason: str) -> StudioError:
    """Return what is told of a checkpoint whose network can't be made of our modules."""
    return StudioError(
        tr("{file} is of a network that is not known here: {reason}.", file=path, reason=reason),
        tr("Use a checkpoint of one of the families that studio models lists."),
    )
