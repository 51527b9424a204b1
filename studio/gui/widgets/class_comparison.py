"""A model's classes beside those of the open dataset, where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.data.class_comparison import side_by_side
from studio.gui.widgets.panels import Notice
from studio.gui.widgets.table import Cell, Table

MAX_ROWS_SHOWN = 6


class ClassComparison(QWidget):
    """Hidden while both lists say the same, or there is but one."""

    def __init__(self, name: str = "class_comparison") -> None:
        """`name` is the table's, by which it is found."""
        super().__init__()
        self.notice = Notice()
        self.notice.setObjectName(f"{name}_notice")
        columns = [self.tr("No."), self.tr("Dataset"), self.tr("Model")]
        self.table = Table(columns, name=name, many=False)
        self.table.stretch_column(1)
        self.table.stretch_column(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.notice)
        layout.addWidget(self.table)
        self.hide()

    def show_lists(self, ours: Sequence[str], theirs: Sequence[str], advice: str = "") -> None:
        """Compare a dataset's classes with a model's; `advice` says what comes of it, and what to do."""
        pairs = side_by_side(ours, theirs) if ours and theirs else []
        differing = [pair for pair in pairs if not pair.is_same]
        text = self.tr("The model's classes are not those of the open dataset; numbers that differ: {count}.")
        told = f"{text.format(count=len(differing))} {advice}".strip()
        self.notice.set_text(told if differing else "", "warn")
        missing = "–"
        self.table.show_rows(
            [
                [
                    Cell(str(pair.number), is_number=True),
                    Cell(missing if pair.ours is None else pair.ours),
                    Cell(missing if pair.theirs is None else pair.theirs, colour="warn"),
                ]
                for pair in differing
            ]
        )
        row = self.table.verticalHeader().defaultSectionSize()
        rows = min(len(differing), MAX_ROWS_SHOWN)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * row + 4)
        self.setVisible(bool(differing))
