"""How fast a training goes and how long it will take."""

from __future__ import annotations

import time


class Pace:
    """Images per second over the newest steps, and the time left at the mean pace, validation included."""

    def __init__(self, steps: int) -> None:
        self.images_per_second = 0.0
        self._steps_left = steps
        self._steps_done = 0
        self._begun = self._last = time.perf_counter()

    def step(self, images: int) -> None:
        """Count a finished step of so many images."""
        now = time.perf_counter()
        rate = images / max(now - self._last, 1e-6)
        # Smoothed over about ten steps; the first one is taken as it is.
        self.images_per_second += (rate - self.images_per_second) * (0.1 if self._steps_done else 1.0)
        self._last = now
        self._steps_done += 1
        self._steps_left -= 1

    def pause(self) -> None:
        """Leave the time since the last step, spent on something else, out of the rate."""
        self._last = time.perf_counter()

    @property
    def seconds_left(self) -> float:
        """Time for the steps still to come, in seconds."""
        elapsed = time.perf_counter() - self._begun
        return elapsed / max(1, self._steps_done) * self._steps_left
