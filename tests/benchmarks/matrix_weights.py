"""Networks of all families that find something: random ones whose heads are taught drawn pictures.

What lies before a head stays as it was made, with norms that have seen the pictures: its features tell lamps
from wood and colours from each other, and the head learns to read them. The pictures are those that files are
proved on, so that mAP says what a file loses, and nothing about a family.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import write_sample_set
from studio.core.model.anchors import layer_anchors
from studio.core.model.loss import LossWeights, compute_loss
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.pictures import imread
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint

STEPS = 200
RATE = 0.03
BIAS = 1.0
NOISE = 0.03
"""Of a feature's deviation."""


def drawn_set(folder: Path, imgsz: int, images: int) -> Path:
    """Return the data YAML of drawn pictures, `images` of them to validate on.

    They are wider than high, so that a letterbox has something to do.
    """
    data = folder / f"drawn-{imgsz}-{images}"
    if not (data / "data.yaml").is_file():
        size_wh = (imgsz * 5 // 4, imgsz)
        write_sample_set(data, images=images + 1, size_wh=size_wh, seed=14, val=images / (images + 1))
    return data / "data.yaml"


def write_taught(path: Path, family: str, data: Path, imgsz: int) -> Path:
    """Write a checkpoint of a family that finds most lamps in the validation pictures of `data`."""
    torch.manual_seed(14)
    opened, table = open_dataset(data), find_table(family)
    tensors, targets = [], []
    for record in opened.splits["val"]:
        image = imread(record.path)
        placement = Letterbox.fit(image.shape[1::-1], (imgsz, imgsz), table.resize)
        boxes = opened.read(record).boxes
        xyxy = placement.image_to_input(np.array([box.xyxy for box in boxes], np.float32).reshape(-1, 4))
        rows = np.zeros((len(boxes), 6), np.float32)
        rows[:, 0], rows[:, 1] = len(tensors), [box.class_id for box in boxes]
        rows[:, 2:4], rows[:, 4:6] = (xyxy[:, :2] + xyxy[:, 2:]) / 2, xyxy[:, 2:] - xyxy[:, :2]
        tensors.append(torch.from_numpy(to_input(placement.apply(image), table.colour)))
        targets.append(torch.from_numpy(rows))
    goal = torch.cat(targets)
    anchors, _, _ = layer_anchors(table, goal[:, 4:6].double().numpy(), imgsz)
    names = tuple(opened.class_names)
    network = Network(table, len(names), anchors)
    network.detect.set_prior(len(goal) / len(tensors), imgsz)
    _teach(network, _features(network, torch.cat(tensors)), goal)
    spec = ModelSpec(
        family, names, (imgsz, imgsz), network.strides, anchors, table.resize, table.colour,
        code=network.detect.code,
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    Checkpoint(spec=spec, table=table, weights=network.state_dict()).save(path)
    return path


def _features(network: Network, pictures: Tensor) -> list[Tensor]:
    """Return what the head is given for pictures, by norms that have these pictures' own statistics."""
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
            # Where activations are nearly straight. Around 0 a deep random network is chaotic: rounded to 16
            # bits, the features of a v5lite-e were wrong by a sixth of their deviation.
            torch.nn.init.constant_(module.bias, BIAS)
    given: list[Tensor] = []
    hook = network.detect.register_forward_pre_hook(lambda _, inputs: given.extend(inputs[0]))
    with torch.no_grad():
        network.train()
        network.heads(pictures)
        given.clear()
        network.eval()
        network.heads(pictures)
    hook.remove()
    return given


def _teach(network: Network, features: list[Tensor], goal: Tensor) -> None:
    head = network.detect
    # A head that learnt a few pictures by heart would turn on the last digits of its features, and no network
    # in 16 bits could follow it.
    blur = [NOISE * feature.std(dim=(0, 2, 3), keepdim=True) for feature in features]
    optimizer = torch.optim.Adam(head.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=STEPS)
    head.train()
    for _ in range(STEPS):
        optimizer.zero_grad()
        seen = [each + by * torch.randn_like(each) for each, by in zip(features, blur, strict=True)]
        compute_loss(head(seen), goal, head, LossWeights()).total.backward()
        optimizer.step()
        schedule.step()
    network.eval()
