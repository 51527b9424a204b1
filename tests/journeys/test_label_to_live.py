"""The main job from end to end: draw, label, tile, train, export, the same detections, live."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.boxes.detections import Detections
from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.data.scenes import CLASS_NAMES, draw_scene
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.labelling.session import LabelSession
from studio.core.live.loop import run_live
from studio.core.live.sources import open_source
from studio.core.pictures import Image, imread, imwrite
from studio.core.runs.config import TrainConfig
from studio.core.runs.folder import read_run
from studio.core.runtime.detector import load_detector
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.training.loop import train

PHOTOS = 8
SIZE_WH = (256, 192)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Box]]]:
    """A folder of photos without labels, and what is in each."""
    folder = tmp_path_factory.mktemp("photos")
    truth = {}
    for seed in range(PHOTOS):
        picture, boxes = draw_scene(seed, SIZE_WH)
        imwrite(folder / f"{seed}.png", picture)
        truth[f"{seed}.png"] = boxes
    return folder, truth


def label(folder: Path, truth: dict[str, list[Box]]) -> None:
    """Do what a person does on the Label page: classes, boxes, an undone slip, the empty ones marked."""
    dataset = open_dataset(folder)
    for name in CLASS_NAMES:
        dataset.add_class(name)
    session = LabelSession(dataset)
    for index, record in enumerate(dataset.records):
        session.open(index)
        for box in truth[record.path.name]:
            session.add_box(box.xyxy, box.class_id)
        if truth[record.path.name]:
            session.delete()
            session.undo()
        else:
            session.mark_empty()


def test_from_photos_to_live(photos: tuple[Path, dict[str, list[Box]]], tmp_path: Path) -> None:
    folder, truth = photos
    label(folder, truth)
    dataset = open_dataset(folder)
    assert dataset.class_names == list(CLASS_NAMES)
    for record in dataset.records:
        read = dataset.read(record)
        assert read.problems == ()
        wanted = truth[record.path.name]
        assert [box.class_id for box in read.boxes] == [box.class_id for box in wanted]
        for box, drawn in zip(read.boxes, wanted, strict=True):
            assert np.allclose(box.xyxy, drawn.xyxy, atol=0.01)

    cut = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2), overlap=0))
    assert cut.tiles == 2 * PHOTOS
    assert cut.lost == 0

    config = TrainConfig(
        data=str(tmp_path / "tiles"), out=str(tmp_path / "run"), model="v5lite-e",
        epochs=2, imgsz=96, batch=4, threads=1,
    )  # fmt: skip
    run = train(config, lambda event: None)
    info = read_run(run)
    assert info.state == "finished"
    assert info.start["classes_by_colour"] is True

    exported = export_model(run, list(UNIVERSAL), tmp_path / "exported")
    picture = imread(dataset.records[0].path)
    reference = detect(run, picture)
    assert len(reference)
    for file in exported.files:
        found = detect(file.path, picture)
        assert len(found) == len(reference), file.format
        assert np.array_equal(found.class_ids, reference.class_ids), file.format
        assert np.allclose(found.scores, reference.scores, atol=1e-4), file.format
        assert np.allclose(found.xyxy, reference.xyxy, atol=0.05), file.format
        with_live(file.path)


def detect(model: Path, picture: Image) -> Detections:
    """Return the ten best boxes; two epochs make no confident ones."""
    detector = load_detector(model, threads=1)
    detector.thresholds = Thresholds(confidence=0.0, iou=1.0, top_k=10)
    found = detector.detect(picture).detections
    detector.close()
    return found


def with_live(model: Path) -> None:
    """Watch the moving scene for a moment."""
    detector = load_detector(model, threads=1)
    summary = run_live(detector, open_source("sample", paced=False), frames=3)
    detector.close()
    assert summary.frames == 3
    assert summary.stages["inference"]["p50"] > 0
