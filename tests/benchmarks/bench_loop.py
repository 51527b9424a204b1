"""The loop of labelling with a model: label some tiles, train, accept what it suggests, train again.

    python -m tests.benchmarks.bench_loop wrgb/obj.data --minutes 3

The last fifth of each photo's tiles, a strip of it, is held back (a whole photo would take a class with it:
each holds lamps of one colour). Of the others `--tiles` are given their known labels, a model is
trained on them for so many minutes, and what it suggests for the rest from `--accept` on becomes boxes,
by the same code as "Accept on all images" of the window; nobody corrects them. A second model is
trained on all, as long. Printed are mAP of both on the tiles held back, and which boxes a person would
have had to touch: to make every label of the rest right after accepting, beside drawing all of them.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from pathlib import Path

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.labelling.accepting import accept
from studio.core.labelling.assist import Suggestions, above
from studio.core.labelling.session import LabelSession
from studio.core.runs.suggestions import ghost_file, rejections_of
from tests.benchmarks.loop_parts import (
    copy_images,
    hold_back,
    spread,
    studio,
    tiles_by_photo,
    touches,
    train_for,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minutes", type=float, default=3.0, help="of each training")
    parser.add_argument("--tiles", type=int, default=40)
    parser.add_argument("--accept", type=float, default=0.5, help="least score")
    parser.add_argument("--model", default="yolov5n")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--work", type=Path, help="folder to keep everything in")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        run_loop(options, work)


def run_loop(options: argparse.Namespace, work: Path) -> None:
    """Do it all in a folder, and print as it goes."""
    dataset = open_dataset(options.data)
    tiles, held = hold_back(tiles_by_photo(dataset), 0.2)
    labelled = spread(tiles, options.tiles)
    rest = [record for record in tiles if record not in labelled]
    folder, held_back = work / "set", work / "held"
    copy_images(dataset, labelled, folder, labels=True)
    copy_images(dataset, rest, folder, labels=False)
    copy_images(dataset, held, held_back, labels=True)
    truth = sum(len(dataset.read(record).boxes) for record in rest)
    print(f"labelled {len(labelled)} tiles; the rest: {len(rest)} with {truth} boxes; held back {len(held)}")
    chosen = {"model": options.model, "imgsz": options.imgsz}
    first, second = work / "first", work / "second"
    print("first: ", train_for(options.minutes, folder, first, **chosen))
    _tell_score("before", first, held_back)
    studio("suggest", first, folder, "--unlabelled")
    _accept(folder, first, options.accept)
    _tell_touches(dataset, open_dataset(folder), {record.path.stem for record in rest})
    print("second:", train_for(options.minutes, folder, second, **chosen))
    _tell_score("after", second, held_back)


def _tell_score(when: str, run: Path, data: Path) -> None:
    found = studio("evaluate", run, data, "--split", "all")
    print(f"{when:8} mAP@0.5 {found['map50']:.3f}  mAP@0.5:0.95 {found['map50_95']:.3f}  held back")


def _accept(folder: Path, model: Path, score: float) -> None:
    dataset = open_dataset(folder)
    session = LabelSession(dataset)
    suggestions = Suggestions(ghost_file(model, dataset.source), rejections_of(folder), dataset.class_names)
    found = {}
    for index, record in enumerate(dataset.records):
        if dataset.state(record) == "unseen":
            found[index] = above(suggestions.ghosts(record.path, ()) or (), score)
    count, images = accept(session, suggestions, found)
    print(f"accepted {count} boxes on {images} tiles, from {score:.2f} on")


def _tell_touches(known: Dataset, made: Dataset, stems: set[str]) -> None:
    truth = {record.path.stem: known.read(record).boxes for record in known.records}
    right = misnamed = spurious = missed = 0
    for record in made.records:
        if record.path.stem in stems:
            found = touches(made.read(record).boxes, truth[record.path.stem])
            right += found.right
            misnamed += len(found.misnamed)
            spurious += len(found.spurious)
            missed += len(found.missed)
    touched, drawn = misnamed + spurious + missed, right + misnamed + missed
    print(f"a person would touch {touched} boxes instead of drawing {drawn} ({touched / max(drawn, 1):.3f})")
    print(f"  right {right}, of another class {misnamed}, none {spurious}, missed {missed}")


if __name__ == "__main__":
    main()
