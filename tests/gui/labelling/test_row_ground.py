"""The ground under rows of lists: one place paints it, for all lists of the Label page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from studio.gui import theme
from studio.gui.labelling import row_ground

SELECTED, OVER = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver
NOTHING = QStyle.StateFlag.State_None


def half(name: str) -> QColor:
    """Return a colour of the theme over black, at half its strength."""
    return QColor(*(round(part / 2) for part in theme.colour(name).getRgb()[:3]))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("state", "is_current", "ink", "colour"),
    [
        (NOTHING, False, "fill", lambda: QColor("black")),
        (OVER, False, "fill", lambda: half("border")),
        (SELECTED, False, "fill", lambda: theme.colour("fill")),
        (SELECTED | OVER, False, "border", lambda: theme.colour("border")),
        (NOTHING, True, "border", lambda: theme.colour("border")),
    ],
)
def test_a_row_that_is_chosen_or_pointed_at_lies_on_a_ground_of_its_own(state, is_current, ink, colour):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    option = QStyleOptionViewItem()
    option.rect, option.state = QRect(0, 0, 40, 20), state
    painter = QPainter(image)
    is_selected = row_ground.paint_ground(painter, option, is_current=is_current, ink=ink, inset_xy=(5, 2))
    painter.end()
    assert is_selected == (is_current or bool(state & SELECTED))
    found, wanted = image.pixelColor(QPoint(20, 10)), colour()
    assert max(abs(a - b) for a, b in zip(found.getRgb(), wanted.getRgb(), strict=True)) <= 2
    for place in (QPoint(3, 10), QPoint(20, 0), QPoint(36, 10), QPoint(20, 19)):
        assert image.pixelColor(place) == QColor("black")


def test_no_other_file_of_the_window_paints_what_the_mouse_is_over():
    own = Path(row_ground.__file__)
    painting = [
        path.name
        for path in own.parents[1].rglob("*.py")
        if "State_MouseOver" in path.read_text(encoding="utf-8")
    ]
    assert painting == [own.name]
