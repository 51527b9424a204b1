"""TorchScript, and the `.ptl` file of PyTorch Mobile."""

from __future__ import annotations

import io
from typing import Any

from studio.core.errors import StudioError
from studio.core.export.source import Source
from studio.core.export.trace import trace
from studio.core.runtime.contract import ENTRY, Contract
from studio.core.runtime.jit import silenced_deprecations
from studio.core.words import tr

BYTECODES = (4, 5, 6, 7, 8)
"""Versions that torch can write a `.ptl` in: its own last, the others by its backport."""


def convert(source: Source) -> dict[str, bytes]:
    """Return a TorchScript archive."""
    import torch

    module = trace(source.network, source.contract)
    buffer = io.BytesIO()
    with silenced_deprecations():
        torch.jit.save(module, buffer, _extra_files=_extra(source.contract))
    return {".torchscript": buffer.getvalue()}


def convert_lite(source: Source) -> dict[str, bytes]:
    """Return a `.ptl` archive: the same module with bytecode for the lite interpreter.

    It isn't passed through optimize_for_mobile: torch 2.13 is built without XNNPACK and stops there
    (pytorch/pytorch issue 189532); fusing and freezing are done already.

    Raises:
        StudioError: torch can't write the version of bytecode that is asked for.
    """
    contract = source.contract
    module = trace(source.network, contract)
    with silenced_deprecations():
        # The only door there is to this format; it never got a public name.
        content: bytes = module._save_to_buffer_for_lite_interpreter(  # noqa: SLF001
            _extra_files=_extra(contract)
        )
        if contract.bytecode is not None:
            content = _backported(content, contract.bytecode)
    return {".ptl": content}


def _extra(contract: Contract) -> dict[str, bytes]:
    return {ENTRY: contract.to_json().encode()}


def _backported(content: bytes, version: int) -> bytes:
    """Return a `.ptl` in an older bytecode, for apps whose runtime knows no newer."""
    from torch.jit import mobile

    lite: Any = mobile
    try:
        if lite._get_model_bytecode_version(io.BytesIO(content)) != version:  # noqa: SLF001
            content = lite._backport_for_mobile_to_buffer(io.BytesIO(content), version)  # noqa: SLF001
        written = lite._get_model_bytecode_version(io.BytesIO(content))  # noqa: SLF001
    except RuntimeError as error:
        reason = str(error).strip().partition("\n")[0][:200]
    else:
        if written == version:
            return content
        reason = tr("it wrote version {written}", written=written)
    raise StudioError(
        tr("torch can't write this model in bytecode {version}: {reason}.", version=version, reason=reason),
        tr("Use a higher --bytecode, up to {most}, or leave it out.", most=BYTECODES[-1]),
    )
