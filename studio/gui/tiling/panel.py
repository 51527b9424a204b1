"""The panel of the Tile page: how to cut, what comes of it, and where the tiles go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from studio.core.json_door import Fields
from studio.core.tiling.clip import Cutting
from studio.core.tiling.grid import Tile
from studio.gui import theme
from studio.gui.tiling.counts_table import CountsTable
from studio.gui.widgets.controls import NumberField, ValueSlider
from studio.gui.widgets.panels import Inspector, Notice


class TilePanel(Inspector):
    """Holds what the user chooses; `changed` is sent when the cutting changed."""

    changed = Signal()
    folder_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._default_folder = Path()
        section = self.add_section(self.tr("Cut each photo"))
        self._way = QComboBox()
        self._way.setObjectName("tileWay")
        self._way.addItem(self.tr("Rows and columns"), "grid")
        self._way.addItem(self.tr("Tiles of one size"), "size")
        self._rows = _spin_box("tileRows", 1, 64, 2)
        self._columns = _spin_box("tileColumns", 1, 64, 2)
        self._size = _spin_box("tileSize", 16, 8192, 640)
        self._size.setSuffix(self.tr(" px"))
        self._size.setSingleStep(32)
        self._overlap = ValueSlider(0.0, 0.9, 0.2)
        self._overlap.setObjectName("tileOverlap")
        self._overlap.setToolTip(self.tr("Share of a tile that it has in common with its neighbour."))
        section.add_row(self.tr("Into"), self._way)
        self._fields: dict[str, list[QWidget]] = {"grid": [], "size": []}
        for way, text, widget in (
            ("grid", self.tr("Rows"), self._rows),
            ("grid", self.tr("Columns"), self._columns),
            ("size", self.tr("Size"), self._size),
            ("size", self.tr("Overlap"), self._overlap),
        ):
            self._fields[way] += [section.add_row(text, widget), widget]
        self._sizes = theme.label("", "muted", wrap=True)
        self._sizes.setObjectName("tileSizes")
        section.add(self._sizes)
        section = self.add_section(self.tr("Keep"))
        self._min_visible = ValueSlider(0.0, 1.0, 0.3)
        self._min_visible.setObjectName("minVisible")
        self._min_visible.setToolTip(
            self.tr("A box cut by a tile's border is kept when at least this share of it is visible.")
        )
        section.add_row(self.tr("Visible share"), self._min_visible)
        self._keep_empty = QCheckBox(self.tr("Keep tiles without boxes"))
        self._keep_empty.setObjectName("keepEmpty")
        self._keep_empty.setToolTip(
            self.tr("Tiles of photos that nobody has labelled yet are always kept: they may hold objects.")
        )
        self._keep_empty.setChecked(True)
        section.add(self._keep_empty)
        section = self.add_section(self.tr("What comes of it"))
        self.counts = CountsTable()
        section.add(self.counts)
        self.problem = Notice()
        self.problem.setObjectName("tileProblem")
        section.add(self.problem)
        section = self.add_section(self.tr("Folder for the tiles"))
        self._folder = QLineEdit()
        self._folder.setObjectName("tileFolder")
        self._folder.setAccessibleName(self.tr("Folder for the tiles"))
        browse = QPushButton(self.tr("Choose"))
        browse.setObjectName("browseTileFolder")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._folder, 1)
        row.addWidget(browse)
        section.add(row)
        self._show_way()
        self._way.currentIndexChanged.connect(self._on_way_changed)
        for box in (self._rows, self._columns, self._size):
            box.valueChanged.connect(self.changed)
        for slider in (self._overlap, self._min_visible):
            slider.value_changed.connect(self.changed)
        self._keep_empty.toggled.connect(self.changed)
        self._folder.textEdited.connect(self.folder_changed)
        browse.clicked.connect(self._ask_folder)

    def cutting(self) -> Cutting:
        """Return what is chosen."""
        by_grid = self._way.currentData() == "grid"
        return Cutting(
            grid=(self._rows.value(), self._columns.value()) if by_grid else None,
            size=None if by_grid else self._size.value(),
            overlap=self._overlap.value(),
            min_visible=self._min_visible.value(),
            keep_empty=self._keep_empty.isChecked(),
        )

    def folder(self) -> Path | None:
        """Return the folder the tiles go to; None while the field is empty."""
        text = self._folder.text().strip()
        return Path(text).expanduser() if text else None

    def show_tile_sizes(self, tiles: Sequence[Tile], photo_wh: tuple[int, int]) -> None:
        """Say how large the tiles of the photo shown are; nothing without any."""
        text = ""
        if tiles:
            widths, heights = ({getattr(tile, side) for tile in tiles} for side in ("width", "height"))
            across = self.tr("{width} × {height} px").format(width=_range(widths), height=_range(heights))
            text = self.tr("Tiles of this photo: {size}.").format(size=across)
            if self._way.currentData() == "size" and self._size.value() > max(photo_wh):
                text = self.tr("This photo is smaller than a tile, so it stays whole: {size}.").format(
                    size=across
                )
            elif self._way.currentData() == "size" and self._size.value() > min(photo_wh):
                text += " " + self.tr("One side of the photo is shorter than a tile.")
        self._sizes.setText(text)
        self._sizes.setVisible(bool(text))

    def suggest_folder(self, folder: Path) -> None:
        """Put a folder into the field unless the user typed one."""
        if self.folder() in (None, self._default_folder):
            self._folder.setText(str(folder))
        self._default_folder = folder

    def forget_folder(self) -> None:
        """Empty the field, for another dataset."""
        self._folder.clear()
        self._default_folder = Path()

    def save_state(self) -> dict[str, Any]:
        """Return the choices for the settings."""
        return {
            "way": self._way.currentData(),
            "rows": self._rows.value(),
            "columns": self._columns.value(),
            "size": self._size.value(),
            "overlap": self._overlap.value(),
            "min_visible": self._min_visible.value(),
            "keep_empty": self._keep_empty.isChecked(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back what `save_state` returned; what doesn't fit is left out."""
        for name, box in (("rows", self._rows), ("columns", self._columns), ("size", self._size)):
            box.setValue(state.whole(name, box.value()))
        for name, slider in (("overlap", self._overlap), ("min_visible", self._min_visible)):
            slider.set_value(state.number(name, slider.value(), low=0, high=1))
        self._keep_empty.setChecked(state.flag("keep_empty", True))
        self._way.setCurrentIndex(max(0, self._way.findData(state.text("way"))))

    def _on_way_changed(self) -> None:
        self._show_way()
        self.changed.emit()

    def _show_way(self) -> None:
        for way, widgets in self._fields.items():
            for widget in widgets:
                widget.setVisible(way == self._way.currentData())

    def _ask_folder(self) -> None:
        start = self.folder() or Path.home()
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), str(start.parent))
        if chosen:
            # Tiles go into a folder of their own: the chosen one usually holds other things.
            folder = Path(chosen)
            is_empty = not any(folder.iterdir())
            self._folder.setText(str(folder if is_empty else folder / start.name))
            self.folder_changed.emit()


def _range(values: set[int]) -> str:
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low}–{high}"


def _spin_box(name: str, low: int, high: int, value: int) -> NumberField:
    box = NumberField()
    box.setObjectName(name)
    box.setRange(low, high)
    box.setValue(value)
    return box
