"""What a check says in sentences and rows: the same on the command line, on the page and in the window."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.data.checking.findings import FINDINGS, Severity, ordered
from studio.core.data.checking.trainers import REASONS, TRAINERS, Loss, Trainer
from studio.core.data.record import Problem
from studio.core.words import mark, paragraph, tr

_CELLS: dict[str, str] = {
    "stops": mark("stops"),
    "dropped": mark("images dropped: {images} (boxes: {boxes})"),
    "background": mark("images taken for empty: {images} (boxes: {boxes})"),
    "lost": mark("boxes dropped: {boxes}"),
    "misread": mark("boxes misread: {boxes}"),
    "grey": mark("images partly grey: {images}"),
    "rewritten": mark("images written anew, or dropped: {images}"),
}
"""What a trainer does, by effect."""


@dataclass(frozen=True, slots=True)
class LossRow:
    """A row of the table of trainers: the reason, what each of TRAINERS does for it, and the first image."""

    reason: str
    cells: tuple[str, ...]
    first: Path


def loss_rows(all_losses: Sequence[Loss]) -> list[LossRow]:
    """Return what each trainer drops or misreads, by reason; nothing when all take everything."""
    rows = []
    for reason, sentence in REASONS.items():
        losses = {loss.trainer: loss for loss in all_losses if loss.reason == reason}
        if losses:
            cells = tuple(_cell(losses.get(trainer.key)) for trainer in TRAINERS)
            rows.append(LossRow(tr(sentence), cells, next(iter(losses.values())).first))
    return rows


def _cell(loss: Loss | None) -> str:
    if loss is None:
        return "–"
    return tr(_CELLS[loss.effect], images=f"{loss.images:,}", boxes=f"{loss.boxes:,}")


def needs_by_trainer(needs: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return the name of each trainer that asks for something, and the sentences on what."""
    by_key = [(trainer.title, [told for key, told in needs if key == trainer.key]) for trainer in TRAINERS]
    return [(title, told) for title, told in by_key if told]


def trainer_verdict(trainer: Trainer, all_losses: Sequence[Loss], needs: int) -> str:
    """Return in a line what a trainer makes of a dataset of which it asks for `needs` things."""
    effects = {loss.effect for loss in all_losses if loss.trainer == trainer.key}
    if "stops" in effects:
        told = tr("Would stop with an error.")
    elif effects:
        told = tr("Would not take everything as it is.")
    elif needs:
        return tr(
            "Would take every image and box of these files once this is seen to: {count}.",
            count=f"{needs:,}",
        )
    else:
        told = tr("Would take every image and box of these files.")
    return paragraph(told, tr("To see to first: {count}.", count=f"{needs:,}") if needs else "")


def kind_title(kind: str, count: int) -> str:
    """Return what a kind of finding means, in a row, and how many there are."""
    return f"{tr(FINDINGS[kind].meaning).rstrip('.。')}\u00a0({count:,})"


def found_by_kind(problems: Sequence[Problem]) -> list[str]:
    """Return a sentence for each kind that was found, the most serious first: how many, and the first one."""
    by_kind: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_kind[problem.kind].append(problem)
    sentences = []
    for kind in ordered(by_kind):
        first, *others = by_kind[kind]
        # What is said of a line tells of no file.
        told = f"{first.file.name}:{first.line}: {first.message}" if first.line else first.message
        title = kind_title(kind, len(others) + 1)
        sentences.append(tr("{title}. The first: {message}", title=title, message=told) if others else told)
    return sentences


def verdict(
    problems: Sequence[Problem], losses: Sequence[Loss], needs: Sequence[tuple[str, str]]
) -> list[str]:
    """Return in a few sentences how sound a dataset is, the most serious first."""
    counts: Counter[Severity] = Counter(FINDINGS[problem.kind].severity for problem in problems)
    sentences = [_first(counts["error"], counts["warn"])]
    sentences += [problem.message for problem in problems if problem.kind == "split_equal"]
    if not losses and needs:
        names = ", ".join(title for title, _ in needs_by_trainer(needs))
        told = tr(
            "All four reference trainers would take every image and box of these files once what is said of"
            " them is seen to: {names}.",
            names=names,
        )
        sentences.append(told)
    elif not losses:
        sentences.append(tr("All four reference trainers would take every image and box of these files."))
    stopped = [
        trainer.title
        for trainer in TRAINERS
        if any(loss.trainer == trainer.key and loss.effect == "stops" for loss in losses)
    ]
    if stopped:
        sentences.append(tr("Would stop with an error: {names}.", names=", ".join(stopped)))
    return sentences


def _first(errors: int, doubts: int) -> str:
    if errors:
        return tr(
            "Findings that cost images or boxes: {count}; that make results doubtful: {doubts}.",
            count=f"{errors:,}",
            doubts=f"{doubts:,}",
        )
    if doubts:
        return tr(
            "Nothing costs images or boxes. Findings that make results doubtful: {doubts}.",
            doubts=f"{doubts:,}",
        )
    return tr("Nothing was found that costs images or boxes, or makes results doubtful.")
