"""ExecuTorch `.pte`, with the operations of XNNPACK where it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.export.lowering import lowered
from studio.core.export.source import Source

if TYPE_CHECKING:
    from torch.export import ExportedProgram

    from studio.core.runtime.contract import Contract


def convert(source: Source) -> dict[str, bytes]:
    """Return a `.pte` file with a fixed input size; its ends have places, in the contract's order, no names.

    Raises:
        StudioError: ExecuTorch can't convert this network.
    """
    return lowered(source, __name__, "ExecuTorch")


def lower(program: ExportedProgram, contract: Contract) -> dict[str, bytes]:
    """Return the file of a graph; in a process of its own, for it says and imports much."""
    from executorch.backends.xnnpack.partition.xnnpack_partitioner import XnnpackPartitioner
    from executorch.exir import to_edge_transform_and_lower

    edge = to_edge_transform_and_lower(program, partitioner=[XnnpackPartitioner()])
    return {".pte": bytes(edge.to_executorch().buffer)}
