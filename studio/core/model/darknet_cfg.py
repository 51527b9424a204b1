"""Darknet's .cfg as a layer table (the way back is `darknet_writer`); read without torch.

The sections are described in the wiki of AlexeyAB/darknet ("CFG-Parameters in the different layers").
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.data.text import decode_kept
from studio.core.errors import StudioError
from studio.core.files import check_is_file
from studio.core.model.darknet_options import OPTIONS, is_neutral
from studio.core.model.table import LayerTable, Row
from studio.core.spec import MAX_ANCHORS, MAX_CLASSES, MAX_SIDE, Resize
from studio.core.words import tr

DETECTIONS = ("yolo", "region")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
NORM_EPS = 1e-6
"""What OpenCV adds to the variance when it reads darknet; darknet itself adds 1e-5 in newer versions."""


@dataclass(slots=True)
class Section:
    """One [name] of a .cfg with its options as text, and the lines they stand on."""

    name: str
    line: int
    options: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DarknetModel:
    """What a .cfg describes.

    Attributes:
        table: its layers, the detection sections as one head at the end.
        classes: as its detection sections say.
        input_wh: its width and height.
        problem: None, or why weights of this file could not be read: its last filters don't fit its classes.
    """

    table: LayerTable
    classes: int
    input_wh: tuple[int, int]
    problem: StudioError | None = None


def read_cfg(path: Path) -> DarknetModel:
    """Read a .cfg.

    Raises:
        StudioError: the file can't be read, or a section isn't known or not complete; its line is named.
    """
    return _Reader(path).read()


def read_sections(path: Path) -> list[Section]:
    """Return the sections of a .cfg, comments and empty lines left out.

    Raises:
        StudioError: the file can't be read, or a line is neither a section nor key=value.
    """
    try:
        check_is_file(path)
        # Whatever encoding its comments are in.
        text = decode_kept(path.read_bytes()).body
    except OSError as error:
        raise StudioError(
            tr("{path} can't be opened: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that the file is there and readable."),
        ) from error
    sections: list[Section] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].partition(";")[0].strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            sections.append(Section(line[1:-1].strip().lower(), number))
            continue
        key, equals, value = line.partition("=")
        if not equals or not sections:
            raise StudioError(
                tr(
                    "{path}, line {line}: {text} is not key=value.",
                    path=path,
                    line=number,
                    text=raw.strip()[:50].encode("utf-8", "replace").decode(),
                ),
                tr("A .cfg has sections such as [convolutional] with lines such as filters=32."),
            )
        # Darknet takes the first of two lines of one name.
        sections[-1].options.setdefault(key.strip(), value.strip())
        sections[-1].lines.setdefault(key.strip(), number)
    if not sections or sections[0].name not in ("net", "network"):
        raise StudioError(
            tr("{path} does not begin with a [net] section.", path=path),
            tr("Use the .cfg the weights were trained with."),
        )
    return sections


@dataclass(slots=True)
class _Detection:
    row: int
    stride: int
    anchors: list[tuple[float, float]]
    centre_scale: float
    scores: str
    size: str
    classes: int
    problem: StudioError | None


class _Reader:
    """Turns sections into rows; darknet counts every section, a table only those that do something."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Row] = []
        self.strides: list[float] = []
        self.row_of: list[int | None] = []  # per darknet layer the table row with its output
        self.detections: list[_Detection] = []
        self.section = Section("net", 0)
        self.linear: Section | None = None  # the convolution in front of a detection section

    def read(self) -> DarknetModel:
        net, *layers = read_sections(self.path)
        self.section = net
        self._check_options("net")
        sides = (self._whole("width", 416, most=MAX_SIDE), self._whole("height", 416, most=MAX_SIDE))
        input_wh: tuple[int, int] = sides
        resize: Resize = "letterbox" if self._whole("letter_box", 0, least=0) else "stretch"
        kinds: dict[str, Callable[[], None]] = {
            "convolutional": self._convolution,
            "maxpool": self._max_pool,
            "route": self._route,
            "upsample": self._upsample,
            "shortcut": self._shortcut,
            "dropout": lambda: self.row_of.append(self._source(-1)),
            "yolo": self._detection,
            "region": self._detection,
        }
        for section in layers:
            self.section = section
            if section.name not in kinds:
                raise self._wrong(
                    tr("the section [{name}] is not known here.", name=section.name),
                    tr("Known sections are {names}.", names=", ".join(f"[{name}]" for name in kinds)),
                )
        for index, section in enumerate(layers):
            self.section = section
            following = layers[index + 1].name if index + 1 < len(layers) else ""
            self._check_options(section.name)
            if section.name == "convolutional" and following in DETECTIONS:
                self._check_last(layers[index + 1])
                self.linear = section
                self.row_of.append(None)
            else:
                kinds[section.name]()
        if not self.detections:
            raise StudioError(
                tr("{path} has no [yolo] and no [region] section.", path=self.path),
                tr("Only detectors can be read."),
            )
        return self._finish(input_wh, resize)

    def _finish(self, input_wh: tuple[int, int], resize: Resize) -> DarknetModel:
        found = sorted(self.detections, key=lambda detection: detection.stride)
        first = found[0]
        alike = {
            (len(each.anchors), each.centre_scale, each.scores, each.size, each.classes) for each in found
        }
        if len(alike) > 1:
            raise StudioError(
                tr("{path}: its detection sections differ in anchors, classes or scale_x_y.", path=self.path),
                tr("Give all of them the same number of anchors and the same settings."),
            )
        head = Row(
            tuple(each.row for each in found), 1, "DarknetDetect",
            (first.centre_scale, first.scores, *(["squared"] if first.size == "squared" else [])),
            self.section.line,
        )  # fmt: skip
        table = LayerTable(
            name=self.path.stem,
            text="",
            depth_multiple=1.0,
            width_multiple=1.0,
            anchors=tuple(tuple(each.anchors) for each in found),
            rows=(*self.rows, head),
            facts={},
            imgsz=input_wh[0],
            activation="leaky",
            norm_eps=NORM_EPS,
            channel_step=1,
            resize=resize,
        )
        problem = next((each.problem for each in found if each.problem), None)
        return DarknetModel(table, first.classes, input_wh, problem)

    def _check_options(self, name: str) -> None:
        """Raise a StudioError for an option of the section that is not obeyed and may change its output."""
        known = OPTIONS[name]
        stride = self.section.options.get("stride", "1")
        fixed = (
            {**known.fixed, "stride_x": (stride,), "stride_y": (stride,)}
            if "stride" in known.read
            else known.fixed
        )
        if name == "maxpool" and self._whole("maxpool_depth", 0, least=0) == 0:
            fixed = {**fixed, "out_channels": (self.section.options.get("out_channels", ""),)}
        for key, value in self.section.options.items():
            if key in known.read or key in known.idle:
                continue
            if key == "channels":
                if not is_neutral(value, fixed[key]):
                    raise self._wrong(
                        tr(
                            "channels={value}: its network takes other pictures, such as grey ones.",
                            value=value,
                        ),
                        tr("Only networks for three colours can be read; train it again with channels=3."),
                        key,
                    )
            elif key not in fixed:
                raise self._wrong(
                    tr("the option {name} is not known here; it may change what is computed.", name=key),
                    tr("Remove the line if only a training needs it."),
                    key,
                )
            elif not is_neutral(value, fixed[key]):
                usual = " / ".join(f"{key}={each}" for each in fixed[key])
                raise self._wrong(
                    tr(
                        "{name}={value} changes what is computed, and is not known here.",
                        name=key,
                        value=value,
                    ),
                    tr("Only {usual} can be read.", usual=usual)
                    if usual
                    else tr("Such networks can't be read."),
                    key,
                )

    def _check_last(self, detection: Section) -> None:
        """Compare the convolution before a detection section with the only one there can be."""
        # With new_coords a section takes what is between 0 and 1 already.
        squared = detection.name == "yolo" and detection.options.get("new_coords", "0") != "0"
        activation = self.section.options.get("activation", "logistic")
        for key, default, wanted in (
            ("size", "1", "1"),
            ("stride", "1", "1"),
            ("groups", "1", "1"),
            ("batch_normalize", "0", "0"),
            ("activation", "logistic", activation if squared else "linear"),
        ):
            if self.section.options.get(key, default) != wanted:
                raise self._wrong(
                    tr(
                        "before a detection section a convolution has {key}={wanted}.", key=key, wanted=wanted
                    ),
                    tr("Such networks can't be read."),
                    key,
                )
        if self._whole("pad", 0, least=0) == 0 and self._whole("padding", 0, least=0) != 0:
            raise self._wrong(
                tr("before a detection section a convolution has {key}={wanted}.", key="padding", wanted=0),
                tr("Such networks can't be read."),
                "padding",
            )

    def _convolution(self) -> None:
        if not self._whole("batch_normalize", 0, least=0):
            raise self._wrong(
                tr("a convolution without batch_normalize=1 that is not in front of a detection section."),
                tr("Such networks can't be read."),
            )
        size = self._whole("size", 1)
        padding = size // 2 if self._whole("pad", 0, least=0) else self._whole("padding", 0, least=0)
        stride, groups = self._whole("stride", 1), self._whole("groups", 1)
        args: list[Any] = [self._whole("filters"), size, stride]
        if padding != size // 2 or groups != 1:
            args += [padding, groups]
        activation = self.section.options.get("activation", "logistic")
        if activation not in ("leaky", "linear", "mish", "relu", "logistic", "swish", "hardswish"):
            raise self._wrong(
                tr("the activation {name} is not known here.", name=activation),
                tr("Known ones are leaky, linear, mish, relu, logistic, swish and hardswish."),
                "activation",
            )
        if activation != "leaky":
            args.append("silu" if activation == "swish" else activation)
        self._add("Conv", args, (-1,), stride)

    def _max_pool(self) -> None:
        size = self._whole("size", self._whole("stride", 1))
        stride = self._whole("stride", 1)
        if self._whole("padding", size - 1, least=0) != size - 1:
            raise self._wrong(
                tr(
                    "padding={value} changes what is computed, and is not known here.",
                    value=self._whole("padding", least=0),
                ),
                tr("Only {usual} can be read.", usual=f"padding={size - 1}"),
                "padding",
            )
        self._add("MaxPool", [size, stride] if stride != 1 else [size], (-1,), stride)

    def _upsample(self) -> None:
        scale = self._whole("stride", 2)
        self._add("Upsample", [scale], (-1,), 1 / scale)

    def _shortcut(self) -> None:
        self._add("Add", [], (-1, *self._wholes("from")), 1)

    def _route(self) -> None:
        layers = self._wholes("layers")
        groups, group = self._whole("groups", 1), self._whole("group_id", 0, least=0)
        if group >= groups:
            raise self._wrong(
                tr("group_id={group} of {groups} groups is not there.", group=group, groups=groups),
                tr("Groups are counted from 0; correct group_id or groups."),
                "group_id",
            )
        if groups > 1:
            if len(layers) != 1:
                raise self._wrong(
                    tr("a [route] with groups reads more than one layer."), tr("Give it one layer."), "layers"
                )
            self._add("ChannelPart", [groups, group], (layers[0],), 1)
        elif len(layers) == 1:
            self.row_of.append(self._source(layers[0]))
        else:
            self._add("Concat", [], tuple(layers), 1)

    def _detection(self) -> None:
        """Remember a [yolo] or [region]; the convolution before it becomes part of the head."""
        source = self._source(-2) if self.linear is not None else None
        if self.linear is None or source is None or not 0 <= source == len(self.rows) - 1:
            raise self._wrong(
                tr("it does not follow a convolution that reads the layer right above it."),
                tr("Only such detection sections can be read."),
            )
        if any(source == other.row for other in self.detections):
            raise self._wrong(
                tr("it reads the same layer as the detection section above it."),
                tr("Only such detection sections can be read that read a layer each."),
            )
        self.row_of.append(None)
        numbers = self._numbers("anchors")
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        classes, stride = self._whole("classes", most=MAX_CLASSES), int(self.strides[source])
        if not pairs or len(numbers) % 2 or min(numbers) <= 0 or len(pairs) > MAX_ANCHORS:
            raise self._wrong(
                tr("its anchors are not pairs of width and height, all of them above 0."),
                tr("Correct it."),
                "anchors",
            )
        if self.section.name == "yolo":
            # Darknet keeps `num` of its anchors, whatever more are written.
            pairs = pairs[: self._whole("num", len(pairs))]
            mask = self._wholes("mask") if "mask" in self.section.options else list(range(len(pairs)))
            if any(not 0 <= place < len(pairs) for place in mask):
                raise self._wrong(
                    tr("its mask names an anchor that is not there."),
                    tr("Correct mask, anchors or num."),
                    "mask",
                )
            anchors = [pairs[place] for place in mask]
            (scale,) = self._numbers("scale_x_y")[:1] or [1.0]
            scores = "sigmoid"
            size = "squared" if self._whole("new_coords", 0, least=0, most=1) else "exp"
            if size == "squared" and self.linear.options.get("activation", "logistic") != "logistic":
                raise self._wrong(
                    tr("it has new_coords=1, and the convolution above it not activation=logistic."),
                    tr("Correct one of the two."),
                    "new_coords",
                )
            if not 1 <= scale <= 100:
                raise self._wrong(
                    tr("scale_x_y is {value}, not a number from 1 up.", value=scale),
                    tr("Correct it."),
                    "scale_x_y",
                )
        else:
            # YOLOv2 gives anchors in cells.
            if self._whole("num", len(pairs)) != len(pairs):
                raise self._wrong(
                    tr("num is not the number of its anchors, {count}.", count=len(pairs)),
                    tr("Correct it."),
                    "num",
                )
            anchors = [(width * stride, height * stride) for width, height in pairs]
            scale, size = 1.0, "exp"
            scores = "softmax" if self._whole("softmax", 0, least=0) else "sigmoid"
        detection, self.section = self.section, self.linear
        wanted, filters = len(anchors) * (5 + classes), self._whole("filters")
        problem = None
        if filters != wanted:
            problem = self._wrong(
                tr(
                    "filters={filters}, but {anchors} anchors and {classes} classes need {wanted}.",
                    filters=filters,
                    anchors=len(anchors),
                    classes=classes,
                    wanted=wanted,
                ),
                tr("Write filters={wanted}, or correct classes in the section below.", wanted=wanted),
                "filters",
            )
        self.section, self.linear = detection, None
        self.detections.append(_Detection(source, stride, anchors, scale, scores, size, classes, problem))

    def _add(self, module: str, args: list[Any], layers: tuple[int, ...], stride: float) -> None:
        sources = []
        for layer in layers:
            row = self._source(layer)
            sources.append(-1 if row == len(self.rows) - 1 else row)
        before = [self.strides[len(self.rows) - 1 if row == -1 else row] for row in sources if self.rows]
        self.strides.append((before[0] if before else 1) * stride)
        self.row_of.append(len(self.rows))
        self.rows.append(Row(tuple(sources), 1, module, tuple(args), self.section.line))

    def _source(self, layer: int) -> int:
        """Return the table row of a darknet layer: counted from the start, or from here when negative."""
        index = len(self.row_of) + layer if layer < 0 else layer
        if index == -1:
            return -1  # the picture
        row = self.row_of[index] if 0 <= index < len(self.row_of) else None
        if row is None:
            raise self._wrong(
                tr("layer {layer} has no output that can be read.", layer=layer),
                tr("Layers are counted from 0, or back from here; detections can't be read."),
            )
        return row

    def _whole(self, key: str, default: int | None = None, *, least: int = 1, most: int = 1_000_000) -> int:
        """Return an option that has to be a whole number from `least` to `most`."""
        text = self.section.options.get(key)
        if text is None and default is not None:
            return default
        value = int(text) if text and _WHOLE.fullmatch(text) else least - 1
        if not least <= value <= most:
            raise self._wrong(
                tr(
                    "{key} is {text}, not a whole number from {least} to {most}.",
                    key=key,
                    text=(text or "")[:50],
                    least=least,
                    most=most,
                ),
                tr("Correct it."),
                key,
            )
        return value

    def _wholes(self, key: str) -> list[int]:
        """Return an option that has to be whole numbers with commas."""
        numbers = self._numbers(key)
        if not numbers or any(number != int(number) for number in numbers):
            raise self._wrong(tr("{key} holds no whole numbers.", key=key), tr("Correct it."), key)
        return [int(number) for number in numbers]

    def _numbers(self, key: str) -> list[float]:
        """Return an option that has to be numbers with commas; an option that isn't there holds none."""
        text = self.section.options.get(key, "")
        try:
            numbers = [float(part) for part in text.split(",") if part.strip()]
        except ValueError:
            numbers = [math.nan]
        if not all(map(math.isfinite, numbers)):
            raise self._wrong(
                tr("{key} is {text}, not numbers with commas.", key=key, text=text[:50]),
                tr("Correct it."),
                key,
            )
        return numbers

    def _wrong(self, cause: str, remedy: str, key: str = "") -> StudioError:
        line = self.section.lines.get(key, self.section.line)
        where = tr("{path}, line {line}, [{name}]:", path=self.path, line=line, name=self.section.name)
        return StudioError(f"{where} {cause}", remedy)
