"""studio evaluate: measure a model on the labelled images of a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.options import add_given_options, add_tile_option, chosen_tiling, given_files
from studio.cli.output import Cell, Output
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.evaluation.examine import Examined


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio evaluate`."""
    parser.add_argument(
        "model", metavar="MODEL", type=Path, help=tr("run folder, checkpoint or exported file")
    )
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--split", default="val", help=tr("train, val, test or all (val)"))
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size of a checkpoint (its own)"))
    parser.add_argument("--threads", metavar="N", type=int, help=tr("processor threads"))
    parser.add_argument(
        "--beside",
        metavar="DATA",
        type=Path,
        help=tr("another dataset, such as one of photos of another day, whose score to show beside"),
    )
    add_tile_option(parser)
    add_given_options(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Measure a model on the labelled images of a dataset."""
    from studio.core.data.dataset import open_dataset
    from studio.core.evaluation.evaluate import evaluate_model, trained_on

    def measure(data: Path) -> tuple[Dataset, Examined]:
        dataset = open_dataset(data)
        for note in dataset.notes:
            output.say(note)
        return dataset, evaluate_model(
            options.model,
            dataset,
            split=options.split,
            imgsz=options.imgsz,
            threads=options.threads,
            given=given_files(options),
            tiling=chosen_tiling(options),
            say=output.say,
            progress=output.progress(tr("images")),
        )

    dataset, examined = measure(options.data)
    other = measure(options.beside) if options.beside is not None else None
    result = examined.evaluation
    untiled = examined.untiled
    if options.json:
        document = {**result.to_dict(), **examined.details(), "ms_per_image": examined.ms_per_image}
        if untiled:
            document["untiled"] = {**untiled.evaluation.to_dict(), "ms_per_image": untiled.ms_per_image}
        if other is not None:
            document["beside"] = {**other[1].evaluation.to_dict(), **other[1].details()}
            document["trained_on"] = trained_on(options.model, dataset, examined)
            document["beside"]["trained_on"] = trained_on(options.model, *other)
        output.json(document)
        return 0
    if other is not None:
        columns = [
            (str(data), shown, trained_on(options.model, where, shown))
            for data, (where, shown) in ((options.data, (dataset, examined)), (options.beside, other))
        ]
        _show_beside(columns, output)
        return 0
    rows: list[list[Cell]] = [
        [tr("class"), "mAP@0.5", "mAP@0.5:0.95", tr("precision"), tr("recall"), tr("boxes")]
    ]
    rows += [
        [name, part.map50, part.map50_95, part.precision, part.recall, part.boxes]
        for name, part in result.per_class.items()
    ]
    rows.append([tr("all"), result.map50, result.map50_95, result.precision, result.recall, result.boxes])
    output.table(rows)
    if len(examined.class_names) > 1:
        output.line()
        output.line(blind_told(examined))
    for sentence in examined.confusion_told():
        output.line(sentence)
    if untiled:
        output.line()
        output.table(_side_by_side(examined, untiled))
    return 0


def _side_by_side(tiled: Examined, untiled: Examined) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        ["", "mAP@0.5", "mAP@0.5:0.95", tr("precision"), tr("recall"), tr("ms a picture")]
    ]
    for name, side in ((tr("in tiles"), tiled), (tr("untiled"), untiled)):
        found = side.evaluation
        rows.append([name, found.map50, found.map50_95, found.precision, found.recall, side.ms_per_image])
    return rows


def blind_told(examined: Examined) -> str:
    """Return in a sentence how much is found when classes don't count."""
    blind = examined.blind
    return tr(
        "Whatever class they are taken for, {recall:.0%} of the boxes are found (precision {precision:.0%}).",
        recall=blind.recall,
        precision=blind.precision,
    )


def _show_beside(columns: list[tuple[str, Examined, int | None]], output: Output) -> None:
    """Show the figures of two datasets in columns of one table, and what each takes for what."""
    figures = [examined.evaluation for _, examined, _ in columns]
    rows: list[list[Cell]] = [
        ["", *(name for name, _, _ in columns)],
        [tr("images"), *(result.images for result in figures)],
        [
            tr("of them trained on"),
            *("-" if count is None else str(count) for _, _, count in columns),
        ],
        [tr("boxes"), *(result.boxes for result in figures)],
        ["mAP@0.5", *(result.map50 for result in figures)],
        ["mAP@0.5:0.95", *(result.map50_95 for result in figures)],
        [tr("precision"), *(result.precision for result in figures)],
        [tr("recall"), *(result.recall for result in figures)],
        [tr("recall, class-blind"), *(examined.blind.recall for _, examined, _ in columns)],
    ]
    rows += [
        [f"mAP@0.5, {name}", *(result.per_class[name].map50 for result in figures)]
        for name in figures[0].per_class
    ]
    output.table(rows)
    for name, examined, _ in columns:
        if told := examined.confusion_told():
            output.line()
            output.line(f"{name}:")
            for sentence in told:
                output.line(sentence)
