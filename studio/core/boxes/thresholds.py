"""What is kept of a network's candidates: confidence, overlap, and how many go into NMS."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.core.errors import StudioError
from studio.core.words import tr


@dataclass(slots=True)
class Thresholds:
    """What is kept of a network's candidates.

    Attributes:
        confidence: least score, 0..1.
        iou: overlap above which the lower of two boxes of one class is dropped, 0..1.
        top_k: most candidates that go into NMS, highest scores first. Each object brings about five, so
            1000 serves pictures of 200 objects; 300 lost a quarter of the boxes on photos of 120 lamps.
    """

    confidence: float = 0.25
    iou: float = 0.45
    top_k: int = 1000

    def __post_init__(self) -> None:
        """Raise a StudioError when a value is out of its range."""
        for name, value in (("confidence", self.confidence), ("IoU", self.iou)):
            if not (math.isfinite(value) and 0 <= value <= 1):
                raise StudioError(
                    tr("The {name} threshold {value} is not between 0 and 1.", name=name, value=value),
                    tr("Use a value such as 0.25 for confidence and 0.45 for IoU."),
                )
        if self.top_k < 1:
            raise StudioError(
                tr("Top-k is {value}, so no box could be kept.", value=self.top_k),
                tr("Use 1 or more; 1000 is usual."),
            )
