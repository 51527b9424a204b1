"""Do two sides see the same in one picture? Boxes and raw outputs compared, and how much may differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.boxes.matching import match_best_first
from studio.core.boxes.thresholds import Thresholds
from studio.core.evaluation.examine import EVALUATION
from studio.core.runtime.engine import Tensor
from studio.core.timing import FrameTimings

Fate = Literal["same", "differs", "borderline", "alone"]
"""What became of one box: the other side has it; has it, but not within the tolerances; computed it, but did
not keep it; or knows nothing of it, so that it is missed or extra."""
SAME_BOX_IOU = 0.5
SUPPRESSED_NEAR = 0.02
"""Beside two boxes that overlap by so little less than NMS allows, a file may have dropped one unseen."""
FP16_LARGEST = 65504.0


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How much an exported file may differ and still pass.

    Attributes:
        score: largest difference of the scores of two matched boxes, and of any score in the raw output.
        box_px: largest difference of a side of two matched boxes, in pixels of the picture, and of any box
            value in the raw output, in pixels of the input; there a value many inputs large may differ by
            as many times more (darknet's e^t makes such boxes where it finds nothing).
        max_drop: points (hundredths) of mAP@0.5, and of mAP@0.5:0.95, that may be lost.
        strays: share of the checkpoint's boxes that may be missed, extra or differ by more, 0..1.
        is_exact: the file computes with the checkpoint's own numbers. Else single values of the raw output
            say nothing and are only told, and `box_px` is in pixels of the input where the picture is larger:
            rounding moves a box by so much of the input, whatever photo lies in it.
    """

    score: float = 1e-3
    box_px: float = 0.5
    max_drop: float = 0.1
    strays: float = 0.0
    is_exact: bool = True

    def at(self, confidence: float) -> Tolerances:
        """Return them for boxes above a confidence: near 0 a fixed tolerance would take in every score."""
        return replace(self, score=min(self.score, 0.4 * confidence))

    def in_picture(self, scale: float) -> float:
        """Return `box_px` in pixels of a picture that has `scale` of them for one of the input."""
        return self.box_px * (1.0 if self.is_exact else max(1.0, scale))


Numbers = Literal["fp32", "fp16", "int8"]
TOLERANCES: dict[Numbers, Tolerances] = {
    "fp32": Tolerances(),
    # Of right files the worst seen moved a side by 0.76 px and a score by 0.07; what is wrong in a file that
    # runs (colours, letterbox, anchors, classes) moves most boxes by far more.
    "fp16": Tolerances(score=0.1, box_px=2.0, max_drop=0.5, strays=0.01, is_exact=False),
    "int8": Tolerances(score=0.25, box_px=6.0, max_drop=1.0, strays=0.05, is_exact=False),
}
"""By the numbers a file computes with or stores its weights in."""


@dataclass(frozen=True, slots=True)
class ImageComparison:
    """One picture's difference between checkpoint and exported file, and what each found.

    Attributes:
        differing: how many of the matched pairs differ by more than the tolerances.
        expected, found: boxes of the checkpoint and of the file, in pixels of the picture.
        expected_fates, found_fates: what became of each of them.
    """

    image: Path
    matched: int
    missed: int
    extra: int
    borderline: int
    largest_score_difference: float
    largest_box_difference_px: float
    expected: Detections
    found: Detections
    differing: int = 0
    expected_fates: tuple[Fate, ...] = ()
    found_fates: tuple[Fate, ...] = ()

    @property
    def detections(self) -> int:
        """Boxes the checkpoint found."""
        return len(self.expected)

    def badness(self) -> tuple[float, ...]:
        """Return what the worst pictures are sorted by."""
        strays = self.missed + self.extra + self.differing
        return (strays, self.borderline, self.largest_box_difference_px, self.largest_score_difference)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "image": str(self.image),
            "detections": self.detections,
            **{name: getattr(self, name) for name in (*_COUNTS, "differing")},
            "expected": _boxes(self.expected, self.expected_fates),
            "found": _boxes(self.found, self.found_fates),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ImageComparison:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        return cls(
            image=Path(data["image"]),
            expected=_detections(data["expected"]),
            found=_detections(data["found"]),
            differing=data.get("differing", 0),
            expected_fates=tuple(box.get("fate", "same") for box in data["expected"]),
            found_fates=tuple(box.get("fate", "same") for box in data["found"]),
            **{name: data[name] for name in _COUNTS},
        )


