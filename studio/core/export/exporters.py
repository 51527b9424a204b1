"""The formats a checkpoint can be exported to."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from studio.core.errors import StudioError
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.model.network import Network
    from studio.core.runtime.contract import Contract

Convert = Callable[["Network", "Contract"], bytes]
"""(network in evaluation mode, contract) -> the whole file, contract inside."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One row of EXPORTERS: the format's name, file suffix, what it is for, and where its converter is."""

    name: str
    suffix: str
    text: str
    converter: str

    def load(self) -> Convert:
        """Import and return the converter."""
        module, function = self.converter.split(":")
        return cast(Convert, getattr(importlib.import_module(module), function))


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
    )
}


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
