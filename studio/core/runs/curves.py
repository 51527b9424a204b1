"""Folds the event stream of a training run into the curves and numbers a plot, a table or a file shows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.runs.folder import best_epoch

Event = Mapping[str, Any]
Values = npt.NDArray[np.float64]

LOSSES = ("box", "objectness", "classification")


class RunCurves:
    """What the events of one run add up to; feed it events in the order they were written.

    A resumed run repeats the steps after its last checkpoint: the later ones replace the earlier.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.start: dict[str, Any] = {}
        self.step: dict[str, Any] = {}
        self.epochs: list[dict[str, Any]] = []
        self.end: dict[str, Any] = {}
        self.messages: list[tuple[str, str]] = []
        self.anchors: dict[str, Any] = {}
        self._at = array("d")
        self._series = {name: array("d") for name in (*LOSSES, "lr", "images_per_second")}
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """Take in further events; kinds this version does not know are left out."""
        for event in events:
            match event.get("event"):
                case "start":
                    self.start, self.step, self.end = dict(event), {}, {}
                case "anchors":
                    self.anchors = dict(event)
                case "note" | "warning":
                    self._say(event)
                case "step":
                    self._take_step(event)
                case "epoch":
                    self._end_epoch(event)
                case "done" | "stopped" | "error":
                    self.end = dict(event)

    @property
    def at(self) -> Values:
        """For each step, how many epochs had passed when it ended (1.5: half of the second)."""
        return np.array(self._at)

    def series(self, name: str) -> Values:
        """Return a value per step: one of LOSSES, `lr` or `images_per_second`."""
        return np.array(self._series[name])

    def epoch_series(self, name: str) -> tuple[Values, Values]:
        """Return (epoch numbers, values) of a field of the epoch events, such as `map50`."""
        return (
            np.array([epoch["epoch"] for epoch in self.epochs], np.float64),
            np.array([_number(epoch, name) for epoch in self.epochs], np.float64),
        )

    @property
    def total_epochs(self) -> int:
        """Epochs the run was asked for; 0 before it said so."""
        return int(self.start.get("epochs", 0))

    @property
    def steps_per_epoch(self) -> int:
        """Steps of one epoch; 1 before the run said so."""
        return max(1, int(self.start.get("steps_per_epoch", 1)))

    @property
    def progress(self) -> float:
        """Share of the run that is done, 0..1."""
        if not self.total_epochs:
            return 0.0
        passed = max(self._at[-1] if self._at else 0.0, float(len(self.epochs) and self.epochs[-1]["epoch"]))
        return min(1.0, passed / self.total_epochs)

    @property
    def best(self) -> dict[str, Any]:
        """The epoch event whose checkpoint is the best one; empty before the first epoch's end."""
        return best_epoch(self.epochs)

    def _say(self, event: Event) -> None:
        message = (str(event["event"]), str(event.get("message", "")))
        if message not in self.messages:
            self.messages.append(message)

    def _take_step(self, event: Event) -> None:
        self.step = dict(event)
        at = float(event["epoch"]) - 1 + float(event["step"]) / max(1, int(event.get("steps", 1)))
        self._forget_from(at)
        self._at.append(at)
        for name, values in self._series.items():
            values.append(_number(event, name))

    def _forget_from(self, at: float) -> None:
        keep = len(self._at)
        while keep and self._at[keep - 1] >= at:
            keep -= 1
        for values in (self._at, *self._series.values()):
            del values[keep:]

    def _end_epoch(self, event: Event) -> None:
        while self.epochs and self.epochs[-1]["epoch"] >= event["epoch"]:
            self.epochs.pop()
        self.epochs.append(dict(event))


def _number(event: Event, name: str) -> float:
    """Return a field as a number, NaN when it is missing or no number."""
    value = event.get(name)
    return float(value) if isinstance(value, int | float) else float("nan")


def smooth(values: Values, window: int) -> Values:
    """Return the mean of each value and up to `window - 1` before it; what isn't finite is skipped."""
    finite = np.isfinite(values)
    sums = np.cumsum(np.where(finite, values, 0.0))
    counts = np.cumsum(finite)
    if window < len(values):
        sums[window:] -= sums[:-window].copy()
        counts[window:] -= counts[:-window].copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(counts > 0, sums / counts, np.nan)


def seconds_per_epoch(
    starts_and_epochs: Iterable[tuple[Event, Sequence[Event]]], model: str, *, imgsz: int, images: int
) -> float | None:
    """Estimate an epoch from the newest of earlier runs of the same model; None when there is none.

    Each pair is a run's start event and its epoch events, newest run first. Time is taken to grow with the
    number of images and with the area of the picture.
    """
    for start, epochs in starts_and_epochs:
        before = _number(start, "train_images") * _number(start, "imgsz") ** 2
        measured = [_number(epoch, "seconds") for epoch in epochs]
        seconds = float(np.median(measured)) if measured else float("nan")
        if start.get("model") == model and before > 0 and seconds > 0:
            return seconds * images * imgsz**2 / before
    return None


def differences(configs: Sequence[Event]) -> list[tuple[str, list[Any]]]:
    """Return (key, value per config) for each key whose value is not the same in all of them."""
    keys = dict.fromkeys(key for config in configs for key in config)
    rows = [(key, [config.get(key) for config in configs]) for key in keys]
    return [(key, values) for key, values in rows if any(value != values[0] for value in values)]
