"""The bundle for C++ and Android: sources with ncnn and no other library."""

from __future__ import annotations

from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.sources import sources


def files(parts: Parts) -> dict[str, bytes]:
    """Return the C++ and Kotlin sources, CMake's and Gradle's files and a README."""
    return sources(parts, "ncnn-cpp")