_COUNTS = (
    *("matched", "missed", "extra", "borderline"),
    *("largest_score_difference", "largest_box_difference_px"),
)


def _boxes(detections: Detections, fates: Iterable[Fate]) -> list[dict[str, Any]]:
    sides = (detections.xyxy.tolist(), detections.scores.tolist(), detections.class_ids.tolist())
    fates = list(fates) or ["same"] * len(detections)
    return [
        {
            "box": [round(side, 3) for side in xyxy],
            "score": round(score, 6),
            "class_id": class_id,
            "fate": fate,
        }
        for xyxy, score, class_id, fate in zip(*sides, fates, strict=True)
    ]


def _detections(boxes: list[dict[str, Any]]) -> Detections:
    return Detections.from_arrays(
        [box["box"] for box in boxes], [box["score"] for box in boxes], [box["class_id"] for box in boxes]
    )


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one side saw in one picture.

    Attributes:
        output: all decoded rows, 1xNx(5+classes), in input pixels; None when NMS is in the file, which then
            shows only what it kept.
        detections: what was kept, in picture pixels.
        near: all boxes before NMS, one for each class, also those just below the confidence threshold, in
            picture pixels; None when NMS is in the file.
        timings: what each stage took.
        scored: what was kept by the thresholds that mAP is measured with, in picture pixels.
        scale: pixels of the picture for one of the input.
    """

    output: Tensor | None
    detections: Detections
    near: Detections | None
    timings: FrameTimings = field(default_factory=FrameTimings)
    scored: Detections = field(default_factory=Detections.empty)
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Terms:
    """How two sides are compared.

    Attributes:
        thresholds: those the boxes are kept by.
        input_side: the longer side of the input, in pixels.
        lowered_from: the confidence that was wanted, when the checkpoint found nothing above it.
        scoring: the thresholds mAP is measured with.
        numbers: those the file is judged as.
        why: why it is judged so, in words; "" when there is nothing to say.
        is_drop_asked: the person set `tolerances.max_drop`, so that it holds whatever one box is worth.
    """

    thresholds: Thresholds
    tolerances: Tolerances
    input_side: int
    lowered_from: float | None = None
    scoring: Thresholds = field(default_factory=lambda: EVALUATION)
    numbers: Numbers = "fp32"
    why: str = ""
    is_drop_asked: bool = False


def compare_boxes(image: Path, expected: Sighting, found: Sighting, terms: Terms) -> ImageComparison:
    """Match the boxes of two sides by class and overlap, best overlap first, each once."""
    ours, theirs = expected.detections, found.detections
    sides = _Sides(expected, found, terms)
    overlaps = iou(ours.xyxy.astype(np.float64), theirs.xyxy.astype(np.float64))
    overlaps[ours.class_ids[:, None] != theirs.class_ids[None, :]] = 0
    our_fates: list[Fate] = ["alone"] * len(ours)
    their_fates: list[Fate] = ["alone"] * len(theirs)
    score = box = 0.0
    for i, j in match_best_first(overlaps, SAME_BOX_IOU):
        score_difference = abs(float(ours.scores[i] - theirs.scores[j]))
        box_difference = float(np.abs(ours.xyxy[i] - theirs.xyxy[j]).max())
        differs = score_difference > terms.tolerances.score or box_difference > sides.box_px
        if differs and sides.file_computed(i) and sides.checkpoint_computed(j):
            our_fates[i] = their_fates[j] = "borderline"
            continue
        our_fates[i] = their_fates[j] = "differs" if differs else "same"
        score, box = max(score, score_difference), max(box, box_difference)
    for i, fate in enumerate(our_fates):
        if fate == "alone" and sides.file_computed(i):
            our_fates[i] = "borderline"
    for j, fate in enumerate(their_fates):
        if fate == "alone" and sides.checkpoint_computed(j):
            their_fates[j] = "borderline"
    differing = our_fates.count("differs")
    return ImageComparison(
        image,
        matched=our_fates.count("same") + differing,
        missed=our_fates.count("alone"),
        extra=their_fates.count("alone"),
        borderline=our_fates.count("borderline") + their_fates.count("borderline"),
        largest_score_difference=score,
        largest_box_difference_px=box,
        expected=ours,
        found=theirs,
        differing=differing,
        expected_fates=tuple(our_fates),
        found_fates=tuple(their_fates),
    )


class _Sides:
    """Tells of a box that one side kept whether the other computed it too, before NMS and threshold."""

    def __init__(self, expected: Sighting, found: Sighting, terms: Terms) -> None:
        self.expected, self.found, self.thresholds = expected, found, terms.thresholds
        self.score, self.box_px = terms.tolerances.score, terms.tolerances.in_picture(expected.scale)

    def checkpoint_computed(self, index: int) -> bool:
        """Tell it of a box that the file kept."""
        near = self.expected.near
        return near is not None and bool(self._same(near, self.found.detections, index).any())

    def file_computed(self, index: int) -> bool:
        """Tell it of a box that the checkpoint kept."""
        ours = self.expected.detections
        if self.found.near is not None:
            return bool(self._same(self.found.near, ours, index).any())
        return self._dropped_inside(ours, index)

    def _same(self, near: Detections, boxes: Detections, index: int) -> npt.NDArray[np.bool_]:
        same: npt.NDArray[np.bool_] = (
            (near.class_ids == boxes.class_ids[index])
            & (np.abs(near.scores - boxes.scores[index]) <= self.score)
            & (np.abs(near.xyxy - boxes.xyxy[index]) <= self.box_px).all(axis=1)
        )
        return same

    def _dropped_inside(self, ours: Detections, index: int) -> bool:
        """Tell whether a file with NMS inside may rightly have dropped a box of the checkpoint.

        It scores too near the threshold; or the file kept one instead, not clearly worse, that the
        checkpoint computed too: of the same class and overlapping, or the same place as another class.
        """
        score, box, class_id = ours.scores[index], ours.xyxy[index], ours.class_ids[index]
        if score - self.score <= self.thresholds.confidence:
            return True
        theirs = self.found.detections
        overlap = iou(box[None].astype(np.float64), theirs.xyxy.astype(np.float64))[0]
        other_class = (np.abs(theirs.xyxy - box) <= self.box_px).all(axis=1)
        same_class = (theirs.class_ids == class_id) & (overlap >= self.thresholds.iou - SUPPRESSED_NEAR)
        instead = (same_class | other_class) & (theirs.scores >= score - self.score)
        return any(self.checkpoint_computed(j) for j in np.flatnonzero(instead).tolist())


def output_difference(
    expected: Tensor, found: Tensor, input_side: int, *, is_exact: bool = True
) -> tuple[float, float] | None:
    """Return the largest difference of (box values, scores) of two decoded outputs.

    None when their shapes differ, or where one has a value that isn't finite and the other not the same.
    A file that isn't exact may say infinite where the value is beyond what 16 bits hold.
    """
    if expected.shape != found.shape:
        return None
    with np.errstate(invalid="ignore"):
        difference = np.abs(expected - found)
    # Of two infinities the difference is no number; what is none on one side or both must not pass.
    difference[expected == found] = 0
    if not is_exact:
        difference[np.isposinf(found) & (expected > FP16_LARGEST)] = 0
    if not np.isfinite(difference).all():
        return None
    inputs_large = np.maximum(1.0, np.abs(expected[..., :4]) / input_side)
    boxes = difference[..., :4] / inputs_large
    return float(boxes.max(initial=0.0)), float(difference[..., 4:].max(initial=0.0))
