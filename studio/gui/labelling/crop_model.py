"""The boxes of one class as a list that can be put in order; pictures of them are painted by the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.gui import theme

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.labelling.batches import Placed

Index = QModelIndex | QPersistentModelIndex
PLACED_ROLE = Qt.ItemDataRole.UserRole
PATH_ROLE = Qt.ItemDataRole.UserRole + 1


class CropModel(QAbstractListModel):
    """One entry a box."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._placed: list[Placed] = []

    def show_boxes(self, dataset: Dataset | None, placed: Sequence[Placed]) -> None:
        """Show these boxes and no others."""
        self.beginResetModel()
        self._dataset, self._placed = dataset, list(placed)
        self.endResetModel()

    def boxes(self) -> list[Placed]:
        """Return the boxes in the order they are shown."""
        return list(self._placed)

    def put_in_order(self, key: Callable[[Placed], Any]) -> None:
        """Show the boxes in the order of a key, those that are equal as they were."""
        self.beginResetModel()
        self._placed.sort(key=key)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._placed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._dataset is None:
            return None
        placed = self._placed[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{placed.box.width:.0f} × {placed.box.height:.0f}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.tip(self._dataset.records[placed.image].path.name)
        if role == PATH_ROLE:
            return self._dataset.records[placed.image].path
        return placed if role == PLACED_ROLE else None
