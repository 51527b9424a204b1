"""The React Native bundle: its sources pass the strict compiler, and find what the studio finds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from studio.core.boxes.detections import Detections
from studio.core.boxes.letterbox import Letterbox
from studio.core.boxes.thresholds import Thresholds
from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.react_native import REACT_NATIVE, VARIANTS, files
from studio.core.export.export import export_model
from studio.core.export.golden import Written
from studio.core.pictures import Image, imread, list_images
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import Detector, load_detector
from studio.core.spec import Output
from tests.react_native.app import (
    HERE,
    PACKAGES,
    Array,
    Shown,
    detect,
    needs_compiler,
    needs_onnxruntime,
    node,
    write_app,
)

HEADS: tuple[Output, ...] = ("decoded", "raw", "detections")
ONE_QUICK = [pytest.param(head, marks=() if head == "detections" else pytest.mark.proof) for head in HEADS]
PARITY = Path(__file__).parents[4] / "shared" / "parity"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, checkpoint: Path) -> Callable[[str], list[Written]]:
    """Return the files of the checkpoint with a head, each exported once."""
    made: dict[str, list[Written]] = {}

    def export(head: str) -> list[Written]:
        if head not in made:
            out = tmp_path_factory.mktemp(head)
            report = export_model(checkpoint, ["ptl", "onnx"], out, head=head)
            made[head] = [
                Written(file.format, file.path, Contract.from_json(beside(file.path).read_bytes()))
                for file in report.files
            ]
        return made[head]

    return export


def parts(written: list[Written]) -> Parts:
    """Parts of a bundle with all three runtimes; of `.pte` files there is the contract alone."""
    [onnx] = [file for file in written if file.format == "onnx"]
    ours = [*written, Written("executorch", onnx.path.with_suffix(".pte"), onnx.contract)]
    return Parts(tuple(ours), Thresholds())


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, written: Callable[[str], list[Written]]) -> Path:
    """The bundle's sources in an app; they are the same for each head."""
    return write_app(files(parts(written("decoded"))), tmp_path_factory.mktemp("app"))


@pytest.fixture(scope="module")
def pictures(scenes: Path) -> list[Image]:
    """Three whole pictures, and parts of another shape, enlarged and with bars at the sides."""
    images = [imread(path) for path in list_images(scenes.parent)[:3]]
    return [*images, images[0][:, :150], images[1][:90, :77]]


def recorded(detector: Detector, image: Image) -> list[Array]:
    tensor, _ = detector.prepare(image)
    return [np.asarray(output) for output in detector.engine.infer(tensor, detector.thresholds)]


def size(image: Image) -> tuple[int, int]:
    return image.shape[1], image.shape[0]


def as_resized(detector: Detector, image: Image) -> Array:
    """Return a picture as VisionCamera's resizer places it: with black bars."""
    tensor, box = detector.prepare(image)
    x, y = box.offset_xy
    width, height = box.scaled_wh
    placed = np.zeros_like(tensor)
    placed[:, :, y : y + height, x : x + width] = tensor[:, :, y : y + height, x : x + width]
    return placed


def assert_same(found: Detections, wanted: Detections, *, pixels: float = 1e-3, score: float = 0.0) -> None:
    """Compare box by box, in order."""
    assert len(found) == len(wanted)
    assert (found.class_ids == wanted.class_ids).all()
    assert np.abs(found.scores - wanted.scores).max(initial=0) <= score
    assert np.abs(found.xyxy - wanted.xyxy).max(initial=0) <= pixels


OPERATIONS = """
const { torch, torchvision } = require(process.argv[1]);
const told = JSON.parse(process.argv[2]);
const t = torch.of(Float32Array.from(told.values), [3, 5, 7]);
const bytes = torch.of(Uint8Array.from(told.bytes), [3, 6, 10], "uint8");
const view = t.permute([2, 0, 1]);
const plain = (tensor) => ({ shape: tensor.shape, values: [...tensor.contiguous().data()] });
console.log(JSON.stringify({
  permuted: plain(view), row: plain(view[3]), raw: { shape: [15], values: [...view[3].data()] },
  wide: plain(t.unsqueeze(1)), narrow: plain(t.unsqueeze(1).squeeze(1)), flipped: plain(t.flip([0, 2])),
  shaped: plain(view.reshape([5, 21])), joined: plain(torch.cat([t, torch.full([3, 2, 7], 0.5)], { dim: 1 })),
  divided: plain(bytes.div(255)), resized: plain(torchvision.transforms.resize([9, 4])(bytes)),
  highest: plain(t.topk(4, { dim: 1 })[0]), places: plain(t.topk(4, { dim: 1 })[1]),
  last: plain(view[2].topk(3)[0]),
}));
"""


