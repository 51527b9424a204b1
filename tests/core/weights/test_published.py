"""Published layouts, made here: the model object of the YOLOv5 kin, and Yolo-FastestV2's plain state dict."""

from __future__ import annotations

import argparse
import array
import collections
import contextlib
import datetime
import decimal
import enum
import fractions
import functools
import io
import ipaddress
import logging
import re
import sys
import uuid
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from studio.core.errors import StudioError
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runtime.detector import identify_model
from studio.core.weights.opening import load_checkpoint, load_network
from studio.core.weights.published import FASTESTV2_NAMES, _named

# A small table with a head of two strides, 8 and 16.
BACKBONE = [
    [-1, 1, "Conv", [16, 3, 2, "None", 1, "nn.LeakyReLU(0.1)"]],
    [-1, 1, "conv_bn_relu_maxpool", [16]],
    [-1, 2, "C3", [16]],
    [-1, 1, "MP", []],
]
HEAD = [
    [-1, 1, "Conv", [16, 1, 1]],
    [-1, 1, "nn.Upsample", ["None", 2, "nearest"]],
    [[-1, -4], 1, "Concat", [1]],
    [-1, 1, "Conv", [16, 3, 1]],
    [[7, 4], 1, "IDetect", ["nc", "anchors"]],
]
ANCHORS = [[10, 13, 16, 30, 33, 23], [30, 61, 62, 45, 59, 119]]
OURS = """
activation: silu
anchors: [[10, 13, 16, 30, 33, 23], [30, 61, 62, 45, 59, 119]]
backbone:
  - [-1, 1, Conv, [16, 3, 2, leaky]]
  - [-1, 1, ConvMaxPool, [16]]
  - [-1, 2, C3, [16]]
  - [-1, 1, MaxPool, [2, 2]]
head:
  - [-1, 1, Conv, [16, 1, 1]]
  - [-1, 1, Upsample, [2]]
  - [[-1, -4], 1, Concat, []]
  - [-1, 1, Conv, [16, 3, 1]]
  - [[7, 4], 1, IDetect, []]
"""


def forward_fuse(self: Any, x: Any) -> Any:
    """What a fused layer's forward is replaced by."""
    return x


def publish(
    network: Network,
    path: Path,
    *,
    legacy: bool = False,
    wrap: Callable[[Any], Any] | None = None,
    **changes: Any,
) -> None:
    """Save a network as its publishers would: the module tree itself, half precision, anchors in cells.

    `wrap` makes of the model what is saved.
    """
    fake = ModuleType("models.yolo")
    kinds: dict[str, type] = {}
    for name in ("Model", "IDetect", "Block"):
        body = {"__module__": "models.yolo", "forward_fuse": forward_fuse}
        kind = type(name, (torch.nn.Module,), body)
        kinds[name] = kind
        setattr(fake, name, kind)

    def rename(module: torch.nn.Module) -> torch.nn.Module:
        """Give every module of ours a class of the publisher's, tensors untouched."""
        if not type(module).__module__.startswith("studio."):
            return module
        made = torch.nn.Module.__new__(kinds["Block"])
        torch.nn.Module.__init__(made)
        for name, value in module._parameters.items():  # noqa: SLF001
            made.register_parameter(name, value)
        for name, value in module._buffers.items():  # noqa: SLF001
            made.register_buffer(name, value)
        for name, child in module.named_children():
            made.add_module(name, rename(child))
        return made

    for module in list(network.modules()):
        for name, child in list(module.named_children()):
            setattr(module, name, rename(child))
    head = network.model[-1]
    strides = head.strides
    head.anchors /= strides.view(-1, 1, 1)
    del head.strides
    model = kinds["Model"]()
    model.model = torch.nn.Sequential(*(rename(module) for module in network.model))
    model.yaml = {"nc": 3, "depth_multiple": 1.0, "width_multiple": 1.0, "anchors": ANCHORS}
    model.yaml |= {"backbone": BACKBONE, "head": HEAD, **changes}
    model.names, model.stride = {0: "a", 1: "b", 2: "c"}, strides
    content = {"epoch": 4, "model": model.half(), "ema": None, "opt": {"imgsz": 320}}
    content = wrap(model) if wrap else content
    sys.modules["models"], sys.modules["models.yolo"] = ModuleType("models"), fake
    try:
        with warnings.catch_warnings():
            # The legacy form wants to store the source of classes, and these have none.
            warnings.simplefilter("ignore")
            torch.save(content, path, _use_new_zipfile_serialization=not legacy)
    finally:
        del sys.modules["models"], sys.modules["models.yolo"]


@pytest.fixture
def network(tmp_path: Path) -> Network:
    (tmp_path / "own.yaml").write_text(OURS)
    torch.manual_seed(1)
    made = Network(find_table(str(tmp_path / "own.yaml")), 3).eval()
    for value in made.state_dict().values():
        if value.is_floating_point():
            value.copy_(value.half().float())
    return made


@pytest.mark.parametrize("legacy", [False, True])
def test_a_pickled_model_comes_back_whole(network: Network, tmp_path: Path, legacy: bool) -> None:
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        expected = network(x)
    path = tmp_path / "theirs.pt"
    publish(network, path, legacy=legacy)
    assert identify_model(path) == "pytorch"
    checkpoint = load_checkpoint(path)
    assert checkpoint.spec.class_names == ("a", "b", "c")
    assert checkpoint.spec.input_wh == (320, 320)
    assert checkpoint.spec.strides == (8, 16)
    assert checkpoint.epoch == 5
    found, _ = load_network(path, fused=False)
    with torch.no_grad():
        assert torch.allclose(found(x), expected, atol=1e-3)


def make_network(folder: Path, activation: str) -> Network:
    (folder / "own.yaml").write_text(OURS.replace("activation: silu", f"activation: {activation}"))
    torch.manual_seed(1)
    return Network(find_table(str(folder / "own.yaml")), 3).eval()


def set_acts(network: Network, act: torch.nn.Module | None) -> None:
    """Give every layer another activation, or none, as if its publisher had not stored it."""
    for module in network.modules():
        if "act" in module._modules:  # noqa: SLF001
            del module.act
            if act is not None:
                module.act = act


@pytest.mark.parametrize(
    ("written", "is_stored"), [(None, True), ("nn.SiLU()", True), ("nn.LeakyReLU(0.1)", False)]
)
def test_the_activation_is_the_one_it_was_trained_with(
    tmp_path: Path, written: str | None, is_stored: bool
) -> None:
    network = make_network(tmp_path, "leaky")
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        expected = network(x)
    if not is_stored:
        set_acts(network, None)
    publish(network, tmp_path / "theirs.pt", **({"activation": written} if written else {}))
    found, _ = load_network(tmp_path / "theirs.pt", fused=False)
    assert found.table.activation == "leaky"
    with torch.no_grad():
        # Half precision rounds its weights; silu instead of leaky is ten times as far off.
        assert (found(x) - expected).abs().max() < 0.1
        assert (found(x) - expected)[..., 4:].abs().max() < 1e-4


@pytest.mark.parametrize(
    ("act", "written", "told"),
    [
        (torch.nn.ReLU6(), None, r"its activation is nn\.ReLU6\(\)"),
        (torch.nn.LeakyReLU(0.2), "nn.LeakyReLU(0.1)", r"its activation is nn\.LeakyReLU\(0\.2\)"),
        (None, "nn.CELU()", r"its activation is nn\.CELU\(\)"),
        (None, [1, 2], r"its activation is \[1, 2\]"),
    ],
)
def test_an_activation_that_is_not_known_is_told(
    network: Network, tmp_path: Path, act: torch.nn.Module | None, written: Any, told: str
) -> None:
    set_acts(network, act)
    publish(network, tmp_path / "theirs.pt", activation=written)
    with pytest.raises(StudioError, match=told):
        load_checkpoint(tmp_path / "theirs.pt")


