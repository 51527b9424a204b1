"""What an export came to: files, sizes, times and proofs, as objects and as `report.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.export.agreement import Verdict, Verification
from studio.core.files import atomic_write, write_error
from studio.core.json_door import read_json
from studio.core.spec import ModelSpec

NAME = "report.json"


@dataclass(slots=True)
class ExportedFile:
    """One file that was written; `verification` is None when none was asked for."""

    format: str
    path: Path
    contract: Path
    size_bytes: int
    seconds: float
    verification: Verification | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "format": self.format,
            "file": str(self.path),
            "contract": str(self.contract),
            "bytes": self.size_bytes,
            "seconds": round(self.seconds, 3),
            "verification": self.verification.to_dict() if self.verification else None,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ExportedFile:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        check = data["verification"]
        return cls(
            format=data["format"],
            path=Path(data["file"]),
            contract=Path(data["contract"]),
            size_bytes=int(data["bytes"]),
            seconds=float(data["seconds"]),
            verification=Verification.from_dict(check) if check else None,
        )


@dataclass(frozen=True, slots=True)
class RefusedFormat:
    """A format that was asked for and that the model can't be written in, and why."""

    format: str
    cause: str
    remedy: str

    @property
    def sentence(self) -> str:
        """Format and cause."""
        return f"{self.format}: {self.cause}"


@dataclass(slots=True)
class Report:
    """All files of one export.

    Attributes:
        model: the checkpoint they were made from, and its SHA-256.
        notes: sentences on which images were compared.
        refused: formats that were asked for and left out.
    """

    model: Path
    sha256: str
    spec: ModelSpec
    out: Path
    files: list[ExportedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[RefusedFormat] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict of the files: FAIL, NOTHING, PASS; None when nothing was verified."""
        verdicts = {file.verification.verdict for file in self.files if file.verification}
        order: tuple[Verdict, ...] = ("FAIL", "NOTHING", "PASS")
        return next((verdict for verdict in order if verdict in verdicts), None)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "model": str(self.model),
            "sha256": self.sha256,
            "spec": self.spec.to_dict(),
            "verdict": self.verdict,
            "files": [file.to_dict() for file in self.files],
            "notes": self.notes,
            "refused": [asdict(each) for each in self.refused],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any], out: Path) -> Report:
        """Rebuild from `to_dict` data.

        Raises:
            LookupError, TypeError, ValueError, StudioError: it is none.
        """
        spec = ModelSpec.from_dict(data["spec"])
        files = [ExportedFile.from_dict(file) for file in data["files"]]
        refused = [
            RefusedFormat(str(each["format"]), str(each["cause"]), str(each["remedy"]))
            for each in data.get("refused", ())
        ]
        notes = list(map(str, data["notes"]))
        return cls(Path(data["model"]), data["sha256"], spec, out, files, notes, refused)

    def write(self) -> Path:
        """Write `report.json` into the out folder, and return its path."""
        path = self.out / NAME
        atomic_write(path, json.dumps(self.to_dict(), indent=1, ensure_ascii=False) + "\n")
        return path

    def discard_old(self) -> None:
        """Remove the report of an export before, so that it never stands beside files it isn't about.

        Raises:
            StudioError: it can't be removed.
        """
        path = self.out / NAME
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise write_error(path, error) from error


def read_report(folder: Path) -> Report | None:
    """Return the report of an export folder; None when there is none, or none that this version can read."""
    try:
        return Report.from_dict(read_json(folder / NAME), folder)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, StudioError):
        return None
