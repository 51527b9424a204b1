"""An environment of two tiny packages, beside the real ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio.core.environments.packages import PythonPackages
from studio.core.environments.table import ENVIRONMENTS, Environment
from tests.package_index import write_wheel

TINY = Environment(
    "tiny",
    "The tiny converter",
    "For tests.",
    PythonPackages(("tinyone==1.0", "tinytwo==1.0"), ("3.11", "3.12", "3.13")),
    1,
)


def add_tiny_environment(packages: Path, patch: pytest.MonkeyPatch) -> Path:
    """Add the row and let pip look into the folder `packages`, which gets both, and nowhere else."""
    for name in ("tinyone", "tinytwo"):
        write_wheel(packages, name, "1.0")
    patch.setitem(ENVIRONMENTS, "tiny", TINY)
    for variable in [name for name in os.environ if name.startswith("PIP_")]:
        patch.delenv(variable)
    patch.setenv("PIP_CONFIG_FILE", os.devnull)
    patch.setenv("PIP_NO_INDEX", "1")
    patch.setenv("PIP_FIND_LINKS", str(packages))
    return packages
