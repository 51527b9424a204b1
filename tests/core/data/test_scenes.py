"""Drawn scenes: repeatable, with boxes that are where the light is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.data import scenes
from studio.core.data.checking.checks import check_dataset, hue_matters
from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import CLASS_NAMES, SceneMovie, SceneStyle, draw_scene, write_sample_set
from studio.core.errors import StudioError
from studio.core.pictures import Image


@pytest.mark.parametrize("size_wh", [(416, 416), (200, 120), (641, 480)])
def test_a_seed_gives_the_same_picture_and_boxes(size_wh: tuple[int, int]) -> None:
    picture, boxes = draw_scene(5, size_wh)
    again, boxes_again = draw_scene(5, size_wh)
    assert picture.shape == (size_wh[1], size_wh[0], 3)
    assert picture.dtype == np.uint8
    assert np.array_equal(picture, again)
    assert boxes == boxes_again
    assert not np.array_equal(picture, draw_scene(6, size_wh)[0])


def test_boxes_are_bulbs() -> None:
    """A bulb's middle is bright, what lies around its box is darker, and its colour is its class."""
    seen = dict.fromkeys(CLASS_NAMES, 0)
    sizes, matches = [], []
    for seed in range(12):
        picture, boxes = draw_scene(seed)
        for box in boxes:
            assert 0 <= box.x1 < box.x2 <= 416
            assert 0 <= box.y1 < box.y2 <= 416
            if min(box.x1, box.y1) < 8 or max(box.x2, box.y2) > 408:
                continue
            seen[CLASS_NAMES[box.class_id]] += 1
            sizes.append(box.width)
            x1, y1, x2, y2 = (round(side) for side in box.xyxy)
            inside = picture[y1:y2, x1:x2].reshape(-1, 3).astype(float)
            around = picture[y1 - 4 : y2 + 4, x1 - 4 : x2 + 4].astype(float)
            around[4:-4, 4:-4] = np.nan
            ring = np.nanmean(around.reshape(-1, 3), axis=0)
            assert inside.mean() > ring.mean() + 15
            if box.class_id:
                # The middle is white in every colour; the rim's hue, against the floor's, tells the class.
                floor = np.median(picture.reshape(-1, 3), axis=0)
                tint = ring / ring.sum() - floor / floor.sum()
                matches.append(int(np.argmax(tint)) == box.class_id - 1)
    # A neighbour of another colour may outshine the rim.
    assert np.mean(matches) > 0.95
    assert min(seen.values()) > 10
    assert min(sizes) > 6
    assert max(sizes) < 25


def test_a_sample_set_is_a_dataset_without_problems(tmp_path: Path) -> None:
    dataset = open_dataset(write_sample_set(tmp_path / "set", images=5, size_wh=(256, 192), seed=2))
    report = check_dataset(dataset)
    assert report.problems == []
    assert report.images == 5
    assert report.splits == {"train": 4, "val": 1}
    assert report.boxes > 10
    assert hue_matters(dataset.class_names)


def test_the_movie_moves_and_knows_its_boxes() -> None:
    movie = SceneMovie((320, 240), seed=3)
    assert np.array_equal(movie.frame(0.0), movie.frame(0.0))
    assert not np.array_equal(movie.frame(0.0), movie.frame(0.5))
    counts = set()
    for moment in range(12):
        frame, boxes = movie.frame(moment), movie.boxes(moment)
        assert frame.shape == (240, 320, 3)
        counts.add(len(boxes))
        for box in boxes:
            x, y = int((box.x1 + box.x2) / 2), int((box.y1 + box.y2) / 2)
            assert frame[y, x].max() > 150
    assert len(counts) > 3, "bulbs come, go and blink"


def test_a_frame_draws_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    movie = SceneMovie()
    made = [name for name in vars(scenes) if name.startswith("_") and callable(getattr(scenes, name))]
    assert {"_floor", "_light", "_draw_cables", "_to_uint8"} <= set(made)
    for name in made:
        # A frame is cut out of what was drawn once: four additions of 8 bits, a millisecond.
        monkeypatch.setattr(scenes, name, None)
    assert len({movie.frame(number / 30).tobytes() for number in range(5)}) == 5


def sharpness(picture: Image) -> float:
    """Mean step between neighbouring pixels."""
    return float(np.abs(np.diff(picture.astype(np.int16), axis=1)).mean())


def test_pictures_are_drawn_as_asked() -> None:
    usual = [draw_scene(seed) for seed in range(6)]
    assert [boxes for _, boxes in usual] == [draw_scene(seed, style=SceneStyle())[1] for seed in range(6)]
    blurred = [draw_scene(seed, style=SceneStyle(blur=1)) for seed in range(6)]
    for (sharp, boxes), (soft, others) in zip(usual, blurred, strict=True):
        assert boxes == others
        assert sharpness(soft) < sharpness(sharp)
    brightness = [np.mean(draw_scene(seed, style=SceneStyle(exposure=2))[0]) for seed in range(6)]
    assert np.std(brightness) > 1.5 * np.std([np.mean(picture) for picture, _ in usual])
    crowded = [draw_scene(seed, style=SceneStyle(overlap=1))[1] for seed in range(6)]
    assert sum(map(len, crowded)) > 1.6 * sum(len(boxes) for _, boxes in usual)
    far = [draw_scene(seed, style=SceneStyle(distance=2))[1] for seed in range(6)]
    near = [boxes for _, boxes in usual]
    widths = [np.mean([box.width for boxes in each for box in boxes]) for each in (far, near)]
    assert widths[0] == pytest.approx(widths[1] / 2, rel=0.15)
    assert sum(map(len, far)) > 2 * sum(len(boxes) for _, boxes in usual)


def test_a_style_out_of_range_is_refused() -> None:
    for name, value in (("blur", 1.5), ("exposure", -1), ("overlap", float("nan")), ("distance", 0)):
        with pytest.raises(StudioError, match=f"{name} is {value}"):
            SceneStyle(**{name: value})
