"""Processes that a test started."""

from __future__ import annotations

import psutil


def own_children() -> list[psutil.Process]:
    """Return this process's children but the one in which Python counts shared memory until its end."""
    children = psutil.Process().children()
    return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]
