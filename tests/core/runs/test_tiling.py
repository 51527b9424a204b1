"""What a run's training pictures tell of the tiles that a photo is to be looked at in."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.record import Box
from studio.core.runs.tiling import Learnt, learnt_pictures
from tests.factories import make_dataset_folder
from tests.run_factory import write_run


@pytest.fixture(autouse=True)
def _runs_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_RUNS", str(tmp_path / "runs"))


@pytest.mark.parametrize(
    ("size_wh", "sides", "tile"),
    [
        # Boxes as large a part of a tile as they were of the pictures.
        ((416, 416), (7, 7, 8), 100),
        ((416, 416), (20, 30, 40), None),
        ((416, 416), (14,), 200),
        ((416, 416), (15,), None),
        ((4000, 3000), (29.12,), 416),
        # Without boxes the size of the photo tells.
        ((416, 416), (), None),
        ((1039, 500), (), None),
        ((500, 1040), (), 416),
    ],
)
def test_small_boxes_or_a_large_photo_ask_for_tiles(
    size_wh: tuple[int, int], sides: tuple[float, ...], tile: float | None
) -> None:
    boxes = [Box(0, 10.0 * n, 0, 10.0 * n + side, side) for n, side in enumerate(sides)]
    assert Learnt(416, 0.07).tile_for(size_wh, boxes) == (tile and pytest.approx(tile))


def test_what_a_run_learnt_from_is_told_by_its_set(tmp_path: Path) -> None:
    labels = {"a.png": "0 0.5 0.5 0.2 0.2\n", "b.png": "", "c.png": "0 0.5 0.5 0.1 0.1\n0 0.2 0.2 0.2 0.8\n"}
    data = make_dataset_folder(tmp_path / "set", labels, size_wh=(100, 100))
    run = write_run("run", data)
    learnt = learnt_pictures(run / "best.pt")
    assert learnt == learnt_pictures(run)
    # The usual box of each picture: 20 px of a, 25 px (the mean of 10 and 40) of c.
    assert learnt is not None and learnt.side == 100 and learnt.share == pytest.approx(0.225)
    assert learnt_pictures(tmp_path / "elsewhere.pt") is None
    (data / "a.png").write_bytes(b"")
    assert learnt_pictures(run) == Learnt(100, pytest.approx(0.25))
    (data / "b.png").unlink()
    (data / "c.png").write_bytes(b"")
    assert learnt_pictures(run) is None
