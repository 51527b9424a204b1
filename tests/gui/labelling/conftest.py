"""Labelling in the window: a folder of photos, and who works on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import make_dataset_folder
from tests.gui.labelling.given import LABELS, SIZE_WH


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LABELS, size_wh=SIZE_WH)


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot
