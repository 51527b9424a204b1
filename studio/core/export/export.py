"""Exporting a checkpoint: convert, write with its contract, compare with the checkpoint, report."""

from __future__ import annotations

import contextlib
import hashlib
import platform
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from studio import __version__
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.table import Bundle, find_bundles, formats_for
from studio.core.export.bundles.write import GOLDEN, check_place, write_bundle
from studio.core.export.chosen import choose_images
from studio.core.export.diagnose import explain
from studio.core.export.exporters import Exporter, find_exporters, unproved
from studio.core.export.golden import Written, check_count, choose_golden, golden_tolerances, write_golden
from studio.core.export.report import ExportedFile, RefusedFormat, Report
from studio.core.export.source import Source
from studio.core.export.torchscript import BYTECODES
from studio.core.export.verify import Demand, verify_files
from studio.core.files import atomic_write, write_folder
from studio.core.runtime.contract import Contract, Precision, beside
from studio.core.runtime.detector import find_runtime, load_detector
from studio.core.spec import Output
from studio.core.tiling.tiling import Tiling
from studio.core.weights.given import NOTHING, Given
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

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
    bytecode: int | None = None,
    any_size: bool = False,
    thresholds: Thresholds | None = None,
    verify: Dataset | None = None,
    images: int | None = None,
    max_drop: float | None = None,
    golden: int = 0,
    bundles: Sequence[str] = (),
    given: Given = NOTHING,
    tiling: Tiling | None = None,
    progress: Progress = lambda done, of, what: None,
) -> Report:
    """Export a run folder's or file's checkpoint to `formats` in the folder `out`; see EXPORTERS.

    With `verify`, the photos of that dataset's validation split (or up to `images` of them) go through each
    file and through the checkpoint, and what they find is compared; `max_drop` points of mAP may be lost.
    `report.json` in `out` holds all of it, and `report.html` shows it; those of an export before go when the
    first file is written. A format that can't hold this model is left out, and said in the report.

    Args:
        half: weights in 16 bits.
        bytecode: version of a `.ptl` file's bytecode; torch's own when left out.
        any_size: ONNX files take any size, too (TorchScript and `.ptl` always do).
        thresholds: what a `detections` head keeps when it isn't told otherwise.
        golden: pictures of a golden set, which is made of those of `verify`; 0 for none.
        bundles: folders to be made of the files, by the names of BUNDLES; what they need is written too.
        given: what the checkpoint doesn't say itself.
        tiling: how programs cut pictures up before the model looks at them; what is proved is the network.

    Raises:
        StudioError: an unknown format, head or size, not a checkpoint, a folder that can't be written, or
            none of the formats can hold this model.
    """
    packed = find_bundles(bundles)
    asked, formats = formats, formats_for(packed, formats)
    exporters = find_exporters(formats)
    output = _check_output(head, int8=int8)
    _check_bytecode(bytecode, formats)
    if golden or packed:
        check_count(golden or GOLDEN, has_photos=verify is not None)
    precision: Precision = "fp16" if half else "fp32"
    from studio.core.weights.opening import load_network
    from studio.core.weights.places import find_checkpoint

    checkpoint = find_checkpoint(model)
    # Formats that take the same form of the network share one.
    load_once = cache(partial(load_network, checkpoint, imgsz=imgsz, given=given))
    sha256 = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    # What can't be written is found before anything is.
    sources: dict[str, Source] = {}
    refused: list[RefusedFormat] = []
    for exporter in exporters:
        network, spec = load_once(fused=exporter.fused)
        if problem := (
            exporter.misfit(output, precision)
            or (exporter.needs and exporter.needs.missing())
            or (unproved(exporter.name) if verify is not None else None)
            or exporter.refusal(network.table)
        ):
            if len(exporters) == 1:
                raise problem
            refused.append(RefusedFormat(exporter.name, problem.cause, problem.remedy))
            continue
        live = exporter.live_grids or (any_size and exporter.name == "onnx")
        in_graph = output == "detections"
        contract = Contract(
            replace(spec, output=output, any_size=live),
            {"name": checkpoint.name, "sha256": sha256},
            _versions(),
            precision=precision,
            layout=exporter.layout,
            bytecode=(bytecode or BYTECODES[-1]) if exporter.name == "ptl" else None,
            thresholds=(thresholds or Thresholds()) if in_graph else None,
            is_adjustable=in_graph and exporter.adjustable,
            tiling=tiling,
        )
        sources[exporter.name] = Source(network, contract)
    exporters = [exporter for exporter in exporters if exporter.name in sources]
    if not exporters:
        raise StudioError(" ".join(each.sentence for each in refused), refused[0].remedy)
    for bundle in list(packed):
        if problem := bundle.misfit(output):
            if len(packed) == 1 and not asked:
                raise problem
            refused.append(RefusedFormat(bundle.name, problem.cause, problem.remedy))
            packed.remove(bundle)
        else:
            check_place(Path(out), bundle)
    spec = sources[exporters[0].name].contract.spec
    # Chosen first: a dataset without a usable picture should stop the export before its long part.
    demand = Demand(max_drop=max_drop)
    chosen = verify and choose_images(verify, images, model=checkpoint, class_names=spec.class_names)
    notes = [
        *(chosen.notes if chosen else []),
        *(note for bundle in packed if tiling and (note := bundle.untiled_note())),
    ]
    data = verify.source if verify else None
    report = Report(checkpoint, sha256, spec, Path(out), data=data, notes=notes, refused=refused)
    report.discard_old()
    # Writing a file takes about as long as comparing all on a picture.
    steps = len(exporters) + (len(chosen.paths) if chosen else 0)
    for done, exporter in enumerate(exporters):
        progress(done, steps, tr("Exporting {format}.", format=exporter.title))
        report.files.append(_write(exporter, sources[exporter.name], report.out))
    if chosen:
        comparing = tr("Comparing with the checkpoint.")
        progress(len(exporters), steps, comparing)
        if comparable := _comparable(report.files):
            found = verify_files(
                checkpoint,
                [file.path for file in comparable],
                chosen,
                imgsz=imgsz,
                demand=demand,
                given=given,
                progress=lambda done, _: progress(len(exporters) + done, steps, comparing),
                explain=partial(explain, pulse=lambda: progress(steps, steps, tr("Looking for the cause."))),
            )
            for file, verification in zip(comparable, found, strict=True):
                file.verification = verification
    if (golden or packed) and verify and chosen:
        progress(steps, steps, tr("Writing the golden set."))
        # It measures nothing, so that photos that were trained on will do where others are too few.
        is_enough = len(chosen.paths) >= (golden or GOLDEN)
        photos = chosen.paths if is_enough else [record.path for record in verify.records]
        pictures = choose_golden(verify, photos, golden or GOLDEN)
        kept = thresholds or Thresholds()
        tolerances = golden_tolerances([file.verification for file in report.files if file.verification])
        written = [Written(file.format, file.path, sources[file.format].contract) for file in report.files]
        with contextlib.closing(load_detector(checkpoint, imgsz=imgsz, given=given)) as detector:
            if golden:
                report.golden = write_golden(
                    report.out, detector, pictures, written, thresholds=kept, tolerances=tolerances
                )
            for bundle in packed:
                progress(steps, steps, tr("Writing the bundle {name}.", name=bundle.name))
                try:
                    parts = Parts(usable(bundle, report, written), kept, bundle.models)
                    made = write_bundle(
                        report.out, bundle, parts, detector=detector, pictures=pictures, tolerances=tolerances
                    )
                except StudioError as error:
                    report.refused.append(RefusedFormat(bundle.name, error.cause, error.remedy))
                else:
                    report.bundles.append(made)
    report.write()
    return report


