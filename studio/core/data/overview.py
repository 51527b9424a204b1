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
        problems: one sentence for each thing a trainer would drop or misread.
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
    problems: tuple[str, ...]
    colours: Literal["", "names", "boxes"]

    @property
    def labelled(self) -> int:
        """Images with at least one box."""
        return self.images - self.unseen - self.empty


def study(dataset: Dataset, *, seed: int = 0, is_cancelled: Callable[[], bool] = lambda: False) -> DataFacts:
    """Count a dataset's images and boxes and plan its split; reads label files, changes nothing.

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    from studio.core.data.checking.checks import check_dataset, hue_matters
    from studio.core.data.colours import boxes_differ_by_colour
    from studio.core.data.notes import label_notes
    from studio.core.data.splitting.splits import Split, training_split

    report = check_dataset(dataset, is_cancelled=is_cancelled)
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
        problems=tuple(problem.message for problem in report.problems),
        colours=colours,
    )
