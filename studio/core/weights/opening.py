"""Opening whatever holds a network's weights: a run, a checkpoint, a published file, darknet's weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio.core.model.network import Network
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint, build_network, is_checkpoint, read_checkpoint
from studio.core.weights.darknet import read_darknet
from studio.core.weights.given import NOTHING, Given, read_class_names
from studio.core.weights.places import find_checkpoint
from studio.core.weights.published import read_published

DARKNET_SUFFIXES = (".weights", ".cfg")


def load_checkpoint(path: Path, given: Given = NOTHING) -> Checkpoint:
    """Read any of the files this program knows as data; nothing in them is executed.

    That is a run folder or checkpoint of this program, a `.pt` or `.pth` of the publishers (see `published`),
    or a `.weights` or `.cfg` of darknet with the other one beside it (see `darknet`).

    Args:
        given: what the file itself does not say.

    Raises:
        StudioError: the file is missing, is none of these, is damaged, or what is given doesn't fit it.
    """
    file = find_checkpoint(path)
    checkpoint = _read(file, given)
    if given.names:
        names = read_class_names(given.names, len(checkpoint.spec.class_names))
        checkpoint.spec = replace(checkpoint.spec, class_names=names)
    return checkpoint


def _read(file: Path, given: Given) -> Checkpoint:
    is_darknet = file.suffix.lower() in DARKNET_SUFFIXES
    if not is_darknet and not is_checkpoint(file):
        return read_published(file, given)
    given.refuse_data_file(file)
    return read_darknet(file) if is_darknet else read_checkpoint(file)


def load_network(
    path: Path, *, imgsz: int | None = None, fused: bool = True, given: Given = NOTHING
) -> tuple[Network, ModelSpec]:
    """Return (network in evaluation mode, its spec), at another input size when `imgsz` is given.

    Raises:
        StudioError: see `load_checkpoint`, or `imgsz` isn't a multiple of the largest stride.
    """
    checkpoint = load_checkpoint(path, given)
    spec = checkpoint.spec if imgsz is None else checkpoint.spec.with_size((imgsz, imgsz))
    network = build_network(checkpoint)
    return (network.fuse() if fused else network), spec
