"""The bundle for Python: one file, numpy, OpenCV and one runtime."""

from __future__ import annotations

from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.sources import sources
from studio.core.export.golden import RUNTIME_NAMES


def files(parts: Parts) -> dict[str, bytes]:
    """Return the program, what it needs, and a README."""
    format_name = parts.files[0].format
    return sources(parts, "python", runtime=RUNTIME_NAMES[format_name], check=f"check_{format_name}.py")
