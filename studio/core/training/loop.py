"""The training loop: readable from top to bottom, one event per step."""

from __future__ import annotations

import copy
import json
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import torch

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.model.checkpoint import Checkpoint
from studio.core.model.loss import LossTerms, LossWeights, compute_loss
from studio.core.model.opening import load_checkpoint
from studio.core.runtime.detector import Detector
from studio.core.runtime.pytorch import TorchEngine
from studio.core.training import runs
from studio.core.training.augment import Augmenter
from studio.core.training.config import TrainConfig
from studio.core.training.devices import pick_threads, usable_processors
from studio.core.training.evaluate import Evaluation, evaluate
from studio.core.training.optimise import AveragedWeights, freeze_norms, learning_rate, make_optimizer
from studio.core.training.pace import Pace
from studio.core.training.prepare import Prepared, prepare
from studio.core.training.samples import Batch, batches, generator
from studio.core.training.scoring import EVALUATION
from studio.core.words import tr

Emit = Callable[[runs.Event], None]

LOSSES = ("box", "objectness", "classification")


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
    config.data, config.out = str(Path(config.data).resolve()), str(run.resolve())
    return _in_run(prepared, None, emit)


def resume(run: Path, emit: Emit, *, epochs: int | None = None) -> Path:
    """Go on with a run from its last whole epoch; `epochs` sets a new end.

    Raises:
        StudioError: it isn't a run folder, is finished, or is still going on.
    """
    info = runs.read_run(run)
    config = TrainConfig.from_dict(
        {**info.config, "out": str(run), "epochs": epochs or info.config["epochs"]}
    )
    checkpoint = load_checkpoint(run / "last.pt")
    if checkpoint.epoch >= config.epochs:
        raise StudioError(
            tr("The run {run} has already finished its {epochs} epochs.", run=run, epochs=config.epochs),
            tr("Give a larger --epochs to train on."),
        )
    return _in_run(prepare(config, checkpoint), checkpoint, emit)


def _in_run(prepared: Prepared, checkpoint: Checkpoint | None, emit: Emit) -> Path:
    """Train as the run folder's one owner, with every event and every ending written down."""
    config, run = prepared.config, Path(prepared.config.out)
    runs.claim(run)
    atomic_write(run / runs.CONFIG, json.dumps(config.to_dict(), indent=1, ensure_ascii=False) + "\n")
    log = runs.EventLog(run)

    def send(event: str, **values: Any) -> None:
        record = {"event": event, **values, "time": time.time()}
        log.write(record)
        emit(record)

    try:
        _Training(prepared, send, checkpoint).run()
    except StudioError as error:
        send("error", message=error.cause, remedy=error.remedy)
        raise
    except Exception as error:
        send("error", message=repr(error), remedy=tr("Resume from the last checkpoint."))
        raise
    finally:
        log.close()
        runs.release(run)
    return run


