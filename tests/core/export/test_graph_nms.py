"""NMS in the graph: in every runtime the boxes of the studio's own NMS, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, compose, helper

from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import greedy, nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.export import nms_script
from studio.core.export.nms_onnx import append_nms
from studio.core.runtime.contract import ENTRY, THRESHOLD_TYPES, Contract
from studio.core.runtime.detector import load_detector
from studio.core.runtime.operations import check_operations
from tests.graph_nms import Array, Run, open_archive, passing_onnx, run_archive, run_onnx, save_archive
from tests.tiny_onnx import SPEC, squares_image, write_tiny_onnx

DEFAULTS = Thresholds(0.3, 0.5, 250)
"""Not the usual ones: a graph that forgot what it was given would show."""


RUNTIMES = ("onnx", "torchscript", "ptl")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("graph_nms")
    return {name: save_archive(folder / f"nms.{name}", DEFAULTS) for name in RUNTIMES[1:]}


@pytest.fixture(scope="module")
def modules(archives: dict[str, Path]) -> dict[str, Any]:
    return {name: open_archive(path) for name, path in archives.items()}


@pytest.fixture(scope="module")
def runs(modules: dict[str, Any]) -> dict[str, Run]:
    return {"onnx": run_onnx(), **{name: run_archive(module) for name, module in modules.items()}}


def expected(decoded: Array, thresholds: Thresholds) -> Detections:
    found = candidates(decoded, thresholds.confidence)
    return nms(found, iou_threshold=thresholds.iou, top_k=thresholds.top_k)


def check(run: Run, decoded: Array, thresholds: Thresholds) -> int:
    """Compare a runtime's outputs with the studio's; returns how many boxes there are."""
    right = expected(decoded, thresholds)
    boxes, scores, classes, count = run(decoded, thresholds)
    assert (boxes.dtype, scores.dtype, classes.dtype, count.dtype) == (
        np.float32,
        np.float32,
        np.int64,
        np.int64,
    )
    assert count.tolist() == [len(right)]
    np.testing.assert_array_equal(boxes, right.xyxy, strict=True)
    np.testing.assert_array_equal(scores, right.scores, strict=True)
    np.testing.assert_array_equal(classes, right.class_ids, strict=True)
    return len(right)


def rows(cxcywh: Array, rng: np.random.Generator, classes: int, *, scores: Array | None = None) -> Array:
    """A decoded output of boxes in random classes, among as many rows that are nothing."""
    count = len(cxcywh)
    decoded = np.zeros((1, 2 * count, 5 + classes), np.float32)
    decoded[0, :, :4] = rng.uniform(1, 300, (2 * count, 4))
    decoded[0, :, 4:] = rng.uniform(0, 0.02, (2 * count, 1 + classes))
    chosen = rng.permutation(2 * count)[:count]
    decoded[0, chosen, :4] = cxcywh
    decoded[0, chosen, 4] = 1 if scores is not None else rng.uniform(0.3, 1, count)
    best = rng.uniform(0.4, 1, count) if scores is None else scores
    decoded[0, chosen, 5 + rng.integers(0, classes, count)] = best
    return decoded


def crowd(rng: np.random.Generator, classes: int) -> Array:
    """Some boxes to an object, as a detector gives them."""
    count = int(rng.integers(2, 400))
    owner = rng.integers(0, max(count // 8, 1), count)
    centres = rng.uniform(0, 400, (count, 2))[owner] + rng.normal(0, 3, (count, 2))
    sizes = rng.uniform(10, 60, (count, 2))[owner] * rng.uniform(0.8, 1.25, (count, 2))
    return rows(np.hstack([centres, sizes]), rng, classes)


def chain(rng: np.random.Generator, classes: int) -> Array:
    """Each overlaps its neighbours alone; falling scores make the longest line of consequences."""
    count = int(rng.integers(2, 200))
    along = np.arange(count) * rng.uniform(3, 6)
    cxcywh = np.stack([along, np.full(count, 9.0), np.full(count, 10.0), np.full(count, 10.0)], axis=1)
    if rng.random() < 0.5:
        cxcywh = cxcywh[:, [1, 0, 3, 2]]
    scores = np.linspace(0.95, 0.4, count)
    return rows(cxcywh, rng, classes, scores=scores if rng.random() < 0.5 else rng.permutation(scores))


def ties(rng: np.random.Generator, classes: int) -> Array:
    """A coarse grid: equal scores, equal boxes, shared edges, overlaps exactly on a threshold, no area."""
    count = int(rng.integers(2, 300))
    cxcywh = np.hstack([rng.integers(0, 12, (count, 2)), rng.integers(0, 7, (count, 2))]).astype(float)
    return rows(cxcywh, rng, classes, scores=rng.choice([0.25, 0.3, 0.5, 0.9], count))


def pile(rng: np.random.Generator, classes: int) -> Array:
    """All on one spot, where no sweep helps."""
    count = int(rng.integers(150, 700))
    sizes = rng.uniform(0.5, 1.5, (count, 2)) * rng.uniform(20, 400)
    return rows(np.hstack([rng.normal(200, rng.uniform(1, 60), (count, 2)), sizes]), rng, classes)


def scattered(rng: np.random.Generator, classes: int) -> Array:
    """Nearly nothing is dropped."""
    count = int(rng.integers(1, 700))
    return rows(np.hstack([rng.uniform(0, 640, (count, 2)), rng.uniform(4, 30, (count, 2))]), rng, classes)


def diverged(rng: np.random.Generator, classes: int) -> Array:
    """What isn't finite, and finite sizes far beyond a picture."""
    decoded = crowd(rng, classes)
    flat = decoded.reshape(-1)
    wild = [np.nan, np.inf, -np.inf, 3e38, -3e38, 1e20, 1e-20, 0.0, -4.0]
    where = rng.integers(0, flat.size, flat.size // 20)
    flat[where] = rng.choice(wild, len(where))
    # A box whose corners overflow isn't one that any rule speaks of.
    centre, half = np.abs(decoded[..., :2].astype(float)), np.abs(decoded[..., 2:4].astype(float)) / 2
    decoded[np.isfinite(centre + half).all(2) & (centre + half > 1e30).any(2), 4] = np.nan
    return decoded


def nothing(rng: np.random.Generator, classes: int) -> Array:
    """No row, or none that passes."""
    decoded = crowd(rng, classes) * np.float32(0.01)
    return decoded if rng.random() < 0.5 else decoded[:, :0]


def one(rng: np.random.Generator, classes: int) -> Array:
    """One box."""
    return rows(rng.uniform(1, 300, (1, 4)), rng, classes)


KINDS = (crowd, chain, ties, pile, scattered, diverged, nothing, one)


def random_set(seed: int) -> tuple[Array, Thresholds]:
    """One of KINDS by turns, under thresholds of all sorts; top-k is often less than there are boxes."""
    rng = np.random.default_rng(seed)
    decoded = KINDS[seed % len(KINDS)](rng, int(rng.choice([1, 3, 4, 80])))
    thresholds = Thresholds(
        float(rng.choice([0.0, 0.1, 0.25, 0.3])),
        float(rng.choice([0.0, 0.2, 0.25, 1 / 3, 0.45, 0.45, 0.5, 0.7, 1.0])),
        int(rng.choice([1, 30, 300, 1000, 1000, 1000])),
    )
    return decoded, thresholds


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_random_sets_give_the_studios_boxes(runs, runtime):
    boxes = sum(check(runs[runtime], *random_set(seed)) for seed in range(60))
    assert boxes > 3000


@pytest.mark.proof
@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_thousand_random_sets_give_the_studios_boxes(runs, runtime):
    boxes = sum(check(runs[runtime], *random_set(seed)) for seed in range(1000, 2000))
    assert boxes > 50_000


def test_the_sets_reach_what_they_are_made_for():
    """Sets below the threshold or without a tie would prove nothing."""
    found: dict[str, int] = {}
    for seed in range(60):
        decoded, thresholds = random_set(seed)
        with np.errstate(invalid="ignore"):
            inside = candidates(decoded, thresholds.confidence)
        kept = expected(decoded, thresholds)
        facts = {
            "empty": not len(inside),
            "one": len(inside) == 1,
            "more than top-k": len(inside) > thresholds.top_k,
            "dropped": len(kept) < min(len(inside), thresholds.top_k),
            "equal scores": len(np.unique(inside.scores)) < len(inside),
            "equal boxes": len(np.unique(inside.xyxy, axis=0)) < len(inside),
            "no area": bool((inside.xyxy[:, :2] == inside.xyxy[:, 2:]).any()),
            "many classes": len(np.unique(inside.class_ids)) > 50,
        }
        for name, is_so in facts.items():
            found[name] = found.get(name, 0) + is_so
    assert min(found.values()) >= 3, found


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_overlaps_next_to_the_threshold_are_decided_in_64_bits(runs, runtime):
    """The threshold is an overlap itself, then the number just below it: kept, then dropped."""
    rng = np.random.default_rng(5)
    for _ in range(30):
        decoded = np.zeros((1, 2, 6), np.float32)
        decoded[0, :, :4] = np.array([40, 40, 30, 20]) + rng.uniform(-4, 4, (2, 4))
        decoded[0, :, 4:] = [[1, 0.9], [1, 0.8]]
        a, b = candidates(decoded, 0.25).xyxy.astype(float)
        sides = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
        overlap = sides.prod()
        iou = float(overlap / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - overlap))
        assert check(runs[runtime], decoded, Thresholds(0.25, iou, 10)) == 2
        assert check(runs[runtime], decoded, Thresholds(0.25, float(np.nextafter(iou, 0)), 10)) == 1


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_scores_next_to_the_threshold(runs, runtime):
    """A score that equals the threshold in 32 bits doesn't pass; the next one does."""
    decoded = np.zeros((1, 3, 6), np.float32)
    decoded[0, :, :4] = [[10, 10, 5, 5], [30, 30, 5, 5], [50, 50, 5, 5]]
    least = np.float32(0.3)
    decoded[0, :, 4] = [1, 1, least]
    decoded[0, :, 5] = [least, np.nextafter(least, np.float32(1)), 1]
    assert check(runs[runtime], decoded, Thresholds(0.3, 0.45, 10)) == 1


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_reversed_boxes_suppress_nothing(runs, runtime):
    decoded = np.zeros((1, 3, 6), np.float32)
    decoded[0, :, :4] = [[10, 10, -8, 8], [10, 10, 8, 8], [10, 10, -8, -8]]
    decoded[0, :, 4:] = [[1, 0.9], [1, 0.8], [1, 0.7]]
    assert check(runs[runtime], decoded, Thresholds(0.25, 0.45, 10)) == 3


