"""Where the network runs and with how many threads: chosen once, here."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Iterator

import cv2
import torch

from studio.core.errors import StudioError
from studio.core.model.network import Network
from studio.core.words import tr

M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
"""What mallopt(3) calls these settings; the numbers are those of malloc.h."""
RECIPE_BATCH = 8
"""What the trials found best for a few hundred photos: larger batches leave too few steps."""


def select_device(name: str = "auto", *, team: int = 0) -> torch.device:
    """Return the device asked for; `auto` takes CUDA, then MPS, then the processor.

    Args:
        team: how many processes of this machine train together; 0 when one trains by itself.

    Raises:
        StudioError: the device isn't there, or is none that a team can train on.
    """
    # Processes can't send each other what is on MPS.
    has_mps = torch.backends.mps.is_available() and not team
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "mps" if has_mps else "cpu"
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
    cards = torch.cuda.device_count()
    if team and device.index is not None:
        raise StudioError(
            tr("Processes that train together can't all use {name}.", name=name),
            tr("Use --device cuda, which gives each a graphics card of its own, or --device cpu."),
        )
    if device.type == "cuda" and team > cards:
        raise StudioError(
            tr("{team} processes can't share {cards} graphics cards.", team=team, cards=cards),
            tr("Use --processes {cards}, or --device cpu.", cards=cards),
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
    seconds = dict.fromkeys(choices, float("inf"))
    with unchanged(network):
        for _ in range(4):
            for threads in choices:
                torch.set_num_threads(threads)
                seconds[threads] = min(seconds[threads], _step_seconds(network, images))
    # Near ties go to more threads: they gain when the machine grows quiet.
    best = next(threads for threads in choices if seconds[threads] < 1.1 * min(seconds.values()))
    torch.set_num_threads(best)
    return best


@contextlib.contextmanager
def settled_process() -> Iterator[None]:
    """Set what makes a training on the processor faster in the process that trains.

    OpenCV's own threads, at least those of its Linux build, wait busily on the processors that steps need; it
    gets one for as long as the training goes on.

    Left alone, glibc hands freed blocks of many megabytes back at once, and a step spends a tenth of its time
    being given them anew, page by page (30,000 page faults a step of yolov5n). From now on the process keeps
    them: that can't be undone, and its memory stays at its peak. Without mallopt(3) nothing changes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt:
        mallopt(M_MMAP_MAX, 0)
        mallopt(M_TRIM_THRESHOLD, -1)
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(threads)


def sample_threads(device: torch.device, *, decoded: bool, processes: int) -> int:
    """Return how many threads make samples beside the steps.

    One, which costs steps on the processor least, unless that is where the time goes: pictures still to be
    decoded, or steps on a device of their own.

    Args:
        decoded: whether all pictures are in memory already.
        processes: how many train on this machine.
    """
    return 1 if decoded and device.type == "cpu" else max(1, usable_processors() // processes)


def fitting_batch(network: Network, imgsz: int) -> int:
    """Return RECIPE_BATCH, or the largest half, quarter, ... of it whose step fits into free memory."""
    device = next(network.parameters()).device
    per_image, fixed = _step_bytes(network, imgsz, device)
    # What backward makes, and what allocators leave unused.
    batch, room = RECIPE_BATCH, 0.8 * free_bytes(device)
    while batch > 1 and fixed + 2 * batch * per_image > room:
        batch //= 2
    return batch


def free_bytes(device: torch.device) -> int:
    """Return the memory a training may still take, in bytes."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    if device.type == "mps":
        return int(torch.mps.recommended_max_memory() - torch.mps.current_allocated_memory())
    import psutil

    return int(psutil.virtual_memory().available)


def _step_bytes(network: Network, imgsz: int, device: torch.device) -> tuple[int, int]:
    """Return the bytes that forward keeps for backward per image, and those of weights and optimiser."""
    kept: dict[int, int] = {}

    def note(tensor: torch.Tensor) -> torch.Tensor:
        kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    # Two, because batch norm can't learn from a single value.
    images = torch.zeros(2, 3, imgsz, imgsz, device=device).contiguous(memory_format=torch.channels_last)
    with unchanged(network), torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        network(images)
    weights = sum(parameter.nbytes for parameter in network.parameters())
    # Beside the weights: gradients, two moments and the smoothed copy; saved tensors count weights as well.
    return max(0, sum(kept.values()) - weights) // 2, 4 * weights


@contextlib.contextmanager
def unchanged(network: Network) -> Iterator[None]:
    """Try the network out in train mode, and leave it as it was."""
    was_training = network.training
    state = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    try:
        yield
    finally:
        network.zero_grad(set_to_none=True)
        network.load_state_dict(state)
        network.train(was_training)


def _step_seconds(network: Network, images: torch.Tensor) -> float:
    start = time.perf_counter()
    heads = network(images)
    torch.stack([head.square().mean() for head in heads]).sum().backward()  # type: ignore[no-untyped-call]
    return time.perf_counter() - start
