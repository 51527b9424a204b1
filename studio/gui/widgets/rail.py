"""The rail at the left: one button a page, icon over word, with a badge for its state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from studio.gui import theme

WIDTH = 56
BUTTON_HEIGHT = 52
ICON_PX = 18
ICON_TOP = 9
RING_PX = 20
"""Across the ring of progress; wider, it would touch the word below."""


class RailButton(QAbstractButton):
    """A page's button; `badge` is "", "dot", "ok" or a progress such as "0.42"."""

    def __init__(self, key: str, word: str, icon_name: str) -> None:
        super().__init__()
        self.setObjectName(f"rail_{key}")
        self.key = key
        self._icon_name = icon_name
        self.badge = ""
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(WIDTH - 1, BUTTON_HEIGHT)
        font = self.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() - 1.5))
        while font.pointSizeF() > 6 and self.fontMetrics().horizontalAdvance(word) > WIDTH - 6:
            font.setPointSizeF(font.pointSizeF() - 0.5)
            self.setFont(font)
        self.setFont(font)

    def set_badge(self, badge: str) -> None:
        """Change the state shown at the icon."""
        self.badge = badge
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 1, BUTTON_HEIGHT)

    def enterEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        back = QRectF(4, 2, self.width() - 8, self.height() - 4)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            tone = QColor(tokens.border)
            tone.setAlphaF(0.7 if self.isChecked() else 0.4)
            painter.setBrush(tone)
            painter.drawRoundedRect(back, theme.RADIUS, theme.RADIUS)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(0, 14, 3, self.height() - 28), 1.5, 1.5)
        token = "text" if self.isChecked() else "muted"
        icon = QRectF((self.width() - ICON_PX) // 2, ICON_TOP, ICON_PX, ICON_PX).toRect()
        if self._has_ring():
            # Inside the ring.
            icon.adjust(3, 3, -3, -3)
        theme.icon(self._icon_name, token).paint(painter, icon)
        painter.setPen(QColor(getattr(tokens, token)))
        words = QRectF(0, ICON_TOP + ICON_PX + 2, self.width(), self.height() - ICON_PX - 13)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())
        self._paint_badge(painter, QPointF(self.width() / 2 + ICON_PX / 2 + 2, 11))
        painter.end()

    def _has_ring(self) -> bool:
        return self.badge not in ("", "dot", "ok")

    def _paint_badge(self, painter: QPainter, at: QPointF) -> None:
        tokens = theme.tokens()
        if self.badge == "dot":
            painter.setPen(QPen(QColor(tokens.surface), 2))
            painter.setBrush(QColor(tokens.warn))
            painter.drawEllipse(at, 4.5, 4.5)
        elif self.badge == "ok":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.surface))
            painter.drawEllipse(at, 7, 7)
            theme.icon("check-circle", "ok").paint(painter, int(at.x()) - 7, int(at.y()) - 7, 14, 14)
        elif self._has_ring():
            ring = QRectF(0, 0, RING_PX, RING_PX)
            ring.moveCenter(QPointF(self.width() // 2, ICON_TOP + ICON_PX / 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            rest = QColor(tokens.muted)
            rest.setAlphaF(0.35)
            painter.setPen(QPen(rest, 2))
            painter.drawEllipse(ring)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(1.0, float(self.badge))))


class Rail(QWidget):
    """The buttons of all pages; `chosen` carries the key of the one clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 4, 0, 4)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self._buttons: dict[str, RailButton] = {}
        self._above = 0

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget above the pages' buttons."""
        self._layout.insertWidget(self._above, widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._above += 1

    def add_page(self, key: str, word: str, icon_name: str, *, at_foot: bool) -> RailButton:
        """Append a page's button, at the foot or under those above, and return it."""
        button = RailButton(key, word, icon_name)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[key] = button
        if at_foot:
            self._layout.addWidget(button)
        else:
            self._layout.insertWidget(self._above, button)
            self._above += 1
        return button

    def select(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)

    def set_badge(self, key: str, badge: str) -> None:
        """Show a page's state at its button."""
        self._buttons[key].set_badge(badge)

    def badge(self, key: str) -> str:
        """Return the state shown at a page's button."""
        return self._buttons[key].badge
