"""Every architecture learns one picture by heart, and what is exported of it sees what it learnt."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.model.loss import LossWeights, compute_loss
from studio.core.model.network import Network
from studio.core.model.zoo import ARCHITECTURES, find_table
from studio.core.pictures import imwrite
from studio.core.spec import ModelSpec
from studio.core.training.samples import Batch, SampleStore, collate, to_square
from studio.core.weights.checkpoint import Checkpoint

IMGSZ = 128
STEPS = 60
LARGER_TWINS = ("yolov5s", "yolov5m")
"""The same modules as yolov5n, only more of them."""
DISCS = ((34, 40, 20, (220, 40, 30)), (90, 36, 16, (40, 210, 60)), (74, 92, 26, (40, 70, 220)))
"""x, y, radius, RGB."""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """One photo of three discs, large enough for cells of 32 pixels."""
    folder = tmp_path_factory.mktemp("discs")
    picture = np.full((IMGSZ, IMGSZ, 3), 90, np.uint8)
    lines = []
    for class_id, (x, y, radius, colour) in enumerate(DISCS):
        cv2.circle(picture, (x, y), radius, colour, -1)
        lines.append(f"{class_id} {x / IMGSZ} {y / IMGSZ} {2 * radius / IMGSZ} {2 * radius / IMGSZ}")
    imwrite(folder / "discs.png", picture)
    (folder / "discs.txt").write_text("\n".join(lines) + "\n")
    (folder / "classes.txt").write_text("red\ngreen\nblue\n")
    return open_dataset(folder)


@pytest.fixture(scope="module")
def batch(dataset: Dataset) -> Batch:
    store = SampleStore(dataset, dataset.records, IMGSZ, cache_bytes=0)
    return collate([to_square(store.load(0), IMGSZ)] * 2)


def learn(network: Network, batch: Batch, colour: str) -> tuple[float, float]:
    """Train on one batch and return the total loss of the first and of the last step."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=4e-3, weight_decay=0.0)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            # So few steps; the running statistics must be those of this picture at their end.
            module.momentum = 0.2
    x = batch.to_network(torch.device("cpu"), colour)
    totals = []
    network.train()
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = (
            4e-3 * min(1, (step + 1) / 10) * (1 if step < STEPS * 2 / 3 else 0.2)
        )
        total = compute_loss(network(x), batch.targets, network.detect, LossWeights()).total
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        totals.append(total.item())
    return totals[0], totals[-1]


@pytest.mark.proof
@pytest.mark.parametrize("name", [name for name in ARCHITECTURES if name not in LARGER_TWINS])
def test_a_family_learns_and_its_exports_see_the_same(
    name: str, dataset: Dataset, batch: Batch, tmp_path: Path
) -> None:
    torch.manual_seed(0)
    table = find_table(name)
    anchors = tuple(
        tuple((w * IMGSZ / table.imgsz, h * IMGSZ / table.imgsz) for w, h in layer) for layer in table.anchors
    )
    network = Network(table, len(dataset.class_names), anchors)
    network.detect.set_prior(10, IMGSZ)
    first, last = learn(network, batch, table.colour)
    assert np.isfinite(last)
    assert last < first / 4
    spec = ModelSpec(
        architecture=name,
        class_names=tuple(dataset.class_names),
        input_wh=(IMGSZ, IMGSZ),
        strides=network.strides,
        anchors=anchors,
        resize=table.resize,
        colour=table.colour,
        code=network.detect.code,
    )
    Checkpoint(spec, table, network.state_dict()).save(tmp_path / "best.pt")
    report = export_model(tmp_path / "best.pt", list(UNIVERSAL), tmp_path, verify=dataset)
    for file in report.files:
        assert file.verification is not None
        assert file.verification.verdict == "PASS", file.verification.sentence
        assert file.verification.detections >= len(DISCS) - 1
