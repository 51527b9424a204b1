"""The formats a checkpoint can be exported to."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from studio.core.errors import StudioError
from studio.core.model.zoo import find_table
from studio.core.spec import Output
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.model.network import Network
    from studio.core.model.table import LayerTable
    from studio.core.runtime.contract import Contract

Convert = Callable[["Network", "Contract"], bytes]
"""(network in evaluation mode, contract) -> the whole file, contract inside."""
Companions = Callable[["Network", "Contract"], dict[str, bytes]]
"""(network, contract) -> what lies beside the file under the same name, by suffix."""
Check = Callable[["LayerTable"], None]
"""Raises StudioError for a table whose network the format can't hold; without torch."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One row of EXPORTERS: the format's name, file suffix, what it is for, and where its converter is.

    Attributes:
        companions: where a function is that makes the files it can't be read without.
        check: where a function is that refuses the tables it can't hold; "" for none.
        fused: it takes the network with its batch norms folded away.
        heads: the outputs it can have.
        universal: it can hold any network, not some families only.
    """

    name: str
    suffix: str
    text: str
    converter: str
    companions: str = ""
    check: str = ""
    fused: bool = True
    heads: tuple[Output, ...] = ("decoded", "raw")
    universal: bool = True

    def load(self) -> Convert:
        """Import and return the converter."""
        return cast(Convert, _import(self.converter))

    def load_companions(self) -> Companions:
        """Import and return what makes the files beside it; none for most formats."""
        return cast(Companions, _import(self.companions)) if self.companions else lambda network, contract: {}

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


EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            "onnx",
            ".onnx",
            "Desktop, server and web with onnxruntime; the usual way to other converters",
            "studio.core.export.onnx:convert",
        ),
        Exporter(
            "ptl",
            ".ptl",
            "Android and iOS apps with PyTorch Mobile's lite interpreter",
            "studio.core.export.torchscript:convert_lite",
        ),
        Exporter(
            "torchscript",
            ".torchscript",
            "C++ and Python programs with libtorch",
            "studio.core.export.torchscript:convert",
        ),
        Exporter(
            "darknet",
            ".weights",
            "Darknet and OpenCV 4, with its .cfg; for yolov2-tiny, yolov3-tiny and yolov4-tiny",
            "studio.core.export.darknet:convert",
            companions="studio.core.export.darknet:companions",
            check="studio.core.model.darknet_writer:check_rows",
            fused=False,
            heads=("decoded",),
            universal=False,
        ),
    )
}

UNIVERSAL: tuple[str, ...] = tuple(name for name, exporter in EXPORTERS.items() if exporter.universal)
"""The formats any model can be exported to."""


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