@needs_compiler
def test_the_tensors_of_the_double_do_as_those_of_torch() -> None:
    random = np.random.default_rng(4)
    t = torch.from_numpy(random.random((3, 5, 7)).astype(np.float32))
    pixels = torch.from_numpy(random.integers(0, 256, (3, 6, 10), np.uint8))
    view = t.permute(2, 0, 1)
    resized = torch.nn.functional.interpolate(pixels[None].float(), (9, 4), mode="bilinear")[0].round()
    highest, places = t.topk(4, dim=1)
    wanted = {
        "permuted": view, "row": view[3], "wide": t.unsqueeze(1), "narrow": t, "flipped": t.flip([0, 2]),
        # Of a view that isn't contiguous the package's `data()` gives what lies in memory there.
        "raw": t.reshape(-1)[3:18],
        "shaped": view.reshape(5, 21), "joined": torch.cat([t, torch.full([3, 2, 7], 0.5)], 1),
        "divided": pixels / 255, "resized": resized, "highest": highest, "last": view[2].topk(3)[0],
        "places": places,
    }  # fmt: skip
    told = json.dumps({"values": t.reshape(-1).tolist(), "bytes": pixels.reshape(-1).tolist()})
    found = json.loads(node("-e", OPERATIONS, HERE / "torch_double.cjs", told))
    assert found.keys() == wanted.keys()
    for name, tensor in wanted.items():
        assert found[name]["shape"] == list(tensor.shape), name
        own = torch.tensor(found[name]["values"]).reshape(tensor.shape)
        # A half may be rounded either way.
        assert (own - tensor).abs().max() <= (1 if name == "resized" else 1e-7), name
        assert (own != tensor).float().mean() < 0.05, name


@needs_compiler
@pytest.mark.parametrize("head", ONE_QUICK)
def test_pytorch_finds_the_very_boxes_of_the_studio(
    head: str, app: Path, written: Callable[[str], list[Written]], pictures: list[Image]
) -> None:
    """The tensors are a double's, the numbers those that the `.ptl` gave."""
    file = written(head)[0]
    detector = load_detector(file.path)
    outputs = [recorded(detector, image) for image in pictures]
    if head == "detections":
        outputs = [[a, b, c.astype(np.int64), d.astype(np.int64)] for a, b, c, d in outputs]
    shown = [Shown(size(image), image, own) for image, own in zip(pictures, outputs, strict=True)]
    answer = detect(app, "pytorch", shown, model=1, contract=file.contract.to_json())
    assert sum(map(len, answer["found"])) > 30
    for image, found, given in zip(pictures, answer["found"], answer["inputs"], strict=True):
        assert_same(found, detector.detect(image).detections, score=0 if head != "raw" else 1e-6)
        tensor, _ = detector.prepare(image)
        # A grey level: torch rounds where OpenCV counts in 2048ths.
        assert np.abs(np.float32(given) - tensor.reshape(-1)).max() < 1.01 / 255


@pytest.mark.proof
@needs_compiler
@needs_onnxruntime
@pytest.mark.parametrize("head", ONE_QUICK)
def test_onnxruntime_finds_the_same_boxes(
    head: str, app: Path, written: Callable[[str], list[Written]], pictures: list[Image]
) -> None:
    """Run in node by onnxruntime-web, whose sessions and tensors are those of onnxruntime-react-native."""
    file = written(head)[1]
    detector = load_detector(file.path)
    shown = [Shown(size(image), as_resized(detector, image)) for image in pictures]
    told = {"model": str(file.path), "contract": file.contract.to_json()}
    answer = detect(app, "onnxruntime", shown, **told)
    assert sum(map(len, answer["found"])) > 30
    for image, found in zip(pictures, answer["found"], strict=True):
        assert_same(found, detector.detect(image).detections, pixels=0.01, score=1e-4)


