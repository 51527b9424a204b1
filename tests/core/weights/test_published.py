"""Published layouts, made here: the model object of the YOLOv5 kin, and Yolo-FastestV2's plain state dict."""

from __future__ import annotations

import re
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

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


def publish(network: Network, path: Path, *, legacy: bool = False, **changes: Any) -> None:
    """Save a network as its publishers would: the module tree itself, half precision, anchors in cells."""
    fake = ModuleType("models.yolo")
    kinds: dict[str, type] = {}
    for name in ("Model", "IDetect", "Block"):
        kind = type(name, (torch.nn.Module,), {"__module__": "models.yolo"})
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
    with pytest.raises(StudioError, match=r"a tensor other\.weight"):
        load_checkpoint(path)
    del state["output_cls_layers.weight"]
    torch.save(state, path)
    with pytest.raises(StudioError, match="without class scores"):
        load_checkpoint(path)


@pytest.mark.parametrize("content", [{}, [1, 2], {"model": 3}, {"a": torch.ones(2), "b": 1}])
def test_pickles_that_hold_no_network_are_told_so(tmp_path: Path, content: object) -> None:
    path = tmp_path / "other.pt"
    torch.save(content, path)
    with pytest.raises(StudioError, match="is not a checkpoint of a network"):
        load_checkpoint(path)
