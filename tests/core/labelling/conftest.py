"""The session that most of these tests label in."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.labelling.session import LabelSession
from tests.core.labelling.given import LINE, ODD
from tests.factories import make_dataset


@pytest.fixture
def session(tmp_path: Path) -> LabelSession:
    return LabelSession(make_dataset(tmp_path, {"a.png": ODD, "b.png": None, "c.png": "", "d.png": LINE}))
