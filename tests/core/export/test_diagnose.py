"""The diagnosis: each planted fault is caught and named, and a right file has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.export.causes.table import CAUSES
from studio.core.pictures import imread, imwrite, list_images
from studio.core.runtime.detector import Detector, load_detector
from tests.faults import (
    FAULTS,
    Fault,
    ask,
    caught,
    plant,
    right_files,
)

IMAGE_WH = (360, 200)
"""Not the shape of the input, so that the way pictures are resized and padded shows."""


@pytest.fixture(scope="module")
def pictures(scenes: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("wide")
    paths = []
    for source in sorted(list_images(scenes.parent))[:3]:
        paths.append(folder / source.with_suffix(".png").name)
        imwrite(paths[-1], imread(source)[: IMAGE_WH[1], : IMAGE_WH[0]])
    return paths


@pytest.fixture(scope="module")
def planted(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("planted")
    right = right_files(checkpoint, folder)
    return {
        fault.name: plant(fault, right(fault), folder / f"{number}.onnx", IMAGE_WH)
        for number, fault in enumerate(FAULTS)
    }


@pytest.fixture(scope="module")
def ours(checkpoint: Path) -> Iterator[Detector]:
    detector = load_detector(checkpoint)
    yield detector
    detector.close()


def test_every_planted_fault_is_caught(
    checkpoint: Path, planted: dict[str, Path], pictures: list[Path]
) -> None:
    found = caught(checkpoint, list(planted.values()), pictures)
    assert [name for name, is_caught in zip(planted, found, strict=True) if not is_caught] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named(
    fault: Fault, ours: Detector, planted: dict[str, Path], pictures: list[Path]
) -> None:
    found = ask(ours, planted[fault.name], pictures)
    assert found is not None
    assert (found.causes, found.others) == (fault.causes, ())
    assert found.is_certain
    assert found.agreeing == found.boxes > 0
    assert "{" not in found.sentence + found.remedy


def test_each_cause_of_the_table_is_planted() -> None:
    behind_nms = {"cxcywh"}
    named = {name for fault in FAULTS for name in fault.causes} | behind_nms
    assert {cause.name for cause in CAUSES} - named == set()
    assert len({cause.name for cause in CAUSES}) == len(CAUSES)
