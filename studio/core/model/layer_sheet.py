"""What each row of a model's layer table is and does, as plain data; without torch."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Layer:
    """What one row does at one input size.

    Attributes:
        sources: indices of the rows it reads, -1 for the picture.
        users: indices of the rows that read it.
        number: how often its module is repeated in it.
        args: the module's arguments as the table has them, channels before the width multiple.
        shapes: of its outputs, each 1 x channels x height x width; a head has one per stride.
        strides: per output, input pixels from one cell to the next.
        receptive_fields: per output, width in input pixels of what a cell has seen (see `receptive_field`).
        sees_whole: by pooling over the whole picture, each cell also knows a little of all of it.
        parameters: trainable numbers.
        gflops: 10^9 operations of its convolutions for one picture, a multiply-add as two.
        milliseconds: least time of several runs as deployed, batch norms folded.
        text: what such a module does.
        sentence: what this row reads and gives.
    """

    index: int
    sources: tuple[int, ...]
    users: tuple[int, ...]
    number: int
    module: str
    args: tuple[Any, ...]
    shapes: tuple[tuple[int, ...], ...]
    strides: tuple[float, ...]
    receptive_fields: tuple[int, ...]
    sees_whole: bool
    parameters: int
    gflops: float
    milliseconds: float
    text: str
    sentence: str

    @property
    def name(self) -> str:
        """Index and module, as "17 C3"."""
        return f"{self.index} {self.module}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; `from` instead of `sources`, as in the tables."""
        facts = asdict(self)
        return {"index": facts.pop("index"), "from": facts.pop("sources"), **facts}


@dataclass(frozen=True, slots=True)
class LayerSheet:
    """All rows of a model, and their sums."""

    name: str
    classes: int
    input_wh: tuple[int, int]
    parameters: int
    gflops: float
    milliseconds: float
    layers: tuple[Layer, ...]

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> LayerSheet:
        """Build from the document of `studio inspect --json`.

        Raises:
            KeyError: it is that of an exported file, which has no rows.
        """
        rows = [{**row, "sources": row["from"]} for row in document["layers"]]
        layers = tuple(Layer(**{field.name: row[field.name] for field in fields(Layer)}) for row in rows)
        width, height = document["input"]
        sums = {name: document[name] for name in ("name", "classes", "parameters", "gflops", "milliseconds")}
        return cls(input_wh=(width, height), layers=layers, **sums)
