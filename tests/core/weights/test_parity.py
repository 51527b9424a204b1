"""Published checkpoints give what their publishers' own code gave for them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.export import export_model
from studio.core.pictures import imread
from studio.core.runtime.detector import load_detector
from studio.core.weights.checkpoint import build_network
from studio.core.weights.opening import load_checkpoint, load_network

PARITY = Path(__file__).parents[4] / "shared" / "parity"
pytestmark = pytest.mark.skipif(not PARITY.is_dir(), reason="needs the reference files beside the checkout")

FAMILIES = ["yolov5n", "yolov7-tiny", "v5lite-e"]
FASTESTV2 = PARITY / "yolo-fastestv2-coco.pth"
BOX_PX, SCORE = 1e-3, 1e-5


def assert_same(found: np.ndarray, expected: np.ndarray) -> None:
    assert found.shape == expected.shape
    assert np.abs(found - expected)[..., :4].max() < BOX_PX
    assert np.abs(found - expected)[..., 4:].max() < SCORE


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("shape", ["416", "rect"])
@pytest.mark.parametrize("form", ["plain", "fused", "saved"])
def test_decoded_outputs_agree(name: str, shape: str, form: str, tmp_path: Path) -> None:
    path = PARITY / f"{name}.pt"
    if form == "saved":
        load_checkpoint(path).save(tmp_path / "own.pt")
        path = tmp_path / "own.pt"
    reference = np.load(PARITY / f"{name}.npz")
    network, spec = load_network(path, fused=form == "fused")
    assert spec.architecture == name
    assert spec.class_names == ("w", "r", "g", "b")
    x = torch.from_numpy(reference[f"x{shape}"]).float()[None] / 255
    with torch.no_grad():
        assert_same(network(x).numpy(), reference[f"y{shape}"])


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_known_whatever_its_file_is_called(name: str, tmp_path: Path) -> None:
    path = shutil.copy(PARITY / f"{name}.pt", tmp_path / "mine.pt")
    assert load_checkpoint(path).spec.architecture == name


def test_fastestv2_outputs_agree() -> None:
    reference = np.load(PARITY / "fastestv2-000139.npz")
    network, spec = load_network(FASTESTV2)
    assert (spec.resize, spec.colour, spec.input_wh) == ("stretch", "bgr", (352, 352))
    x = torch.from_numpy(reference["x"]).permute(2, 0, 1).float()[None] / 255
    with torch.no_grad():
        heads = network.heads(x)
        decoded = network.detect.decode(heads)[0].numpy()
    rows = []
    for index, head in enumerate(heads):
        side = head.shape[2]
        cells = head.reshape(1, 3, 85, side, side).numpy()
        boxes, objectness, classes = (reference[f"out{3 * index + part}"] for part in range(3))
        assert np.abs(cells[:, :, :4].reshape(boxes.shape) - boxes).max() < 1e-4
        assert np.abs(cells[:, :, 4] - objectness).max() < 1e-4
        assert np.abs(cells[:, 1, 5:] - classes).max() < 1e-4
        # Ours run over anchors, rows, columns; the reference over rows, columns, anchors.
        start = sum(len(part) for part in rows)
        ours = decoded[start : start + 3 * side * side].reshape(3, side, side, 85)
        rows.append(ours.transpose(1, 2, 0, 3).reshape(-1, 85))
    assert_same(np.concatenate(rows)[None], reference["decoded"])


def test_fastestv2_finds_what_its_authors_found(tmp_path: Path) -> None:
    """With the COCO weights, and with the ONNX file made straight from them."""
    expected = json.loads((PARITY / "fastestv2-detections.json").read_text())
    report = export_model(FASTESTV2, ["onnx"], tmp_path)
    for model in (FASTESTV2, report.files[0].path):
        detector = load_detector(model)
        detector.thresholds = Thresholds(expected["conf"], expected["iou"])
        for name, rows in expected["results"].items():
            image = imread(PARITY / "photos" / f"{name}.jpg")
            found = detector.detect(image).detections
            wanted = np.array(rows)
            # The reference keeps what lies beyond the picture's edge.
            height, width = image.shape[:2]
            wanted[:, :4] = np.clip(wanted[:, :4], 0, [width, height, width, height])
            assert found.class_ids.tolist() == wanted[:, 5].tolist()
            assert np.abs(found.xyxy - wanted[:, :4]).max() < 0.06
            assert np.abs(found.scores - wanted[:, 4]).max() < 1e-4
        detector.close()


@pytest.mark.parametrize("name", [*(f"{name}.pt" for name in FAMILIES), FASTESTV2.name])
def test_reading_changes_nothing_and_repeats(name: str) -> None:
    before = (PARITY / name).read_bytes()
    first, second = (build_network(load_checkpoint(PARITY / name)).state_dict() for _ in range(2))
    assert all(torch.equal(value, second[key]) for key, value in first.items())
    assert (PARITY / name).read_bytes() == before