@needs_compiler
@pytest.mark.parametrize("head", ["decoded", pytest.param("raw", marks=pytest.mark.proof)])
def test_executorch_finds_the_same_boxes(
    head: str, app: Path, written: Callable[[str], list[Written]], pictures: list[Image]
) -> None:
    """The runtime is a double that gives what was recorded."""
    file = written(head)[1]
    detector = load_detector(file.path)
    shown = [Shown(size(image), as_resized(detector, image), recorded(detector, image)) for image in pictures]
    told = {"model": "x.pte", "contract": file.contract.to_json(), "input": [1, 3, 128, 128]}
    answer = detect(app, "executorch", shown, **told)
    for image, found, given in zip(pictures, answer["found"], answer["inputs"], strict=True):
        assert_same(found, detector.detect(image).detections, score=0 if head != "raw" else 1e-6)
        tensor, _ = detector.prepare(image)
        assert np.abs(np.float32(given) - tensor.reshape(-1)).max() < 1e-6


@pytest.mark.proof
@needs_compiler
def test_rows_beyond_top_k_level_scores_and_no_numbers_change_nothing(
    app: Path, written: Callable[[str], list[Written]]
) -> None:
    """More pass than are asked for first, many are level, and some are no numbers, which torch puts first."""
    file = written("decoded")[0]
    detector = load_detector(file.path)
    detector.thresholds = Thresholds(top_k=100)
    random = np.random.default_rng(3)
    centres, sizes = random.uniform(0, 128, (1008, 2)), random.uniform(8, 40, (1008, 2))
    rows = np.concatenate([centres, sizes, random.random((1008, 5)).round(1)], axis=1).astype(np.float32)
    rows[random.choice(1008, 120, replace=False), 4] = np.nan
    box = Letterbox.of((128, 128), detector.spec)
    wanted = detector.finish([rows[None]], box).detections
    assert len(wanted) > 40
    shown = [Shown((128, 128), np.zeros((128, 128, 3), np.uint8), [rows[None]])]
    kept = {"confidence": 0.25, "iou": 0.45, "topK": 100}
    answer = detect(app, "pytorch", shown, model=1, contract=file.contract.to_json(), thresholds=kept)
    assert_same(answer["found"][0], wanted)


def blank(outputs: list[Array]) -> list[Shown]:
    return [Shown((64, 48), np.zeros((48, 64, 3), np.uint8), outputs)]


def rows(count: int, classes: int = 4) -> list[Array]:
    return [np.zeros((1, count, 5 + classes), np.float32)]


def wrong(given: str) -> str:
    return (
        f"The model gave outputs of {given} values where its description promises 9072 (decoded, 128 x 128). "
        "Export it again, and copy the model and its .json together."
    )


OTHER_HEAD = [np.zeros((3, 4), np.float32), np.zeros(3, np.float32), np.zeros(3, np.int64), np.array([3])]


@needs_compiler
@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (rows(2520), wrong("22680")),
        (rows(1008, classes=80), wrong("85680")),
        (OTHER_HEAD, wrong("12, 3, 3, 1")),
        ([], "The model gave nothing. Export it again from its checkpoint."),
    ],
    ids=["another size", "other classes", "another head", "nothing"],
)
def test_a_model_that_gives_something_else_is_told_in_a_sentence(
    outputs: list[Array], said: str, app: Path, written: Callable[[str], list[Written]]
) -> None:
    contract = written("decoded")[0].contract.to_json()
    assert detect(app, "pytorch", blank(outputs), model=1, contract=contract) == {"error": said}


@needs_compiler
def test_a_missing_contract_is_told_in_a_sentence_unless_the_file_has_it_inside(
    app: Path, written: Callable[[str], list[Written]]
) -> None:
    told = detect(app, "pytorch", blank(rows(1008)), model=1)
    assert told["error"].startswith("The model's description can't be understood. Export the model again")
    inside = written("decoded")[0].contract.to_json()
    assert [len(found) for found in detect(app, "pytorch", blank(rows(1008)), inside=inside)["found"]] == [0]


@pytest.mark.proof
@needs_compiler
@needs_onnxruntime
def test_a_model_of_another_size_than_its_contract_is_told_before_it_runs(
    app: Path, written: Callable[[str], list[Written]]
) -> None:
    file = written("decoded")[1]
    other = Contract(replace(file.contract.spec, input_wh=(64, 96))).to_json()
    said = (
        "The model is described as one for 1 x 3 x 96 x 64 and can't take 1 x 3 x 128 x 128. "
        "Copy the model and its .json together, or export it again at another size."
    )
    black = [Shown((64, 48), np.zeros(3 * 96 * 64, np.float32))]
    assert detect(app, "onnxruntime", black, model=str(file.path), contract=other) == {"error": said}
    assert detect(app, "executorch", black, contract=other, input=[1, 3, 128, 128]) == {"error": said}
    # And a frame of another size than the model's, which the app's own code might bring.
    frame = [Shown((64, 48), np.zeros(3 * 64 * 64, np.float32))]
    own = file.contract.to_json()
    told = detect(app, "onnxruntime", frame, model=str(file.path), contract=own)
    assert "is described as one for 1 x 3 x 128 x 128 and can't take 1 x 3 x 128 x 32." in told["error"]


