"""How long a training takes here: a child process does a few real steps of the default model and tells."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.json_door import Number, Text, Whole, has_shape
from studio.core.words import tr

SECONDS = 2.0
"""How long steps are measured."""
PATIENCE_SECONDS = 120
"""After that something hangs; a slow machine has loaded PyTorch in half of it."""
CHOOSING_ROUNDS = 4
PICTURES, SIDE = 16, 416
MOST_TRIES = 250
"""To remove the folder of a measuring that nobody wants any more."""
VAL_SHARE = 0.2
SHAPE = {
    "model": Text(),
    "epochs": Whole(1),
    "batch": Whole(1),
    "device": Text(),
    "device_name": Text(),
    "threads": Whole(1),
    "images_per_second": Number(1e-6),
    "quiet_images_per_second": Number(1e-6),
    "start_seconds": Number(0),
    "val_seconds": Number(0),
    "epoch_seconds": Number(0),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """What was measured of the default training.

    Attributes:
        images_per_second: trained on, augmentation included.
        quiet_images_per_second: the same if no other program had taken of the processor meanwhile, by the
            processor's time that steps took; never less.
        start_seconds: before the first step.
        val_seconds: an image takes to be evaluated, after each epoch.
        epoch_seconds: an epoch takes besides, for its evaluation and checkpoints.
    """

    model: str
    epochs: int
    batch: int
    device: str
    device_name: str
    threads: int
    images_per_second: float
    quiet_images_per_second: float
    start_seconds: float
    val_seconds: float
    epoch_seconds: float

    def training_seconds(self, photos: int, *, epochs: int = 0, is_quiet: bool = False) -> float:
        """Return how long a training on so many photos takes, a fifth of them to validate on.

        `is_quiet`: if other programs left the processor alone.
        """
        val = round(photos * VAL_SHARE)
        each = (photos - val) / self.images_per_second + val * self.val_seconds + self.epoch_seconds
        seconds = self.start_seconds + (epochs or self.epochs) * each
        return seconds * self.images_per_second / self.quiet_images_per_second if is_quiet else seconds


def measure_pace() -> Pace:
    """Measure in a child process: what its libraries do, or fail at, stays there.

    Raises:
        StudioError: it failed, or took too long.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    told: Any = None
    with contextlib.suppress(EOFError, OSError):
        if ours.poll(PATIENCE_SECONDS):
            told = ours.recv()
    ours.close()
    child.kill()
    child.join()
    if isinstance(told, dict) and has_shape(told, SHAPE):
        return Pace(**told)
    reason = str(told) if told else tr("it ended without a word")
    raise StudioError(
        tr("The training pace can't be measured: {reason}.", reason=reason),
        tr("Close other programs and try again."),
    )


def _child(connection: Connection) -> None:
    try:
        with tempfile.TemporaryDirectory(prefix="studio-pace-", ignore_cleanup_errors=True) as folder:
            threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
            told: Any = _measure(Path(folder))
    except Exception as error:
        told = f"{type(error).__name__}: {error}".rstrip(".")
    with contextlib.suppress(OSError):
        connection.send(told)


