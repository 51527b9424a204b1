from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.data.dataset import open_dataset
from studio.core.data.duplicates import SIDE, alike, near_duplicates, small_pictures
from studio.core.data.record import ImageRecord
from studio.core.errors import Cancelled
from studio.core.pictures import Image, imwrite

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"


def scene(seed: int, side: int = 192, *, lamps: int = 6, floor: int = 90) -> Image:
    """Return a dark floor with grain and a few lamps: what hardly differs but for where the lamps are."""
    rng = np.random.default_rng(seed)
    grain = cv2.resize(rng.normal(0, 10, (24, 24, 3)).astype(np.float32), (side, side))
    picture = np.clip(floor + grain, 0, 255).astype(np.uint8)
    for _ in range(lamps):
        middle = tuple(int(value) for value in rng.integers(12, side - 12, 2))
        colour = tuple(int(value) for value in rng.choice([(255, 60, 60), (60, 255, 60), (230, 230, 255)]))
        cv2.circle(picture, middle, int(rng.integers(4, 8)), colour, -1)
    return picture


def shifted(picture: Image, by: int) -> Image:
    matrix = np.array([[1, 0, by], [0, 1, -by]], np.float32)
    return np.asarray(cv2.warpAffine(picture, matrix, picture.shape[1::-1], borderMode=cv2.BORDER_REFLECT))


CHANGES: dict[str, Callable[[Image], Image]] = {
    "half the size": lambda picture: cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "brighter": lambda picture: np.clip(picture * 1.15, 0, 255).astype(np.uint8),
    "darker": lambda picture: (picture * 0.85).astype(np.uint8),
    "shifted": lambda picture: shifted(picture, 4),
    "2 % cut off each side": lambda picture: picture[4:-4, 4:-4],
    "4 % cut off each side": lambda picture: picture[8:-8, 8:-8],
    "mirrored": lambda picture: np.ascontiguousarray(picture[:, ::-1]),
    "mirrored and cut off": lambda picture: np.ascontiguousarray(picture[8:-8, -8:8:-1]),
    "noisy": lambda picture: np.clip(
        picture + np.random.default_rng(0).normal(0, 8, picture.shape), 0, 255
    ).astype(np.uint8),
}


def record(path: Path, picture: Image, quality: int = 95) -> ImageRecord:
    imwrite(path, picture, quality=quality)
    return ImageRecord(path, path.with_suffix(".txt"))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_done_to_a_picture_does_not_hide_it(
    tmp_path: Path, change: Callable[[Image], Image]
) -> None:
    scenes = [scene(seed, lamps=12) for seed in range(8)]
    originals = [record(tmp_path / f"a{seed}.jpg", picture) for seed, picture in enumerate(scenes)]
    changed = [record(tmp_path / f"b{seed}.jpg", change(picture), 75) for seed, picture in enumerate(scenes)]
    assert near_duplicates([*originals, *changed]) == [
        list(pair) for pair in zip(originals, changed, strict=True)
    ]


@pytest.mark.parametrize("floor", [8, 90])
def test_floors_with_lamps_elsewhere_are_other_pictures(tmp_path: Path, floor: int) -> None:
    records = [record(tmp_path / f"{seed}.png", scene(seed, floor=floor)) for seed in range(40)]
    assert near_duplicates(records) == []


def test_a_lamp_elsewhere_in_the_middle_is_no_crop(tmp_path: Path) -> None:
    """All lamps but one are where they are in what is left of the other, grown a little."""
    picture = scene(2, lamps=0)
    other = picture.copy()
    lamps = [(30, 40), (150, 50), (60, 150), (120, 120), (96, 80)]
    for index, (x, y) in enumerate(lamps):
        cv2.circle(picture, (x, y), 6, (60, 255, 60), -1)
        moved = (x + 24, y + 12) if index == 3 else (x, y)
        cv2.circle(other, moved, 6, (60, 255, 60), -1)
    assert near_duplicates([record(tmp_path / "a.png", picture), record(tmp_path / "b.png", other)]) == []
    cropped = record(tmp_path / "c.png", other[8:-8, 8:-8])
    assert near_duplicates([record(tmp_path / "a.png", picture), cropped]) == []


def test_a_lamp_less_is_another_picture(tmp_path: Path) -> None:
    less = record(tmp_path / "less.png", scene(3, lamps=4))
    assert near_duplicates([record(tmp_path / "all.png", scene(3, lamps=6)), less]) == []


def test_the_plain_rest_of_padded_tiles_is_no_evidence() -> None:
    planks = [(150, 120, 100), (120, 130, 90), (170, 140, 130), (120, 100, 100)]
    tiles = np.zeros((len(planks), SIDE, SIDE, 3), np.uint8)
    for seed, (tile, plank) in enumerate(zip(tiles, planks, strict=True)):
        tile[:14] = np.random.default_rng(seed).normal(plank, 5, (14, SIDE, 3)).astype(np.uint8)
    assert alike(tiles) == []


def test_plain_pictures_are_the_same_when_their_levels_are() -> None:
    black, nearly_black, grey = (np.full((SIDE, SIDE, 3), level, np.uint8) for level in (0, 2, 160))
    assert alike(np.stack([black, grey, nearly_black])) == [[0, 2]]


def test_a_pan_is_one_group(tmp_path: Path) -> None:
    wide = scene(1, side=400, lamps=30)
    steps = [record(tmp_path / f"{x:03}.png", wide[:192, x : x + 192]) for x in range(0, 60, 6)]
    assert near_duplicates([record(tmp_path / "other.png", scene(9)), *steps]) == [steps]


def test_what_cannot_be_read_is_in_no_group(tmp_path: Path) -> None:
    good = [record(tmp_path / f"{name}.jpg", scene(1)) for name in "ab"]
    whole = good[0].path.read_bytes()
    bad = []
    for name, content in (("empty", b""), ("cut", whole[: len(whole) // 2]), ("text", b"no picture")):
        (tmp_path / f"{name}.jpg").write_bytes(content)
        bad.append(ImageRecord(tmp_path / f"{name}.jpg", tmp_path / f"{name}.txt"))
    gone = ImageRecord(tmp_path / "gone.jpg", tmp_path / "gone.txt")
    seen, small = small_pictures([*bad, *good, gone])
    assert seen == good and len(small) == 2
    assert near_duplicates([*bad, *good, gone]) == [good]
    assert near_duplicates([]) == [] == near_duplicates(bad)


def test_it_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    records = [record(tmp_path / f"{seed}.png", scene(seed, side=64)) for seed in range(5)]
    told: list[tuple[int, int]] = []
    near_duplicates(records, progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 5) for done in range(1, 6)]
    with pytest.raises(Cancelled):
        near_duplicates(records, is_cancelled=lambda: True)


@pytest.mark.skipif(not WRGB.exists(), reason="the lamp tiles are not here")
def test_of_hundreds_of_dark_tiles_only_those_of_one_scene_are_alike() -> None:
    """Photos of one floor with cables; three tiles show the very same cable with lamps of two colours."""
    groups = near_duplicates(open_dataset(WRGB).records)
    assert len(groups) <= 4
    for group in groups:
        assert len({one.path.stem.rpartition("_")[2] for one in group}) == 1
