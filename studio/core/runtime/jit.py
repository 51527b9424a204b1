"""The one place that knows how this torch talks about its TorchScript functions."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def silenced_deprecations() -> Iterator[None]:
    """Silence what torch 2.13 says about TorchScript, the lite interpreter and the legacy ONNX exporter.

    They are what phones and the installed base run, the engine is pinned, and the exported files are
    verified against the checkpoint; the warnings tell the user nothing to act on.
    """
    with warnings.catch_warnings():
        for message in (
            r"`torch\.jit\.\w+` is deprecated",
            r"Lite Interpreter is deprecated",
            r"You are using the legacy TorchScript-based ONNX export",
            r"The feature will be removed\. Please remove usage of this function",
        ):
            warnings.filterwarnings("ignore", message, DeprecationWarning)
        yield
