"""How the sample set is drawn: fields under its line, folded until somebody wants other photos."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QSpinBox, QWidget

from studio.core.data.scenes import STYLE_RANGES
from studio.core.sets import AS_IT_COMES, LEAST_SIDE, MOST_PHOTOS
from studio.gui import theme
from studio.gui.welcome.choices import SetChoice
from studio.gui.widgets.controls import FractionField, NumberField
from studio.gui.widgets.panels import Section

LARGEST_SIDE = 8192
PERCENT = 100


class SampleChoice(SetChoice):
    """The sample set, as it comes or as it is asked for."""

    def __init__(self) -> None:
        super().__init__(
            "sample",
            "palette-outline",
            self.tr("Make sample set"),
            self.tr("Drawn photos of LED chains with their boxes, to try everything on."),
            self.tr("Make"),
        )
        self._section = Section(self.tr("How it is drawn"), foldable=True, folded=True)
        self._section.setObjectName("drawing")
        usual, (width, height) = AS_IT_COMES, AS_IT_COMES.size_wh
        self.images = _whole("draw_images", usual.images, 2, MOST_PHOTOS)
        self.width_px = _whole("draw_width", width, LEAST_SIDE, LARGEST_SIDE, self.tr(" px"))
        self.height_px = _whole("draw_height", height, LEAST_SIDE, LARGEST_SIDE, self.tr(" px"))
        self.seed = _whole("draw_seed", usual.seed, 0, 2**31 - 1)
        self.blur = _whole("draw_blur", 0, 0, PERCENT, " %")
        self.overlap = _whole("draw_overlap", 0, 0, PERCENT, " %")
        self.exposure = _fraction("draw_exposure", usual.style.exposure, STYLE_RANGES["exposure"])
        self.distance = _fraction("draw_distance", usual.style.distance, STYLE_RANGES["distance"])
        self._section.add(self._grid())
        self.words.addWidget(self._section)
        self.layout().setAlignment(self.button, Qt.AlignmentFlag.AlignTop)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (self.tr("Photos"), self.images, ""),
            (self.tr("Seed"), self.seed, self.tr("Another one draws other photos")),
            (self.tr("Width"), self.width_px, ""),
            (self.tr("Height"), self.height_px, ""),
            (self.tr("Blurred"), self.blur, self.tr("Share of photos that are out of focus or shaken")),
            (
                self.tr("Overlapping"),
                self.overlap,
                self.tr("Share of bulbs that another one hangs in front of"),
            ),
            (
                self.tr("Exposure ±"),
                self.exposure,
                self.tr("Stops that a photo is brighter or darker by at most"),
            ),
            (
                self.tr("Distance"),
                self.distance,
                self.tr("How many times as far away the camera is: bulbs get smaller, and more"),
            ),
        )
        for place, (text, field, tip) in enumerate(rows):
            caption = theme.label(text, "muted")
            caption.setBuddy(field)
            caption.setToolTip(theme.tip(tip))
            field.setToolTip(theme.tip(tip))
            field.setAccessibleName(text)
            row, column = divmod(place, 2)
            grid.addWidget(caption, row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
        grid.setColumnStretch(4, 1)
        return grid

    def arguments(self) -> list[str]:
        """Return what `studio get` is asked for."""
        return [
            "sample",
            *("--images", str(self.images.value())),
            *("--size", f"{self.width_px.value()}x{self.height_px.value()}"),
            *("--seed", str(self.seed.value())),
            *("--blur", f"{self.blur.value() / PERCENT:g}"),
            *("--overlap", f"{self.overlap.value() / PERCENT:g}"),
            *("--exposure", f"{self.exposure.value():g}"),
            *("--distance", f"{self.distance.value():g}"),
        ]


def _whole(name: str, value: int, low: int, high: int, suffix: str = "") -> QSpinBox:
    field = NumberField()
    field.setObjectName(name)
    field.setRange(low, high)
    field.setValue(value)
    field.setSuffix(suffix)
    field.setFixedWidth(104)
    return field


def _fraction(name: str, value: float, span: tuple[float, float]) -> QDoubleSpinBox:
    field = FractionField()
    field.setObjectName(name)
    field.setRange(*span)
    field.setDecimals(1)
    field.setSingleStep(0.5)
    field.setValue(value)
    field.setFixedWidth(104)
    return field