@pytest.mark.parametrize("block", [pytest.param(1, marks=pytest.mark.proof), 7, 128])
def test_blocks_and_sweeps_are_the_same_rule(block):
    for seed in range(24):
        decoded, thresholds = random_set(seed)
        with np.errstate(invalid="ignore"):
            found = candidates(decoded, 0.25)
        found = found[np.argsort(-found.scores, kind="stable")[:200]]
        right = greedy(found.xyxy, found.class_ids, thresholds.iou).tolist()
        boxes, class_ids = torch.from_numpy(found.xyxy), torch.from_numpy(found.class_ids)
        for most_meeting, most_touching in ((0, 0), (1000, 0), (1000, 1000)):
            kept = nms_script.greedy(boxes, class_ids, thresholds.iou, most_meeting, most_touching, block)
            assert kept.tolist() == right


@pytest.mark.parametrize("runtime", ["torchscript", "ptl"])
def test_what_is_not_given_is_as_it_was_exported(runs, modules, runtime):
    decoded = crowd(np.random.default_rng(8), 3)
    with torch.inference_mode():
        found = modules[runtime](torch.from_numpy(decoded))
        partly = modules[runtime](torch.from_numpy(decoded), 0.6)
    for outputs, thresholds in ((found, DEFAULTS), (partly, Thresholds(0.6, DEFAULTS.iou, DEFAULTS.top_k))):
        check(lambda *_, outputs=outputs: tuple(each.numpy() for each in outputs), decoded, thresholds)


