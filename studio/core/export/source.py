"""What every converter starts from: the network, its contract, and our own ONNX of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from studio.core.runtime.contract import Contract

if TYPE_CHECKING:
    from studio.core.model.network import Network


@dataclass(frozen=True)
class Source:
    """One network that is written in one format.

    Attributes:
        network: in evaluation mode, fused if the format wants it.
        contract: what is to be written about it: head, size, precision, layout.
    """

    network: Network
    contract: Contract

    @cached_property
    def onnx(self) -> bytes:
        """The network as ONNX in 32 bits, with a fixed input size: where other converters start."""
        from studio.core.export.onnx import convert

        plain = replace(self.contract, precision="fp32", layout="nchw", bytecode=None)
        (content,) = convert(Source(self.network, plain)).values()
        return content
