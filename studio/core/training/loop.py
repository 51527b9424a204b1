"""The training loop: readable from top to bottom, one event per step."""

from __future__ import annotations

import contextlib
import copy
import itertools
import json
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch

from studio.core.errors import Cancelled, StudioError
from studio.core.evaluation.average_precision import Evaluation
from studio.core.evaluation.examine import EVALUATION, measure
from studio.core.report.run_report import write_report
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.data_snapshot import Seal, compare, seal
from studio.core.runs.log import Diary
from studio.core.runtime.detector import Detector
from studio.core.runtime.pytorch import TorchEngine
from studio.core.training.augment import Augmenter
from studio.core.training.devices import (
    RECIPE_BATCH,
    fitting_batch,
    pick_threads,
    sample_threads,
    settled_process,
    usable_processors,
)
from studio.core.training.pace import Pace
from studio.core.training.prepare import Prepared, prepare
from studio.core.training.samples import batches
from studio.core.training.step import LOSSES, MemoryShort, NotANumber, Stepper
from studio.core.training.team import Team, join_team, local_processes
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.opening import load_checkpoint
from studio.core.weights.places import BEST, LAST
from studio.core.words import tr

Emit = Callable[[runs.Event], None]


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


def resume(run: Path, emit: Emit, *, epochs: int | None = None) -> Path:
    """Go on with a run from its last whole epoch; `epochs` sets a new end.

    Raises:
        StudioError: it isn't a run folder, is finished, or is still going on.
    """
    info = runs.read_run(run)
    config = TrainConfig.from_dict(
        {**info.config, "out": str(run), "epochs": epochs or info.config["epochs"]}
    )
    checkpoint = load_checkpoint(run / LAST)
    # One that was ended while its report was written has that still to do.
    if checkpoint.epoch >= config.epochs and info.state == "finished":
        raise StudioError(
            tr("The run {run} has already finished its {epochs} epochs.", run=run, epochs=config.epochs),
            tr("Give a larger --epochs to train on."),
        )
    return _in_run(prepare(config, checkpoint), checkpoint, emit)


@settled_process()
def _in_run(prepared: Prepared, checkpoint: Checkpoint | None, emit: Emit) -> Path:
    """Train as the run folder's one owner, with every event and every ending written down."""
    run = Path(prepared.config.out)
    team = join_team(prepared.device)
    if not team.is_leader:
        try:
            Training(prepared, team, None, checkpoint).run()
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
        _seal(prepared, run, diary)
        Training(prepared, team, diary, checkpoint).run()
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


def _seal(prepared: Prepared, run: Path, diary: Diary) -> None:
    """Write down which images and labels are trained on; tell when they are not those the run began with."""
    before = Seal.load(run)
    now = seal(prepared.dataset, {"train": prepared.store.records, "val": prepared.val_records})
    if before is not None and before.digest() != now.digest():
        changes = " ".join(compare(before, now).sentences())
        diary.send("warning", message=tr("The data changed since the run began: {changes}", changes=changes))
    now.save(run)