def usable(bundle: Bundle, report: Report, written: Sequence[Written]) -> tuple[Written, ...]:
    """Return the models that a bundle is made of, best first: none that was found to see something else.

    Raises:
        StudioError: there is none.
    """
    failed = {
        file.format for file in report.files if file.verification and file.verification.verdict == "FAIL"
    }
    able = {file.format: file for file in written if file.format not in failed}
    if found := tuple(able[name] for name in bundle.formats if name in able):
        return found
    names = ", ".join(bundle.formats)
    raise StudioError(
        tr("The bundle {name} needs a file that passed, of {formats}.", name=bundle.name, formats=names),
        tr("Mend what the file failed by, and export again."),
    )


def _check_output(head: str, *, int8: bool) -> Output:
    """Return the head asked for.

    Raises:
        StudioError: it isn't known, or the number type can't be written yet.
    """
    if int8:
        raise StudioError(
            tr("Exporting with {option} is not available yet.", option="--int8"),
            tr("Leave it out to export in 32-bit floating point, or use --half."),
        )
    for output in get_args(Output):
        if head == output:
            return output  # type: ignore[no-any-return]  # get_args gives Any
    raise StudioError(
        tr("The head {head} is not known.", head=head),
        tr("Use --head {heads}.", heads=", ".join(get_args(Output))),
    )