def test_a_table_has_our_name_only_with_our_activation() -> None:
    ours = find_table("yolov7-tiny")
    theirs = replace(ours, name="theirs", activation="silu")
    assert _named(theirs) == theirs
    # As its publishers write it: in each row.
    rows = tuple(
        replace(row, args=(*row.args, "leaky")) if row.module == "Conv" else row for row in ours.rows
    )
    assert _named(replace(theirs, rows=rows)).name == "yolov7-tiny"
    assert _named(replace(theirs, rows=rows[:1] + ours.rows[1:])).name == "theirs"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"head": [[-1, 1, "C2f", [16]], *HEAD[1:]]}, r"not known here: row 4 of its table is a C2f"),
        ({"head": [[-1, 1, "Conv", [32, 1, 1]], *HEAD[1:]]}, r"of its tensors, such as model\.4\.conv"),
        ({"nc": 5}, r"of its tensors, such as model\.8\.m\.0"),
        ({"head": [[-1, 1, "nn.Upsample", ["None", 2, "bilinear"]], *HEAD[1:]]}, r"row 4 of its table is \["),
    ],
)
def test_what_does_not_fit_is_named(network: Network, tmp_path: Path, change: dict, message: str) -> None:
    path = tmp_path / "theirs.pt"
    publish(network, path, **change)
    with pytest.raises(StudioError, match=message):
        load_checkpoint(path)


def published_name(ours: str) -> str:
    """Return the name Yolo-FastestV2 gives to a tensor of ours."""
    for pattern, start in FASTESTV2_NAMES:
        match = re.match(re.escape(start).replace(re.escape("{0}"), r"(\w+)"), ours)
        if match:
            group = match[1] if match.groups() else ""
            group = str(int(group) + 1) if group.isdigit() else group
            theirs = re.sub(r"\(.*?\)", group, pattern).replace("\\", "")
            return theirs + ours[match.end() :]
    raise AssertionError(ours)


def test_a_plain_state_dict_is_known_by_its_names(tmp_path: Path) -> None:
    torch.manual_seed(2)
    network = Network(find_table("yolo-fastestv2"), 2).eval()
    state = {
        published_name(name): value
        for name, value in network.state_dict().items()
        if not name.endswith(("anchors", "strides"))
    }
    assert "backbone.stage3.7.branch_main.0.weight" in state
    path = tmp_path / "fastest.pth"
    torch.save(state, path)
    found, spec = load_network(path, fused=False)
    assert spec.class_names == ("class 0", "class 1")
    assert (spec.resize, spec.colour, spec.code.classes) == ("stretch", "bgr", "softmax")
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        assert torch.equal(found(x), network(x))
    torch.save({**state, "other.weight": torch.ones(1)}, path)
    with pytest.raises(StudioError, match=r"such as other\.weight"):
        load_checkpoint(path)
    del state["output_cls_layers.weight"]
    torch.save(state, path)
    with pytest.raises(StudioError, match="without class scores"):
        load_checkpoint(path)


def test_tensors_alone_are_told_as_such(network: Network, tmp_path: Path):
    torch.save({"state_dict": network.state_dict()}, tmp_path / "a.pt")
    with pytest.raises(StudioError, match=r"holds tensors alone, such as 0\.conv\.weight") as caught:
        load_checkpoint(tmp_path / "a.pt")
    assert "torch.save(model, file)" in caught.value.remedy


@pytest.mark.parametrize("content", [{}, [1, 2], {"model": 3}, {"a": torch.ones(2), "b": 1}])
def test_pickles_that_hold_no_network_are_told_so(tmp_path: Path, content: object) -> None:
    path = tmp_path / "other.pt"
    torch.save(content, path)
    with pytest.raises(StudioError, match="is not a checkpoint of a network"):
        load_checkpoint(path)


class Task(enum.Enum):
    """Pickled as a call of its class with its value."""

    DETECT = 1


def shell(key: str) -> Callable[[Any], Any]:
    """Put a model into a module of another class, as torch's own wrappers do."""

    def wrap(model: Any) -> Any:
        outside = torch.nn.Module()
        outside.add_module(key, model)
        return {"model": outside}

    return wrap


def smoothed(model: Any) -> Any:
    average = argparse.Namespace(ema=model, updates=100)
    return {"ema": average, "model": None}


def with_bound_forwards(model: Any) -> Any:
    for module in model.modules():
        if type(module).__name__ == "Block":
            module.forward = module.forward_fuse
    return {"model": model}


