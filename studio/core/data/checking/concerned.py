"""Which image each finding is about: its own file, its labels', or the line of a list that names it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from studio.core.data import paths
from studio.core.data.dataset import Dataset
from studio.core.data.descriptions import list_folders, read_list
from studio.core.data.record import ImageRecord, Problem
from studio.core.errors import StudioError


def records_of(dataset: Dataset, problems: Iterable[Problem]) -> list[ImageRecord | None]:
    """Return the image of each problem; None for what is about none, or one that is not there."""
    by_file = {record.label_path: record for record in reversed(dataset.records)}
    by_file |= {record.path: record for record in dataset.records}
    lists = {one.path: one for one in dataset.lists}
    read: dict[Path, list[str]] = {}

    def in_list(problem: Problem) -> ImageRecord | None:
        one = lists.get(problem.file)
        if one is None or problem.line is None:
            return None
        if one.path not in read:
            try:
                read[one.path] = read_list(one.path)
            except StudioError:
                read[one.path] = []
        lines = read[one.path]
        if problem.line > len(lines):
            return None
        folders, own = list_folders(one.path, one.folders, one.own)
        found = paths.find(folders, lines[problem.line - 1], own=own)
        return by_file.get(Path(os.path.normpath(found.path))) if found is not None else None

    return [by_file.get(problem.file) or in_list(problem) for problem in problems]
