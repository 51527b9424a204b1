"""The leader: what the first process of a training does beside the steps. It evaluates, saves and tells."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.data.record import ImageRecord
from studio.core.errors import Cancelled, DataGone, StudioError
from studio.core.evaluation.average_precision import Evaluation
from studio.core.evaluation.examine import EVALUATION, measure
from studio.core.report.run_report import write_report
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.data_snapshot import Seal, compare, seal
from studio.core.runs.log import Diary
from studio.core.runtime.detector import Detector
from studio.core.runtime.pytorch import TorchEngine
from studio.core.training.prepare import Prepared
from studio.core.training.samples import is_gone
from studio.core.training.step import Stepper
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.places import BEST, LAST
from studio.core.words import paragraph, tr

if TYPE_CHECKING:
    from studio.core.training.loop import Training

FITNESS = {"map50": 0.1, "map50_95": 0.9}
"""What the best epoch is best at."""
CHANCE = 0.001
"""A fitness below it is that of a box or two met by accident: where a class was left out, no more comes."""


class Bystander:
    """Stands in for the leader in the other processes of a team: it says and keeps nothing."""

    def tell(self, event: str, **values: Any) -> None:
        """Say nothing."""

    def note(self, message: str) -> None:
        """Say nothing."""

    def warn(self, message: str) -> None:
        """Say nothing."""

    def announce(self, training: Training) -> None:
        """Say nothing."""

    def keep_config(self, config: TrainConfig) -> None:
        """Keep nothing."""

    def save(self, name: str, epoch: int, stepper: Stepper, metrics: dict[str, Any]) -> None:
        """Keep nothing."""

    def finish_epoch(self, epoch: int, losses: dict[str, float], stepper: Stepper, begun: float) -> None:
        """Measure nothing; the leader does."""

    def gives_up(self, epoch: int) -> bool:
        """Know of no progress."""
        return False

    def report(self) -> None:
        """Write nothing."""

    def end(self, event: str, epoch: int) -> None:
        """Say nothing."""


class Leader(Bystander):
    """Evaluates, keeps checkpoints, announces and reports; the others wait for it meanwhile."""

    def __init__(self, prepared: Prepared, diary: Diary, checkpoint: Checkpoint | None) -> None:
        self.prepared, self.diary = prepared, diary
        self.config = prepared.config
        self.out = Path(self.config.out)
        self.best: dict[str, Any] = {"fitness": -1.0, "map50": 0.0, "map50_95": 0.0, "epoch": 0}
        if checkpoint:
            self.best = dict(checkpoint.training["best"])
        self.is_measured = False
        self.begun = time.perf_counter()
        self._left_out: set[str] = set()
        self._take_snapshot()

    def tell(self, event: str, **values: Any) -> None:
        """Write an event into the run, and tell it."""
        self.diary.send(event, **values)

    def note(self, message: str) -> None:
        """Say something in passing."""
        self.tell("note", message=message)

    def warn(self, message: str) -> None:
        """Say what makes the result doubtful."""
        self.tell("warning", message=message)

    def announce(self, training: Training) -> None:
        """Say what is about to be trained, on what, and how."""
        prepared, config = self.prepared, training.config
        self.tell(
            "start",
            run=str(self.out),
            model=prepared.spec.architecture,
            epochs=config.epochs,
            first_epoch=training.first_epoch,
            steps_per_epoch=training.steps,
            imgsz=config.imgsz,
            batch=config.batch,
            classes=list(prepared.spec.class_names),
            classes_by_colour=prepared.data.by_colour,
            train_images=len(prepared.data.store),
            val_images=len(prepared.data.val_records),
            threads=training.threads,
            processes=training.team.size,
            device=str(prepared.device),
            parameters=training.stepper.network.parameter_count(),
        )
        for warning in prepared.data.warnings:
            self.warn(warning)
        for note in prepared.data.notes:
            self.note(note)
        self.tell("anchors", anchors=prepared.spec.to_dict()["anchors"], **prepared.anchor_fit)

    def keep_config(self, config: TrainConfig) -> None:
        """Write the settings down as they are now."""
        self.config = config
        self.diary.keep(runs.CONFIG, json.dumps(config.to_dict(), indent=1) + "\n")

    def save(self, name: str, epoch: int, stepper: Stepper, metrics: dict[str, Any]) -> None:
        """Write a checkpoint; `last.pt` also holds what it takes to go on."""
        checkpoint = Checkpoint(
            spec=self.prepared.spec,
            table=stepper.network.table,
            weights=stepper.average.network.state_dict(),
            epoch=epoch,
            metrics=metrics,
            config=self.config.to_dict(),
            training={**stepper.state(), "best": self.best} if name == LAST else {},
        )
        self.diary.patiently(lambda: checkpoint.save(self.out / name))

    def finish_epoch(self, epoch: int, losses: dict[str, float], stepper: Stepper, begun: float) -> None:
        """Evaluate, keep the checkpoints, and tell; `begun` is when the epoch did (perf_counter)."""
        validation_begun = time.perf_counter()
        result = self.evaluate(stepper)
        validation_seconds = time.perf_counter() - validation_begun
        figures = result.to_dict()
        fitness = sum(weight * figures[name] for name, weight in FITNESS.items())
        # Where nothing but chance tells epochs apart, the one that learned longest is kept.
        is_best = fitness > self.best["fitness"] or max(fitness, self.best["fitness"]) < CHANCE
        self.is_measured = result.boxes > 0
        if is_best:
            self.best = {"fitness": fitness, "epoch": epoch}
            self.best |= {name: figures[name] for name in FITNESS}
            self.save(BEST, epoch, stepper, figures)
        self.save(LAST, epoch, stepper, figures)
        self.tell(
            "epoch",
            epoch=epoch,
            epochs=self.config.epochs,
            **{name: figures[name] for name in ("map50", "map50_95", "precision", "recall", "per_class")},
            **losses,
            lr=stepper.learning_rate,
            best=is_best,
            val_seconds=validation_seconds,
            seconds=time.perf_counter() - begun,
            **({"bytes_sent": stepper.sender.bytes_sent} if stepper.sender else {}),
        )

    def evaluate(self, stepper: Stepper) -> Evaluation:
        """Evaluate the smoothed weights exactly as the live view would run them.

        Raises:
            DataGone: a validation picture is no longer there, so that figures could not be compared.
        """
        problems: list[StudioError] = []
        result = self._measure(stepper, problems.append)
        if any(problem.cause not in self._left_out for problem in problems):
            records = self.prepared.data.val_records
            gone = next((record.path for record in records if is_gone(record.path)), None)
            if gone:
                raise data_gone(self.out, [gone])
            # One that has come back is measured on.
            problems.clear()
            result = self._measure(stepper, problems.append)
        for problem in problems:
            self._leave_out(problem)
        return result

    def gives_up(self, epoch: int) -> bool:
        """Tell whether there was no progress for as long as the settings have patience; says so."""
        patience = self.config.patience
        # An mAP that chance has, too, was no progress, though the latest such epoch is kept.
        last_progress = self.best["epoch"] if self.best["fitness"] >= CHANCE else 1
        if not (self.is_measured and patience and epoch - last_progress >= patience):
            return False
        self.note(tr("No better mAP for {n} epochs: training ends here.", n=patience))
        return True

    def report(self) -> None:
        """Write the run's report; a training is not lost for want of one."""

        def check_stop(done: int, count: int) -> None:
            if runs.is_stop_requested(self.out):
                raise Cancelled

        try:
            self.diary.patiently(lambda: write_report(self.out, progress=check_stop))
        except Cancelled:
            self.warn(tr("The report was not written, because a stop was asked for: studio report does it."))
        except (StudioError, OSError) as problem:
            self.warn(tr("The report was not written: {reason}", reason=problem))

    def end(self, event: str, epoch: int) -> None:
        """Tell how it ended, `done` or `stopped`, and what it came to."""
        self.tell(
            event,
            epoch=epoch,
            best_map50=self.best["map50"],
            best_map50_95=self.best["map50_95"],
            best_epoch=self.best["epoch"],
            seconds=time.perf_counter() - self.begun,
            checkpoint=str(self.out / (BEST if self.best["epoch"] else LAST)),
        )

    def _take_snapshot(self) -> None:
        """Write down which images and labels are trained on; tell when they are not those it began with."""
        data = self.prepared.data
        before = Seal.load(self.out)
        now = seal(data.dataset, {"train": data.store.records, "val": data.val_records})
        # Of a dataset that was moved the paths may differ, and nothing else.
        if before is not None and before.digest() != now.digest() and (found := compare(before, now)):
            changes = paragraph(*found.sentences())
            self.warn(tr("The data changed since the run began: {changes}", changes=changes))
        now.save(self.out)

    def _measure(self, stepper: Stepper, left_out: Callable[[StudioError], None]) -> Evaluation:
        prepared = self.prepared
        fused = copy.deepcopy(stepper.average.network).fuse()
        engine = TorchEngine(prepared.spec, fused)
        # A batch halved for want of memory says how much there is.
        engine.batch = min(engine.batch, self.config.batch)
        detector = Detector(engine, EVALUATION)
        return measure(detector, self._answering(prepared.data.val_records), prepared.true_boxes, left_out)

    def _answering(self, records: Iterable[ImageRecord]) -> Iterator[ImageRecord]:
        """Give the images to measure; tell when a stop is asked for meanwhile, which is heeded afterwards."""
        has_answered = False
        for record in records:
            if not has_answered and runs.is_stop_requested(self.out):
                self.tell("stopping")
                has_answered = True
            yield record

    def _leave_out(self, problem: StudioError) -> None:
        """Tell once of a validation image that can't be read."""
        if problem.cause not in self._left_out:
            self._left_out.add(problem.cause)
            self.warn(tr("Left out: {cause}", cause=problem.cause))


def data_gone(run: Path, paths: Sequence[Path]) -> DataGone:
    """Return what ends a training whose pictures are no longer there; its checkpoints stay."""
    return DataGone(
        tr(
            "Pictures of the dataset can no longer be opened ({count}), such as {path}.",
            count=len(paths),
            path=paths[0] if paths else "",
        ),
        tr(
            "Everything up to the last whole epoch is kept: bring them back, then go on with"
            " studio train --resume {run}.",
            run=run,
        ),
    )
