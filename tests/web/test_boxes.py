"""The JavaScript of the bundles gives the studio's own pixels and boxes: letterbox, decode, NMS, together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.data.scenes import write_sample_set
from studio.core.pictures import imread, list_images
from studio.core.runtime.contract import Contract
from studio.core.runtime.detector import Detector, load_detector
from studio.core.spec import HeadCode, ModelSpec
from tests.lively import write_lively
from tests.web.node import call, needs_node, refusal

pytestmark = needs_node

SPEC = ModelSpec(
    "squares",
    ("w", "r", "g", "b"),
    (64, 64),
    (8, 16),
    (((8.0, 8.0), (12.0, 9.5)), ((20.0, 24.0), (30.0, 17.0))),
)
FAMILIES = {
    "YOLOv5": HeadCode(),
    "Yolo-FastestV2": HeadCode(classes="softmax"),
    "YOLOv3": HeadCode(1.0, "exp", "sigmoid"),
    "YOLOv4": HeadCode(1.05, "exp", "sigmoid"),
    "YOLOv2": HeadCode(1.0, "exp", "softmax"),
}
DETECT = """
const detector = await modules.Detector.open(facts.contract, { run: () => facts.lengths
  ? facts.lengths.map((length, i) => arrays.values.subarray(facts.starts[i], facts.starts[i] + length))
  : [arrays.values] });
detector.thresholds = facts.thresholds;
const { boxes, scores, classes } = await detector.detect({ ...facts.picture, data: arrays.rgba });
return { boxes, scores, classes };
"""


def as_rgba(image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.dstack([image, np.full(image.shape[:2], 255, np.uint8)])


def noise(width: int, height: int, seed: int = 0) -> npt.NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


# Shapes whose sides round up, down and half, that are halved, kept, enlarged, thin, and wide.
PICTURES = [
    (640, 480), (1280, 720), (719, 1279), (128, 96), (64, 64), (64, 30), (17, 5), (3, 1), (1, 300),
    (130, 129), (256, 256), (65, 63),
]  # fmt: skip


@pytest.mark.parametrize("resize", ["letterbox", "stretch"])
@pytest.mark.parametrize(
    ("colour", "layout"), [("rgb", "nchw"), ("bgr", "nchw"), ("rgb", "nhwc"), ("bgr", "nhwc")]
)
def test_the_input_of_a_network_is_the_same_byte_for_byte(resize: Any, colour: Any, layout: Any) -> None:
    spec = replace(SPEC, input_wh=(64, 96), strides=(8, 16), resize=resize, colour=colour, pad=128)
    sizes = [{"width": width, "height": height} for width, height in PICTURES]
    images = [noise(width, height, seed) for seed, (width, height) in enumerate(PICTURES)]
    answer = call(
        """
        const contract = modules.readContract(facts.contract);
        const all = facts.sizes.map(({ width, height }) => {
          const rgba = arrays.rgba.subarray(0, 4 * width * height);
          arrays.rgba = arrays.rgba.subarray(4 * width * height);
          const box = modules.letterbox(width, height, contract);
          // What is left of a picture before must not shine through.
          const used = new Float32Array(3 * 64 * 96).fill(7);
          return modules.toTensor(rgba, box, contract, used);
        });
        const tensors = new Float32Array(all.length * all[0].length);
        all.forEach((tensor, i) => tensors.set(tensor, i * tensor.length));
        return { tensors };
        """,
        {"contract": Contract(spec, layout=layout).to_json(), "sizes": sizes},
        rgba=np.concatenate([as_rgba(image).reshape(-1) for image in images]),
    )
    tensors = answer["tensors"].reshape(len(PICTURES), -1)
    for (width, height), image, tensor in zip(PICTURES, images, tensors, strict=True):
        wanted = to_input(Letterbox.of((width, height), spec).apply(image), colour)
        if layout == "nhwc":
            wanted = wanted.transpose(0, 2, 3, 1)
        assert (tensor == wanted.reshape(-1)).all(), (width, height)


def test_boxes_go_back_to_the_picture_as_in_the_studio() -> None:
    boxes = np.random.default_rng(1).uniform(-20, 90, (200, 4)).astype(np.float32)
    sizes = [*PICTURES, (4000, 3000)]
    answer = call(
        """
        const contract = modules.readContract(facts.contract);
        const map = ([w, h]) => modules.toPicture(modules.letterbox(w, h, contract))(arrays.boxes);
        const all = facts.sizes.map(map);
        const mapped = new Float32Array(all.length * arrays.boxes.length);
        all.forEach((each, i) => mapped.set(each, i * each.length));
        return { mapped };
        """,
        {"contract": Contract(SPEC).to_json(), "sizes": sizes},
        boxes=boxes,
    )
    for size, mapped in zip(sizes, answer["mapped"].reshape(len(sizes), -1, 4), strict=True):
        wanted = Letterbox.of(size, SPEC).input_to_image(boxes.astype(np.float64)).astype(np.float32)
        assert np.abs(mapped - wanted).max() <= 1e-4 * max(size)


def logits(spec: ModelSpec, seed: int, *, spread: float = 2.0) -> list[npt.NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    width, height = spec.input_wh
    return [
        random.normal(
            0, spread, (1, len(layer) * (5 + len(spec.class_names)), height // stride, width // stride)
        ).astype(np.float32)
        for layer, stride in zip(spec.anchors, spec.strides, strict=True)
    ]  # fmt: skip


def in_javascript(
    outputs: list[npt.NDArray[np.float32]], spec: ModelSpec, thresholds: Thresholds, size: tuple[int, int]
) -> Detections:
    """Return what the JavaScript detector makes of a network's outputs for a picture of a size."""
    lengths = [output.size for output in outputs]
    width, height = size
    answer = call(
        DETECT,
        {
            "contract": Contract(spec).to_json(),
            "lengths": lengths,
            "starts": np.cumsum([0, *lengths[:-1]]).tolist(),
            "thresholds": {
                "confidence": thresholds.confidence,
                "iou": thresholds.iou,
                "topK": thresholds.top_k,
            },
            "picture": {"width": width, "height": height},
        },
        values=np.concatenate([output.reshape(-1) for output in outputs]).astype(np.float32),
        rgba=np.zeros((height, width, 4), np.uint8),
    )
    return Detections(answer["boxes"].reshape(-1, 4), answer["scores"], answer["classes"].astype(np.int64))


