"""Cutting on several processors: one odd photo never stops the others, and the order of results stays."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.data.dataset import open_dataset
from studio.core.errors import Cancelled, StudioError
from studio.core.tiling import ordered
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.ordered import in_order
from tests.factories import make_dataset, write_image

LINE = "0 0.5 0.5 0.9 0.9\n"


def test_photos_that_can_not_be_cut_or_read_are_named_and_the_others_cut(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {f"{name}.png": LINE for name in "abcd"})
    write_image(tmp_path / "set/a.png", (1, 1))
    whole = (tmp_path / "set/c.png").read_bytes()
    (tmp_path / "set/c.png").write_bytes(whole[:-100])
    (tmp_path / "set/d.png").write_text("text")
    report = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2)))
    assert [(problem.kind, problem.file.name) for problem in report.problems] == [
        ("image_small", "a.png"),
        ("image_truncated", "c.png"),
        ("image_unreadable", "d.png"),
    ]
    assert "1 × 1 px" in report.problems[0].message
    assert (report.images, report.tiles) == (1, 2)


def test_when_no_photo_can_be_cut_the_first_says_why(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE, "b.png": LINE})
    with pytest.raises(StudioError, match="can't be cut into 99 rows"):
        cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(99, 1)))
    assert not (tmp_path / "tiles").exists()


def test_tiles_of_odd_names_and_depths_are_files_every_tool_reads(tmp_path: Path):
    jpeg = write_image(tmp_path / "set/a.jpg").read_bytes()
    for name in ("b.jfif", "c.JPE", "d.gif"):
        (tmp_path / "set" / name).write_bytes(jpeg)
    cv2.imwrite(str(tmp_path / "set/e.png"), np.full((48, 64), 4095, np.uint16))
    report = cut_dataset(open_dataset(tmp_path / "set"), tmp_path / "tiles", Cutting(grid=(1, 1)))
    tiles = sorted(path.name for path in (tmp_path / "tiles/images/train").iterdir())
    assert tiles == ["a_1.jpg", "b_1.jpg", "c_1.jpg", "d_1.png", "e_1.png"]
    assert cv2.imread(str(tmp_path / "tiles/images/train/e_1.png"), cv2.IMREAD_UNCHANGED).max() == 255
    assert report.notes == [
        "Pictures with 16 bits a channel: 1; each is read with the upper 8 of the bits it uses."
    ]


def test_results_come_in_order_whoever_is_done_first(tmp_path: Path):
    names = [f"{index:02d}" for index in range(12)]
    dataset = make_dataset(tmp_path / "set", {f"{name}.png": LINE for name in names})
    write_image(tmp_path / "set/00.png", (900, 700))
    seen: list[int] = []
    cut_dataset(
        dataset, tmp_path / "tiles", Cutting(grid=(1, 2)), progress=lambda done, total: seen.append(done)
    )
    assert seen == list(range(1, 13))
    sidecar = json.loads((tmp_path / "tiles/tiles.json").read_text())
    assert [tile["source"] for tile in sidecar["tiles"]] == [f"{name}.png" for name in names for _ in "12"]


def test_items_are_worked_on_at_once_in_order_and_within_a_weight(monkeypatch: pytest.MonkeyPatch):
    together = threading.Barrier(3, timeout=10)

    def meet(item: int) -> int:
        together.wait()
        return item

    assert list(in_order(meet, range(6), weigh=lambda _: 1, threads=3)) == list(range(6))
    monkeypatch.setattr(ordered, "MAX_WEIGHT", 100)
    lock, now, most = threading.Lock(), [0], [0]

    def carry(weight: int) -> int:
        with lock:
            now[0] += weight
            most[0] = max(most[0], now[0])
        with lock:
            now[0] -= weight
        return weight

    weights = [60, 60, 30, 30, 30, 500, 10]
    assert list(in_order(carry, weights, weigh=lambda weight: weight, threads=4)) == weights
    # More than the limit goes alone.
    assert most[0] <= 500


def test_closing_drops_what_waits_and_waits_for_what_runs():
    begun, go = [], threading.Event()

    def work(item: int) -> int:
        begun.append(item)
        go.wait(10)
        return item

    results = in_order(work, range(100), weigh=lambda _: 0, threads=2)
    go.set()
    assert next(results) == 0
    results.close()
    assert len(begun) <= 5
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cut")]


def test_an_error_of_one_item_reaches_the_reader():
    def work(item: int) -> int:
        if item == 2:
            raise OSError("disk")
        return item

    results = in_order(work, range(9), weigh=lambda _: 0, threads=2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(OSError, match="disk"):
        next(results)


def test_cancelling_leaves_no_tile_and_no_thread(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {f"{index}.png": LINE for index in range(9)})
    done: list[int] = []
    with pytest.raises(Cancelled):
        cut_dataset(
            dataset,
            tmp_path / "tiles",
            Cutting(grid=(1, 2)),
            progress=lambda number, _: done.append(number),
            cancelled=lambda: len(done) == 4,
        )
    assert done == [1, 2, 3, 4]
    assert [path.name for path in tmp_path.iterdir()] == ["set"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cut")]
