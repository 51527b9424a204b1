"""The proof for a file from anywhere: converted elsewhere, edited, quantised; run as a foreign program."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.errors import StudioError
from studio.core.export.chosen import choose_images
from studio.core.export.report import ExportedFile, Report
from studio.core.export.verify import Demand, Explain, Progress, Side, prove
from studio.core.files import atomic_write, checksum
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import Detector, identify_model, load_detector
from studio.core.runtime.stored import stored_contract
from studio.core.spec import ModelSpec
from studio.core.weights.places import find_checkpoint
from studio.core.words import tr

PARTS = {".param": ".bin", ".xml": ".bin", ".onnx": ".onnx.data", ".weights": ".cfg", ".cfg": ".weights"}
"""What a model file of this suffix can't be read without, or is larger by."""


def verify_foreign(
    file: Path,
    model: Path,
    dataset: Dataset,
    *,
    images: int | None = None,
    demand: Demand | None = None,
    progress: Progress = lambda done, of: None,
    should_stop: Callable[[], bool] = lambda: False,
    explain: Explain | None = None,
) -> Report:
    """Compare what a file finds with what a checkpoint finds, on a dataset's validation images.

    The file runs in a child process. It is compared at its own input size. One that says nothing of its
    input and classes is taken for what the checkpoint would be exported to, with decoded boxes; a note of
    the report says so.

    Args:
        images: how many are compared; None takes all.
        progress: told (images done, images in all); may raise to stop.
        should_stop: asked while the file is waited for.
        explain: as for `prove`.

    Returns:
        A report of one file; nothing is written.

    Raises:
        StudioError: the file, the checkpoint or the dataset can't be used.
        Cancelled: `should_stop` said so.
    """
    demand = demand or Demand()
    checkpoint = find_checkpoint(model)
    if not file.exists():
        raise StudioError(
            tr("The file {path} does not exist.", path=file), tr("Check the path and try again.")
        )
    contract = None if identify_model(file) == "pytorch" else stored_contract(file)
    with contextlib.ExitStack() as opened:

        def load(path: Path, imgsz: int | None = None) -> Detector:
            detector = load_detector(path, imgsz=imgsz, should_stop=should_stop)
            opened.callback(detector.close)
            return detector

        notes, why, run_as = [], "", file
        ours = load(checkpoint)
        if contract is None and identify_model(file) != "pytorch":
            contract = Contract(dataclasses.replace(ours.spec, output="decoded"))
            why = tr("it says nothing of its numbers")
            notes.append(
                tr(
                    "{file} says nothing of its input and classes, so it was taken for what {model} is"
                    " exported to: {width}x{height}, {resize}, {colour}, decoded boxes.",
                    file=file.name,
                    model=checkpoint.name,
                    width=ours.spec.input_wh[0],
                    height=ours.spec.input_wh[1],
                    resize=ours.spec.resize,
                    colour=ours.spec.colour.upper(),
                )
            )
            run_as = opened.enter_context(_described(file, contract))
        theirs = load(run_as)
        if theirs.spec.input_wh != ours.spec.input_wh:
            ours = load(checkpoint, _square_side(file, theirs.spec))
            told = tr("Both were run at {side}x{side}, the size of the file.", side=theirs.spec.input_wh[0])
            notes.append(told)
        if ours.spec.output not in ("decoded", "raw"):
            raise StudioError(
                tr("{path} shows only what its own NMS kept, so nothing can be held against it.", path=model),
                tr("Give --against the checkpoint itself, or a file exported with decoded boxes."),
            )
        chosen = choose_images(dataset, images, model=checkpoint, class_names=ours.spec.class_names)
        side = Side(file, theirs, contract, why=why)
        (found,) = prove(ours, [side], chosen, demand, progress, explain)
        found = dataclasses.replace(found, sentence=found.sentence.replace(str(run_as), str(file)))
        own = beside(file)
        exported = ExportedFile(
            format=theirs.engine.name,
            path=file,
            contract=own if own.is_file() else None,
            size_bytes=size_of(file),
            seconds=0.0,
            verification=found,
        )
        return Report(
            checkpoint,
            checksum(checkpoint),
            ours.spec,
            file.parent,
            [exported],
            data=dataset.source,
            notes=[*notes, *chosen.notes],
        )


def size_of(path: Path) -> int:
    """Return the bytes of a model: of all files of a folder, or of the file and of what it is read with."""
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    parts = [path, *_parts(path)]
    return sum(part.stat().st_size for part in parts)


def _parts(path: Path) -> list[Path]:
    suffix = PARTS.get(path.suffix.lower(), "")
    part = path.with_suffix(suffix) if suffix else path
    return [part] if part != path and part.is_file() else []


def _square_side(file: Path, spec: ModelSpec) -> int:
    width, height = spec.input_wh
    if width != height:
        raise StudioError(
            tr(
                "{path} takes {width}x{height}, and the checkpoint can be run at square sizes only.",
                path=file,
                width=width,
                height=height,
            ),
            tr("Give --against a model of that size."),
        )
    return width


@contextlib.contextmanager
def _described(file: Path, contract: Contract) -> Iterator[Path]:
    """Give a copy of a model file with a description beside it; the file's own folder is left as it is."""
    with tempfile.TemporaryDirectory(prefix="studio-verify-") as folder:
        copy = Path(folder) / file.name
        for part in (file, *_parts(file)):
            (shutil.copytree if part.is_dir() else shutil.copyfile)(part, Path(folder) / part.name)
        atomic_write(beside(copy), contract.to_json())
        try:
            yield copy
        except StudioError as problem:
            # Nobody knows the copy.
            raise StudioError(problem.cause.replace(str(copy), str(file)), problem.remedy) from problem
