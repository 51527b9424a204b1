"""The rows of the label-bug finder: a picture of the box, what is likely wrong with it, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from studio.gui import theme
from studio.gui.labelling.crops import Crops
from studio.gui.labelling.row_ground import paint_ground

if TYPE_CHECKING:
    from studio.core.evaluation.bugs import Bug

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 84
PICTURE = QSize(64, 64)
BUG_ROLE = Qt.ItemDataRole.UserRole


class BugModel(QAbstractListModel):
    """One row a bug, the surest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bugs: list[Bug] = []
        self.kinds: dict[str, str] = {}
        """What each kind is called."""

    def show_bugs(self, bugs: list[Bug]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.bugs = list(bugs)
        self.endResetModel()

    def drop(self, row: int) -> None:
        """Take a row away: it was dealt with."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.bugs[row]
        self.endRemoveRows()

    def bring_back(self, row: int, bug: Bug) -> None:
        """Put a row where it was: what was done with it was undone."""
        self.beginInsertRows(QModelIndex(), row, row)
        self.bugs.insert(row, bug)
        self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.bugs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        bug = self.bugs[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.kinds.get(bug.kind, bug.kind)}  ·  {bug.score:.2f}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.tip(f"{bug.reason}\n{Path(bug.image).name}")
        return bug if role == BUG_ROLE else None


class _Delegate(QStyledItemDelegate):
    """Paints the picture, kind and score, the image's name and the reason."""

    def __init__(self, crops: Crops, parent: QObject) -> None:
        super().__init__(parent)
        self._crops = crops

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, rect = theme.tokens(), QRect(option.rect)
        bug = index.data(BUG_ROLE)
        painter.save()
        is_selected = paint_ground(painter, option)
        frame = QRect(rect.left() + 10, rect.top() + 10, PICTURE.width(), PICTURE.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.canvas))
        painter.drawRoundedRect(frame, 4, 4)
        picture = self._crops.get(Path(bug.image), bug.xyxy)
        if picture is not None:
            size = picture.deviceIndependentSize().toSize()
            painter.drawPixmap(
                frame.left() + (frame.width() - size.width()) // 2,
                frame.top() + (frame.height() - size.height()) // 2,
                picture,
            )
        words = QRect(frame.right() + 10, rect.top() + 6, rect.right() - frame.right() - 20, ROW_HEIGHT - 12)
        ink = QColor("#ffffff") if is_selected else QColor(tokens.text)
        painter.setPen(ink)
        line = painter.fontMetrics().lineSpacing()
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, index.data())
        ink.setAlphaF(0.85) if is_selected else ink.setRgba(QColor(tokens.muted).rgba())
        painter.setPen(ink)
        words.setTop(words.top() + line + 2)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, bug.reason)
        painter.restore()


class BugView(QListView):
    """The list of bugs; Enter mends the chosen one, X rejects it."""

    mend_wanted = Signal()
    reject_wanted = Signal()

    def __init__(self, crops: Crops) -> None:
        super().__init__()
        self.setObjectName("bug_view")
        self.setItemDelegate(_Delegate(crops, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        crops.loaded.connect(self.viewport().update)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._signal_of(event) is not None
        ):
            # While this list has the keys they are its own.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        signal = self._signal_of(event)
        if signal is not None:
            signal.emit()
        else:
            super().keyPressEvent(event)

    def _signal_of(self, event: QKeyEvent) -> Any:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.mend_wanted
        return self.reject_wanted if event.key() == Qt.Key.Key_X else None
