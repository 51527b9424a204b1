"""Layer tables: YAML rows of `[from, number, module, args]`, read without torch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from studio.core.errors import StudioError
from studio.core.spec import MAX_SIDE, Colour, Resize
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes:
        sources: indices of the rows it reads; negative ones count from here, -1 is the row above.
        number: how often the module is repeated, before the depth multiple.
        module: a key of `layers.MODULES`.
        args: the module's arguments, channels before the width multiple.
        line: line number in the file, from 1 (0 when it didn't come from a file).
    """

    sources: tuple[int, ...]
    number: int
    module: str
    args: tuple[Any, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class LayerTable:
    """A whole architecture: its rows, and what holds for all of them.

    Attributes:
        anchors: per detection layer its (w, h) pairs, in pixels at `imgsz`.
        imgsz: the input size its anchors and published weights are for.
        activation: of each Conv that doesn't name its own, a key of `layers.ACTIVATIONS`.
        norm_eps: added to the variance in each batch norm; published weights need their own.
        channel_step: channels are rounded up to a multiple of it, after the width multiple.
        resize, colour: how the family is fed (see ModelSpec).
        lr: AdamW's peak learning rate.
        facts: figures known without building it.
    """

    name: str
    text: str
    depth_multiple: float
    width_multiple: float
    anchors: tuple[tuple[tuple[float, float], ...], ...]
    rows: tuple[Row, ...]
    facts: dict[str, Any]
    imgsz: int = 640
    activation: str = "silu"
    norm_eps: float = 1e-3
    channel_step: int = 8
    resize: Resize = "letterbox"
    colour: Colour = "rgb"
    lr: float = 2e-3

    def repeats(self, row: Row) -> int:
        """Return how often a row's module is repeated, after the depth multiple."""
        return max(round(row.number * self.depth_multiple), 1) if row.number > 1 else row.number

    def channels(self, wanted: float) -> int:
        """Return the channels a row gets that asks for `wanted`."""
        return math.ceil(wanted * self.width_multiple / self.channel_step) * self.channel_step

    def to_dict(self) -> dict[str, Any]:
        """Return plain data that `from_dict` and JSON understand; travels in each checkpoint."""
        return {
            "name": self.name,
            "text": self.text,
            "facts": self.facts,
            "imgsz": self.imgsz,
            "activation": self.activation,
            "norm_eps": self.norm_eps,
            "channel_step": self.channel_step,
            "resize": self.resize,
            "colour": self.colour,
            "lr": self.lr,
            "depth_multiple": self.depth_multiple,
            "width_multiple": self.width_multiple,
            "anchors": [[side for pair in layer for side in pair] for layer in self.anchors],
            "rows": [[list(row.sources), row.number, row.module, list(row.args)] for row in self.rows],
        }

    @classmethod
    def from_dict(
        cls, data: dict[str, Any], *, lines: list[int] | None = None, where: str = ""
    ) -> LayerTable:
        """Build from the keys of a YAML file (`backbone` and `head`, or `rows`).

        Raises:
            StudioError: a key is missing or a row isn't `[from, number, module, args]`.
        """
        try:
            raw_rows = data["rows"] if "rows" in data else [*data["backbone"], *data["head"]]
            table = cls(
                name=str(data.get("name", "")),
                text=str(data.get("text", "")),
                depth_multiple=_positive(data, "depth_multiple", 1.0),
                width_multiple=_positive(data, "width_multiple", 1.0),
                anchors=_read_anchors(data["anchors"]),
                rows=tuple(
                    _read_row(row, index, (lines or [0] * len(raw_rows))[index], where)
                    for index, row in enumerate(raw_rows)
                ),
                facts=dict(data.get("facts") or {}),
                imgsz=int(_positive(data, "imgsz", 640, most=MAX_SIDE)),
                activation=str(data.get("activation", "silu")),
                norm_eps=_positive(data, "norm_eps", 1e-3),
                channel_step=int(_positive(data, "channel_step", 8)),
                resize=_one_of(data, "resize", Resize),
                colour=_one_of(data, "colour", Colour),
                lr=_positive(data, "lr", 2e-3),
            )
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
            reason = tr("{key} is missing", key=error.args[0]) if isinstance(error, KeyError) else str(error)
            raise StudioError(
                tr("The layer table {where} is not usable: {reason}.", where=where, reason=reason),
                tr("It needs anchors, backbone and head, as in the tables under resources/models."),
            ) from error
        return table


def name_line(where: str, line: int) -> str:
    """Return where a row stands; a table that wasn't read from YAML has no lines (0)."""
    return tr("{where}, line {line}", where=where, line=line) if line else where


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _positive(data: dict[str, Any], key: str, default: float, most: float = math.inf) -> float:
    """Return a key's value, which has to be a number above 0, and not above `most`."""
    value = float(data.get(key, default))
    if not 0 < value < math.inf:
        raise ValueError(tr("{key} has to be a number above 0, not {value}", key=key, value=value))
    if value > most:
        raise ValueError(tr("{key} is {value}, more than {most}", key=key, value=value, most=most))
    return value


def _read_anchors(layers: Any) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return rows of sides as rows of (w, h)."""
    sides = [[float(side) for side in layer] for layer in layers]
    counts = {len(layer) for layer in sides}
    count = counts.pop() if len(counts) == 1 else 0
    if count < 2 or count % 2 or not all(0 < side < math.inf for layer in sides for side in layer):
        raise ValueError(
            tr("each row of anchors has to hold as many pairs of width and height, all of them above 0")
        )
    return tuple(tuple(zip(layer[::2], layer[1::2], strict=True)) for layer in sides)


def _one_of(data: dict[str, Any], key: str, kind: Any) -> Any:
    """Return a key's value, or the first of those `kind` allows when it isn't given."""
    allowed = get_args(kind)
    value = data.get(key, allowed[0])
    if value not in allowed:
        raise ValueError(f"{key}: {value} is none of {', '.join(allowed)}")
    return value


def _read_row(row: Any, index: int, line: int, where: str) -> Row:
    if not (
        isinstance(row, list)
        and len(row) == 4
        and _is_whole(row[1])
        and row[1] >= 1
        and isinstance(row[2], str)
        and isinstance(row[3], list)
    ):
        raise StudioError(
            tr("{where}: row {index} is {row}.", where=name_line(where, line), index=index, row=row),
            tr("Each row is [from, number, module, args], such as [-1, 1, Conv, [64, 3, 2]]."),
        )
    sources = row[0] if isinstance(row[0], list) else [row[0]]
    bad = [source for source in sources if not _is_whole(source) or not -index <= source < index]
    if bad and not (index == 0 and sources == [-1]):
        raise StudioError(
            tr(
                "{where}: row {index} reads from row {bad}, which is not above it.",
                where=name_line(where, line),
                index=index,
                bad=bad[0],
            ),
            tr("Use -1 for the row above, -2 for the one above that, or the index of an earlier row."),
        )
    return Row(tuple(sources), row[1], row[2], tuple(row[3]), line)


# The parser in C is ten times as fast, where PyYAML came with it; both build plain data only.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _parse(text: str) -> tuple[Any, Any]:
    """Return a YAML text as a tree of nodes, which know their lines, and as plain data."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root is not None else None
    finally:
        loader.dispose()


def read_table(path: Path) -> LayerTable:
    """Read a layer table from a YAML file.

    Raises:
        StudioError: the file can't be read, isn't YAML, or a row is wrong (named by its line number).
    """
    try:
        text = path.read_text(encoding="utf-8")
        root, data = _parse(text)
    except OSError as error:
        raise StudioError(
            tr("{path} can't be opened: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that the file is there and readable."),
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StudioError(
            tr("{path} is not YAML: {reason}.", path=path, reason=" ".join(str(error).split())),
            tr("Compare it with a table under resources/models."),
        ) from error
    if not isinstance(data, dict) or not isinstance(root, yaml.MappingNode):
        raise StudioError(
            tr("{path} is not a layer table.", path=path),
            tr("It needs anchors, backbone and head, as in the tables under resources/models."),
        )
    lines = [
        row.start_mark.line + 1
        for wanted in ("backbone", "head")
        for key, value in root.value
        if key.value == wanted and isinstance(value, yaml.SequenceNode)
        for row in value.value
    ]
    return LayerTable.from_dict({"name": path.stem, **data}, lines=lines, where=str(path))
