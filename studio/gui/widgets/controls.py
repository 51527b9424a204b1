"""Small controls used on several pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMetaMethod, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLineEdit, QSlider, QSpinBox, QWidget

from studio.gui import theme

# A widget has one class of Qt's alone, which comes last.
_Widget = QWidget if TYPE_CHECKING else object

USUAL_NUMBER = "0000"
"""The least room for a slider's number."""


SLIDER_KEYS = frozenset(
    getattr(Qt.Key, f"Key_{name}")
    for name in ("Left", "Right", "Up", "Down", "PageUp", "PageDown", "Home", "End")
)
RETURN_KEYS = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class WheelWhenEdited(_Widget):
    """Before a widget's own class: a wheel turned over the page changes nothing in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take the wheel only while being edited."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Slider(WheelWhenEdited, QSlider):
    """A level slider, which a wheel turned over the page does not move in passing."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class ValueSlider(QWidget):
    """A slider with its value as a number beside it; values are floats from `low` to `high`.

    A double click goes back to the value it began with.
    """

    value_changed = Signal(float)
    entered = Signal()
    """Return was pressed on the slider."""

    def __init__(
        self, low: float, high: float, value: float, *, decimals: int = 2, unit: str = "", step: float = 0.0
    ) -> None:
        super().__init__()
        self._decimals = decimals
        self._unit = unit
        self._step = step or 10.0**-decimals
        self._low = low
        self.slider = Slider()
        self.slider.setRange(0, round((high - low) / self._step))
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self._number = theme.label("")
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Sliders under each other are equally long, be their numbers 0.25 or 1000.
        width = QFontMetrics(self._number.font()).horizontalAdvance
        widest = max(map(width, (self._format(low), self._format(high), USUAL_NUMBER)))
        self._number.setMinimumWidth(widest + 6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._number)
        self.setFocusProxy(self.slider)
        self._usual = value
        tip = self.tr("Double click: back to {value}").format(value=self._format(value))
        self._number.setToolTip(theme.tip(tip))
        for part in (self.slider, self._number):
            part.installEventFilter(self)
        self.set_value(value)
        self._show()
        self.slider.valueChanged.connect(self._on_changed)

    def value(self) -> float:
        """Return the value shown."""
        return round(self._low + self.slider.value() * self._step, self._decimals)

    def set_value(self, value: float) -> None:
        """Move the slider."""
        self.slider.setValue(round((value - self._low) / self._step))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back to the usual value on a double click; keys that move the slider do nothing else."""
        keypad = Qt.KeyboardModifier.KeypadModifier
        if watched is self.slider and isinstance(event, QKeyEvent) and not event.modifiers() & ~keypad:
            is_about_to = event.type() == QEvent.Type.ShortcutOverride
            if is_about_to and event.key() in SLIDER_KEYS:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in RETURN_KEYS:
                is_for_us = self.isSignalConnected(QMetaMethod.fromSignal(self.entered))
                self.entered.emit()
                # Else it is the page's main button that Return presses.
                return is_for_us
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.set_value(self._usual)
            return True
        return super().eventFilter(watched, event)

    def _format(self, value: float) -> str:
        number = f"{value:.{self._decimals}f}"
        return f"{number} {self._unit}" if self._unit else number

    def _show(self) -> None:
        self._number.setText(self._format(self.value()))

    def _on_changed(self) -> None:
        self._show()
        self.value_changed.emit(self.value())


class WordField(QLineEdit):
    """A field beside the work: with nothing typed in it, undo and redo mean the work."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the page while the field is empty."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return False
        return super().event(event)


class NumberField(WheelWhenEdited, QSpinBox):
    """A field for a whole number, which a wheel turned over the page does not change in passing."""

    INSET = 7
    """Pixels between the border and the number; the style sheet's padding doesn't reach the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(self.INSET, 0, 0, 0)

    def sizeHint(self) -> QSize:
        """Have room for the inset, too."""
        return super().sizeHint() + QSize(self.INSET, 0)

    def minimumSizeHint(self) -> QSize:
        """Have room for the inset, too."""
        return super().minimumSizeHint() + QSize(self.INSET, 0)


class FractionField(WheelWhenEdited, QDoubleSpinBox):
    """As NumberField, for a number with decimals."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(NumberField.INSET, 0, 0, 0)


class MoreEpochs(NumberField):
    """By how many epochs a finished run is trained on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setRange(1, 10_000)
        self.setValue(20)
        self.setPrefix("+ ")
        self.setSuffix(self.tr(" epochs"))
        self.setAccessibleName(self.tr("Further epochs"))
