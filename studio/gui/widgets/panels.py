"""Inspector, sections, cards, notices and the empty state: what pages are put together from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.gui import theme
from studio.gui.widgets.elided import ElidedLabel
from studio.gui.widgets.wrapped import WrappedLabel


class Section(QWidget):
    """A heading with something under it, in an inspector or a card; can be folded to its heading."""

    opened = Signal()
    """It was unfolded."""

    def __init__(self, title: str, *, foldable: bool = False, folded: bool = False) -> None:
        super().__init__()
        self.rule: QFrame | None = None
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._holder = QWidget()
        self._holder.setLayout(self.body)
        self.title = theme.label(title, "heading")
        # A long note loses its end rather than widen what it stands in.
        self.note = ElidedLabel()
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self.head)
        layout.addWidget(self._holder, 1)
        if foldable:
            self._arrow = QToolButton()
            self._arrow.setIconSize(QSize(16, 16))
            self._arrow.setCheckable(True)
            self._arrow.setProperty("role", "fold")
            self._arrow.setAccessibleName(title)
            self._arrow.toggled.connect(self._on_toggled)
            self._arrow.clicked.connect(self._bring_into_view, Qt.ConnectionType.QueuedConnection)
            self.head.insertWidget(0, self._arrow)
            self._arrow.setChecked(not folded)
            self._on_toggled(not folded)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout under what is there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_row(self, text: str, widget: QWidget) -> QLabel:
        """Put a field with its name before it, names aligned at the left; returns the name's label."""
        return _add_row(self.body, text, widget)

    def set_note(self, text: str) -> None:
        """Write a muted word after the heading, such as a count."""
        self.note.setText(text)

    def setVisible(self, visible: bool) -> None:
        """Show or hide the section together with the line above it."""
        super().setVisible(visible)
        if self.rule is not None:
            self.rule.setVisible(visible)

    def set_folded(self, folded: bool) -> None:
        """Fold or open a foldable section."""
        self._arrow.setChecked(not folded)

    def is_folded(self) -> bool:
        """Return whether only the heading shows."""
        return self._holder.isHidden()

    def _on_toggled(self, opened: bool) -> None:
        self._arrow.setIcon(theme.icon("chevron-down" if opened else "chevron-right", "muted"))
        self._holder.setVisible(opened)
        if opened:
            self.opened.emit()

    def _bring_into_view(self, opened: bool) -> None:
        """Scroll to what was opened, which may lie below the end of the window."""
        if opened:
            # Of one that is too tall, its beginning.
            bring_into_view(self._holder, self._arrow)


def bring_into_view(*widgets: QWidget) -> None:
    """Scroll what they stand in to each of these that lies beyond its end; of the last one all is seen."""
    area = widgets[0].parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None and area.widget() is not None:
        # What was just shown has its place when the layouts had their turn.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for widget in widgets:
            area.ensureWidgetVisible(widget, 0, 24)


class Inspector(QScrollArea):
    """The panel at the right of a page: sections under each other, scrolled when they don't fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inspector")
        # A click beside its fields leaves the keys with the picture.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "plain")
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(16, 12, 16, 16)
        self._layout.setSpacing(16)
        self._layout.addStretch(0)
        self.setWidget(inner)

    def add_section(
        self, title: str, *, stretch: int = 0, foldable: bool = False, folded: bool = False
    ) -> Section:
        """Append a section; one with a stretch takes the height that is left."""
        section = Section(title, foldable=foldable, folded=folded)
        position = self._layout.count() - 1
        if position > 0:
            section.rule = rule()
            self._layout.insertWidget(position, section.rule)
            position += 1
        self._layout.insertWidget(position, section, stretch)
        # The last item pushes everything up only while no section wants the room.
        stretches = any(self._layout.stretch(index) for index in range(self._layout.count() - 1))
        self._layout.setStretch(self._layout.count() - 1, 0 if stretches else 1)
        return section

    def sizeHint(self) -> QSize:
        return QSize(320, 400)

    def minimumSizeHint(self) -> QSize:
        # What is in it is never cut off at the right: it is scrolled up and down only.
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(max(280, self.widget().minimumSizeHint().width() + bar), 100)


class Card(QFrame):
    """A framed block with a heading; `body` is its layout."""

    def __init__(self, title: str = "", text: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.title = theme.label(title, "heading")
        self.text = theme.label(text, "muted", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.title.setVisible(bool(title))
        self.text.setVisible(bool(text))

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout under what is there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_row(self, text: str, widget: QWidget) -> QLabel:
        """Put a field with its name before it, names aligned at the left; returns the name's label."""
        return _add_row(self.body, text, widget)

    def set_text(self, text: str) -> None:
        """Change the muted text under the heading; "" hides it."""
        self.text.setText(text)
        self.text.setVisible(bool(text))


NOTICE_ICONS = {
    "info": ("information-outline", "muted"),
    "ok": ("check-circle-outline", "ok"),
    "warn": ("alert-outline", "warn"),
    "error": ("alert-circle-outline", "error"),
}


class Notice(QWidget):
    """A sentence with an icon that says how much it matters: info, ok, warn or error; hidden when empty."""

    def __init__(self, text: str = "", kind: str = "info") -> None:
        super().__init__()
        self._icon = QLabel()
        self._icon.setFixedWidth(16)
        self._text = WrappedLabel()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.set_text(text, kind)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def set_text(self, text: str, kind: str = "info") -> None:
        """Change the sentence and its kind; "" hides the notice."""
        name, token = NOTICE_ICONS[kind]
        self._icon.setPixmap(theme.pixmap(name, 16, token))
        self._text.setText(text)
        theme.set_role(self._text, "muted" if kind == "info" else "")
        # Shown before it has a parent, it would open as a window of its own and take the focus.
        if self.parentWidget() is not None or not text:
            self.setVisible(bool(text))


class EmptyState(QWidget):
    """What a page without content shows: one sentence and one button."""

    clicked = Signal()

    def __init__(self, icon_name: str, text: str, button: str = "", *, second: str = "") -> None:
        """`second` is a quieter line under the button."""
        super().__init__()
        self._picture = QLabel()
        self._icon_name = icon_name
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = theme.label(text, wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setMaximumWidth(420)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(button)
        self.button.setObjectName("empty_button")
        self.button.clicked.connect(self.clicked)
        self.second = theme.label(second, "muted", wrap=True)
        self.second.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.second.setMaximumWidth(420)
        self.second.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addStretch(2)
        for widget in (self._picture, self.text):
            layout.addLayout(_centred(widget))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(_centred(self.second))
        layout.addStretch(3)
        # Shown before they have a parent, they would open as windows of their own and take the focus.
        self.button.setVisible(bool(button))
        self.second.setVisible(bool(second))
        self._paint_picture()

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._paint_picture()

    def _paint_picture(self) -> None:
        self._picture.setPixmap(theme.pixmap(self._icon_name, 48, "muted"))


def _add_row(body: QVBoxLayout, text: str, widget: QWidget) -> QLabel:
    row = QHBoxLayout()
    row.setSpacing(8)
    name = theme.label(text)
    name.setMinimumWidth(96)
    name.setBuddy(widget)
    widget.setAccessibleName(text)
    row.addWidget(name)
    row.addWidget(widget, 1)
    body.addLayout(row)
    return name


def _centred(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 4)
    row.addStretch(1)
    return row


def rule() -> QFrame:
    """Return a horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line
