"""Proof that an exported file finds what its checkpoint finds, on real pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from studio.core.boxes.box import cxcywh_to_xyxy, iou
from studio.core.boxes.detections import Detections
from studio.core.errors import StudioError
from studio.core.pictures import Image, imread
from studio.core.runtime.detector import Detector, Thresholds, load_detector
from studio.core.runtime.engine import Tensor
from studio.core.timing import StageTimer
from studio.core.words import tr, trn

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

Verdict = Literal["PASS", "FAIL", "NOTHING"]
WORST = 5
SAME_BOX_IOU = 0.5
USUAL = Thresholds(confidence=0.25, iou=0.45, top_k=5000)
"""Top-k lies where it cuts nothing off: at a cut the last bit of a float would choose who goes in."""
LOWER = (0.1, 0.03, 0.01, 0.003, 0.001)
"""Confidences tried in turn when a checkpoint that has hardly learned finds nothing above the usual one."""


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


@dataclass(slots=True)
class ImageComparison:
    """One picture's difference between checkpoint and exported file."""

    image: Path
    detections: int
    matched: int
    missed: int
    extra: int
    borderline: int
    largest_score_difference: float
    largest_box_difference_px: float

    def badness(self) -> tuple[float, ...]:
        """Return what the worst pictures are sorted by."""
        return (self.missed + self.extra, self.largest_box_difference_px, self.largest_score_difference)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {**asdict(self), "image": str(self.image)}


@dataclass(slots=True)
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
        return {**asdict(self), "worst": [image.to_dict() for image in self.worst]}


