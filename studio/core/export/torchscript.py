"""TorchScript, and the `.ptl` file of PyTorch Mobile."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from studio.core.export.trace import trace
from studio.core.runtime.contract import ENTRY, Contract
from studio.core.runtime.jit import silenced_deprecations

if TYPE_CHECKING:
    from studio.core.model.network import Network


def convert(network: Network, contract: Contract) -> bytes:
    """Return a TorchScript archive."""
    import torch

    module = trace(network, contract.spec)
    buffer = io.BytesIO()
    with silenced_deprecations():
        torch.jit.save(module, buffer, _extra_files={ENTRY: contract.to_json().encode()})
    return buffer.getvalue()


def convert_lite(network: Network, contract: Contract) -> bytes:
    """Return a `.ptl` archive: the same module with bytecode for the lite interpreter.

    It isn't passed through optimize_for_mobile: torch 2.13 is built without XNNPACK and stops there
    (pytorch/pytorch issue 189532); fusing and freezing are done already.
    """
    module = trace(network, contract.spec)
    with silenced_deprecations():
        # The only door there is to this format; it never got a public name.
        content: bytes = module._save_to_buffer_for_lite_interpreter(  # noqa: SLF001
            _extra_files={ENTRY: contract.to_json().encode()}
        )
    return content
