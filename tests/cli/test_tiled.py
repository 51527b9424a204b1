"""--tile: whole photos looked at in tiles, by every verb that looks at pictures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.labelling.ghost_file import GhostFile
from studio.core.pictures import imwrite
from studio.core.runs.config import TrainConfig
from studio.core.runs.suggestions import ghost_file
from studio.core.runs.tiling import tiling_of
from studio.core.tiling.tiling import Tiling
from tests.core.evaluation.test_evaluate import with_names


def test_detect_in_tiles_finds_other_things(checkpoint: Path, scenes: Path, studio) -> None:
    picture = next(scenes.parent.rglob("*.jpg"))
    (whole,) = studio("detect", checkpoint, picture, "--json").json["results"]
    (tiled,) = studio("detect", checkpoint, picture, "--tile", "2x2", "--json").json["results"]
    assert tiled["detections"]
    assert tiled["detections"] != whole["detections"]
    assert set(tiled) == set(whole)
    off = studio("detect", checkpoint, picture, "--tile", "off", "--json").json["results"]
    assert off[0]["detections"] == whole["detections"]


def test_evaluate_puts_untiled_beside_tiled(checkpoint: Path, scenes: Path, tmp_path: Path, studio) -> None:
    scenes = with_names(scenes, tmp_path, "w, r, g, b").source
    table = studio("evaluate", checkpoint, scenes, "--split", "all", "--tile", "2x2")
    assert table.code == 0
    assert "in tiles" in table.out
    assert "untiled" in table.out
    tiled = studio("evaluate", checkpoint, scenes, "--split", "all", "--tile", "2x2", "--json").json
    plain = studio("evaluate", checkpoint, scenes, "--split", "all", "--json").json
    assert tiled["untiled"]["map50"] == plain["map50"]
    assert tiled["untiled"]["ms_per_image"] > 0
    assert tiled["ms_per_image"] > 0
    assert "untiled" not in plain
    # Boxes are twice as large in the network's input: none of them is in the smallest bin any more.
    assert tiled["recall_by_size"] != plain["recall_by_size"]


def test_bugs_in_tiles_are_others(checkpoint: Path, scenes: Path, tmp_path: Path, studio) -> None:
    scenes = with_names(scenes, tmp_path, "w, r, g, b").source
    plain = studio("bugs", checkpoint, scenes, "--json").json["rows"]
    tiled = studio("bugs", checkpoint, scenes, "--tile", "2x2", "--json").json["rows"]
    assert tiled != plain


def test_live_tells_its_tiles(exported: dict[str, Path], studio) -> None:
    result = studio("live", exported["onnx"], "sample", "--frames", 2, "--tile", "2x2", "--json")
    assert result.code == 0
    assert result.json["tiling"] == "2x2"


def test_suggestions_of_tiles_are_kept_apart(checkpoint: Path, scenes: Path, tmp_path: Path, studio) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    shutil.copy(next(scenes.parent.rglob("*.jpg")), folder / "a.jpg")
    (folder / "classes.txt").write_text("w\nr\ng\nb\n")
    for tiles in ([], ["--tile", "2x2"]):
        assert studio("suggest", checkpoint, folder, *tiles).code == 0
    plain, tiled = ghost_file(checkpoint, folder), ghost_file(checkpoint, folder, "2x2")
    assert plain.path != tiled.path

    def found(file: GhostFile) -> object:
        return file.read(folder / "a.jpg").detections.xyxy.tolist()

    assert found(plain) != found(tiled)


@pytest.mark.parametrize("text", ["0", "many", "9x"])
def test_what_is_no_tiling_is_told(text: str, checkpoint: Path, scenes: Path, studio) -> None:
    picture = next(scenes.parent.rglob("*.jpg"))
    result = studio("detect", checkpoint, picture, "--tile", text)
    assert result.code == 2
    assert "tile" in result.err.lower()


def test_auto_is_how_the_training_set_was_cut(checkpoint: Path, scenes: Path, tmp_path: Path, studio) -> None:
    tiles = tmp_path / "tiles"
    assert studio("tile", scenes, "--out", tiles, "--size", 208, "--overlap", 0.1).code == 0
    run = tmp_path / "run"
    shutil.copytree(checkpoint.parent, run)
    config = TrainConfig(data=str(tiles), out=str(run)).to_dict()
    (run / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert tiling_of(run / "best.pt") == Tiling.parse("208:0.1")
    picture = next(scenes.parent.rglob("*.jpg"))
    auto = studio("detect", run, picture, "--tile", "auto", "--json").json["results"][0]
    said = studio("detect", run, picture, "--tile", "208:0.1", "--json").json["results"][0]
    assert auto["detections"] == said["detections"]
    (tiles / "tiles.json").unlink()
    result = studio("detect", run, picture, "--tile", "auto")
    assert result.code == 2
    assert "--tile 2x2" in result.err


def test_numbered_tiles_of_others_are_looked_at_in_their_size(checkpoint: Path, tmp_path: Path) -> None:
    """Without a sidecar it is borders that tell which images are tiles."""
    rng = np.random.default_rng(3)
    photo = cv2.resize(rng.integers(0, 256, (30, 40, 3), np.uint8), (384, 288), interpolation=cv2.INTER_CUBIC)
    for number in range(12):
        y, x = 96 * (number // 4), 96 * (number % 4)
        imwrite(tmp_path / "tiles" / f"lamp7_{number + 1}.png", photo[y : y + 96, x : x + 96])
    (tmp_path / "tiles" / "classes.txt").write_text("w\n")
    run = tmp_path / "run"
    shutil.copytree(checkpoint.parent, run)
    config = TrainConfig(data=str(tmp_path / "tiles"), out=str(run)).to_dict()
    (run / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert tiling_of(run) == Tiling(size=96)
