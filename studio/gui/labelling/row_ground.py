"""What lies under a row of a list that is chosen, or that the mouse is over."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from studio.gui import theme


def paint_ground(
    painter: QPainter,
    option: QStyleOptionViewItem,
    *,
    is_current: bool = False,
    ink: str = "fill",
    inset_xy: tuple[float, float] = (4, 1),
    radius: float = theme.RADIUS,
) -> bool:
    """Begin to paint a row, smoothly; return whether it is selected: on `fill` its words are white.

    Args:
        is_current: it lies on the same ground as one that is selected.
        ink: the colour of a selected one's ground.
        inset_xy: pixels left free at its sides, and above and below it.
    """
    state: QStyle.StateFlag = option.state
    is_selected = is_current or bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_selected or state & QStyle.StateFlag.State_MouseOver:
        ground = theme.colour(ink if is_selected else "border")
        ground.setAlphaF(1.0 if is_selected else 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        x, y = inset_xy
        painter.drawRoundedRect(QRectF(option.rect).adjusted(x, y, -x, -y), radius, radius)
    return is_selected
