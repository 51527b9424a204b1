"""The table of a model's rows; the chosen row, those that feed it and those it feeds are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from studio.core.model.layer_sheet import Layer, LayerSheet
from studio.gui import theme
from studio.gui.widgets.table import Cell, Table

FEEDS, FED = "ok", "warn"
"""Tokens of the theme: what feeds the chosen row, and what it feeds."""
MARK_ALPHA = 70
ROW_HEIGHT = 24
ARGUMENTS, TEXT = 4, 11
"""Columns."""
ROOMY = 1050
"""Pixels from which on the sentences have a column of their own."""


class LayerTable(Table):
    """One line per row of the network, in the order they run."""

    row_chosen = Signal(int)

    def __init__(self) -> None:
        # fmt: off
        columns = (
            ("", self.tr("Index of the row; others name it by this number")),
            (self.tr("From"), self.tr("The rows whose output it reads")),
            (self.tr("n"), self.tr("How often the module is repeated in it")),
            (self.tr("Module"), self.tr("What it does, see below the table")),
            (self.tr("Arguments"), self.tr("As in the layer table, channels before its width multiple")),
            (self.tr("Shape"), self.tr("Of its output: channels x height x width in cells")),
            (self.tr("Stride"), self.tr("Pixels of the input from one cell to the next")),
            (self.tr("Parameters"), self.tr("Trainable numbers")),
            (self.tr("GFLOPs"), self.tr("10⁹ operations for one picture; a multiply-add counts as two")),
            (self.tr("ms"), self.tr("Measured here, batch norms folded: the quickest of five runs")),
            (self.tr("Sees"), self.tr("Pixels of the input, across, that can reach one cell")),
            (self.tr("What it does"), ""),
        )
        # fmt: on
        super().__init__([name for name, _ in columns], name="layers", many=False)
        for column, (_, tip) in enumerate(columns):
            self.horizontalHeaderItem(column).setToolTip(theme.tip(tip))
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._layers: tuple[Layer, ...] = ()
        self.setAccessibleName(self.tr("Layers"))

    def show_sheet(self, sheet: LayerSheet) -> None:
        """Fill the table; the chosen row stays chosen if there is such a row."""
        chosen = min(max(self.currentRow(), 0), len(sheet.layers) - 1)
        self._layers = sheet.layers
        self.show_rows([self._cells(layer, sheet) for layer in sheet.layers], range(len(sheet.layers)))
        self.choose(chosen)
        self._mark()

    def choose(self, row: int) -> None:
        """Choose a row."""
        if 0 <= row < self.rowCount():
            self.setCurrentCell(row, 0)
            self.scrollTo(self.model().index(row, 0), Table.ScrollHint.PositionAtCenter)

    def marked(self, token: str) -> list[int]:
        """Return the rows marked as feeding the chosen one (FEEDS) or as fed by it (FED)."""
        layer = self._chosen()
        if layer is None:
            return []
        return [row for row in (layer.sources if token == FEEDS else layer.users) if row >= 0]

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self._mark()
            self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left goes to what feeds the row, Right to what it feeds; the other keys as in every table."""
        ways = {Qt.Key.Key_Left: FEEDS, Qt.Key.Key_Right: FED}
        if event.key() in ways and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if found := self.marked(ways[event.key()]):
                self.choose(found[0])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what each row does where there is room; else the arguments take what is left."""
        super().resizeEvent(event)
        is_roomy = self.width() >= ROOMY
        self.setColumnHidden(TEXT, not is_roomy)
        modes = QHeaderView.ResizeMode
        for column, is_wide in ((ARGUMENTS, not is_roomy), (TEXT, is_roomy)):
            self.horizontalHeader().setSectionResizeMode(
                column, modes.Stretch if is_wide else modes.ResizeToContents
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _chosen(self) -> Layer | None:
        row = self.currentRow()
        return self._layers[row] if 0 <= row < len(self._layers) else None

    def _mark(self) -> None:
        marks = {row: token for token in (FED, FEEDS) for row in self.marked(token)}
        for row in range(self.rowCount()):
            brush = QBrush()
            if row in marks:
                colour = theme.colour(marks[row])
                colour.setAlpha(MARK_ALPHA)
                brush = QBrush(colour)
            for column in range(self.columnCount()):
                if (item := self.item(row, column)) is not None:
                    item.setBackground(brush)

    def _cells(self, layer: Layer, sheet: LayerSheet) -> Sequence[Cell]:
        sources = ", ".join(str(source) if source >= 0 else self.tr("picture") for source in layer.sources)
        args = ", ".join(str(arg) for arg in layer.args)
        shapes = ["x".join(map(str, shape[1:])) for shape in layer.shapes]
        strides = [f"{stride:g}" for stride in layer.strides]
        sees = [f"{size}+" if layer.sees_whole else str(size) for size in layer.receptive_fields]
        most = sees[layer.receptive_fields.index(max(layer.receptive_fields))]
        tip = self.tr("{share:.1f} % of the whole")
        seen_tip = self.tr("An average over all of it is known to each cell as well.") * layer.sees_whole
        number = {"is_number": True}
        return (
            Cell(str(layer.index), **number),
            Cell(sources),
            Cell(str(layer.number) if layer.number > 1 else "", **number),
            Cell(layer.module, tip=layer.text),
            Cell(args, tip=args),
            Cell(shapes[0] + " …" * (len(shapes) > 1), tip="\n".join(shapes)),
            Cell(", ".join(strides), **number),
            Cell(
                f"{layer.parameters:,}" if layer.parameters else "",
                **number,
                tip=tip.format(share=100 * layer.parameters / max(1, sheet.parameters)),
            ),
            Cell(
                f"{layer.gflops:.3f}" if layer.gflops else "",
                **number,
                tip=tip.format(share=100 * layer.gflops / (sheet.gflops or 1)),
            ),
            Cell(
                f"{layer.milliseconds:.2f}",
                **number,
                tip=tip.format(share=100 * layer.milliseconds / (sheet.milliseconds or 1)),
            ),
            Cell(most, **number, tip=(", ".join(sees) + "\n" + seen_tip).strip()),
            Cell(layer.text, tip=layer.text),
        )
