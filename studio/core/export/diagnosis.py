"""What explains that an exported file finds other boxes than its checkpoint."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What explains that a file finds other boxes.

    Attributes:
        causes: names of the rows of the table that explain it together.
        others: names of rows that each explain it as well.
        sentence, remedy: the same in words.
        agreeing: boxes of the pictures tried that agree then, of `boxes` that either side finds.
        is_certain: all of them do; else this is only what came closest.
    """

    causes: tuple[str, ...]
    others: tuple[str, ...]
    sentence: str
    remedy: str
    agreeing: int
    boxes: int
    is_certain: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self) | {"causes": list(self.causes), "others": list(self.others)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Diagnosis:
        """Rebuild from `to_dict` data; raises LookupError or TypeError when it is none."""
        plain = {each.name: data[each.name] for each in fields(cls)}
        return cls(**plain | {name: tuple(plain[name]) for name in ("causes", "others")})
