"""The proof: it passes what is right, and finds every fault that was planted."""

from __future__ import annotations

import json
import shutil
import tracemalloc
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
from studio.core.errors import Cancelled, StudioError
from studio.core.evaluation.evaluate import evaluate_model
from studio.core.export import verify
from studio.core.export.agreement import ImageComparison, Sighting, Terms, Tolerances, compare_boxes
from studio.core.export.chosen import ChosenImages, choose_images
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.export.tally import Tally
from studio.core.export.verification import Verification
from studio.core.export.verify import (
    USUAL,
    Demand,
    Side,
    boxes_of_every_class,
    look,
    prove,
    verify_files,
)
from studio.core.pictures import imread, imwrite
from studio.core.runtime.contract import Contract, run_error
from studio.core.runtime.detector import Detector, load_detector
from studio.core.runtime.engine import Engine
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
    terms = Terms(USUAL, Tolerances(), max(detector.spec.input_wh))
    return terms, [look(detector, imread(path), terms) for path in wide]


@pytest.fixture(scope="module")
def labelled(checkpoint: Path, wide: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Those pictures with the boxes that the checkpoint finds in them as their truth."""
    folder = tmp_path_factory.mktemp("labelled")
    detector = load_detector(checkpoint)
    detector.thresholds = Thresholds(confidence=0.1)
    for place, path in enumerate(wide):
        home = folder / ("val" if place else "train")
        image = imread(path)
        imwrite(home / path.name, image)
        found = detector.detect(image).detections
        height, width = image.shape[:2]
        x1, y1, x2, y2 = (found.xyxy / [width, height, width, height]).T
        rows = zip(found.class_ids, (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1, strict=True)
        lines = [f"{class_id} " + " ".join(f"{value:.6f}" for value in box) for class_id, *box in rows]
        (home / path.with_suffix(".txt").name).write_text("\n".join(lines))
    yaml = folder / "data.yaml"
    yaml.write_text(f"path: {folder.as_posix()}\ntrain: train\nval: val\nnames: [w, r, g, b]\n")
    return open_dataset(yaml)


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
    proofs = verify_files(checkpoint, files, ChosenImages(wide * 3))
    assert [proof.images for proof in proofs] == [12, 12]
    # The one before is given up when the next is there.
    assert most <= 2


def test_a_report_keeps_what_both_sides_found_in_the_worst_pictures(
    checkpoint: Path, exported: dict[str, Path], wide: list[Path]
) -> None:
    (proof,) = verify_files(checkpoint, [exported["onnx"]], ChosenImages(wide))
    detector = load_detector(checkpoint)
    detector.thresholds = proof.thresholds
    again = Verification.from_dict(json.loads(json.dumps(proof.to_dict(), allow_nan=False)))
    assert again.thresholds == proof.thresholds
    for kept in again.worst:
        found = detector.detect(imread(kept.image)).detections
        np.testing.assert_allclose(kept.expected.xyxy, found.xyxy, atol=1e-3)
        assert kept.expected.class_ids.tolist() == found.class_ids.tolist()
        assert len(kept.found) == kept.matched + kept.extra + kept.borderline


@pytest.mark.proof
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
        for side in ("checkpoint", "file"):
            assert set(proof["stage_ms"][side]) == {"preprocess", "inference", "decode", "nms", "total"}
            assert min(proof["stage_ms"][side].values()) > 0
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
    (proof,) = verify_files(
        checkpoint, [with_spec(exported["onnx"], tmp_path / "wrong.onnx", change)], ChosenImages(wide)
    )
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


@pytest.mark.parametrize(
    "fault",
    [
        *(pytest.param(fault, marks=pytest.mark.proof) for fault in (swap_classes, lower_scores)),
        move_boxes,
        spoil_one_weight,
    ],
)
def test_a_wrong_network_fails(checkpoint, altered, wide, fault):
    (proof,) = verify_files(checkpoint, [altered(fault)], ChosenImages(wide))
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
    (proof,) = verify_files(checkpoint, [altered(lambda weight, bias: None)], ChosenImages(wide))
    assert proof.verdict == "PASS"


@pytest.mark.proof
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
    chosen = ChosenImages([record.path for record in dataset.records[:2]])
    assert verify_files(silent, [file], chosen)[0].verdict == "NOTHING"

    def silence_and_move(weight: torch.Tensor, bias: torch.Tensor) -> None:
        silence(weight, bias)
        move_boxes(weight, bias)

    (moved,) = verify_files(silent, [altered(silence_and_move)], chosen)
    assert moved.verdict == "FAIL"
    assert "raw output differs" in moved.sentence


@pytest.mark.proof
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
    (proof,) = verify_files(checkpoint, [exported["onnx"]], ChosenImages(paths))
    assert (proof.verdict, proof.images) == ("PASS", 1)
    assert len(proof.skipped) == 2
    assert "bad.jpg" in proof.skipped[0]
    with pytest.raises(StudioError, match="None of the 1 images"):
        verify_files(checkpoint, [exported["onnx"]], ChosenImages([bad]))


Rows = Sequence[tuple[list[float], float, int]]


def outcome(rows: Rows, near: Rows = ()) -> Sighting:
    def detections(of: Rows) -> Detections:
        return Detections.from_arrays([r[0] for r in of], [r[1] for r in of], [r[2] for r in of])

    found = detections(rows)
    return Sighting(np.zeros((1, 1, 9), np.float32), found, detections([*rows, *near]))


def compare(ours: Sighting, theirs: Sighting, tolerances: Tolerances) -> ImageComparison:
    return compare_boxes(Path("x.png"), ours, theirs, Terms(USUAL, tolerances, 128))


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
        return Sighting(rows, found, boxes_of_every_class(rows, 0.499))

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
        chosen = ChosenImages([dataset.records[0].path])
        demand = Demand(thresholds=thresholds)
        return verify_files(checkpoint, [exported["onnx"]], chosen, demand=demand)[0].detections

    assert 0 < found(0.3) < found(0.1)


def drawn(tmp_path: Path, count: int, size_wh: tuple[int, int]) -> list[Path]:
    """Write pictures of noise, which cost as much as any."""
    rng = np.random.default_rng(1)
    paths = [tmp_path / f"{number}.png" for number in range(count)]
    for path in paths:
        imwrite(path, rng.integers(0, 255, (*size_wh[::-1], 3), dtype=np.uint8))
    return paths


@pytest.mark.proof
def test_memory_does_not_grow_with_the_pictures(
    checkpoint: Path, exported: dict[str, Path], dataset: Dataset, tmp_path: Path
) -> None:
    def peak(paths: list[Path]) -> int:
        tracemalloc.start()
        verify_files(checkpoint, [exported["onnx"]], ChosenImages(paths))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    paths = [dataset.records[0].path, *drawn(tmp_path, 2, (400, 400))]
    verify_files(checkpoint, [exported["onnx"]], ChosenImages(paths))
    # Of six pictures more not even one stays, nor what was computed of them.
    assert peak(paths * 3) < peak(paths) + 400 * 400 * 3


def test_map_of_both_sides_is_what_evaluate_measures(
    checkpoint: Path, exported: dict[str, Path], labelled: Dataset
) -> None:
    chosen = choose_images(labelled, class_names=("w", "r", "g", "b"))
    assert len(chosen.paths) == len(labelled.splits["val"]) == 3
    (proof,) = verify_files(checkpoint, [exported["onnx"]], chosen)
    assert proof.scores is not None
    for side, model in (("checkpoint", checkpoint), ("file", exported["onnx"])):
        own = evaluate_model(model, labelled).evaluation.to_dict()
        for name in ("map50", "precision", "recall", "confidence"):
            assert proof.scores[side][name] == pytest.approx(own[name], abs=1e-4), (side, name)
        # Other threads round otherwise in the last bit, and a box whose IoU is at one of the ten thresholds
        # falls to its other side: of these few boxes one is worth a tenth of a percent.
        assert proof.scores[side]["map50_95"] == pytest.approx(own["map50_95"], abs=5e-3), side
        assert own["map50"] > 0.9
        assert proof.scores[side]["boxes"] == own["boxes"] > 5
        assert proof.scores[side]["per_class"].keys() == own["per_class"].keys()
    assert "mAP@0.5:0.95" in proof.sentence


def nudge_boxes(weight: torch.Tensor, bias: torch.Tensor) -> None:
    """Move centres by a pixel or two: too little for a box to be another one, enough to cost overlap."""
    bias[:, :2] += 0.12


def test_a_file_that_loses_map_fails_by_the_drop_that_is_allowed(
    checkpoint: Path, altered: Callable, labelled: Dataset
) -> None:
    chosen = choose_images(labelled, class_names=("w", "r", "g", "b"))
    file = altered(nudge_boxes)

    def proof(**demand: object) -> Verification:
        return verify_files(checkpoint, [file], chosen, demand=Demand(**demand))[0]

    lenient = Tolerances(score=0.25, box_px=6.0, strays=0.05, max_drop=0.5, is_exact=False)
    usual = proof(tolerances=lenient)
    assert usual.drop is not None
    assert usual.drop["map50_95"] > 2
    assert usual.verdict == "FAIL"
    assert f"loses {usual.drop['map50_95']:.2f} points of mAP@0.5:0.95" in usual.sentence
    asked = proof(tolerances=lenient, max_drop=usual.drop["map50_95"] + 0.01)
    assert asked.verdict == "PASS"
    assert "(as asked for)" in asked.judged_by


def test_where_nothing_is_labelled_boxes_are_compared_and_no_map(
    checkpoint: Path, exported: dict[str, Path], dataset: Dataset, tmp_path: Path
) -> None:
    for record in dataset.records[:3]:
        shutil.copy(record.path, tmp_path)
    chosen = choose_images(open_dataset(tmp_path))
    assert (len(chosen.paths), chosen.truth) == (3, None)
    (proof,) = verify_files(checkpoint, [exported["onnx"]], chosen)
    assert (proof.verdict, proof.scores, proof.drop) == ("PASS", None, None)


def test_other_classes_than_the_datasets_leave_map_out_and_say_so(checkpoint: Path, dataset: Dataset) -> None:
    chosen = choose_images(dataset, class_names=["w", "r", "x", "b"])
    assert chosen.truth is None
    assert "No mAP was measured" in chosen.notes[-1]


class Broken:
    """An engine that gives the checkpoint's outputs until it is told to do something else."""

    name, batch = "broken", 1

    def __init__(self, engine: Engine, answer: Callable[[list[np.ndarray]], list[np.ndarray]]) -> None:
        self.spec, self._engine, self._answer, self.asked = engine.spec, engine, answer, 0

    def infer(self, *inputs: object) -> list[np.ndarray]:
        self.asked += 1
        outputs = [output.copy() for output in self._engine.infer(*inputs)]
        return outputs if self.asked < 2 else self._answer(outputs)

    def close(self) -> None:
        pass


def crash(outputs: list[np.ndarray]) -> list[np.ndarray]:
    raise run_error("onnxruntime", "it ran out of memory")


def cut(outputs: list[np.ndarray]) -> list[np.ndarray]:
    return [outputs[0][:, 1:]]


def spoil(outputs: list[np.ndarray]) -> list[np.ndarray]:
    outputs[0][:, :, 2] = np.nan
    return outputs


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (crash, "failed on {name}: The exported model can't be run by onnxruntime: it ran out of memory."),
        (cut, "failed on {name}: The model's output 1x1007x9 does not fit its description"),
        (spoil, "The file does not find what the checkpoint finds: boxes missed"),
    ],
)
def test_what_goes_wrong_in_the_middle_of_a_picture_is_a_fail(
    checkpoint: Path, wide: list[Path], answer: Callable, sentence: str
) -> None:
    ours = load_detector(checkpoint)
    theirs = Detector(Broken(ours.engine, answer))
    steps: list[tuple[int, int]] = []
    (proof, other) = prove(
        ours,
        [Side(Path("a.onnx"), theirs), Side(Path("b.onnx"), ours)],
        ChosenImages(wide),
        Demand(),
        lambda done, of: steps.append((done, of)),
    )
    assert proof.verdict == "FAIL"
    assert sentence.format(name=wide[1].name) in proof.sentence
    json.dumps(proof.to_dict(), allow_nan=False)
    # The other file is none the worse, and all pictures are gone through.
    assert (other.verdict, other.images) == ("PASS", len(wide))
    assert steps[-1] == (len(wide), len(wide))


