"""What a check says in sentences and rows: the same on the command line, on the page and in the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.core.data.examination import Examination
from studio.core.data.findings import FINDINGS, Severity
from studio.core.data.trainers import REASONS, TRAINERS, Loss
from studio.core.words import mark, tr

_CELLS: dict[str, str] = {
    "stops": mark("stops"),
    "dropped": mark("images dropped: {images} (boxes: {boxes})"),
    "background": mark("images taken for empty: {images} (boxes: {boxes})"),
    "lost": mark("boxes dropped: {boxes}"),
    "misread": mark("boxes misread: {boxes}"),
    "grey": mark("images partly grey: {images}"),
    "rewritten": mark("images written anew: {images}"),
}
"""What a trainer does, by effect."""


@dataclass(frozen=True, slots=True)
class LossRow:
    """A row of the table of trainers: the reason, what each of TRAINERS does for it, and the first image."""

    reason: str
    cells: tuple[str, ...]
    first: Path


def loss_rows(found: Examination) -> list[LossRow]:
    """Return what each trainer drops or misreads, by reason; nothing when all take everything."""
    rows = []
    for reason, sentence in REASONS.items():
        losses = {loss.trainer: loss for loss in found.losses if loss.reason == reason}
        if losses:
            cells = tuple(_cell(losses.get(trainer.key)) for trainer in TRAINERS)
            rows.append(LossRow(tr(sentence), cells, next(iter(losses.values())).first))
    return rows


def _cell(loss: Loss | None) -> str:
    if loss is None:
        return "–"
    return tr(_CELLS[loss.effect], images=f"{loss.images:,}", boxes=f"{loss.boxes:,}")


def needs_by_trainer(found: Examination) -> list[tuple[str, list[str]]]:
    """Return the name of each trainer that asks for something, and the sentences on what."""
    by_key = [
        (trainer.title, [told for key, told in found.needs if key == trainer.key]) for trainer in TRAINERS
    ]
    return [(title, told) for title, told in by_key if told]


def verdict(found: Examination) -> list[str]:
    """Return in a few sentences how sound a dataset is, the most serious first."""
    report = found.report
    counts: dict[Severity, int] = {"error": 0, "warn": 0, "info": 0}
    for problem in report.problems:
        counts[FINDINGS[problem.kind].severity] += 1
    sentences = [_first(counts)]
    equal = [problem.message for problem in report.problems if problem.kind == "split_equal"]
    sentences += equal
    if not found.losses:
        sentences.append(tr("All four reference trainers would take every image and box of these files."))
    stopped = [
        trainer.title
        for trainer in TRAINERS
        if any(loss.trainer == trainer.key and loss.effect == "stops" for loss in found.losses)
    ]
    if stopped:
        sentences.append(tr("Would stop with an error: {names}.", names=", ".join(stopped)))
    return sentences


def _first(counts: dict[Severity, int]) -> str:
    if counts["error"]:
        return tr(
            "{count} findings cost images or boxes; {doubts} make results doubtful.",
            count=f"{counts['error']:,}",
            doubts=f"{counts['warn']:,}",
        )
    if counts["warn"]:
        return tr(
            "Nothing costs images or boxes; {doubts} findings make results doubtful.", doubts=counts["warn"]
        )
    return tr("Nothing was found that costs images or boxes, or makes results doubtful.")
