"""The photos that labelling in the window is tried on."""

from __future__ import annotations

from pathlib import Path

SIZE_WH = (400, 300)
BOX = "1 0.500000 0.500000 0.200000 0.200000"
ODD = "0  0.25 0.250 0.10000000 1e-1"
LABELS = {
    "a.png": f"{ODD}\n{BOX}\n",
    "b.png": "",
    "c.png": None,
    "d.png": None,
    "e.png": f"{BOX}\n",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.txt")}


def lines(folder: Path, name: str) -> list[str]:
    return (folder / name).with_suffix(".txt").read_text().splitlines()
