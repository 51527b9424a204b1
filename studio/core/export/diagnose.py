"""A diagnosis: when a file finds other boxes than its checkpoint, which usual cause makes them agree?

Each cause of CAUSES says how the file would have to be fed or read. They are tried one by one on a few
pictures, then two together; what makes the boxes agree is the diagnosis. It needs numbers only, whatever
runtime runs the file.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.boxes.decode import boxes_of_every_class, candidates
from studio.core.boxes.letterbox import Letterbox
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.export.agreement import Sighting, Terms, compare_boxes
from studio.core.export.causes.evidence import Evidence, Facts, Outputs, Rows, read_rows
from studio.core.export.causes.feeds import Feed
from studio.core.export.causes.table import CAUSES, NAMES, ORDER, SIZE, Cause
from studio.core.export.diagnosis import Diagnosis
from studio.core.pictures import Image, imread
from studio.core.runtime.detector import Detector
from studio.core.runtime.engine import Engine, Tensor
from studio.core.spec import ModelSpec
from studio.core.words import tr

SECONDS = 30.0
"""A search ends after them with what it has."""
LOOKED_AT, TRIED_ON = 16, 3
"""Pictures that are looked at, and those of them that causes are tried on."""
ANSWERS = 1 + sum(cause.feed is not None for cause in CAUSES)
"""So many of the file's answers to a picture are kept."""
CROWD = 20
"""A reading that gives so many times the checkpoint's candidates is wrong; NMS on them would take long."""
CLOSE_SHARE, CLOSE_GAIN = 0.5, 0.2
"""From which share of boxes on, and how much above that without a cause, one is told as the closest."""

ALIKE, ALIKE_LEAST = 3.0, 0.05
"""Causes that leave so many times the least difference, or one of so few tolerances, explain as well."""


def diagnose(
    engine: Engine,
    checkpoint: Detector,
    pictures: Sequence[Path],
    terms: Terms,
    *,
    seconds: float = SECONDS,
    pulse: Callable[[], None] = lambda: None,
) -> Diagnosis | None:
    """Return what makes a file that failed agree with its checkpoint, or comes close; None for nothing.

    Args:
        engine: the file's; its outputs may have any shape.
        checkpoint: what the file should find, at the same size or one that can be run at the file's.
        pictures: where the sides disagree most first; the first of them are looked at, those that can't be
            read are left out.
        terms: thresholds and tolerances the boxes are compared by.
        seconds: the search ends then with what it has.
        pulse: called between trials; may raise to stop.

    Raises:
        StudioError: the checkpoint can't be run.
    """
    search = _Search(engine, checkpoint, terms, time.monotonic() + seconds, pulse)
    # Of a wrong reading any number may come.
    with np.errstate(all="ignore"):
        search.choose(pictures)
        return search.run() if search.pictures else None


def explain(
    engine: Engine,
    checkpoint: Detector,
    pictures: Sequence[Path],
    terms: Terms,
    pulse: Callable[[], None] = lambda: None,
) -> dict[str, Any] | None:
    """Return `diagnose` as plain data, for a proof; what can't be run has no diagnosis."""
    try:
        found = diagnose(engine, checkpoint, pictures, terms, pulse=pulse)
    except StudioError:
        return None
    return found.to_dict() if found else None


