"""Darknet's .weights: the numbers of a network one after the other, in the order of its .cfg.

A file begins with three int32 (major, minor, revision) and the count of pictures seen (uint64 since version
0.2, uint32 before); then float32: per convolution its biases, with batch norm also scales, means and
variances, and its weights (AlexeyAB/darknet, parser.c).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from studio.core.errors import StudioError
from studio.core.model.blocks import Conv
from studio.core.model.darknet_cfg import NORM_EPS, DarknetModel, read_cfg
from studio.core.model.heads import IDetect
from studio.core.model.network import Network
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.given import names_beside
from studio.core.words import tr

VERSION = (0, 2, 5)


def read_darknet(path: Path) -> Checkpoint:
    """Return what a .weights (its .cfg beside) or a .cfg (its .weights beside) holds.

    Raises:
        StudioError: one of the two is missing or can't be understood, or they don't belong together.
    """
    cfg, weights = _pair(path)
    model = read_cfg(cfg)
    if model.problem:
        raise model.problem
    names = names_beside(cfg, model.classes)
    network = Network(model.table, model.classes).eval()
    _fill(network, weights)
    spec = ModelSpec(
        architecture=model.table.name,
        class_names=names,
        input_wh=_whole_cells(model, network),
        strides=network.strides,
        anchors=model.table.anchors,
        resize=model.table.resize,
        colour=model.table.colour,
        code=network.detect.code,
    )
    return Checkpoint(spec, model.table, network.state_dict())


def write_weights(network: Network) -> bytes:
    """Return a .weights of a network that `darknet_writer.write_cfg` can describe, not fused."""
    if isinstance(network.detect, IDetect):
        # The learnt constants around its convolutions have no section either.
        network = deepcopy(network)
        assert isinstance(network.detect, IDetect)
        network.detect.fold()
    header = struct.pack("<3iQ", *VERSION, 0)
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    # Darknet adds its own to a variance, which has no place in a file.
    more = {id(norm.running_var): norm.eps - NORM_EPS for norm in norms}
    tensors = (tensor.detach().cpu() + more.get(id(tensor), 0.0) for tensor in _order(network))
    return header + b"".join(tensor.numpy().astype("<f4").tobytes() for tensor in tensors)


def _order(network: Network) -> Iterator[Tensor]:
    """Yield the tensors of a network in darknet's order: a detection's convolution follows its source row."""
    heads = {source: index for index, source in enumerate(network.inputs[-1])}
    for index, module in enumerate(network.model):
        if isinstance(module, Conv):
            norm = module.bn
            assert norm.running_mean is not None and norm.running_var is not None
            yield from (norm.bias, norm.weight, norm.running_mean, norm.running_var, module.conv.weight)
        if index in heads:
            convolution = network.detect.m[heads[index]]
            assert isinstance(convolution, nn.Conv2d) and convolution.bias is not None
            yield from (convolution.bias, convolution.weight)


def _fill(network: Network, path: Path) -> None:
    """Copy the numbers of a .weights into a network.

    Raises:
        StudioError: the file isn't one, or holds more or fewer numbers than the network has.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StudioError(
            tr("{path} can't be opened: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that the file is there and readable."),
        ) from error
    if len(content) < 16:
        raise StudioError(
            tr(
                "{path} is not a darknet weights file: it has only {size} bytes.",
                path=path,
                size=len(content),
            ),
            tr("Get it again from where it came from."),
        )
    major, minor, _ = struct.unpack_from("<3i", content)
    start = 20 if major * 10 + minor >= 2 else 16
    numbers = np.frombuffer(content, "<f4", count=(len(content) - start) // 4, offset=start)
    tensors = list(_order(network))
    wanted = sum(tensor.numel() for tensor in tensors)
    if len(numbers) != wanted:
        counts = {"path": path, "found": len(numbers), "wanted": wanted, "name": network.table.name}
        raise StudioError(
            tr("{path} holds {found} numbers, but {name}.cfg needs {wanted}.", **counts),
            tr("The file is cut off; get it again.")
            if len(numbers) < wanted
            else tr("Use the .cfg these weights were trained with."),
        )
    position = 0
    with torch.no_grad():
        for tensor in tensors:
            values = numbers[position : position + tensor.numel()].astype(np.float32)
            tensor.copy_(torch.from_numpy(values).view_as(tensor))
            position += tensor.numel()


def _pair(path: Path) -> tuple[Path, Path]:
    """Return the .cfg and the .weights that belong together."""
    suffix = path.suffix.lower()
    other = ".cfg" if suffix == ".weights" else ".weights"
    beside = path.with_suffix(other)
    if not beside.is_file():
        found = sorted(each for each in path.parent.iterdir() if each.suffix.lower() == other)
        if len(found) != 1:
            raise StudioError(
                tr("{path} needs {name} beside it.", path=path, name=beside.name),
                tr("Darknet keeps a network in two files; put both into one folder under one name."),
            )
        beside = found[0]
    return (beside, path) if suffix == ".weights" else (path, beside)


def _whole_cells(model: DarknetModel, network: Network) -> tuple[int, int]:
    """Return the input size; one that isn't a multiple of the largest stride is taken up to the next."""
    stride = max(network.strides)
    width, height = (-(-side // stride) * stride for side in model.input_wh)
    return width, height
