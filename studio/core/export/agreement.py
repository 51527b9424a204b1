"""Do an exported file and its checkpoint see the same? Two sides' boxes compared, and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.boxes.matching import match_best_first
from studio.core.boxes.thresholds import Thresholds
from studio.core.runtime.engine import Tensor
from studio.core.words import tr, trn

Verdict = Literal["PASS", "FAIL", "NOTHING"]
WORST = 5
"""So many images are kept with what both sides found in them."""
SAME_BOX_IOU = 0.5


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How much an exported file may differ and still pass.

    Attributes:
        score: largest difference of the scores of two matched boxes, and of any score in the raw output.
        box_px: largest difference of a side of two matched boxes, in pixels of the picture, and of any box
            value in the raw output, in pixels of the input; there a value many inputs large may differ by
            as many times more (darknet's e^t makes such boxes where it finds nothing).
    """

    score: float = 1e-3
    box_px: float = 0.5


@dataclass(frozen=True, slots=True)
class ImageComparison:
    """One picture's difference between checkpoint and exported file, and what each found."""

    image: Path
    matched: int
    missed: int
    extra: int
    borderline: int
    largest_score_difference: float
    largest_box_difference_px: float
    expected: Detections
    found: Detections

    @property
    def detections(self) -> int:
        """Boxes the checkpoint found."""
        return len(self.expected)

    def badness(self) -> tuple[float, ...]:
        """Return what the worst pictures are sorted by."""
        return (self.missed + self.extra, self.largest_box_difference_px, self.largest_score_difference)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "image": str(self.image),
            "detections": self.detections,
            **{name: getattr(self, name) for name in _COUNTS},
            "expected": _boxes(self.expected),
            "found": _boxes(self.found),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ImageComparison:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        return cls(
            image=Path(data["image"]),
            expected=_detections(data["expected"]),
            found=_detections(data["found"]),
            **{name: data[name] for name in _COUNTS},
        )


_COUNTS = (
    *("matched", "missed", "extra", "borderline"),
    *("largest_score_difference", "largest_box_difference_px"),
)


def _boxes(detections: Detections) -> list[dict[str, Any]]:
    sides = (detections.xyxy.tolist(), detections.scores.tolist(), detections.class_ids.tolist())
    return [
        {"box": [round(side, 3) for side in xyxy], "score": round(score, 6), "class_id": class_id}
        for xyxy, score, class_id in zip(*sides, strict=True)
    ]


def _detections(boxes: list[dict[str, Any]]) -> Detections:
    return Detections.from_arrays(
        [box["box"] for box in boxes], [box["score"] for box in boxes], [box["class_id"] for box in boxes]
    )


