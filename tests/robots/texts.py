"""Looks at every text a window shows, and tells which have less room than they need."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from studio.gui.widgets.choice_field import ChoiceField
from studio.gui.widgets.elided import ElidedLabel
from studio.gui.widgets.rail import RailButton

SLACK = 1
"""Pixels that rounding takes."""


def cut_off(window: QWidget) -> list[str]:
    """Return each text that is shown and cut off, with the room it needs and has."""
    faults = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.width() > 1:
            faults += [f"{type(widget).__name__} {fault}" for fault in _faults(widget)]
    return faults


def texts(window: QWidget) -> list[str]:
    """Return the texts of all labels, buttons and fields that are shown."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    labels = [widget.text() for widget in shown if isinstance(widget, QLabel | QAbstractButton)]
    fields = [widget.currentText() for widget in shown if isinstance(widget, QComboBox)]
    hints = [widget.placeholderText() for widget in shown if isinstance(widget, QLineEdit)]
    return [text for text in (*labels, *fields, *hints) if text]


def _faults(widget: QWidget) -> Iterator[str]:
    # These say by dots that they go on, and show names of files that may have any length.
    if isinstance(widget, ElidedLabel | ChoiceField):
        return
    if isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, RailButton):
        yield from _compare(
            widget.text(), widget.fontMetrics().horizontalAdvance(widget.text()), widget.width()
        )
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield from _compare(widget.text(), widget.sizeHint().width(), widget.width())
        signs = widget.fontMetrics().tightBoundingRect(widget.text()).height()
        room = widget.height() - 6 * isinstance(widget, QPushButton)
        yield from _compare(widget.text(), signs, room, "high")
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, widget).width()
        yield from _compare(widget.currentText(), _wide(widget, widget.currentText()), room)
    elif isinstance(widget, QAbstractSpinBox):
        yield from _compare(widget.text(), _wide(widget, widget.text()), widget.lineEdit().width())
    elif isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox):
        yield from _compare(
            widget.placeholderText(), _wide(widget, widget.placeholderText()), widget.width() - 8
        )
    elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        for section in range(widget.count()):
            if not widget.isSectionHidden(section):
                text = str(widget.model().headerData(section, widget.orientation()) or "")
                yield from _compare(text, _wide(widget, text), widget.sectionSize(section))


def _of_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return
    room = label.contentsRect().size()
    if label.wordWrap():
        yield from _compare(text, label.heightForWidth(label.width()), label.height(), "high")
        longest = max((_wide(label, word) for word in text.split()), default=0) if text.isascii() else 0
        if label.textFormat() != Qt.TextFormat.MarkdownText:
            yield from _compare(text, longest, room.width())
    else:
        yield from _compare(text, label.sizeHint().width(), label.width())
        yield from _compare(text, label.sizeHint().height(), label.height(), "high")
    shown = _shown_part(label)
    if not label.wordWrap() and shown.width() and shown.width() < label.width() - SLACK:
        yield f"{text!r}: {label.width()} wide, {shown.width()} to be seen"


def _shown_part(widget: QWidget) -> QRect:
    """Return what its parents leave to be seen of a widget, but for those that scroll."""
    part = widget.rect()
    place, parent = QPoint(0, 0), widget
    while not parent.isWindow():
        place += parent.pos()
        parent = parent.parentWidget()
        if isinstance(parent, QAbstractScrollArea | QScrollArea) or isinstance(
            parent.parentWidget(), QAbstractScrollArea
        ):
            break
        part = part.intersected(parent.rect().translated(-place))
    return part


def _wide(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


def _compare(text: str, needed: int, given: int, side: str = "wide") -> Iterator[str]:
    if needed > given + SLACK:
        yield f"{text!r}: {needed} {side}, {given} given"
