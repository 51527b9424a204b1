"""The optimiser, its schedule and the smoothed copy of the weights."""

from __future__ import annotations

import copy
import math

import torch
from torch import nn

from studio.core.model.network import Network
from studio.core.runs.config import TrainConfig

FINAL_LR = 0.02
"""Share of the peak learning rate that is left at the end."""


def make_optimizer(network: Network, config: TrainConfig) -> torch.optim.Optimizer:
    """Return the optimiser; only convolution weights decay, never norms or biases."""
    decayed = [parameter for parameter in network.parameters() if parameter.ndim > 1]
    device = next(network.parameters()).device
    others = [parameter for parameter in network.parameters() if parameter.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": config.weight_decay if config.optimizer == "adamw" else 5e-4},
        {"params": others, "weight_decay": 0.0},
    ]
    if config.optimizer == "sgd":
        return torch.optim.SGD(groups, lr=config.lr, momentum=0.937, nesterov=True)
    # Fused is a quarter of the time of the loop over parameters; MPS has had it only lately.
    return torch.optim.AdamW(groups, lr=config.lr, betas=(0.9, 0.999), fused=device.type != "mps" or None)


def learning_rate(step: int, steps: int, config: TrainConfig) -> float:
    """Return the learning rate of step `step` (from 0) of `steps`: linear warm-up, then half a cosine, or a
    tenth of it after each of the epochs that were given for that.

    A function of the step alone, so that a resumed run goes on exactly where it was.
    """
    warmup = min(config.warmup_steps, steps // 5)
    if step < warmup:
        return config.lr * (step + 1) / warmup
    if milestones := config.milestones():
        passed = sum(step * config.epochs >= epoch * steps for epoch in milestones)
        return float(config.lr * 0.1**passed)
    progress = (step - warmup) / max(1, steps - warmup)
    share = FINAL_LR + (1 - FINAL_LR) * (1 + math.cos(math.pi * progress)) / 2
    return config.lr * share


def freeze_norms(network: nn.Module) -> None:
    """Let batch norms use the statistics they have and leave them as they are, in train mode, too."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


class AveragedWeights:
    """An exponential moving average of the weights (EMA): steadier than the last step's.

    Early on the average follows quickly, so that it doesn't drag the random start along.
    """

    def __init__(self, network: Network, decay: float, *, ramp_steps: int = 100) -> None:
        self.network = copy.deepcopy(network).eval()
        self.network.requires_grad_(False)
        self.decay = decay
        self.ramp_steps = ramp_steps
        self.updates = 0
        # Looked up once: both networks keep their tensors where they are.
        self._pairs: tuple[list[torch.Tensor], list[torch.Tensor]] = ([], [])

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Move towards the weights of `network` after one step."""
        self.updates += 1
        decay = self.decay * (1 - math.exp(-self.updates / self.ramp_steps))
        if not self._pairs[0]:
            mine, theirs = self.network.state_dict(), network.state_dict()
            floats = [name for name, value in mine.items() if value.dtype.is_floating_point]
            self._pairs = ([mine[name] for name in floats], [theirs[name] for name in floats])
        torch._foreach_lerp_(*self._pairs, 1 - decay)
