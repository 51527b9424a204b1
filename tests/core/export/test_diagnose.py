"""The diagnosis: each planted fault is caught and named, and a right file has none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from onnx import numpy_helper

from studio.core.boxes.decode import candidates
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import Cancelled, StudioError
from studio.core.export.agreement import Terms, Tolerances
from studio.core.export.causes.table import CAUSES
from studio.core.export.chosen import ChosenImages
from studio.core.export.diagnose import diagnose, explain
from studio.core.export.diagnosis import Diagnosis
from studio.core.export.export import export_model
from studio.core.export.verify import USUAL, verify_files
from studio.core.pictures import imread, imwrite, list_images
from studio.core.runtime.detector import Detector, load_detector
from tests.faults import (
    FAULTS,
    Fault,
    Surgery,
    ask,
    both,
    caught,
    classes_reversed,
    crop,
    front,
    normalised,
    plant,
    right_files,
    rows,
    swap_channels,
    try_all,
)
from tests.lively import write_lively
from tests.tiny_onnx import SIDE, SPEC, squares_image, write_tiny_onnx

IMAGE_WH = (416, 229)
"""What `crop` makes of the scenes."""


@pytest.fixture(scope="module")
def pictures(scenes: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return crop(list_images(scenes.parent)[:3], tmp_path_factory.mktemp("cropped") / "wide")


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


@pytest.mark.proof
@pytest.mark.parametrize("form", ["onnx", "ptl", "torchscript", "ncnn"])
def test_a_right_file_has_no_diagnosis(
    form: str, ours: Detector, exported: dict[str, Path], pictures: list[Path]
) -> None:
    assert ask(ours, exported[form], pictures) is None


def test_a_right_file_of_raw_heads_has_no_diagnosis(
    ours: Detector, checkpoint: Path, pictures: list[Path], tmp_path: Path
) -> None:
    file = export_model(checkpoint, ["onnx"], tmp_path, head="raw").files[0].path
    assert ask(ours, file, pictures) is None


class WithNms:
    """An engine whose file does NMS itself; its boxes may be written in another way."""

    batch = 1

    def __init__(self, file: Path, write: Callable[[np.ndarray], np.ndarray]) -> None:
        self.inner = load_detector(file, is_ours=True)
        self.name = self.inner.engine.name
        self.spec = replace(self.inner.spec, output="detections")
        self.write = write

    def infer(self, tensor: np.ndarray, thresholds: Thresholds | None = None) -> list[np.ndarray]:
        assert thresholds is not None
        (decoded,) = self.inner.engine.infer(tensor)
        found = candidates(decoded, thresholds.confidence)
        kept = nms(found, iou_threshold=thresholds.iou, top_k=thresholds.top_k)
        padding = np.full((20, 4), np.nan, np.float32)
        return [
            np.concatenate([self.write(kept.xyxy), padding]),
            np.concatenate([kept.scores, padding[:, 0]]),
            np.concatenate([kept.class_ids.astype(np.float32), padding[:, 0]]),
            np.array([len(kept)], np.float32),
        ]

    def close(self) -> None:
        self.inner.close()


def as_centres(xyxy: np.ndarray) -> np.ndarray:
    return np.concatenate([(xyxy[:, :2] + xyxy[:, 2:]) / 2, xyxy[:, 2:] - xyxy[:, :2]], axis=1)


def as_shares(xyxy: np.ndarray) -> np.ndarray:
    return xyxy / np.float32(128)


@pytest.mark.parametrize(
    ("fault", "write", "causes"),
    [
        pytest.param(None, np.copy, None, marks=pytest.mark.proof),
        ("channels swapped", np.copy, ("colour",)),
        pytest.param("picture at the top left", np.copy, ("top left",), marks=pytest.mark.proof),
        pytest.param("classes in another order", np.copy, ("classes",), marks=pytest.mark.proof),
        pytest.param(None, as_centres, ("cxcywh",), marks=pytest.mark.proof),
        pytest.param(None, as_shares, ("normalised",), marks=pytest.mark.proof),
        pytest.param("channels swapped", as_shares, ("colour", "normalised"), marks=pytest.mark.proof),
    ],
)
def test_a_file_with_nms_inside_is_read_as_well(
    fault: str | None,
    write: Callable[[np.ndarray], np.ndarray],
    causes: tuple[str, ...] | None,
    ours: Detector,
    planted: dict[str, Path],
    exported: dict[str, Path],
    pictures: list[Path],
) -> None:
    engine = WithNms(planted[fault] if fault else exported["onnx"], write)
    found = diagnose(engine, ours, pictures, Terms(USUAL, Tolerances(), 128))
    engine.close()
    assert (found and found.causes) == causes
    # NMS leaves no score of other classes: of those that the first picture lacks nothing is known.
    assert not found or ((found.is_certain or causes == ("classes",)) and not found.others)


def lower_scores(s: Surgery, output: str) -> str:
    scale = np.ones((1, 1, 5 + len(s.spec.class_names)), np.float32)
    scale[..., 4] = 0.9
    return s.math("Mul", output, scale)


def move_boxes(s: Surgery, output: str) -> str:
    shift = np.zeros((1, 1, 5 + len(s.spec.class_names)), np.float32)
    shift[..., 0] = 3
    return s.math("Add", output, shift)


def spoil_weights(surgery: Surgery) -> None:
    for number, weight in enumerate(surgery.graph.initializer):
        values = numpy_helper.to_array(weight)
        if values.ndim == 4:
            noise = np.random.default_rng(number).normal(1, 0.3, values.shape).astype(np.float32)
            weight.CopyFrom(numpy_helper.from_array(values * noise, weight.name))


@pytest.mark.parametrize("fault", [rows(lower_scores), rows(move_boxes), spoil_weights])
def test_what_no_cause_explains_is_not_named(
    fault: Callable[[Surgery], None],
    ours: Detector,
    checkpoint: Path,
    exported: dict[str, Path],
    pictures: list[Path],
    tmp_path: Path,
) -> None:
    file = plant(Fault("", (), fault), exported["onnx"], tmp_path / "x.onnx", IMAGE_WH)
    assert caught(checkpoint, [file], pictures) == [True]
    assert ask(ours, file, pictures) is None


def weaken_one_anchor(s: Surgery, output: str) -> str:
    scale = np.ones((1, 1008, 5 + len(s.spec.class_names)), np.float32)
    scale[:, :256, 4] = 0.9
    return s.math("Mul", output, scale)


def test_what_explains_most_boxes_is_told_as_the_closest(
    ours: Detector, exported: dict[str, Path], pictures: list[Path], tmp_path: Path
) -> None:
    fault = both(front(swap_channels), rows(weaken_one_anchor))
    file = plant(Fault("", (), fault), exported["onnx"], tmp_path / "x.onnx", IMAGE_WH)
    found = ask(ours, file, pictures)
    assert found is not None
    assert (found.causes, found.is_certain) == (("colour",), False)
    assert found.sentence.startswith("What comes closest: The file expects BGR.")
    assert f"{found.agreeing} of {found.boxes} boxes agree" in found.sentence
    assert found.boxes / 2 <= found.agreeing < found.boxes


def test_the_words_say_what_is_expected_and_what_was_said(
    ours: Detector, planted: dict[str, Path], pictures: list[Path]
) -> None:
    def told(fault: str) -> str:
        found = ask(ours, planted[fault], pictures)
        assert found is not None
        return f"{found.sentence} {found.remedy}"

    assert told("channels swapped").startswith("The file expects BGR. Feed it BGR")
    assert told("described as the other colour order").startswith("The file expects RGB. Feed it RGB")
    assert "letterboxed, not stretched" in told("described with the other resizing")
    assert "in another order: b, g, r, w." in told("classes in another order")
    assert "made for 96x96, and the checkpoint was run at 128x128" in told("made for another size")
    # The first anchor's width times 1.3, its height times 0.7.
    width, height = ours.spec.anchors[0][0]
    assert f": {width * 1.3:g}x{height * 0.7:g}, " in told("anchors of another set")


@pytest.fixture
def squares(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A file that knows nothing but colours, and pictures for it."""
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    lit = [(1, 2, "red"), (5, 5, "green"), (4, 1, "blue"), (6, 7, "red")]
    for number, path in enumerate(paths):
        imwrite(path, squares_image(*lit[: number + 2]))
    return write_tiny_onnx(tmp_path / "squares.onnx"), paths


