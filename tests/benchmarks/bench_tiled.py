"""Whole photos looked at in tiles and as a whole, by a model that was trained on tiles.

    python -m tests.benchmarks.bench_tiled wrgb/obj.data --epochs 16
    python -m tests.benchmarks.bench_tiled wrgb/obj.data --run RUN
    python -m tests.benchmarks.bench_tiled wrgb/obj.data --leave-out 20191125174805 --tiles 416 416:0

Tiles are `PHOTO_NUMBER.jpg`. Without `--leave-out` a model is trained on all of them and tested on the
photos that are no tiles. With it, on the tiles of the other photos, and tested on that one, stitched
together: where each photo has objects of one class alone only what is said without regard to classes
(`blind`) means something. Recall is that at a precision of 0.9, both in the mean of classes (0: there is no
such score). `--large N` tests untiled photos in a larger input, too: objects are as large there as in tiles,
and there are no seams.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import ImageRecord
from studio.core.evaluation.average_precision import MeanAveragePrecision
from studio.core.evaluation.examine import EVALUATION
from studio.core.pictures import imread
from studio.core.runtime.detector import Detector, load_detector
from studio.core.tiling.stitch import stitch_dataset
from studio.core.tiling.tiling import Tiling
from tests.benchmarks.loop_parts import copy_images, tiles_by_photo

PRECISION = 0.9
UNTILED = "untiled"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--run", type=Path, help="a model that is there already, instead of a training")
    parser.add_argument("--leave-out", metavar="PHOTO", help="train on the others' tiles, test on this one")
    parser.add_argument("--large", metavar="N", type=int, nargs="*", default=[], help="larger inputs")
    parser.add_argument("--tiles", nargs="+", default=["2x2", "208", "208:0", "208+whole"])
    parser.add_argument("--model", default="yolov5n")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--threads", type=int, help="of the network that is measured")
    options = parser.parse_args()
    dataset = open_dataset(options.data)
    by_photo = tiles_by_photo(dataset)
    photos = [record for record in dataset.records if "_" not in record.path.stem]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        tested, records = dataset, photos
        if options.leave_out:
            copy_images(dataset, by_photo.pop(options.leave_out), work / "left", labels=True)
            stitch_dataset(open_dataset(work / "left"), work / "whole")
            tested = open_dataset(work / "whole")
            records = list(tested.records)
        run = options.run or work / "run"
        if not options.run:
            others = [record for tiles in by_photo.values() for record in tiles]
            copy_images(dataset, others, work / "tiles", labels=True)
            _train(work / "tiles", run, options)
        for record in records:
            print(record.path.name, tested.image_size(record), len(tested.read(record).boxes), "boxes")
        print(f"{'':14} {'mAP@0.5':>8} {'recall':>8} | {'blind':>8} {'recall':>8} | {'ms':>8} {'tiles':>6}")
        inputs = {options.imgsz: [UNTILED, *options.tiles]} | {size: [UNTILED] for size in options.large}
        for imgsz, texts in inputs.items():
            with contextlib.closing(load_detector(run, imgsz=imgsz, threads=options.threads)) as detector:
                detector.thresholds = EVALUATION
                detector.warm_up()
                for text in texts:
                    detector.tiling = None if text == UNTILED else Tiling.parse(text)
                    name = text if imgsz == options.imgsz else f"{text} {imgsz}"
                    _measure(name, detector, tested, records)


def _train(data: Path, run: Path, options: argparse.Namespace) -> None:
    chosen = {"model": options.model, "imgsz": options.imgsz, "epochs": options.epochs, "seed": 0}
    arguments = [f"--{name}={value}" for name, value in chosen.items()]
    line = [sys.executable, "-m", "studio", "train", data, *arguments, "--threads=1", "--val-fraction=0.05"]
    subprocess.run([*map(str, line), "--out", str(run), "--json"], check=True, stdout=subprocess.DEVNULL)


def _measure(text: str, detector: Detector, dataset: Dataset, records: Iterable[ImageRecord]) -> None:
    by_class, blind = MeanAveragePrecision(detector.spec.class_names), MeanAveragePrecision(["thing"])
    milliseconds, tiles = [], 0
    for record in records:
        image = imread(record.path)
        start = time.perf_counter()
        result = detector.detect(image)
        milliseconds.append((time.perf_counter() - start) * 1000)
        tiles = result.tiles
        found, boxes = result.detections, dataset.read(record).boxes
        xyxy = np.array([box.xyxy for box in boxes], np.float64).reshape(-1, 4)
        class_ids = np.array([box.class_id for box in boxes], np.int64)
        by_class.add(found, xyxy, class_ids)
        # Of two classes at one place the surer counts.
        things = Detections(found.xyxy, found.scores, 0 * found.class_ids)
        things = nms(things, iou_threshold=EVALUATION.iou, top_k=EVALUATION.top_k)
        blind.add(things, xyxy, 0 * class_ids)
    sides = [
        f"{metric.result().map50:8.3f} {metric.recall_at_precision(PRECISION)[0]:8.3f}"
        for metric in (by_class, blind)
    ]
    print(f"{text:14} {sides[0]} | {sides[1]} | {np.mean(milliseconds):8.0f} {tiles:6}", flush=True)


if __name__ == "__main__":
    main()