class Training:
    """One training in progress; of a team, each member runs one, and the leader's has the diary."""

    def __init__(
        self, prepared: Prepared, team: Team, diary: Diary | None, checkpoint: Checkpoint | None
    ) -> None:
        self.prepared, self.team, self.diary = prepared, team, diary
        self.config = prepared.config
        self.out = Path(self.config.out)
        self.first_epoch = checkpoint.epoch + 1 if checkpoint else 1
        self.best: dict[str, Any] = {"fitness": -1.0, "map50": 0.0, "map50_95": 0.0, "epoch": 0}
        if checkpoint:
            self.best = dict(checkpoint.training["best"])
        self.stepper = Stepper(prepared, team, checkpoint)
        self.config = replace(self.config, batch=self.config.batch or self._choose_batch())
        self.threads = self._choose_threads()
        self.augmenter = Augmenter(prepared.store, self.config, classes_by_colour=prepared.by_colour)
        self._plan(self.first_epoch)
        self.begun = time.perf_counter()
        self._interrupted = threading.Event()
        self._left_out: set[str] = set()
        self._check_common_start()
        self._keep_config()
        if diary and not checkpoint:
            # A run killed in its first epoch can be resumed too.
            self._save(LAST, 0, {}, resumable=True)
        team.wait()

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
        images, batch, size = len(self.prepared.store), self.config.batch, self.team.size
        # A last batch too small to give every process an image is left out.
        self.steps = math.ceil(images / batch) - (0 < images % batch < size)
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
            self._send("note", message=tr("Now computing with {threads} threads.", threads=self.threads))

    def _send(self, event: str, **values: Any) -> None:
        if self.diary:
            self.diary.send(event, **values)

    def run(self) -> None:
        """Train until the last epoch, a stop, or no more progress."""
        self._announce()
        epoch, is_over = self.first_epoch, self.first_epoch > self.config.epochs
        with self._stoppable():
            while not is_over:
                epoch_begun = time.perf_counter()
                try:
                    losses = self.train_epoch(epoch)
                except MemoryShort as problem:
                    self._halve_batch(epoch, problem)
                    continue
                if losses is None:
                    self._end("stopped", epoch - 1)
                    return
                self._finish_epoch(epoch, losses, epoch_begun)
                is_over = self._is_over(epoch)
                epoch += 1
        self._report()
        self._end("done", epoch - 1)

    def _report(self) -> None:
        """Write the run's report; a training is not lost for want of one."""
        if not self.diary:
            return

        def check_stop(done: int, count: int) -> None:
            if runs.is_stop_requested(self.out):
                raise Cancelled

        try:
            self.diary.patiently(lambda: write_report(self.out, progress=check_stop))
        except Cancelled:
            left_out = tr("The report was not written, because a stop was asked for: studio report does it.")
            self._send("warning", message=left_out)
        except (StudioError, OSError) as problem:
            self._send("warning", message=tr("The report was not written: {reason}", reason=problem))

    def _is_over(self, epoch: int) -> bool:
        """Tell whether an epoch was the last; the leader knows of progress and decides."""
        patience = self.config.patience
        gives_up = self.diary is not None and bool(patience) and epoch - self.best["epoch"] >= patience
        if self._anyone(gives_up):
            self._send("note", message=tr("No better mAP for {n} epochs: training ends here.", n=patience))
            return True
        return epoch >= self.config.epochs

    def _anyone(self, flag: bool) -> bool:
        """Return whether any process of the team says so."""
        if self.team.size == 1:
            return flag
        return bool(self.team.mean(torch.tensor(float(flag), device=self.prepared.device)) > 0)

    def _halve_batch(self, epoch: int, problem: MemoryShort) -> None:
        """Begin an epoch anew from its start with half the batch."""
        batch = self.config.batch // 2
        if not batch or self.team.size > 1:
            raise StudioError(
                tr("There is not enough memory for a batch of {batch}.", batch=self.config.batch),
                tr("Use a smaller --batch, --imgsz or model."),
            ) from problem
        self.config = replace(self.config, batch=batch)
        self._send("warning", message=tr("Memory ran out: going on with a batch of {batch}.", batch=batch))
        # The old one goes before the new one comes.
        del self.stepper
        self.stepper = Stepper(self.prepared, self.team, load_checkpoint(self.out / LAST))
        self._plan(epoch)
        self._keep_config()

    def _keep_config(self) -> None:
        if self.diary:
            text = json.dumps(self.config.to_dict(), indent=1)
            self.diary.keep(runs.CONFIG, text + "\n")

    def _announce(self) -> None:
        prepared, config = self.prepared, self.config
        self._send(
            "start",
            run=str(self.out),
            model=prepared.spec.architecture,
            epochs=config.epochs,
            first_epoch=self.first_epoch,
            steps_per_epoch=self.steps,
            imgsz=config.imgsz,
            batch=config.batch,
            classes=list(prepared.spec.class_names),
            classes_by_colour=prepared.by_colour,
            train_images=len(prepared.store),
            val_images=len(prepared.val_records),
            threads=self.threads,
            processes=self.team.size,
            device=str(prepared.device),
            parameters=self.stepper.network.parameter_count(),
        )
        for note in prepared.notes:
            self._send("note", message=note)
        anchors = prepared.spec.to_dict()["anchors"]
        self._send("anchors", anchors=anchors, **prepared.anchor_fit)

    def train_epoch(self, epoch: int) -> dict[str, float] | None:
        """Run one epoch and return its mean losses; None when it was stopped."""
        config, store = self.config, self.prepared.store
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
                global_step = (epoch - 1) * self.steps + step
                try:
                    losses = self.stepper.step(batch, global_step, self.steps * config.epochs)
                except NotANumber as problem:
                    raise StudioError(
                        tr(
                            "The loss or its gradient is not a number at step {step} of epoch {epoch}.",
                            step=step,
                            epoch=epoch,
                        ),
                        tr("The last good checkpoint is kept; train again with a lower learning rate."),
                    ) from problem
                sums = {name: sums[name] + value for name, value in losses.items()}
                self.pace.step(len(batch.images) * self.team.size)
                self._send(
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
                while store.unreadable:
                    self._send("warning", message=str(store.unreadable.pop()))
                if self._anyone(self._interrupted.is_set() or runs.is_stop_requested(self.out)):
                    return None
        return {name: value / self.steps for name, value in sums.items()}

    def _finish_epoch(self, epoch: int, losses: dict[str, float], epoch_begun: float) -> None:
        """Evaluate, keep checkpoints and report; the leader's work, for which the others wait."""
        if not self.diary:
            return
        validation_begun = time.perf_counter()
        result = self.evaluate()
        validation_seconds = time.perf_counter() - validation_begun
        figures = result.to_dict()
        fitness = 0.1 * result.map50 + 0.9 * result.map50_95
        is_best = fitness > self.best["fitness"]
        if is_best:
            self.best = {"fitness": fitness, "epoch": epoch}
            self.best |= {name: figures[name] for name in ("map50", "map50_95")}
            self._save(BEST, epoch, figures)
        self._save(LAST, epoch, figures, resumable=True)
        self.pace.pause()
        self._send(
            "epoch",
            epoch=epoch,
            epochs=self.config.epochs,
            **{name: figures[name] for name in ("map50", "map50_95", "precision", "recall", "per_class")},
            **losses,
            lr=self.stepper.learning_rate,
            best=is_best,
            val_seconds=validation_seconds,
            seconds=time.perf_counter() - epoch_begun,
            **({"bytes_sent": self.stepper.sender.bytes_sent} if self.stepper.sender else {}),
        )

    def evaluate(self) -> Evaluation:
        """Evaluate the smoothed weights exactly as the live view would run them."""
        prepared = self.prepared
        fused = copy.deepcopy(self.stepper.average.network).fuse()
        engine = TorchEngine(prepared.spec, fused)
        # A batch halved for want of memory says how much there is.
        engine.batch = min(engine.batch, self.config.batch)
        detector = Detector(engine, EVALUATION)
        return measure(detector, prepared.val_records, prepared.true_boxes, self._leave_out)

    def _leave_out(self, problem: StudioError) -> None:
        """Tell once of a validation image that can't be read."""
        if problem.cause not in self._left_out:
            self._left_out.add(problem.cause)
            self._send("warning", message=tr("Left out: {cause}", cause=problem.cause))

    def _save(self, name: str, epoch: int, metrics: dict[str, Any], *, resumable: bool = False) -> None:
        assert self.diary is not None
        checkpoint = Checkpoint(
            spec=self.prepared.spec,
            table=self.stepper.network.table,
            weights=self.stepper.average.network.state_dict(),
            epoch=epoch,
            metrics=metrics,
            config=self.config.to_dict(),
            training={**self.stepper.state(), "best": self.best} if resumable else {},
        )
        self.diary.patiently(lambda: checkpoint.save(self.out / name))

    def _end(self, event: str, epoch: int) -> None:
        self._send(
            event,
            epoch=epoch,
            best_map50=self.best["map50"],
            best_map50_95=self.best["map50_95"],
            best_epoch=self.best["epoch"],
            seconds=time.perf_counter() - self.begun,
            checkpoint=str(self.out / (BEST if self.best["epoch"] else LAST)),
        )

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