def with_views(model: Any) -> Any:
    head = list(model.model)[-1]
    head.anchor_grid = [torch.ones(1, 3, 1, 1, 2).expand(1, 3, side, side, 2) for side in (160, 80)]
    head.grid = [torch.zeros(1).expand(3), torch.arange(4.0).expand(5, 4)]
    return {"model": model}


ATTRIBUTES = {
    "partial": functools.partial(int, base=2),
    "range": range(3),
    "decimal": decimal.Decimal("0.5"),
    "fraction": fractions.Fraction(1, 3),
    "windows": PureWindowsPath("C:/data"),
    "time": datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC),
    "counter": collections.Counter("abc"),
    "defaultdict": collections.defaultdict(list, a=[1]),
    "deque": collections.deque([1, 2], maxlen=3),
    "uuid": uuid.UUID(int=5),
    "slice": slice(1, 2, 3),
    "complex": 1 + 2j,
    "pattern": re.compile("a.c"),
    "enum": Task.DETECT,
    "logger": logging.getLogger("training"),
    "address": ipaddress.ip_address("127.0.0.1"),
    "array": array.array("f", [1.0, 2.0]),
    "namespace": SimpleNamespace(a=1),
    "bytes": b"\x00\xff",
    "bytearray": bytearray(b"ab"),
    "frozenset": frozenset({1, 2}),
    "dtype": torch.float16,
    "device": torch.device("cpu"),
    "size": torch.Size((1, 2)),
    "type": dict,
    "numpy": np.arange(3),
    "numpy generator": np.random.default_rng(0),
    "ellipsis": ...,
    "buffer": io.BytesIO(b"a"),
    "context": contextlib.nullcontext(),
    "generator": torch.Generator(),
    "layout": torch.strided,
    "optimiser": torch.optim.SGD([torch.ones(2)], lr=0.1),
}

WRAPS: dict[str, Callable[[Any], Any]] = {
    "alone": lambda model: model,
    "ema": lambda model: {"ema": model, "model": 3},
    "ema with its updates": lambda model: {"ema": (model, 5), "model": {"a": 1}},
    "net": lambda model: {"net": model},
    "nested": lambda model: {"state_dict": {"model": model}},
    "checkpoint": lambda model: {"checkpoint": {"model": model}},
    "list": lambda model: [model, {"epoch": 3}],
    "data parallel": shell("module"),
    "compiled": shell("_orig_mod"),
    "averaged": smoothed,
    "bound": with_bound_forwards,
    "views": with_views,
    **{
        name: lambda model, value=value: {"model": model, "extra": value}
        for name, value in ATTRIBUTES.items()
    },
    "all of these": lambda model: {"model": model, "extra": ATTRIBUTES},
}


@pytest.mark.parametrize(
    ("name", "legacy"),
    [*((name, False) for name in WRAPS), *((name, True) for name in WRAPS if name not in ATTRIBUTES)],
)
def test_what_people_put_around_a_network_is_read_as_data(
    network: Network, tmp_path: Path, name: str, legacy: bool
) -> None:
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        expected = network(x)
    publish(network, tmp_path / "theirs.pt", legacy=legacy, wrap=WRAPS[name])
    found, _ = load_network(tmp_path / "theirs.pt", fused=False)
    with torch.no_grad():
        assert torch.allclose(found(x), expected, atol=1e-3)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({2: "c", 0: "a", 1: "b"}, ("a", "b", "c")),
        ({"1": "b", "2": "c", "0": "a"}, ("a", "b", "c")),
        ({0: "a", 1: "b", 5: "f"}, ("a", "b", "class 2")),
        ({1: "a", 2: "b", 3: "c"}, ("class 0", "a", "b")),
        (["a\nb", " x\x1b ", None], ("a b", "x", "class 2")),
        ([["a"], 7, ""], ("class 0", "7", "class 2")),
        ("abc", ("class 0", "class 1", "class 2")),
        (["a", "b", "c", "d"], ("class 0", "class 1", "class 2")),
    ],
)
def test_class_names_are_those_of_their_numbers(
    network: Network, tmp_path: Path, names: Any, expected: tuple[str, ...]
) -> None:
    def named(model: Any) -> Any:
        model.names = names
        return {"model": model}

    publish(network, tmp_path / "theirs.pt", wrap=named)
    assert load_checkpoint(tmp_path / "theirs.pt").spec.class_names == expected


