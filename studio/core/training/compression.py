"""How gradients travel between processes that train together: whole, halved, factored or sparse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
import torch.distributed as dist
from torch import Tensor
from torch.distributed.algorithms.ddp_comm_hooks import default_hooks
from torch.nn.parallel import DistributedDataParallel

if TYPE_CHECKING:
    from torch._C._distributed_c10d import GradBucket

SPARSE_SHARE = 0.02
"""Share of the gradient's numbers that are sent; with a place of 4 bytes each that is 4 % of the bytes."""
WHOLE_STEPS = 60
"""PowerSGD sends whole gradients during warm-up: early ones have no structure to factor."""
RANK = 2

Sent = torch.futures.Future[Tensor]


@dataclass(slots=True)
class Sender:
    """Sends the gradients of one process, a bucket at a time.

    Attributes:
        bytes_sent: by this process so far, before the network's own framing.
    """

    bytes_sent: int = 0
    _unsent: dict[int, Tensor] = field(default_factory=dict)
    _power_state: Any = None

    def whole(self, bucket: GradBucket) -> Sent:
        """Send every number as it is."""
        self.bytes_sent += bucket.buffer().nbytes
        return default_hooks.allreduce_hook(None, bucket)  # type: ignore[arg-type]

    def fp16(self, bucket: GradBucket) -> Sent:
        """Send every number in half precision."""
        self.bytes_sent += 2 * bucket.buffer().numel()
        return default_hooks.fp16_compress_hook(None, bucket)  # type: ignore[arg-type]

    def powersgd(self, bucket: GradBucket) -> Sent:
        """Send two thin factors of each matrix, with error feedback (Vogels 2019, PowerSGD)."""
        from torch.distributed.algorithms.ddp_comm_hooks import powerSGD_hook

        if self._power_state is None:
            self._power_state = powerSGD_hook.PowerSGDState(
                None, matrix_approximation_rank=RANK, start_powerSGD_iter=WHOLE_STEPS
            )
        state = self._power_state
        before = state.total_numel_after_compression
        is_whole = state.iter < WHOLE_STEPS
        result = powerSGD_hook.powerSGD_hook(state, bucket)
        # The hook sends in several turns, each when the one before is back. Gloo's buckets come back in any
        # order, so that two processes would send those turns in different orders and wait for each other.
        result.wait()
        numbers = bucket.buffer().numel() if is_whole else state.total_numel_after_compression - before
        self.bytes_sent += numbers * bucket.buffer().element_size()
        return result

    def sparse(self, bucket: GradBucket) -> Sent:
        """Send the largest numbers and keep the rest for later steps (Lin 2018, Deep Gradient Compression).

        What is not sent is added to the next gradient: nothing is lost, only delayed.
        """
        gradient = bucket.buffer()
        unsent = self._unsent.get(bucket.index())
        # The parameters are divided anew into buckets after the first step.
        if unsent is None or unsent.shape != gradient.shape:
            unsent = torch.zeros_like(gradient)
        unsent += gradient
        count = max(1, round(gradient.numel() * SPARSE_SHARE))
        places = unsent.abs().topk(count, sorted=False).indices
        values = unsent[places]
        unsent[places] = 0
        self._unsent[bucket.index()] = unsent
        size = dist.get_world_size()
        all_places = [torch.empty(count, dtype=torch.int32, device=gradient.device) for _ in range(size)]
        all_values = [torch.empty_like(values) for _ in range(size)]
        dist.all_gather(all_places, places.int())
        dist.all_gather(all_values, values)
        self.bytes_sent += count * (4 + values.element_size())
        total = torch.zeros_like(gradient)
        for where, what in zip(all_places, all_values, strict=True):
            total.index_add_(0, where, what)
        done = Sent(devices=[gradient.device] if gradient.is_cuda else None)
        done.set_result(total / size)
        return done


COMPRESSIONS: dict[str, Callable[[Sender, GradBucket], Sent]] = {
    "none": Sender.whole,
    "fp16": Sender.fp16,
    "powersgd": Sender.powersgd,
    "sparse": Sender.sparse,
}
"""The ways, by the name `--compression` takes."""


def install(network: DistributedDataParallel, compression: str) -> Sender:
    """Let a network's gradients travel by one of COMPRESSIONS; the Sender counts the bytes."""
    sender, send = Sender(), COMPRESSIONS[compression]
    # Without annotations: torch compares those of a hook with its own classes, and these are strings here.
    network.register_comm_hook(sender, lambda state, bucket: send(state, bucket))
    return sender
