"""Pages of models that were exported, with the browser's runtimes out of `tests/node_modules`."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.agreement import Tolerances
from studio.core.export.bundles import web
from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.table import BUNDLES
from studio.core.export.bundles.write import write_bundle
from studio.core.export.golden import Written
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import identify_model, load_detector
from tests.web.shipped import shipped


def write_page(
    out: Path,
    checkpoint: Path,
    models: Sequence[Path],
    pictures: Sequence[Path],
    *,
    thresholds: Thresholds | None = None,
    tolerances: Tolerances | None = None,
) -> Path:
    """Write the page of a checkpoint's files, with a golden set of pictures, and return its folder."""
    out.mkdir(parents=True, exist_ok=True)
    files = tuple(
        Written(identify_model(model), model, Contract.from_json(beside(model).read_bytes()))
        for model in models
    )
    with pytest.MonkeyPatch.context() as patch, contextlib.closing(load_detector(checkpoint)) as detector:
        patch.setattr(web, "web_parts", shipped)
        return write_bundle(
            out,
            BUNDLES["web"],
            Parts(files, thresholds or Thresholds()),
            detector=detector,
            pictures=pictures,
            tolerances=tolerances or Tolerances(0.01, 1.0),
        ).path
