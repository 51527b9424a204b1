"""What `studio check --json` answered, as the page shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.data.checking.findings import ordered
from studio.core.data.checking.trainers import Loss
from studio.core.data.record import Problem


@dataclass(frozen=True, slots=True)
class Result:
    """A check's document; problems are by kind, the most serious kinds first."""

    document: dict[str, Any]
    problems: dict[str, list[Problem]]
    losses: list[Loss]
    needs: list[tuple[str, str]]
    partners: dict[Path, Path]
    """Of images that show nearly the same picture, the first of each group."""


def read_result(document: dict[str, Any]) -> Result:
    """Return a document's content; a kind that this window does not know is left out."""
    by_kind: dict[str, list[Problem]] = defaultdict(list)
    for one in document["problems"]:
        by_kind[one["kind"]].append(Problem(one["kind"], Path(one["file"]), one["line"], one["message"]))
    losses = [Loss(**{**row, "first": Path(row["first"])}) for row in document["trainers"]["losses"]]
    groups = [list(map(Path, group)) for group in document["near"]]
    return Result(
        document,
        {kind: by_kind[kind] for kind in ordered(by_kind)},
        losses,
        [(key, told) for key, told in document["trainers"]["needs"]],
        {path: first for first, *others in groups for path in others},
    )