@dataclass(frozen=True, slots=True)
class ChosenImages:
    """The pictures to compare on, and sentences on how they were chosen."""

    paths: list[Path]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one side gave for one picture.

    Attributes:
        path: the picture.
        output: all decoded rows, 1xNx(5+classes), in input pixels.
        detections: what was kept.
        near: all boxes before NMS, one for each class, also those just below the confidence threshold, in
            picture pixels.
        inference_ms: what the network took.
    """

    path: Path
    output: Tensor
    detections: Detections
    near: Detections
    inference_ms: float


@dataclass(slots=True)
class Reference:
    """What the checkpoint gave for all pictures; made once, compared with every file.

    Attributes:
        thresholds: those the boxes were kept by.
        input_side: the longer side of the input, in pixels.
        lowered_from: the confidence that was wanted, when nothing was found above it.
    """

    thresholds: Thresholds
    tolerances: Tolerances
    input_side: int
    lowered_from: float | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def choose_images(dataset: Dataset, count: int) -> ChosenImages:
    """Return up to `count` pictures of the validation split, spread evenly over it.

    Comparing needs no labels: a dataset that can't be split gives any of its pictures.

    Raises:
        StudioError: the dataset has none.
    """
    from studio.core.data.splits import training_split

    records = dataset.splits.get("val", [])
    if not records:
        with contextlib.suppress(StudioError):
            records = training_split(dataset).val
    held_out = bool(records)
    records = records or dataset.records
    if not records or count < 1:
        raise StudioError(
            tr("There is no image in {source} to compare on.", source=dataset.source),
            tr("Give a dataset with images, and one image or more."),
        )
    places = np.linspace(0, len(records) - 1, min(count, len(records))).round().astype(int)
    paths = [records[place].path for place in dict.fromkeys(places.tolist())]
    counts = {"count": len(paths), "total": len(records), "name": dataset.name}
    note = (
        tr("{count} of {total} validation images of {name} were compared.", **counts)
        if held_out
        else tr("{count} of {total} images of {name} were compared.", **counts)
    )
    return ChosenImages(paths, [note])


def make_reference(
    checkpoint: Path,
    paths: Sequence[Path],
    *,
    imgsz: int | None = None,
    thresholds: Thresholds = USUAL,
    tolerances: Tolerances | None = None,
) -> Reference:
    """Run the checkpoint on the pictures; those that can't be read are skipped and listed.

    When it finds nothing in any of them, lower confidences are tried, so that there are boxes to compare.

    Raises:
        StudioError: not one could be read.
    """
    detector = load_detector(checkpoint, imgsz=imgsz)
    reference = Reference(thresholds, tolerances or Tolerances(), max(detector.spec.input_wh))
    images: dict[Path, Image] = {}
    for path in paths:
        try:
            images[path] = imread(path)
        except StudioError as error:
            reference.skipped.append(error.cause)
    for confidence in (thresholds.confidence, *LOWER):
        if confidence > reference.thresholds.confidence:
            continue
        reference.thresholds = replace(thresholds, confidence=confidence)
        reference.outcomes = [_run(detector, path, image, reference) for path, image in images.items()]
        if any(len(outcome.detections) for outcome in reference.outcomes):
            break
    if reference.thresholds.confidence < thresholds.confidence:
        reference.lowered_from = thresholds.confidence
    detector.close()
    if not reference.outcomes:
        raise StudioError(
            tr("None of the {count} images chosen to compare on can be read.", count=len(paths)),
            tr("Check the dataset first: studio check lists what is wrong with it."),
        )
    return reference


def _run(detector: Detector, path: Path, image: Image, reference: Reference) -> Outcome:
    timer = StageTimer()
    tensor, placement = detector.prepare(image)
    with timer.stage("inference"):
        outputs = detector.engine.infer(tensor)
    output = detector.decode(outputs)
    near = boxes_of_every_class(output, reference.thresholds.confidence - reference.tolerances.score)
    return Outcome(
        path=path,
        output=output,
        detections=detector.finish(outputs, placement, thresholds=reference.thresholds).detections,
        near=near.with_boxes(placement.input_to_image(near.xyxy)),
        inference_ms=timer.timings.inference,
    )


def boxes_of_every_class(decoded: Tensor, confidence: float) -> Detections:
    """Return the boxes (input pixels) of a 1xNx(5+classes) output, once a class that passes `confidence`.

    Not of the best class alone: where two are level, a last digit decides which of them is found.
    """
    rows = decoded[0]
    with np.errstate(invalid="ignore", over="ignore"):
        scores = rows[:, 5:] * rows[:, 4:5]
        passes = (scores > confidence) & np.isfinite(rows[:, :4].sum(axis=1, keepdims=True) + scores)
    places, class_ids = np.nonzero(passes)
    return Detections(cxcywh_to_xyxy(rows[places, :4]), scores[places, class_ids], class_ids)


def verify_file(file: Path, reference: Reference) -> Verification:
    """Run an exported file on the reference's pictures and compare box by box.

    Raises:
        StudioError: the file can't be opened as a model.
    """
    detector = load_detector(file)
    found = [_run(detector, each.path, imread(each.path), reference) for each in reference.outcomes]
    detector.close()
    return judge(reference, found)


def compare(expected: Outcome, found: Outcome, tolerances: Tolerances) -> ImageComparison:
    """Match the boxes of two sides by class and overlap, best overlap first, each once."""
    ours, theirs = expected.detections, found.detections
    overlaps = iou(ours.xyxy.astype(np.float64), theirs.xyxy.astype(np.float64))
    overlaps[ours.class_ids[:, None] != theirs.class_ids[None, :]] = 0
    left, right = set(range(len(ours))), set(range(len(theirs)))
    matched = borderline = 0
    score = box = 0.0
    for place in np.argsort(-overlaps, axis=None, kind="stable").tolist():
        i, j = divmod(place, len(theirs))
        if overlaps[i, j] < SAME_BOX_IOU:
            break
        if i not in left or j not in right:
            continue
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
    return ImageComparison(expected.path, len(ours), matched, missed, extra, borderline, score, box)


def _knows(side: Outcome, boxes: Detections, index: int, tolerances: Tolerances) -> bool:
    """Tell whether a side computed this very box too, before NMS and the threshold had their say."""
    near = side.near
    same = (
        (near.class_ids == boxes.class_ids[index])
        & (np.abs(near.scores - boxes.scores[index]) <= tolerances.score)
        & (np.abs(near.xyxy - boxes.xyxy[index]) <= tolerances.box_px).all(axis=1)
    )
    return bool(same.any())


def _output_difference(reference: Reference, found: list[Outcome]) -> dict[str, float] | None:
    box = score = 0.0
    for expected, other in zip(reference.outcomes, found, strict=True):
        if expected.output.shape != other.output.shape:
            return None
        with np.errstate(invalid="ignore"):
            difference = np.abs(expected.output - other.output)
        # Of two infinities the difference is no number; what is none on one side or both must not pass.
        difference[expected.output == other.output] = 0
        if not np.isfinite(difference).all():
            return None
        inputs_large = np.maximum(1.0, np.abs(expected.output[..., :4]) / reference.input_side)
        box = max(box, float((difference[..., :4] / inputs_large).max()))
        score = max(score, float(difference[..., 4:].max()))
    return {"box_px": box, "score": score}


def judge(reference: Reference, found: list[Outcome]) -> Verification:
    """Sum up the comparison of each picture's two outcomes."""
    tolerances = reference.tolerances
    images = [compare(a, b, tolerances) for a, b in zip(reference.outcomes, found, strict=True)]
    missed, extra = sum(image.missed for image in images), sum(image.extra for image in images)
    detections = sum(image.detections for image in images)
    score = max(image.largest_score_difference for image in images)
    box = max(image.largest_box_difference_px for image in images)
    output = _output_difference(reference, found)
    verdict: Verdict = "PASS"
    matched = sum(image.matched for image in images)
    sentence = trn(
        "The one box agrees with the checkpoint.", "All {n} boxes agree with the checkpoint.", matched
    )
    if reference.lowered_from is not None:
        sentence = tr(
            "Every box agrees with the checkpoint ({count} in all), but it finds nothing above {usual} yet:"
            " they were compared above {confidence}. Train it longer before it is used.",
            count=matched,
            usual=reference.lowered_from,
            confidence=reference.thresholds.confidence,
        )
    if missed or extra or score > tolerances.score or box > tolerances.box_px:
        verdict = "FAIL"
        sentence = tr(
            "The file does not find what the checkpoint finds: boxes missed {missed}, extra {extra}; scores "
            "differ by up to {score:.4f} and sides by up to {box:.2f} px.",
            missed=missed,
            extra=extra,
            score=score,
            box=box,
        )
    elif output is None:
        verdict = "FAIL"
        sentence = tr(
            "The boxes kept agree, but the file's raw output has another shape than the checkpoint's, or "
            "values that are not numbers."
        )
    elif output["score"] > tolerances.score or output["box_px"] > tolerances.box_px:
        verdict = "FAIL"
        sentence = tr("The boxes kept agree, but the file's raw output differs from the checkpoint's.")
    elif not detections:
        verdict = "NOTHING"
        sentence = tr(
            "The raw output agrees, but the checkpoint found nothing above {confidence} in any of {count} "
            "images, so no box could be compared; train it longer.",
            confidence=reference.thresholds.confidence,
            count=len(images),
        )
    return Verification(
        verdict=verdict,
        sentence=sentence,
        images=len(images),
        detections=detections,
        matched=matched,
        missed=missed,
        extra=extra,
        borderline=sum(image.borderline for image in images),
        largest_score_difference=score,
        largest_box_difference_px=box,
        largest_output_difference=output,
        inference_ms={
            "file": float(np.median([outcome.inference_ms for outcome in found])),
            "checkpoint": float(np.median([outcome.inference_ms for outcome in reference.outcomes])),
        },
        thresholds=reference.thresholds,
        tolerances=tolerances,
        worst=sorted(images, key=ImageComparison.badness, reverse=True)[:WORST],
        skipped=reference.skipped,
    )
