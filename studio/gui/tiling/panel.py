"""The panel of the Tile page: how to cut, what comes of it, and where the tiles go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from studio.core.json_door import Fields
from studio.core.tiling.clip import Cutting
from studio.core.tiling.grid import Tile
from studio.core.tiling.objects import size_for_side
from studio.core.words import paragraph
from studio.gui import theme
from studio.gui.tiling.counts_table import CountsTable
from studio.gui.tiling.origin import OriginPart
from studio.gui.widgets.choice_field import ChoiceBox
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
        self._way = ChoiceBox()
        self._way.setObjectName("tileWay")
        self._way.addItem(self.tr("Rows and columns"), "grid")
        self._way.addItem(self.tr("Tiles of one size"), "size")
        self._way.addItem(self.tr("Tiles for the size of objects"), "objects")
        self._rows = _spin_box("tileRows", 1, 64, 2)
        self._columns = _spin_box("tileColumns", 1, 64, 2)
        self._size = _spin_box("tileSize", 16, 8192, 640)
        self._size.setSuffix(self.tr(" px"))
        self._size.setSingleStep(32)
        self._overlap = ValueSlider(0.0, 0.9, 0.2)
        self._overlap.setObjectName("tileOverlap")
        self._overlap.setToolTip(self.tr("Share of a tile that it has in common with its neighbour."))
        self._wanted = _spin_box("objectSize", 1, 1024, 16)
        self._wanted.setSuffix(self.tr(" px"))
        self._wanted.setToolTip(
            theme.tip(
                self.tr(
                    "How large the usual object is when a tile is shown to the model; 16 px is easy for it."
                )
            )
        )
        self._imgsz = _spin_box("tileImgsz", 32, 8192, 416)
        self._imgsz.setSuffix(self.tr(" px"))
        self._imgsz.setSingleStep(32)
        self._imgsz.setToolTip(self.tr("Size that the tiles will be trained at."))
        self._usual_side: float | None = None
        section.add_row(self.tr("Into"), self._way)
        self._fields: list[tuple[tuple[str, ...], list[QWidget]]] = []
        for ways, text, widget in (
            (("grid",), self.tr("Rows"), self._rows),
            (("grid",), self.tr("Columns"), self._columns),
            (("size",), self.tr("Size"), self._size),
            (("objects",), self.tr("Objects of"), self._wanted),
            (("objects",), self.tr("Trained at"), self._imgsz),
            (("size", "objects"), self.tr("Overlap"), self._overlap),
        ):
            self._fields.append((ways, [section.add_row(text, widget), widget]))
        self._sizes = theme.label("", "muted", wrap=True)
        self._sizes.setObjectName("tileSizes")
        section.add(self._sizes)
        section = self.add_section(self.tr("Keep"))
        self._min_visible = ValueSlider(0.0, 1.0, 0.3)
        self._min_visible.setObjectName("minVisible")
        self._min_visible.setToolTip(
            theme.tip(
                self.tr("A box cut by a tile's border is kept when at least this share of it is visible.")
            )
        )
        section.add_row(self.tr("Visible share"), self._min_visible)
        self._empty_share = ValueSlider(0.0, 1.0, 1.0)
        self._empty_share.setObjectName("emptyShare")
        self._empty_share.setToolTip(
            theme.tip(
                self.tr(
                    "Share of the tiles without a box that is kept: 1 all, 0 none. Tiles of photos that"
                    " nobody has labelled yet are always kept: they may hold objects."
                )
            )
        )
        section.add_row(self.tr("Empty tiles"), self._empty_share)
        self._written = ChoiceBox()
        self._written.setObjectName("tileFormat")
        self._written.addItem(self.tr("As the photos"), "photos")
        self._written.addItem(self.tr("PNG, without loss"), "png")
        self._quality = ValueSlider(1, 100, 95, decimals=0)
        self._quality.setObjectName("tileQuality")
        self._quality.setToolTip(
            self.tr("Of tiles written as JPEG or WebP; 95 is hardly told from the photo.")
        )
        section.add_row(self.tr("Written"), self._written)
        self._quality_row = [section.add_row(self.tr("Quality"), self._quality), self._quality]
        section = self.add_section(self.tr("What comes of it"))
        self.counts = CountsTable()
        section.add(self.counts)
        self.problem = Notice()
        self.problem.setObjectName("tileProblem")
        section.add(self.problem)
        self.origin = OriginPart(self)
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
        for box in (self._rows, self._columns, self._size, self._wanted, self._imgsz):
            box.valueChanged.connect(self.changed)
        for slider in (self._overlap, self._min_visible, self._empty_share, self._quality):
            slider.value_changed.connect(self.changed)
        self._written.currentIndexChanged.connect(self._on_way_changed)
        self._folder.textEdited.connect(self.folder_changed)
        browse.clicked.connect(self._ask_folder)

    def cutting(self) -> Cutting:
        """Return what is chosen."""
        way = self._way.currentData()
        size = self._size.value()
        if way == "objects" and self._usual_side is not None:
            size = size_for_side(self._usual_side, self._wanted.value(), imgsz=self._imgsz.value()).tile
        return Cutting(
            grid=(self._rows.value(), self._columns.value()) if way == "grid" else None,
            size=None if way == "grid" else size,
            overlap=self._overlap.value(),
            min_visible=self._min_visible.value(),
            empty_share=self._empty_share.value(),
            quality=round(self._quality.value()),
            lossless=self._written.currentData() == "png",
        )

    def set_usual_side(self, side: float | None) -> None:
        """Know how large the usual object of the dataset is, in pixels; None while that isn't counted."""
        is_new = side != self._usual_side
        self._usual_side = side
        if is_new and self._way.currentData() == "objects":
            self.changed.emit()

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
            size = self.cutting().size or 0
            if size > max(photo_wh):
                text = self.tr("This photo is smaller than a tile, so it stays whole: {size}.").format(
                    size=across
                )
            elif size > min(photo_wh):
                text = paragraph(text, self.tr("One side of the photo is shorter than a tile."))
            if self._way.currentData() == "objects":
                text = paragraph(text, self._objects_told())
        self._sizes.setText(text)
        self._sizes.setVisible(bool(text))

    def _objects_told(self) -> str:
        if self._usual_side is None:
            return self.tr("How large objects are is not counted yet, or there are no boxes.")
        return str(size_for_side(self._usual_side, self._wanted.value(), imgsz=self._imgsz.value()))

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
            "empty_share": self._empty_share.value(),
            "object_size": self._wanted.value(),
            "imgsz": self._imgsz.value(),
            "format": self._written.currentData(),
            "quality": self._quality.value(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back what `save_state` returned; what doesn't fit is left out."""
        for name, box in (
            ("rows", self._rows),
            ("columns", self._columns),
            ("size", self._size),
            ("object_size", self._wanted),
            ("imgsz", self._imgsz),
        ):
            box.setValue(state.whole(name, box.value()))
        for name, slider in (
            ("overlap", self._overlap),
            ("min_visible", self._min_visible),
            ("empty_share", self._empty_share),
        ):
            slider.set_value(state.number(name, slider.value(), low=0, high=1))
        self._quality.set_value(state.number("quality", 95, low=1, high=100))
        self._written.setCurrentIndex(max(0, self._written.findData(state.text("format"))))
        self._way.setCurrentIndex(max(0, self._way.findData(state.text("way"))))

    def _on_way_changed(self) -> None:
        self._show_way()
        self.changed.emit()

    def _show_way(self) -> None:
        for ways, widgets in self._fields:
            for widget in widgets:
                widget.setVisible(self._way.currentData() in ways)
        for widget in self._quality_row:
            widget.setVisible(self._written.currentData() != "png")

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
