"""What a bundle is made of, without an export."""

from __future__ import annotations

from pathlib import Path

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.bundles.parts import Parts
from studio.core.export.golden import Written
from studio.core.runtime.contract import Contract
from studio.core.spec import ModelSpec


def parts_of(spec: ModelSpec, format_name: str = "ncnn", name: str = "best.ncnn.param") -> Parts:
    """Return the parts of a bundle with one model, which needs not be there."""
    return Parts((Written(format_name, Path(name), Contract(spec)),), Thresholds())
