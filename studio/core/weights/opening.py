"""Opening whatever holds a network's weights: a run, a checkpoint, a published file, darknet's weights."""

from __future__ import annotations

from pathlib import Path

from studio.core.model.network import Network
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint, build_network, is_checkpoint, read_checkpoint
from studio.core.weights.darknet import read_darknet
from studio.core.weights.places import find_checkpoint
from studio.core.weights.published import read_published

DARKNET_SUFFIXES = (".weights", ".cfg")


def load_checkpoint(path: Path) -> Checkpoint:
    """Read any of the files this program knows as data; nothing in them is executed.

    That is a run folder or checkpoint of this program, a `.pt` or `.pth` of the publishers (see `published`),
    or a `.weights` or `.cfg` of darknet with the other one beside it (see `darknet`).

    Raises:
        StudioError: the file is missing, is none of these, or is damaged.
    """
    file = find_checkpoint(path)
    if file.suffix.lower() in DARKNET_SUFFIXES:
        return read_darknet(file)
    return read_checkpoint(file) if is_checkpoint(file) else read_published(file)


def load_network(path: Path, *, imgsz: int | None = None, fused: bool = True) -> tuple[Network, ModelSpec]:
    """Return (network in evaluation mode, its spec), at another input size when `imgsz` is given.

    Raises:
        StudioError: not a checkpoint, or `imgsz` isn't a multiple of the largest stride.
    """
    checkpoint = load_checkpoint(path)
    spec = checkpoint.spec if imgsz is None else checkpoint.spec.with_size((imgsz, imgsz))
    network = build_network(checkpoint)
    return (network.fuse() if fused else network), spec
