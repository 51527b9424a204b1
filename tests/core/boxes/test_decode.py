"""From a network's output to candidates."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from studio.core.boxes.decode import candidates, decode_raw
from studio.core.spec import ModelSpec
from studio.core.weights.opening import load_network


@pytest.fixture
def spec() -> ModelSpec:
    anchors = (((4.0, 6.0), (8.0, 8.0)), ((20.0, 10.0), (30.0, 40.0)))
    return ModelSpec("toy", ("a", "b", "c"), (64, 32), (8, 16), anchors, output="raw")


def random_heads(spec: ModelSpec, seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    width, height = spec.input_wh
    return [
        rng.normal(0, 3, (1, len(layer) * 8, height // stride, width // stride)).astype(np.float32)
        for stride, layer in zip(spec.strides, spec.anchors, strict=True)
    ]


def test_one_cell_by_hand(spec):
    heads = [np.full_like(head, -20) for head in random_heads(spec)]
    # Second anchor (30 x 40) of the stride-16 layer, row 1, column 2; s = 0.5 is half a cell in.
    heads[1][0, 8:16, 1, 2] = [0, 0, 0, 0, 20, -20, 20, -20]
    decoded = decode_raw(heads, spec)
    assert decoded.shape == (1, (4 * 8 + 2 * 4) * 2, 8)
    row = decoded[0][decoded[0, :, 4].argmax()]
    assert row.tolist() == pytest.approx([2.5 * 16, 1.5 * 16, 30, 40, 1, 0, 1, 0], abs=1e-5)
    found = candidates(decoded, 0.25)
    assert found.xyxy.tolist() == [pytest.approx([25, 4, 55, 44], abs=1e-4)]
    assert found.class_ids.tolist() == [1]


@pytest.mark.parametrize("size", [(128, 128), (192, 64)])
def test_raw_heads_decode_as_the_network_itself_does(checkpoint, size):
    network, spec = load_network(checkpoint)
    x = torch.rand(1, 3, size[1], size[0], generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        heads, decoded = [head.numpy() for head in network.heads(x)], network(x).numpy()
    ours = decode_raw(heads, spec)
    assert ours.shape == decoded.shape
    assert np.abs(ours[..., :4] - decoded[..., :4]).max() < 1e-3
    assert np.abs(ours[..., 4:] - decoded[..., 4:]).max() < 1e-6


@pytest.mark.parametrize("confidence", [0.0, 0.001, 0.25, 0.9, 1.0])
def test_leaving_rows_out_early_changes_no_candidate(spec, confidence):
    for seed in range(5):
        heads = random_heads(spec, seed)
        every = candidates(decode_raw(heads, spec), confidence)
        few = decode_raw(heads, spec, above=confidence)
        assert candidates(few, confidence).xyxy.tolist() == every.xyxy.tolist()
        assert candidates(few, confidence).scores.tolist() == every.scores.tolist()
        assert confidence < 0.25 or few.shape[1] < 80


def test_extreme_logits_stay_finite_and_silent(spec):
    heads = [np.full_like(head, value) for head, value in zip(random_heads(spec), (-500, 500), strict=True)]
    decoded = decode_raw(heads, spec)
    assert np.isfinite(decoded).all()
    assert decoded[0, 0, 4] == 0
    assert decoded[0, -1, 4] == 1


def test_the_score_is_objectness_times_the_best_class():
    rows = np.array(
        [[[10, 10, 4, 2, 0.5, 0.4, 0.9], [20, 20, 4, 4, 0.3, 1.0, 0.2], [5, 5, 1, 1, 0.9, 0.1, 0.2]]],
        np.float32,
    )
    found = candidates(rows, 0.25)
    assert found.scores.tolist() == pytest.approx([0.45, 0.3])
    assert found.class_ids.tolist() == [1, 0]
    assert found.xyxy.tolist() == [[8, 9, 12, 11], [18, 18, 22, 22]]


def test_a_score_on_the_threshold_does_not_pass():
    row = np.array([[[1, 1, 1, 1, 0.5, 0.5]]], np.float32)
    assert len(candidates(row, 0.25)) == 0
    assert len(candidates(row, 0.2499)) == 1


@pytest.mark.parametrize("column", range(7))
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_a_diverged_network_gives_is_left_out(column, value):
    rows = np.array([[[10, 10, 4, 4, 0.9, 0.8, 0.1], [20, 20, 4, 4, 0.9, 0.8, 0.1]]], np.float32)
    rows[0, 0, column] = value
    found = candidates(rows, 0.25)
    assert np.isfinite(found.xyxy).all()
    assert np.isfinite(found.scores).all()
    assert found.xyxy[-1].tolist() == [18, 18, 22, 22]


def test_infinities_of_both_signs_are_left_out_without_a_warning():
    row = np.array([[[np.inf, -np.inf, 4, 4, 0.9, 0.8]]], np.float32)
    assert len(candidates(row, 0.25)) == 0


def test_nothing_passes():
    assert len(candidates(np.zeros((1, 100, 9), np.float32), 0.25)) == 0
    assert len(candidates(np.zeros((1, 0, 9), np.float32), 0.25)) == 0
