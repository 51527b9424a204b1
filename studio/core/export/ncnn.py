"""NCNN: .param and .bin, by pnnx from our own ONNX."""

from __future__ import annotations

import lzma
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.export.source import Source
from studio.core.runtime.contract import output_names
from studio.core.words import tr

TIMEOUT_SECONDS = 600
"""Hundred times what the largest network here takes."""


def convert(source: Source) -> dict[str, bytes]:
    """Return the .param, which names the layers, and the .bin with their weights.

    The blobs have the names that the contract gives the input and the outputs.

    Raises:
        StudioError: pnnx can't convert it, or to layers that ncnn doesn't know.
    """
    contract = source.contract
    width, height = contract.spec.input_wh
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "model.onnx").write_bytes(source.onnx)
        # Every name is given: it would make some of the file's, with other signs in them.
        wishes = [
            "model.onnx",
            f"inputshape=[1,3,{height},{width}]",
            f"fp16={int(contract.precision == 'fp16')}",
            "pnnxparam=model.pnnx.param",
            "pnnxbin=model.pnnx.bin",
            "pnnxpy=model_pnnx.py",
            "pnnxonnx=model.pnnx.onnx",
            "ncnnparam=model.param",
            "ncnnbin=model.bin",
            "ncnnpy=model_ncnn.py",
        ]
        try:
            ended = subprocess.run(
                [_pnnx(folder), *wishes],
                cwd=folder,
                capture_output=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
            reason = tr("it ended with {code}", code=ended.returncode)
        except subprocess.TimeoutExpired:
            reason = tr("it did not end")
        except OSError as error:
            reason = error.strerror or type(error).__name__
        param, weights = folder / "model.param", folder / "model.bin"
        if not (param.is_file() and weights.is_file()):
            raise StudioError(
                tr("pnnx can't convert this model to NCNN: {reason}.", reason=reason),
                tr("Export to another format."),
            )
        names = {"in0": "images"}
        names |= {f"out{place}": name for place, name in enumerate(output_names(contract.spec))}
        text = _with_names(param.read_text(encoding="utf-8"), names)
        _check_layers(text)
        return {".ncnn.param": text.encode(), ".ncnn.bin": weights.read_bytes()}


def _pnnx(folder: Path) -> str:
    """Return where the converter's own program is; its Python wrapper would import torch.

    Args:
        folder: to unpack it in: installers carry it packed, as it is large and rarely called.

    Raises:
        StudioError: it isn't installed.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    found = None if frozen else find_spec("pnnx")
    name = "pnnx.exe" if sys.platform == "win32" else "pnnx"
    for place in [f"{frozen}/pnnx"] if frozen else (found and found.submodule_search_locations) or ():
        program, packed = Path(place, name), Path(place, f"{name}.xz")
        if program.is_file():
            return str(program)
        if packed.is_file():
            program = folder / name
            with lzma.open(packed) as source, program.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            program.chmod(0o700)
            return str(program)
    raise StudioError(
        tr("pnnx, which converts to NCNN, is not installed."), tr("Install it with: pip install pnnx")
    )


def _with_names(param: str, names: dict[str, str]) -> str:
    """Return a .param with other names of blobs.

    A line of it is a layer's type, its name, how many blobs go in and come out, their names, and options
    (ncnn wiki, "param and model file structure").
    """
    magic, counts, *layers = param.splitlines()
    lines = [magic, counts]
    for layer in layers:
        words = layer.split()
        if len(words) >= 4:
            last = 4 + int(words[2]) + int(words[3])
            words[4:last] = [names.get(word, word) for word in words[4:last]]
            # The layer that stands for the input has its blob's name.
            if words[0] == "Input":
                words[1] = names.get(words[1], words[1])
        lines.append(" ".join(words))
    return "\n".join(lines) + "\n"


def _check_layers(param: str) -> None:
    """Raise a StudioError when ncnn has no layer for something in a .param."""
    from studio.core.runtime.ncnn import library

    ncnn = library()
    known = {layer for layer in _types(param) if ncnn.layer_to_index(layer) >= 0}
    if foreign := _types(param) - known:
        raise StudioError(
            tr("ncnn has no layer for {names} of this model.", names=", ".join(sorted(foreign))),
            tr("Export to another format, or with --head raw."),
        )


def _types(param: str) -> set[str]:
    return {line.split()[0] for line in param.splitlines()[2:] if line.strip()}
