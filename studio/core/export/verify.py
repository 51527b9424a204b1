"""Proof that an exported file finds what its checkpoint finds, on real pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.boxes.decode import boxes_of_every_class
from studio.core.boxes.letterbox import Letterbox
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.evaluation.average_precision import Evaluation, MeanAveragePrecision
from studio.core.evaluation.examine import EVALUATION
from studio.core.export.agreement import TOLERANCES, Numbers, Sighting, Terms, Tolerances
from studio.core.export.chosen import ChosenImages
from studio.core.export.tally import Tally, Truth
from studio.core.export.verification import Verification
from studio.core.pictures import Image, imread
from studio.core.runtime.contract import Contract
from studio.core.runtime.detector import Detector, load_detector
from studio.core.runtime.engine import Engine, Tensor
from studio.core.runtime.stored import stored_contract
from studio.core.timing import FrameTimings, StageTimer
from studio.core.weights.given import NOTHING, Given
from studio.core.words import tr

USUAL = Thresholds(confidence=0.25, iou=0.45, top_k=5000)
"""Top-k lies where it cuts nothing off: at a cut the last bit of a float would choose who goes in."""
LOWER = (0.1, 0.03, 0.01, 0.003, 0.001)
"""Confidences tried in turn when a checkpoint that has hardly learned finds nothing above the usual one."""

Progress = Callable[[int, int], None]
"""Told (pictures done, pictures in all); may raise to stop."""
Explain = Callable[[Engine, Detector, Sequence[Path], Terms], dict[str, Any] | None]
"""(a failed file's engine, its checkpoint, pictures that differ most first, how they were compared) -> what
explains the difference, with its "sentence" and "remedy"; None for nothing."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What is demanded of the files.

    Attributes:
        thresholds: what boxes are compared above.
        tolerances: how much they may differ; None takes those of TOLERANCES for each file's own numbers.
        numbers: those the files are judged as; None asks each file's contract.
        max_drop: points of mAP that may be lost; None takes the tolerances'.
    """

    thresholds: Thresholds = field(default_factory=lambda: USUAL)
    tolerances: Tolerances | None = None
    numbers: Numbers | None = None
    max_drop: float | None = None

    def __post_init__(self) -> None:
        """Raise a StudioError when the points of mAP are none."""
        if self.max_drop is not None and not 0 <= self.max_drop <= 100:
            raise StudioError(
                tr("{points} points of mAP can't be lost.", points=self.max_drop),
                tr("Give --max-drop a number from 0 to 100, such as 0.5."),
            )


@dataclass(slots=True)
class Side:
    """An exported file that stands beside its checkpoint while pictures go through both.

    Attributes:
        detector: None when the file can't be run; `problem` says why.
        contract: what is said about it; None for a file that says nothing.
        why: why it is taken for what it is, in words; "" when its contract says so.
    """

    path: Path
    detector: Detector | None
    contract: Contract | None = None
    problem: str = ""
    why: str = ""


def verify_files(
    checkpoint: Path,
    files: Sequence[Path],
    chosen: ChosenImages,
    *,
    imgsz: int | None = None,
    demand: Demand | None = None,
    given: Given = NOTHING,
    progress: Progress = lambda done, of: None,
    explain: Explain | None = None,
) -> list[Verification]:
    """Run files that this process has just exported beside their checkpoint, and compare what they find.

    A file that can't be run fails, with the reason for its sentence. See `prove`.

    Args:
        given: what the checkpoint doesn't say itself.

    Raises:
        StudioError: the checkpoint can't be opened, or not one picture can be read.
    """
    with contextlib.ExitStack() as opened:
        ours = opened.enter_context(contextlib.closing(load_detector(checkpoint, imgsz=imgsz, given=given)))
        sides = []
        for path in files:
            try:
                detector = load_detector(path, is_ours=True)
                opened.callback(detector.close)
                sides.append(Side(path, detector, stored_contract(path)))
            except StudioError as problem:
                sides.append(Side(path, None, problem=problem.cause))
        return prove(ours, sides, chosen, demand or Demand(), progress, explain)


def prove(
    ours: Detector,
    sides: Sequence[Side],
    chosen: ChosenImages,
    demand: Demand,
    progress: Progress,
    explain: Explain | None = None,
) -> list[Verification]:
    """Let pictures go through a checkpoint and through files, and compare box by box.

    One picture is in memory at a time, with what all sides make of it. Pictures that can't be read are
    skipped and listed. When the checkpoint finds nothing in any of them, lower confidences are taken, so that
    there are boxes to compare. A file that can't be run on a picture fails there and is asked no more. What
    fails is given to `explain` while it can still be run.

    Returns:
        One for each file.

    Raises:
        StudioError: the checkpoint can't be run, or not one picture could be read.
    """
    confidence, lowered_from = settle_confidence(ours, chosen.paths, demand.thresholds, progress)
    names = ours.spec.class_names
    tallies = [Tally(_terms(ours, side, demand, confidence, lowered_from), names) for side in sides]
    for side, tally in zip(sides, tallies, strict=True):
        tally.fail(side.problem or _mismatch(side, ours))
    views = _Views(ours, [tally.terms for tally in tallies])
    skipped: list[str] = []
    for done, path in enumerate(chosen.paths, start=1):
        is_over = all(tally.failure for tally in tallies)
        image = None if is_over else _read(path, skipped)
        if image is not None:
            truth = chosen.truth(path) if chosen.truth else None
            for side, tally, expected in zip(sides, tallies, views.look(image, truth), strict=True):
                if not tally.failure and side.detector is not None:
                    _compare(path, image, expected, side.detector, tally, truth)
        progress(done, len(chosen.paths))
    if len(skipped) == len(chosen.paths):
        raise StudioError(
            tr("None of the {count} images chosen to compare on can be read.", count=len(chosen.paths)),
            tr("Check the dataset first: studio check lists what is wrong with it."),
        )
    found = []
    for side, tally, figures in zip(sides, tallies, views.evaluations(), strict=True):
        verification = tally.verification(skipped, figures)
        if explain and verification.verdict == "FAIL" and side.detector is not None:
            worst = [image.image for image in verification.worst]
            pictures = [*worst, *(path for path in chosen.paths if path not in worst)]
            cause = explain(side.detector.engine, ours, pictures, tally.terms)
            verification = replace(verification, diagnosis=cause)
        found.append(verification)
    return found


def _compare(
    path: Path, image: Image, expected: Sighting, detector: Detector, tally: Tally, truth: Truth | None
) -> None:
    try:
        found = look(detector, image, tally.terms)
    except StudioError as problem:
        tally.fail(tr("The file failed on {image}: {cause}", image=path.name, cause=problem.cause))
    else:
        tally.add(path, expected, found, truth)


def settle_confidence(
    detector: Detector, paths: Sequence[Path], thresholds: Thresholds, progress: Progress
) -> tuple[float, float | None]:
    """Return the confidence to compare above and, when it is a lower one than wanted, that one.

    Lower it is when nothing is found above the one wanted.
    """
    wanted, highest = thresholds.confidence, 0.0
    for path in paths:
        image = _read(path, [])
        if image is None:
            continue
        progress(0, len(paths))
        # Usually the first picture has something, and no other is looked at.
        scores = detector.decode(detector.engine.infer(detector.prepare(image)[0]))[0][:, 4:]
        highest = max(highest, float(np.nanmax(scores[:, :1] * scores[:, 1:], initial=0.0)))
        if highest > wanted:
            return wanted, None
    lower = [confidence for confidence in LOWER if confidence < wanted]
    confidence = next((level for level in lower if highest > level), lower[-1] if lower else None)
    return (wanted, None) if confidence is None else (confidence, wanted)


def _terms(
    ours: Detector, side: Side, demand: Demand, confidence: float, lowered_from: float | None
) -> Terms:
    """Return how a file is compared: by the tolerances of its numbers, above thresholds it can be told."""
    contract, why = side.contract, side.why
    numbers: Numbers = demand.numbers or (contract.precision if contract else "fp32")
    if demand.numbers:
        why = tr("as asked for")
    elif contract and not why:
        why = tr("its description says so")
    tolerances = demand.tolerances or TOLERANCES[numbers]
    if demand.max_drop is not None:
        tolerances = replace(tolerances, max_drop=demand.max_drop)
    thresholds, scoring = replace(demand.thresholds, confidence=confidence), EVALUATION
    if contract and contract.thresholds and not contract.is_adjustable:
        # What it dropped inside nobody can see: both sides are held to the thresholds it has.
        thresholds = scoring = contract.thresholds
        lowered_from = None
    return Terms(
        thresholds=thresholds,
        tolerances=tolerances.at(thresholds.confidence),
        input_side=max(ours.spec.input_wh),
        lowered_from=lowered_from,
        scoring=scoring,
        numbers=numbers,
        why=why,
        is_drop_asked=demand.max_drop is not None,
    )


def _mismatch(side: Side, ours: Detector) -> str:
    """Return in words why what a file finds can't be compared with the checkpoint's; "" when it can."""
    if side.detector is None:
        return ""
    spec = side.detector.spec
    if spec.class_names != ours.spec.class_names:
        return tr(
            "The file's description names other classes than the checkpoint: {file}, not {checkpoint}.",
            file=_listed(spec.class_names),
            checkpoint=_listed(ours.spec.class_names),
        )
    if spec.input_wh != ours.spec.input_wh:
        return tr(
            "The file takes {file}, and the checkpoint was run at {checkpoint}.",
            file="x".join(map(str, spec.input_wh)),
            checkpoint="x".join(map(str, ours.spec.input_wh)),
        )
    return ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")


class _Views:
    """What the checkpoint sees in each picture, by the terms of each file; equal terms are looked by once."""

    def __init__(self, detector: Detector, terms: Sequence[Terms]) -> None:
        self._detector = detector
        self._distinct = [each for place, each in enumerate(terms) if each not in terms[:place]]
        self._which = [self._distinct.index(each) for each in terms]
        self._metrics = [MeanAveragePrecision(detector.spec.class_names) for _ in self._distinct]

    def look(self, image: Image, truth: Truth | None) -> list[Sighting]:
        """Run the checkpoint on a picture, and return what it sees by each file's terms."""
        answer = _run(self._detector, image, self._distinct[0].thresholds)
        seen = [_sight(self._detector, answer, terms) for terms in self._distinct]
        if truth is not None:
            for sighting, metric in zip(seen, self._metrics, strict=True):
                metric.add(sighting.scored, truth.xyxy, truth.class_ids)
        return [seen[place] for place in self._which]

    def evaluations(self) -> list[Evaluation]:
        """Return the checkpoint's figures by each file's terms."""
        found = [metric.result() for metric in self._metrics]
        return [found[place] for place in self._which]


def _read(path: Path, skipped: list[str]) -> Image | None:
    try:
        return imread(path)
    except StudioError as error:
        skipped.append(error.cause)
        return None


@dataclass(frozen=True, slots=True)
class _Answer:
    """A network's outputs for one picture, and what the way to them was."""

    tensor: Tensor
    outputs: list[Tensor]
    placement: Letterbox
    timings: FrameTimings


def look(detector: Detector, image: Image, terms: Terms) -> Sighting:
    """Return what a side sees in a picture; raises a StudioError when it can't be run on it."""
    return _sight(detector, _run(detector, image, terms.thresholds), terms)


def _run(detector: Detector, image: Image, thresholds: Thresholds) -> _Answer:
    timer = StageTimer()
    with timer.stage("preprocess"):
        tensor, placement = detector.prepare(image)
    with timer.stage("inference"):
        outputs = detector.engine.infer(tensor, thresholds)
    return _Answer(tensor, outputs, placement, timer.timings)


def _sight(detector: Detector, answer: _Answer, terms: Terms) -> Sighting:
    outputs, placement = answer.outputs, answer.placement
    timer = StageTimer()
    timer.timings = replace(answer.timings)
    kept = detector.finish(outputs, placement, timer, terms.thresholds).detections
    if detector.spec.output == "detections":
        wide = detector.engine.infer(answer.tensor, terms.scoring)
        scored = detector.finish(wide, placement, thresholds=terms.scoring).detections
        return Sighting(None, kept, None, timer.timings, scored, _scale(placement))
    output = detector.decode(outputs)
    near = boxes_of_every_class(output, terms.thresholds.confidence - terms.tolerances.score)
    return Sighting(
        output=output,
        detections=kept,
        near=near.with_boxes(placement.input_to_image(near.xyxy)),
        timings=timer.timings,
        scored=detector.finish(outputs, placement, thresholds=terms.scoring).detections,
        scale=_scale(placement),
    )


def _scale(placement: Letterbox) -> float:
    """Return how many pixels of the picture one of the input stands for."""
    pairs = zip(placement.image_wh, placement.scaled_wh, strict=True)
    return max(picture / scaled for picture, scaled in pairs)