def in_the_studio(
    outputs: list[npt.NDArray[np.float32]], spec: ModelSpec, thresholds: Thresholds, size: tuple[int, int]
) -> Detections:
    class Outputs:
        """Stands where an engine would: its outputs are known."""

        name = "outputs"

    engine: Any = Outputs()
    engine.spec = spec
    return Detector(engine, thresholds).finish(outputs, Letterbox.of(size, spec)).detections


def assert_same(found: Detections, wanted: Detections, *, score: float = 1e-6, pixels: float = 1e-3) -> None:
    """Compare box by box; boxes whose scores differ in the last digits alone may have changed places."""
    assert len(found) == len(wanted)
    if not len(found):
        return
    for index in range(len(wanted)):
        box = np.abs(found.xyxy - wanted.xyxy[index]).max(axis=1) <= pixels
        level = np.abs(found.scores - wanted.scores[index]) <= score
        assert (box & level & (found.class_ids == wanted.class_ids[index])).any(), index
    assert np.abs(found.scores - wanted.scores).max() <= score


THRESHOLDS = [Thresholds(), Thresholds(0.0, 0.3, 50), Thresholds(0.4, 1.0, 7), Thresholds(0.999, 0.0, 1000)]


@pytest.mark.parametrize(
    "thresholds", THRESHOLDS, ids=lambda each: f"{each.confidence:g}-{each.iou:g}-{each.top_k}"
)
@pytest.mark.parametrize("family", FAMILIES)
def test_raw_heads_of_every_family_give_the_same_boxes(family: str, thresholds: Thresholds) -> None:
    spec = replace(SPEC, output="raw", code=FAMILIES[family])
    heads = logits(spec, seed=len(family))
    wanted = in_the_studio(heads, spec, thresholds, (640, 480))
    assert len(wanted) or thresholds.confidence > 0.9
    assert_same(in_javascript(heads, spec, thresholds, (640, 480)), wanted)


