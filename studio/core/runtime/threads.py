"""How many threads an engine gets: a sensible number, the one asked for, or the fastest by trial."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from studio.core.errors import StudioError
from studio.core.runtime.engine import Engine
from studio.core.words import tr

Threads = int | Literal["measure"] | None


def usable_cores() -> int:
    """Return the physical cores this process may use."""
    import psutil

    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed))


def default_threads() -> int:
    """Return the number used when none is asked for: OMP_NUM_THREADS if it is set, else up to four.

    Networks this small gain nothing beyond four.
    """
    wished = os.environ.get("OMP_NUM_THREADS", "")
    return int(wished) if wished.isdecimal() and int(wished) else min(usable_cores(), 4)


def resolve_threads(threads: Threads, load: Callable[[int], Engine]) -> Engine:
    """Return the engine `load(count)` gives for the threads asked for.

    Raises:
        StudioError: fewer than one thread, or whatever `load` raises.
    """
    if threads == "measure":
        return _fastest(load)
    if threads is not None and threads < 1:
        raise StudioError(
            tr("{count} threads can't run a model.", count=threads), tr("Use 1 or more, or leave it out.")
        )
    return load(threads or default_threads())


def _fastest(load: Callable[[int], Engine], *, runs: int = 8) -> Engine:
    """Load with 1, 2, 4, ... threads up to the cores, time a grey picture, keep the fastest."""
    torch: Any = None
    best: Engine | None = None
    best_torch = 0
    best_seconds = float("inf")
    count = 1
    while count <= usable_cores():
        engine = load(count)
        # Engines in torch share its one number of threads, which each load sets.
        torch = sys.modules.get("torch")
        width, height = engine.spec.input_wh
        tensor = np.full((1, 3, height, width), 0.5, np.float32)
        times = []
        for _ in range(runs + 2):
            start = time.perf_counter()
            engine.infer(tensor)
            times.append(time.perf_counter() - start)
        # The lower quartile after two warm-up runs: other programs only ever add time.
        seconds = float(np.percentile(times[2:], 25))
        if seconds < best_seconds:
            if best is not None:
                best.close()
            best, best_seconds = engine, seconds
            best_torch = torch.get_num_threads() if torch else 0
        else:
            engine.close()
        count *= 2
    assert best is not None
    if best_torch:
        torch.set_num_threads(best_torch)
    return best
