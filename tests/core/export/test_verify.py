"""The proof: it passes what is right, and finds every fault that was planted."""

from __future__ import annotations

import json
import shutil
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.errors import StudioError
from studio.core.export import verify
from studio.core.export.agreement import (
    ImageComparison,
    Sighting,
    Tally,
    Terms,
    Tolerances,
    Verification,
    compare_boxes,
)
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.export.verify import (
    USUAL,
    boxes_of_every_class,
    choose_images,
    look,
    settle_terms,
    verify_files,
)
from studio.core.pictures import imread, imwrite
from studio.core.runtime.contract import Contract
from studio.core.runtime.detector import load_detector
from studio.core.weights.opening import load_checkpoint


@pytest.fixture(scope="module")
def dataset(scenes: Path) -> Dataset:
    return open_dataset(scenes)


@pytest.fixture(scope="module")
def wide(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pictures that are not square, so that the way they are resized shows."""
    folder = tmp_path_factory.mktemp("wide")
    paths = [folder / record.path.with_suffix(".png").name for record in dataset.records[:4]]
    for path, record in zip(paths, dataset.records, strict=False):
        imwrite(path, imread(record.path)[:200, :360])
    return paths


@pytest.fixture(scope="module")
def seen(checkpoint: Path, wide: list[Path]) -> tuple[Terms, list[Sighting]]:
    """What the checkpoint sees in them."""
    detector = load_detector(checkpoint)
    terms = settle_terms(detector, wide, USUAL, Tolerances())
    return terms, [look(detector, imread(path), terms) for path in wide]


def judge(terms: Terms, expected: Sequence[Sighting], found: Sequence[Sighting]) -> Verification:
    tally = Tally(terms)
    for number, (ours, theirs) in enumerate(zip(expected, found, strict=True)):
        tally.add(Path(f"{number}.png"), ours, theirs)
    return tally.verification()


def test_one_picture_is_in_memory_at_a_time(
    checkpoint: Path, exported: dict[str, Path], wide: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: list[weakref.ref[np.ndarray]] = []
    most = 0

    def read(path: Path) -> np.ndarray:
        nonlocal most
        image = imread(path)
        alive.append(weakref.ref(image))
        most = max(most, sum(each() is not None for each in alive))
        return image

    monkeypatch.setattr(verify, "imread", read)
    files = [exported["onnx"], exported["torchscript"]]
    proofs = verify_files(checkpoint, files, wide * 3)
    assert [proof.images for proof in proofs] == [12, 12]
    # The one before is given up when the next is there.
    assert most <= 2


def test_a_report_keeps_what_both_sides_found_in_the_worst_pictures(
    checkpoint: Path, exported: dict[str, Path], wide: list[Path]
) -> None:
    (proof,) = verify_files(checkpoint, [exported["onnx"]], wide)
    detector = load_detector(checkpoint)
    detector.thresholds = proof.thresholds
    again = Verification.from_dict(json.loads(json.dumps(proof.to_dict(), allow_nan=False)))
    assert again.thresholds == proof.thresholds
    for kept in again.worst:
        found = detector.detect(imread(kept.image)).detections
        np.testing.assert_allclose(kept.expected.xyxy, found.xyxy, atol=1e-3)
        assert kept.expected.class_ids.tolist() == found.class_ids.tolist()
        assert len(kept.found) == kept.matched + kept.extra + kept.borderline


def test_all_formats_pass_and_the_report_says_so(checkpoint, dataset, tmp_path):
    said: list[tuple[int, int, str]] = []
    report = export_model(
        checkpoint,
        list(UNIVERSAL),
        tmp_path,
        verify=dataset,
        images=3,
        progress=lambda *step: said.append(step),
    )
    data = json.loads((tmp_path / "report.json").read_text())
    assert report.verdict == data["verdict"] == "PASS"
    for file in data["files"]:
        proof = file["verification"]
        assert proof["verdict"] == "PASS"
        assert proof["images"] == min(3, len(dataset.splits["val"]))
        assert proof["detections"] == proof["matched"] > 5
        assert (proof["missed"], proof["extra"]) == (0, 0)
        assert proof["largest_score_difference"] <= proof["tolerances"]["score"] == 1e-3
        assert proof["largest_box_difference_px"] <= proof["tolerances"]["box_px"] == 0.5
        assert proof["largest_output_difference"]["score"] < 1e-3
        assert proof["thresholds"]["confidence"] == 0.25
        assert proof["thresholds"]["iou"] == 0.45
        assert all(Path(image["image"]).is_file() for image in proof["worst"])
        assert min(proof["inference_ms"].values()) > 0
    steps = len(UNIVERSAL) + data["files"][0]["verification"]["images"]
    assert said[0][:2] == (0, steps)
    assert said[-1][:2] == (steps, steps)
    assert "validation images" in data["notes"][0]


def with_spec(file: Path, to: Path, change: Callable) -> Path:
    """Copy an ONNX file with another description of how to use it."""
    model = onnx.load(file)
    contract = Contract.from_json(model.metadata_props[0].value)
    model.metadata_props[0].value = replace(contract, spec=change(contract.spec)).to_json()
    onnx.save(model, to)
    return to


@pytest.mark.parametrize(
    "change",
    [
        lambda spec: replace(spec, colour="bgr"),
        lambda spec: replace(spec, resize="stretch"),
    ],
    ids=["colour order", "letterbox"],
)
def test_a_wrong_description_fails(checkpoint, exported, wide, tmp_path, change):
    (proof,) = verify_files(checkpoint, [with_spec(exported["onnx"], tmp_path / "wrong.onnx", change)], wide)
    assert proof.verdict == "FAIL"
    assert "does not find what the checkpoint finds" in proof.sentence


@pytest.fixture
def altered(checkpoint: Path, tmp_path: Path) -> Callable[[Callable], Path]:
    """Export after tampering with the network's last layers: {change of (weight, bias)} -> file."""

    def export(change: Callable) -> Path:
        content = load_checkpoint(checkpoint)
        last = len(content.table.rows) - 1
        for index in range(3):
            name = f"model.{last}.m.{index}"
            weight, bias = content.weights[f"{name}.weight"], content.weights[f"{name}.bias"]
            change(weight.view(3, 9, -1), bias.view(3, 9))
        content.save(tmp_path / "altered.pt")
        return export_model(tmp_path / "altered.pt", ["torchscript"], tmp_path / "out").files[0].path

    return export


def swap_classes(weight: torch.Tensor, bias: torch.Tensor) -> None:
    for values in (weight, bias):
        values[:, [5, 6]] = values[:, [6, 5]].clone()


def lower_scores(weight: torch.Tensor, bias: torch.Tensor) -> None:
    bias[:, 4] -= 0.02


def move_boxes(weight: torch.Tensor, bias: torch.Tensor) -> None:
    bias[:, 0] += 0.5


def spoil_one_weight(weight: torch.Tensor, bias: torch.Tensor) -> None:
    bias[0, 8] = float("nan")


@pytest.mark.parametrize("fault", [swap_classes, lower_scores, move_boxes, spoil_one_weight])
def test_a_wrong_network_fails(checkpoint, altered, wide, fault):
    (proof,) = verify_files(checkpoint, [altered(fault)], wide)
    assert proof.verdict == "FAIL"
    json.dumps(proof.to_dict(), allow_nan=False)
    assert proof.worst[0].badness() == max(image.badness() for image in proof.worst)


def test_a_value_that_is_no_number_fails_though_no_box_is_made_of_it(seen):
    terms, expected = seen
    found = [replace(sighting, output=sighting.output.copy()) for sighting in expected]
    weakest = found[0].output[0, :, 4].argmin()
    found[0].output[0, weakest, 2] = np.nan
    proof = judge(terms, expected, found)
    assert (proof.verdict, proof.missed, proof.extra) == ("FAIL", 0, 0)
    assert "not numbers" in proof.sentence
    found[0].output[0, weakest, 2] = np.inf
    assert judge(terms, expected, found).verdict == "FAIL"
    # What both sides made infinite is the same.
    assert judge(terms, found, found).verdict == "PASS"


def test_the_untouched_network_passes(checkpoint, altered, wide):
    (proof,) = verify_files(checkpoint, [altered(lambda weight, bias: None)], wide)
    assert proof.verdict == "PASS"


def test_a_checkpoint_that_finds_nothing_proves_nothing(altered, checkpoint, tmp_path, dataset):
    def silence(weight: torch.Tensor, bias: torch.Tensor) -> None:
        bias[:, 4] -= 30

    file = altered(silence)
    report = export_model(tmp_path / "altered.pt", ["onnx"], tmp_path / "out", verify=dataset, images=2)
    assert report.verdict == "NOTHING"
    proof = report.files[0].verification
    assert proof.detections == 0
    assert "found nothing above 0.001" in proof.sentence
    # Even with nothing found, a file that computes something else fails.
    silent = tmp_path / "silent.pt"
    shutil.copy(tmp_path / "altered.pt", silent)
    paths = [record.path for record in dataset.records[:2]]
    assert verify_files(silent, [file], paths)[0].verdict == "NOTHING"

    def silence_and_move(weight: torch.Tensor, bias: torch.Tensor) -> None:
        silence(weight, bias)
        move_boxes(weight, bias)

    (moved,) = verify_files(silent, [altered(silence_and_move)], paths)
    assert moved.verdict == "FAIL"
    assert "raw output differs" in moved.sentence


def test_a_checkpoint_that_has_hardly_learned_is_compared_at_a_lower_confidence(
    altered, checkpoint, tmp_path, dataset
):
    def dampen(weight: torch.Tensor, bias: torch.Tensor) -> None:
        bias[:, 4] -= 4

    altered(dampen)
    report = export_model(tmp_path / "altered.pt", ["onnx"], tmp_path / "out", verify=dataset, images=2)
    proof = report.files[0].verification
    assert report.verdict == "PASS"
    assert proof.thresholds.confidence < 0.25
    assert proof.matched == proof.detections > 0
    assert "finds nothing above 0.25 yet" in proof.sentence
    assert "Train it longer" in proof.sentence


def test_images_are_spread_over_the_validation_split(dataset):
    val = [record.path for record in dataset.splits["val"]]
    assert choose_images(dataset, 100).paths == val
    two = choose_images(dataset, 2).paths
    assert two == [val[0], val[-1]][: len(val)]
    assert choose_images(dataset, 1).paths == [val[0]]
    with pytest.raises(StudioError, match="no image"):
        choose_images(dataset, 0)


def test_pictures_that_can_not_be_read_are_skipped_and_listed(checkpoint, dataset, exported, tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_text("text")
    paths = [bad, dataset.records[0].path, tmp_path / "gone.png"]
    (proof,) = verify_files(checkpoint, [exported["onnx"]], paths)
    assert (proof.verdict, proof.images) == ("PASS", 1)
    assert len(proof.skipped) == 2
    assert "bad.jpg" in proof.skipped[0]
    with pytest.raises(StudioError, match="None of the 1 images"):
        verify_files(checkpoint, [exported["onnx"]], [bad])


Rows = Sequence[tuple[list[float], float, int]]


def outcome(rows: Rows, near: Rows = ()) -> Sighting:
    def detections(of: Rows) -> Detections:
        return Detections.from_arrays([r[0] for r in of], [r[1] for r in of], [r[2] for r in of])

    found = detections(rows)
    return Sighting(np.zeros((1, 1, 9), np.float32), found, detections([*rows, *near]), 1.0)


def compare(ours: Sighting, theirs: Sighting, tolerances: Tolerances) -> ImageComparison:
    return compare_boxes(Path("x.png"), ours, theirs, tolerances)


BOX = [10.0, 10, 30, 30]
HIGH = [10.0, 10, 30, 50]


def test_boxes_are_matched_by_class_and_overlap():
    ours = outcome([(BOX, 0.9, 0), ([100, 100, 120, 120], 0.8, 1), ([200, 0, 220, 20], 0.7, 0)])
    theirs = outcome([([100, 100, 120.3, 120], 0.8004, 1), (BOX, 0.9, 0), ([200, 0, 220, 20], 0.7, 1)])
    seen = compare(ours, theirs, Tolerances())
    assert (seen.matched, seen.missed, seen.extra, seen.borderline) == (2, 1, 1, 0)
    assert seen.largest_box_difference_px == pytest.approx(0.3, abs=1e-4)
    assert seen.largest_score_difference == pytest.approx(0.0004, abs=1e-6)


def test_a_box_on_the_confidence_threshold_is_borderline():
    ours = outcome([(BOX, 0.2503, 0)])
    theirs = outcome([], near=[(BOX, 0.2498, 0)])
    assert compare(ours, theirs, Tolerances()).borderline == 1
    assert compare(theirs, ours, Tolerances()).borderline == 1
    assert compare(ours, outcome([]), Tolerances()).missed == 1
    assert compare(outcome([]), ours, Tolerances()).extra == 1


def test_two_classes_of_equal_score_may_change_places():
    """A network that has hardly learned its classes gives many such."""

    def side(*class_scores: float) -> Sighting:
        rows = np.array([[[50, 50, 20, 20, 1, *class_scores]]], np.float32)
        found = candidates(rows, 0.5)
        return Sighting(rows, found, boxes_of_every_class(rows, 0.499), 1.0)

    ours, theirs = side(0.6, 0.59999), side(0.59999, 0.6)
    assert (ours.detections.class_ids, theirs.detections.class_ids) == ([0], [1])
    seen = compare(ours, theirs, Tolerances())
    assert (seen.missed, seen.extra, seen.borderline) == (0, 0, 2)
    worse = compare(ours, side(0.55, 0.6), Tolerances())
    assert (worse.missed, worse.extra, worse.borderline) == (1, 0, 1)


def test_two_boxes_of_equal_score_may_change_places():
    ours = outcome([(BOX, 0.8, 0)], near=[(HIGH, 0.79999, 0)])
    theirs = outcome([(HIGH, 0.80001, 0)], near=[(BOX, 0.8, 0)])
    seen = compare(ours, theirs, Tolerances())
    assert (seen.missed, seen.extra, seen.borderline) == (0, 0, 2)
    stranger = compare(ours, outcome([(HIGH, 0.80001, 0)]), Tolerances())
    assert stranger.largest_box_difference_px == 20


@pytest.mark.parametrize(("error", "verdict"), [(0.4, "PASS"), (0.6, "FAIL")])
@pytest.mark.parametrize("inputs_large", [0.5, 20.0])
def test_raw_boxes_many_inputs_large_may_differ_by_more(
    seen: tuple[Terms, list[Sighting]], error: float, verdict: str, inputs_large: float
) -> None:
    terms, sightings = seen
    expected = max(sightings, key=lambda sighting: len(sighting.detections))
    output = expected.output.copy()
    output[0, 0, 2] = inputs_large * terms.input_side
    other = output.copy()
    other[0, 0, 2] += error * max(1.0, inputs_large)
    sides = [replace(expected, output=raw) for raw in (output, other)]
    assert judge(terms, sides[:1], sides[1:]).verdict == verdict


def test_thresholds_are_the_ones_stated(checkpoint, exported, dataset):
    def found(confidence: float) -> int:
        thresholds = Thresholds(confidence, 0.45, 5000)
        paths = [dataset.records[0].path]
        return verify_files(checkpoint, [exported["onnx"]], paths, thresholds=thresholds)[0].detections

    assert 0 < found(0.3) < found(0.1)
