"""The architectures that come with the studio, and their facts, known without building a network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.files import resource_path
from studio.core.model.darknet_cfg import read_cfg
from studio.core.model.table import LayerTable, read_table
from studio.core.words import tr

ARCHITECTURES: tuple[str, ...] = (
    "yolov5n",
    "yolov5s",
    "yolov5m",
    "yolov7-tiny",
    "v5lite-e",
    "v5lite-s",
    "v5lite-c",
    "v5lite-g",
    "yolo-fastestv2",
    "yolov2-tiny",
    "yolov3-tiny",
    "yolov4-tiny",
    "yolov5n-p2",
    "v5lite-e-p2",
)
"""Names of the tables under resources/models, in the order they are offered."""
TABLE_SUFFIXES = (".yaml", ".yml", ".cfg")
"""Files that hold a network's plan; they need no weights to be explained."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """What there is to know before choosing a network.

    Attributes:
        parameters: trainable numbers with the class count asked for.
        gflops: 10^9 floating point operations for one 640x640 picture (a multiply-add counts as two).
        strides: input pixels per grid cell, one per detection layer.
        text: a sentence on what it is good for.
    """

    name: str
    parameters: int
    gflops: float
    strides: tuple[int, ...]
    text: str


def list_architectures(classes: int = 4) -> list[Architecture]:
    """Return the facts of each of ARCHITECTURES for a number of classes, from the tables alone."""
    found = []
    for name in ARCHITECTURES:
        facts, text = _told(name)
        found.append(
            Architecture(
                name=name,
                parameters=facts["parameters"] + (classes - 4) * facts["parameters_per_class"],
                gflops=round(facts["gflops"] + (classes - 4) * facts["gflops_per_class"], 2),
                strides=tuple(facts["strides"]),
                text=text,
            )
        )
    return found


@cache
def _told(name: str) -> tuple[dict[str, Any], str]:
    """Return the facts and the sentence of one of ARCHITECTURES; fourteen tables take a while to read."""
    table = read_table(resource_path("models", f"{name}.yaml"))
    return table.facts, table.text


def find_table(model: str) -> LayerTable:
    """Return the table of an architecture by name, or of the user's own YAML or darknet .cfg by path.

    Raises:
        StudioError: no such name or file, or the file isn't a layer table.
    """
    if model in ARCHITECTURES:
        return read_table(resource_path("models", f"{model}.yaml"))
    path = Path(model)
    if path.suffix.lower() in (".yaml", ".yml") and path.is_file():
        return read_table(path)
    if path.suffix.lower() == ".cfg" and path.is_file():
        return read_cfg(path).table
    raise StudioError(
        tr("There is no model called {model}.", model=model),
        tr("Use one of {names}, or the path of a layer table.", names=", ".join(ARCHITECTURES)),
    )
