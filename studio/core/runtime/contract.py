"""The contract of an exported file: all another program must know to use it, kept inside it and beside it."""

from __future__ import annotations

import json
import math
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from studio.core.archives import read_entry
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.json_door import Anything, Number, Text, Whole, parse_json
from studio.core.runtime.tiling_words import cutting_words, merging_words
from studio.core.spec import HeadCode, ModelSpec
from studio.core.tiling.tiling import SHAPE as TILING_SHAPE
from studio.core.tiling.tiling import Tiling
from studio.core.versions import NewerVersion, refuse_newer
from studio.core.words import tr

FORMAT = "detection-studio-contract-1"
ENTRY = "contract.json"
"""Name of the metadata entry: ONNX `metadata_props` key, TorchScript extra file."""
MOST_TIMES = 16
"""Outputs with so many times the numbers promised are no mistake of layout."""
MAX_BYTES = 1_000_000
"""No honest contract is larger; a hostile archive may claim to be."""


Precision = Literal["fp32", "fp16"]
Layout = Literal["nchw", "nhwc"]

SHAPE = {
    "format": Text(),
    "spec": {str: Anything()},
    "checkpoint?": {str: Text()},
    "versions?": {str: Text()},
    "precision?": Text(),
    "bytecode?": (Whole(1, 100), None),
    "thresholds?": ({"confidence": Number(0, 1), "iou": Number(0, 1), "top_k": Whole(1)}, None),
    "tiling?": (TILING_SHAPE, None),
    "inputs?": [{"name": Text(), "layout?": Text()}],
}
THRESHOLD_TYPES = {"confidence": "float64", "iou": "float64", "top_k": "int64"}


