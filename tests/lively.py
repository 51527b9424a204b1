"""Networks of random weights that find something, as quickly made as exported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.model.heads import DecoupledDetect
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.pictures import imread
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint

IMGSZ = 128
CLASSES = ("w", "r", "g", "b")
HABIT = 1.8 * 1.5
"""By so much objectness is lowered: it passes a half where it lies 1.8 deviations above its mean."""


def make_lively(network: Network, pictures: torch.Tensor) -> None:
    """Give a random network the habits of a trained one: few confident cells, clear classes."""
    network.train()
    # These pictures' own statistics: what the norms start from would damp a picture away, layer by layer.
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        network.heads(pictures)
        network.eval()
        columns = 5 + network.classes
        # By anchor and column: the logits of all cells of a head.
        seen = [
            head.transpose(0, 1).reshape(head.shape[1] // columns, columns, -1)
            for head in network.heads(pictures)
        ]
        detect = network.detect
        if isinstance(detect, DecoupledDetect):
            # All strides share these three, and all anchors the classes.
            logits = torch.cat(seen, 2)
            _settle(detect.reg, logits[:, :4])
            _settle(detect.obj, logits[:, 4:5])
            _settle(detect.cls, logits[:1, 5:])
            detect.obj.bias -= HABIT
        else:
            for layer, logits in zip(detect.m, seen, strict=True):
                _settle(layer, logits)
                layer.bias.view(len(logits), columns)[:, 4] -= HABIT


def _settle(layer: torch.nn.Conv2d, logits: torch.Tensor) -> None:
    """Move a convolution's outputs, seen as anchors x columns x cells, to mean 0 and deviation 1.5."""
    mean, spread = logits.mean(2), logits.std(2).clamp(min=1e-6)
    gain = 1.5 / spread
    layer.weight.view(*gain.shape, *layer.weight.shape[1:]).mul_(gain[..., None, None, None])
    bias = layer.bias.view(gain.shape)
    bias.copy_((bias - mean) * gain)


def write_lively(path: Path, architecture: str, pictures: Sequence[Path], seed: int = 5) -> Path:
    """Write a checkpoint of four classes at 128x128 that finds some boxes in pictures of one size."""
    torch.manual_seed(seed)
    table = find_table(architecture)
    network = Network(table, len(CLASSES))
    images = [imread(each) for each in pictures]
    fit = Letterbox.fit(images[0].shape[1::-1], (IMGSZ, IMGSZ), table.resize)
    make_lively(network, torch.cat([torch.from_numpy(to_input(fit.apply(image))) for image in images]))
    spec = ModelSpec(
        architecture, CLASSES, (IMGSZ, IMGSZ), network.strides, table.anchors, table.resize, table.colour,
        code=network.detect.code,
    )  # fmt: skip
    Checkpoint(spec=spec, table=table, weights=network.state_dict()).save(path)
    return path