@dataclass(frozen=True, slots=True)
class Verification:
    """What comparing one file came to.

    Attributes:
        verdict: NOTHING when the checkpoint found nothing in any picture, so that nothing was proved.
        sentence: the verdict in words.
        detections: boxes the checkpoint found.
        missed, extra: boxes only the checkpoint, only the file found.
        borderline: boxes one side alone kept although the other computed the same, so that the last bit of
            a float decided at a threshold or between two equal scores; they count as neither.
        largest_output_difference: of all decoded rows: "box_px" (input pixels) and "score"; None when the
            shapes differ or a value isn't finite.
        inference_ms: median of the file's and of the checkpoint's network, in milliseconds.
        worst: the pictures with the largest differences, worst first.
        skipped: sentences about pictures that could not be read.
    """

    verdict: Verdict
    sentence: str
    images: int
    detections: int
    matched: int
    missed: int
    extra: int
    borderline: int
    largest_score_difference: float
    largest_box_difference_px: float
    largest_output_difference: dict[str, float] | None
    inference_ms: dict[str, float]
    thresholds: Thresholds
    tolerances: Tolerances
    worst: list[ImageComparison] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        plain |= {"thresholds": asdict(self.thresholds), "tolerances": asdict(self.tolerances)}
        return {**plain, "worst": [image.to_dict() for image in self.worst]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Verification:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        plain = {each.name: data[each.name] for each in fields(cls)}
        plain["thresholds"] = Thresholds(**data["thresholds"])
        plain["tolerances"] = Tolerances(**data["tolerances"])
        plain["worst"] = [ImageComparison.from_dict(image) for image in data["worst"]]
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one side saw in one picture.

    Attributes:
        output: all decoded rows, 1xNx(5+classes), in input pixels.
        detections: what was kept, in picture pixels.
        near: all boxes before NMS, one for each class, also those just below the confidence threshold, in
            picture pixels.
        inference_ms: what the network took.
    """

    output: Tensor
    detections: Detections
    near: Detections
    inference_ms: float


@dataclass(frozen=True, slots=True)
class Terms:
    """How two sides are compared.

    Attributes:
        thresholds: those the boxes are kept by.
        input_side: the longer side of the input, in pixels.
        lowered_from: the confidence that was wanted, when the checkpoint found nothing above it.
    """

    thresholds: Thresholds
    tolerances: Tolerances
    input_side: int
    lowered_from: float | None = None


def compare_boxes(
    image: Path, expected: Sighting, found: Sighting, tolerances: Tolerances
) -> ImageComparison:
    """Match the boxes of two sides by class and overlap, best overlap first, each once."""
    ours, theirs = expected.detections, found.detections
    overlaps = iou(ours.xyxy.astype(np.float64), theirs.xyxy.astype(np.float64))
    overlaps[ours.class_ids[:, None] != theirs.class_ids[None, :]] = 0
    left, right = set(range(len(ours))), set(range(len(theirs)))
    matched = borderline = 0
    score = box = 0.0
    for i, j in match_best_first(overlaps, SAME_BOX_IOU):
        left.remove(i)
        right.remove(j)
        score_difference = abs(float(ours.scores[i] - theirs.scores[j]))
        box_difference = float(np.abs(ours.xyxy[i] - theirs.xyxy[j]).max())
        differs = score_difference > tolerances.score or box_difference > tolerances.box_px
        if differs and _knows(found, ours, i, tolerances) and _knows(expected, theirs, j, tolerances):
            borderline += 2
            continue
        matched += 1
        score, box = max(score, score_difference), max(box, box_difference)
    missed = sum(not _knows(found, ours, i, tolerances) for i in left)
    extra = sum(not _knows(expected, theirs, j, tolerances) for j in right)
    borderline += len(left) + len(right) - missed - extra
    return ImageComparison(image, matched, missed, extra, borderline, score, box, ours, theirs)


def _knows(side: Sighting, boxes: Detections, index: int, tolerances: Tolerances) -> bool:
    """Tell whether a side computed this very box too, before NMS and the threshold had their say."""
    near = side.near
    same = (
        (near.class_ids == boxes.class_ids[index])
        & (np.abs(near.scores - boxes.scores[index]) <= tolerances.score)
        & (np.abs(near.xyxy - boxes.xyxy[index]) <= tolerances.box_px).all(axis=1)
    )
    return bool(same.any())


def output_difference(expected: Tensor, found: Tensor, input_side: int) -> tuple[float, float] | None:
    """Return the largest difference of (box values, scores) of two decoded outputs.

    None when their shapes differ, or where one has a value that isn't finite and the other not the same.
    """
    if expected.shape != found.shape:
        return None
    with np.errstate(invalid="ignore"):
        difference = np.abs(expected - found)
    # Of two infinities the difference is no number; what is none on one side or both must not pass.
    difference[expected == found] = 0
    if not np.isfinite(difference).all():
        return None
    inputs_large = np.maximum(1.0, np.abs(expected[..., :4]) / input_side)
    boxes = difference[..., :4] / inputs_large
    return float(boxes.max(initial=0.0)), float(difference[..., 4:].max(initial=0.0))


class Tally:
    """Sums up, picture by picture, how a file's sightings compare with the checkpoint's; holds no picture."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.worst: list[ImageComparison] = []
        self._images = 0
        self._counts = dict.fromkeys(("detections", "matched", "missed", "extra", "borderline"), 0)
        self._score = self._box = 0.0
        self._output: tuple[float, float] | None = (0.0, 0.0)
        self._milliseconds: dict[str, list[float]] = {"file": [], "checkpoint": []}

    def add(self, image: Path, expected: Sighting, found: Sighting) -> None:
        """Take in one picture."""
        compared = compare_boxes(image, expected, found, self.terms.tolerances)
        self._images += 1
        for name in self._counts:
            self._counts[name] += getattr(compared, name)
        self._score = max(self._score, compared.largest_score_difference)
        self._box = max(self._box, compared.largest_box_difference_px)
        difference = output_difference(expected.output, found.output, self.terms.input_side)
        if self._output and difference:
            self._output = max(self._output[0], difference[0]), max(self._output[1], difference[1])
        else:
            self._output = None
        self._milliseconds["file"].append(found.inference_ms)
        self._milliseconds["checkpoint"].append(expected.inference_ms)
        self.worst = sorted([*self.worst, compared], key=ImageComparison.badness, reverse=True)[:WORST]

    def verification(self, skipped: Sequence[str] = ()) -> Verification:
        """Return what it came to; at least one picture was added."""
        verdict, sentence = self._verdict()
        output = self._output and {"box_px": self._output[0], "score": self._output[1]}
        return Verification(
            verdict=verdict,
            sentence=sentence,
            images=self._images,
            **self._counts,
            largest_score_difference=self._score,
            largest_box_difference_px=self._box,
            largest_output_difference=output or None,
            inference_ms={side: float(np.median(times)) for side, times in self._milliseconds.items()},
            thresholds=self.terms.thresholds,
            tolerances=self.terms.tolerances,
            worst=self.worst,
            skipped=list(skipped),
        )

    def _verdict(self) -> tuple[Verdict, str]:
        tolerances, counts = self.terms.tolerances, self._counts
        if (
            counts["missed"]
            or counts["extra"]
            or self._score > tolerances.score
            or self._box > tolerances.box_px
        ):
            sentence = tr(
                "The file does not find what the checkpoint finds: boxes missed {missed}, extra {extra};"
                " scores differ by up to {score:.4f} and sides by up to {box:.2f} px.",
                missed=counts["missed"],
                extra=counts["extra"],
                score=self._score,
                box=self._box,
            )
            return "FAIL", sentence
        if self._output is None:
            sentence = tr(
                "The boxes kept agree, but the file's raw output has another shape than the checkpoint's, or "
                "values that are not numbers."
            )
            return "FAIL", sentence
        if self._output[1] > tolerances.score or self._output[0] > tolerances.box_px:
            return "FAIL", tr(
                "The boxes kept agree, but the file's raw output differs from the checkpoint's."
            )
        if not counts["detections"]:
            sentence = tr(
                "The raw output agrees, but the checkpoint found nothing above {confidence} in any of {count}"
                " images, so no box could be compared; train it longer.",
                confidence=self.terms.thresholds.confidence,
                count=self._images,
            )
            return "NOTHING", sentence
        if self.terms.lowered_from is not None:
            sentence = tr(
                "Every box agrees with the checkpoint ({count} in all), but it finds nothing above {usual}"
                " yet: they were compared above {confidence}. Train it longer before it is used.",
                count=counts["matched"],
                usual=self.terms.lowered_from,
                confidence=self.terms.thresholds.confidence,
            )
            return "PASS", sentence
        one = "The one box agrees with the checkpoint."
        return "PASS", trn(one, "All {n} boxes agree with the checkpoint.", counts["matched"])
