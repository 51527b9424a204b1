"""How the robots may work: by mouse and keys, one module for each page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.gui.pages import PAGES

ROBOTS = Path(__file__).parents[1] / "robots"
SHORT_CUTS = re.compile(
    r"\.(setValue|setText|setPlainText|setChecked|setCurrent\w+|setFocus|setFolded|setSizes|selectAll|select_keys"
    r"|moveCursor|scrollTo\w*|toggle|trigger|emit|showPopup|animateClick|run_primary|show_page|ask\w*"
    r"|set_(value|text|path|folded|thresholds|weights_file)|open_(run|model)|show_model|refresh)\("
    r"|(?<!self)\.click\("
)
"""What changes a widget or the program without mouse and keys."""


def test_every_page_has_a_robot() -> None:
    assert {entry.key for entry in PAGES} <= {path.stem for path in ROBOTS.glob("*.py")}


@pytest.mark.parametrize("path", sorted(ROBOTS.glob("*.py")), ids=lambda path: path.stem)
def test_robots_use_mouse_and_keys(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if SHORT_CUTS.search(line)] == []
