"""Work on several items at once, its results in their order and its memory bounded."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_THREADS = 8
MAX_WEIGHT = 200_000_000
"""Pixels in work at once, unless one item alone has more: 600 MB decoded."""


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    weigh: Callable[[Item], int],
    threads: int | None = None,
) -> Generator[Result]:
    """Yield `work(item)` for each item, in order; while the reader waits, `threads` go on with the next ones.

    No item is begun before the first result is asked for. Close it to stop early: what waits is dropped,
    what runs is waited for.

    Args:
        weigh: an item's pixels; no more than MAX_WEIGHT are in work at once.
        threads: default: as many as keep the processors busy, MAX_THREADS at most.
    """
    # One more than there are processors: files are waited for, too.
    count = threads or min(len(_processors()) + 1, MAX_THREADS)
    pool = ThreadPoolExecutor(count, thread_name_prefix="cut")
    running: deque[tuple[int, Future[Result]]] = deque()
    weight = 0
    try:
        for item in items:
            own = weigh(item)
            # One more than there are threads: none stands idle while the reader takes a result.
            while running and (len(running) > count or weight + own > MAX_WEIGHT):
                first, future = running.popleft()
                result = future.result()
                weight -= first
                yield result
            running.append((own, pool.submit(work, item)))
            weight += own
        while running:
            yield running.popleft()[1].result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _processors() -> range:
    """Return the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return range(len(os.sched_getaffinity(0)))
    return range(os.cpu_count() or 1)