def squares_diagnosis(right: Path, file: Path, paths: list[Path], confidence: float) -> Diagnosis | None:
    ours, theirs = (load_detector(each, is_ours=True) for each in (right, file))
    terms = Terms(Thresholds(confidence, 0.45, 5000), Tolerances(), SIDE)
    return diagnose(theirs.engine, ours, paths, terms)


def test_two_causes_that_explain_equally_are_both_named(
    squares: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    """Where classes are colours, exchanged channels and exchanged classes are the same."""
    right, paths = squares
    assert SPEC.class_names == ("red", "green", "blue")
    file = plant(
        Fault("", (), rows(classes_reversed)), right, tmp_path / "x.onnx", imread(paths[0]).shape[1::-1]
    )
    found = squares_diagnosis(right, file, paths, 0.5)
    assert found is not None
    assert (found.causes, found.others) == (("colour",), ("classes",))
    assert "or, which explains it as well: the file's classes come in another order: blue, green, red." in (
        found.sentence.lower()
    )


def test_causes_that_change_nothing_in_a_picture_are_not_named(
    squares: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    """Square pictures have no padding, and grey ones no order of channels."""
    right, paths = squares
    for path in paths:
        imwrite(path, np.repeat(imread(path).max(axis=2, keepdims=True), 3, axis=2))
    file = plant(Fault("", (), rows(normalised)), right, tmp_path / "x.onnx", (SIDE, SIDE))
    found = squares_diagnosis(right, file, paths, 0.5)
    assert found is not None
    assert (found.causes, found.others) == (("normalised",), ())


def test_nothing_is_named_where_the_checkpoint_finds_nothing(
    squares: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    right, paths = squares
    file = plant(Fault("", (), rows(normalised)), right, tmp_path / "x.onnx", (SIDE, SIDE))
    for path in paths:
        imwrite(path, squares_image())
    assert squares_diagnosis(right, file, paths, 0.5) is None
    assert squares_diagnosis(right, file, [tmp_path / "gone.png"], 0.5) is None


PARITY = Path(__file__).parents[4] / "shared" / "parity"


@pytest.mark.proof
@pytest.mark.parametrize(
    "name", ["yolov7-tiny", "v5lite-e", "yolov5n-p2", "yolov2-tiny", "yolov4-tiny", "coco"]
)
def test_faults_of_other_families_are_named(name: str, scenes: Path, tmp_path: Path) -> None:
    """Of 1, 2, 3 and 4 scales, of e^t sizes and softmax, RGB and BGR, letterboxed and stretched."""
    pictures = list_images(scenes.parent)
    if name == "coco":
        checkpoint, pictures = PARITY / "yolo-fastestv2-coco.pth", sorted((PARITY / "photos").glob("*.jpg"))
        if not checkpoint.is_file():
            pytest.skip("needs the published weights beside the checkout")
    else:
        checkpoint = write_lively(tmp_path / "best.pt", name, pictures)
    outcomes, alarms = try_all(checkpoint, crop(pictures[:3], tmp_path / "wide"), tmp_path)
    assert len(outcomes) > 25
    assert [each.fault.name for each in outcomes if not each.caught] == []
    assert alarms == []
    wrong = {each.fault.name: each.diagnosis and each.diagnosis.causes for each in outcomes if not each.named}
    assert wrong == {}


def test_a_foreign_file_is_asked_in_its_own_process(
    ours: Detector, planted: dict[str, Path], pictures: list[Path]
) -> None:
    with_shape = load_detector(planted["transposed, no objectness"])
    try:
        found = diagnose(with_shape.engine, ours, pictures, Terms(USUAL, Tolerances(), 128))
    finally:
        with_shape.close()
    assert found is not None
    assert found.causes == ("transposed", "no objectness")


def test_the_search_can_be_stopped_and_ends_in_time(
    ours: Detector, planted: dict[str, Path], pictures: list[Path]
) -> None:
    terms = Terms(USUAL, Tolerances(), 128)
    engine = load_detector(planted["BGR, 0 to 255"], is_ours=True).engine
    left = 40

    def stop() -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Cancelled

    with pytest.raises(Cancelled):
        diagnose(engine, ours, pictures, terms, pulse=stop)
    assert left == 0
    assert diagnose(engine, ours, pictures, terms, seconds=0) is None


def test_a_checkpoint_that_can_not_be_run_at_the_size_has_no_diagnosis(
    squares: tuple[Path, list[Path]], ours: Detector
) -> None:
    right, paths = squares
    fixed = load_detector(right, is_ours=True)
    terms = Terms(USUAL, Tolerances(), SIDE)
    with pytest.raises(StudioError, match="can't take"):
        diagnose(ours.engine, fixed, paths, terms)
    assert explain(ours.engine, fixed, paths, terms) is None


def test_only_what_no_box_depends_on_is_told_of_agreeing_boxes(
    ours: Detector, exported: dict[str, Path], pictures: list[Path], tmp_path: Path
) -> None:
    def rename(surgery: Surgery) -> None:
        surgery.describe(class_names=("r", "w", "g", "b"))

    file = plant(Fault("", (), rename), exported["onnx"], tmp_path / "x.onnx", IMAGE_WH)
    found = ask(ours, file, pictures)
    assert found is not None
    assert found.causes == ("names",)
    assert "in another order than the checkpoint: r, w, g, b." in found.sentence


def test_a_diagnosis_comes_back_from_json(
    ours: Detector, planted: dict[str, Path], pictures: list[Path]
) -> None:
    found = ask(ours, planted["boxes as xyxy"], pictures)
    assert found is not None
    assert Diagnosis.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_a_proof_that_fails_says_why(
    checkpoint: Path, planted: dict[str, Path], pictures: list[Path]
) -> None:
    file = planted["boxes as xyxy"]
    (proof,) = verify_files(checkpoint, [file], ChosenImages(pictures), explain=explain)
    assert proof.diagnosis is not None
    assert proof.diagnosis["causes"] == ["xyxy"]
