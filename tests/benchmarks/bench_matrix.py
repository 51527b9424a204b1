"""Every family in every format, with every head and precision: written, proved against its checkpoint, timed.

    python -m tests.benchmarks.bench_matrix [--families NAME ...] [--formats NAME ...] [--heads NAME ...]
        [--precisions NAME ...] [--imgsz 160] [--images 12] [--work FOLDER] [--markdown FILE]

Networks are random ones whose heads are taught the pictures; they are kept in `--work` with what is known of
each cell: a second run goes on where the first was stopped, and does again what did not pass. Formats whose
packages live in another environment are added by a run of that environment's Python with the same `--work`.
`--markdown` gets the table of all cells asked for. Exits with 1 when a cell failed.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import itertools
import json
import os
import sys
import tempfile
import traceback
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast, get_args

import torch

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.errors import StudioError
from studio.core.export.export import export_model
from studio.core.export.exporters import EXPORTERS
from studio.core.model.zoo import ARCHITECTURES, find_table
from studio.core.runtime.contract import Precision
from studio.core.spec import Output
from tests.benchmarks.matrix_weights import drawn_set, write_taught

HEADS, PRECISIONS = get_args(Output), get_args(Precision)
CELLS = "cells.jsonl"
TITLES = ("family", "format", "head", "numbers", "verdict", "mAP points", "MB", "s", "p50 ms", "reason")
DONE = ("PASS", "written")


@dataclass(frozen=True, slots=True)
class Key:
    """Which cell."""

    family: str
    format: str
    head: str
    precision: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What came of a cell.

    Attributes:
        checkpoint: SHA-256 of the weights it was made of.
        verdict: of the proof; "written" where the file can't be run here, "–" where there is no file,
            "ERROR" where the studio did not know what to say.
        points: of mAP@0.5:0.95, in hundredths: the checkpoint's less the file's.
        reason: why there is no file, no proof or no pass.
    """

    checkpoint: str
    verdict: str
    points: float | None = None
    map50_95: float | None = None
    megabytes: float | None = None
    seconds: float | None = None
    inference_ms: float | None = None
    reason: str = ""

    def row(self, key: Key) -> list[str]:
        """Return the cells of a table's row."""
        figures = [
            "" if self.points is None else f"{self.points:+.2f} of {100 * (self.map50_95 or 0):.1f}",
            *(_figure(self.megabytes, 2), _figure(self.seconds, 1), _figure(self.inference_ms, 1)),
        ]
        return [key.family, key.format, key.head, key.precision, self.verdict, *figures, self.reason]


