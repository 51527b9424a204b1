"""What an export or a verification came to: files, sizes, times, proofs; also as `report.json` and a page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.export.bundles.written import WrittenBundle
from studio.core.export.verification import Verdict, Verification
from studio.core.files import atomic_write, write_error
from studio.core.json_door import read_json
from studio.core.report.verification_page import verification_page
from studio.core.spec import ModelSpec

NAME, PAGE = "report.json", "report.html"


@dataclass(slots=True)
class ExportedFile:
    """One file; `verification` is None when none was asked for.

    Attributes:
        contract: the description beside it; None for a file of others that has none.
        seconds: writing it took; 0 for a file that was there.
        not_compared: why there is no verification though one was asked for, in words.
    """

    format: str
    path: Path
    contract: Path | None
    size_bytes: int
    seconds: float
    verification: Verification | None = None
    not_compared: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "format": self.format,
            "file": str(self.path),
            "contract": str(self.contract) if self.contract else None,
            "bytes": self.size_bytes,
            "seconds": round(self.seconds, 3),
            "verification": self.verification.to_dict() if self.verification else None,
            "not_compared": self.not_compared,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ExportedFile:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        check = data["verification"]
        return cls(
            format=data["format"],
            path=Path(data["file"]),
            contract=Path(data["contract"]) if data["contract"] else None,
            size_bytes=int(data["bytes"]),
            seconds=float(data["seconds"]),
            verification=Verification.from_dict(check) if check else None,
            not_compared=str(data.get("not_compared", "")),
        )


@dataclass(frozen=True, slots=True)
class RefusedFormat:
    """A format or bundle that was asked for and that the model can't be written in, and why."""

    format: str
    cause: str
    remedy: str

    @property
    def sentence(self) -> str:
        """Format and cause."""
        return f"{self.format}: {self.cause}"


@dataclass(slots=True)
class Report:
    """All files of one export, or the one that was verified.

    Attributes:
        model: the checkpoint they were made from, or are compared with, and its SHA-256.
        data: the dataset they were compared on.
        notes: sentences on which images were compared, and what bundles do otherwise.
        refused: formats that were asked for and left out.
        golden: folder of the golden set; None when none was asked for.
        bundles: that were written of the files.
    """

    model: Path
    sha256: str
    spec: ModelSpec
    out: Path
    files: list[ExportedFile] = field(default_factory=list)
    data: Path | None = None
    notes: list[str] = field(default_factory=list)
    refused: list[RefusedFormat] = field(default_factory=list)
    golden: Path | None = None
    bundles: list[WrittenBundle] = field(default_factory=list)

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
            "data": str(self.data) if self.data else None,
            "verdict": self.verdict,
            "files": [file.to_dict() for file in self.files],
            "notes": self.notes,
            "golden": str(self.golden) if self.golden else None,
            "refused": [asdict(each) for each in self.refused],
            "bundles": [bundle.to_dict() for bundle in self.bundles],
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
        source = Path(data["data"]) if data.get("data") else None
        golden = Path(data["golden"]) if data.get("golden") else None
        bundles = [WrittenBundle.from_dict(each) for each in data.get("bundles", ())]
        return cls(
            Path(data["model"]), data["sha256"], spec, out, files, source, notes, refused, golden, bundles
        )

    def write(self) -> Path:
        """Write `report.json` into the out folder and, when something was verified, `report.html`.

        Returns:
            The path of `report.json`.
        """
        path, data = self.out / NAME, self.to_dict()
        atomic_write(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
        if self.verdict:
            atomic_write(self.out / PAGE, verification_page(data))
        return path

    def discard_old(self) -> None:
        """Remove the report of an export before, so that it never stands beside files it isn't about.

        Raises:
            StudioError: it can't be removed.
        """
        for path in (self.out / NAME, self.out / PAGE):
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
