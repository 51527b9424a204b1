"""Where the network runs and with how many threads: chosen once, here."""

from __future__ import annotations

import os
import time

import torch

from studio.core.errors import StudioError
from studio.core.model.network import Network
from studio.core.words import tr


def select_device(name: str = "auto") -> torch.device:
    """Return the device asked for; `auto` takes CUDA, then MPS, then the processor.

    Raises:
        StudioError: the device isn't there.
    """
    has_mps = torch.backends.mps.is_available()
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "mps" if has_mps else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise StudioError(
            tr("There is no device called {name}.", name=name), tr("Use auto, cpu, cuda, cuda:0 or mps.")
        ) from error
    missing = (device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count()) or (
        device.type == "mps" and not has_mps
    )
    if missing or device.type not in ("cpu", "cuda", "mps"):
        raise StudioError(
            tr("The device {name} is not available here.", name=name),
            tr("Use --device cpu, or leave it out to take the best there is."),
        )
    return device


def usable_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pick_threads(network: Network, imgsz: int, batch: int) -> int:
    """Set and return the number of threads whose training step is fastest right now.

    Measured, not assumed: on a busy machine two threads can be several times slower than one. The choices
    take turns, so that a short burst of other work does not decide between them.
    """
    most = usable_processors()
    choices = sorted({1, max(1, most // 2), most}, reverse=True)
    if len(choices) == 1:
        torch.set_num_threads(1)
        return 1
    images = torch.zeros(min(batch, 4), 3, imgsz, imgsz).contiguous(memory_format=torch.channels_last)
    was_training = network.training
    state = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    seconds = dict.fromkeys(choices, float("inf"))
    for _ in range(4):
        for threads in choices:
            torch.set_num_threads(threads)
            seconds[threads] = min(seconds[threads], _step_seconds(network, images))
    # Near ties go to more threads: they gain when the machine grows quiet.
    best = next(threads for threads in choices if seconds[threads] < 1.1 * min(seconds.values()))
    network.zero_grad(set_to_none=True)
    network.load_state_dict(state)
    network.train(was_training)
    torch.set_num_threads(best)
    return best


def _step_seconds(network: Network, images: torch.Tensor) -> float:
    start = time.perf_counter()
    heads = network(images)
    torch.stack([head.square().mean() for head in heads]).sum().backward()  # type: ignore[no-untyped-call]
    return time.perf_counter() - start