def _end_with_parent(folder: str) -> None:
    """Wait for the process that asked to be gone; then nobody wants to know."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        for _ in range(MOST_TRIES):
            # The other thread may be writing a picture into it meanwhile.
            shutil.rmtree(folder, ignore_errors=True)
            if not os.path.lexists(folder):
                break
            time.sleep(0.02)
        os._exit(1)


def _measure(folder: Path) -> dict[str, Any]:
    """Train for SECONDS on drawn pictures, as a training of all defaults would."""
    begun = time.perf_counter()
    import torch

    from studio.core.data.scenes import write_sample_set
    from studio.core.runs.config import TrainConfig
    from studio.core.training.devices import fitting_batch, settled_process
    from studio.core.training.prepare import prepare
    from studio.core.training.step import Stepper
    from studio.core.training.team import Team

    loaded = time.perf_counter() - begun
    data = write_sample_set(folder / "set", images=PICTURES, size_wh=(SIDE, SIDE), val=VAL_SHARE)
    begun = time.perf_counter()
    with settled_process():
        prepared = prepare(TrainConfig(str(data), str(folder / "run")))
        stepper = Stepper(prepared, Team(), None)
        batch = fitting_batch(stepper.network, prepared.config.imgsz)
        prepared = replace(prepared, config=replace(prepared.config, batch=batch))
        start = loaded + time.perf_counter() - begun
        steps = _time_steps(prepared, stepper)
        epoch_seconds, val_seconds = _time_epoch_end(prepared, stepper, folder)
    device = prepared.device
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type.upper()
    return {
        "model": prepared.config.model,
        "epochs": prepared.config.epochs,
        "batch": batch,
        "device": device.type,
        "device_name": name,
        "threads": steps.threads,
        "images_per_second": steps.rate,
        "quiet_images_per_second": steps.quiet_rate,
        "start_seconds": start + steps.choosing_seconds,
        "val_seconds": val_seconds,
        "epoch_seconds": epoch_seconds + (steps.choosing_seconds if steps.chooses_again else 0),
    }


@dataclass(frozen=True, slots=True)
class _Steps:
    """What `_time_steps` found.

    Attributes:
        threads: the number of threads that is fastest.
        rate, quiet_rate: images a second with it, and on a machine that does nothing else.
        choosing_seconds: what a training takes to choose it.
        chooses_again: whether it does so before each epoch, as on a busy machine.
    """

    threads: int
    rate: float
    quiet_rate: float
    choosing_seconds: float
    chooses_again: bool


def _time_steps(prepared: Any, stepper: Any) -> _Steps:
    """Train for SECONDS, with one thread and with all in turns.

    Like a training: batches are made in a thread beside the steps, with mosaic.
    """
    from functools import partial

    import torch

    from studio.core.training.augment import Augmenter
    from studio.core.training.devices import sample_threads, usable_processors
    from studio.core.training.samples import batches

    data, config = prepared.data, prepared.config
    augmenter = Augmenter(data.store, config, classes_by_colour=data.by_colour)
    pictures = len(data.store)
    make = partial(augmenter.make, mosaic=True)
    most = usable_processors() if prepared.device.type == "cpu" else 1
    choices = sorted({1, most}, reverse=True)
    seconds: dict[int, list[float]] = {choice: [] for choice in choices}
    work: dict[int, list[float]] = {choice: [] for choice in choices}
    stepper.begin_epoch(frozen_norms=False)
    made = batches(
        lambda index, rng: make(index % pictures, rng),
        100_000,
        batch=config.batch,
        seed=config.seed,
        epoch=1,
        threads=sample_threads(prepared.device, decoded=True, processes=1),
    )
    with contextlib.closing(made):
        # The first step is slower: memory is taken, kernels are chosen.
        stepper.step(next(made), 1, 1000)
        begun, number = time.perf_counter(), 1
        while time.perf_counter() - begun < SECONDS or not all(seconds.values()):
            for threads in choices:
                if prepared.device.type == "cpu":
                    torch.set_num_threads(threads)
                number += 1
                at, worked = time.perf_counter(), time.process_time()
                # Its losses are asked for, so a graphics card has ended its work when it returns.
                stepper.step(next(made), number, 1000)
                seconds[threads].append(time.perf_counter() - at)
                work[threads].append(time.process_time() - worked)
    typical = {threads: statistics.median(times) for threads, times in seconds.items()}
    best = min(typical, key=lambda threads: typical[threads])
    rate = config.batch / typical[best]
    if prepared.device.type != "cpu":
        return _Steps(best, rate, rate, 0.0, False)
    torch.set_num_threads(best)
    quiet = min(statistics.median(times) / threads for threads, times in work.items())
    # As `pick_threads` does: so many rounds of steps of 4 images.
    choosing = CHOOSING_ROUNDS * sum(typical.values()) * min(config.batch, 4) / config.batch
    is_choice = len(choices) > 1
    return _Steps(
        best, rate, max(rate, config.batch / quiet), choosing if is_choice else 0.0, is_choice and best < most
    )


def _time_epoch_end(prepared: Any, stepper: Any, folder: Path) -> tuple[float, float]:
    """Return the seconds an epoch's end takes by itself, and those of each image that is evaluated."""
    import copy

    from studio.core.evaluation.examine import EVALUATION, measure
    from studio.core.runtime.detector import Detector
    from studio.core.runtime.pytorch import TorchEngine
    from studio.core.weights.checkpoint import Checkpoint

    at = time.perf_counter()
    engine = TorchEngine(prepared.spec, copy.deepcopy(stepper.average.network).fuse())
    detector = Detector(engine, EVALUATION)
    Checkpoint(
        prepared.spec, prepared.plan.table, stepper.average.network.state_dict(), training=stepper.state()
    ).save(folder / "last.pt")
    epoch_seconds = time.perf_counter() - at
    records = prepared.data.val_records
    measure(detector, records, prepared.true_boxes, lambda problem: None)
    at = time.perf_counter()
    measure(detector, records, prepared.true_boxes, lambda problem: None)
    return epoch_seconds, (time.perf_counter() - at) / len(records)