@pytest.mark.parametrize("runtime", ["torchscript", "ptl"])
def test_the_archives_ask_for_nothing_that_is_not_allowed(archives, runtime):
    check_operations(archives[runtime])


def test_the_onnx_graph_says_what_its_inputs_and_outputs_are():
    model = append_nms(passing_onnx(4))
    onnx.checker.check_model(model, full_check=True)
    kinds = {TensorProto.FLOAT: "float32", TensorProto.DOUBLE: "float64", TensorProto.INT64: "int64"}

    def told(values: Any) -> dict[str, tuple[str, int]]:
        return {
            each.name: (kinds[each.type.tensor_type.elem_type], len(each.type.tensor_type.shape.dim))
            for each in values
        }

    scalars = {name: (kind, 0) for name, kind in THRESHOLD_TYPES.items()}
    assert told(model.graph.input) == {"images": ("float32", 3), **scalars}
    assert told(model.graph.output) == {
        "boxes": ("float32", 2),
        "scores": ("float32", 1),
        "classes": ("int64", 1),
        "count": ("int64", 1),
    }
    assert sum(node.op_type == "NonMaxSuppression" for node in model.graph.node) == 2
    assert [opset.version for opset in model.opset_import] == [17]


def test_the_engine_gives_the_graph_its_thresholds(tmp_path):
    """Those of the contract when nothing is said; and then the boxes are those of NMS outside."""
    plain = write_tiny_onnx(tmp_path / "plain.onnx")
    model = append_nms(compose.add_prefix(onnx.load(plain), "squares/", rename_inputs=False))
    contract = Contract(replace(SPEC, output="detections"), thresholds=DEFAULTS, is_adjustable=True)
    helper.set_model_props(model, {ENTRY: contract.to_json()})
    onnx.save(model, tmp_path / "inside.onnx")
    inside = load_detector(tmp_path / "inside.onnx", is_ours=True)
    image = squares_image((1, 2, "red"), (1, 3, "red"), (5, 5, "blue"))
    tensor, _ = inside.prepare(image)
    assert inside.engine.infer(tensor)[3].tolist() == [3]
    assert inside.engine.infer(tensor, Thresholds(top_k=2))[3].tolist() == [2]
    right = load_detector(plain, is_ours=True).detect(image).detections
    found = inside.detect(image).detections
    assert len(right) == 3
    assert found.xyxy.tolist() == right.xyxy.tolist()
    assert found.class_ids.tolist() == right.class_ids.tolist()