def test_a_folded_network_is_read(network: Network, tmp_path: Path) -> None:
    for module in network.modules():
        if hasattr(module, "bn"):
            module.bn.running_mean.uniform_(-0.1, 0.1)
            module.bn.running_var.uniform_(0.5, 1.5)
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        expected = network(x)
    for module in network.modules():
        if hasattr(module, "bn"):
            module.conv = torch.nn.utils.fusion.fuse_conv_bn_eval(module.conv, module.bn)
            del module.bn
    publish(network, tmp_path / "theirs.pt", wrap=lambda model: {"model": model.float()})
    found, _ = load_network(tmp_path / "theirs.pt", fused=False)
    with torch.no_grad():
        assert torch.allclose(found(x), expected, rtol=1e-2, atol=0.1)


class _Compiled:
    """Pickled as `torch.compile` leaves a module: as a call with the network and what runs it."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.model, contextlib.nullcontext())


def test_a_compiled_network_is_read(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The real one takes seconds to be imported.
    module = ModuleType("torch._dynamo.eval_frame")
    kind = type("OptimizedModule", (_Compiled,), {"__module__": module.__name__})
    monkeypatch.setattr(module, "OptimizedModule", kind, raising=False)
    monkeypatch.setitem(sys.modules, "torch._dynamo", ModuleType("torch._dynamo"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    publish(network, tmp_path / "theirs.pt", wrap=lambda model: {"model": kind(model)})
    assert load_checkpoint(tmp_path / "theirs.pt").spec.class_names == ("a", "b", "c")


@pytest.fixture(scope="module")
def plain() -> Network:
    return Network(find_table("yolo-fastestv2"), 2).eval()


@pytest.mark.parametrize("shells", ["module.", "_orig_mod.", "module._orig_mod.", "model.", "model.module."])
@pytest.mark.parametrize("key", [None, "state_dict", "model", "model_state_dict", "ema"])
def test_a_state_dict_is_read_whatever_is_put_around_it(
    plain: Network, tmp_path: Path, shells: str, key: str | None
) -> None:
    state = {
        shells + published_name(name): value
        for name, value in plain.state_dict().items()
        if not name.endswith(("anchors", "strides"))
    }
    torch.save({key: state, "epoch": 3, "optimizer": {}} if key else state, tmp_path / "theirs.pth")
    checkpoint = load_checkpoint(tmp_path / "theirs.pth")
    assert all(torch.equal(checkpoint.weights[name], value) for name, value in plain.state_dict().items())


def looped(model: Any) -> Any:
    next(iter(model.model))._modules["again"] = model  # noqa: SLF001
    return {"model": model}


def shared(model: Any) -> Any:
    inner: list[Any] = []
    for _ in range(60):
        inner = [inner, inner]
    model.yaml["activation"] = inner
    return {"model": model}


def branching(model: Any) -> Any:
    for _ in range(60):
        outside = torch.nn.Module()
        outside.yaml, outside.stride = model.yaml, model.stride
        outside._modules |= {"a": model, "b": model}  # noqa: SLF001
        model = outside
    return {"model": model}


@pytest.mark.parametrize("wrap", [looped, shared, branching], ids=lambda wrap: wrap.__name__)
def test_a_tree_without_end_is_refused(network: Network, tmp_path: Path, wrap: Callable[[Any], Any]) -> None:
    publish(network, tmp_path / "theirs.pt", wrap=wrap)
    with pytest.raises(StudioError, match=r"not a checkpoint|not known here"):
        load_checkpoint(tmp_path / "theirs.pt")


@pytest.mark.parametrize(
    "change",
    [
        {"backbone": 5},
        {"backbone": [5]},
        {"backbone": [[-1, 1, "Conv", 3]]},
        {"nc": 10**9},
        {"nc": "many"},
        {"depth_multiple": "x"},
        {"width_multiple": 1e300},
        {"head": None},
    ],
    ids=str,
)
def test_a_table_of_another_kind_is_refused(network: Network, tmp_path: Path, change: dict[str, Any]) -> None:
    publish(network, tmp_path / "theirs.pt", **change)
    with pytest.raises(StudioError):
        load_checkpoint(tmp_path / "theirs.pt")
