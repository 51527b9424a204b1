"""What every verb and page that uses a dataset has to say of it: what is dropped, what is converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from studio.core.data.dataset import Dataset
from studio.core.data.photos import sidecar_problems
from studio.core.data.places import stray_labels
from studio.core.data.record import BOXLESS_KINDS, ImageRecord, Problem
from studio.core.words import mark, tr

NOTES: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset(("split_missing",)),
        mark("Declared folders or lists that do not exist: {count}. The first: {message}"),
    ),
    (
        frozenset(("split_empty",)),
        mark("Declared folders or lists without images: {count}. The first: {message}"),
    ),
    (
        frozenset(("tiles_unreadable", "tiles_foreign")),
        mark("Names alone tell which tiles are of one photo: {message}"),
    ),
    (
        frozenset(("image_missing",)),
        mark("Images that lists name and that do not exist: {count}. The first: {place}: {message}"),
    ),
    (
        frozenset(("names",)),
        mark("Faults in the class names: {count}. The first: {file}: {message}"),
    ),
    (
        BOXLESS_KINDS,
        mark(
            "Label lines that can't be read, so that their objects are missing: {count} in {files} files."
            " The first: {place}: {message}"
        ),
    ),
    (
        frozenset(("label_polygon",)),
        mark(
            "Label lines that are polygons, of which the box around them is used: {count} in {files} files."
        ),
    ),
    (
        frozenset(("label_keypoints",)),
        mark("Label lines with keypoints, of which the box alone is used: {count} in {files} files."),
    ),
    (
        frozenset(("label_score",)),
        mark(
            "Label lines with a sixth value (a score, or the number of a track), which is not used:"
            " {count} in {files} files."
        ),
    ),
    (
        frozenset(("label_text",)),
        mark(
            "Label lines with text behind the box, which is not used: {count} in {files} files, such as"
            " {place}."
        ),
    ),
    (
        frozenset(("label_spelling",)),
        mark(
            "Label lines with commas, quotes or brackets, which are read but stop other programs:"
            " {count} in {files} files, such as {place}."
        ),
    ),
    (
        frozenset(("label_encoding",)),
        mark(
            "Label files that are not in plain UTF-8, which are read but stop other programs: {count},"
            " such as {file}."
        ),
    ),
    (
        frozenset(("label_stray",)),
        mark("Label files that belong to no image: {count}, such as {file}."),
    ),
    (
        frozenset(("label_shared",)),
        mark("Images that have their label file in common with another one: {count}. The first: {message}"),
    ),
    (
        frozenset(("list_duplicate",)),
        mark("Images that a list names again, which are used once: {count}. The first: {place}"),
    ),
)
"""Kinds of Problem and the sentence that counts them, most serious first."""


def label_notes(problems: Iterable[Problem]) -> list[str]:
    """Return a sentence with a count for each sort of problem that changes what is used of a dataset."""
    by_kind: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_kind[problem.kind].append(problem)
    sentences = []
    for kinds, sentence in NOTES:
        found = [problem for kind in by_kind if kind in kinds for problem in by_kind[kind]]
        if found:
            first = found[0]
            sentences.append(
                tr(
                    sentence,
                    count=len(found),
                    files=len({problem.file for problem in found}),
                    file=first.file,
                    place=f"{first.file}:{first.line}" if first.line else first.file,
                    message=first.message,
                )
            )
    return sentences


def data_notes(dataset: Dataset, records: Sequence[ImageRecord] | None = None) -> list[str]:
    """Return what is dropped or converted of the labels of some images (of all), and what opening met.

    Reads label files, and opens no image.
    """
    records = dataset.records if records is None else records
    of_lines = (problem for record in records for problem in dataset.read_lines(record).problems)
    return label_notes([*of_lines, *dataset_problems(dataset)])


def dataset_problems(dataset: Dataset) -> list[Problem]:
    """Return the problems of a dataset as a whole: of opening it, labels without an image, its sidecar."""
    return [*dataset.problems, *stray_problems(dataset), *sidecar_problems(dataset)]


def stray_problems(dataset: Dataset) -> list[Problem]:
    """Return a problem for each label file under the dataset's folder that belongs to no image."""
    return [
        Problem("label_stray", path, None, tr("No image belongs to the label file {name}.", name=path.name))
        for path in stray_labels(dataset.root, dataset.records)
    ]