@dataclass(slots=True)
class _Picture:
    """A picture the causes are tried on, what the checkpoint sees in it, and the file's answers so far."""

    path: Path
    image: Image
    rows: Rows
    expected: Sighting
    candidates: int
    answers: dict[Feed, tuple[Outputs, Letterbox] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Score:
    """How well boxes agree: how many of how many, the largest difference in tolerances, and the verdict."""

    agreeing: int = 0
    boxes: int = 0
    worst: float = 0.0
    agrees: bool = True

    def __add__(self, other: _Score) -> _Score:
        return _Score(
            self.agreeing + other.agreeing,
            self.boxes + other.boxes,
            max(self.worst, other.worst),
            self.agrees and other.agrees,
        )

    @property
    def share(self) -> float:
        return self.agreeing / max(1, self.boxes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a file is fed and its outputs are read: what its contract says, with some causes undone."""

    feed: Feed
    stated: ModelSpec
    outputs: tuple[Callable[[Outputs], Outputs], ...] = ()
    rows: tuple[Callable[[Rows], Rows], ...] = ()
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Causes that were undone together, how, and how well the boxes agreed then."""

    causes: tuple[Cause, ...]
    reading: _Reading
    score: _Score


class _TimeOver(Exception):
    """The time for the search is over."""


class _Search:
    def __init__(
        self, engine: Engine, checkpoint: Detector, terms: Terms, end: float, pulse: Callable[[], None]
    ) -> None:
        self.engine, self.checkpoint, self.terms = engine, checkpoint, terms
        self.end, self.pulse = end, pulse
        self.bare = _Reading(Feed.of(engine.spec), engine.spec, facts=_words(engine.spec, checkpoint.spec))
        self.given: tuple[Cause, ...] = ()
        self.pictures: list[_Picture] = []
        self.best: _Trial | None = None
        if engine.spec.input_wh != checkpoint.spec.input_wh:
            self.checkpoint = Detector(_Resized(checkpoint.engine, engine.spec.input_wh))
            self.given = (SIZE,)

    def choose(self, paths: Sequence[Path]) -> None:
        """Keep a few pictures: those where the sides disagree come first, and of them the fullest."""
        ranked: list[tuple[bool, int, _Picture]] = []
        for path in paths[:LOOKED_AT]:
            self.pulse()
            try:
                image = imread(path)
            except StudioError:
                continue
            tensor, placement = self.checkpoint.prepare(image)
            rows = self.checkpoint.decode(self.checkpoint.engine.infer(tensor))[0]
            expected = self._sight(rows, placement)
            if expected and (count := len(expected.detections)):
                above = int((rows[:, 4] > self.terms.thresholds.confidence).sum())
                picture = _Picture(path, image, rows, expected, above)
                ranked.append((not self._score(self.bare, picture).agrees, count, picture))
            # One more than is kept is all that is ever in memory.
            ranked = sorted(ranked, key=lambda each: each[:2], reverse=True)[:TRIED_ON]
        self.pictures = [picture for _, _, picture in ranked]

    def run(self) -> Diagnosis | None:
        """Undo the causes one by one, then two together, and return what was found."""
        bare = _Trial((), self.bare, self._sum(self.bare))
        if bare.score.agrees:
            return self._harmless(bare)
        try:
            alone = [trial for cause in CAUSES if (trial := self._try(cause)) and trial.score.agrees]
            if alone:
                return self._certain(alone)
            for pair in _pairs():
                trial = self._try(*pair)
                if trial and trial.score.agrees:
                    return self._certain([trial])
        except _TimeOver:
            pass
        return self._closest(bare)

    def _try(self, *causes: Cause) -> _Trial | None:
        """Undo causes on the first picture, and on all if it agrees then; None if they don't apply."""
        self.pulse()
        if time.monotonic() > self.end:
            raise _TimeOver
        reading = self._fit(causes)
        if reading is None:
            return None
        trial = _Trial(causes, reading, self._score(reading, self.pictures[0]))
        if trial.score.agrees:
            trial = replace(trial, score=self._sum(reading))
        if self.best is None or trial.score.share > self.best.score.share:
            self.best = trial
        return trial

    def _fit(self, causes: Sequence[Cause]) -> _Reading | None:
        """Return how to feed and read with some causes undone, estimated on the first picture."""
        feed, first = self.bare.feed, self.pictures[0]
        for cause in causes:
            changed = cause.feed(feed) if cause.feed else feed
            if changed is None:
                return None
            feed = changed
        reading = replace(self.bare, feed=feed)
        answer = self._answer(first, feed)
        if answer is None:
            return None
        outputs, stated = answer[0], self.engine.spec
        evidence = Evidence(
            self.checkpoint.spec, self.engine.spec, first.rows, self.terms.thresholds.confidence
        )
        for cause in causes:
            if cause.outputs:
                as_outputs = cause.outputs(outputs, evidence)
                if as_outputs is None:
                    return None
                outputs = as_outputs.change(outputs)
                stated = replace(stated, output=as_outputs.gives or stated.output)
                reading = replace(reading, stated=stated, outputs=(*reading.outputs, as_outputs.change))
        if not any(cause.rows for cause in causes):
            return reading
        rows = read_rows(outputs, stated)
        for cause in causes:
            if cause.rows:
                as_rows = None if rows is None else cause.rows(rows, evidence)
                if as_rows is None or rows is None:
                    return None
                rows = as_rows.change(rows)
                facts = {**reading.facts, **(as_rows.facts or {})}
                reading = replace(reading, rows=(*reading.rows, as_rows.change), facts=facts)
        return reading

    def _answer(self, picture: _Picture, feed: Feed) -> tuple[Outputs, Letterbox] | None:
        """Return the file's outputs for a picture; None when it can't be run on it."""
        if feed in picture.answers:
            return picture.answers[feed]
        tensor, placement = feed.prepare(picture.image)
        answer = None
        with contextlib.suppress(StudioError):
            answer = self.engine.infer(tensor, self.terms.thresholds), placement
        # Those of the causes alone come first, and are asked for again; the rest would only fill memory.
        if len(picture.answers) < ANSWERS:
            picture.answers[feed] = answer
        return answer

    def _sum(self, reading: _Reading) -> _Score:
        total = _Score()
        for picture in self.pictures:
            total += self._score(reading, picture)
        return total

    def _score(self, reading: _Reading, picture: _Picture) -> _Score:
        """Return how well the boxes of a reading agree with the checkpoint's."""
        found = self._see(reading, picture)
        count, tolerances = len(picture.expected.detections), self.terms.tolerances
        if found is None:
            return _Score(0, count, np.inf, agrees=False)
        seen = compare_boxes(picture.path, picture.expected, found, self.terms)
        worst = max(
            seen.largest_score_difference / tolerances.score,
            seen.largest_box_difference_px / tolerances.in_picture(picture.expected.scale),
        )
        strays = seen.missed + seen.extra + seen.differing
        boxes = count + seen.extra
        return _Score(count - seen.missed - seen.differing, boxes, worst, strays <= tolerances.strays * boxes)

    def _see(self, reading: _Reading, picture: _Picture) -> Sighting | None:
        """Return what a file sees; None when it can't be run or read so, or floods the picture with boxes."""
        answer = self._answer(picture, reading.feed)
        if answer is None:
            return None
        outputs, placement = answer
        for change in reading.outputs:
            outputs = change(outputs)
        rows = read_rows(outputs, reading.stated)
        if rows is None:
            return None
        for row_change in reading.rows:
            rows = row_change(rows)
        if rows.shape[1] != 5 + len(self.checkpoint.spec.class_names):
            return None
        found = self._sight(rows, placement, most=CROWD * picture.candidates + CROWD)
        # Behind NMS inside a file nobody knows what it computed besides.
        return replace(found, near=None) if found and reading.stated.output == "detections" else found

    def _sight(self, rows: Rows, placement: Letterbox, *, most: int | None = None) -> Sighting | None:
        """Return what rows amount to; None when there are more candidates than `most`."""
        thresholds, decoded = self.terms.thresholds, rows[None]
        found = candidates(decoded, thresholds.confidence)
        if most is not None and len(found) > most:
            return None
        kept = nms(found, iou_threshold=thresholds.iou, top_k=thresholds.top_k)
        kept = kept.with_boxes(placement.input_to_image(kept.xyxy))
        kept = kept[(kept.xyxy[:, 2] > kept.xyxy[:, 0]) & (kept.xyxy[:, 3] > kept.xyxy[:, 1])]
        near = boxes_of_every_class(decoded, thresholds.confidence - self.terms.tolerances.score)
        near = near.with_boxes(placement.input_to_image(near.xyxy))
        pairs = zip(placement.image_wh, placement.scaled_wh, strict=True)
        scale = max(picture / scaled for picture, scaled in pairs)
        return Sighting(decoded, kept, near, scale=scale)

    def _harmless(self, bare: _Trial) -> Diagnosis | None:
        """Return what is other though the boxes agree as they are."""
        theirs, ours = self.engine.spec.class_names, self.checkpoint.spec.class_names
        if theirs != ours and sorted(theirs) == sorted(ours):
            facts = {"classes": ", ".join(theirs), "own_classes": ", ".join(ours)}
            return self._told([replace(bare, causes=(NAMES,), reading=replace(bare.reading, facts=facts))])
        if self.given:
            return self._told([bare])
        reading = self._fit((ORDER,))
        return self._told([replace(bare, causes=(ORDER,), reading=reading)]) if reading else None

    def _certain(self, trials: list[_Trial]) -> Diagnosis:
        """Return what explains it, and what explains it as well."""
        closest = min(trial.score.worst for trial in trials)
        level = max(ALIKE * closest, ALIKE_LEAST)
        return self._told([trial for trial in trials if trial.score.worst <= level])

    def _closest(self, bare: _Trial) -> Diagnosis | None:
        """Return what nearly explains it, when something does."""
        if self.best is None:
            return None
        best = replace(self.best, score=self._sum(self.best.reading))
        if best.score.share < max(CLOSE_SHARE, bare.score.share + CLOSE_GAIN):
            return None
        return self._told([best])

    def _told(self, trials: list[_Trial]) -> Diagnosis:
        """Return it in words; the first explanation in full, others as sentences."""
        first, score = trials[0], trials[0].score
        sentences = [
            " ".join(tr(cause.sentence, **trial.reading.facts) for cause in (*self.given, *trial.causes))
            for trial in trials
        ]
        sentence = sentences[0]
        if len(trials) > 1:
            sentence = tr(
                "{sentence} Or, which explains it as well: {others}",
                sentence=sentence,
                others=" ".join(sentences[1:]),
            )
        if not score.agrees:
            sentence = tr(
                "What comes closest: {sentence} With that, {agreeing} of {boxes} boxes agree.",
                sentence=sentence,
                agreeing=score.agreeing,
                boxes=score.boxes,
            )
        causes = (*self.given, *first.causes)
        return Diagnosis(
            causes=tuple(cause.name for cause in causes),
            others=tuple(cause.name for trial in trials[1:] for cause in trial.causes),
            sentence=sentence,
            remedy=" ".join(tr(cause.remedy, **first.reading.facts) for cause in causes),
            agreeing=score.agreeing,
            boxes=score.boxes,
            is_certain=score.agrees,
        )


class _Resized:
    """A checkpoint's engine at another input size."""

    def __init__(self, engine: Engine, input_wh: tuple[int, int]) -> None:
        self.name, self.batch = engine.name, engine.batch
        self.spec = engine.spec.with_size(input_wh)
        self._engine = engine

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> Outputs:
        return self._engine.infer(tensor, thresholds)

    def close(self) -> None:
        """Leave the engine open: whoever opened it closes it."""


def _pairs() -> Iterator[tuple[Cause, Cause]]:
    """Yield two causes that don't exclude each other, the most usual first; those fed alike come together."""
    places = itertools.combinations(range(len(CAUSES)), 2)
    # A pair of which one alone changes the input asks the network nothing new.
    ranked = sorted(places, key=lambda pair: (all(CAUSES[place].feed for place in pair), sum(pair)))
    for one, two in ranked:
        first, second = CAUSES[one], CAUSES[two]
        if not (first.kind and first.kind == second.kind):
            yield first, second


def _words(stated: ModelSpec, own: ModelSpec) -> Facts:
    """Return what a file says of itself and, where a cause says the contrary, that."""
    is_letterbox, is_rgb = stated.resize == "letterbox", stated.colour == "rgb"
    resizes = tr("letterboxed"), tr("stretched over the whole input")
    return {
        "colour": "BGR" if is_rgb else "RGB",
        "own_colour": "RGB" if is_rgb else "BGR",
        "resize": resizes[is_letterbox],
        "own_resize": resizes[not is_letterbox],
        "size": "x".join(map(str, stated.input_wh)),
        "own_size": "x".join(map(str, own.input_wh)),
    }
