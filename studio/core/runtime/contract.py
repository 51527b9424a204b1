"""The contract of an exported file: all another program must know to use it, kept inside it and beside it."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.archives import read_entry
from studio.core.errors import StudioError
from studio.core.json_door import Anything, Text, parse_json
from studio.core.spec import HeadCode, ModelSpec
from studio.core.words import tr

FORMAT = "detection-studio-contract-1"
ENTRY = "contract.json"
"""Name of the metadata entry: ONNX `metadata_props` key, TorchScript extra file."""
MAX_BYTES = 1_000_000
"""No honest contract is larger; a hostile archive may claim to be."""


SHAPE = {
    "format": Text(),
    "spec": {str: Anything()},
    "checkpoint?": {str: Text()},
    "versions?": {str: Text()},
}


@dataclass(frozen=True, slots=True)
class Contract:
    """What travels with an exported model.

    Attributes:
        spec: input size, colour, resize rule, classes, strides, anchors, output head.
        checkpoint: name and SHA-256 of the checkpoint the file was made from.
        versions: of this program and of the engines that wrote the file.
    """

    spec: ModelSpec
    checkpoint: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the contract as a JSON document, with its words for whoever writes the other program."""
        return (
            json.dumps(
                {
                    "format": FORMAT,
                    "spec": self.spec.to_dict(),
                    "preprocessing": _preprocessing_words(self.spec),
                    "input": {
                        "name": "images",
                        "shape": [1, 3, *self.spec.input_wh[::-1]],
                        "type": "float32",
                    },
                    "outputs": _outputs(self.spec),
                    "postprocessing": _postprocessing_words(self.spec),
                    "checkpoint": self.checkpoint,
                    "versions": self.versions,
                },
                indent=1,
                ensure_ascii=False,
            )
            + "\n"
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Contract:
        """Read `to_json` text.

        Raises:
            StudioError: it isn't such a document, or a fact is missing.
        """
        try:
            data = parse_json(text, SHAPE, most=MAX_BYTES)
            is_ours = data["format"] == FORMAT
        except StudioError:
            is_ours = False
        if not is_ours:
            raise StudioError(
                tr("The description stored with the model can't be understood."),
                tr("Export the model again from its checkpoint."),
            )
        return cls(ModelSpec.from_dict(data["spec"]), data.get("checkpoint", {}), data.get("versions", {}))


def columns(spec: ModelSpec) -> list[str]:
    """Return the names of the values that describe one candidate box, in order."""
    return ["cx", "cy", "w", "h", "objectness", *spec.class_names]


def output_names(spec: ModelSpec) -> list[str]:
    """Return the names of the model's outputs, in order."""
    if spec.output == "decoded":
        return ["output"]
    return [f"head_stride_{stride}" for stride in spec.strides]


def beside(path: Path) -> Path:
    """Return where the contract of an exported file lies as JSON: `model.onnx` has `model.onnx.json`."""
    return path.with_name(path.name + ".json")


def read_inside_archive(path: Path) -> str | None:
    """Return the contract text inside a TorchScript or `.ptl` archive, or None; needs no engine."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith("/extra/" + ENTRY) and entry.file_size <= MAX_BYTES:
                    return read_entry(archive, entry).decode()
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error):
        pass
    return None


def require_contract(path: Path, inside: str | None) -> Contract:
    """Return the contract found inside the file at `path`, or else the one beside it.

    Raises:
        StudioError: there is neither, or it can't be understood.
    """
    if inside is not None:
        return Contract.from_json(inside)
    companion = beside(path)
    if companion.is_file() and companion.stat().st_size <= MAX_BYTES:
        try:
            return Contract.from_json(companion.read_bytes())
        except StudioError as error:
            raise StudioError(f"{companion}: {error.cause}", error.remedy) from error
    raise StudioError(
        tr("{path} does not say what input and classes it was made for.", path=path),
        tr("Export it with this program, or put {name} beside it.", name=companion.name),
    )


def check_exported_size(path: Path, spec: ModelSpec, imgsz: int | None) -> None:
    """Raise a StudioError unless an exported file can be run at `imgsz` (None: at the size it has)."""
    if imgsz is None or spec.input_wh == (imgsz, imgsz):
        return
    width, height = spec.input_wh
    raise StudioError(
        tr(
            "{path} was exported for {width}x{height} and can't run at {imgsz}x{imgsz}.",
            path=path,
            width=width,
            height=height,
            imgsz=imgsz,
        ),
        tr("Export again with --imgsz {imgsz}, or leave --imgsz out.", imgsz=imgsz),
    )


def check_tensor_size(shape: tuple[int, ...], spec: ModelSpec) -> None:
    """Raise a StudioError unless an input of `shape` (1x3xHxW) has the size a model was exported for."""
    width, height = spec.input_wh
    if shape == (1, 3, height, width):
        return
    raise StudioError(
        tr(
            "The model was exported for 1x3x{height}x{width} and can't take {shape}.",
            height=height,
            width=width,
            shape="x".join(str(side) for side in shape),
        ),
        tr(
            "Bring the picture to {width}x{height}, or export again at another size.",
            width=width,
            height=height,
        ),
    )


def output_shapes(spec: ModelSpec) -> list[tuple[int, ...]]:
    """Return the shapes of the model's outputs for one picture, in order."""
    return [tuple(output["shape"]) for output in _outputs(spec)]


def check_outputs(shapes: Sequence[Sequence[Any]], spec: ModelSpec) -> None:
    """Raise a StudioError unless outputs of one picture have the shapes that a model's description promises.

    A side that isn't a number (an ONNX file may name it instead) is not compared.
    """
    wanted = output_shapes(spec)
    if len(shapes) == len(wanted) and all(
        len(shape) == len(own)
        and all(side == whole or not isinstance(side, int) for side, whole in zip(shape, own, strict=True))
        for shape, own in zip(shapes, wanted, strict=True)
    ):
        return
    raise StudioError(
        tr(
            "The model's output {shapes} does not fit its description, {wanted} ({classes} classes, {head}).",
            shapes=_tell(shapes),
            wanted=_tell(wanted),
            classes=len(spec.class_names),
            head=spec.output,
        ),
        tr("Export the model again from its checkpoint."),
    )


def _tell(shapes: Sequence[Sequence[Any]]) -> str:
    return ", ".join("x".join(map(str, shape)) for shape in shapes)[:200]


def run_error(runtime: str, reason: str) -> StudioError:
    """Return what to tell the user when an engine stopped in the middle of an exported file."""
    return StudioError(
        tr("The exported model can't be run by {runtime}: {reason}.", runtime=runtime, reason=reason),
        tr("Export it again from its checkpoint."),
    )


def _preprocessing_words(spec: ModelSpec) -> list[str]:
    width, height = spec.input_wh
    if spec.resize == "letterbox":
        place = (
            f"Scale the picture by r = min({width} / its width, {height} / its height), sides rounded to "
            f"whole pixels, bilinear; place it in the middle (odd pixel to the right and below) of a "
            f"{width} x {height} canvas filled with 114, 114, 114."
        )
    else:
        place = f"Stretch the picture to {width} x {height}, bilinear."
    return [
        "Turn the picture upright (EXIF orientation).",
        place,
        f"Order the channels {spec.colour.upper()}.",
        "Divide by 255, so that values run from 0 to 1; no mean, no deviation.",
        f"Lay out as float32, 1 x 3 x {height} x {width} (batch, channel, row, column).",
    ]


def _outputs(spec: ModelSpec) -> list[dict[str, Any]]:
    width, height = spec.input_wh
    values = len(columns(spec))
    cells = [(height // stride, width // stride) for stride in spec.strides]
    if spec.output == "decoded":
        rows = sum(len(layer) * h * w for layer, (h, w) in zip(spec.anchors, cells, strict=True))
        return [{"name": "output", "shape": [1, rows, values], "columns": columns(spec)}]
    return [
        {
            "name": name,
            "shape": [1, len(layer) * values, h, w],
            "stride": stride,
            "anchors": [list(anchor) for anchor in layer],
            "channels": "anchor-major: for each anchor " + ", ".join(columns(spec)),
        }
        for name, stride, layer, (h, w) in zip(
            output_names(spec), spec.strides, spec.anchors, cells, strict=True
        )
    ]


def _code_words(code: HeadCode) -> str:
    scale, shift = f"{code.centre_scale:g}", f"{(code.centre_scale - 1) / 2:g}"
    size = "(2 s)^2" if code.size == "squared" else "e^value"
    scores = (
        "objectness and class scores are s"
        if code.classes == "sigmoid"
        else "objectness is s, class scores are the softmax of an anchor's class values"
    )
    return (
        f"With s = sigmoid(value): centre = ({scale} s - {shift} + cell) * stride, size = {size} * anchor, "
        f"in pixels of the input; {scores}."
    )


def _postprocessing_words(spec: ModelSpec) -> list[str]:
    decode = (
        ["Columns cx, cy, w, h are pixels of the input; objectness and class scores are 0..1 already."]
        if spec.output == "decoded"
        else [_code_words(spec.code)]
    )
    return [
        *decode,
        "Score = objectness * best class score; drop boxes below the confidence threshold (0.25 is usual).",
        "Keep the 1000 highest scores, then suppress: drop a box when a better one of its class overlaps "
        "it by more than the IoU threshold (0.45 is usual).",
        "Undo the placement: subtract the offset of the picture in the canvas; on each axis divide by the "
        "scaled side and multiply by the picture's."
        if spec.resize == "letterbox"
        else "Undo the stretch: multiply by picture size / input size.",
    ]
