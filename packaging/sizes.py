"""What the program's files weigh, by package."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

MB = 1e6


def files(folder: Path) -> list[Path]:
    """Return all files of a folder, links left out."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in files(folder))


def report(folder: Path) -> list[str]:
    """Return as lines what is largest in the program, in MB."""
    groups: Counter[str] = Counter()
    inside = folder / "_internal"
    for path in files(folder):
        parts = path.relative_to(inside).parts if inside in path.parents else (path.name,)
        package = parts[0].removesuffix(".libs") if len(parts) > 1 else "Python, system libraries"
        groups["the studio, and Python modules" if path.parent == folder else package] += path.stat().st_size
    lines = [f"{'MB':>7}  in the program"]
    lines += [f"{size / MB:7.1f}  {name}" for name, size in groups.most_common(20)]
    return [*lines, f"{groups.total() / MB:7.1f}  altogether"]
