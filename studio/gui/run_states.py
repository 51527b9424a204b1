"""What runs are doing, as this window knows before their folders tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.core.runs.folder import RunInfo
from studio.gui import jobs


def with_trainings(found: Iterable[RunInfo]) -> list[RunInfo]:
    """Return runs with those as running whose process this window has just started or still follows.

    A process takes seconds before it marks its run's folder.
    """
    trained = {job.folder for job in jobs.active.all if job.is_training}
    return [replace(info, state="running") if info.path in trained else info for info in found]
