"""What Yolo-FastestV2's own trainer is started with: a `.data` of four parts, and lists of absolute paths.

Its code makes a label's path of what stands before the first point of an image's path, stops at an image
without a label file, and has no default for val and anchors (dog-qiuqiu/Yolo-FastestV2, utils/datasets.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from studio.core.conversion.convert import Also, Conversion, Written
from studio.core.data.formats.lists import write_text
from studio.core.errors import StudioError
from studio.core.words import tr, trn

FOLDER = "yolo-fastestv2"
ANCHORS = 6
EPOCHS, STEPS, BATCH, RATE = 300, (150, 250), 16, 0.001
"""As in the `data/coco.data` that comes with it, but for the batch, which fits any machine."""
STRIDE, USUAL_SIZE = 32, 352
"""Pixels: an input's sides are multiples of the first, and the second where nobody says otherwise."""
FASTEST_FORMAT = "darknet"
"""Of LABEL_FORMATS the one whose labels it reads."""

Sizes = list[tuple[float, float]]
Fit = Callable[[Sizes, int], Sizes]


def check_place(out: Path, to: str) -> None:
    """Raise a StudioError where its trainer would not find what is written."""
    if to != FASTEST_FORMAT:
        raise StudioError(
            tr("Yolo-FastestV2 reads labels beside images, as darknet does."), tr("Use --to darknet.")
        )
    if "." in Path(out).absolute().as_posix():
        raise StudioError(
            tr("Yolo-FastestV2 finds no labels in {out}: there is a point in its path.", out=out),
            tr("Choose a folder without points in its whole path."),
        )


def data_file_writer(imgsz: int, fit: Fit) -> Also:
    """Return what writes the `.data` and its lists beside the labels of darknet.

    Raises:
        StudioError: its network has no input of that size.
    """
    if imgsz < STRIDE or imgsz % STRIDE:
        raise StudioError(
            tr("The input size {size} is not a multiple of {stride}.", size=imgsz, stride=STRIDE),
            tr("Use 352, as it comes, or 416."),
        )

    def write(folder: Path, report: Conversion, written: Written) -> None:
        lists: dict[str, list[str]] = {"train": [], "val": []}
        dotted = 0
        for path, split in written.splits.items():
            if split not in lists:
                continue
            if "." in PurePosixPath(path).stem:
                dotted += 1
                continue
            lists[split].append(f"{(report.out / path).as_posix()}\n")
        if dotted:
            report.notes.append(
                trn(
                    "{n} image has a point in its name and isn't in the lists of Yolo-FastestV2.",
                    "{n} images have a point in their names and aren't in the lists of Yolo-FastestV2.",
                    dotted,
                )
            )
        if not lists["val"]:
            lists["val"] = lists["train"]
            report.notes.append(
                tr("There is no val split: Yolo-FastestV2 is given train for it, so its score will flatter.")
            )
        for split, rows in lists.items():
            write_text(folder / FOLDER / f"{split}.txt", "".join(rows))
        anchors = fit(_sizes(written, imgsz), ANCHORS)
        names = (report.out / "obj.names").as_posix()
        place = (report.out / FOLDER).as_posix()
        told: dict[str, dict[str, object]] = {
            "name": {"model_name": "studio"},
            "train-configure": {
                "epochs": EPOCHS,
                "steps": ",".join(map(str, STEPS)),
                # What doesn't fill a batch is not trained on.
                "batch_size": min(BATCH, len(lists["train"])) or BATCH,
                "subdivisions": 1,
                "learning_rate": RATE,
            },
            "model-configure": {
                "pre_weights": None,
                "classes": len(report.names),
                "width": imgsz,
                "height": imgsz,
                "anchor_num": ANCHORS // 2,
                "anchors": ", ".join(f"{width:.2f},{height:.2f}" for width, height in anchors),
            },
            "data-configure": {"train": f"{place}/train.txt", "val": f"{place}/val.txt", "names": names},
        }
        parts = (
            f"[{part}]\n" + "".join(f"{key}={value}\n" for key, value in rows.items())
            for part, rows in told.items()
        )
        write_text(folder / FOLDER / "yolo-fastestv2.data", "\n".join(parts))

    return write


def _sizes(written: Written, imgsz: int) -> Sizes:
    """Return the width and height of each box in an input that every image is stretched to."""
    found: Sizes = []
    for key, sides in written.sides.items():
        width, height = written.sizes[key]
        for index in range(0, len(sides), 4):
            x1, y1, x2, y2 = sides[index : index + 4]
            found.append(((x2 - x1) / width * imgsz, (y2 - y1) / height * imgsz))
    return found or [(imgsz / 4, imgsz / 4)]
