"""Environments of Python packages."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.environments.contents import Fill, Progress, ShouldStop

if TYPE_CHECKING:
    from studio.core.environments.table import Environment

INTERPRETER = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
"""Where the Python of a virtual environment is."""


@dataclass(frozen=True, slots=True)
class PythonPackages:
    """Contents of an environment: a Python with packages.

    Attributes:
        requirements: all packages in it, each with its exact version; nothing else is installed.
        pythons: versions of Python that they were seen to work with.
    """

    requirements: tuple[str, ...]
    pythons: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Hexadecimal SHA-256 of the requirements."""
        return hashlib.sha256("\n".join(self.requirements).encode()).hexdigest()

    @property
    def parts(self) -> tuple[str, ...]:
        """The Python."""
        return (INTERPRETER,)

    def prepare(self, row: Environment, progress: Progress, should_stop: ShouldStop, index: str) -> Fill:
        """Look for a Python; what is returned makes the environment, and pip goes on from its own cache."""
        from studio.core.environments.pip import find_base, install

        base = find_base(self.pythons, should_stop)
        return lambda folder: install(row, self.requirements, base, folder, progress, should_stop, index)

    def forget(self) -> None:
        """Leave what was fetched in pip's cache, which is the person's."""
