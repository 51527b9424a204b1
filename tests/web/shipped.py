"""What runs models in a browser, out of `tests/node_modules`: the files that `studio setup web` takes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio.core.environments.npm import NpmFiles
from studio.core.environments.table import ENVIRONMENTS
from studio.core.files import resource_path

NODE_MODULES = Path(os.environ.get("NODE_PATH") or Path(__file__).parents[1] / "node_modules")
"""Where `npm install --prefix tests` puts packages."""


def shipped() -> dict[str, Path]:
    """Return the files of the environment `web` by their place; skips the test where they aren't here."""
    contents = ENVIRONMENTS["web"].contents
    assert isinstance(contents, NpmFiles)
    found = {
        place: NODE_MODULES / package.name / inside
        for package in contents.packages
        for inside, place in package.files
    }
    if not all(path.is_file() for path in found.values()):
        wanted = " ".join(f"{package.name}@{package.version}" for package in contents.packages)
        pytest.skip(f"what runs models in a browser is not here: npm install --prefix tests {wanted}")
    return found | {place: resource_path("licences", name) for name, place in contents.licences}
