"""Darknet's .cfg as a layer table, and back; read without torch.

The sections are described in the wiki of AlexeyAB/darknet ("CFG-Parameters in the different layers").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.model.table import LayerTable, Row
from studio.core.spec import ModelSpec, Resize
from studio.core.words import tr

DETECTIONS = ("yolo", "region")
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
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise StudioError(
            tr("{path} can't be opened: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that the file is there and readable."),
        ) from error
    sections: list[Section] = []
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = raw.partition("#")[0].partition(";")[0].strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            sections.append(Section(line[1:-1].strip().lower(), number))
            continue
        key, equals, value = line.partition("=")
        if not equals or not sections:
            raise StudioError(
                tr("{path}, line {line}: {text} is not key=value.", path=path, line=number, text=raw.strip()),
                tr("A .cfg has sections such as [convolutional] with lines such as filters=32."),
            )
        sections[-1].options[key.strip()] = value.strip()
        sections[-1].lines[key.strip()] = number
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
        input_wh = (self._whole("width", 416), self._whole("height", 416))
        resize: Resize = "letterbox" if self._whole("letter_box", 0) else "stretch"
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
        for index, section in enumerate(layers):
            self.section = section
            following = layers[index + 1].name if index + 1 < len(layers) else ""
            if section.name not in kinds:
                raise self._wrong(
                    tr("the section [{name}] is not known here.", name=section.name),
                    tr("Known sections are {names}.", names=", ".join(f"[{name}]" for name in kinds)),
                )
            if section.name == "convolutional" and following in DETECTIONS:
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
        alike = {(len(each.anchors), each.centre_scale, each.scores, each.classes) for each in found}
        if len(alike) > 1:
            raise StudioError(
                tr("{path}: its detection sections differ in anchors, classes or scale_x_y.", path=self.path),
                tr("Give all of them the same number of anchors and the same settings."),
            )
        head = Row(
            tuple(each.row for each in found), 1, "DarknetDetect", (first.centre_scale, first.scores),
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

    def _convolution(self) -> None:
        if not self._whole("batch_normalize", 0):
            raise self._wrong(
                tr("a convolution without batch_normalize=1 that is not in front of a detection section."),
                tr("Such networks can't be read."),
            )
        size = self._whole("size", 1)
        padding = size // 2 if self._whole("pad", 0) else self._whole("padding", 0)
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
        self._add("MaxPool", [size, stride] if stride != 1 else [size], (-1,), stride)

    def _upsample(self) -> None:
        scale = self._whole("stride", 2)
        self._add("Upsample", [scale], (-1,), 1 / scale)

    def _shortcut(self) -> None:
        if self.section.options.get("activation", "linear") != "linear":
            raise self._wrong(
                tr("a [shortcut] with an activation is not known here."),
                tr("Use activation=linear."),
                "activation",
            )
        self._add("Add", [], (-1, self._whole("from")), 1)

    def _route(self) -> None:
        layers = [int(number) for number in self._numbers("layers")]
        groups = self._whole("groups", 1)
        if groups > 1:
            if len(layers) != 1:
                raise self._wrong(
                    tr("a [route] with groups reads more than one layer."), tr("Give it one layer."), "layers"
                )
            self._add("ChannelPart", [groups, self._whole("group_id", 0)], (layers[0],), 1)
        elif len(layers) == 1:
            self.row_of.append(self._source(layers[0]))
        else:
            self._add("Concat", [], tuple(layers), 1)

    def _detection(self) -> None:
        """Remember a [yolo] or [region]; the convolution before it becomes part of the head."""
        source = self._source(-2) if self.linear is not None else None
        if self.linear is None or source is None or source != len(self.rows) - 1:
            raise self._wrong(
                tr("it does not follow a linear convolution that reads the layer right above it."),
                tr("Only such detection sections can be read."),
            )
        self.row_of.append(None)
        numbers = self._numbers("anchors")
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        classes, stride = self._whole("classes"), int(self.strides[source])
        if self.section.name == "yolo":
            if self._whole("new_coords", 0):
                raise self._wrong(
                    tr("new_coords=1 is not known here."), tr("Use new_coords=0."), "new_coords"
                )
            mask = [int(number) for number in self._numbers("mask")]
            if any(not 0 <= place < len(pairs) for place in mask):
                raise self._wrong(
                    tr("its mask names an anchor that is not there."), tr("Correct mask or anchors."), "mask"
                )
            anchors = [pairs[place] for place in mask]
            scale, scores = float(self.section.options.get("scale_x_y", "1.0")), "sigmoid"
        else:
            # YOLOv2 gives anchors in cells.
            anchors = [(width * stride, height * stride) for width, height in pairs]
            scale, scores = 1.0, "softmax" if self._whole("softmax", 0) else "sigmoid"
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
        self.detections.append(_Detection(source, stride, anchors, scale, scores, classes, problem))

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

    def _whole(self, key: str, default: int | None = None) -> int:
        text = self.section.options.get(key)
        if text is None and default is not None:
            return default
        try:
            return int(text or "")
        except ValueError:
            raise self._wrong(
                tr("{key} is {text}, not a whole number.", key=key, text=text), tr("Correct it."), key
            ) from None

    def _numbers(self, key: str) -> list[float]:
        text = self.section.options.get(key, "")
        try:
            return [float(part) for part in text.split(",") if part.strip()]
        except ValueError:
            raise self._wrong(
                tr("{key} is {text}, not numbers with commas.", key=key, text=text), tr("Correct it."), key
            ) from None

    def _wrong(self, cause: str, remedy: str, key: str = "") -> StudioError:
        line = self.section.lines.get(key, self.section.line)
        where = tr("{path}, line {line}, [{name}]:", path=self.path, line=line, name=self.section.name)
        return StudioError(f"{where} {cause}", remedy)


EXPRESSIBLE = ("Conv", "MaxPool", "Upsample", "Concat", "Add", "ChannelPart")
"""Modules that darknet has a section for."""


def check_rows(table: LayerTable) -> None:
    """Refuse a table that `write_cfg` can't write.

    Raises:
        StudioError: darknet has no section for one of its rows.
    """
    for index, row in enumerate(table.rows[:-1]):
        if row.number != 1 or row.module not in EXPRESSIBLE:
            raise StudioError(
                tr(
                    "Darknet has no section for row {index} of {name}, {module}.",
                    index=index,
                    name=table.name,
                    module=row.module,
                ),
                tr("Export to another format, or train one of yolov2-tiny, yolov3-tiny and yolov4-tiny."),
            )


def write_cfg(table: LayerTable, spec: ModelSpec) -> str:
    """Return a .cfg of a table whose every row darknet has a section for.

    Raises:
        StudioError: a row can't be expressed.
    """
    check_rows(table)
    return _Writer(table, spec).write()


class _Writer:
    """Turns rows into sections and remembers which section holds each row's output."""

    def __init__(self, table: LayerTable, spec: ModelSpec) -> None:
        self.table = table
        self.spec = spec
        self.count = 0
        self.layer_of: list[int] = []
        self.text: list[str] = []

    def write(self) -> str:
        width, height = self.spec.input_wh
        letter_box = {"letter_box": 1} if self.spec.resize == "letterbox" else {}
        self._section("net", width=width, height=height, channels=3, **letter_box)
        self.count = 0
        *rows, head = self.table.rows
        heads = {
            source if source >= 0 else len(rows) + source: index for index, source in enumerate(head.sources)
        }
        for index, row in enumerate(rows):
            row = replace(
                row, sources=tuple(source if source >= 0 else index + source for source in row.sources)
            )
            self._row(row)
            if index in heads:
                self._head(heads[index])
        return "\n".join(self.text)

    def _row(self, row: Row) -> None:
        args = list(row.args)
        if row.module in ("Concat", "ChannelPart"):
            part = {"groups": args[0], "group_id": args[1]} if row.module == "ChannelPart" else {}
            layers = ",".join(str(self.layer_of[source]) for source in row.sources)
            self._section("route", layers=layers, **part)
        else:
            first = self.layer_of[row.sources[0]] if row.sources[0] >= 0 else -1
            if first != self.count - 1:
                self._section("route", layers=first)
            self._plain(row.module, args, row)
        self.layer_of.append(self.count - 1)

    def _plain(self, module: str, args: list[Any], row: Row) -> None:
        if module == "Conv":
            activation = args.pop() if isinstance(args[-1], str) else self.table.activation
            defaults: list[Any] = [None, 1, 1, None, 1]
            channels, size, stride, padding, groups = args + defaults[len(args) :]
            filters = self.table.channels(channels)
            options: dict[str, Any] = {"filters": filters, "size": size, "stride": stride}
            options |= {"pad": 1} if padding in (None, size // 2) else {"padding": padding}
            options |= {"groups": groups} if groups > 1 else {}
            name = "swish" if activation == "silu" else activation
            self._section("convolutional", batch_normalize=1, **options, activation=name)
        elif module == "MaxPool":
            self._section("maxpool", size=args[0], stride=args[1] if len(args) > 1 else 1)
        elif module == "Upsample":
            self._section("upsample", stride=args[0])
        else:
            # Each adds one layer to the one above it.
            for source in row.sources[1:]:
                self._section("shortcut", **{"from": self.layer_of[source]}, activation="linear")

    def _head(self, index: int) -> None:
        spec = self.spec
        anchors = spec.anchors[index]
        filters = len(anchors) * (5 + len(spec.class_names))
        self._section("convolutional", size=1, stride=1, pad=1, filters=filters, activation="linear")
        classes = len(spec.class_names)
        if spec.code.classes == "softmax":
            stride = spec.strides[index]
            cells = ", ".join(f"{side / stride:.6g}" for anchor in anchors for side in anchor)
            self._section("region", anchors=cells, classes=classes, coords=4, num=len(anchors), softmax=1)
            return
        every = ", ".join(f"{side:.6g}" for layer in spec.anchors for anchor in layer for side in anchor)
        start = sum(len(layer) for layer in spec.anchors[:index])
        mask = ",".join(str(start + place) for place in range(len(anchors)))
        number = sum(len(layer) for layer in spec.anchors)
        self._section(
            "yolo", mask=mask, anchors=every, classes=classes, num=number, scale_x_y=spec.code.centre_scale
        )

    def _section(self, name: str, **options: Any) -> None:
        self.text += [f"[{name}]", *(f"{key}={value}" for key, value in options.items()), ""]
        self.count += 1
