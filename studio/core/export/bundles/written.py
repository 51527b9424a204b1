"""What is known of a bundle once it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that was written: its row's name, its folder, its size, and the formats of its models."""

    name: str
    path: Path
    size_bytes: int
    formats: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "bundle": self.name,
            "folder": str(self.path),
            "bytes": self.size_bytes,
            "formats": list(self.formats),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> WrittenBundle:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        return cls(
            str(data["bundle"]), Path(data["folder"]), int(data["bytes"]), tuple(map(str, data["formats"]))
        )
