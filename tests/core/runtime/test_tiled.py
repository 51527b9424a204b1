"""A detector that looks at pictures tile by tile."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest

from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.pictures import Image, imread, list_images
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import Detector, load_detector
from studio.core.runtime.engine import Tensor
from studio.core.spec import ModelSpec
from studio.core.tiling.tiling import Tiling
from studio.core.timing import StageTimer
from tests.tiny_onnx import SPEC as SQUARES
from tests.tiny_tflite import write_tiny_tflite

SIDE = 64
SPEC = ModelSpec(
    architecture="bright",
    class_names=("lamp",),
    input_wh=(SIDE, SIDE),
    strides=(8,),
    anchors=(((8.0, 8.0),),),
    output="decoded",
)


class Bright:
    """Stands for a network that finds each bright thing exactly, as far as its picture shows it."""

    name = "bright"

    def __init__(self, batch: int) -> None:
        self.spec, self.batch, self.runs = SPEC, batch, []

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        import cv2

        self.runs.append(len(tensor))
        rows = np.zeros((len(tensor), (SIDE // 8) ** 2, 6), np.float32)
        for picture, own in zip(tensor, rows, strict=True):
            is_bright = (picture[0] > 0.8).astype(np.uint8)
            _, _, stats, _ = cv2.connectedComponentsWithStats(is_bright)
            for row, (x, y, width, height, _) in zip(own, stats[1:], strict=False):
                row[:] = x + width / 2, y + height / 2, width, height, 0.9, 1
        return [rows]

    def close(self) -> None:
        """Nothing to free."""


LAMPS = [(10, 10, 20, 20), (60, 30, 68, 40), (61, 61, 67, 69), (100, 90, 110, 98), (112, 90, 122, 98)]


@pytest.fixture
def lamps() -> Image:
    picture = np.full((128, 128, 3), 20, np.uint8)
    for x1, y1, x2, y2 in LAMPS:
        picture[y1:y2, x1:x2] = 255
    return picture


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("text", ["2x2", "64:0", "64:0.25", "64:0.5", "2x2+whole"])
def test_lamps_on_seams_and_beside_each_other_are_found_once(lamps, text, batch):
    detector = Detector(Bright(batch), tiling=Tiling.parse(text))
    found = detector.detect(lamps).detections
    # Whole pictures are looked at at half the size: what they show is a pixel off.
    assert np.abs(np.array(sorted(found.xyxy.tolist())) - np.array(sorted(LAMPS))).max() <= 2
    if "whole" not in text:
        assert sorted(found.xyxy.round().astype(int).tolist()) == sorted(map(list, LAMPS))
    (again,) = detector.detect_all([lamps])
    assert again.xyxy.tolist() == found.xyxy.tolist()


def test_tiles_go_through_the_network_together(lamps):
    engine = Bright(3)
    Detector(engine, tiling=Tiling.parse("2x2")).detect(lamps)
    assert engine.runs == [3, 1]


def test_sizes_are_those_of_tiles_in_the_input():
    detector = Detector(Bright(1))
    assert detector.scale_xy((128, 128)) == (0.5, 0.5)
    detector.tiling = Tiling.parse("2x2")
    assert detector.scale_xy((128, 128)) == (1.0, 1.0)


def test_nothing_is_found_in_nothing_and_all_stages_are_timed():
    timer = StageTimer()
    timer.timings.capture = 3.0
    detector = Detector(Bright(1), tiling=Tiling.parse("32"))
    result = detector.detect(np.zeros((90, 70, 3), np.uint8), timer)
    assert len(result.detections) == 0
    assert result.timings.capture == 3.0
    assert min(result.timings.preprocess, result.timings.inference, result.timings.nms) > 0


def test_a_picture_smaller_than_its_grid_is_a_sentence():
    detector = Detector(Bright(1), tiling=Tiling.parse("9x9"))
    with pytest.raises(StudioError, match="can't be cut"):
        detector.detect(np.zeros((5, 5, 3), np.uint8))


def test_a_file_that_says_so_runs_tiled_unless_told_otherwise(tmp_path: Path):
    tiling = Tiling.parse("2x2+whole")
    model = write_tiny_tflite(tmp_path / "tiny.tflite")
    beside(model).write_text(Contract(SQUARES, layout="nhwc", tiling=tiling).to_json(), encoding="utf-8")
    with contextlib.closing(load_detector(model, is_ours=True)) as detector:
        assert detector.tiling == tiling
    with contextlib.closing(load_detector(model, is_ours=True, tiling=None)) as detector:
        assert detector.tiling is None
    other = Tiling.parse("32")
    with contextlib.closing(load_detector(model, is_ours=True, tiling=other)) as detector:
        assert detector.tiling == other


def test_the_network_itself_in_tiles(checkpoint: Path, scenes: Path):
    picture = imread(list_images(scenes.parent)[1])
    detector = load_detector(checkpoint, tiling=Tiling.parse("2x2"))
    tiled = detector.detect(picture).detections
    detector.tiling = None
    assert len(tiled) > 0
    assert (tiled.xyxy <= [416, 416, 416, 416]).all()
    assert (np.diff(tiled.scores) <= 0).all()
