"""What comes along with the files to give away: what is inside (CycloneDX), and their SHA-256 sums."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Sequence
from pathlib import Path

from built import Built

from studio.core.licences import Component

SUMS = "SHA256SUMS"


def write_bill(built: Built, inside: Sequence[Component]) -> Path:
    """Write the software bill of materials (CycloneDX 1.5, ECMA-424); the same parts give the same file."""
    name = built.flavour.package
    parts = [_part(each) for each in inside]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([name, built.version, parts]))
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": name, "name": name, "version": built.version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": name, "dependsOn": [part["bom-ref"] for part in parts]}],
    }  # fmt: skip
    target = built.target(".cdx.json")
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    return target


def _part(each: Component) -> dict[str, object]:
    # As package URLs write names of PyPI: https://github.com/package-url/purl-spec
    address = f"pkg:pypi/{re.sub(r'[-_.]+', '-', each.name).lower()}@{each.version.replace('+', '%2B')}"
    if each.name == "Python":
        address = f"pkg:generic/python@{each.version}"
    return {
        "type": "library", "bom-ref": address, "name": each.name, "version": each.version, "purl": address,
        "licenses": [{"expression": each.licence}],
    }  # fmt: skip


def write_sums(dist: Path) -> Path:
    """Write the sums of all files to give away, as `sha256sum -c` reads them."""
    lines = []
    for path in sorted(path for path in dist.iterdir() if path.is_file() and path.name != SUMS):
        with path.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path.name}\n")
    (dist / SUMS).write_text("".join(lines), encoding="utf-8")
    return dist / SUMS
