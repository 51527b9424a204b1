"""Every architecture of the zoo: its figures, its shapes, and that nothing of one input size is baked in."""

from __future__ import annotations

import copy
import functools
import warnings
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from studio.core.boxes.decode import decode_raw
from studio.core.model.layer_facts import describe
from studio.core.model.network import Network
from studio.core.model.zoo import ARCHITECTURES, find_table, list_architectures
from studio.core.spec import ModelSpec

# From the published networks with their class count set to 4.
PUBLISHED_PARAMETERS = {
    "yolov5n": 1_769_329,
    "yolov5s": 7_030_417,
    "yolov5m": 20_883_441,
    "yolov7-tiny": 6_023_106,
    "v5lite-e": 720_737,
    "v5lite-s": 1_547_025,
    "v5lite-c": 4_386_929,
    "v5lite-g": 5_486_609,
    "yolo-fastestv2": 237_547,
}
# The same modules as yolov5n, only more of them; they would take half of the time.
DISTINCT = [name for name in ARCHITECTURES if name not in ("yolov5s", "yolov5m")]
QUICK = ("yolov5n", "v5lite-e", "yolo-fastestv2", "yolov4-tiny")
"""One of each kind; the others are proofs where a test takes long."""


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def draw(batch: int, height: int, width: int) -> Tensor:
    """Return pictures of soft spots, always the same: what is in them survives the way to the coarsest cells.

    A random network is endless on some, whichever they are.
    """
    pixels = torch.rand(batch, 3, height // 16, width // 16, generator=torch.Generator().manual_seed(0))
    return nn.functional.interpolate(pixels, (height, width))


@functools.cache
def settled(name: str) -> Network:
    """Return a random network that reacts to what it sees: its batch norms know the spread of their inputs.

    Fresh from the start, features shrink from row to row and any picture gives nearly the same boxes.
    """
    torch.manual_seed(0)
    network = Network(find_table(name), 4)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.7, 1.3)
            nn.init.normal_(module.bias, 0, 0.2)
            module.momentum = 1.0
    with torch.no_grad():
        network.train()(draw(4, 96, 96))
    return network.eval()


def exact(name: str) -> Network:
    """Return a copy of `settled` in double precision, in which rounding can't hide a difference."""
    return copy.deepcopy(settled(name)).double()


def count_flops(network: Network, size: int) -> int:
    """Count the operations of all convolutions for one picture, a multiply-add as two."""
    counts = []

    def count(convolution: nn.Conv2d, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        bias = convolution.bias is not None
        counts.append(output.numel() * (2 * convolution.weight[0].numel() + bias))

    hooks = [part.register_forward_hook(count) for part in network.modules() if isinstance(part, nn.Conv2d)]
    network.heads(torch.empty(1, 3, size, size, device=next(network.parameters()).device))
    for hook in hooks:
        hook.remove()
    return sum(counts)


@torch.no_grad()
@pytest.mark.parametrize("classes", [1, 4, 80])
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_facts_in_the_table_are_true(name: str, classes: int) -> None:
    facts = next(found for found in list_architectures(classes) if found.name == name)
    network = settled(name) if classes == 4 else Network(find_table(name), classes).eval()
    assert network.parameter_count() == facts.parameters
    assert network.strides == facts.strides
    # Not quite a 25th: squeezed channels cost the same at every size.
    assert count_flops(network, 128) * 25 / 1e9 == pytest.approx(facts.gflops, rel=0.01, abs=0.01)
    if classes == 4 and name in PUBLISHED_PARAMETERS:
        assert facts.parameters == PUBLISHED_PARAMETERS[name]


def test_the_layer_view_counts_the_same() -> None:
    network = settled("v5lite-c")
    rows = describe(network, (128, 128), repeats=1)
    with torch.no_grad():
        assert sum(row.gflops for row in rows) == pytest.approx(count_flops(network, 128) / 1e9)
    assert sum(row.parameters for row in rows) == PUBLISHED_PARAMETERS["v5lite-c"]


@torch.no_grad()
@pytest.mark.parametrize(("height", "width"), [(256, 320), (416, 416)])
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_shapes(name: str, height: int, width: int) -> None:
    network = settled(name)
    heads = network.heads(torch.zeros(1, 3, height, width))
    grids = [(height // stride, width // stride) for stride in network.table.facts["strides"]]
    anchors = len(network.table.anchors[0])
    assert [tuple(head.shape) for head in heads] == [(1, anchors * 9, *grid) for grid in grids]
    boxes = anchors * sum(rows * columns for rows, columns in grids)
    assert network.detect.decode(heads).shape == (1, boxes, 9)


@torch.no_grad()
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.proof) for name in DISTINCT]
)
def test_a_trace_made_at_one_size_is_right_at_another(name: str) -> None:
    network = settled(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        traced = torch.jit.trace(network, draw(1, 32, 32), check_trace=False)
    picture = draw(1, 64, 96)
    assert torch.allclose(traced(picture), network(picture), rtol=1e-4, atol=1e-3)


@torch.no_grad()
@pytest.mark.parametrize("name", DISTINCT)
def test_folding_for_use_changes_nothing_but_speed(name: str) -> None:
    network, folded = exact(name), exact(name).fuse()
    assert not any(isinstance(module, nn.BatchNorm2d) for module in folded.modules())
    assert folded.parameter_count() < network.parameter_count()
    picture = draw(1, 64, 96).double()
    for before, after in zip(network.heads(picture), folded.heads(picture), strict=True):
        assert torch.allclose(before, after, atol=1e-9)


@torch.no_grad()
@pytest.mark.parametrize("name", DISTINCT)
def test_numpy_and_torch_decode_agree_at_any_shape(name: str) -> None:
    network = settled(name)
    anchors, code = network.table.anchors, network.detect.code
    spec = ModelSpec(name, tuple("wrgb"), (96, 64), network.strides, anchors, code=code)
    picture = draw(1, 64, 96)
    decoded = decode_raw([head.numpy() for head in network.heads(picture)], spec)
    assert np.allclose(decoded, network(picture).numpy(), rtol=1e-4, atol=1e-3)


@torch.no_grad()
@pytest.mark.parametrize("name", DISTINCT)
def test_each_picture_of_a_batch_is_seen_by_itself(name: str) -> None:
    """Channels that are shuffled in the wrong order would mix pictures, or not change a thing."""
    network = exact(name)
    pictures = draw(2, 64, 64).double()
    together = network(pictures)
    for index in range(2):
        assert torch.allclose(together[index], network(pictures[index][None])[0], atol=1e-9)
    assert (together[0, :, 4:] - together[1, :, 4:]).abs().amax(0).min() > 0.01


def test_anchors_grow_with_the_stride() -> None:
    for name in ARCHITECTURES:
        table = find_table(name)
        areas = [np.prod(layer, axis=1).mean() for layer in table.anchors]
        assert areas == sorted(areas), name
        assert len(areas) == len(table.facts["strides"]), name
