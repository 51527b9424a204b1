"""What moves in a training: the network, its optimiser and its smoothed copy, a batch at a time."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import torch

from studio.core.model.loss import LossWeights, compute_loss
from studio.core.training.optimizer import AveragedWeights, freeze_norms, learning_rate, make_optimizer
from studio.core.training.prepare import Prepared
from studio.core.training.samples import Batch, generator
from studio.core.training.team import Team
from studio.core.weights.checkpoint import Checkpoint

LOSSES = ("box", "objectness", "classification")
MAX_GRADIENT = 10.0


class MemoryShort(Exception):
    """A step needed more memory than there is."""


class NotANumber(Exception):
    """A step's loss or gradient is not a number."""


class Stepper:
    """The state of a training that changes with every step, and the step itself.

    Attributes:
        network: what is trained, in train mode while it is.
        average: its smoothed copy, which is evaluated and kept.
        updates: steps done.
    """

    def __init__(self, prepared: Prepared, team: Team, checkpoint: Checkpoint | None) -> None:
        config = prepared.config
        self.prepared, self.team, self.config = prepared, team, config
        self.network = prepared.build_network(checkpoint)
        self.network.to(device=prepared.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._forward, self.sender = team.share(self.network, config.compression)
        self.optimizer = make_optimizer(self.network, config)
        self.average = AveragedWeights(self.network, config.ema_decay)
        self.loss_weights = LossWeights(
            box=config.box_weight,
            classification=config.class_weight,
            label_smoothing=config.label_smoothing,
        )
        self._half = _half_type(prepared.device, config.mixed_precision)
        self._scaler = torch.amp.GradScaler(prepared.device.type, enabled=self._half is torch.float16)
        if checkpoint:
            self.optimizer.load_state_dict(checkpoint.training["optimizer"])
            self.average.network.load_state_dict(checkpoint.weights)
            self.average.updates = int(checkpoint.training["updates"])
            if "scaler" in checkpoint.training:
                self._scaler.load_state_dict(checkpoint.training["scaler"])
            if self.sender:
                self.sender.bytes_sent = int(checkpoint.training.get("bytes_sent", 0))

    def begin_epoch(self, *, frozen_norms: bool) -> None:
        """Set the network to learn; batch norms may be left as they are."""
        self.network.train()
        if frozen_norms:
            freeze_norms(self.network)

    def step(self, batch: Batch, number: int, steps: int) -> dict[str, float]:
        """Do step `number` (from 1) of `steps` and return the losses, the team's mean.

        Raises:
            MemoryShort: the batch is too large for this device.
            NotANumber: the loss or its gradient is none; nothing was changed.
        """
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(number - 1, steps, self.config)
        if self.sender:
            self.sender.progress = (number - 1) / steps
            self.sender.loss_scale = self._scaler.get_scale()
        self.optimizer.zero_grad(set_to_none=True)
        with _memory_told_apart():
            losses = self.backward(batch.resized(self._side(number)))
        if not all(map(math.isfinite, losses.values())):
            raise NotANumber
        self._scaler.unscale_(self.optimizer)
        length = self.clip_gradient()
        # A scaled loss may be too large for 16 bits: the scaler then leaves the step out and scales less.
        if not (math.isfinite(length) or self._scaler.is_enabled()):
            raise NotANumber
        self._scaler.step(self.optimizer)
        self._scaler.update()
        self.average.update(self.network)
        return losses

    def backward(self, batch: Batch) -> dict[str, float]:
        """Compute the losses of a batch and their gradients."""
        device = self.prepared.device
        images = batch.to_network(device, self.prepared.spec.colour)
        with torch.autocast(device.type, self._half, enabled=self._half is not None):
            heads = self._forward(images)
        terms = compute_loss(
            heads, batch.targets.to(device), self.network.detect, self.loss_weights, self.team.mean
        )
        self._scaler.scale(terms.total).backward()  # type: ignore[no-untyped-call]
        means = self.team.mean(torch.stack([getattr(terms, name).detach() for name in LOSSES]))
        return dict(zip(LOSSES, means.tolist(), strict=True))

    def clip_gradient(self) -> float:
        """Scale a gradient longer than MAX_GRADIENT down to it, and return how long it was.

        Most are shorter, and are left alone.
        """
        parameters = list(self.network.parameters())
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        norm = torch.nn.utils.get_total_norm(gradients)
        length = norm.item()
        if length > MAX_GRADIENT:
            torch.nn.utils.clip_grads_with_norm_(parameters, MAX_GRADIENT, norm)
        return length

    def _side(self, number: int) -> int:
        """Return the input size of a step: `imgsz`, or near it when several scales are asked for."""
        config, stride = self.config, max(self.prepared.spec.strides)
        if not config.multi_scale:
            return config.imgsz
        share = generator("side", config.seed, number).uniform(-1, 1) * config.multi_scale
        return max(1, round(config.imgsz * (1 + share) / stride)) * stride

    @property
    def learning_rate(self) -> float:
        """The learning rate of the newest step."""
        return float(self.optimizer.param_groups[0]["lr"])

    def state(self) -> dict[str, Any]:
        """Return what a resumed training goes on with, beside the smoothed weights."""
        return {
            "weights": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scaler": self._scaler.state_dict(),
            "updates": self.average.updates,
            **({"bytes_sent": self.sender.bytes_sent} if self.sender else {}),
        }


def _half_type(device: torch.device, wanted: bool | None) -> torch.dtype | None:
    """Return the type of mixed precision; by default it is used on CUDA, where it is faster."""
    if not (device.type == "cuda" if wanted is None else wanted):
        return None
    # A card that only emulates it is faster in float16.
    has_bfloat = device.type == "cpu" or (
        device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    )
    return torch.bfloat16 if has_bfloat else torch.float16


@contextlib.contextmanager
def _memory_told_apart() -> Any:
    """Turn each way of running out of memory into MemoryShort."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise MemoryShort from error
    except RuntimeError as error:
        # What torch's allocator for the processor says, and MPS.
        if "can't allocate memory" in str(error) or "out of memory" in str(error):
            raise MemoryShort from error
        raise
