"""Finding likely label mistakes of a dataset with any model that can be run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import Dataset
from studio.core.data.splitting.splits import check_classes
from studio.core.errors import StudioError
from studio.core.evaluation.bugs import CONFIDENCE, Bug, Labelled, count_noticed, find_bugs
from studio.core.evaluation.examine import look_through
from studio.core.runtime.detector import OwnTiling, load_detector
from studio.core.runtime.threads import Threads
from studio.core.tiling.tiling import Tiling
from studio.core.weights.given import NOTHING, Given
from studio.core.words import tr

FOR_BUGS = Thresholds(confidence=CONFIDENCE, iou=0.6, top_k=1000)


@dataclass(frozen=True, slots=True)
class Found:
    """What a model tells of the labels of a dataset.

    Attributes:
        bugs: the likely mistakes, the surest first.
        boxes: how many are labelled. noticed: at how many of them the model found anything.
    """

    bugs: list[Bug]
    boxes: int
    noticed: int

    def doubt(self) -> str:
        """Return a sentence where the model finds too little to judge the labels, else ""."""
        if 2 * self.noticed >= self.boxes:
            return ""
        return tr(
            "The model found something at {noticed} of {boxes} labelled boxes and can't judge the others: "
            "choose one that finds more.",
            noticed=f"{self.noticed:,}",
            boxes=f"{self.boxes:,}",
        )


def find_label_bugs(
    model: Path,
    dataset: Dataset,
    *,
    imgsz: int | None = None,
    threads: Threads = None,
    given: Given = NOTHING,
    tiling: Tiling | OwnTiling | None = "own",
    say: Callable[[str], None] = lambda sentence: None,
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Run a model over the images that have label files, and return their likely mistakes.

    Args:
        imgsz, threads, given, tiling: as for `evaluate_model`.
        say: told about images that can't be read. progress: told (images done, images in all).

    Raises:
        StudioError: not a model, other classes than the dataset's, or no image has labels.
    """
    records = [record for record in dataset.records if dataset.state(record) != "unseen"]
    if not records:
        raise StudioError(
            tr("No image of {dataset} is labelled yet.", dataset=dataset.name),
            tr("Label some images first; the finder looks for mistakes in labels."),
        )
    detector = load_detector(model, imgsz=imgsz, threads=threads, given=given, tiling=tiling)
    try:
        added = check_classes(detector.spec.class_names, dataset.class_names)
        detector.thresholds = FOR_BUGS
        seen = []
        sights = look_through(
            detector,
            records,
            lambda record: dataset.read(record).boxes,
            lambda problem: say(tr("Left out: {cause}", cause=problem.cause)),
        )
        for each in sights:
            seen.append(Labelled(str(each.path), each.xyxy, each.class_ids, each.detections))
            if progress:
                progress(len(seen), len(records))
    finally:
        detector.close()
    known = len(dataset.class_names) - len(added)
    bugs = find_bugs(seen, dataset.class_names, known_classes=known)
    return Found(bugs, sum(len(each.xyxy) for each in seen), count_noticed(seen))
