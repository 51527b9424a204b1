"""What is told about each row: checked against the network's own gradients, and against the table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from torch import nn

from studio.core.model.layer_facts import describe
from studio.core.model.layer_sheet import Layer
from studio.core.model.network import Network
from studio.core.model.receptive_field import Field
from studio.core.model.table import LayerTable
from studio.core.model.zoo import ARCHITECTURES, find_table

HEIGHT = 32
"""The fields are measured along the width, so the pictures of these tests are low."""


def small_network(*rows: Sequence[Any]) -> Network:
    """Return a network of these rows with a head on the last one."""
    table = LayerTable.from_dict(
        {
            "name": "small",
            "anchors": [[10, 10, 20, 20]],
            "rows": [*rows, [[len(rows) - 1], 1, "Detect", []]],
        }
    )
    return Network(table, 2)


def make_transparent(network: Network) -> Network:
    """Let every input that a cell reads reach it with a positive share: no sign cancels, no maximum hides."""
    network.double().eval()
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.constant_(module.weight, 1 / module.weight[0].numel())
        for name, pool in list(module.named_children()):
            if isinstance(pool, nn.MaxPool2d):
                setattr(module, name, nn.AvgPool2d(pool.kernel_size, pool.stride, pool.padding))
    return network


def seen_width(network: Network, row: int, width: int, cells: int) -> int:
    """Return the widest stretch of pixels with a gradient, over some cells in the middle of a row."""
    picture = torch.ones(1, 3, HEIGHT, width, dtype=torch.float64, requires_grad=True)
    outputs: list[Any] = []
    for index, (module, sources) in enumerate(zip(network.model, network.inputs, strict=True)):
        values = [outputs[source] if source >= 0 else picture for source in sources]
        outputs.append(module(values if len(values) > 1 else values[0]))
        if index == row:
            break
    output = outputs[row]
    widest = 0
    for cell in range(output.shape[-1] // 2, output.shape[-1] // 2 + cells):
        (gradient,) = torch.autograd.grad(output[..., cell].sum(), picture, retain_graph=True)
        touched = gradient.abs().sum((0, 1, 2)).nonzero().flatten()
        assert touched[0] > 0 and touched[-1] < width - 1, "the picture is too small for this field"
        widest = max(widest, int(touched[-1] - touched[0]) + 1)
    return widest


SMALL: dict[str, tuple[Sequence[Any], ...]] = {
    "one": ([-1, 1, "Conv", [8, 3, 2]],),
    "kernels": ([-1, 1, "Conv", [8, 6, 2, 2]], [-1, 1, "Conv", [8, 5, 1]], [-1, 1, "Conv", [8, 1, 1]]),
    "deep": ([-1, 1, "Conv", [8, 3, 2]], [-1, 3, "C3", [16]], [-1, 1, "Conv", [16, 3, 2]]),
    "pools": ([-1, 1, "ConvMaxPool", [8]], [-1, 1, "SPPF", [16, 5]], [-1, 1, "MaxPool", [2, 2]]),
    "uneven pool": ([-1, 1, "Conv", [8, 3, 2]], [-1, 1, "MaxPool", [2, 1]], [-1, 1, "Conv", [8, 3, 1]]),
    "several pools": ([-1, 1, "Conv", [8, 3, 2]], [-1, 1, "SPP", [8, [5, 9, 13]]]),
    "sliced": ([-1, 1, "Focus", [8, 3]], [-1, 1, "Conv", [8, 3, 2]]),
    "shuffled": ([-1, 1, "Conv", [8]], [-1, 1, "ShuffleBlock", [16, 2]], [-1, 2, "ShuffleBlock", [16, 1]]),
    "there and back": (
        [-1, 1, "Conv", [8, 3, 2]],
        [-1, 1, "Conv", [8, 3, 2]],
        [-1, 1, "Conv", [8, 3, 2]],
        [-1, 1, "Upsample", [2]],
        [[-1, 1], 1, "Concat", []],
        [-1, 1, "Conv", [8, 3, 1]],
        [-1, 1, "Upsample", [2]],
        [[-1, 0], 1, "Concat", []],
        [-1, 1, "Conv", [8, 5, 1]],
        [-1, 1, "Conv", [8, 3, 2]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_the_receptive_field_is_where_the_gradient_is(name: str) -> None:
    rows = SMALL[name]
    network = small_network(*rows)
    facts = describe(network, (64, 64), repeats=1)
    transparent = make_transparent(network)
    for row in range(len(rows)):
        # Four neighbours: cells of an enlarged grid don't all see the same.
        assert facts[row].receptive_fields == (seen_width(transparent, row, 256, 4),), f"row {row}"


@pytest.mark.parametrize("name", ["yolov5n", "v5lite-e"])
def test_so_it_is_in_a_whole_architecture(name: str) -> None:
    network = Network(find_table(name), 1)
    facts = describe(network, (64, 64), repeats=1)
    transparent = make_transparent(network)
    for row in (2, 9, 13, len(facts) - 2):
        assert max(facts[row].receptive_fields) == seen_width(transparent, row, 1536, 4), f"row {row}"


def test_an_average_over_the_picture_is_told_apart() -> None:
    plain, squeezed = (
        describe(small_network([-1, 1, "Conv", [8, 3, 2]], [-1, 1, "LCBlock", [8, 1, 3, squeeze]]), (64, 64))
        for squeeze in (False, True)
    )
    assert [row.receptive_fields for row in plain] == [row.receptive_fields for row in squeezed]
    assert [row.sees_whole for row in plain] == [False, False, False]
    assert [row.sees_whole for row in squeezed] == [False, True, True]


def test_cells_of_an_enlarged_grid_are_followed_one_by_one() -> None:
    coarse = Field().windows(range(4), 4)
    assert (coarse.jump, coarse.size) == (4, 4)
    fine = coarse.repeated(2)
    assert [fine.span(cell) for cell in range(-1, 4)] == [(-4, 0), (0, 4), (0, 4), (4, 8), (4, 8)]
    # Of three neighbours two are copies of one cell; of every second window, always the same two.
    assert fine.windows((-1, 0, 1), 1).size == 8
    assert fine.windows((0, 1), 2).size == 4


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_each_architecture_is_told_row_by_row(name: str) -> None:
    network = Network(find_table(name), 4)
    side = 4 * max(network.strides)
    rows = describe(network, (side, side), repeats=1)
    assert sum(row.parameters for row in rows) == network.parameter_count()
    for row in rows:
        assert row.strides == tuple(side / shape[-1] for shape in row.shapes)
        assert all(row.index in rows[user].sources for user in row.users)
        assert all(row.index in rows[source].users for source in row.sources if source >= 0)
        assert row.users or row is rows[-1]
        assert row.text.endswith(".") and row.sentence.endswith(".")
        assert row.milliseconds > 0
        # What a row reads, its cells have seen as well.
        if row is not rows[-1]:
            seen = [max(rows[source].receptive_fields) for source in row.sources if source >= 0]
            assert row.receptive_fields[0] >= max(seen, default=1)
    assert rows[-1].strides == network.strides
    assert rows[-1].receptive_fields == tuple(sorted(rows[-1].receptive_fields))


def test_a_rows_sentence_says_what_it_reads_and_gives() -> None:
    rows = describe(Network(find_table("yolov5n"), 4), (416, 416), repeats=1)
    assert rows[0].sentence == "Reads the picture: 3 channels in, 16 out, on 208x208 cells of 2 px."
    assert rows[13].sentence == "Reads row 12: 256 channels in, 128 out, on 26x26 cells of 16 px."
    assert rows[16].sentence == "Reads rows 15, 4: 64 + 64 channels in, 128 out, on 52x52 cells of 8 px."
    assert "3 boxes of 5 + 4 numbers each, 10,647 boxes in all." in rows[24].sentence
    assert [row.number for row in rows[:7]] == [1, 1, 1, 1, 2, 1, 3]


def test_describing_leaves_the_network_as_it_was() -> None:
    network = Network(find_table("yolov5n"), 4).train()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    describe(network, (64, 64), repeats=1)
    assert network.training
    after = network.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(value, after[name]) for name, value in before.items())


def test_facts_are_plain_data() -> None:
    rows: list[Layer] = describe(small_network(*SMALL["deep"]), (64, 64), repeats=1)
    told = json.loads(json.dumps([row.to_dict() for row in rows]))
    assert told[1]["from"] == [0]
    assert told[1]["users"] == [2]
    assert told[1]["receptive_fields"] == list(rows[1].receptive_fields)
