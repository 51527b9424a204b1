"""studio inspect: the layers of a model, explained."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.options import add_given_options, check_classes, given_files
from studio.cli.output import Cell, Output
from studio.core.model.zoo import TABLE_SUFFIXES
from studio.core.words import columns, padded, tr

if TYPE_CHECKING:
    from studio.core.model.layer_sheet import Layer
    from studio.core.model.network import Network
    from studio.core.weights.given import Given

CLASSES = 4
ARGUMENTS_SHOWN, SOURCES_SHOWN, TEXT_WIDTH = 13, 12, 96
"""Characters; a table is readable in a terminal of 100 columns."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio inspect`."""
    parser.add_argument(
        "model",
        metavar="MODEL",
        help=tr("architecture, layer table, .cfg, run folder, checkpoint or exported file"),
    )
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size in pixels (the model's own)"))
    parser.add_argument(
        "--classes", metavar="N", type=int, help=tr("for architectures and tables (4; a .cfg's own)")
    )
    add_given_options(parser)
    parser.add_argument("--brief", action="store_true", help=tr("leave the layers out"))
    parser.add_argument("--explain", action="store_true", help=tr("say of each row what it is for"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Show the layer table of a model, or the contract of an exported file."""
    from studio.core.model.zoo import ARCHITECTURES
    from studio.core.runtime.detector import identify_model

    path = Path(options.model)
    is_table = options.model in ARCHITECTURES or path.suffix.lower() in TABLE_SUFFIXES
    runtime = "" if is_table else identify_model(path)
    if is_table or runtime == "pytorch":
        return _inspect_layers(options, output, is_table=is_table)
    return _inspect_exported(options, output, runtime)


def _inspect_layers(options: argparse.Namespace, output: Output, *, is_table: bool) -> int:
    from studio.core.runtime.needs import TORCH

    TORCH.require()
    from studio.core.model.layer_facts import describe
    from studio.core.spec import check_imgsz

    if options.classes is not None:
        check_classes(options.classes)
    given = given_files(options)
    network, (width, height), class_names = _open_network(
        options.model, options.classes, given, is_table=is_table
    )
    if options.imgsz:
        width = height = options.imgsz
    for side in (width, height):
        check_imgsz(side, max(network.strides))
    total: dict[str, Any] = {
        "name": network.table.name,
        "classes": network.classes,
        "class_names": class_names,
        "input": [width, height],
        "strides": list(network.strides),
    }
    if options.brief:
        if options.json:
            output.json(total)
        else:
            _write_heading(total, output)
        return 0
    layers = describe(network, (width, height))
    total |= {
        "parameters": sum(layer.parameters for layer in layers),
        "gflops": sum(layer.gflops for layer in layers),
        "milliseconds": sum(layer.milliseconds for layer in layers),
    }
    if options.json:
        output.json({**total, "layers": [layer.to_dict() for layer in layers]})
        return 0
    _write_table(total, layers, output)
    if options.explain:
        for layer in layers:
            output.line()
            _write_explanation(layer, output)
    return 0


def _open_network(
    model: str, classes: int | None, given: Given, *, is_table: bool
) -> tuple[Network, tuple[int, int], list[str]]:
    """Return the network of a model, its own input size, and its classes; none of what is not trained."""
    from studio.core.model.darknet_cfg import read_cfg
    from studio.core.model.network import Network
    from studio.core.model.zoo import find_table
    from studio.core.weights.checkpoint import build_network
    from studio.core.weights.opening import load_checkpoint

    if Path(model).suffix.lower() == ".cfg":
        planned = read_cfg(Path(model))
        return Network(planned.table, classes or planned.classes), (planned.table.imgsz,) * 2, []
    if is_table:
        table = find_table(model)
        return Network(table, classes or CLASSES), (table.imgsz, table.imgsz), []
    checkpoint = load_checkpoint(Path(model), given)
    return build_network(checkpoint), checkpoint.spec.input_wh, list(checkpoint.spec.class_names)


def _write_table(total: dict[str, Any], layers: list[Layer], output: Output) -> None:
    heading = ("", tr("from"), tr("n"), tr("module"), tr("arguments"), tr("shape"), tr("stride"))
    figures = (tr("params"), tr("GFLOPs"), tr("ms"), tr("sees px"))
    rows: list[list[Cell]] = [[*heading, *figures]]
    for layer in layers:
        # A head's grids stand under each other; all but the first on lines of their own.
        for place, (shape, stride, field) in enumerate(
            zip(layer.shapes, layer.strides, layer.receptive_fields, strict=True)
        ):
            first = place == 0
            facts: list[Cell] = [
                str(layer.index) if first else "",
                _shortened(_sources(layer), SOURCES_SHOWN) if first else "",
                str(layer.number) if first else "",
                layer.module if first else "",
                _shortened(", ".join(map(str, layer.args)), ARGUMENTS_SHOWN) if first else "",
                "x".join(map(str, shape[1:])),
                _whole(stride),
                f"{layer.parameters:,}" if first else "",
                f"{layer.gflops:.3f}" if first else "",
                f"{layer.milliseconds:.2f}" if first else "",
                f"{field}+" if layer.sees_whole else str(field),
            ]
            rows.append(facts)
    sums = (f"{total['parameters']:,}", f"{total['gflops']:.3f}", f"{total['milliseconds']:.2f}")
    rows.append(["", "", "", tr("whole"), "", "", "", *sums, ""])
    _write_heading(total, output)
    output.line()
    output.table(_numbers_right(rows, {0, 2, 6, 7, 8, 9, 10}))
    if any(layer.sees_whole for layer in layers):
        output.line()
        output.line(tr("+ also knows a little of the whole picture, by an average over all of it"))


def _write_heading(total: dict[str, Any], output: Output) -> None:
    output.line(
        tr(
            "{name} with {classes} classes at {width}x{height} px, detecting at strides {strides}",
            name=total["name"],
            classes=total["classes"],
            width=total["input"][0],
            height=total["input"][1],
            strides=", ".join(map(str, total["strides"])),
        )
    )
    if total["class_names"]:
        output.line(tr("classes: {names}", names=", ".join(total["class_names"])))


def _write_explanation(layer: Layer, output: Output) -> None:
    head = tr("{index} {module}", index=layer.index, module=layer.module)
    whole = f"{head}: {layer.text} {layer.sentence}"
    width = TEXT_WIDTH * len(whole) // columns(whole)
    for text in textwrap.wrap(whole, width, subsequent_indent="   "):
        output.line(text)


def _sources(layer: Layer) -> str:
    return ", ".join(str(source) if source >= 0 else tr("picture") for source in layer.sources)


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _whole(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.3g}"


def _numbers_right(rows: list[list[Cell]], numbers: set[int]) -> list[list[Cell]]:
    """Pad the texts of some columns, so that numbers written as texts stand at the right."""
    widths = [max(columns(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    return [
        [
            padded(str(cell), widths[index], right=True) if index in numbers else cell
            for index, cell in enumerate(row)
        ]
        for row in rows
    ]


def _inspect_exported(options: argparse.Namespace, output: Output, runtime: str) -> int:
    from studio.core.runtime.contract import read_inside_archive, require_contract, spec_at
    from studio.core.runtime.detector import load_detector

    path = Path(options.model)
    given_files(options).refuse(path)
    if runtime == "onnx":
        detector = load_detector(path, imgsz=options.imgsz)
        spec = detector.spec
        detector.close()
    else:
        # The contract is all that is told, and reading more of a file may run code of it.
        contract = require_contract(path, read_inside_archive(path))
        spec = spec_at(path, contract.spec, options.imgsz)
    facts = {"runtime": runtime, **spec.to_dict()}
    if options.json:
        output.json(facts)
    else:
        output.table([(name, str(value)) for name, value in facts.items()])
    return 0
