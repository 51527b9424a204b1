"""Small pictures for findings: the image with its boxes, the one that a finding is about marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.core import pictures
from studio.core.data.class_colours import class_colour
from studio.core.data.dataset import Dataset
from studio.core.data.formats import yolo
from studio.core.data.record import ImageRecord, Problem
from studio.core.report.pictures import MISSED, outline

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 360
"""Pixels of the longer side."""
_MARKED_LINE, _LINE = 3, 1
_AROUND = 12
"""A marked box too small to be seen is shown with so many times its size around it."""
_SEEN = 14
"""Pixels that a marked box has to have to be seen."""


def draw_problem(
    dataset: Dataset, record: ImageRecord, problem: Problem, other: ImageRecord | None = None
) -> bytes:
    """Return a JPEG of an image for a finding; with `other`, of both, side by side.

    Raises:
        StudioError: the image can't be decoded.
    """
    shown = _draw(dataset, record, marked=marked_box(dataset, record, problem))
    if other is not None:
        beside = _draw(dataset, other, marked=None)
        height = max(shown.shape[0], beside.shape[0])
        both = np.zeros((height, shown.shape[1] + 6 + beside.shape[1], 3), np.uint8)
        both[: beside.shape[0], : beside.shape[1]] = beside
        both[: shown.shape[0], beside.shape[1] + 6 :] = shown
        shown = both
    return pictures.encoded_image(_jpeg_name(record), shown, quality=80)


def marked_box(dataset: Dataset, record: ImageRecord, problem: Problem) -> int | None:
    """Return the index of the box that a finding is about, None when it is about none that can be shown."""
    if problem.line is None or problem.file != record.label_path:
        return None
    content = dataset.read(record).content or b""
    lines = yolo.box_lines(content, len(dataset.class_names))
    return lines.index(problem.line) if problem.line in lines else None


def _jpeg_name(record: ImageRecord) -> Path:
    return record.path.with_suffix(".jpg")


def _draw(dataset: Dataset, record: ImageRecord, *, marked: int | None) -> pictures.Image:
    import PIL.Image
    import PIL.ImageDraw

    size_wh = dataset.image_size(record)
    boxes = dataset.read(record).boxes
    left, top, right, bottom = 0.0, 0.0, float(size_wh[0]), float(size_wh[1])
    shown = pictures.fitted(size_wh, SIDE)
    if marked is not None:
        box = boxes[marked]
        longest = max(box.width, box.height, 1.0)
        if longest * shown[0] / size_wh[0] < _SEEN:
            reach = longest * _AROUND / 2
            x, y = (box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2
            left, top = max(x - reach, 0), max(y - reach, 0)
            right, bottom = min(x + reach, size_wh[0]), min(y + reach, size_wh[1])
    if (right - left) < size_wh[0] or (bottom - top) < size_wh[1]:
        whole = pictures.imread(record.path)
        part = PIL.Image.fromarray(whole[int(top) : int(bottom) + 1, int(left) : int(right) + 1])
        left, top = int(left), int(top)
        scale = SIDE / max(part.size)
        size = max(1, round(part.width * scale)), max(1, round(part.height * scale))
        sheet = part.resize(size, PIL.Image.Resampling.BICUBIC)
    else:
        scale = shown[0] / size_wh[0]
        sheet = PIL.Image.fromarray(pictures.read_small(record.path, shown))
    draw = PIL.ImageDraw.Draw(sheet)
    for index, box in enumerate(boxes):
        if index != marked:
            name = dataset.class_names[box.class_id]
            corners = (np.array(box.xyxy) - [left, top, left, top]) * scale
            outline(draw, corners, class_colour(box.class_id, name), line=_LINE)
    if marked is not None:
        corners = (np.array(boxes[marked].xyxy) - [left, top, left, top]) * scale
        outline(draw, corners, MISSED, line=_MARKED_LINE)
    return np.asarray(sheet)