def _check_bytecode(bytecode: int | None, formats: list[str]) -> None:
    """Raise a StudioError for a version of bytecode that torch can't write, or that nothing asked for has."""
    if bytecode is None:
        return
    if bytecode not in BYTECODES:
        raise StudioError(
            tr("There is no bytecode {version}.", version=bytecode),
            tr("Use a number from {least} to {most}.", least=BYTECODES[0], most=BYTECODES[-1]),
        )
    if "ptl" not in (name.strip().lower() for name in formats):
        raise StudioError(
            tr("Only .ptl files have bytecode, and none is asked for."),
            tr("Add ptl to --to, or leave --bytecode out."),
        )


def _comparable(files: Iterable[ExportedFile]) -> list[ExportedFile]:
    """Return the files that can be run here; of the others it is noted why not."""
    able = []
    for file in files:
        if missing := find_runtime(file.path).missing():
            file.not_compared = tr("{cause} This file was not compared.", cause=missing.cause)
        else:
            able.append(file)
    return able


def _write(exporter: Exporter, source: Source, out: Path) -> ExportedFile:
    start = time.perf_counter()
    files = exporter.load()(source)
    stem = file_stem(source.contract)
    path = out / (stem + exporter.suffix)
    if exporter.suffix in files:
        # The file that names the others last, and its description after it: what is there is whole.
        for suffix in reversed(files):
            atomic_write(out / (stem + suffix), files[suffix])
    else:
        write_folder(path, {name.removeprefix(exporter.suffix + "/"): files[name] for name in files})
    atomic_write(beside(path), source.contract.to_json())
    size = sum(map(len, files.values()))
    return ExportedFile(exporter.name, path, beside(path), size, time.perf_counter() - start)


def file_stem(contract: Contract) -> str:
    """Return the name of exported files without suffix, such as `yolov5n-416` or `yolov5n-416-raw-fp16`."""
    spec = contract.spec
    width, height = spec.input_wh
    size = str(width) if width == height else f"{width}x{height}"
    # The architecture is text of a checkpoint, which may come from anywhere: it must not name another folder.
    name = re.sub(r"[^\w.-]+", "", spec.architecture).lstrip(".") or "model"
    head = "" if spec.output == "decoded" else f"-{spec.output}"
    return f"{name}-{size}{head}" + ("" if contract.precision == "fp32" else f"-{contract.precision}")


def _versions() -> dict[str, str]:
    packages = ("torch", "onnx", "onnxruntime", "pnnx", "ncnn", "openvino", "executorch", "coremltools")
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
