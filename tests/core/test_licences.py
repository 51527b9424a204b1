"""The licences of what is shipped: all known, and such that an Apache-2.0 program may be shipped with."""

from __future__ import annotations

import re

from studio.core.licences import components, notices

MAY_BE_SHIPPED = {
    "MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "BSL-1.0", "CC0-1.0",
    "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "PSF-2.0", "MPL-2.0", "Unlicense", "CC-BY-4.0",
    "BSD-3-Clause-Open-MPI", "Unicode-3.0",
}  # fmt: skip
AS_LIBRARIES = {"PySide6_Essentials", "shiboken6"}
"""May be LGPL: they lie beside the program as libraries that can be replaced, and their texts say so."""


def may_be_shipped(licence: str, *, as_library: bool) -> bool:
    """Return whether an SPDX expression of ANDs of ORs leaves a choice that is allowed."""
    allowed = MAY_BE_SHIPPED | ({"LGPL-3.0-only", "LGPL-2.1-or-later"} if as_library else set())
    parts = [part.strip(" ()") for part in re.split(r"\bAND\b", licence)]
    return all(any(choice.strip(" ()") in allowed for choice in re.split(r"\bOR\b", part)) for part in parts)


def test_every_part_may_be_shipped() -> None:
    found = components("tflite")
    assert {"torch", "numpy", "PySide6_Essentials", "opencv-python-headless", "Python"} <= {
        each.name for each in found
    }
    refused = {
        each.name: each.licence
        for each in found
        if not may_be_shipped(each.licence, as_library=each.name in AS_LIBRARIES)
    }
    assert refused == {}


def test_what_may_not_be_shipped_is_refused() -> None:
    for licence in ("GPL-3.0-only", "MIT AND GPL-2.0-only", "", "Proprietary", "LGPL-3.0-only"):
        assert not may_be_shipped(licence, as_library=False)


def test_the_notices_hold_each_part_and_what_qt_asks_for() -> None:
    found = components("tflite")
    text = notices(found)
    assert all(f"{each.name} {each.version}: {each.licence}" in text for each in found)
    for title in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
        "may put other versions",
    ):
        assert title in text
    without = {each.name for each in found if f"{'=' * 78}\n{each.name} " not in text}
    # Their terms are those of another part, whose text is there.
    assert without <= {"shiboken6", "flatbuffers", "pnnx", "Python"}
