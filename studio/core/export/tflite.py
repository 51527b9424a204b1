"""TFLite, by onnx2tf from our own ONNX, in the environment `tflite`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from studio.core.environments.places import python
from studio.core.environments.programs import run_program
from studio.core.errors import StudioError
from studio.core.export.source import Source
from studio.core.files import resource_path
from studio.core.runtime.tflite import IDENTIFIER
from studio.core.words import tr

TIMEOUT_SECONDS = 600
"""A hundred times what the largest network here takes."""


def convert(source: Source) -> dict[str, bytes]:
    """Return a `.tflite` file with a fixed input size and the contract as a metadata entry.

    Raises:
        StudioError: the environment isn't there, or the converter can't convert this network.
    """
    interpreter = python("tflite")
    contract = source.contract
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "model.onnx").write_bytes(source.onnx)
        (folder / "contract.json").write_text(contract.to_json(), encoding="utf-8")
        script = resource_path("converters", "tflite.py")
        ended = run_program(
            [str(interpreter), "-I", str(script), str(folder), contract.precision],
            timeout_s=TIMEOUT_SECONDS,
            folder=folder,
        )
        written, problem = folder / "model.tflite", folder / "problem.txt"
        if ended.code == 0 and written.is_file() and (content := written.read_bytes())[4:8] == IDENTIFIER:
            return {".tflite": content}
        if ended.code is None:
            reason = tr("it did not end")
        elif problem.is_file():
            reason = problem.read_text(encoding="utf-8").rstrip(".")
        else:
            reason = tr("it ended with {code}", code=ended.code)
        raise StudioError(
            tr("onnx2tf can't convert this model to TFLite: {reason}.", reason=reason),
            tr("Export to another format, or set its environment up anew with studio setup tflite."),
        )
