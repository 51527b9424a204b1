"""Everything a training needs before its first step: data, split, anchors, network. Refuses early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from studio.core.data.checking.checks import hue_matters
from studio.core.data.colours import boxes_differ_by_colour
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.notes import data_notes
from studio.core.data.record import Box, ImageRecord
from studio.core.data.splitting.splits import check_classes, training_split
from studio.core.errors import StudioError
from studio.core.model.anchors import Anchors, in_layers, layer_anchors, measure, some_sizes
from studio.core.model.network import Network
from studio.core.model.table import LayerTable
from studio.core.model.zoo import find_table
from studio.core.runs.config import SGD_LR, TrainConfig
from studio.core.runs.data_snapshot import Seal
from studio.core.runs.tensorboard import check_tensorboard
from studio.core.spec import HeadCode, ModelSpec, check_imgsz
from studio.core.training.devices import select_device
from studio.core.training.samples import SampleStore
from studio.core.training.team import is_team_member, local_processes
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.downloads import find_weights
from studio.core.weights.given import Given
from studio.core.weights.opening import load_checkpoint
from studio.core.words import remember, tr


@dataclass(frozen=True, slots=True)
class Plan:
    """Which network a training is of.

    Attributes:
        source: checkpoint whose weights the network starts from.
        strides: input pixels per grid cell, one per detection layer, finest first.
        code: what the head's logits mean.
    """

    table: LayerTable
    source: Checkpoint | None
    strides: tuple[int, ...]
    code: HeadCode


@dataclass(frozen=True, slots=True)
class OpenedData:
    """The images of a training.

    Attributes:
        store: the training pictures.
        val_records: the images to validate on.
        by_colour: hue and saturation are left nearly alone.
        notes: sentences for the user, about folders, splits, colours and images left out.
        warnings: sentences on what costs accuracy or makes scores doubtful.
    """

    dataset: Dataset
    store: SampleStore
    val_records: list[ImageRecord]
    by_colour: bool
    notes: list[str]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` made.

    Attributes:
        config: with what was left open decided.
        spec: the model's facts, with anchors fitted to the data (or those of the checkpoint resumed from).
        anchor_fit: how well those anchors and the table's own fit, and some of the boxes' sizes, for the
            `anchors` event.
    """

    config: TrainConfig
    device: torch.device
    plan: Plan
    data: OpenedData
    spec: ModelSpec
    anchor_fit: dict[str, Any]

    def true_boxes(self, record: ImageRecord) -> list[Box]:
        """Return an image's boxes of known classes."""
        classes = len(self.spec.class_names)
        return [box for box in self.data.dataset.read(record).boxes if box.class_id < classes]

    def build_network(self, checkpoint: Checkpoint | None) -> Network:
        """Return the network to train: fresh, with transferred weights, or as the checkpoint left it.

        Raises:
            StudioError: the weights to start from are of another model.
        """
        torch.manual_seed(self.config.seed)
        network = Network(self.plan.table, len(self.spec.class_names), self.spec.anchors)
        network.detect.set_prior(self.data.store.box_count / len(self.data.store), self.config.imgsz)
        if checkpoint:
            network.load_state_dict(checkpoint.training["weights"])
        elif self.plan.source:
            self._transfer(network, self.plan.source)
        return network

    def _transfer(self, network: Network, source: Checkpoint) -> None:
        """Start from the tensors of another checkpoint that have the same name and shape.

        The head starts anew when the classes differ: its scores are of other things.
        """
        head = f"model.{len(network.model) - 1}."
        same_classes = source.spec.class_names == self.spec.class_names
        # Anchors are fitted to this dataset, and strides known; those of the other one are not wanted.
        own = {
            name: value
            for name, value in network.state_dict().items()
            if not name.endswith((".anchors", ".strides"))
        }
        fitting = {
            name: value
            for name, value in source.weights.items()
            if name in own and own[name].shape == value.shape and (same_classes or not name.startswith(head))
        }
        path, model = self.config.weights, self.config.model
        if not fitting:
            raise StudioError(
                tr("None of the weights in {path} fits {model}.", path=path, model=model),
                tr("Use a checkpoint of the same model."),
            )
        network.load_state_dict(fitting, strict=False)
        counts = {"fitting": len(fitting), "all": len(own), "rest": len(own) - len(fitting)}
        self.data.notes.append(
            tr("Started from {path}: all {all} tensors fit.", path=path, **counts)
            if not counts["rest"]
            else tr(
                "Started from {path}: {fitting} of {all} tensors fit, {rest} start anew.", path=path, **counts
            )
        )
        if not same_classes:
            self.data.notes.append(tr("The detection head starts anew, because its classes were others."))


def plan_model(config: TrainConfig, checkpoint: Checkpoint | None = None) -> Plan:
    """Find the network a training is of.

    Raises:
        StudioError: there is no such model or checkpoint, or the input size doesn't suit it.
    """
    starts_from_weights = config.weights and not checkpoint
    source = (
        load_checkpoint(find_weights(config.weights), Given(is_start=True)) if starts_from_weights else None
    )
    if checkpoint:
        table = checkpoint.table
    elif source and not config.model:
        table = source.table
    else:
        table = find_table(config.model)
    detect = Network(table, 1).detect
    strides = tuple(int(stride) for stride in detect.strides.tolist())
    check_imgsz(config.imgsz, max(strides))
    return Plan(table, source, strides, detect.code)


