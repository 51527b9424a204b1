"""Anchors: ours beside the usual genanchors script, on one dataset.

    python -m tests.benchmarks.bench_anchors DATA --imgsz 416

The script's way, written anew: k-means with 1 - IoU as distance from boxes drawn at random, the mean of
width and height as centre, until no box changes its cluster; the best of some starts. Prints a table, and
fails when ours reach a lower mean IoU.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from studio.core.model.anchors import Sizes, fit_anchors, measure, shape_iou
from studio.core.runs.config import TrainConfig
from studio.core.training.prepare import open_data, plan_model

COUNTS = (6, 9)


def plain_kmeans(sizes: Sizes, count: int, rng: np.random.Generator) -> Sizes:
    """Return the centres (count, 2) of one random start."""
    centres = sizes[rng.choice(len(sizes), count, replace=False)]
    before = np.full(len(sizes), -1)
    while True:
        nearest = shape_iou(sizes, centres).argmax(axis=1)
        if (nearest == before).all():
            return centres
        before = nearest
        centres = np.array(
            [
                sizes[nearest == index].mean(axis=0) if (nearest == index).any() else centres[index]
                for index in range(count)
            ]
        )


def rivals(sizes: Sizes, count: int, starts: int, seed: int) -> dict[str, Sizes]:
    """Return the anchors of each way by name."""
    rng = np.random.default_rng(seed)
    tries = [plain_kmeans(sizes, count, rng) for _ in range(starts)]
    return {
        "genanchors, one start": tries[0],
        f"genanchors, best of {starts}": max(tries, key=lambda each: measure(sizes, each).mean_iou),
        "ours": fit_anchors(sizes, count, seed=seed),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", metavar="DATA", help="folder, data YAML or obj.data")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    config = TrainConfig(data=str(Path(options.data)), out="", imgsz=options.imgsz)
    opened = open_data(config, plan_model(config).table)
    sizes = opened.store.box_sizes(opened.dataset.image_size)
    print(f"{len(sizes):,} boxes of {len(opened.store)} training images at {options.imgsz} px")
    print(f"{'anchors':>7} {'seed':>4}  {'way':<24} {'mean IoU':>8} {'recall':>7}")
    for count in COUNTS:
        for seed in range(options.seeds):
            found = rivals(sizes, count, options.starts, seed)
            scores = {name: measure(sizes, anchors) for name, anchors in found.items()}
            for name, score in scores.items():
                print(f"{count:>7} {seed:>4}  {name:<24} {score.mean_iou:>8.4f} {score.recall:>7.3f}")
            assert scores["ours"].mean_iou == max(score.mean_iou for score in scores.values())
        begun = time.perf_counter()
        fit_anchors(sizes, count)
        print(f"{count:>7}       ours took {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
