"""The training loop: readable from top to bottom, one event per step."""

from __future__ import annotations

import contextlib
import itertools
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

from studio.core.errors import StudioError
from studio.core.files import real_path
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.events import Event
from studio.core.runs.log import Diary
from studio.core.training.augment import Augmenter
from studio.core.training.devices import (
    RECIPE_BATCH,
    fitting_batch,
    pick_threads,
    sample_threads,
    settled_process,
    usable_processors,
)
from studio.core.training.leader import Bystander, Leader, data_gone
from studio.core.training.pace import Pace
from studio.core.training.prepare import Prepared, prepare
from studio.core.training.samples import Batch, batches
from studio.core.training.step import LOSSES, MemoryShort, NotANumber, Stepper
from studio.core.training.team import Team, join_team, local_processes
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.opening import load_checkpoint
from studio.core.weights.places import LAST
from studio.core.words import tr

Emit = Callable[[Event], None]


def train(config: TrainConfig, emit: Emit) -> Path:
    """Train from the start and return the run folder.

    Args:
        emit: called with every event, after it was written to the run's `events.jsonl`.

    Raises:
        StudioError: the data, the settings or the run folder don't allow it.
    """
    run = Path(config.out)
    if (run / runs.CONFIG).exists():
        raise StudioError(
            tr("The folder {run} already holds a run.", run=run),
            tr("Go on with it by --resume {run}, or choose another --out.", run=run),
        )
    # Whatever can be refused is refused before the folder becomes a run.
    prepared = prepare(config)
    # Resuming must not depend on the folder the command was given in.
    lasting = replace(prepared.config, data=str(Path(config.data).resolve()), out=str(run.resolve()))
    return _in_run(replace(prepared, config=lasting), None, emit)


def resume(run: Path, emit: Emit, *, epochs: int | None = None, data: Path | None = None) -> Path:
    """Go on with a run from its last whole epoch.

    Args:
        epochs: a new end.
        data: where its dataset is now, when that was moved. The run is told what differs, if anything does.

    Raises:
        StudioError: it isn't a run folder, is finished, or is still going on; or its data are gone.
    """
    info = runs.read_run(run)
    settings = {**info.config, "out": str(run), "epochs": epochs or info.config["epochs"]}
    if data is not None:
        settings["data"] = str(_in_new_place(Path(info.config["data"]), real_path(data)))
    config = TrainConfig.from_dict(settings)
    if not Path(config.data).exists():
        raise StudioError(
            tr("The dataset {data} of the run {run} is no longer there.", data=config.data, run=run.name),
            tr("Give its new place: studio train --resume {run} DATA.", run=run),
        )
    checkpoint = load_checkpoint(run / LAST)
    # One that was ended while its report was written has that still to do.
    if checkpoint.epoch >= config.epochs and info.state == "finished":
        raise StudioError(
            tr("The run {run} has already finished its {epochs} epochs.", run=run, epochs=config.epochs),
            tr("Give a larger --epochs to train on."),
        )
    return _in_run(prepare(config, checkpoint), checkpoint, emit)


def _in_new_place(before: Path, chosen: Path) -> Path:
    """Return what to open: of a folder the file that described the dataset before, if it is in there."""
    same = chosen / before.name
    return same if before.suffix and chosen.is_dir() and same.is_file() else chosen


@settled_process()
def _in_run(prepared: Prepared, checkpoint: Checkpoint | None, emit: Emit) -> Path:
    """Train as the run folder's one owner, with every event and every ending written down."""
    run = Path(prepared.config.out)
    team = join_team(prepared.device)
    if not team.is_leader:
        try:
            Training(prepared, team, Bystander(), checkpoint).run()
        finally:
            team.leave()
        return run
    if checkpoint is not None and not run.is_dir():
        raise StudioError(
            tr("The run {run} is no longer there.", run=run),
            tr("Go on with it under the name or in the folder it has now."),
        )
    runs.claim(run)
    diary = Diary(run, emit, tensorboard=prepared.config.tensorboard)
    try:
        Training(prepared, team, Leader(prepared, diary, checkpoint), checkpoint).run()
    except StudioError as error:
        diary.send("error", cause=error.cause, remedy=error.remedy)
        raise
    except Exception as error:
        diary.send("error", cause=repr(error), remedy=tr("Resume from the last checkpoint."))
        raise
    finally:
        diary.close()
        runs.release(run)
        team.leave()
    return run


class Training:
    """One training in progress; of a team, each process runs one, and its first has the leader."""

    def __init__(
        self, prepared: Prepared, team: Team, leader: Leader | Bystander, checkpoint: Checkpoint | None
    ) -> None:
        self.prepared, self.team, self.leader = prepared, team, leader
        self.config = prepared.config
        self.out = Path(self.config.out)
        self.first_epoch = checkpoint.epoch + 1 if checkpoint else 1
        self.stepper = Stepper(prepared, team, checkpoint)
        self.config = replace(self.config, batch=self.config.batch or self._choose_batch())
        self.threads = self._choose_threads()
        data = prepared.data
        self.augmenter = Augmenter(data.store, self.config, classes_by_colour=data.by_colour)
        self._plan(self.first_epoch)
        self._interrupted = threading.Event()
        self._check_common_start()
        leader.keep_config(self.config)
        if not checkpoint:
            # A run killed in its first epoch can be resumed too.
            leader.save(LAST, 0, self.stepper, {})
        team.wait()

    def run(self) -> None:
        """Train until the last epoch, a stop, or no more progress."""
        self.leader.announce(self)
        epoch, is_over = self.first_epoch, self.first_epoch > self.config.epochs
        with self._stoppable():
            while not is_over:
                begun = time.perf_counter()
                try:
                    losses = self.train_epoch(epoch)
                except MemoryShort as problem:
                    self._halve_batch(epoch, problem)
                    continue
                if losses is None:
                    self.leader.end("stopped", epoch - 1)
                    return
                self.leader.finish_epoch(epoch, losses, self.stepper, begun)
                self.pace.pause()
                is_over = self._anyone(self.leader.gives_up(epoch)) or epoch >= self.config.epochs
                if not is_over and self._is_to_stop():
                    self.leader.end("stopped", epoch)
                    return
                epoch += 1
        self.leader.report()
        self.leader.end("done", epoch - 1)

    def train_epoch(self, epoch: int) -> dict[str, float] | None:
        """Run one epoch and return its mean losses; None when it was stopped."""
        config, store = self.config, self.prepared.data.store
        store.gone.clear()
        mosaic = not config.is_among_last(epoch, config.close_mosaic)
        self._reconsider_threads()
        self.stepper.begin_epoch(frozen_norms=config.is_among_last(epoch, config.freeze_norm))
        made = batches(
            partial(self.augmenter.make, mosaic=mosaic),
            len(store),
            batch=config.batch,
            seed=config.seed,
            epoch=epoch,
            part=self.team.part,
            threads=sample_threads(
                self.prepared.device, decoded=store.is_decoded, processes=local_processes()
            ),
        )
        sums = dict.fromkeys(LOSSES, 0.0)
        with contextlib.closing(made):
            for step, batch in enumerate(itertools.islice(made, self.steps), start=1):
                losses = self._step(epoch, step, batch)
                sums = {name: sums[name] + value for name, value in losses.items()}
                while store.unreadable:
                    self.leader.warn(str(store.unreadable.pop()))
                if self._anyone(store.has_lost_many):
                    raise data_gone(self.out, [store.records[index].path for index in sorted(store.gone)])
                if self._is_to_stop():
                    return None
        return {name: value / self.steps for name, value in sums.items()}

    def _step(self, epoch: int, step: int, batch: Batch) -> dict[str, float]:
        """Learn from one batch; raises StudioError when the loss or its gradient is no number."""
        global_step = (epoch - 1) * self.steps + step
        try:
            losses = self.stepper.step(batch, global_step, self.steps * self.config.epochs)
        except NotANumber as problem:
            raise StudioError(
                tr(
                    "The loss or its gradient is not a number at step {step} of epoch {epoch}.",
                    step=step,
                    epoch=epoch,
                ),
                tr("The last good checkpoint is kept; train again with a lower learning rate."),
            ) from problem
        self.pace.step(len(batch.images) * self.team.size)
        self.leader.tell(
            "step",
            epoch=epoch,
            step=step,
            steps=self.steps,
            global_step=global_step,
            lr=self.stepper.learning_rate,
            images_per_second=self.pace.images_per_second,
            seconds_left=self.pace.seconds_left,
            **losses,
        )
        return losses

    def _is_to_stop(self) -> bool:
        return self._anyone(self._interrupted.is_set() or runs.is_stop_requested(self.out))

    def _anyone(self, flag: bool) -> bool:
        """Return whether any process of the team says so."""
        if self.team.size == 1:
            return flag
        return bool(self.team.mean(torch.tensor(float(flag), device=self.prepared.device)) > 0)

    def _check_common_start(self) -> None:
        """Refuse a team whose processes would begin at different epochs, as those of two folders do."""
        epoch = torch.tensor(float(self.first_epoch), device=self.prepared.device)
        if self.team.mean(epoch.clone()) != epoch:
            raise StudioError(
                tr("The processes of this training don't all see the same run {run}.", run=self.out),
                tr("Give --out or --resume a folder that all machines share."),
            )

    def _choose_batch(self) -> int:
        if self.team.size == 1:
            return fitting_batch(self.stepper.network, self.config.imgsz)
        # All must choose the same, whatever memory each has.
        return math.ceil(RECIPE_BATCH / self.team.size) * self.team.size

    def _plan(self, epoch: int) -> None:
        """Count the steps from here on."""
        images, batch, size = len(self.prepared.data.store), self.config.batch, self.team.size
        sizes = self.config.imgsz * (1 - self.config.multi_scale) / max(self.prepared.spec.strides)
        # A last batch too small to give every process an image, or two of a single cell, is left out.
        least = size * (2 if sizes < 2 else 1)
        self.steps = math.ceil(images / batch) - (0 < images % batch < least)
        if least > size and (batch < least or not self.steps):
            raise StudioError(
                tr(
                    "One image of {imgsz} px is too little for a batch: its coarsest grid has one cell.",
                    imgsz=self.config.imgsz,
                ),
                tr("Use a larger --imgsz, or two images or more in a --batch."),
            )
        if batch % size or not self.steps:
            raise StudioError(
                tr("A batch of {batch} can't be shared by {size} processes.", batch=batch, size=size),
                tr("Use a --batch that is a multiple of the processes, and at least as many images."),
            )
        self.pace = Pace((self.config.epochs - epoch + 1) * self.steps)

    def _choose_threads(self) -> int:
        if self.config.threads:
            torch.set_num_threads(self.config.threads)
        elif self.team.size > 1:
            torch.set_num_threads(max(1, usable_processors() // local_processes()))
        elif self.prepared.device.type == "cpu":
            return pick_threads(self.stepper.network, self.config.imgsz, self.config.batch)
        return torch.get_num_threads()

    def _reconsider_threads(self) -> None:
        """Measure again when fewer threads than processors were chosen: the machine may be less busy now."""
        is_fixed = self.config.threads or self.team.size > 1 or self.prepared.device.type != "cpu"
        if is_fixed or self.threads == usable_processors():
            return
        before, self.threads = self.threads, self._choose_threads()
        if self.threads != before:
            self.leader.note(tr("Now computing with {threads} threads.", threads=self.threads))

    def _halve_batch(self, epoch: int, problem: MemoryShort) -> None:
        """Begin an epoch anew from its start with half the batch."""
        batch = self.config.batch // 2
        if not batch or self.team.size > 1:
            raise StudioError(
                tr("There is not enough memory for a batch of {batch}.", batch=self.config.batch),
                tr("Use a smaller --batch, --imgsz or model."),
            ) from problem
        self.config = replace(self.config, batch=batch)
        self.leader.warn(tr("Memory ran out: going on with a batch of {batch}.", batch=batch))
        # The old one goes before the new one comes.
        del self.stepper
        self.stepper = Stepper(self.prepared, self.team, load_checkpoint(self.out / LAST))
        self._plan(epoch)
        self.leader.keep_config(self.config)

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """Turn Ctrl+C or a polite kill into a stop after the current step."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        # A team is told SIGTERM when one of it is gone: no stop the others could agree on.
        asked = (signal.SIGINT,) if self.team.size > 1 else (signal.SIGINT, signal.SIGTERM)
        old = {number: signal.signal(number, lambda *_: self._interrupted.set()) for number in asked}
        try:
            yield
        finally:
            for number, handler in old.items():
                signal.signal(number, handler)
