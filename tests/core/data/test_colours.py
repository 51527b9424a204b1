"""Classes that differ by colour are told from the pixels, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.core.data.colours import boxes_differ_by_colour
from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import write_sample_set
from studio.core.pictures import imwrite


def test_lamps_of_four_colours_are_told_by_colour(tmp_path: Path) -> None:
    dataset = open_dataset(write_sample_set(tmp_path, images=10, seed=4))
    assert boxes_differ_by_colour(dataset, dataset.records)


def test_shapes_of_one_colour_are_not(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    (tmp_path / "classes.txt").write_text("wide\ntall\n")
    for number in range(6):
        image = rng.integers(0, 255, (100, 100, 3), np.uint8)
        imwrite(tmp_path / f"{number}.png", image)
        lines = [f"{index % 2} 0.{index + 1} 0.5 0.0{5 + index % 2} 0.2" for index in range(8)]
        (tmp_path / f"{number}.txt").write_text("\n".join(lines) + "\n")
    dataset = open_dataset(tmp_path)
    assert not boxes_differ_by_colour(dataset, dataset.records)


def test_too_few_boxes_say_nothing(tmp_path: Path) -> None:
    dataset = open_dataset(write_sample_set(tmp_path, images=10, seed=4))
    assert not boxes_differ_by_colour(dataset, dataset.records[:0])
