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

from studio.core.data.checks import hue_matters
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import ImageRecord
from studio.core.data.splits import training_split
from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.model.anchors import layer_anchors
from studio.core.model.checkpoint import Checkpoint, load_checkpoint
from studio.core.model.loss import LossWeights, compute_loss
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runtime.detector import Detector, Thresholds
from studio.core.runtime.pytorch import TorchEngine
from studio.core.spec import ModelSpec, check_imgsz
from studio.core.training import runs
from studio.core.training.augment import Augmenter
from studio.core.training.config import TrainConfig
from studio.core.training.devices import pick_threads, select_device
from studio.core.training.evaluate import Evaluation, evaluate
from studio.core.training.optimise import AveragedWeights, learning_rate, make_optimizer
from studio.core.training.samples import SampleStore, batches
from studio.core.words import tr

Emit = Callable[[dict[str, Any]], None]

EVALUATION = Thresholds(confidence=0.001, iou=0.6, top_k=1000)
"""A curve over all confidences needs the low ones; the IoU is the one mAP is usually reported with."""


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
    # Whatever can be refused is refused before a folder is made.
    job = _Job(config)
    run.mkdir(parents=True, exist_ok=True)
    atomic_write(run / runs.CONFIG, json.dumps(config.to_dict(), indent=1, ensure_ascii=False) + "\n")
    return job.run(emit, None)


def resume(run: Path, emit: Emit, *, epochs: int | None = None) -> Path:
    """Go on with a run from its last whole epoch; `epochs` sets a new end.

    Raises:
        StudioError: it isn't a run folder, is finished, or is still going on.
    """
    info = runs.read_run(run)
    config = TrainConfig.from_dict({**info.config, "out": str(run)})
    if epochs is not None:
        config.epochs = epochs
        config.__post_init__()
    checkpoint = load_checkpoint(run / "last.pt")
    if checkpoint.epoch >= config.epochs:
        raise StudioError(
            tr("The run {run} has already finished its {epochs} epochs.", run=run, epochs=config.epochs),
            tr("Give a larger --epochs to train on."),
        )
    if epochs is not None:
        atomic_write(run / runs.CONFIG, json.dumps(config.to_dict(), indent=1, ensure_ascii=False) + "\n")
    return _Job(config).run(emit, checkpoint)


