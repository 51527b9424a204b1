"""The onnxruntime engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.core.runtime.contract import ENTRY, check_exported_size, check_tensor_size, require_contract
from studio.core.words import tr

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from studio.core.runtime.engine import Tensor


class OnnxEngine:
    """An ONNX file in onnxruntime on the processor."""

    name = "onnx"
    batch = 1

    def __init__(self, path: Path, session: InferenceSession) -> None:
        self.spec = require_contract(path, session.get_modelmeta().custom_metadata_map.get(ENTRY)).spec
        self._session = session
        self._input = session.get_inputs()[0].name

    def infer(self, tensor: Tensor) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input."""
        check_tensor_size(tensor.shape, self.spec)
        outputs: list[Tensor] = self._session.run(None, {self._input: tensor})
        return outputs

    def close(self) -> None:
        """Free the session."""
        del self._session


def load(path: Path, imgsz: int | None, threads: int) -> OnnxEngine:
    """Open an ONNX file.

    Raises:
        StudioError: not an ONNX file, no contract, or exported for another size.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while waiting steal the cores of a training beside it: two were five times slower
    # than one on a busy machine, and win a fraction of a millisecond on an idle one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions share no narrower base
        raise StudioError(
            tr("{path} can't be opened as an ONNX model: {reason}.", path=path, reason=_reason(error)),
            tr("Export it again, or check that the file is whole."),
        ) from error
    engine = OnnxEngine(path, session)
    check_exported_size(path, engine.spec, imgsz)
    return engine


def _reason(error: Exception) -> str:
    """Return the words of an onnxruntime message, without its codes, on one line."""
    return str(error).splitlines()[0].rpartition(" : ")[2].strip().rstrip(".")[:200]
