"""Numbers that don't dance: a font with digits of one width, and a number with its caption."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from studio.gui import theme


def tabular_font(*, larger: float = 0.0, bold: bool = False) -> QFont:
    """Return the system font with tabular digits, `larger` points above its own size."""
    font = QFont(QApplication.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setPointSizeF(font.pointSizeF() + larger)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class NumberTile(QWidget):
    """A large number under a small caption; it keeps its width when the number changes."""

    def __init__(
        self, caption: str, *, name: str, widest: str = "0.000", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._caption = theme.label(caption, "muted")
        self._number = theme.label("–")
        self._number.setObjectName(name)
        self._number.setFont(tabular_font(larger=4, bold=True))
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance(widest))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._caption)
        layout.addWidget(self._number)

    def show_number(self, text: str, tip: str = "") -> None:
        """Show a number, already formatted."""
        self._number.setText(text)
        self.setToolTip(theme.tip(tip))

    def set_caption(self, text: str) -> None:
        """Say what the number is."""
        self._caption.setText(text)

    def text(self) -> str:
        """Return what is shown."""
        return self._number.text()