class _Job:
    """One training: what it was given, and the state that moves while it runs."""

    def __init__(self, config: TrainConfig) -> None:
        self.config = config
        self.out = Path(config.out)
        self.table = find_table(config.model)
        self.device = select_device(config.device)
        self.dataset: Dataset = open_dataset(Path(config.data))
        self.notes: list[str] = list(self.dataset.notes)
        if not self.dataset.class_names:
            raise StudioError(
                tr("The dataset {data} names no classes.", data=config.data),
                tr("Add a class on the Label page, or name them in its YAML or obj.names."),
            )
        split = training_split(self.dataset, val_fraction=config.val_fraction, seed=config.seed)
        self.notes += split.notes
        self.train_records, self.val_records = self._readable(split.train), self._readable(split.val)
        if not self.train_records:
            raise StudioError(
                tr("The dataset {data} has no labelled image to train on.", data=config.data),
                tr("Label some images first; images without a label file are not used."),
            )
        if not self.val_records:
            raise StudioError(
                tr("The dataset {data} has no labelled image to validate on.", data=config.data),
                tr("Label more images, or name some under val in its YAML."),
            )
        probe = Network(self.table, len(self.dataset.class_names))
        check_imgsz(config.imgsz, max(probe.strides))
        by_colour = config.classes_by_colour
        self.by_colour = hue_matters(self.dataset.class_names) if by_colour is None else by_colour
        self.store = SampleStore(
            self.dataset,
            self.train_records,
            config.imgsz,
            cache_bytes=config.cache_mb * 2**20,
            on_unreadable=lambda error: self._say("warning", str(error)),
        )
        if not self.store.box_count:
            raise StudioError(
                tr("The training images of {data} have no boxes.", data=config.data),
                tr("Draw some boxes on the Label page first."),
            )
        self._emit: Emit = lambda event: None
        self._log: runs.EventLog | None = None
        self._interrupted = threading.Event()

    def _readable(self, records: list[ImageRecord]) -> list[ImageRecord]:
        """Leave out images whose header can't be read, with a note for each."""
        kept = []
        for record in records:
            try:
                self.dataset.image_size(record)
                kept.append(record)
            except StudioError as error:
                self.notes.append(tr("Left out: {cause}", cause=error.cause))
        return kept

    def _send(self, event: str, **values: Any) -> None:
        record = {"event": event, **values, "time": time.time()}
        if self._log:
            self._log.write(record)
        self._emit(record)

    def _say(self, event: str, message: str) -> None:
        self._send(event, message=message)

    def run(self, emit: Emit, checkpoint: Checkpoint | None) -> Path:
        """Train from the start or from a checkpoint, with every ending written down."""
        runs.claim(self.out)
        self._log = runs.EventLog(self.out)
        self._emit = emit
        try:
            with self._stoppable():
                self._train(checkpoint)
        except StudioError as error:
            self._send("error", message=error.cause, remedy=error.remedy)
            raise
        except Exception as error:
            self._send("error", message=repr(error), remedy=tr("Resume from the last checkpoint."))
            raise
        finally:
            self._log.close()
            runs.release(self.out)
        return self.out

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """Turn the first Ctrl+C or polite kill into a stop after the current step."""
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

    def _is_stopping(self) -> bool:
        return self._interrupted.is_set() or runs.is_stop_requested(self.out)

    def _train(self, checkpoint: Checkpoint | None) -> None:
        config, device = self.config, self.device
        begun = time.perf_counter()
        steps = math.ceil(len(self.store) / config.batch)
        first_epoch = checkpoint.epoch + 1 if checkpoint else 1
        spec, fit = self._spec(checkpoint)
        network = self._network(spec, checkpoint)
        network.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        threads = config.threads
        if threads:
            torch.set_num_threads(threads)
        elif device.type == "cpu":
            threads = pick_threads(network, config.imgsz, config.batch)
        optimizer = make_optimizer(network, config)
        average = AveragedWeights(network, config.ema_decay)
        best: dict[str, Any] = {"fitness": -1.0, "map50": 0.0, "map50_95": 0.0, "epoch": 0}
        if checkpoint:
            optimizer.load_state_dict(checkpoint.training["optimizer"])
            average.network.load_state_dict(checkpoint.weights)
            average.updates = int(checkpoint.training["updates"])
            best = dict(checkpoint.training["best"])
        self._send(
            "start",
            run=str(self.out),
            model=spec.architecture,
            epochs=config.epochs,
            first_epoch=first_epoch,
            steps_per_epoch=steps,
            imgsz=config.imgsz,
            batch=config.batch,
            classes=list(spec.class_names),
            classes_by_colour=self.by_colour,
            train_images=len(self.store),
            val_images=len(self.val_records),
            threads=threads,
            device=str(device),
            parameters=network.parameter_count(),
        )
        for note in self.notes:
            self._say("note", note)
        self._send("anchors", anchors=spec.anchors, **fit)
        save = _Saver(self.out, spec, network, average, optimizer, config)
        if checkpoint is None:
            # A run killed in its first epoch can be resumed too.
            save("last.pt", 0, {}, best)
        augmenter = Augmenter(self.store, config, classes_by_colour=self.by_colour)
        total_steps = steps * config.epochs
        whole_pictures_from = config.epochs - round(config.epochs * config.close_mosaic)
        pace = _Pace((config.epochs - first_epoch + 1) * steps)
        for epoch in range(first_epoch, config.epochs + 1):
            epoch_begun = time.perf_counter()
            mosaic = epoch <= whole_pictures_from
            made = batches(
                partial(augmenter.make, mosaic=mosaic),
                len(self.store),
                batch=config.batch,
                seed=config.seed,
                epoch=epoch,
            )
            sums = {"box": 0.0, "objectness": 0.0, "classification": 0.0}
            network.train()
            for step, batch in enumerate(made, start=1):
                global_step = (epoch - 1) * steps + step
                lr = learning_rate(global_step - 1, total_steps, config)
                for group in optimizer.param_groups:
                    group["lr"] = lr
                heads = network(batch.to_network(device))
                terms = compute_loss(heads, batch.targets.to(device), network.detect, LossWeights())
                optimizer.zero_grad(set_to_none=True)
                terms.total.backward()  # type: ignore[no-untyped-call]
                values = {
                    "box": terms.box.item(),
                    "objectness": terms.objectness.item(),
                    "classification": terms.classification.item(),
                }
                if not all(map(math.isfinite, values.values())):
                    raise StudioError(
                        tr(
                            "The loss is not a number at step {step} of epoch {epoch}.",
                            step=step,
                            epoch=epoch,
                        ),
                        tr("The last good checkpoint is kept; train again with a lower learning rate."),
                    )
                torch.nn.utils.clip_grad_norm_(network.parameters(), 10.0)
                optimizer.step()
                average.update(network)
                for name, value in values.items():
                    sums[name] += value
                pace.step(len(batch.images))
                self._send(
                    "step",
                    epoch=epoch,
                    step=step,
                    steps=steps,
                    global_step=global_step,
                    lr=lr,
                    images_per_second=pace.images_per_second,
                    seconds_left=pace.seconds_left,
                    **values,
                )
                if self._is_stopping():
                    made.close()
                    self._end("stopped", epoch - 1, best, begun)
                    return
            validation_begun = time.perf_counter()
            result = self._evaluate(average.network, spec)
            validation_seconds = time.perf_counter() - validation_begun
            pace.pause(validation_seconds)
            fitness = 0.1 * result.map50 + 0.9 * result.map50_95
            is_best = fitness > best["fitness"]
            figures = result.to_dict()
            if is_best:
                best = {
                    "fitness": fitness, "map50": result.map50, "map50_95": result.map50_95, "epoch": epoch,
                }  # fmt: skip
                save("best.pt", epoch, figures, None)
            save("last.pt", epoch, figures, best)
            self._send(
                "epoch",
                epoch=epoch,
                epochs=config.epochs,
                **{key: figures[key] for key in ("map50", "map50_95", "precision", "recall", "per_class")},
                **{name: value / steps for name, value in sums.items()},
                lr=lr,
                best=is_best,
                val_seconds=validation_seconds,
                seconds=time.perf_counter() - epoch_begun,
            )
            if config.patience and epoch - best["epoch"] >= config.patience:
                self._say(
                    "note",
                    tr(
                        "No better mAP for {patience} epochs, so training ends here.",
                        patience=config.patience,
                    ),
                )
                break
        self._end("done", epoch, best, begun)

    def _end(self, event: str, epoch: int, best: dict[str, Any], begun: float) -> None:
        self._send(
            event,
            epoch=epoch,
            best_map50=best["map50"],
            best_map50_95=best["map50_95"],
            best_epoch=best["epoch"],
            seconds=time.perf_counter() - begun,
            checkpoint=str(self.out / ("best.pt" if best["epoch"] else "last.pt")),
        )

    def _spec(self, checkpoint: Checkpoint | None) -> tuple[ModelSpec, dict[str, Any]]:
        """Return the model's spec and how its anchors fit, from the checkpoint or fitted to the data."""
        sizes = self.store.box_sizes(self.dataset.image_size)
        anchors, before, after = layer_anchors(self.table, sizes, self.config.imgsz, seed=self.config.seed)
        fit = {
            "mean_iou": after.mean_iou,
            "recall": after.recall,
            "mean_iou_before": before.mean_iou,
            "recall_before": before.recall,
        }
        if checkpoint:
            return checkpoint.spec, fit
        size = (self.config.imgsz, self.config.imgsz)
        strides = Network(self.table, 1).strides
        names = tuple(self.dataset.class_names)
        return ModelSpec(self.table.name, names, size, strides, anchors), fit

    def _network(self, spec: ModelSpec, checkpoint: Checkpoint | None) -> Network:
        torch.manual_seed(self.config.seed)
        network = Network(self.table, len(spec.class_names), spec.anchors)
        network.detect.set_prior(self.store.box_count / len(self.store), self.config.imgsz)
        if checkpoint:
            network.load_state_dict(checkpoint.training["weights"])
        elif self.config.weights:
            self._transfer(network, load_checkpoint(Path(self.config.weights)))
        return network

    def _transfer(self, network: Network, source: Checkpoint) -> None:
        """Start from the tensors of another checkpoint that have the same name and shape."""
        own = network.state_dict()
        # Anchors are fitted to this dataset; those of the other one are not wanted.
        fitting = {
            name: value
            for name, value in source.weights.items()
            if name in own and own[name].shape == value.shape and not name.endswith((".anchors", ".strides"))
        }
        if not fitting:
            raise StudioError(
                tr(
                    "None of the weights in {path} fits {model}.",
                    path=self.config.weights,
                    model=self.config.model,
                ),
                tr("Use a checkpoint of the same model."),
            )
        network.load_state_dict(fitting, strict=False)
        self._say(
            "note",
            tr(
                "Started from {path}: {fitting} of {all} tensors fit.",
                path=self.config.weights, fitting=len(fitting), all=len(own),
            ),
        )  # fmt: skip

    def _evaluate(self, network: Network, spec: ModelSpec) -> Evaluation:
        """Evaluate the smoothed weights exactly as the live view would run them."""
        fused = copy.deepcopy(network).fuse()
        detector = Detector(TorchEngine(spec, fused), EVALUATION)
        return evaluate(
            lambda image: detector.detect(image).detections,
            self.val_records,
            spec.class_names,
            lambda record: [
                box for box in self.dataset.read(record).boxes if box.class_id < len(spec.class_names)
            ],
        )


class _Saver:
    """Writes checkpoints of the moving parts of a run."""

    def __init__(
        self,
        out: Path,
        spec: ModelSpec,
        network: Network,
        average: AveragedWeights,
        optimizer: torch.optim.Optimizer,
        config: TrainConfig,
    ) -> None:
        self.out, self.spec, self.config = out, spec, config
        self.network, self.average, self.optimizer = network, average, optimizer

    def __call__(self, name: str, epoch: int, metrics: dict[str, Any], best: dict[str, Any] | None) -> None:
        """Write `name`; with `best` it also holds what is needed to go on training."""
        training: dict[str, Any] = {}
        if best is not None:
            training = {
                "weights": self.network.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "updates": self.average.updates,
                "best": best,
            }
        Checkpoint(
            spec=self.spec,
            table=self.network.table,
            weights=self.average.network.state_dict(),
            epoch=epoch,
            metrics=metrics,
            config=self.config.to_dict(),
            training=training,
        ).save(self.out / name)


class _Pace:
    """Images per second over the last steps, and the time left at that pace, validation included."""

    def __init__(self, steps: int) -> None:
        self._steps_left = steps
        self._begun = self._last = time.perf_counter()
        self._steps_done = 0
        self._rate = 0.0

    def step(self, images: int) -> None:
        """Count a step of so many images."""
        now = time.perf_counter()
        rate = images / max(now - self._last, 1e-6)
        self._rate = rate if not self._rate else 0.9 * self._rate + 0.1 * rate
        self._last = now
        self._steps_done += 1
        self._steps_left -= 1

    def pause(self, seconds: float) -> None:
        """Leave time spent on something else out of the rate."""
        self._last += seconds

    @property
    def images_per_second(self) -> float:
        """Smoothed training rate."""
        return self._rate

    @property
    def seconds_left(self) -> float:
        """Estimate from the mean of all steps so far."""
        elapsed = time.perf_counter() - self._begun
        return elapsed / max(1, self._steps_done) * self._steps_left
