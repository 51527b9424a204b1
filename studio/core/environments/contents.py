"""What environments are made of, as making and using them sees it: Python packages, or parts of web pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.core.errors import DiskFull
from studio.core.files import user_folder
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.environments.table import Environment

Progress = Callable[[int, int, str], None]
"""Told (done, in all, what is done now); in steps or kilobytes."""
ShouldStop = Callable[[], bool]
Fill = Callable[[Path], None]
"""Puts all that an environment holds into its folder, which is empty but for its mark."""


class Contents(Protocol):
    """What is in an environment, and how it gets there."""

    @property
    def fingerprint(self) -> str:
        """Hexadecimal SHA-256 of what it is: an environment made of anything else is stale."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The files that others use, relative to its folder; without one of them it is stale."""

    def prepare(self, row: Environment, progress: Progress, should_stop: ShouldStop, index: str) -> Fill:
        """Do what can be done before the folder is touched, and return what does the rest.

        Args:
            index: address to fetch from, instead of the usual one.

        Raises:
            StudioError: something that it needs isn't to be had; the same for what is returned.
            Cancelled: `should_stop` said so; the same for what is returned.
        """

    def forget(self) -> None:
        """Remove what was fetched for it and not used."""


def root() -> Path:
    """Return the folder that all environments lie in."""
    return user_folder() / "environments"


def no_room(row: Environment) -> DiskFull:
    """Return what to tell when the disk is too full for an environment."""
    return DiskFull(
        tr(
            "There is no room for the environment {name}: it takes {size} MB.",
            name=row.name,
            size=row.size_mb,
        ),
        tr("Free some space in {folder}, or let STUDIO_HOME name a folder on another disk.", folder=root()),
    )
