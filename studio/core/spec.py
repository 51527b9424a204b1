"""ModelSpec: all that a picture must go through to be seen by a network, and what comes back."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from studio.core.errors import StudioError
from studio.core.words import tr

Resize = Literal["letterbox", "stretch"]
Colour = Literal["rgb", "bgr"]
Output = Literal["raw", "decoded", "detections"]
MAX_CLASSES = 10_000
"""YOLO9000 knows 9418; each class is a column of every candidate box."""
MAX_SIDE = 4096
"""Pixels of an input's width or height; larger pictures are tiled."""
MAX_ANCHORS = 1000
"""Of all strides together."""


@dataclass(frozen=True, slots=True)
class HeadCode:
    """How a head's logits t mean boxes and scores, with s = sigmoid(t); it differs between families.

    Attributes:
        centre_scale: k in centre = (s * k - (k - 1) / 2 + cell) * stride. 2 in YOLOv5 and kin, whose cells
            reach half a cell beyond their border; 1 in YOLOv2 and YOLOv3; 1.05 in YOLOv4-tiny.
        size: `squared` is (2s)^2 * anchor (YOLOv5), `exp` is e^t * anchor (darknet).
        classes: `sigmoid` scores each class alone, `softmax` lets them compete.
    """

    centre_scale: float = 2.0
    size: Literal["squared", "exp"] = "squared"
    classes: Literal["sigmoid", "softmax"] = "sigmoid"

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> HeadCode:
        """Rebuild from plain data.

        Raises:
            ValueError: a value this program doesn't know.
        """
        code = cls(**{**data, "centre_scale": float(data["centre_scale"])}) if data else cls()
        if code.size not in ("squared", "exp") or code.classes not in ("sigmoid", "softmax"):
            raise ValueError(f"head code {data}")
        if not 1 <= code.centre_scale <= MAX_SIDE:
            raise ValueError(f"centre_scale {code.centre_scale}")
        return code


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """The facts that travel with a model, in its checkpoint and in each exported file.

    Attributes:
        architecture: name of the layer table, such as `yolov5n`.
        class_names: in class-id order.
        input_wh: input width and height in pixels, each a multiple of the largest stride.
        strides: input pixels per grid cell, one per detection layer, finest first.
        anchors: per detection layer its (width, height) pairs in input pixels.
        resize: how a picture is brought to `input_wh` (`letterbox` keeps its shape, `stretch` doesn't).
        colour: channel order of the input; values are 0..1, layout 1x3xHxW.
        output: `decoded` is one 1xNx(5+classes) array of cx, cy, w, h in input pixels, objectness and
            class scores (both 0..1); `raw` is one 1x(anchors*(5+classes))xHxW array of logits per stride;
            `detections` are the boxes that NMS in the file kept: Kx4 xyxy in input pixels, K scores, K
            class ids, and how many of the K are meant.
        code: what the logits mean.
        any_size: an exported file that makes its grids from the live shape: it runs at every size whose
            sides are multiples of the largest stride; `input_wh` is the one it is meant for.
    """

    architecture: str
    class_names: tuple[str, ...]
    input_wh: tuple[int, int]
    strides: tuple[int, ...]
    anchors: tuple[tuple[tuple[float, float], ...], ...]
    resize: Resize = "letterbox"
    colour: Colour = "rgb"
    output: Output = "decoded"
    code: HeadCode = field(default_factory=HeadCode)
    any_size: bool = False

    def with_size(self, input_wh: tuple[int, int]) -> ModelSpec:
        """Return the spec at another input size.

        Raises:
            StudioError: a side isn't a multiple of the largest stride.
        """
        for side in input_wh:
            check_imgsz(side, max(self.strides))
            check_side(side)
        return replace(self, input_wh=input_wh)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data as JSON would give it back (lists, no tuples)."""
        data: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ModelSpec:
        """Rebuild from `to_dict` data that passed through JSON.

        Raises:
            StudioError: a field is missing or has the wrong shape.
        """
        try:
            spec = cls(
                architecture=str(data["architecture"]),
                class_names=tuple(str(name) for name in data["class_names"]),
                input_wh=(int(data["input_wh"][0]), int(data["input_wh"][1])),
                strides=tuple(int(stride) for stride in data["strides"]),
                anchors=tuple(tuple((float(w), float(h)) for w, h in layer) for layer in data["anchors"]),
                resize=data.get("resize", "letterbox"),
                colour=data.get("colour", "rgb"),
                output=data.get("output", "decoded"),
                code=HeadCode.from_dict(data.get("code", {})),
                any_size=data.get("any_size", False) is True,
            )
            spec.check()
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
            raise StudioError(
                tr("The model's description is incomplete or wrong: {reason}.", reason=_reason(error)),
                tr("Export the model again from its checkpoint."),
            ) from error
        return spec

    def check(self) -> None:
        """Raise a ValueError when no network can have such a value, or no picture."""
        for name, value, kind in (
            ("resize", self.resize, Resize),
            ("colour", self.colour, Colour),
            ("output", self.output, Output),
        ):
            if value not in get_args(kind):
                raise ValueError(
                    tr(
                        "{name} is {value}, not one of {known}",
                        name=name,
                        value=repr(value)[:50],
                        known=", ".join(get_args(kind)),
                    )
                )
        width, height = self.input_wh
        if not (min(width, height) > 0 and max(width, height) <= MAX_SIDE):
            raise ValueError(tr("the input is {width}x{height}", width=width, height=height))
        if not 0 < len(self.class_names) <= MAX_CLASSES:
            raise ValueError(tr("it has {count} classes", count=len(self.class_names)))
        fits = all(stride > 0 and width % stride == 0 and height % stride == 0 for stride in self.strides)
        if not self.strides or not fits:
            raise ValueError(tr("the strides are {strides}", strides=str(list(self.strides))[:100]))
        sides = [side for layer in self.anchors for pair in layer for side in pair]
        if len(self.anchors) != len(self.strides) or not all(self.anchors) or len(sides) > 2 * MAX_ANCHORS:
            raise ValueError(tr("it has {count} rows of anchors", count=len(self.anchors)))
        if not all(0 < side < math.inf for side in sides):
            raise ValueError(tr("an anchor's side is not a number above 0"))


def _reason(error: Exception) -> str:
    """Return what is wrong in a description: our own words, or what is missing in it."""
    return str(error)[:200] if isinstance(error, ValueError) else repr(error)[:200]


def check_side(side: int) -> None:
    """Raise a StudioError when an input can't be so large."""
    if side > MAX_SIDE:
        raise StudioError(
            tr("The image size {imgsz} is larger than {most}.", imgsz=side, most=MAX_SIDE),
            tr("Use a smaller one, and cut larger pictures into tiles."),
        )


def check_imgsz(imgsz: int, stride: int) -> None:
    """Raise a StudioError naming the nearest right sizes unless `imgsz` is a multiple of `stride`."""
    if imgsz >= stride and imgsz % stride == 0:
        return
    below = max(stride, imgsz // stride * stride)
    above = below + stride if below <= imgsz else below
    raise StudioError(
        tr(
            "The image size {imgsz} is not a multiple of the model's largest stride, {stride}.",
            imgsz=imgsz,
            stride=stride,
        ),
        tr("Use {below} or {above}.", below=below, above=above)
        if below != above
        else tr("Use {above}.", above=above),
    )
