"""The check as one HTML page that needs nothing but itself: verdict, trainers, pictures, plots."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from studio.core.data.checking.concerned import records_of
from studio.core.data.checking.examination import Examination
from studio.core.data.checking.findings import FINDINGS, TITLES, ordered
from studio.core.data.checking.trainers import TRAINERS
from studio.core.data.checking.words import kind_title, loss_rows, needs_by_trainer, verdict
from studio.core.data.dataset import Dataset
from studio.core.data.photos import place_of
from studio.core.data.record import ImageRecord, Problem
from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.report.check_pictures import draw_problem
from studio.core.report.check_plots import check_plots
from studio.core.report.page import document, picture, section, table, tiles, warnings
from studio.core.report.plots import escape
from studio.core.words import paragraph, tr

SHOWN_PICTURES, SHOWN_ROWS = 6, 200
"""Of each kind of finding."""


def write_check_page(
    dataset: Dataset,
    found: Examination,
    file: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Write the page of an examination.

    Args:
        progress: told (kinds done, kinds in all).

    Raises:
        StudioError: the file can't be written.
    """
    atomic_write(file, render_check_page(dataset, found, progress=progress).encode())


def render_check_page(
    dataset: Dataset, found: Examination, *, progress: Callable[[int, int], None] = lambda done, of: None
) -> str:
    """Return the page; pictures are read and drawn on the way."""
    title = tr("Check of {data}", data=dataset.name)
    report = found.report
    figures = [
        (tr("images"), f"{report.images:,}"),
        (tr("boxes"), f"{report.boxes:,}"),
        (tr("classes"), f"{len(report.classes):,}"),
        (tr("not labelled yet"), f"{report.unseen:,}"),
        (tr("without objects"), f"{report.empty:,}"),
        *((tr("images in {split}", split=split), f"{count:,}") for split, count in report.splits.items()),
        (tr("findings"), f"{len(report.problems):,}"),
    ]
    plots = check_plots(found.figures.to_dict(report.classes), report.classes)
    cards = [f'<div class="card">{plot}</div>' for plot in plots.values()]
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(sentence)}</p>" for sentence in verdict(report.problems, found.losses, found.needs)),
        *warnings(dataset.notes),
        *tiles(figures),
        *section(tr("What the reference trainers make of it"), _trainers(dataset, found)),
        *section(tr("Boxes, classes and images"), ['<div class="plots">', *cards, "</div>"] if cards else []),
        *(line for part in _findings(dataset, found, progress) for line in part),
    ]
    return _without_folder(document(title, parts), dataset)


def _without_folder(text: str, dataset: Dataset) -> str:
    """Return the page without where on this machine the dataset lies, which it tells nobody."""
    place = escape(str(dataset.root))
    return text.replace(place + os.sep, "").replace(place, escape(dataset.name)) if len(place) > 1 else text


def _trainers(dataset: Dataset, found: Examination) -> list[str]:
    """Return the table of what they drop, and what each asks for beyond."""
    heads = (tr("why"), *(trainer.title for trainer in TRAINERS), tr("the first"))
    rows = [
        [row.reason, *row.cells, place_of(dataset, ImageRecord(row.first, row.first))]
        for row in loss_rows(found.losses)
    ]
    parts = [f'<div class="card scroll">{table(heads, rows)}</div>'] if rows else []
    needs = needs_by_trainer(found.needs)
    if needs:
        lines = (
            f"<p><strong>{escape(title)}</strong>: {escape(paragraph(*told))}</p>" for title, told in needs
        )
        parts.append(f'<div class="card needs">{"".join(lines)}</div>')
    return parts


def _findings(
    dataset: Dataset, found: Examination, progress: Callable[[int, int], None]
) -> Iterator[list[str]]:
    """Yield a section for each kind that was found: what it means, pictures, all rows folded."""
    by_kind: dict[str, list[Problem]] = defaultdict(list)
    for problem in found.report.problems:
        by_kind[problem.kind].append(problem)
    partners = {group[at]: group[0] for group in found.near for at in range(1, len(group))}
    by_path = {record.path: record for record in dataset.records}
    kinds = ordered(by_kind)
    for done, kind in enumerate(kinds, start=1):
        problems, about = by_kind[kind], FINDINGS[kind]
        severity = escape(tr(TITLES[about.severity]))
        parts = [
            f'<p><span class="badge">{severity}</span> {escape(tr(about.advice)) if about.advice else ""}</p>'
        ]
        pictures = list(_pictures(dataset, problems, by_path, partners))
        if pictures:
            parts += ['<div class="pictures small">', *pictures, "</div>"]
        if len(pictures) < len(problems):
            parts += _rows(dataset, problems)
        progress(done, len(kinds))
        yield section(kind_title(kind, len(problems)), parts)


def _pictures(
    dataset: Dataset,
    problems: Sequence[Problem],
    by_path: dict[Path, ImageRecord],
    partners: dict[Path, Path],
) -> Iterator[str]:
    shown: set[Path] = set()
    some = problems[:SHOWN_ROWS]
    for problem, record in zip(some, records_of(dataset, some), strict=True):
        if record is None or record.path in shown or len(shown) == SHOWN_PICTURES:
            continue
        other = (
            partners.get(record.path) if problem.kind in ("image_near", "image_copy", "split_near") else None
        )
        try:
            content = draw_problem(dataset, record, problem, by_path.get(other) if other else None)
        except StudioError:
            # What can't be decoded has no picture; its row says so.
            continue
        shown.add(record.path)
        line = f":{problem.line}" if problem.line else ""
        yield picture(f"{problem.file.name}{line}", problem.message, content)


def _rows(dataset: Dataset, problems: Sequence[Problem]) -> list[str]:
    lines = []
    for problem in problems[:SHOWN_ROWS]:
        place = place_of(dataset, ImageRecord(problem.file, problem.file))
        line = f":{problem.line}" if problem.line else ""
        lines.append(f"<p><code>{escape(place + line)}</code> {escape(problem.message)}</p>")
    if len(problems) > SHOWN_ROWS:
        more = tr("and {count} more", count=f"{len(problems) - SHOWN_ROWS:,}")
        lines.append(f'<p class="muted">{escape(more)}</p>')
    is_open = " open" if len(problems) <= 12 else ""
    told = escape(tr("All {count}", count=f"{len(problems):,}"))
    return [f'<details class="card"{is_open}><summary>{told}</summary>', *lines, "</details>"]
