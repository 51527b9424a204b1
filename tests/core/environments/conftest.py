"""An environment that is made in a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.environment_factory import add_tiny_environment


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of packages that pip looks into, and no other; the environment `tiny` needs two of them."""
    return add_tiny_environment(tmp_path / "packages", monkeypatch)
