"""A network that finds something, small enough to export in a second."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.data.scenes import write_sample_set
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.pictures import imread, list_images
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint

IMGSZ = 128
CLASSES = ("w", "r", "g", "b")


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data YAML of a few drawn scenes."""
    return write_sample_set(tmp_path_factory.mktemp("scenes"), images=10, seed=3)


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


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory, scenes: Path) -> Path:
    """A yolov5n of four classes at 128x128 with random weights that finds some boxes in `scenes`."""
    torch.manual_seed(5)
    table = find_table("yolov5n")
    network = Network(table, len(CLASSES))
    images = [imread(path) for path in list_images(scenes.parent)]
    fit = Letterbox.fit((416, 416), (IMGSZ, IMGSZ))
    make_lively(network, torch.cat([torch.from_numpy(to_input(fit.apply(image))) for image in images]))
    spec = ModelSpec("yolov5n", CLASSES, (IMGSZ, IMGSZ), network.strides, table.anchors)
    path = tmp_path_factory.mktemp("run") / "best.pt"
    Checkpoint(spec=spec, table=table, weights=network.state_dict()).save(path)
    return path


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, checkpoint: Path) -> dict[str, Path]:
    """The checkpoint exported once to every format with decoded boxes: {format: file}."""
    report = export_model(checkpoint, list(UNIVERSAL), tmp_path_factory.mktemp("exported"))
    return {file.format: file.path for file in report.files}