def decoded(spec: ModelSpec, seed: int) -> npt.NDArray[np.float32]:
    """Rows as a network gives them, with crowds, level scores and rows that are no numbers."""
    random = np.random.default_rng(seed)
    width, height = spec.input_wh
    count = sum(
        len(layer) * (width // stride) * (height // stride)
        for layer, stride in zip(spec.anchors, spec.strides, strict=True)
    )
    rows = np.concatenate(
        [
            random.uniform(0, width, (count, 2)).round(random.integers(0, 3)),
            random.uniform(2, width / 2, (count, 2)),
            random.random((count, 1 + len(spec.class_names))).round(2),
        ],
        axis=1,
    ).astype(np.float32)
    rows[random.integers(0, count, 5), random.integers(0, rows.shape[1], 5)] = np.nan
    rows[random.integers(0, count, 2), random.integers(0, 4, 2)] = np.inf
    rows[7, 5:] = [0.5, np.nan, 0.9, 0.1]
    return rows[None]


@pytest.mark.parametrize("seed", range(6))
def test_decoded_heads_give_the_same_boxes_with_ties_and_rows_that_are_no_numbers(seed: int) -> None:
    rows = decoded(SPEC, seed)
    for thresholds in THRESHOLDS[: 2 + seed % 3]:
        wanted = in_the_studio([rows], SPEC, thresholds, (96, 64))
        found = in_javascript([rows], SPEC, thresholds, (96, 64))
        assert (found.class_ids == wanted.class_ids).all()
        assert (found.scores == wanted.scores).all()
        assert np.abs(found.xyxy - wanted.xyxy).max(initial=0) < 1e-4


def sets(seed: int) -> Detections:
    """Candidates of a kind: scattered, crowded, in a chain, of one place, with level scores."""
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 900))
    kind = seed % 5
    centres = random.uniform(0, 400, (count, 2))
    if kind == 1:
        centres = np.repeat(random.uniform(0, 400, (count // 20 + 1, 2)), 20, axis=0)[:count] + random.normal(
            0, 3, (count, 2)
        )
    elif kind == 2:
        centres = np.stack([np.arange(count) * 4.0, np.full(count, 30.0)], axis=1)
    elif kind == 3:
        centres = np.full((count, 2), 50.0)
    sizes = random.uniform(4, 40, (count, 2)) if kind != 2 else np.full((count, 2), 20.0)
    scores = random.random(count).round(2 if kind in (3, 4) else 6)
    xyxy = np.concatenate([centres - sizes / 2, centres + sizes / 2], axis=1)
    return Detections.from_arrays(xyxy, scores, random.integers(0, 3, count))


def test_nms_keeps_the_very_boxes_that_the_studio_keeps() -> None:
    groups = [sets(seed) for seed in range(100)]
    thresholds = [(0.0, 0.3, 0.45, 0.7, 1.0)[seed % 5] for seed in range(100)]
    lengths = [len(group) for group in groups]
    answer = call(
        """
        const kept = [], counts = [];
        let at = 0;
        facts.lengths.forEach((n, i) => {
          const { boxes, scores, classes } = arrays;
          const part = (array) => array.subarray(at, at + n);
          const own = modules.nms(
            boxes.subarray(4 * at, 4 * (at + n)), part(scores), part(classes), facts.thresholds[i]);
          kept.push(...own), counts.push(own.length), at += n;
        });
        return { kept: Int32Array.from(kept), counts: Int32Array.from(counts) };
        """,
        {"lengths": lengths, "thresholds": thresholds},
        boxes=np.concatenate([group.xyxy for group in groups]),
        scores=np.concatenate([group.scores for group in groups]),
        classes=np.concatenate([group.class_ids for group in groups]).astype(np.int32),
    )
    kept = np.split(answer["kept"], np.cumsum(answer["counts"])[:-1])
    for group, threshold, own in zip(groups, thresholds, kept, strict=True):
        wanted = nms(group, iou_threshold=threshold, top_k=1000)
        assert (group.xyxy[own] == wanted.xyxy).all()
        assert (group.scores[own] == wanted.scores).all()
        assert (group.class_ids[own] == wanted.class_ids).all()


@pytest.mark.parametrize(
    "table",
    [
        "yolov5n",
        "yolo-fastestv2",
        *(pytest.param(name, marks=pytest.mark.proof) for name in ("yolov7-tiny", "yolov3-tiny")),
    ],
)
def test_outputs_of_real_networks_give_the_same_boxes(table: str, tmp_path: Path) -> None:
    """Of both heads, of a picture that isn't square, in a network of each family."""
    import torch

    from studio.core.weights.opening import load_network

    photos = list_images(write_sample_set(tmp_path / "scenes", images=3, seed=4).parent)
    image = imread(photos[0])
    size = image.shape[1], image.shape[0]
    detector = load_detector(write_lively(tmp_path / "best.pt", table, photos))
    wanted = detector.detect(image).detections
    assert len(wanted) > 5
    tensor, _ = detector.prepare(image)
    found = in_javascript(detector.engine.infer(tensor), detector.spec, Thresholds(), size)
    assert_same(found, wanted, score=0, pixels=1e-4 * max(size))
    with torch.no_grad():
        network, _ = load_network(tmp_path / "best.pt")
        heads = [head.numpy() for head in network.heads(torch.from_numpy(tensor))]
    spec = replace(detector.spec, output="raw")
    wanted = in_the_studio(heads, spec, Thresholds(), size)
    assert len(wanted) > 5
    assert_same(in_javascript(heads, spec, Thresholds(), size), wanted, score=1e-6, pixels=1e-5 * max(size))


def test_what_nms_in_the_file_kept_is_read_as_in_the_studio() -> None:
    spec = replace(SPEC, output="detections")
    random = np.random.default_rng(5)
    corner = random.uniform(-5, 60, (40, 2))
    boxes = np.concatenate([corner, corner + random.uniform(1, 20, (40, 2))], axis=1).astype(np.float32)
    boxes[3, 1] = np.nan
    scores = np.sort(random.random(40).astype(np.float32))[::-1].copy()
    classes = random.integers(-1, 6, 40).astype(np.float32)
    outputs = [boxes, scores, classes, np.array([30], np.float32)]
    wanted = in_the_studio(outputs, spec, Thresholds(0.3), (640, 480))
    assert 5 < len(wanted) < 30
    assert_same(in_javascript(outputs, spec, Thresholds(0.3), (640, 480)), wanted)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:-40], "can't be understood"),
        (lambda text: text.replace("contract-1", "contract-9"), "can't be understood"),
        (lambda text: text.replace('"decoded"', '"heatmap"'), "wrong at output"),
        (lambda text: text.replace('"letterbox"', '"crop"'), "wrong at resize"),
        (lambda text: text.replace('"squared"', '"cubed"'), "wrong at code.size"),
        (lambda text: text.replace('"strides": [\n   8', '"strides": [\n   7'), "wrong at strides"),
        (lambda text: text.replace('"pad": 114', '"pad": 1140'), "wrong at pad"),
    ],
)
def test_a_contract_that_no_network_can_have_is_refused_in_a_sentence(change: Any, said: str) -> None:
    text = Contract(SPEC).to_json()
    assert change(text) != text
    assert said in refusal("modules.readContract(facts.contract);", {"contract": change(text)})
    assert refusal("modules.readContract(facts.contract);", {"contract": text}) == ""


def test_a_model_of_another_size_is_told_with_both_sizes() -> None:
    rows = decoded(SPEC, 0)[:, :-8]
    said = refusal(
        "const contract = modules.readContract(facts.contract);"
        "modules.candidates([arrays.rows], contract, { confidence: 0.2, topK: 9 });",
        {"contract": Contract(SPEC).to_json()},
        rows=rows,
    )
    assert f"{rows.size} values" in said and f"promises {rows.size + 8 * 9}" in said and "64 x 64" in said


def test_top_k_keeps_the_first_of_level_scores() -> None:
    rows = decoded(SPEC, 2)
    rows[0, :, 4:] = 0.8
    answer = call(
        "return modules.candidates([arrays.rows], modules.readContract(facts.contract), "
        "{ confidence: 0.2, topK: 9 });",
        {"contract": Contract(SPEC).to_json()},
        rows=rows,
    )
    every = candidates(rows, 0.2)
    assert (answer["boxes"].reshape(-1, 4) == every.xyxy[:9]).all()
