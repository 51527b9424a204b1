"""Labels and looks at files that several tests of the label session share."""

from __future__ import annotations

from pathlib import Path

from studio.core.labelling.session import LabelSession
from tests.factories import snapshot

LINE = "0 0.5 0.5 0.25 0.5"
ODD = f"\ufeff{LINE}\r\n  1\t.25 0.250 0.1 0.1 \nnot a box\r\n2 0.75 0.75 0.1 0.1"


def snapshot_bytes(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def on_disk(session: LabelSession) -> bytes | None:
    path = session.record.label_path
    return path.read_bytes() if path.exists() else None
