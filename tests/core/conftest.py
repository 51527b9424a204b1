"""A network that finds something, small enough to export in a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.scenes import write_sample_set
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.pictures import list_images
from tests.lively import write_lively


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data YAML of a few drawn scenes."""
    return write_sample_set(tmp_path_factory.mktemp("scenes"), images=10, seed=3)


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory, scenes: Path) -> Path:
    """A yolov5n of four classes at 128x128 with random weights that finds some boxes in `scenes`."""
    return write_lively(tmp_path_factory.mktemp("run") / "best.pt", "yolov5n", list_images(scenes.parent))


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, checkpoint: Path) -> dict[str, Path]:
    """The checkpoint exported once to every format with decoded boxes: {format: file}."""
    report = export_model(checkpoint, list(UNIVERSAL), tmp_path_factory.mktemp("exported"))
    return {file.format: file.path for file in report.files}
