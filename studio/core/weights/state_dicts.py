"""Plain state dicts of the publishers that store nothing else: a network is known by its tensors' names.

Yolo-FastestV2 (dog-qiuqiu) and YOLOv7-tiny as yolov7-tiny-pytorch (bubbliiiing) saves it. Neither holds its
anchors, input size or class names; these are given, found beside the file, or the publisher's own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from studio.core.data.text import read_text
from studio.core.errors import StudioError
from studio.core.model.zoo import find_table
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.data_file import Anchors, DataFile, Layout, find_data_file, read_data_file
from studio.core.weights.fitting import fit_checkpoint, unknown_network
from studio.core.weights.given import Given, names_beside
from studio.core.words import tr

Names = tuple[tuple[str, str], ...]
"""Beginnings of a publisher's names as patterns, and of ours; {0} is the group, less one where it counts
blocks."""


@dataclass(frozen=True, slots=True)
class Family:
    """One publisher's state dicts: its names, and what makes a checkpoint of tensors under ours."""

    names: Names
    read: Callable[[dict[str, Tensor], Path, Given], Checkpoint]

    def translate(self, theirs: str) -> str | None:
        """Return our name of a tensor, or None when it isn't of this family."""
        for pattern, ours in self.names:
            match = re.match(pattern, theirs)
            if match:
                group = match[1] if match.groups() else ""
                place = str(int(group) - 1) if group.isdigit() else group
                return ours.format(place) + theirs[match.end() :]
        return None


def read_state_dict(state: dict[str, Tensor], path: Path, given: Given) -> Checkpoint:
    """Return the checkpoint of a state dict of the family that knows most of its names.

    Raises:
        StudioError: no family knows all of them, a tensor is missing or of another shape, or nothing says
            what anchors it was trained with.
    """
    named = [{name: family.translate(name) for name in state} for family in FAMILIES]
    unknown = [[name for name, ours in names.items() if ours is None] for names in named]
    best = min(range(len(FAMILIES)), key=lambda index: len(unknown[index]))
    if unknown[best]:
        raise StudioError(
            tr(
                "{file} holds tensors alone, such as {name}, and not of what network they are.",
                file=path,
                name=unknown[best][0],
            ),
            tr("Save the model itself, as torch.save(model, file) does."),
        )
    weights = {
        str(named[best][name]): value.float() if value.is_floating_point() else value
        for name, value in state.items()
    }
    return FAMILIES[best].read(weights, path, given)


FASTESTV2_NAMES: Names = (
    (r"backbone\.first_conv\.", "model.0.conv."),
    (r"backbone\.stage2\.0\.", "model.1."),
    (r"backbone\.stage2\.(\d+)\.", "model.2.{0}."),
    (r"backbone\.stage3\.0\.", "model.3."),
    (r"backbone\.stage3\.(\d+)\.", "model.4.{0}."),
    (r"backbone\.stage4\.0\.", "model.5."),
    (r"backbone\.stage4\.(\d+)\.", "model.6.{0}."),
    (r"fpn\.conv1x1_3\.0\.", "model.7.conv."),
    (r"fpn\.conv1x1_3\.1\.", "model.7.bn."),
    (r"fpn\.reg_head_3\.", "model.8."),
    (r"fpn\.cls_head_3\.", "model.9."),
    (r"fpn\.conv1x1_2\.0\.", "model.12.conv."),
    (r"fpn\.conv1x1_2\.1\.", "model.12.bn."),
    (r"fpn\.reg_head_2\.", "model.13."),
    (r"fpn\.cls_head_2\.", "model.14."),
    (r"output_(reg|obj|cls)_layers\.", "model.15.{0}."),
)
COCO_BIASES = (-0.010, -0.004, 0.087, 0.215, 0.007, -0.014, 0.060, -0.076, -0.007, 0.004, -0.130, -0.208)
"""Of the box branch of the weights that Yolo-FastestV2 publishes, by which they are known in any file."""


def _read_fastestv2(weights: dict[str, Tensor], path: Path, given: Given) -> Checkpoint:
    head = "model.15."
    scores, boxes = weights.get(f"{head}cls.weight"), weights.get(f"{head}reg.weight")
    if scores is None or boxes is None:
        raise unknown_network(path, tr("it is a plain state dict without class scores"))
    table = find_table("yolo-fastestv2")
    strides = (16, 32)
    layout = Layout(len(scores), len(strides), len(boxes) // 4, max(strides))
    data = _fastestv2_data(weights[f"{head}reg.bias"], path, given, layout)
    if data is None:
        data = DataFile((table.imgsz, table.imgsz), table.anchors, None)
    table = replace(table, anchors=data.anchors)
    return fit_checkpoint(
        table,
        weights | _anchor_buffers(head, data.anchors, strides),
        data.class_names or names_beside(path, layout.classes),
        path,
        input_wh=data.input_wh,
    )


def _fastestv2_data(biases: Tensor, path: Path, given: Given, layout: Layout) -> DataFile | None:
    """Return the `.data` of a training, or None where the published configuration will do.

    Raises:
        StudioError: it can't be read, doesn't fit, or isn't known.
    """
    if given.data_file:
        return read_data_file(given.data_file, layout)
    is_published = len(biases) == len(COCO_BIASES) and torch.allclose(
        biases, biases.new_tensor(COCO_BIASES), rtol=0, atol=2e-3
    )
    if is_published or given.is_start:
        return None
    found = find_data_file(path, layout)
    if found is None:
        raise StudioError(
            tr(
                "{file} does not hold the anchors it was trained with, and no .data file beside it does.",
                file=path,
            ),
            tr("Give the .data file of its training with --data-file, or put it beside the checkpoint."),
        )
    return found


TINY_LAYERS = {
    "backbone.stem": 0,
    "backbone.dark2.0": 1,
    "sppcspc.cv2": 29,
    "sppcspc.cv1": 30,
    "sppcspc.cv3": 35,
    "sppcspc.cv4": 37,
    "conv_for_P5": 38,
    "conv_for_feat2": 40,
    "conv_for_P4": 48,
    "conv_for_feat1": 50,
    "down_sample1": 58,
    "down_sample2": 66,
    "rep_conv_1": 74,
    "rep_conv_2": 75,
    "rep_conv_3": 76,
    "yolo_head_P3": "77.m.0",
    "yolo_head_P4": "77.m.1",
    "yolo_head_P5": "77.m.2",
}
"""Layers of yolov7-tiny-pytorch, and their rows in our table."""
TINY_BLOCKS = {
    "backbone.dark2.1": 2,
    "backbone.dark3.1": 9,
    "backbone.dark4.1": 16,
    "backbone.dark5.1": 23,
    "conv3_for_upsample1": 42,
    "conv3_for_upsample2": 52,
    "conv3_for_downsample1": 60,
    "conv3_for_downsample2": 68,
}
"""Its blocks of five layers, and the first of their rows."""
TINY_BLOCK_ROWS = {"cv1": 0, "cv2": 1, "cv3.0": 2, "cv3.1": 3, "cv4": 5}
TINY_NAMES: Names = tuple(
    (re.escape(f"{name}."), f"model.{row}.")
    for name, row in [
        *TINY_LAYERS.items(),
        *(
            (f"{block}.{layer}", first + row)
            for block, first in TINY_BLOCKS.items()
            for layer, row in TINY_BLOCK_ROWS.items()
        ),
    ]
)
TINY_ANCHORS = (
    *(12.0, 16.0, 19.0, 36.0, 40.0, 28.0),
    *(36.0, 75.0, 76.0, 55.0, 72.0, 146.0),
    *(142.0, 110.0, 192.0, 243.0, 459.0, 401.0),
)
"""Its model_data/yolo_anchors.txt, which its instructions advise to leave as it is."""
TINY_PAD = 128
"""Its grey of the letterbox bars (utils/utils.py, resize_image)."""


def _read_tiny(weights: dict[str, Tensor], path: Path, given: Given) -> Checkpoint:
    given.refuse_data_file(path)
    head = "model.77."
    ours = find_table("yolov7-tiny")
    biases = weights.get(f"{head}m.0.bias")
    if biases is None:
        raise unknown_network(path, tr("it is a plain state dict without class scores"))
    sides = _tiny_anchors(path)
    pairs = list(zip(sides[::2], sides[1::2], strict=True))
    anchors = tuple(tuple(pairs[start : start + 3]) for start in (0, 3, 6))
    detect = replace(ours.rows[-1], module="Detect")
    table = replace(ours, rows=(*ours.rows[:-1], detect), anchors=anchors)
    return fit_checkpoint(
        table,
        weights | _anchor_buffers(head, anchors, (8, 16, 32)),
        names_beside(path, max(1, len(biases) // 3 - 5)),
        path,
        input_wh=(table.imgsz, table.imgsz),
        pad=TINY_PAD,
    )


def _tiny_anchors(path: Path) -> tuple[float, ...]:
    """Return the sides in the yolo_anchors.txt beside a checkpoint, else the publisher's.

    Raises:
        StudioError: there is one that can't be understood.
    """
    file = path.with_name("yolo_anchors.txt")
    if not file.is_file():
        return TINY_ANCHORS
    first = (read_text(file).lines or [""])[0]
    try:
        sides = tuple(float(side) for side in first.split(","))
    except ValueError:
        sides = ()
    if len(sides) != len(TINY_ANCHORS) or not all(0 < side < math.inf for side in sides):
        raise StudioError(
            tr("{file} does not hold the anchors of {model}.", file=file, model=path.name),
            tr("Its first line has to hold 18 numbers above 0 with commas between, or move it elsewhere."),
        )
    return sides


def _anchor_buffers(head: str, anchors: Anchors, strides: tuple[int, ...]) -> dict[str, Tensor]:
    """Return the tensors of our heads that such files don't hold."""
    return {
        f"{head}anchors": torch.tensor(anchors, dtype=torch.float32),
        f"{head}strides": torch.tensor(strides, dtype=torch.float32),
    }


FAMILIES = (Family(FASTESTV2_NAMES, _read_fastestv2), Family(TINY_NAMES, _read_tiny))
