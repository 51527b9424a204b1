"""The live loop: frames from a source through a detector, each stage timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from studio.core.errors import Cancelled
from studio.core.live.newest import NewestFrame
from studio.core.live.overlay import draw_detections
from studio.core.live.sources import FrameSource
from studio.core.pictures import Image
from studio.core.runtime.detector import Detector, FrameResult
from studio.core.timing import StageTimer, TimingHistory
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """One frame that went through the loop.

    Attributes:
        number: counted from 0.
        image: the picture (HxWx3 RGB), with its boxes when the loop draws.
        result: detections and stage times.
        dropped: frames lost so far because newer ones came first.
        title: what the source says of the picture, such as its path.
    """

    number: int
    image: Image
    result: FrameResult
    dropped: int
    title: str


@dataclass(slots=True)
class LiveSummary:
    """What a run of the loop came to.

    Attributes:
        stages: {stage: {"p50", "p95"}} in milliseconds, `total` too.
        ended: a sentence saying why it ended.
        skipped: sentences about pictures that could not be read.
    """

    runtime: str
    source: str
    input_wh: tuple[int, int]
    frames: int = 0
    detections: int = 0
    seconds: float = 0.0
    dropped: int = 0
    stages: dict[str, dict[str, float]] = field(default_factory=dict)
    tiling: str = ""
    ended: str = ""
    skipped: list[str] = field(default_factory=list)

    @property
    def fps(self) -> float:
        """Frames a second over the whole run."""
        return self.frames / self.seconds if self.seconds else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {**asdict(self), "fps": self.fps}


def run_live(
    detector: Detector,
    source: FrameSource,
    *,
    frames: int | None = None,
    on_frame: Callable[[LiveFrame], object] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    draw: bool = False,
) -> LiveSummary:
    """Detect in frame after frame until the source ends, `frames` are done, or `should_stop` says so.

    A live source is read in its own thread (give it as a NewestFrame to keep a hand on that), and the
    picture taken is always its newest; any other gives every frame. `on_frame` may paint and fill in
    `result.timings.draw`; `draw` has the loop do it. The source is closed at the end.
    A program that is killed because it was to stop (`load_detector`'s `should_stop`) ends the loop likewise.

    Raises:
        StudioError: the model can't be run.
        Cancelled: the program was killed before there was a frame.
    """
    try:
        detector.warm_up()
    except BaseException:
        source.close()
        raise
    is_behind = source.is_live and not isinstance(source, NewestFrame)
    feed = NewestFrame(source, should_stop) if is_behind else source
    history = TimingHistory(length=frames or 100_000)
    summary = LiveSummary(
        *(detector.engine.name, source.name, detector.spec.input_wh),
        tiling=str(detector.tiling) if detector.tiling else "",
        skipped=feed.skipped,
    )
    start = time.perf_counter()
    try:
        while True:
            if frames is not None and summary.frames >= frames:
                summary.ended = tr("All {count} frames asked for are done.", count=frames)
                break
            if should_stop():
                summary.ended = tr("Stopped as asked.")
                break
            image = feed.read()
            if image is None:
                summary.ended = tr("Stopped as asked.") if should_stop() else feed.ended
                break
            timer = StageTimer()
            timer.timings.capture = feed.capture_ms
            result = detector.detect(image, timer)
            if draw:
                with timer.stage("draw"):
                    image = draw_detections(image, result.detections, detector.spec.class_names)
            dropped = feed.dropped if isinstance(feed, NewestFrame) else 0
            if on_frame is not None:
                on_frame(LiveFrame(summary.frames, image, result, dropped, feed.title))
            history.add(result.timings)
            summary.frames += 1
            summary.detections += len(result.detections)
            summary.dropped = dropped
    except Cancelled:
        summary.ended = tr("Stopped as asked.")
    finally:
        summary.seconds = time.perf_counter() - start
        feed.close()
    summary.stages = history.summary()
    return summary
