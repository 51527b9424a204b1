"""The bundle's C++ before and after the network, compiled without NCNN: number for number as the studio's."""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from studio.core.boxes.decode import candidates, decode_raw
from studio.core.boxes.detections import Detections
from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.boxes.nms import nms
from studio.core.export.bundles.ncnn_cpp import files
from studio.core.export.export import export_model
from studio.core.pictures import imread, list_images
from studio.core.runtime.contract import Contract
from studio.core.runtime.detector import load_detector
from studio.core.spec import HeadCode, ModelSpec
from studio.core.tiling.merge import merge
from studio.core.tiling.tiling import Tiling
from tests.core.export.bundles.given import parts_of
from tests.tile_crowds import SIZES, TEXTS, crowd

PARTS = ("contract", "decode", "json", "letterbox", "nms", "tiles")
WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror")
SPEC = ModelSpec("any", ("a", "b", "c"), (64, 64), (8, 16), (((8.0, 8.0), (12.0, 20.0)), ((30.0, 16.0),)))
CODES = (HeadCode(), HeadCode(1.05, "exp", "sigmoid"), HeadCode(1.0, "exp", "softmax"))
Floats = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def cpp(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The parts as a library; Android's NCNN wants them without exceptions and type information."""
    if not shutil.which("g++"):
        pytest.skip("g++ is not here")
    folder = tmp_path_factory.mktemp("cpp")
    for name, content in files(parts_of(SPEC)).items():
        if name.startswith("src/"):
            (folder / Path(name).name).write_bytes(content)
    sources = [str(folder / f"{name}.cpp") for name in PARTS]
    own = Path(__file__).with_name("cpp_parts.cpp")
    library = folder / "parts.so"
    command = ["g++", "-std=c++17", "-O1", "-fPIC", "-shared", "-ffp-contract=off", *WARNINGS]
    android = ["-fno-exceptions", "-fno-rtti", f"-I{folder}", str(own), *sources, "-o", str(library)]
    done = subprocess.run([*command, *android], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return ctypes.CDLL(str(library))


def told(spec: ModelSpec) -> bytes:
    return Contract(spec).to_json().encode()


def at(array: npt.NDArray[np.generic]) -> ctypes.c_void_p:
    return array.ctypes.data_as(ctypes.c_void_p)


def given(call: Callable[..., int], most: int) -> Detections:
    """Return the detections that a function writes into arrays of its last three arguments."""
    boxes, scores = np.zeros((most, 4), np.float32), np.zeros(most, np.float32)
    classes = np.zeros(most, np.int32)
    count = call(at(boxes), at(scores), at(classes))
    return Detections(boxes[:count], scores[:count], classes[:count].astype(np.int64))


def assert_same(own: Detections, studios: Detections) -> None:
    assert own.xyxy.tolist() == studios.xyxy.tolist()
    assert own.scores.tolist() == studios.scores.tolist()
    assert own.class_ids.tolist() == studios.class_ids.tolist()


def sizes() -> list[tuple[int, int, int, int]]:
    """Pictures and inputs: up, down, by exactly two, as they are, thin, and by chance."""
    chance = np.random.default_rng(5).integers(1, 200, (40, 2)).tolist()
    named = [(640, 480), (128, 128), (64, 64), (1, 1), (1, 300), (300, 1), (31, 64), (65, 64), (33, 17)]
    inputs = [(64, 64), (96, 32)]
    return [(w, h, *inputs[place % 2]) for place, (w, h) in enumerate([*named, *named[1:], *chance])]


def test_a_picture_is_brought_to_the_input_pixel_by_pixel(cpp: ctypes.CDLL) -> None:
    random = np.random.default_rng(1)
    for place, (width, height, *input_wh) in enumerate(sizes()):
        spec = replace(
            SPEC, input_wh=tuple(input_wh), colour="bgr" if place % 3 else "rgb", pad=100 + place,
            resize="stretch" if place % 5 == 4 else "letterbox", strides=(8, 16),
        )  # fmt: skip
        channels, spare = 3 + place % 2, place % 4
        rows = random.integers(0, 256, (height, width * channels + spare), dtype=np.uint8)
        pixels = rows[:, : width * channels].reshape(height, width, channels)[..., :3]
        wanted = Letterbox.of((width, height), spec).apply(np.ascontiguousarray(pixels))
        tensor = to_input(wanted, spec.colour)
        found = np.zeros_like(wanted)
        planes = np.zeros_like(tensor)
        cpp.letterbox(
            told(spec), at(rows), width, height, rows.strides[0], channels, at(found), at(planes)
        )  # fmt: skip
        wanted = wanted[..., ::-1] if spec.colour == "bgr" else wanted
        assert (found == wanted).all(), (width, height, input_wh)
        assert (planes == tensor).all()


def test_boxes_are_brought_back_and_those_in_the_bars_left_out(cpp: ctypes.CDLL) -> None:
    random = np.random.default_rng(2)
    lost = 0
    for width, height, *input_wh in sizes():
        spec = replace(SPEC, input_wh=tuple(input_wh))
        corners = random.uniform(-10, 100, (50, 2, 2)).astype(np.float32)
        xyxy = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
        every = Detections.from_arrays(xyxy, random.random(50), random.integers(0, 3, 50))
        moved = every.with_boxes(Letterbox.of((width, height), spec).input_to_image(every.xyxy))
        wanted = moved[(moved.xyxy[:, 2] > moved.xyxy[:, 0]) & (moved.xyxy[:, 3] > moved.xyxy[:, 1])]
        boxes, scores, classes = every.xyxy.copy(), every.scores.copy(), every.class_ids.astype(np.int32)
        count = cpp.to_picture(told(spec), width, height, at(boxes), at(scores), at(classes), 50)
        assert_same(Detections(boxes[:count], scores[:count], classes[:count].astype(np.int64)), wanted)
        lost += 50 - count
    assert lost > 50


def clusters(random: np.random.Generator, count: int, classes: int) -> Detections:
    """Boxes in heaps, some of them twice, with few different scores, so that many are level."""
    centres = random.uniform(0, 400, (max(1, count // 12), 2))[random.integers(0, max(1, count // 12), count)]
    corner = (centres + random.normal(0, 6, (count, 2))).astype(np.float32)
    size = random.uniform(5, 60, (count, 2)).astype(np.float32)
    xyxy = np.concatenate([corner, corner + size], axis=1)
    xyxy[random.integers(0, count, count // 5)] = xyxy[random.integers(0, count, count // 5)]
    return Detections.from_arrays(
        xyxy, random.integers(1, 60, count) / 64, random.integers(0, classes, count)
    )


@pytest.mark.parametrize(
    ("count", "classes", "top_k"), [(1, 1, 1000), (300, 1, 1000), (3000, 4, 1000), (900, 80, 100)]
)
def test_nms_keeps_the_same_boxes(cpp: ctypes.CDLL, count: int, classes: int, top_k: int) -> None:
    random = np.random.default_rng(count)
    for _ in range(8):
        every = clusters(random, count, classes)
        ids = every.class_ids.astype(np.int32)
        for iou in (0.0, 0.45, 1.0):
            own = given(
                lambda *out, each=every, ids=ids, iou=iou: cpp.kept(
                    at(each.xyxy), at(each.scores), at(ids), count, ctypes.c_double(iou), top_k, *out
                ),
                count,
            )
            assert_same(own, nms(every, iou_threshold=iou, top_k=top_k))


def passing(cpp: ctypes.CDLL, rows: Floats, spec: ModelSpec, confidence: float) -> Detections:
    rows = np.ascontiguousarray(rows)
    return given(
        lambda *out: cpp.passing(told(spec), at(rows), len(rows), ctypes.c_double(confidence), *out),
        len(rows),
    )


def test_the_threshold_lets_the_same_rows_pass(cpp: ctypes.CDLL) -> None:
    random = np.random.default_rng(3)
    rows = random.random((5000, 8)).astype(np.float32) * [100, 100, 50, 50, 1, 1, 1, 1]
    rows = rows.astype(np.float32)
    odd = [np.nan, np.inf, -np.inf, 3e38]
    for value in odd:
        rows[random.integers(0, 5000, 200), random.integers(0, 8, 200)] = value
    rows[:50, 5:] = 0.5
    for confidence in (0.0, 0.25, 0.9, 1.0):
        assert_same(passing(cpp, rows, SPEC, confidence), candidates(rows[None], confidence))


@pytest.mark.parametrize("code", CODES, ids=str)
def test_logits_are_decoded_to_the_same_boxes(cpp: ctypes.CDLL, code: HeadCode) -> None:
    spec = replace(SPEC, output="raw", code=code)
    random = np.random.default_rng(4)
    heads = [
        random.normal(0, 3, (1, len(layer) * 8, 64 // stride, 64 // stride)).astype(np.float32)
        for stride, layer in zip(spec.strides, spec.anchors, strict=True)
    ]
    heads[0][0, :, 0, 0] = [np.nan, np.inf, -np.inf, 200, 1, 0, -200, 90] * 2
    assert_decoded_same(cpp, heads, spec, 0.25)
    assert_decoded_same(cpp, heads, spec, 0.0)


def assert_decoded_same(cpp: ctypes.CDLL, heads: list[Floats], spec: ModelSpec, confidence: float) -> int:
    """Compare what passes in decoded heads; returns how many boxes that are."""
    gap = 3
    columns = 5 + len(spec.class_names)
    found = []
    for layer, head in enumerate(heads):
        planes = head.reshape(head.shape[1], -1)
        spaced = np.full((len(planes), planes.shape[1] + gap), 99, np.float32)
        spaced[:, :-gap] = planes
        rows = np.zeros((planes.size // columns, columns), np.float32)
        height, width = head.shape[2:]
        count = cpp.decoded(
            told(spec), layer, at(spaced), width, height, gap, ctypes.c_double(confidence), at(rows)
        )  # fmt: skip
        found.append(rows[:count])
    own = np.concatenate(found)
    wanted = decode_raw(heads, spec, above=confidence)[0]
    assert own.shape == wanted.shape
    # exp is rounded a little differently here and there.
    np.testing.assert_allclose(own, wanted, rtol=2e-6, atol=2e-5, equal_nan=True)
    passed = passing(cpp, own, spec, confidence)
    studios = candidates(wanted[None], confidence)
    assert passed.class_ids.tolist() == studios.class_ids.tolist()
    np.testing.assert_allclose(passed.scores, studios.scores, atol=1e-6)
    np.testing.assert_allclose(passed.xyxy, studios.xyxy, rtol=3e-6, atol=1e-4)
    return len(passed)


@pytest.mark.parametrize("head", ["decoded", pytest.param("raw", marks=pytest.mark.proof)])
def test_a_networks_outputs_come_to_the_same_boxes(
    cpp: ctypes.CDLL, head: str, checkpoint: Path, scenes: Path, tmp_path: Path
) -> None:
    [file] = export_model(checkpoint, ["onnx"], tmp_path, head=head).files
    detector = load_detector(file.path)
    spec, thresholds = detector.spec, detector.thresholds
    boxes = 0
    for path in list_images(scenes.parent):
        tensor, _ = detector.prepare(imread(path))
        outputs = detector.engine.infer(tensor)
        if head == "raw":
            boxes += assert_decoded_same(cpp, outputs, spec, thresholds.confidence)
            continue
        every = passing(cpp, outputs[0][0], spec, thresholds.confidence)
        wanted = candidates(outputs[0], thresholds.confidence)
        assert_same(every, wanted)
        ids = every.class_ids.astype(np.int32)
        own = given(
            lambda *out, each=every, ids=ids: cpp.kept(
                at(each.xyxy), at(each.scores), at(ids), len(ids), ctypes.c_double(thresholds.iou), 1000, *out
            ),
            len(ids),
        )
        assert_same(own, nms(wanted, iou_threshold=thresholds.iou, top_k=1000))
        boxes += len(own)
    detector.close()
    assert boxes > 20


def said(cpp: ctypes.CDLL, json_text: bytes) -> tuple[bool, str]:
    text = ctypes.create_string_buffer(2000)
    return bool(cpp.contract(json_text, text, 2000)), text.value.decode()


def test_a_contract_is_read_with_all_its_names(cpp: ctypes.CDLL) -> None:
    names = ('"quoted"', "back\\slash", "line\nbreak", "Fußgänger", "行人", "🚗")
    spec = replace(SPEC, class_names=names, output="raw")
    facts = f"64x64 {8 * 8 * 2 + 4 * 4}|" + "|".join([*names, "head_stride_8", "head_stride_16"])
    assert said(cpp, told(spec)) == (True, facts)
    # As another program may write it.
    assert said(cpp, json.dumps(json.loads(told(spec))).encode()) == (True, facts)


def change(**facts: object) -> bytes:
    document = json.loads(told(SPEC))
    document["spec"].update(facts)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "can't be understood"),
        (b"{}", "can't be understood"),
        (told(SPEC)[:-3], "can't be understood"),
        (told(SPEC) + b"{}", "can't be understood"),
        (b"[" * 100_000, "can't be understood"),
        (b'{"format": "\\ud83d', "can't be understood"),
        (change(output="detections"), "with NMS inside"),
        (change(output="boxes"), "doesn't know"),
        (change(resize="crop"), "doesn't know"),
        (change(input_wh=[60, 64]), "is incomplete"),
        (change(input_wh=[1e9, 64]), "is incomplete"),
        (change(class_names=[]), "is incomplete"),
        (change(class_names=[1, 2]), "is incomplete"),
        (change(strides=[0, 8]), "is incomplete"),
        (change(anchors=[[[8, 8]]]), "is incomplete"),
        (change(anchors=[[[8, -8]], [[8, 8]]]), "is incomplete"),
        (change(pad=300), "is incomplete"),
        (change(code={"centre_scale": "2"}), "is incomplete"),
        (change(spec=None).replace(b'"spec"', b'"other"'), "is incomplete"),
    ],
)  # fmt: skip
def test_a_contract_that_cannot_be_used_is_told_in_a_sentence(
    cpp: ctypes.CDLL, text: bytes, sentence: str
) -> None:
    is_usable, error = said(cpp, text)
    assert not is_usable
    assert sentence in error
    assert error.endswith(".")


@pytest.mark.parametrize("text", TEXTS)
def test_pictures_are_cut_as_in_the_studio(cpp: ctypes.CDLL, text: str) -> None:
    tiling = Tiling.parse(text)
    json_text = Contract(SPEC, tiling=tiling).to_json().encode()
    for width, height in SIZES:
        wanted = [tile.xyxy for tile in tiling.tiles((width, height))]
        found = np.zeros((len(wanted) + 9, 4), np.int32)
        assert cpp.tiles(json_text, width, height, at(found)) == len(wanted)
        assert found[: len(wanted)].tolist() == list(map(list, wanted))


@pytest.mark.parametrize("text", ["2x2", "100", "90:0.35+whole", "120:0"])
def test_boxes_are_merged_across_seams_as_in_the_studio(cpp: ctypes.CDLL, text: str) -> None:
    tiling, size = Tiling.parse(text), (300, 220)
    tiles = tiling.tiles(size)
    json_text = Contract(SPEC, tiling=tiling).to_json().encode()
    for seed in range(8):
        found, ids = crowd(tiles, seed)
        counts = np.bincount(ids, minlength=len(tiles)).astype(np.int32)
        classes = found.class_ids.astype(np.int32)
        rows = at(counts), at(found.xyxy), at(found.scores), at(classes)
        call = partial(cpp.merged, json_text, *size, *rows, ctypes.c_double(0.45), 150)
        wanted = merge(found, ids, tiles, size, iou_threshold=0.45, top_k=150, rule=tiling.rule)
        assert_same(given(call, len(found)), wanted)


def test_a_wrong_tiling_is_refused(cpp: ctypes.CDLL) -> None:
    data = json.loads(Contract(SPEC, tiling=Tiling.parse("2x2")).to_json())
    for change in ({"grid": [2]}, {"grid": None}, {"overlap": 1}, {"merge": {}}):
        text = json.dumps({**data, "tiling": {**data["tiling"], **change}}).encode()
        said = ctypes.create_string_buffer(200)
        assert cpp.contract(text, said, 200) == 0
        assert b"incomplete" in said.value
