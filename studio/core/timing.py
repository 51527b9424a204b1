"""Stage timings: a with-block per stage, and what many frames' timings add up to."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields

import numpy as np


@dataclass(slots=True)
class FrameTimings:
    """Milliseconds each stage of one frame took; `draw` is filled in by whoever paints."""

    capture: float = 0.0
    preprocess: float = 0.0
    inference: float = 0.0
    decode: float = 0.0
    nms: float = 0.0
    draw: float = 0.0

    @property
    def total(self) -> float:
        """Sum of all stages, in milliseconds."""
        return self.capture + self.preprocess + self.inference + self.decode + self.nms + self.draw


STAGES = tuple(stage.name for stage in fields(FrameTimings))


class StageTimer:
    """Fills a FrameTimings: `with timer.stage("nms"): ...` adds the block's milliseconds to that stage."""

    def __init__(self) -> None:
        self.timings = FrameTimings()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the duration of the block to stage `name` (one of STAGES)."""
        start = time.perf_counter()
        try:
            yield
        finally:
            elapsed_ms = (time.perf_counter() - start) * 1000
            setattr(self.timings, name, getattr(self.timings, name) + elapsed_ms)


@dataclass(slots=True)
class TimingHistory:
    """The timings of the newest `length` frames, and their percentiles per stage."""

    length: int = 300
    frames: deque[FrameTimings] = field(init=False)

    def __post_init__(self) -> None:
        self.frames = deque(maxlen=self.length)

    def add(self, timings: FrameTimings) -> None:
        """Append one frame's timings, dropping the oldest beyond `length`."""
        self.frames.append(timings)

    def percentile(self, stage: str, percent: float) -> float:
        """Return the `percent` percentile of a stage (or `total`) in milliseconds; 0 without frames."""
        values = [getattr(frame, stage) for frame in self.frames]
        return float(np.percentile(values, percent)) if values else 0.0

    def summary(self) -> dict[str, dict[str, float]]:
        """Return {stage: {"p50", "p95"}} in milliseconds for each stage and `total`."""
        return {
            stage: {"p50": self.percentile(stage, 50), "p95": self.percentile(stage, 95)}
            for stage in (*STAGES, "total")
        }