class _Training:
    """One training in progress: what it was given, and the state that moves."""

    def __init__(self, prepared: Prepared, send: Callable[..., None], checkpoint: Checkpoint | None) -> None:
        self.prepared = prepared
        self.config = config = prepared.config
        self.send = send
        self.out = Path(config.out)
        self.steps = math.ceil(len(prepared.store) / config.batch)
        self.first_epoch = checkpoint.epoch + 1 if checkpoint else 1
        self.network = prepared.build_network(checkpoint)
        self.network.to(device=prepared.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.threads = self._choose_threads()
        self.optimizer = make_optimizer(self.network, config)
        self.loss_weights = LossWeights(
            box=config.box_weight,
            classification=config.class_weight,
            label_smoothing=config.label_smoothing,
        )
        self.average = AveragedWeights(self.network, config.ema_decay)
        self.best: dict[str, Any] = {"fitness": -1.0, "map50": 0.0, "map50_95": 0.0, "epoch": 0}
        if checkpoint:
            self.optimizer.load_state_dict(checkpoint.training["optimizer"])
            self.average.network.load_state_dict(checkpoint.weights)
            self.average.updates = int(checkpoint.training["updates"])
            self.best = dict(checkpoint.training["best"])
        else:
            # A run killed in its first epoch can be resumed too.
            self._save("last.pt", 0, {}, resumable=True)
        self.augmenter = Augmenter(prepared.store, config, classes_by_colour=prepared.by_colour)
        self.pace = Pace((config.epochs - self.first_epoch + 1) * self.steps)
        self.begun = time.perf_counter()
        self._interrupted = threading.Event()

    def _choose_threads(self) -> int:
        if self.config.threads:
            torch.set_num_threads(self.config.threads)
        elif self.prepared.device.type == "cpu":
            return pick_threads(self.network, self.config.imgsz, self.config.batch)
        return torch.get_num_threads()

    def _reconsider_threads(self) -> None:
        """Measure again when fewer threads than processors were chosen: the machine may be less busy now."""
        if self.config.threads or self.prepared.device.type != "cpu" or self.threads == usable_processors():
            return
        before, self.threads = self.threads, self._choose_threads()
        if self.threads != before:
            self.send("note", message=tr("Now computing with {threads} threads.", threads=self.threads))

    def run(self) -> None:
        """Train until the last epoch, a stop, or no more progress."""
        self._announce()
        with self._stoppable():
            for epoch in range(self.first_epoch, self.config.epochs + 1):
                epoch_begun = time.perf_counter()
                losses = self._train_epoch(epoch)
                if losses is None:
                    self._end("stopped", epoch - 1)
                    return
                self._finish_epoch(epoch, losses, epoch_begun)
                if self.config.patience and epoch - self.best["epoch"] >= self.config.patience:
                    message = tr("No better mAP for {n} epochs: training ends here.", n=self.config.patience)
                    self.send("note", message=message)
                    break
        self._end("done", epoch)

    def _announce(self) -> None:
        prepared, config = self.prepared, self.config
        self.send(
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
            device=str(prepared.device),
            parameters=self.network.parameter_count(),
        )
        for note in prepared.notes:
            self.send("note", message=note)
        anchors = prepared.spec.to_dict()["anchors"]
        self.send("anchors", anchors=anchors, **prepared.anchor_fit)

    def _train_epoch(self, epoch: int) -> dict[str, float] | None:
        """Run one epoch and return its mean losses; None when it was stopped."""
        config, store = self.config, self.prepared.store
        mosaic = epoch <= config.epochs - round(config.epochs * config.close_mosaic)
        made = batches(
            partial(self.augmenter.make, mosaic=mosaic),
            len(store),
            batch=config.batch,
            seed=config.seed,
            epoch=epoch,
        )
        sums = dict.fromkeys(LOSSES, 0.0)
        self._reconsider_threads()
        self.network.train()
        if epoch > config.epochs - round(config.epochs * config.freeze_norm):
            freeze_norms(self.network)
        for step, batch in enumerate(made, start=1):
            global_step = (epoch - 1) * self.steps + step
            lr = learning_rate(global_step - 1, self.steps * config.epochs, config)
            terms = self._step(batch.resized(self._side(global_step)), lr)
            losses = {name: getattr(terms, name).item() for name in LOSSES}
            if not all(map(math.isfinite, losses.values())):
                raise StudioError(
                    tr("The loss is not a number at step {step} of epoch {epoch}.", step=step, epoch=epoch),
                    tr("The last good checkpoint is kept; train again with a lower learning rate."),
                )
            for name, value in losses.items():
                sums[name] += value
            self.pace.step(len(batch.images))
            self.send(
                "step",
                epoch=epoch,
                step=step,
                steps=self.steps,
                global_step=global_step,
                lr=lr,
                images_per_second=self.pace.images_per_second,
                seconds_left=self.pace.seconds_left,
                **losses,
            )
            while store.unreadable:
                self.send("warning", message=str(store.unreadable.pop()))
            if self._interrupted.is_set() or runs.is_stop_requested(self.out):
                made.close()
                return None
        return {name: value / self.steps for name, value in sums.items()}

    def _side(self, global_step: int) -> int:
        """Return the input size of a step: `imgsz`, or near it when several scales are asked for."""
        config, stride = self.config, max(self.prepared.spec.strides)
        if not config.multi_scale:
            return config.imgsz
        share = generator("side", config.seed, global_step).uniform(-1, 1) * config.multi_scale
        return max(1, round(config.imgsz * (1 + share) / stride)) * stride

    def _step(self, batch: Batch, lr: float) -> LossTerms:
        """One optimiser step."""
        device = self.prepared.device
        for group in self.optimizer.param_groups:
            group["lr"] = lr
        heads = self.network(batch.to_network(device, self.prepared.spec.colour))
        terms = compute_loss(heads, batch.targets.to(device), self.network.detect, self.loss_weights)
        self.optimizer.zero_grad(set_to_none=True)
        terms.total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 10.0)
        self.optimizer.step()
        self.average.update(self.network)
        return terms

    def _finish_epoch(self, epoch: int, losses: dict[str, float], epoch_begun: float) -> None:
        """Evaluate, keep checkpoints and report."""
        validation_begun = time.perf_counter()
        result = self._evaluate()
        validation_seconds = time.perf_counter() - validation_begun
        figures = result.to_dict()
        fitness = 0.1 * result.map50 + 0.9 * result.map50_95
        is_best = fitness > self.best["fitness"]
        if is_best:
            self.best = {"fitness": fitness, "epoch": epoch}
            self.best |= {name: figures[name] for name in ("map50", "map50_95")}
            self._save("best.pt", epoch, figures)
        self._save("last.pt", epoch, figures, resumable=True)
        self.pace.pause()
        self.send(
            "epoch",
            epoch=epoch,
            epochs=self.config.epochs,
            **{name: figures[name] for name in ("map50", "map50_95", "precision", "recall", "per_class")},
            **losses,
            lr=self.optimizer.param_groups[0]["lr"],
            best=is_best,
            val_seconds=validation_seconds,
            seconds=time.perf_counter() - epoch_begun,
        )

    def _evaluate(self) -> Evaluation:
        """Evaluate the smoothed weights exactly as the live view would run them."""
        prepared = self.prepared
        fused = copy.deepcopy(self.average.network).fuse()
        detector = Detector(TorchEngine(prepared.spec, fused), EVALUATION)
        return evaluate(
            lambda image: detector.detect(image).detections,
            prepared.val_records,
            prepared.spec.class_names,
            prepared.true_boxes,
        )

    def _save(self, name: str, epoch: int, metrics: dict[str, Any], *, resumable: bool = False) -> None:
        training: dict[str, Any] = {}
        if resumable:
            training = {
                "weights": self.network.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "updates": self.average.updates,
                "best": self.best,
            }
        Checkpoint(
            spec=self.prepared.spec,
            table=self.network.table,
            weights=self.average.network.state_dict(),
            epoch=epoch,
            metrics=metrics,
            config=self.config.to_dict(),
            training=training,
        ).save(self.out / name)

    def _end(self, event: str, epoch: int) -> None:
        self.send(
            event,
            epoch=epoch,
            best_map50=self.best["map50"],
            best_map50_95=self.best["map50_95"],
            best_epoch=self.best["epoch"],
            seconds=time.perf_counter() - self.begun,
            checkpoint=str(self.out / ("best.pt" if self.best["epoch"] else "last.pt")),
        )

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """Turn Ctrl+C or a polite kill into a stop after the current step."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        old = {
            number: signal.signal(number, lambda *_: self._interrupted.set())
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in old.items():
                signal.signal(number, handler)
