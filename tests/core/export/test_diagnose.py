"""The diagnosis: each planted fault is caught and named, and a right file has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.pictures import imread, imwrite, list_images
from tests.faults import FAULTS, Fault, find_out, plant, right_files

IMAGE_WH = (360, 200)
"""Not the shape of the input, so that the way pictures are resized and padded shows."""


@pytest.fixture(scope="module")
def pictures(scenes: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("wide")
    paths = []
    for source in sorted(list_images(scenes.parent))[:4]:
        paths.append(folder / source.with_suffix(".png").name)
        imwrite(paths[-1], imread(source)[: IMAGE_WH[1], : IMAGE_WH[0]])
    return paths


@pytest.fixture(scope="module")
def right(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Fault], Path]:
    return right_files(checkpoint, tmp_path_factory.mktemp("right"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught_and_named(
    fault: Fault, checkpoint: Path, right: Callable[[Fault], Path], pictures: list[Path], tmp_path: Path
) -> None:
    found = find_out(checkpoint, plant(fault, right(fault), tmp_path / "planted.onnx", IMAGE_WH), pictures)
    assert found.caught
    assert found.diagnosis is not None
    assert (found.diagnosis.causes, found.diagnosis.others) == (fault.causes, ())
    assert found.diagnosis.is_certain
    assert found.diagnosis.agreeing == found.diagnosis.boxes > 10
    assert "{" not in found.diagnosis.sentence + found.diagnosis.remedy