def open_data(config: TrainConfig, table: LayerTable, checkpoint: Checkpoint | None = None) -> OpenedData:
    """Open and split a dataset, and decide how far its colours may be moved.

    Args:
        checkpoint: of the run in `config.out`, when that goes on: with its classes, and images that it was
            trained on or measured on stay what they were.

    Raises:
        StudioError: the data don't allow training.
    """
    dataset = open_dataset(Path(config.data))
    if not dataset.class_names:
        raise StudioError(
            tr("The dataset {data} names no classes.", data=config.data),
            tr("Add a class on the Label page, or name them in its YAML or obj.names."),
        )
    notes = [*dataset.notes]
    sealed = None
    if checkpoint:
        notes += _classes_added(checkpoint.spec.class_names, dataset.class_names)
        sealed = Seal.load(Path(config.out))
    split = training_split(
        dataset,
        val_fraction=config.val_fraction,
        seed=config.seed,
        before=sealed.splits_of(dataset, dataset.records) if sealed else None,
    )
    notes += [note for note in split.notes if note not in split.warnings]
    warnings = [*data_notes(dataset), *split.warnings]
    cache_bytes = config.cache_mb * 2**20
    store = SampleStore(
        dataset,
        split.train,
        config.imgsz,
        resize=table.resize,
        cache_bytes=cache_bytes,
        classes=len(checkpoint.spec.class_names) if checkpoint else None,
    )
    notes += dataset.depth_notes()
    if not store.box_count:
        raise StudioError(
            tr("The training images of {data} have no boxes.", data=config.data),
            tr("Draw some boxes on the Label page first."),
        )
    by_colour = config.classes_by_colour
    if by_colour is None:
        by_colour = hue_matters(dataset.class_names) or boxes_differ_by_colour(dataset, split.train)
    if by_colour:
        notes.append(tr("Classes differ by colour, so hue and saturation are left nearly alone."))
    return OpenedData(dataset, store, split.val, by_colour, notes, warnings)


def _classes_added(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return a note on classes that were added since a run began.

    Raises:
        StudioError: its own are others now.
    """
    try:
        added = check_classes(before, now)
    except StudioError as error:
        remedy = tr("Start a new training, from this run's weights if you like.")
        raise StudioError(error.cause, remedy) from error
    return (
        [tr("Not learnt, because the run began without them: {names}.", names=", ".join(added))]
        if added
        else []
    )


def prepare(config: TrainConfig, checkpoint: Checkpoint | None = None) -> Prepared:
    """Open and check everything a training needs.

    Raises:
        StudioError: the data, the model or a setting doesn't allow training; nothing was written.
    """
    # The run tells what was said in its reader's language.
    remember()
    if config.tensorboard:
        check_tensorboard()
    plan = plan_model(config, checkpoint)
    table = plan.table
    config = replace(
        config,
        model=config.model or table.name,
        lr=config.lr or (table.lr if config.optimizer == "adamw" else SGD_LR),
    )
    device = select_device(config.device, team=local_processes() if is_team_member() else 0)
    data = open_data(config, table, checkpoint)
    sizes = data.store.box_sizes(data.dataset.image_size)
    given = config.anchor_sizes() if checkpoint is None else []
    is_fitted = config.fit_anchors and checkpoint is None and not given
    anchors, before, after = layer_anchors(table, sizes, config.imgsz, seed=config.seed, fit=is_fitted)
    if given:
        anchors = _given_anchors(given, table)
    elif checkpoint:
        anchors = checkpoint.spec.anchors
    if given or checkpoint:
        after = measure(sizes, np.array(anchors).reshape(-1, 2))
    fit: dict[str, Any] = {
        "mean_iou": after.mean_iou,
        "recall": after.recall,
        "mean_iou_before": before.mean_iou,
        "recall_before": before.recall,
        "strides": list(plan.strides),
        "sizes": some_sizes(sizes).tolist(),
    }
    input_wh = (config.imgsz, config.imgsz)
    spec = ModelSpec(
        architecture=table.name,
        class_names=tuple(data.dataset.class_names),
        input_wh=input_wh,
        strides=plan.strides,
        anchors=anchors,
        resize=table.resize,
        colour=table.colour,
        code=plan.code,
    )
    return Prepared(
        config=config,
        device=device,
        plan=plan,
        data=data,
        spec=checkpoint.spec if checkpoint else spec,
        anchor_fit=fit,
    )


def _given_anchors(sizes: list[tuple[float, float]], table: LayerTable) -> Anchors:
    """Deal anchors that were given, finest layer first, out to a table's layers; raises StudioError."""
    count = sum(len(layer) for layer in table.anchors)
    if len(sizes) != count:
        raise StudioError(
            tr(
                "{model} has {count} anchors, and {given} are given.",
                model=table.name,
                count=count,
                given=len(sizes),
            ),
            tr("Give as many, or none, and they are fitted to the boxes."),
        )
    return in_layers(np.array(sizes), len(table.anchors))
