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
"""Share of the gradient's numbers that are sent: 2 bytes each, and 2 for its place, make 2 % of the bytes."""
SPARSE_START = 0.05
"""Share of a training's steps before sparse ones: early gradients change too fast to be of use later."""
BLOCK = 1 << 16
"""Numbers whose places are told apart by 2 bytes."""
WHOLE_STEPS = 60
"""PowerSGD sends whole gradients during warm-up: early ones have no structure to factor."""
RANK = 2
TINY = 1e-6
"""Less than what PowerSGD's factors are made of, but not nothing: they are divided by their length."""

Sent = torch.futures.Future[Tensor]


@dataclass(slots=True)
class Sender:
    """Sends the gradients of one process, a bucket at a time.

    Attributes:
        bytes_sent: by this process so far, before the network's own framing.
        progress: share of the training's steps that are done.
        loss_scale: what mixed precision multiplied the loss, and so the gradients, by.
    """

    bytes_sent: int = 0
    progress: float = 1.0
    loss_scale: float = 1.0
    _has_sent: bool = False
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
                None,
                matrix_approximation_rank=RANK,
                start_powerSGD_iter=WHOLE_STEPS,
                orthogonalization_epsilon=TINY / 100,
            )
        state = self._power_state
        before = state.total_numel_after_compression
        is_whole = state.iter < WHOLE_STEPS
        _revive(state, bucket.index())
        result = powerSGD_hook.powerSGD_hook(state, bucket)
        # The hook sends in several turns, each when the one before is back. Gloo's buckets come back in any
        # order, so that two processes would send those turns in different orders and wait for each other.
        result.wait()
        numbers = bucket.buffer().numel() if is_whole else state.total_numel_after_compression - before
        self.bytes_sent += numbers * bucket.buffer().element_size()
        return result

    def sparse(self, bucket: GradBucket) -> Sent:
        """Send the largest numbers and keep the rest for later steps (Lin 2018, Deep Gradient Compression).

        What is not sent is added to the next gradient: nothing is lost, only delayed, as long as the process
        lives. A run that is resumed begins with nothing kept.
        """
        # After a process's first step its parameters are divided into other buckets, and stay there.
        is_first, self._has_sent = not self._has_sent, self._has_sent or bucket.is_last()
        if is_first or self.progress < SPARSE_START:
            return self.fp16(bucket)
        gradient = bucket.buffer()
        if bucket.index() not in self._unsent:
            self._unsent[bucket.index()] = torch.zeros_like(gradient)
        unsent = self._unsent[bucket.index()]
        # The scale changes between steps, so what is kept is without it.
        unsent.add_(gradient, alpha=1 / self.loss_scale)
        count = max(1, round(gradient.numel() * SPARSE_SHARE))
        places = unsent.abs().topk(count, sorted=False).indices
        message = pack(places, unsent)
        places, values = unpack(message, gradient.numel())
        unsent[places] -= values
        # An overflow in mixed precision must spoil this step, which is then left out, but none after it.
        unsent.nan_to_num_(0, 0, 0)
        messages = [torch.empty_like(message) for _ in range(dist.get_world_size())]
        dist.all_gather(messages, message)
        self.bytes_sent += message.nbytes
        total = torch.zeros_like(gradient)
        for one in messages:
            total.index_add_(0, *unpack(one, gradient.numel()))
        done = Sent(devices=[gradient.device] if gradient.is_cuda else None)
        done.set_result(total * (self.loss_scale / len(messages)))
        return done


def _revive(state: Any, index: int) -> None:
    """Give PowerSGD's factors of a gradient that was zero, as of a stride no box was on, a direction again.

    The hook begins with the factors of the step before: left at zero they would be zero for ever.
    """
    factors = state.q_memory_dict.get(index)
    if factors is not None and not factors.all():
        # The same for every process.
        random = torch.randn(len(factors), generator=torch.Generator().manual_seed(state.iter))
        factors.copy_(torch.where(factors == 0, TINY * random.to(factors), factors))


def pack(places: Tensor, numbers: Tensor) -> Tensor:
    """Return the numbers at some places as bytes to send.

    First how many places lie in each block (4 bytes a block), then each place within its block (2 bytes) and
    each number (bfloat16). As many places out of as many numbers are always as many bytes.

    Args:
        places: (K,) int64, each once.
        numbers: (N,) float32.

    Returns:
        (4 * ceil(N / BLOCK) + 4 * K,) uint8.
    """
    places = places.sort().values
    blocks = torch.bincount(places // BLOCK, minlength=_block_count(len(numbers)))
    parts = blocks.to(torch.int32), (places % BLOCK).to(torch.uint16), numbers[places].to(torch.bfloat16)
    return torch.cat([part.view(torch.uint8) for part in parts])


def unpack(message: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """Return the places and numbers that `pack` took out of `size` numbers: (K,) int64 and (K,) float32."""
    head = 4 * _block_count(size)
    count = (len(message) - head) // 4
    blocks, places, numbers = torch.split(message, [head, 2 * count, 2 * count])
    starts = torch.arange(0, size, BLOCK, device=message.device)
    offsets = starts.repeat_interleave(blocks.view(torch.int32))
    return offsets + places.view(torch.uint16).long(), numbers.view(torch.bfloat16).float()


def _block_count(size: int) -> int:
    return -(-size // BLOCK)


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
