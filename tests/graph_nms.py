"""A network whose decoded output is its input, with NMS behind it, in each runtime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from torch import nn
from torch.jit import mobile

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.nms_onnx import append_nms
from studio.core.export.nms_script import with_nms
from studio.core.runtime.contract import THRESHOLD_TYPES
from studio.core.runtime.jit import silenced_deprecations

Array = np.ndarray
Run = Callable[[Array, Thresholds], tuple[Array, ...]]
"""A decoded output, thresholds -> boxes, scores, classes, count."""


class Passing(nn.Module):
    """Gives a copy of what it is given."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.clone()


def save_archive(path: Path, thresholds: Thresholds | None) -> Path:
    """Write a `.torchscript` or `.ptl` file, with NMS unless `thresholds` are None."""
    with silenced_deprecations(), torch.no_grad():
        module = torch.jit.trace(Passing().eval(), torch.zeros(1, 10, 9), check_trace=False)
        if thresholds:
            module = with_nms(module, thresholds)
        module = torch.jit.freeze(module)
        if path.suffix == ".ptl":
            module._save_for_lite_interpreter(str(path))  # noqa: SLF001
        else:
            torch.jit.save(module, path)
    return path


def open_archive(path: Path) -> Any:
    """Open a file of `save_archive` with its own interpreter."""
    with silenced_deprecations():
        if path.suffix == ".ptl":
            return mobile._load_for_lite_interpreter(str(path))  # noqa: SLF001
        return torch.jit.load(path).eval()


def run_archive(module: Any) -> Run:
    """Return how a module of `open_archive` is run."""

    def run(decoded: Array, thresholds: Thresholds) -> tuple[Array, ...]:
        with torch.inference_mode():
            return tuple(each.numpy() for each in module(torch.from_numpy(decoded), *astuple(thresholds)))

    return run


def passing_onnx(classes: int) -> onnx.ModelProto:
    """The network as ONNX, for any number of rows."""
    sides = [1, "rows", 5 + classes]
    graph = helper.make_graph(
        [helper.make_node("Identity", ["images"], ["output"])],
        "passing",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, sides)],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, sides)],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def open_onnx(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    """Open a model on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def run_onnx() -> Run:
    """Return how the ONNX model with NMS is run, of any number of classes."""

    @cache
    def session(classes: int) -> onnxruntime.InferenceSession:
        return open_onnx(append_nms(passing_onnx(classes)))

    def run(decoded: Array, thresholds: Thresholds) -> tuple[Array, ...]:
        feeds = {name: np.asarray(getattr(thresholds, name), kind) for name, kind in THRESHOLD_TYPES.items()}
        return tuple(session(decoded.shape[2] - 5).run(None, {"images": decoded, **feeds}))

    return run