def test_a_file_that_can_not_be_opened_fails_beside_one_that_passes(
    checkpoint: Path, exported: dict[str, Path], wide: list[Path], tmp_path: Path
) -> None:
    cut_short = tmp_path / "cut.onnx"
    cut_short.write_bytes(exported["onnx"].read_bytes()[:5000])
    bad, good = verify_files(checkpoint, [cut_short, exported["onnx"]], ChosenImages(wide[:2]))
    assert (bad.verdict, good.verdict) == ("FAIL", "PASS")
    assert "can't be opened as an ONNX model" in bad.sentence
    assert bad.scores is None


def test_progress_may_stop_it(checkpoint: Path, exported: dict[str, Path], wide: list[Path]) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify_files(checkpoint, [exported["onnx"]], ChosenImages(wide), progress=stop)


def test_only_what_fails_is_explained_while_it_can_be_run(
    checkpoint: Path, exported: dict[str, Path], wide: list[Path], tmp_path: Path
) -> None:
    bgr = with_spec(exported["onnx"], tmp_path / "bgr.onnx", lambda spec: replace(spec, colour="bgr"))
    asked: list[tuple[str, Path]] = []

    def explain(engine: Engine, ours: Detector, pictures: Sequence[Path], terms: Terms) -> dict[str, str]:
        look(Detector(engine), imread(pictures[0]), terms)
        asked.append((engine.spec.colour, pictures[0]))
        return {"sentence": "It expects RGB.", "remedy": "Give it that."}

    files = [bgr, exported["onnx"]]
    bad, good = verify_files(checkpoint, files, ChosenImages(wide), explain=explain)
    assert asked == [("bgr", bad.worst[0].image)]
    assert (bad.diagnosis["sentence"], good.diagnosis) == ("It expects RGB.", None)
