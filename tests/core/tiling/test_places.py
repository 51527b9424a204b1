"""Where tiles lie in their photos, and which photos look the same, for a split to know."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.data.dataset import open_dataset
from studio.core.data.splitting.plan import SplitChoice
from studio.core.errors import Cancelled
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.places import splitter_of, tile_places

BOX = "0 0.5 0.5 0.2 0.2\n"


def picture(seed: int, side: int = 160) -> np.ndarray:
    """A picture of large soft patches, unlike any other seed's."""
    rng = np.random.default_rng(seed)
    return cv2.resize(rng.integers(0, 255, (6, 6, 3), np.uint8), (side, side), interpolation=cv2.INTER_CUBIC)


def write(folder: Path, name: str, image: np.ndarray) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / f"{name}.png"), image)
    (folder / f"{name}.txt").write_text(BOX)
    (folder / "classes.txt").write_text("lamp\n")


def test_the_sidecar_says_where_tiles_lie(tmp_path: Path) -> None:
    for number in range(2):
        write(tmp_path / "photos", f"photo{number}", picture(number))
    report_folder = tmp_path / "tiles"
    cut_dataset(open_dataset(tmp_path / "photos"), report_folder, Cutting(grid=(4, 4)))
    dataset = open_dataset(report_folder)
    places = tile_places(dataset)
    assert len(places) == 32 and {place.x for place in places.values()} == {0, 40, 80, 120}
    plan = splitter_of(dataset).plan(SplitChoice(0.25, group_by="block"))
    assert {side: len(records) for side, records in plan.sides.items()} == {
        "train": 16,
        "val": 8,
        "margin": 8,
    }


def test_numbered_tiles_are_laid_out_by_their_borders(tmp_path: Path) -> None:
    for seed in range(2):
        photo = picture(seed)
        for number in range(16):
            row, column = divmod(number, 4)
            tile = photo[row * 40 : row * 40 + 40, column * 40 : column * 40 + 40]
            write(tmp_path, f"2019112517{seed}_{number + 1}", tile)
    places = tile_places(open_dataset(tmp_path))
    by_name = {path.stem: (place.x, place.y) for path, place in places.items()}
    assert by_name["20191125170_1"] == (0, 0) and by_name["20191125171_7"] == (80, 40)


def test_photos_of_a_burst_stay_together_and_looking_can_be_stopped(tmp_path: Path) -> None:
    for number in range(8):
        write(tmp_path, f"IMG_{number:04}", picture(number))
    burst = np.clip(picture(3).astype(int) + 3, 0, 255).astype(np.uint8)
    write(tmp_path, "IMG_0008", burst)
    dataset = open_dataset(tmp_path)
    seen: list[tuple[int, int]] = []
    splitter = splitter_of(dataset, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (9, 9)
    for seed in range(6):
        plan = splitter.plan(SplitChoice(0.4, seed=seed))
        sides = {record.path.stem: side for side, records in plan.sides.items() for record in records}
        assert sides["IMG_0003"] == sides["IMG_0008"]
    assert plan.largest[1] == 2
    with pytest.raises(Cancelled):
        splitter_of(dataset, is_cancelled=lambda: True)
