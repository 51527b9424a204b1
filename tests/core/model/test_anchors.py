"""Anchors fit the boxes they were made from better than those of the table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.model import anchors as anchors_module
from studio.core.model.anchors import fit_anchors, layer_anchors, measure, shape_iou
from studio.core.model.zoo import find_table
from studio.core.training import anchor_report
from studio.core.training.anchor_report import report_anchors


def small_boxes(count: int = 500) -> np.ndarray:
    rng = np.random.default_rng(0)
    side = rng.lognormal(2.4, 0.4, count)
    return np.stack([side, side * rng.uniform(0.7, 1.4, count)], axis=1)


def test_fit_beats_the_tables_anchors() -> None:
    anchors, before, after = layer_anchors(find_table("yolov5n"), small_boxes(), 416)
    assert after.mean_iou > before.mean_iou + 0.05
    assert after.recall >= before.recall
    assert len(anchors) == 3
    areas = [w * h for layer in anchors for w, h in layer]
    assert areas == sorted(areas)


def test_fit_of_as_many_shapes_as_anchors_is_exact() -> None:
    shapes = np.array([[10, 10], [20, 40], [80, 30]], float)
    fitted = fit_anchors(np.repeat(shapes, 20, axis=0), 3)
    assert measure(shapes, fitted).mean_iou == pytest.approx(1, abs=1e-6)


def test_evolution_gains_on_clustering_alone() -> None:
    sizes = small_boxes()
    for count in (3, 6, 9):
        settled = measure(sizes, fit_anchors(sizes, count, generations=0)).mean_iou
        evolved = [measure(sizes, fit_anchors(sizes, count, seed=seed)).mean_iou for seed in range(2)]
        assert min(evolved) > settled - 0.002
        assert max(evolved) > settled


def test_anchors_are_the_same_for_the_same_seed() -> None:
    sizes = small_boxes(1500)
    assert np.array_equal(fit_anchors(sizes, 9, seed=4), fit_anchors(sizes, 9, seed=4))


def test_unfitted_anchors_are_the_tables_at_the_size_asked_for() -> None:
    table = find_table("yolov5n")
    anchors, before, after = layer_anchors(table, small_boxes(200), 320, fit=False)
    assert np.allclose(anchors, np.array(table.anchors) / 2, atol=0.01)
    assert before == after


def test_few_boxes_keep_the_tables_anchors() -> None:
    anchors, before, after = layer_anchors(find_table("yolov5n"), small_boxes(5), 640)
    assert anchors == find_table("yolov5n").anchors
    assert before == after


def test_a_report_tells_what_a_training_would_have() -> None:
    table = find_table("yolov5n")
    for count in (200, 5):
        sizes = small_boxes(count)
        report = report_anchors(table, (8, 16, 32), sizes, 320, images=1)
        trained = layer_anchors(table, sizes, 320)
        assert (report.fitted, report.own_fit, report.fitted_fit) == trained
        assert report.own == layer_anchors(table, sizes, 320, fit=False)[0]
        assert report.is_fitted == (count == 200)


def test_a_report_of_a_free_number_fits_but_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fit(sizes: np.ndarray, count: int, *, seed: int) -> np.ndarray:
        asked.append(count)
        return fit_anchors(sizes, count, seed=seed, generations=0)

    monkeypatch.setattr(anchors_module, "fit_anchors", fit)
    monkeypatch.setattr(anchor_report, "fit_anchors", fit)
    report = report_anchors(find_table("yolov5n"), (8, 16, 32), small_boxes(200), 320, images=1, count=4)
    assert asked == [4]
    assert report.is_fitted
    assert [len(group) for group in report.fitted] == [4]


def test_shape_iou_knows_a_quarter() -> None:
    assert shape_iou(np.array([[10.0, 10]]), np.array([[20.0, 20], [10, 10]])).tolist() == [[0.25, 1]]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 600)), min_size=1, max_size=60), st.integers(1, 12))
def test_any_sizes_give_finite_anchors(sizes: list[tuple[float, float]], count: int) -> None:
    anchors = fit_anchors(np.array(sizes), count, generations=10)
    assert anchors.shape == (count, 2)
    assert np.isfinite(anchors).all()
    assert (anchors >= 1).all()
