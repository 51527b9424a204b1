"""The list of what was found: an overview, then each kind with its count, the most serious first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from studio.core.data.checking.findings import FINDINGS, TITLES
from studio.core.data.checking.words import kind_title
from studio.core.words import tr
from studio.gui import theme
from studio.gui.checking.result import Result

OVERVIEW = ""
"""The kind of the overview's row."""
_KIND = Qt.ItemDataRole.UserRole
BESIDE = 60
"""Pixels of a row that its words don't get: icon, margins, and some to spare."""
ICONS = {
    "error": ("alert-circle-outline", "error"),
    "warn": ("alert-outline", "warn"),
    "info": ("information-outline", "muted"),
}


class KindList(QListWidget):
    """Rows of kinds; `chosen` tells which one is looked at."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("checkKinds")
        self.setAccessibleName(self.tr("Kinds of findings"))
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(16, 16))
        self.setMinimumWidth(220)
        self.currentItemChanged.connect(self._on_current)

    def show_result(self, result: Result) -> None:
        """List a result, staying at the kind that is looked at, or where it is gone at the one after it."""
        before, place = self.kind(), self.currentRow()
        blocked = self.blockSignals(True)
        self.clear()
        self._add(OVERVIEW, self.tr("Overview"), "chart-box-outline", "muted", "")
        for kind, problems in result.problems.items():
            about = FINDINGS[kind]
            icon, token = ICONS[about.severity]
            self._add(kind, kind_title(kind, len(problems)), icon, token, tr(TITLES[about.severity]))
        self.blockSignals(blocked)
        self._fit_rows()
        rows = [row for row in range(self.count()) if self.item(row).data(_KIND) == before]
        self.setCurrentRow(rows[0] if rows else min(max(place, 0), self.count() - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each row the height that its words take in this width."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        # Measured with less room than there is: the style's own rows end in dots where a word just fits.
        width = self.viewport().width() - BESIDE
        words = Qt.TextFlag.TextWordWrap
        for row in range(self.count()):
            item = self.item(row)
            height = self.fontMetrics().boundingRect(0, 0, width, 1000, words, item.text()).height()
            item.setSizeHint(QSize(width, max(height, 16) + 10))

    def kind(self) -> str:
        """Return the kind looked at."""
        item = self.currentItem()
        return item.data(_KIND) if item is not None else OVERVIEW

    def texts(self) -> list[str]:
        """Return what the rows say."""
        return [self.item(row).text() for row in range(self.count())]

    def _add(self, kind: str, text: str, icon: str, token: str, tip: str) -> None:
        item = QListWidgetItem(theme.icon(icon, token), text)
        item.setData(_KIND, kind)
        item.setToolTip(theme.tip(tip))
        self.addItem(item)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KIND))
