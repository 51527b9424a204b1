"""What the Train page tells about a dataset before training; counted in a thread, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from studio.core.errors import Cancelled, StudioError

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset


@dataclass(frozen=True, slots=True)
class DataFacts:
    """Counts of a dataset, how it would be split, and what to look at before training.

    Attributes:
        boxes: per class name, in class order.
        notes: sentences of opening the dataset and of the split.
        warnings: sentences on what makes the scores doubtful.
        refusal: why it can't be trained on, or "".
        findings: how many there are in all. found: one sentence for each kind of them, as Check finds them.
        colours: whether the classes' `names` are colours, or else their `boxes` differ by colour, so that hue
            should be left alone; or "".
    """

    images: int
    unseen: int
    empty: int
    boxes: dict[str, int]
    train: int
    val: int
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    refusal: str
    findings: int
    found: tuple[str, ...]
    colours: Literal["", "names", "boxes"]

    @property
    def labelled(self) -> int:
        """Images with at least one box."""
        return self.images - self.unseen - self.empty


def study(
    dataset: Dataset,
    *,
    seed: int = 0,
    size: int | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> DataFacts:
    """Count a dataset's images and boxes, plan its split, and find what Check does; changes nothing.

    Pictures are not compared with each other: that takes minutes where there are many.

    Args:
        size: the training size in pixels that tiny boxes are judged at; the usual one if nothing is said.

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    from studio.core.data.checking.checks import hue_matters
    from studio.core.data.checking.examination import TRAINING_SIZE, examine
    from studio.core.data.checking.words import found_by_kind
    from studio.core.data.colours import boxes_differ_by_colour
    from studio.core.data.notes import label_notes
    from studio.core.data.splitting.splits import Split, training_split

    report = examine(dataset, size=size or TRAINING_SIZE, compares=False, is_cancelled=is_cancelled).report
    boxes = dict.fromkeys(dataset.class_names, 0)
    for class_id, count in report.boxes_by_class.items():
        if class_id < len(dataset.class_names):
            boxes[dataset.class_names[class_id]] += count
    refusal = ""
    try:
        split = training_split(dataset, seed=seed)
    except StudioError as error:
        split, refusal = Split([], []), str(error)
    # As a training decides.
    colours: Literal["", "names", "boxes"] = "names" if hue_matters(dataset.class_names) else ""
    if is_cancelled():
        raise Cancelled
    if not colours and boxes_differ_by_colour(dataset, split.train):
        colours = "boxes"
    return DataFacts(
        images=len(dataset.records),
        unseen=report.unseen,
        empty=report.empty,
        boxes=boxes,
        train=len(split.train),
        val=len(split.val),
        notes=(*dataset.notes, *(note for note in split.notes if note not in split.warnings)),
        warnings=(*label_notes(report.problems), *split.warnings),
        refusal=refusal,
        findings=len(report.problems),
        found=tuple(found_by_kind(report.problems)),
        colours=colours,
    )
