"""A layer table as darknet's .cfg; written without torch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from studio.core.errors import StudioError
from studio.core.model.table import LayerTable, Row
from studio.core.spec import ModelSpec
from studio.core.words import tr

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
                tr(
                    "Export to another format, or train one of yolov2-tiny, yolov3-tiny, yolov4-tiny and "
                    "yolov7-tiny."
                ),
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
        squared = spec.code.size == "squared"
        activation = "logistic" if squared else "linear"
        self._section("convolutional", size=1, stride=1, pad=1, filters=filters, activation=activation)
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
        options = {"scale_x_y": spec.code.centre_scale} | ({"new_coords": 1} if squared else {})
        self._section("yolo", mask=mask, anchors=every, classes=classes, num=number, **options)

    def _section(self, name: str, **options: Any) -> None:
        self.text += [f"[{name}]", *(f"{key}={value}" for key, value in options.items()), ""]
        self.count += 1
