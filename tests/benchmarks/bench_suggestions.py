"""Suggestions for all images of a dataset beside the bare detector on the same pictures.

    python -m tests.benchmarks.bench_suggestions RUN wrgb/obj.data

Runs `suggest` as `studio suggest` does (pictures are read, what is found is kept in a file), then the
detector alone on pictures that are in memory, and prints seconds and images a second of both. The model
was warmed up.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import open_dataset
from studio.core.labelling.ghost_file import GhostFile, Stamp
from studio.core.pictures import imread
from studio.core.runs.suggestions import LEAST_SCORE, suggest
from studio.core.runtime.detector import load_detector


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--images", type=int, default=240)
    parser.add_argument("--repeats", type=int, default=2)
    options = parser.parse_args()
    dataset = open_dataset(options.data)
    images = [record.path for record in dataset.records][: options.images]
    detector = load_detector(options.model)
    detector.warm_up()
    detector.thresholds = Thresholds(confidence=LEAST_SCORE)
    print(f"{len(images)} images, {options.model.name}")
    try:
        for _ in range(options.repeats):
            with tempfile.TemporaryDirectory() as folder:
                ghosts = GhostFile(Path(folder) / "ghosts.jsonl", Stamp(0, 0))
                begun = time.perf_counter()
                count = suggest(detector, images, ghosts)
                _tell("suggestions, from files to a file", count, time.perf_counter() - begun)
            pictures = [imread(path) for path in images]
            begun = time.perf_counter()
            for picture in pictures:
                detector.detect(picture)
            _tell("the detector alone, pictures in memory", len(pictures), time.perf_counter() - begun)
    finally:
        detector.close()


def _tell(what: str, count: int, seconds: float) -> None:
    print(f"{what:40} {seconds:7.1f} s {count / seconds:7.1f} images/s")


if __name__ == "__main__":
    main()
