"""The box around a COCO mask, which is runs of off and on pixels (cocodataset/cocoapi, common/maskApi.c)."""

from __future__ import annotations

import math
from typing import Any

Sides = tuple[float, float, float, float]
NO_BOX: Sides = (math.nan, math.nan, math.nan, math.nan)
_MOST_RUNS = 10_000_000


def box_of_mask(mask: dict[str, Any]) -> Sides:
    """Return (x1, y1, x2, y2) around the pixels of a mask, compressed or not; NaN when it is none."""
    size, counts = mask.get("size"), mask.get("counts")
    runs = _runs(counts) if isinstance(counts, str) else counts
    if not (isinstance(size, list) and len(size) == 2 and isinstance(runs, list)):
        return NO_BOX
    height = size[0]
    if not all(type(value) is int and value >= 0 for value in (height, *runs)) or not height:
        return NO_BOX
    x1 = y1 = math.inf
    x2 = y2 = -math.inf
    at = 0
    for index, run in enumerate(runs):
        if index % 2 and run:
            first, last = at, at + run - 1
            x1, x2 = min(x1, first // height), max(x2, last // height)
            if last // height > first // height:
                # It goes on at the top of the next column.
                y1, y2 = 0, height - 1
            else:
                y1, y2 = min(y1, first % height), max(y2, last % height)
        at += run
    return (float(x1), float(y1), x2 + 1.0, y2 + 1.0) if x1 <= x2 else NO_BOX


def _runs(text: str) -> list[int]:
    """Return the runs of a compressed mask: five bits a character, and differences from the third one on."""
    runs: list[int] = []
    value = shift = 0
    for sign in text[:_MOST_RUNS]:
        bits = ord(sign) - 48
        if not 0 <= bits < 64:
            return [-1]
        value |= (bits & 0x1F) << shift
        shift += 5
        if shift > 60:
            return [-1]
        if not bits & 0x20:
            if bits & 0x10:
                value |= -1 << shift
            runs.append(value + (runs[-2] if len(runs) > 2 else 0))
            value = shift = 0
    return runs