def _figure(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


class Notebook:
    """What is known of the cells, in a file that grows line by line."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / CELLS
        self._known: dict[Key, Cell] = {}
        if self._path.is_file():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                # The last line of a run that was killed may be half there.
                with contextlib.suppress(ValueError):
                    record = json.loads(line)
                    self._known[Key(**record["key"])] = Cell(**record["cell"])

    def get(self, key: Key, checkpoint: str) -> Cell | None:
        """Return a cell of these weights."""
        cell = self._known.get(key)
        return cell if cell and cell.checkpoint == checkpoint else None

    def add(self, key: Key, cell: Cell) -> None:
        """Keep a cell."""
        self._known[key] = cell
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write("\n" + json.dumps({"key": asdict(key), "cell": asdict(cell)}))


def refusal(key: Key) -> str:
    """Return why the studio won't write a cell, as it knows before it reads the weights; "" when it will."""
    exporter = EXPORTERS[key.format]
    problem = (
        exporter.misfit(cast(Output, key.head), cast(Precision, key.precision))
        or (exporter.needs and exporter.needs.missing())
        or exporter.refusal(find_table(key.family))
    )
    return problem.cause if problem else ""


def try_cell(key: Key, checkpoint: Path, digest: str, data: Dataset) -> Cell:
    """Write one file, prove it and return what came of it; the file is not kept."""
    half = key.precision == "fp16"
    with tempfile.TemporaryDirectory() as made:
        out = Path(made)
        try:
            report = export_model(checkpoint, [key.format], out, head=key.head, half=half, verify=data)
        except StudioError as problem:
            return Cell(digest, "–" if refusal(key) else "FAIL", reason=problem.cause)
        except Exception as error:
            traceback.print_exc()
            return Cell(digest, "ERROR", reason=f"{type(error).__name__}: {error}")
    (file,) = report.files
    size, seconds = file.size_bytes / 1e6, file.seconds
    proof = file.verification
    if proof is None:
        return Cell(digest, "written", megabytes=size, seconds=seconds, reason=file.not_compared)
    scores = proof.scores["checkpoint"] if proof.scores else {}
    return Cell(
        digest,
        proof.verdict,
        proof.drop["map50_95"] if proof.drop else None,
        scores.get("map50_95"),
        size,
        seconds,
        proof.stage_ms.get("file", {}).get("inference"),
        "" if proof.verdict == "PASS" else proof.sentence,
    )


def table(rows: Iterable[Sequence[str]], titles: Sequence[str]) -> list[str]:
    """Return the lines of a table in Markdown."""
    lines = [titles, ["---"] * len(titles), *rows]
    return [
        "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in line) + " |" for line in lines
    ]


def markdown(cells: dict[Key, Cell], what: str) -> str:
    """Return the page: a summary, every file that was written, and why others were not."""
    groups: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    reasons: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for key, cell in cells.items():
        if cell.megabytes is None:
            reasons[key.format, key.head, key.precision, cell.reason].append(key.family)
        else:
            groups[key.format, key.head, key.precision].append(cell)
    summary = []
    for group, members in groups.items():
        passed = sum(cell.verdict == "PASS" for cell in members)
        judged = sum(cell.verdict != "written" for cell in members)
        points = [cell.points for cell in members if cell.points is not None]
        megabytes = [cell.megabytes or 0 for cell in members]
        spread = f"{min(points):+.2f} to {max(points):+.2f}" if points else ""
        proved = f"{passed} of {judged} PASS" if judged else f"{len(members)} written, not run here"
        summary.append([*group, proved, spread, f"{min(megabytes):.2f} to {max(megabytes):.2f}"])
    families = {key.family for key in cells}
    why = [
        [*group[:3], "all" if len(names) == len(families) else ", ".join(names), group[3]]
        for group, names in reasons.items()
    ]
    written = [cell.row(key) for key, cell in cells.items() if cell.megabytes is not None]
    return "\n".join(
        [
            f"{what}\n",
            *table(summary, ("format", "head", "numbers", "proved", "mAP points lost", "MB")),
            "\nNo file:\n",
            *table(why, ("format", "head", "numbers", "families", "reason")),
            "\nEvery file:\n",
            *table(written, TITLES),
            "",
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--families", nargs="+", choices=ARCHITECTURES, default=ARCHITECTURES)
    parser.add_argument("--formats", nargs="+", choices=EXPORTERS, default=list(EXPORTERS))
    parser.add_argument("--heads", nargs="+", choices=HEADS, default=HEADS)
    parser.add_argument("--precisions", nargs="+", choices=PRECISIONS, default=PRECISIONS)
    parser.add_argument("--imgsz", type=int, default=160)
    parser.add_argument("--images", type=int, default=12, help="to prove on")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir(), "studio-matrix"))
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    if hasattr(os, "nice"):
        os.nice(5)
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    data = drawn_set(options.work, options.imgsz, options.images)
    opened, notebook = open_dataset(data), Notebook(options.work)
    cells: dict[Key, Cell] = {}
    print(*table([], TITLES), sep="\n", flush=True)
    for family in options.families:
        checkpoint = options.work / f"{family}-{data.parent.name}.pt"
        if not checkpoint.is_file():
            write_taught(checkpoint, family, data, options.imgsz)
        digest = sha256(checkpoint.read_bytes()).hexdigest()
        for names in itertools.product(options.formats, options.heads, options.precisions):
            key = Key(family, *names)
            cell = notebook.get(key, digest)
            if not (cell and cell.verdict in DONE):
                cell = try_cell(key, checkpoint, digest, opened)
                notebook.add(key, cell)
                # torch's traced modules hang in circles.
                gc.collect()
            cells[key] = cell
            print(table([], cell.row(key))[0], flush=True)
        if options.markdown:
            what = (
                f"{len(cells)} cells at {options.imgsz} px, compared on {options.images} drawn pictures that "
                f"the heads were taught; p50 of inference on {os.cpu_count()} processors, "
                "whatever else they did."
            )
            options.markdown.write_text(markdown(cells, what), encoding="utf-8")
    bad = {key: cell for key, cell in cells.items() if cell.verdict in ("FAIL", "NOTHING", "ERROR")}
    print(
        f"{len(cells)} cells: {sum(cell.verdict == 'PASS' for cell in cells.values())} PASS, {len(bad)} bad"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
