"""Exporting a checkpoint: convert, write with its contract, compare with the checkpoint, report."""

from __future__ import annotations

import hashlib
import platform
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from studio import __version__
from studio.core.errors import StudioError
from studio.core.export.chosen import choose_images
from studio.core.export.exporters import Exporter, find_exporters
from studio.core.export.report import ExportedFile, RefusedFormat, Report
from studio.core.export.verify import Demand, verify_files
from studio.core.files import atomic_write
from studio.core.runtime.contract import Contract, beside
from studio.core.spec import ModelSpec, Output
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.model.network import Network

Progress = Callable[[int, int, str], None]


def export_model(
    model: Path,
    formats: list[str],
    out: Path,
    *,
    imgsz: int | None = None,
    head: str = "decoded",
    half: bool = False,
    int8: bool = False,
    verify: Dataset | None = None,
    images: int | None = None,
    max_drop: float | None = None,
    progress: Progress = lambda done, of, what: None,
) -> Report:
    """Export a run folder's or file's checkpoint to `formats` in the folder `out`; see EXPORTERS.

    With `verify`, the photos of that dataset's validation split (or up to `images` of them) go through each
    file and through the checkpoint, and what they find is compared; `max_drop` points of mAP may be lost.
    `report.json` in `out` holds all of it, and `report.html` shows it; those of an export before go when the
    first file is written. A format that can't hold this model is left out, and said in the report.

    Raises:
        StudioError: an unknown format, head or size, not a checkpoint, a folder that can't be written, or
            none of the formats can hold this model.
    """
    exporters = find_exporters(formats)
    output = _check_output(head, half=half, int8=int8)
    from studio.core.weights.opening import load_network
    from studio.core.weights.places import find_checkpoint

    checkpoint = find_checkpoint(model)
    # Formats that take the same form of the network share one.
    load_once = cache(partial(load_network, checkpoint, imgsz=imgsz))
    loaded = {exporter.name: load_once(fused=exporter.fused) for exporter in exporters}
    networks = {name: network for name, (network, _) in loaded.items()}
    spec = replace(loaded[exporters[0].name][1], output=output)
    sha256 = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    contract = Contract(spec, {"name": checkpoint.name, "sha256": sha256}, _versions())
    # What can't be written is found before anything is.
    companions: dict[str, dict[str, bytes]] = {}
    refused: list[RefusedFormat] = []
    for exporter in exporters:
        try:
            companions[exporter.name] = _companions(exporter, networks[exporter.name], contract)
        except StudioError as problem:
            if len(exporters) == 1:
                raise
            refused.append(RefusedFormat(exporter.name, problem.cause, problem.remedy))
    exporters = [exporter for exporter in exporters if exporter.name in companions]
    if not exporters:
        raise StudioError(" ".join(each.sentence for each in refused), refused[0].remedy)
    # Chosen first: a dataset without a usable picture should stop the export before its long part.
    demand = Demand(max_drop=max_drop)
    chosen = verify and choose_images(verify, images, model=checkpoint, class_names=spec.class_names)
    notes = chosen.notes if chosen else []
    data = verify.source if verify else None
    report = Report(checkpoint, sha256, spec, Path(out), data=data, notes=notes, refused=refused)
    report.discard_old()
    # Writing a file takes about as long as comparing all on a picture.
    steps = len(exporters) + (len(chosen.paths) if chosen else 0)
    for done, exporter in enumerate(exporters):
        progress(done, steps, tr("Exporting {format}.", format=exporter.name))
        network = networks[exporter.name]
        report.files.append(_write(exporter, network, contract, report.out, companions[exporter.name]))
    if chosen:
        comparing = tr("Comparing with the checkpoint.")
        progress(len(exporters), steps, comparing)
        found = verify_files(
            checkpoint,
            [file.path for file in report.files],
            chosen,
            imgsz=imgsz,
            demand=demand,
            progress=lambda done, _: progress(len(exporters) + done, steps, comparing),
        )
        for file, verification in zip(report.files, found, strict=True):
            file.verification = verification
    report.write()
    return report


def _check_output(head: str, *, half: bool, int8: bool) -> Output:
    """Return the head asked for.

    Raises:
        StudioError: it isn't known, or it or the number type can't be written yet.
    """
    if half or int8:
        raise StudioError(
            tr("Exporting with {option} is not available yet.", option="--half" if half else "--int8"),
            tr("Leave it out to export in 32-bit floating point."),
        )
    for output in get_args(Output):
        if head == output:
            return output  # type: ignore[no-any-return]  # get_args gives Any
    raise StudioError(
        tr("The head detections is not available yet.")
        if head == "detections"
        else tr("The head {head} is not known.", head=head),
        tr("Use --head decoded, or --head raw."),
    )


def _companions(exporter: Exporter, network: Network, contract: Contract) -> dict[str, bytes]:
    """Return what lies beside the file, by suffix.

    Raises:
        StudioError: the format can't hold this head or this network.
    """
    if contract.spec.output not in exporter.heads:
        raise StudioError(
            tr("The format {name} has no {head} head.", name=exporter.name, head=contract.spec.output),
            tr("Use --head {heads} for it.", heads=", ".join(exporter.heads)),
        )
    return exporter.load_companions()(network, contract)


def _write(
    exporter: Exporter, network: Network, contract: Contract, out: Path, companions: dict[str, bytes]
) -> ExportedFile:
    start = time.perf_counter()
    content = exporter.load()(network, contract)
    stem = file_stem(contract.spec)
    path = out / (stem + exporter.suffix)
    for suffix, companion in companions.items():
        atomic_write(out / (stem + suffix), companion)
    # The description last: a model file that has one beside it is whole.
    atomic_write(path, content)
    atomic_write(beside(path), contract.to_json())
    return ExportedFile(exporter.name, path, beside(path), len(content), time.perf_counter() - start)


def file_stem(spec: ModelSpec) -> str:
    """Return the name of exported files without suffix, such as `yolov5n-416` or `yolov5n-416-raw`."""
    width, height = spec.input_wh
    size = str(width) if width == height else f"{width}x{height}"
    # The architecture is text of a checkpoint, which may come from anywhere: it must not name another folder.
    name = re.sub(r"[^\w.-]+", "", spec.architecture).lstrip(".") or "model"
    return f"{name}-{size}" + ("-raw" if spec.output == "raw" else "")


def _versions() -> dict[str, str]:
    packages = ("torch", "onnx", "onnxruntime")
    return {
        "studio": __version__,
        "python": platform.python_version(),
        **{package: _version(package) for package in packages},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        # A frozen program may come without the packages' own data.
        return "unknown"
