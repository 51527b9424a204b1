"""Networks of random weights that find something, as quickly made as exported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.pictures import imread
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint

IMGSZ = 128
CLASSES = ("w", "r", "g", "b")


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
        for index, head in enumerate(network.heads(pictures)):
            layer = network.detect.m[index]
            anchors = head.shape[1] // columns
            logits = head.transpose(0, 1).reshape(anchors, columns, -1)
            mean, spread = logits.mean(2), logits.std(2).clamp(min=1e-6)
            weight = layer.weight.view(anchors, columns, *layer.weight.shape[1:])
            bias = layer.bias.view(anchors, columns)
            gain = 1.5 / spread
            weight *= gain[..., None, None, None]
            bias.copy_((bias - mean) * gain)
            # Objectness passes a half where it lies 1.8 deviations above its mean.
            bias[:, 4] -= 1.8 * 1.5


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
