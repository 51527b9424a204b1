"""The loss: what is assigned where, and that it can be learned to nothing."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import interpolate

from studio.core.model.loss import LossWeights, assign, ciou, compute_loss
from studio.core.model.network import Network
from studio.core.model.zoo import ARCHITECTURES, find_table
from tests.factories import TINY_TABLE

STEPS = 120
ANCHORS = torch.tensor([[10.0, 12.0], [40.0, 40.0]])


def test_box_goes_to_its_cell_and_the_two_nearest_neighbours() -> None:
    targets = torch.tensor([[0, 1, 8 * 3.2, 8 * 5.7, 10, 12]])
    goal = assign(targets, ANCHORS[:1], 8, (10, 10))
    assert set(zip(goal.row.tolist(), goal.column.tolist(), strict=True)) == {(5, 3), (5, 2), (6, 3)}
    assert goal.class_id.tolist() == [1, 1, 1]
    # The centre lies where the decode can put it: -0.5 to 1.5 of the cell.
    assert goal.cxcywh[:, :2].min() >= -0.5
    assert goal.cxcywh[:, :2].max() <= 1.5


def test_corner_boxes_stay_inside_the_grid() -> None:
    targets = torch.tensor([[0, 0, 0.0, 0.0, 10, 12], [0, 0, 80.0, 80.0, 10, 12]])
    goal = assign(targets, ANCHORS[:1], 8, (10, 10))
    assert goal.row.min() >= 0
    assert goal.row.max() <= 9


def test_shape_beyond_four_times_the_anchor_is_not_assigned() -> None:
    targets = torch.tensor([[0, 0, 40.0, 40.0, 10, 50]])
    goal = assign(targets, ANCHORS, 8, (10, 10))
    assert set(goal.anchor.tolist()) == set()
    targets[0, 5] = 47
    assert set(assign(targets, ANCHORS, 8, (10, 10)).anchor.tolist()) == {0}


def test_ciou_of_equal_boxes_is_one_and_falls_with_distance() -> None:
    box = torch.tensor([[5.0, 5.0, 4.0, 2.0]])
    far = torch.tensor([[50.0, 5.0, 4.0, 2.0]])
    assert ciou(box, box).item() == pytest.approx(1, abs=1e-5)
    assert -1 < ciou(box, far).item() < 0


def test_no_boxes_gives_only_objectness() -> None:
    network = Network(find_table("v5lite-e"), 2)
    terms = compute_loss(network(torch.rand(2, 3, 64, 64)), torch.zeros(0, 6), network.detect, LossWeights())
    assert terms.box.item() == 0
    assert terms.classification.item() == 0
    assert terms.objectness.item() > 0


QUICK = ("v5lite-e", "yolo-fastestv2")
"""The two smallest; the others are proofs."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.proof) for name in ARCHITECTURES]
)
def test_one_image_is_learned(name: str) -> None:
    torch.manual_seed(0)
    network = Network(find_table(name), 2)
    network.detect.set_prior(2, 64)
    image = torch.rand(2, 3, 64, 64)
    targets = torch.tensor([[0, 0, 20, 20, 16, 20.0], [0, 1, 44, 40, 20, 14.0], [1, 1, 30, 30, 24, 24.0]])
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.003)
    losses = []
    for _ in range(30):
        terms = compute_loss(network(image), targets, network.detect, LossWeights())
        optimizer.zero_grad()
        terms.total.backward()
        optimizer.step()
        losses.append((terms.box.item(), terms.classification.item()))
    assert losses[-1][0] < 0.6 * losses[0][0]
    assert losses[-1][1] < 0.2 * losses[0][1]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["v5lite-e", "yolov7-tiny", "yolo-fastestv2", "yolov2-tiny", "yolov4-tiny"])
def test_one_image_is_learned_to_near_nothing(name: str) -> None:
    """One table per kind of head, and of what its logits mean."""
    torch.manual_seed(0)
    table = find_table(name)
    # Near the box, so that no stride is asked for a shape it can hardly give.
    anchors = tuple(tuple((18.0 + 4 * i, 18.0 + 4 * i) for i in range(len(layer))) for layer in table.anchors)
    network = Network(table, 2, anchors)
    network.detect.set_prior(1, 64)
    image = interpolate(torch.rand(1, 3, 8, 8), (64, 64)).repeat(2, 1, 1, 1)
    targets = torch.tensor([[index, 1, 28, 36, 22, 18.0] for index in range(2)])
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=0)
    losses = []
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = 0.004 * min(1, (step + 1) / 10) * (1 - step / STEPS)
        terms = compute_loss(network(image), targets, network.detect, LossWeights())
        optimizer.zero_grad()
        terms.total.backward()
        optimizer.step()
        losses.append(terms)
    first, last = losses[0], losses[-1]
    assert last.box.item() < first.box.item() / 20
    assert last.classification.item() < first.classification.item() / 20
    # It is asked for the overlap reached, which is never quite 1, and has an entropy of its own.
    assert last.objectness.item() < first.objectness.item() / 4


@pytest.mark.parametrize(
    "name", [str(TINY_TABLE), pytest.param("yolo-fastestv2", marks=pytest.mark.proof)], ids=["own", "shared"]
)
def test_a_single_class_does_not_lower_the_score(name: str) -> None:
    """A learnt box scores as its objectness says, whatever the class logit began as."""
    torch.manual_seed(0)
    table = find_table(name)
    anchors = tuple(tuple((18.0 + 4 * i, 18.0 + 4 * i) for i in range(len(layer))) for layer in table.anchors)
    network = Network(table, 1, anchors)
    network.detect.set_prior(1, 64)
    image = interpolate(torch.rand(1, 3, 8, 8), (64, 64)).repeat(2, 1, 1, 1)
    targets = torch.tensor([[index, 0, 28, 36, 22, 18.0] for index in range(2)])
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.002, weight_decay=0)
    for _ in range(80):
        heads = network(image)
        terms = compute_loss(heads, targets, network.detect, LossWeights())
        optimizer.zero_grad()
        terms.total.backward()
        optimizer.step()
    rows = network.detect.decode(heads)[0]
    best = rows[rows[:, 4].argmax()]
    assert best[4] > 0.5
    assert best[5] > 0.95
