"""Writing a bundle: what its writer makes, the models with their contracts, and a golden set."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio import __version__
from studio.core.errors import StudioError
from studio.core.export.agreement import Tolerances
from studio.core.export.bundles.listing import FORMAT, LIST, read_list
from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.table import Bundle
from studio.core.export.bundles.written import WrittenBundle
from studio.core.export.golden import FOLDER, RUNTIME_NAMES, Written, write_golden
from studio.core.files import atomic_write, checksum, is_there, own_folder, write_error
from studio.core.runtime.contract import beside
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.runtime.detector import Detector

GOLDEN = 10
"""Pictures of a golden set, unless another number is asked for."""


def check_place(out: Path, bundle: Bundle) -> None:
    """Raise a StudioError where a bundle would replace what somebody made or changed."""
    folder = own_folder(out, bundle.name)
    if not is_there(folder):
        return
    elsewhere = tr("Move it elsewhere, or export to another folder.")
    try:
        known = read_list(folder)["files"]
    except StudioError as error:
        if folder.is_dir() and not any(folder.iterdir()):
            return
        raise StudioError(
            tr("{folder} is there and was not written by an export.", folder=folder), elsewhere
        ) from error
    for name, sha256 in known.items():
        path = folder / name
        if path.is_file() and checksum(path) != sha256:
            raise StudioError(tr("{path} was changed since it was exported.", path=path), elsewhere)


def write_bundle(
    out: Path,
    bundle: Bundle,
    parts: Parts,
    *,
    detector: Detector,
    pictures: Sequence[Path],
    tolerances: Tolerances,
) -> WrittenBundle:
    """Write the folder of a bundle into an export's, and return what was written.

    Files of an older bundle of the same name go, what else lies there stays.

    Args:
        detector: of the checkpoint, at the size of the models.
        pictures: of the golden set.
        tolerances: how much a device may differ.

    Raises:
        StudioError: it can't be written, something there is somebody's, or the parts don't fit together.
    """
    check_place(out, bundle)
    folder = own_folder(out, bundle.name)
    files = dict(bundle.load()(parts))
    for file in parts.files:
        for path in _with_companions(file.path):
            files[parts.place(Written(file.format, path, file.contract))] = path.read_bytes()
    try:
        with tempfile.TemporaryDirectory(prefix=f".{bundle.name}.", dir=out) as place:
            # A set is written beside its models, where its programs look for them.
            models = [
                Written(file.format, Path(place) / parts.place(file), file.contract) for file in parts.files
            ]
            golden = write_golden(
                Path(place),
                detector,
                pictures,
                [model for model in models if model.format in RUNTIME_NAMES],
                thresholds=parts.thresholds,
                tolerances=tolerances,
            )
            for path in sorted(golden.iterdir()):
                files[f"{FOLDER}/{path.name}"] = path.read_bytes()
        _replace(folder, files)
    except OSError as error:
        raise write_error(folder, error) from error
    document = {
        "format": FORMAT,
        "bundle": bundle.name,
        "title": parts.title,
        "models": [parts.place(file) for file in parts.files],
        "studio": __version__,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    atomic_write(folder / LIST, json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    size = sum(map(len, files.values()))
    return WrittenBundle(bundle.name, folder, size, tuple(file.format for file in parts.files))


def _with_companions(model: Path) -> list[Path]:
    """Return the files of a model: its own, its contract, and the `.bin` beside a `.param`."""
    found = [model, beside(model)]
    if model.suffix == ".param":
        found.append(model.with_suffix(".bin"))
    return found


def _replace(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, and remove those of the bundle that was there before."""
    if (folder / LIST).exists():
        for name in read_list(folder)["files"]:
            # Not through a link to a folder of somebody's.
            is_inside = (folder / name).parent.resolve().is_relative_to(folder.resolve())
            if name not in files and is_inside:
                (folder / name).unlink(missing_ok=True)
        (folder / LIST).unlink()
    for name, content in files.items():
        atomic_write(folder / name, content)
