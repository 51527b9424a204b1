"""Sums up, picture by picture, how a file compares with its checkpoint, and gives the verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.evaluation.average_precision import (
    IOU_THRESHOLDS,
    RECALLS,
    Evaluation,
    MeanAveragePrecision,
)
from studio.core.export.agreement import (
    ImageComparison,
    Sighting,
    Terms,
    compare_boxes,
    output_difference,
)
from studio.core.export.verification import CHECKPOINT, FILE, MAPS, Verdict, Verification
from studio.core.timing import FrameTimings
from studio.core.words import tr, trn

WORST = 12
"""So many images are kept with what both sides found in them."""
STAGES = ("preprocess", "inference", "decode", "nms", "total")


@dataclass(frozen=True, slots=True)
class Truth:
    """The true boxes of one picture: (N, 4) in its pixels, and their classes (N,)."""

    xyxy: npt.NDArray[np.float64]
    class_ids: npt.NDArray[np.int64]


class Tally:
    """Sums up a file's sightings beside the checkpoint's; holds no picture.

    Attributes:
        worst: the pictures with the largest differences so far, worst first.
        failure: why the file can't be run any further, in words; "" while it can.
    """

    def __init__(self, terms: Terms, class_names: Sequence[str] = ()) -> None:
        self.terms = terms
        self.worst: list[ImageComparison] = []
        self.failure = ""
        self._metric = MeanAveragePrecision(class_names)
        self._images = 0
        self._counts = dict.fromkeys(
            ("detections", "matched", "differing", "missed", "extra", "borderline"), 0
        )
        self._score = self._box = 0.0
        self._has_rows = True
        self._output: tuple[float, float] | None = (0.0, 0.0)
        self._frames: dict[str, list[FrameTimings]] = {CHECKPOINT: [], FILE: []}

    def add(self, image: Path, expected: Sighting, found: Sighting, truth: Truth | None = None) -> None:
        """Take in one picture."""
        terms = self.terms
        compared = compare_boxes(image, expected, found, terms)
        self._images += 1
        for name in self._counts:
            self._counts[name] += getattr(compared, name)
        self._score = max(self._score, compared.largest_score_difference)
        self._box = max(self._box, compared.largest_box_difference_px)
        self._add_output(expected, found)
        self._frames[CHECKPOINT].append(expected.timings)
        self._frames[FILE].append(found.timings)
        if truth is not None:
            self._metric.add(found.scored, truth.xyxy, truth.class_ids)
        self.worst = sorted([*self.worst, compared], key=ImageComparison.badness, reverse=True)[:WORST]

    def fail(self, sentence: str) -> None:
        """Take in that the file can't be run any further."""
        self.failure = sentence

    def _add_output(self, expected: Sighting, found: Sighting) -> None:
        if expected.output is None or found.output is None:
            self._has_rows = False
            return
        exact = self.terms.tolerances.is_exact
        difference = output_difference(expected.output, found.output, self.terms.input_side, is_exact=exact)
        if self._output and difference:
            self._output = max(self._output[0], difference[0]), max(self._output[1], difference[1])
        else:
            self._output = None

    def verification(self, skipped: Sequence[str] = (), expected: Evaluation | None = None) -> Verification:
        """Return what it came to.

        Args:
            expected: the checkpoint's figures on the same labelled pictures.
        """
        scores: dict[str, dict[str, Any]] | None = None
        drop: dict[str, float] | None = None
        if expected is not None and expected.boxes and not self.failure:
            scores = {CHECKPOINT: expected.to_dict(), FILE: self._metric.result().to_dict()}
            drop = {name: 100 * (scores[CHECKPOINT][name] - scores[FILE][name]) for name in MAPS}
        allowed = self._allowed_drop(expected if scores else None)
        verdict, sentence = self._verdict(drop, allowed)
        if verdict == "PASS" and scores:
            sentence += " " + _maps(scores)
        output = self._output if self._images and self._has_rows else None
        return Verification(
            verdict=verdict,
            sentence=sentence,
            images=self._images,
            detections=self._counts["detections"],
            matched=self._counts["matched"],
            differing=self._counts["differing"],
            missed=self._counts["missed"],
            extra=self._counts["extra"],
            borderline=self._counts["borderline"],
            largest_score_difference=self._score,
            largest_box_difference_px=self._box,
            largest_output_difference=output and {"box_px": output[0], "score": output[1]},
            thresholds=self.terms.thresholds,
            tolerances=self.terms.tolerances,
            scores=scores,
            drop=drop,
            stage_ms={side: _medians(frames) for side, frames in self._frames.items() if frames},
            judged_by=self._judged_by(allowed),
            worst=self.worst,
            skipped=list(skipped),
        )

    def _allowed_drop(self, expected: Evaluation | None) -> float:
        """Return the points of mAP that may be lost.

        Of few boxes mAP goes in steps: a right file whose one box turns up a hair beyond an overlap loses a
        step. Unless the person asked for less, a step may be lost.
        """
        usual = self.terms.tolerances.max_drop
        boxes = [part.boxes for part in expected.per_class.values() if part.boxes] if expected else []
        if not boxes:
            return usual
        share = math.ceil(len(RECALLS) / min(boxes)) / len(RECALLS)
        step = 100 * share / len(IOU_THRESHOLDS) / len(boxes)
        return usual if self.terms.is_drop_asked else max(usual, step)

    def _judged_by(self, allowed: float) -> str:
        tolerances = self.terms.tolerances
        told = tr(
            "Judged as {numbers}{why}: scores may differ by {score:g}, sides by {box:g} px of the {of}.",
            numbers=self.terms.numbers,
            why=f" ({self.terms.why})" if self.terms.why else "",
            score=tolerances.score,
            box=tolerances.box_px,
            of=tr("picture") if tolerances.is_exact else tr("input"),
        )
        told += " " + (
            tr(
                "{percent:g} % of the boxes may be missed, extra or differ by more.",
                percent=100 * tolerances.strays,
            )
            if tolerances.strays
            else tr("No box may be missed or extra.")
        )
        told += " " + tr("Of mAP {points:.3g} points may be lost", points=allowed)
        if self.terms.is_drop_asked:
            return told + " " + tr("(as asked for).")
        if allowed > tolerances.max_drop:
            return told + " " + tr("(what one box of the rarest class is worth at one of the ten overlaps).")
        return told + "."

    def _verdict(self, drop: dict[str, float] | None, allowed: float) -> tuple[Verdict, str]:
        """Return the verdict and its sentence: the first of the reasons to fail, or what was proved."""
        terms, counts = self.terms, self._counts
        if self.failure:
            return "FAIL", self.failure
        strays = counts["missed"] + counts["extra"] + counts["differing"]
        if strays > terms.tolerances.strays * counts["detections"]:
            return "FAIL", self._stray_words()
        if self._output is None:
            sentence = tr(
                "The boxes kept agree, but the file's raw output has another shape than the checkpoint's, or "
                "values that are not numbers."
            )
            return "FAIL", sentence
        if terms.tolerances.is_exact and (
            self._output[1] > terms.tolerances.score or self._output[0] > terms.tolerances.box_px
        ):
            return "FAIL", tr(
                "The boxes kept agree, but the file's raw output differs from the checkpoint's."
            )
        lost = max(drop, key=lambda name: drop[name]) if drop else ""
        if drop and drop[lost] > allowed + 1e-9:
            sentence = tr(
                "The file loses {points:.2f} points of {measure}, and {allowed:.3g} may be lost.",
                points=drop[lost],
                measure=MEASURES[lost],
                allowed=allowed,
            )
            return "FAIL", sentence
        if not counts["detections"]:
            return "NOTHING", self._nothing_words()
        return "PASS", self._pass_words(strays)

    def _stray_words(self) -> str:
        counts = self._counts
        return tr(
            "The file does not find what the checkpoint finds: boxes missed {missed}, extra {extra},"
            " found otherwise {differing}; scores differ by up to {score:.4f}, sides by up to {box:.2f} px.",
            missed=counts["missed"],
            extra=counts["extra"],
            differing=counts["differing"],
            score=self._score,
            box=self._box,
        )

    def _nothing_words(self) -> str:
        facts = {"confidence": self.terms.thresholds.confidence, "count": self._images}
        if self._has_rows and self.terms.tolerances.is_exact:
            return tr(
                "The raw output agrees, but the checkpoint found nothing above {confidence} in any of {count}"
                " images, so no box could be compared; train it longer.",
                **facts,
            )
        return tr(
            "The checkpoint found nothing above {confidence} in any of {count} images, so no box could be"
            " compared; train it longer.",
            **facts,
        )

    def _pass_words(self, strays: int) -> str:
        counts, terms = self._counts, self.terms
        if terms.lowered_from is not None:
            return tr(
                "Every box agrees with the checkpoint ({count} in all), but it finds nothing above {usual}"
                " yet: they were compared above {confidence}. Train it longer before it is used.",
                count=counts["matched"],
                usual=terms.lowered_from,
                confidence=terms.thresholds.confidence,
            )
        if strays:
            return tr(
                "{matched} of {detections} boxes agree with the checkpoint; {strays} are missed, extra or"
                " differ by more than rounding does, which is few enough.",
                matched=counts["matched"] - counts["differing"],
                detections=counts["detections"],
                strays=strays,
            )
        return trn(
            "The one box agrees with the checkpoint.",
            "All {n} boxes agree with the checkpoint.",
            counts["matched"],
        )


MEASURES = {"map50": "mAP@0.5", "map50_95": "mAP@0.5:0.95"}


def _maps(scores: dict[str, dict[str, float]]) -> str:
    found, expected = scores[FILE], scores[CHECKPOINT]
    return tr(
        "mAP@0.5 {map50:.4f} (checkpoint {expected50:.4f}), mAP@0.5:0.95 {map50_95:.4f}"
        " (checkpoint {expected50_95:.4f}).",
        map50=found["map50"],
        expected50=expected["map50"],
        map50_95=found["map50_95"],
        expected50_95=expected["map50_95"],
    )


def _medians(frames: Sequence[FrameTimings]) -> dict[str, float]:
    return {stage: float(np.median([getattr(frame, stage) for frame in frames])) for stage in STAGES}