@needs_compiler
def test_a_picture_whose_bytes_are_not_all_there_is_refused(
    app: Path, written: Callable[[str], list[Written]]
) -> None:
    contract = written("decoded")[0].contract.to_json()
    short = [Shown((64, 48), np.zeros(64 * 47 * 3, np.uint8), rows(1008))]
    told = detect(app, "pytorch", short, model=1, contract=contract)
    assert told == {"error": "The picture of 64 x 48 has 9024 bytes instead of 9216."}


@needs_compiler
@pytest.mark.proof
def test_the_sources_pass_the_strict_compiler_with_the_real_packages(
    tmp_path: Path, written: Callable[[str], list[Written]]
) -> None:
    made = parts(written("decoded"))
    for name, content in files(made).items():
        place = tmp_path / "detector" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for file in made.files:
        (tmp_path / "detector" / beside(file.path).name).write_text(file.contract.to_json(), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(PACKAGES, target_is_directory=True)
    shutil.copy(HERE / "tsconfig.json", tmp_path)
    compiler = [PACKAGES / "typescript" / "bin" / "tsc", "-p", tmp_path]
    assert node(*compiler) == ""
    # It does look at the packages: an operation that their tensors don't have is found.
    source = tmp_path / "detector" / "pytorch" / "fetched.ts"
    source.write_text(source.read_text().replace(".squeeze(0)", ".gather(0)"), encoding="utf-8")
    with pytest.raises(AssertionError, match="Property 'gather' does not exist on type 'Tensor'"):
        node(*compiler)


def test_versions_are_told_as_they_were_checked(written: Callable[[str], list[Written]]) -> None:
    checked = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert checked["react-native"] == REACT_NATIVE
    for variant in VARIANTS.values():
        assert variant.packages.items() <= checked.items()
    made = files(parts(written("decoded")))
    readme = made["README.md"].decode()
    assert "react-native-pytorch-core@0.2.4" in readme and "has bytecode 8;" in readme
    assert len(readme.splitlines()) < 14
    assert not [name for name, content in made.items() if re.search(rb"@[A-Z_]+@", content)]


def test_only_folders_of_the_models_that_are_there_are_written(
    written: Callable[[str], list[Written]],
) -> None:
    made = files(Parts(tuple(written("decoded")[:1]), Thresholds(0.3, 0.5, 200)))
    assert {name.split("/")[0] for name in made if "/" in name} == {"pytorch"}
    model = made["pytorch/model.ts"].decode()
    assert "{ confidence: 0.3, iou: 0.5, topK: 200 }" in model and 'require("../yolov5n-128.ptl")' in model


@needs_compiler
@pytest.mark.proof
@pytest.mark.skipif(not PARITY.is_dir(), reason="needs the reference files beside the checkout")
@pytest.mark.parametrize("name", ["yolov5n.pt", "v5lite-e.pt", "yolov7-tiny.pt", "yolo-fastestv2-coco.pth"])
def test_published_weights_find_the_same(name: str, app: Path) -> None:
    detector = load_detector(PARITY / name)
    images = [imread(path) for path in list_images(PARITY / "photos")[:3]]
    outputs = [recorded(detector, image) for image in images]
    # Those whose heads are still random find something, too: the best 300 rows of a picture.
    scores = np.concatenate([(rows[0, :, 4:5] * rows[0, :, 5:]).max(axis=1) for [rows] in outputs])
    detector.thresholds = Thresholds(confidence=float(np.sort(scores)[-900]))
    shown = [Shown(size(image), image, own) for image, own in zip(images, outputs, strict=True)]
    kept = {"confidence": detector.thresholds.confidence, "iou": 0.45, "topK": 1000}
    contract: Any = Contract(detector.spec).to_json()
    answer = detect(app, "pytorch", shown, model=1, contract=contract, thresholds=kept)
    assert sum(map(len, answer["found"])) > 30
    for image, found in zip(images, answer["found"], strict=True):
        assert_same(found, detector.detect(image).detections, pixels=1e-4 * max(size(image)))
