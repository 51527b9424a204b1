"""The live loop, headless."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from studio.core.boxes.detections import Detections
from studio.core.live.loop import LiveFrame, run_live
from studio.core.live.newest import NewestFrame
from studio.core.live.overlay import draw_detections
from studio.core.live.sources import open_source
from studio.core.pictures import Image, list_images
from studio.core.runtime.detector import Detector, load_detector
from studio.core.timing import STAGES


@pytest.fixture
def detector(exported: dict[str, Path]) -> Detector:
    return load_detector(exported["onnx"], threads=1, is_ours=True)


def test_a_folder_goes_through_whole_and_every_stage_is_measured(detector, scenes):
    folder = list_images(scenes.parent)[0].parent
    count = len(list_images(folder))
    seen: list[LiveFrame] = []
    summary = run_live(detector, open_source(str(folder), paced=False), on_frame=seen.append, draw=True)
    assert summary.frames == count == len(seen)
    assert [frame.number for frame in seen] == list(range(count))
    assert [Path(frame.title) for frame in seen] == list_images(folder)
    assert summary.detections == sum(len(frame.result.detections) for frame in seen) > 0
    assert set(summary.stages) == {*STAGES, "total"}
    for stage in STAGES:
        assert 0 < summary.stages[stage]["p50"] <= summary.stages[stage]["p95"]
    assert summary.runtime == "onnx"
    assert summary.fps > 0
    assert summary.dropped == 0
    assert "were shown" in summary.ended
    assert json.loads(json.dumps(summary.to_dict()))["frames"] == count


def test_it_stops_after_the_frames_asked_for(detector):
    summary = run_live(detector, open_source("sample", paced=False), frames=3)
    assert summary.frames == 3
    assert summary.stages["draw"]["p95"] == 0
    assert summary.ended == "All 3 frames asked for are done."


def test_it_stops_when_told_to(detector):
    summary = run_live(detector, open_source("sample"), should_stop=lambda: True)
    assert (summary.frames, summary.ended) == (0, "Stopped as asked.")


class SilentAfterOne:
    """A camera that gives one picture and then neither another nor an end, until it is let go."""

    name, fps, is_live, capture_ms, ended, title = "silent", None, True, 0.0, "It ended.", ""

    def __init__(self) -> None:
        self.skipped: list[str] = []
        self.given = 0
        self.let_go = threading.Event()

    def read(self) -> Image | None:
        self.given += 1
        if self.given > 1:
            assert self.let_go.wait(60)
            return None
        return np.zeros((64, 64, 3), np.uint8)

    def stop(self) -> None:
        """Nothing wakes it but being let go."""

    def close(self) -> None:
        pass


def test_a_camera_that_fell_silent_can_be_stopped(detector):
    source = SilentAfterOne()
    seen: list[LiveFrame] = []
    asked: list[bool] = []

    def should_stop() -> bool:
        # Not when it is asked between two frames: when the second is waited for.
        asked.extend([True] * len(seen))
        return len(asked) > 1

    try:
        summary = run_live(detector, source, on_frame=seen.append, should_stop=should_stop)
        assert not source.let_go.is_set()
    finally:
        source.let_go.set()
    assert (summary.frames, summary.ended) == (1, "Stopped as asked.")


def test_a_live_source_drops_what_a_slow_loop_can_not_take(detector, monkeypatch):
    import time

    feed = NewestFrame(open_source("sample"))
    frames: list[LiveFrame] = []

    def slowly(frame: LiveFrame) -> None:
        frames.append(frame)
        time.sleep(0.12)

    summary = run_live(detector, feed, frames=4, on_frame=slowly)
    assert summary.frames == 4
    assert summary.dropped >= 4
    assert frames[-1].dropped == summary.dropped


def test_thresholds_changed_on_the_way_count_from_the_next_frame(detector, scenes):
    counts = []

    def tighten(frame: LiveFrame) -> None:
        counts.append(len(frame.result.detections))
        detector.thresholds.confidence = 1.0

    run_live(detector, open_source(str(scenes.parent), paced=False), frames=2, on_frame=tighten)
    assert counts[0] > 0
    assert counts[1] == 0


def test_the_source_is_closed_when_the_loop_fails(detector):
    source = open_source("sample")
    feed = NewestFrame(source)

    def fail(_frame: LiveFrame) -> None:
        raise RuntimeError("painting")

    with pytest.raises(RuntimeError, match="painting"):
        run_live(detector, feed, on_frame=fail)
    assert feed.read() is None


def test_the_overlay_has_the_colours_of_the_window():
    boxes = np.array([[10, 20, 40, 50], [60, 20, 90, 50]], np.float32)
    found = Detections(boxes, np.ones(2, np.float32), np.array([0, 1]))
    drawn = draw_detections(np.zeros((64, 100, 3), np.uint8), found, ["dog", "red"])
    # Its lines are smoothed, so a little of what lies under them shows through.
    assert np.allclose(drawn[35, [10, 60]], [(0x56, 0xB4, 0xE9), (0xFF, 0x4B, 0x4B)], atol=25)


def test_the_overlay_paints_a_copy(detector, scenes):
    from studio.core.pictures import imread

    image = imread(list_images(scenes.parent)[0])
    before = image.copy()
    found = detector.detect(image).detections
    drawn = draw_detections(image, found, detector.spec.class_names)
    assert (image == before).all()
    assert drawn.shape == image.shape
    assert (drawn != image).any(axis=2).sum() > 10 * len(found)
    assert (draw_detections(image, found[:0], detector.spec.class_names) == image).all()
    assert np.shares_memory(drawn, image) is False
