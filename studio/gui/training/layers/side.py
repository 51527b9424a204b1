"""Beside the layers: what the chosen row is connected with and its share of the whole, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.core.model.layer_sheet import Layer, LayerSheet
from studio.gui import theme
from studio.gui.training.layers.table import FED, FEEDS
from studio.gui.widgets.numbers import tabular_font
from studio.gui.widgets.panels import Inspector, Section


class LayersSide(Inspector):
    """The inspector of the layers: links to the rows around the chosen one, its figures, and a primer."""

    row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sheet: LayerSheet | None = None
        self._feeders = self._links(self.tr("Fed by"))
        self._users = self._links(self.tr("Feeds"))
        self._shares = self.add_section(self.tr("Of the whole"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(4)
        self._shares.add(self._form)
        self._numbers: dict[str, QLabel] = {}
        for key, name in (
            ("parameters", self.tr("Parameters")),
            ("gflops", self.tr("Operations")),
            ("milliseconds", self.tr("Time")),
        ):
            self._numbers[key] = theme.label("")
            self._numbers[key].setFont(tabular_font())
            self._form.addRow(theme.label(name, "muted"), self._numbers[key])
        primer = self.add_section(self.tr("How to read it"))
        # The section is always shown, the line above it only when something stands there.
        self._line, primer.rule = primer.rule, None
        for sentence in self._primer():
            text = theme.label(sentence, "muted", wrap=True)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            primer.add(text)
        self.show_row(None, None)

    def show_row(self, sheet: LayerSheet | None, layer: Layer | None) -> None:
        """Tell about a row of a sheet; None tells only how to read it."""
        is_shown = sheet is not None and layer is not None
        for section in (self._feeders, self._users, self._shares):
            section.setVisible(is_shown)
        if self._line is not None:
            self._line.setVisible(is_shown)
        if sheet is None or layer is None:
            return
        self._fill(self._feeders, sheet, layer.sources, FEEDS)
        self._fill(self._users, sheet, layer.users, FED)
        for key, label in self._numbers.items():
            mine, whole = getattr(layer, key), getattr(sheet, key) or 1
            label.setText(self.tr("{share:.1f} %").format(share=100 * mine / whole))

    def _primer(self) -> tuple[str, ...]:
        return (
            self.tr(
                "A picture goes in at the top and each row runs once, in order: it takes what the rows in "
                "“From” gave and keeps what it makes for the rows that ask for it. Doing that from the first "
                "row to the last is all that “forward” means."
            ),
            self.tr(
                "On the way the grid gets coarser (the stride grows) and each cell sees more of the picture. "
                "Then coarse grids are enlarged and stacked with finer ones, so that small objects are found "
                "with the knowledge of what is around them."
            ),
            self.tr(
                "The last row, the head, turns every cell of its grids into boxes: small strides find small "
                "objects, large strides large ones."
            ),
            self.tr(
                "In the table Up and Down go through the rows, Left to what feeds a row, Right to what it "
                "feeds. Over the picture the wheel zooms and a double click shows all."
            ),
        )

    def _links(self, title: str) -> Section:
        section = self.add_section(title)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        section.add(holder)
        return section

    def _fill(self, section: Section, sheet: LayerSheet, rows: Sequence[int], token: str) -> None:
        layout = section.body.itemAt(0).widget().layout()
        while layout.count():
            old = layout.takeAt(0).widget()
            # Gone only when the event is over, so it is not to be seen until then.
            old.hide()
            old.deleteLater()
        for row in rows:
            if row < 0:
                layout.addWidget(theme.label(self.tr("the picture itself"), "muted"))
                continue
            other = sheet.layers[row]
            shape = "x".join(map(str, other.shapes[0][1:]))
            link = QPushButton(theme.icon("square-rounded", token), f"{other.name}   {shape}")
            link.setProperty("role", "link")
            link.setObjectName(f"layer_link_{row}")
            link.setToolTip(theme.tip(other.text))
            link.clicked.connect(lambda _=False, row=row: self.row_chosen.emit(row))
            layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if not rows:
            layout.addWidget(theme.label(self.tr("what is found: the boxes"), "muted"))