@dataclass(frozen=True, slots=True)
class Contract:
    """What travels with an exported model.

    Attributes:
        spec: input size, colour, resize rule, classes, strides, anchors, output head.
        checkpoint: name and SHA-256 of the checkpoint the file was made from.
        versions: of this program and of the engines that wrote the file.
        precision: of the weights in the file; what goes in and comes out is 32-bit either way.
        layout: order of the input's sides: batch, channel, row, column, or batch, row, column, channel.
        bytecode: version of a `.ptl` file's bytecode, which an app's runtime must know.
        thresholds: what the head `detections` keeps when it isn't told otherwise; None for other heads.
        is_adjustable: the thresholds are inputs of the file, after the picture.
        tiling: how pictures are cut up before they are looked at; None: they are not.
    """

    spec: ModelSpec
    checkpoint: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    precision: Precision = "fp32"
    layout: Layout = "nchw"
    bytecode: int | None = None
    thresholds: Thresholds | None = None
    is_adjustable: bool = False
    tiling: Tiling | None = None

    def to_json(self) -> str:
        """Return the contract as a JSON document, with its words for whoever writes the other program."""
        return (
            json.dumps(
                {
                    "format": FORMAT,
                    "spec": self.spec.to_dict(),
                    "preprocessing": _preprocessing_words(self),
                    "inputs": _inputs(self),
                    "outputs": _outputs(self.spec),
                    "postprocessing": _postprocessing_words(self),
                    "precision": self.precision,
                    "bytecode": self.bytecode,
                    "thresholds": asdict(self.thresholds) if self.thresholds else None,
                    "tiling": self.tiling.to_dict() if self.tiling else None,
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
            # Of a newer version it may have another shape.
            found = parse_json(text, {"format": Text()}, most=MAX_BYTES)["format"]
            refuse_newer(found, FORMAT, tr("The description stored with the model"))
            data = parse_json(text, SHAPE, most=MAX_BYTES)
            is_ours = found == FORMAT
        except NewerVersion:
            raise
        except StudioError:
            is_ours = False
        if not is_ours:
            raise StudioError(
                tr("The description stored with the model can't be understood."),
                tr("Export the model again from its checkpoint."),
            )
        thresholds, inputs = data.get("thresholds"), data.get("inputs") or [{}]
        tiling = data.get("tiling")
        return cls(
            spec=ModelSpec.from_dict(data["spec"]),
            checkpoint=data.get("checkpoint", {}),
            versions=data.get("versions", {}),
            precision="fp16" if data.get("precision") == "fp16" else "fp32",
            layout="nhwc" if inputs[0].get("layout") == "nhwc" else "nchw",
            bytecode=data.get("bytecode"),
            thresholds=Thresholds(**{name: thresholds[name] for name in THRESHOLD_TYPES})
            if thresholds
            else None,
            is_adjustable=len(inputs) > 1,
            tiling=Tiling.from_dict(tiling) if tiling else None,
        )


def columns(spec: ModelSpec) -> list[str]:
    """Return the names of the values that describe one candidate box, in order."""
    return ["cx", "cy", "w", "h", "objectness", *spec.class_names]


def output_names(spec: ModelSpec) -> list[str]:
    """Return the names of the model's outputs, in order."""
    if spec.output == "decoded":
        return ["output"]
    if spec.output == "detections":
        return ["boxes", "scores", "classes", "count"]
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


def spec_at(path: Path, spec: ModelSpec, imgsz: int | None) -> ModelSpec:
    """Return the facts of an exported file at the size asked for; None: at the one it is meant for.

    Raises:
        StudioError: it can't be run at that size.
    """
    if imgsz is None or spec.input_wh == (imgsz, imgsz):
        return spec
    if spec.any_size:
        return spec.with_size((imgsz, imgsz))
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


def output_shapes(spec: ModelSpec) -> list[tuple[Any, ...]]:
    """Return the shapes of the model's outputs for one picture, in order; sides not fixed are names."""
    return [tuple(output["shape"]) for output in _outputs(spec)]


def check_outputs(shapes: Sequence[Sequence[Any]], spec: ModelSpec) -> None:
    """Raise a StudioError unless outputs of one picture have the shapes that a model's description promises.

    A side that isn't a number (an ONNX file may name it instead) is not compared.
    """
    wanted = output_shapes(spec)
    if len(shapes) == len(wanted) and all(
        len(shape) == len(own)
        and all(
            side == whole or not isinstance(side, int) or not isinstance(whole, int)
            for side, whole in zip(shape, own, strict=True)
        )
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


def check_amount(shapes: Sequence[Sequence[int]], spec: ModelSpec) -> None:
    """Raise a StudioError when outputs have far more numbers than any reading of a model's description.

    Such of other shapes are let through: a diagnosis finds out what they are.
    """
    if spec.output != "detections":
        promised = sum(map(math.prod, output_shapes(spec)))
        if sum(map(math.prod, shapes)) <= MOST_TIMES * promised:
            return
    check_outputs(shapes, spec)


def _tell(shapes: Sequence[Sequence[Any]]) -> str:
    return ", ".join("x".join(map(str, shape)) for shape in shapes)[:200]


def run_error(runtime: str, reason: str) -> StudioError:
    """Return what to tell the user when an engine stopped in the middle of an exported file."""
    return StudioError(
        tr("The exported model can't be run by {runtime}: {reason}.", runtime=runtime, reason=reason),
        tr("Export it again from its checkpoint."),
    )


def _preprocessing_words(contract: Contract) -> list[str]:
    spec = contract.spec
    width, height = spec.input_wh
    if spec.resize == "letterbox":
        place = (
            f"Scale the picture by r = min({width} / its width, {height} / its height), sides rounded to "
            f"whole pixels, bilinear; place it in the middle (odd pixel to the right and below) of a "
            f"{width} x {height} canvas filled with {spec.pad}, {spec.pad}, {spec.pad}."
        )
    else:
        place = f"Stretch the picture to {width} x {height}, bilinear."
    return [
        "Turn the picture upright (EXIF orientation).",
        *([cutting_words(contract.tiling)] if contract.tiling else ()),
        place,
        f"Order the channels {spec.colour.upper()}.",
        "Divide by 255, so that values run from 0 to 1; no mean, no deviation.",
        f"Lay out as float32, 1 x 3 x {height} x {width} (batch, channel, row, column)."
        if contract.layout == "nchw"
        else f"Lay out as float32, 1 x {height} x {width} x 3 (batch, row, column, channel).",
        *(
            [f"Any other size whose sides are multiples of {max(spec.strides)} is taken as well."]
            if spec.any_size
            else ["No other size is taken."]
        ),
    ]


def _inputs(contract: Contract) -> list[dict[str, Any]]:
    sides = contract.spec.input_wh[::-1]
    shape = [1, 3, *sides] if contract.layout == "nchw" else [1, *sides, 3]
    inputs: list[dict[str, Any]] = [
        {"name": "images", "shape": shape, "type": "float32", "layout": contract.layout}
    ]
    if contract.thresholds and contract.is_adjustable:
        inputs += [
            {"name": name, "shape": [], "type": kind, "default": getattr(contract.thresholds, name)}
            for name, kind in THRESHOLD_TYPES.items()
        ]
    return inputs


def _outputs(spec: ModelSpec) -> list[dict[str, Any]]:
    width, height = spec.input_wh
    values = len(columns(spec))
    cells = [(height // stride, width // stride) for stride in spec.strides]
    if spec.output == "decoded":
        rows = sum(len(layer) * h * w for layer, (h, w) in zip(spec.anchors, cells, strict=True))
        return [{"name": "output", "shape": [1, rows, values], "columns": columns(spec)}]
    if spec.output == "detections":
        sides = {"boxes": ["rows", 4], "scores": ["rows"], "classes": ["rows"], "count": [1]}
        types = {"boxes": "float32", "scores": "float32", "classes": "int64", "count": "int64"}
        return [{"name": name, "shape": sides[name], "type": types[name]} for name in output_names(spec)]
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


def _postprocessing_words(contract: Contract) -> list[str]:
    spec = contract.spec
    return [
        *_kept_words(contract),
        "Undo the placement: subtract the offset of the picture in the canvas; on each axis divide by the "
        "scaled side and multiply by the picture's."
        if spec.resize == "letterbox"
        else "Undo the stretch: multiply by picture size / input size.",
        *(merging_words(contract.tiling) if contract.tiling else ()),
    ]


def _kept_words(contract: Contract) -> list[str]:
    if contract.spec.output == "detections":
        return [
            "The first `count` rows are the boxes that are left after NMS, highest score first: x1, y1, x2, "
            "y2 in pixels of the input, their scores 0..1 and their classes, numbered from 0."
        ]
    return [
        "Columns cx, cy, w, h are pixels of the input; objectness and class scores are 0..1 already."
        if contract.spec.output == "decoded"
        else _code_words(contract.spec.code),
        "Score = objectness * best class score; drop boxes below the confidence threshold (0.25 is usual).",
        "Keep the 1000 highest scores, then suppress: drop a box when a better one of its class overlaps "
        "it by more than the IoU threshold (0.45 is usual).",
    ]
