"""The formats a checkpoint can be exported to."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from studio.core.errors import StudioError
from studio.core.model.zoo import find_table
from studio.core.runtime.contract import Layout, Precision
from studio.core.runtime.detector import RUNTIMES
from studio.core.runtime.needs import Need
from studio.core.spec import Output
from studio.core.words import mark, tr

if TYPE_CHECKING:
    from studio.core.export.source import Source
    from studio.core.model.table import LayerTable

Convert = Callable[["Source"], dict[str, bytes]]
"""What is exported -> all files of the format by suffix, the model's own first; contract inside if it can be.

Raises StudioError when the format can't hold it."""
Check = Callable[["LayerTable"], None]
"""Raises StudioError for a table whose network the format can't hold; without torch."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One row of EXPORTERS: the format's name, file suffix, what it is for, and where its converter is.

    Attributes:
        title: what people call it.
        suffix: of the model's own file; others may lie beside it.
        check: where a function is that refuses the tables it can't hold; "" for none.
        fused: it takes the network with its batch norms folded away.
        heads: the outputs it can have.
        precisions: of its weights.
        nms_goes: where NMS goes instead, for a format that can't hold it.
        layout: of its input.
        live_grids: its files run at any size, for they make their grids from the live shape.
        adjustable: the thresholds of a `detections` head are inputs of the file.
        universal: it can hold any network, not some families only.
        needs: what must be installed besides the studio.
    """

    name: str
    title: str
    suffix: str
    text: str
    converter: str
    check: str = ""
    fused: bool = True
    heads: tuple[Output, ...] = ("decoded", "raw")
    precisions: tuple[Precision, ...] = ("fp32", "fp16")
    nms_goes: str = ""
    layout: Layout = "nchw"
    live_grids: bool = False
    adjustable: bool = False
    universal: bool = True
    needs: Need | None = None

    def load(self) -> Convert:
        """Import and return the converter."""
        return cast(Convert, _import(self.converter))

    def misfit(self, output: Output, precision: Precision) -> StudioError | None:
        """Return why the format can't have a head or such weights; None when it can."""
        heads = tr("Use --head {heads} for it.", heads=", ".join(self.heads))
        if output == "detections" and self.nms_goes:
            return StudioError(
                tr("The format {name} can't hold NMS: {where}.", name=self.name, where=tr(self.nms_goes)),
                heads,
            )
        if output not in self.heads:
            return StudioError(
                tr("The format {name} has no {head} head.", name=self.name, head=output), heads
            )
        if precision not in self.precisions:
            return StudioError(
                tr("The format {name} has no 16-bit numbers.", name=self.name),
                tr("Leave out --half for it."),
            )
        return None

    def refusal(self, table: LayerTable) -> StudioError | None:
        """Return why the network of a layer table can't be written in this format; None when it can."""
        if self.check:
            try:
                cast(Check, _import(self.check))(table)
            except StudioError as error:
                return error
        return None


def _import(place: str) -> object:
    module, function = place.split(":")
    return getattr(importlib.import_module(module), function)


ALL_HEADS: tuple[Output, ...] = ("decoded", "raw", "detections")

EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            "onnx",
            "ONNX",
            ".onnx",
            mark("Desktop, server and web with onnxruntime; the usual way to other converters"),
            "studio.core.export.onnx:convert",
            heads=ALL_HEADS,
            adjustable=True,
        ),
        Exporter(
            "ptl",
            "PyTorch Mobile",
            ".ptl",
            mark("Android and iOS apps with PyTorch Mobile's lite interpreter"),
            "studio.core.export.torchscript:convert_lite",
            heads=ALL_HEADS,
            live_grids=True,
            adjustable=True,
        ),
        Exporter(
            "torchscript",
            "TorchScript",
            ".torchscript",
            mark("C++ and Python programs with libtorch"),
            "studio.core.export.torchscript:convert",
            heads=ALL_HEADS,
            live_grids=True,
            adjustable=True,
        ),
        Exporter(
            "ncnn",
            "NCNN",
            ".ncnn.param",
            mark("Phones and small computers, with a few hundred kilobytes of C++ and no other library"),
            "studio.core.export.ncnn:convert",
            nms_goes=mark(
                "ncnn has no layer for it: the program that calls ncnn does it, in 40 lines of C++"
            ),
        ),
        Exporter(
            "tflite",
            "TFLite",
            ".tflite",
            mark("Android apps with LiteRT (TensorFlow Lite), and the browser"),
            "studio.core.export.tflite:convert",
            # Raw heads come out in whatever layout the converter found best for each network.
            heads=("decoded",),
            nms_goes=mark("LiteRT's fast path has no such operation: the app does it, in 40 lines of Kotlin"),
            layout="nhwc",
            needs=Need(mark("The converter for TFLite"), environment="tflite"),
        ),
        Exporter(
            "openvino",
            "OpenVINO",
            ".xml",
            mark("Computers with Intel's processors, graphics or neural units"),
            "studio.core.export.openvino:convert",
            heads=ALL_HEADS,
            adjustable=True,
            needs=Need("OpenVINO", "openvino", ("openvino",)),
        ),
        Exporter(
            "executorch",
            "ExecuTorch",
            ".pte",
            mark("Android and iOS apps with ExecuTorch, which follows PyTorch Mobile"),
            "studio.core.export.executorch:convert",
            precisions=("fp32",),
            nms_goes=mark(
                "it takes graphs without loops alone: the app does it, in 40 lines of Kotlin or Swift"
            ),
            needs=Need("ExecuTorch", "executorch", ("executorch",)),
        ),
        Exporter(
            "coreml",
            "CoreML",
            ".mlpackage",
            mark("Apps for iPhone, iPad and Mac, on Apple's neural engine"),
            "studio.core.export.coreml:convert",
            nms_goes=mark("CoreML's own is not exact: the app does it, in 40 lines of Swift"),
            needs=Need(
                mark("The converter for CoreML"), "coreml", ("coremltools",), systems=("linux", "darwin")
            ),
        ),
        Exporter(
            "darknet",
            "Darknet",
            ".weights",
            mark("Darknet and OpenCV 4, with its .cfg; for yolov2-, 3-, 4- and 7-tiny"),
            "studio.core.export.darknet:convert",
            check="studio.core.model.darknet_writer:check_rows",
            fused=False,
            heads=("decoded",),
            precisions=("fp32",),
            nms_goes=mark("darknet and OpenCV do it themselves"),
            universal=False,
        ),
    )
}

UNIVERSAL: tuple[str, ...] = tuple(
    name for name, exporter in EXPORTERS.items() if exporter.universal and exporter.needs is None
)
"""The formats that any model can be exported to wherever the studio is installed."""


def title(name: str) -> str:
    """Return what people call a format; of one that isn't known, its name."""
    return EXPORTERS[name].title if name in EXPORTERS else name


def refusals(model: str) -> dict[str, StudioError]:
    """Return why a model can't be written in some formats, by their names; only its layer table is asked.

    Args:
        model: an architecture, or the path of a table, as a training takes it. Of one that can't be found
            nothing is known: no format is refused here, but `export_model` may, once it read the weights.
    """
    try:
        table = find_table(model)
    except StudioError:
        return {}
    found = {name: exporter.refusal(table) for name, exporter in EXPORTERS.items()}
    return {name: error for name, error in found.items() if error is not None}


def missing() -> dict[str, StudioError]:
    """Return which formats need something that is not installed, by their names, and how to get it."""
    found = {name: exporter.needs.missing() for name, exporter in EXPORTERS.items() if exporter.needs}
    return {name: error for name, error in found.items() if error is not None}


def unproved(name: str) -> StudioError | None:
    """Return what must be installed before files of a format can be proved; None when nothing need be.

    A format that this system can't run at all is written and not proved, for nothing can be done about it.
    """
    needs = next((kind.needs for kind in RUNTIMES if kind.name == name), None)
    return needs.missing() if needs and needs.works_here else None


def find_exporters(formats: list[str]) -> list[Exporter]:
    """Return the rows named, each once, in the order given.

    Raises:
        StudioError: no format is given, or one isn't known.
    """
    names = list(dict.fromkeys(name.strip().lower() for name in formats if name.strip()))
    unknown = [name for name in names if name not in EXPORTERS]
    if not names or unknown:
        raise StudioError(
            tr("The export format {names} is not known.", names=", ".join(unknown))
            if unknown
            else tr("No export format is given."),
            tr("Use one or more of {names}.", names=", ".join(EXPORTERS)),
        )
    return [EXPORTERS[name] for name in names]
