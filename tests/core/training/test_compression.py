"""How gradients travel: all of them arrive, in fewer bytes, as the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis.strategies as st
import pytest
import torch
from hypothesis import given
from torch.nn.parallel import DistributedDataParallel

from studio.core.runs.config import COMPRESSION_NAMES
from studio.core.training import compression
from studio.core.training.compression import BLOCK, COMPRESSIONS, SPARSE_START, install, pack, unpack


@pytest.fixture
def alone() -> Iterator[None]:
    """A team of this process, which is its own other."""
    torch.distributed.init_process_group("gloo", store=torch.distributed.HashStore(), rank=0, world_size=1)
    yield
    torch.distributed.destroy_process_group()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("compression", "most"), [("none", 1.0), ("fp16", 0.5), ("sparse", 0.05)])
def test_what_is_sent_comes_to_the_gradient(compression: str, most: float) -> None:
    """At once, or with what sparse sending leaves for later steps, all of it in the end."""
    torch.manual_seed(0)
    layer = torch.nn.Linear(60, 40)
    x = torch.randn(8, 60)
    layer(x).square().sum().backward()
    whole = torch.cat([parameter.grad.reshape(-1) for parameter in layer.parameters()])
    shared = DistributedDataParallel(layer)
    sender = install(shared, compression)
    steps, arrived = 120, torch.zeros_like(whole)
    for _ in range(steps):
        layer.zero_grad()
        shared(x).square().sum().backward()
        arrived += torch.cat([parameter.grad.reshape(-1) for parameter in layer.parameters()])
    assert sender.bytes_sent <= most * whole.nbytes * steps * 1.01
    assert (arrived / steps - whole).norm() < {"none": 1e-6, "fp16": 1e-3, "sparse": 0.35}[compression] * (
        whole.norm()
    )
    # A single sparse step is far from it: what is left out must have been kept.
    if compression == "sparse":
        last = torch.cat([parameter.grad.reshape(-1) for parameter in layer.parameters()])
        assert (last != 0).sum() <= round(0.02 * whole.numel())


@pytest.mark.usefixtures("alone")
def test_all_that_sparse_sending_kept_arrives_later() -> None:
    """Whatever the scale of the loss was when it was kept, and though the first step has other buckets."""
    torch.manual_seed(0)
    layer = torch.nn.Linear(60, 40)
    shared = DistributedDataParallel(layer)
    sender = install(shared, "sparse")
    arrived = torch.zeros(60 * 40 + 40)
    whole = torch.zeros_like(arrived)

    def step(x: torch.Tensor, loss_scale: float) -> torch.Tensor:
        layer.zero_grad()
        sender.loss_scale = loss_scale
        (shared(x).square().sum() * loss_scale).backward()
        return torch.cat([parameter.grad.reshape(-1) for parameter in layer.parameters()]) / loss_scale

    x = torch.randn(8, 60)
    alone = torch.nn.Linear(60, 40)
    alone.load_state_dict(layer.state_dict())
    for number in range(20):
        part = x * (0.5 + number % 3)
        arrived += step(part, 1024.0 if number % 2 else 4.0)
        alone.zero_grad()
        alone(part).square().sum().backward()
        whole += torch.cat([parameter.grad.reshape(-1) for parameter in alone.parameters()])
    assert (arrived - whole).norm() > 0.2 * whole.norm()
    for _ in range(100):
        layer.zero_grad()
        (shared(x) * 0).sum().backward()
        arrived += (
            torch.cat([parameter.grad.reshape(-1) for parameter in layer.parameters()]) / sender.loss_scale
        )
    assert (arrived - whole).norm() < 1e-3 * whole.norm()


@pytest.mark.usefixtures("alone")
def test_a_gradient_of_zeros_can_be_factored(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a branch for a stride on which a batch has no box."""
    monkeypatch.setattr(compression, "WHOLE_STEPS", 2)
    layer = torch.nn.Linear(60, 40)
    shared = DistributedDataParallel(layer)
    install(shared, "powersgd")
    for factor in (1, 1, 0, 0, 1):
        layer.zero_grad()
        (shared(torch.ones(2, 60)).square().sum() * factor).backward()
        assert torch.isfinite(layer.weight.grad).all()
        assert bool(layer.weight.grad.any()) == bool(factor)


@pytest.mark.usefixtures("alone")
def test_early_sparse_steps_go_whole() -> None:
    layer = torch.nn.Linear(60, 40)
    shared = DistributedDataParallel(layer)
    sender = install(shared, "sparse")
    for sender.progress in (0.0, SPARSE_START / 2):
        layer.zero_grad()
        shared(torch.ones(2, 60)).square().sum().backward()
        assert layer.weight.grad.count_nonzero() == layer.weight.numel()
    assert sender.bytes_sent == 2 * 2 * sum(parameter.numel() for parameter in layer.parameters())


@pytest.mark.usefixtures("alone")
def test_an_overflow_is_passed_on_and_forgotten() -> None:
    """When the loss scale of mixed precision was too large, one step is seen to be bad, and none after it."""
    layer = torch.nn.Linear(60, 40)
    shared = DistributedDataParallel(layer)
    install(shared, "sparse")
    x = torch.ones(1, 60)
    seen = []
    for factor in (1.0, float("inf"), 1.0):
        layer.zero_grad()
        (shared(x)[:, 0].sum() * factor).backward()
        seen.append(bool(torch.isfinite(layer.weight.grad).all() and torch.isfinite(layer.bias.grad).all()))
    assert seen == [True, False, True]


@given(size=st.integers(1, 3 * BLOCK), share=st.floats(0, 1), seed=st.integers(0, 1000))
def test_packed_numbers_come_out_at_their_places(size: int, share: float, seed: int) -> None:
    random = torch.Generator().manual_seed(seed)
    numbers = torch.randn(size, generator=random)
    count = max(1, round(size * share))
    places = torch.randperm(size, generator=random)[:count]
    message = pack(places, numbers)
    assert message.nbytes == 4 * count + 4 * -(-size // BLOCK)
    found, values = unpack(message, size)
    assert torch.equal(found, places.sort().values)
    torch.testing.assert_close(values, numbers[found], rtol=2**-8, atol=0)


def test_compressions_are_named_once() -> None:
    assert tuple(COMPRESSIONS) == COMPRESSION_NAMES
