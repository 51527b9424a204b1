"""Augmentation: boxes go where the pixels go, and colours stay what they are when they are the class."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.boxes.box import iou
from studio.core.spec import PAD
from studio.core.training.augment import (
    CLASS_COLOUR,
    FREE_COLOUR,
    NOISE_SIGMA,
    Collage,
    add_noise,
    blur,
    flip,
    jitter,
    mosaic_of,
    paste_boxes,
    random_affine,
)
from studio.core.training.samples import Sample, batches, collate, generator, to_square


def marked(boxes: list[tuple[int, int, int, int]], width: int = 96, height: int = 64) -> Sample:
    """Return a black picture on which each box is painted white."""
    image = np.zeros((height, width, 3), np.uint8)
    for x1, y1, x2, y2 in boxes:
        image[y1:y2, x1:x2] = 255
    return Sample(image, np.array(boxes, np.float32).reshape(-1, 4), np.arange(len(boxes)))


def white_extent(image: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(image[:, :, 0] > 200)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


# Windows reach beyond a small picture, and lie within a large one.
@pytest.mark.parametrize(("width", "height"), [(96, 64), (300, 280)])
@given(seed=st.integers(0, 10_000))
def test_affine_moves_box_and_pixels_together(width: int, height: int, seed: int) -> None:
    x, y = width // 2 - 8, height // 2 - 8
    sample = marked([(x, y, x + 20, y + 20)], width, height)
    moved = random_affine(
        Collage.of(sample), 96, np.random.default_rng(seed), scales=(0.6, 1.4), translate=0.1
    )
    assert moved.image.shape == (96, 96, 3)
    assert moved.xyxy[0] == pytest.approx(white_extent(moved.image), abs=1.01)


@given(seed=st.integers(0, 10_000))
def test_a_window_much_larger_than_the_picture_keeps_boxes_on_pixels(seed: int) -> None:
    sample = marked([(20, 30, 290, 270)], 300, 280)
    moved = random_affine(
        Collage.of(sample), 96, np.random.default_rng(seed), scales=(0.1, 1.9), translate=0.1
    )
    assert moved.image.shape == (96, 96, 3)
    for box in moved.xyxy:
        assert box == pytest.approx(white_extent(moved.image), abs=1.01)


@given(seed=st.integers(0, 10_000))
def test_a_mosaic_seen_from_far_shows_all_that_is_labelled(seed: int) -> None:
    rng = np.random.default_rng(seed)
    parts = [marked([(2, 2, 30, 24), (66, 40, 94, 62)]) for _ in range(4)]
    collage = mosaic_of(parts, 96, rng)
    moved = random_affine(collage, 96, rng, scales=(0.1, 1.9), translate=0.1)
    for x1, y1, x2, y2 in moved.xyxy:
        middle = moved.image[int((y1 + y2) / 2), int((x1 + x2) / 2)]
        assert (middle == 255).all()


def test_flip_that_mirrors_nothing_changes_nothing() -> None:
    sample = marked([(10, 5, 30, 25)])
    assert flip(sample, horizontal=False, vertical=False) is sample


@pytest.mark.parametrize(("horizontal", "vertical"), [(True, False), (False, True), (True, True)])
def test_flip_moves_box_and_pixels_together(horizontal: bool, vertical: bool) -> None:
    sample = marked([(10, 5, 30, 25)])
    flipped = flip(sample, horizontal=horizontal, vertical=vertical)
    assert tuple(flipped.xyxy[0]) == white_extent(flipped.image) != (10, 5, 30, 25)
    assert (flipped.xyxy[0, 0] == 10) == (not horizontal)
    assert (flipped.xyxy[0, 1] == 5) == (not vertical)
    twice = flip(flipped, horizontal=horizontal, vertical=vertical)
    assert np.array_equal(twice.image, sample.image)
    assert np.array_equal(twice.xyxy, sample.xyxy)


@given(st.integers(0, 10_000))
def test_mosaic_keeps_each_box_on_its_pixels(seed: int) -> None:
    parts = [marked([(30, 20, 50, 40)]) for _ in range(4)]
    collage = mosaic_of(parts, 96, np.random.default_rng(seed))
    assert collage.size_wh == (192, 192)
    assert len(collage.xyxy) == 4
    image = collage.window(0, 0, 192)
    assert image.shape == (192, 192, 3)
    for x1, y1, x2, y2 in np.clip(collage.xyxy, 0, 192).round().astype(int):
        assert (image[y1:y2, x1:x2] == 255).all()


@given(st.integers(0, 10_000))
def test_pasted_boxes_cover_none_and_bring_their_pixels(seed: int) -> None:
    collage = Collage.of(marked([(0, 0, 10, 10)]))
    donor = marked([(5, 5, 17, 15), (40, 30, 60, 50)])
    paste_boxes(collage, donor, np.random.default_rng(seed), share=2.0)
    assert len(collage.class_ids) == len(collage.xyxy) == len(collage.pieces) <= 3
    assert np.triu(iou(collage.xyxy, collage.xyxy), 1).max() == 0
    image = collage.window(0, 0, 96)
    for x1, y1, x2, y2 in collage.xyxy.astype(int):
        assert (image[y1:y2, x1:x2] == 255).all()


def test_most_boxes_tried_are_pasted() -> None:
    collage = Collage.of(marked([(0, 0, 10, 10)], 960, 640))
    donor = marked([(5, 5, 17, 15)] * 20)
    paste_boxes(collage, donor, np.random.default_rng(0), share=20.0)
    assert 15 < len(collage.class_ids) <= 21
    image = collage.window(0, 0, 960)
    for x1, y1, x2, y2 in collage.xyxy.astype(int):
        assert (image[y1:y2, x1:x2] == 255).all()


def test_a_window_is_grey_beyond_the_pictures() -> None:
    image = Collage.of(marked([(0, 0, 96, 64)])).window(-10, -20, 120)
    assert (image[20:84, 10:106] == 255).all()
    image[20:84, 10:106] = PAD
    assert (image == PAD).all()


def test_box_cut_to_a_sliver_is_dropped() -> None:
    sample = marked([(0, 0, 10, 60), (40, 20, 60, 40)])
    moved = random_affine(Collage.of(sample), 64, np.random.default_rng(0), scales=(1, 1), translate=0.0)
    # 96 wide in a 64 square: 16 columns fall away on each side, and the first box with them.
    assert moved.class_ids.tolist() == [1]


def test_colour_classes_keep_their_hue() -> None:
    """Over many draws red stays red for colour classes, and does not for others."""
    import cv2

    red = np.full((4, 4, 3), (220, 60, 50), np.uint8)

    def saturations(by) -> list[int]:
        rng = np.random.default_rng(0)
        drawn = [jitter(red, rng, by)[0, 0] for _ in range(200)]
        return [int(cv2.cvtColor(pixel.reshape(1, 1, 3), cv2.COLOR_RGB2HSV)[0, 0, 1]) for pixel in drawn]

    original = int(cv2.cvtColor(red, cv2.COLOR_RGB2HSV)[0, 0, 1])
    assert min(saturations(CLASS_COLOUR)) > 0.85 * original
    assert min(saturations(FREE_COLOUR)) < 0.5 * original


def test_a_picture_is_shrunk_as_far_as_it_is_said() -> None:
    rng = np.random.default_rng(0)
    sample = marked([(28, 12, 68, 52)])
    moved = [random_affine(Collage.of(sample), 96, rng, scales=(0.25, 1.4), translate=0) for _ in range(200)]
    sides = [float(each.xyxy[0, 2] - each.xyxy[0, 0]) for each in moved]
    assert 9 < min(sides) < 14 and 50 < max(sides) < 58


def test_blur_and_noise_leave_the_brightness_and_come_again_with_the_seed() -> None:
    picture = np.full((64, 64, 3), 90, np.uint8)
    picture[20:40, 20:40] = 200
    for change in (blur, add_noise):
        made = [change(picture, np.random.default_rng(seed)) for seed in (3, 3, 4)]
        assert (made[0] == made[1]).all() and (made[0] != made[2]).any()
        assert made[0].shape == picture.shape and made[0].dtype == np.uint8
        assert made[0].mean() == pytest.approx(picture.mean(), abs=1)
    plain = np.full((64, 64, 3), 90, np.uint8)
    spread = [add_noise(plain, np.random.default_rng(seed)).std(axis=(0, 1)) for seed in range(20)]
    most = np.max(spread, axis=0)
    assert (most > NOISE_SIGMA / 2).all() and (most < NOISE_SIGMA + 1).all(), "each channel has its own"


def test_square_sample_keeps_box_on_pixels() -> None:
    square = to_square(marked([(10, 5, 30, 25)]), 96)
    assert square.image.shape == (96, 96, 3)
    assert tuple(square.xyxy[0]) == white_extent(square.image)


def test_batches_depend_on_seed_and_epoch_alone() -> None:
    def make(index: int, rng: np.random.Generator) -> Sample:
        return Sample(
            rng.integers(0, 255, (8, 8, 3), np.uint8), np.zeros((0, 4), np.float32), np.zeros(0, int)
        )

    def pixels(**key: int) -> list[bytes]:
        return [batch.images.numpy().tobytes() for batch in batches(make, 7, batch=3, **key)]

    assert pixels(seed=0, epoch=1) == pixels(seed=0, epoch=1)
    assert pixels(seed=0, epoch=1) != pixels(seed=0, epoch=2)
    assert pixels(seed=0, epoch=1) == pixels(seed=0, epoch=1, threads=3)
    assert [len(part) for part in pixels(seed=0, epoch=1)] == [576, 576, 192]


def test_collate_numbers_the_images() -> None:
    batch = collate([marked([(10, 10, 20, 30)]), marked([]), marked([(0, 0, 96, 64)])])
    assert batch.targets.tolist() == [[0, 0, 15, 20, 10, 20], [2, 0, 48, 32, 96, 64]]
    assert generator("a", 1).random() == generator("a", 1).random()
