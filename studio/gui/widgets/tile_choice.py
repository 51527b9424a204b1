"""A choice of how a model looks at pictures: as a whole, or in tiles."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from studio.gui import theme
from studio.gui.widgets.choice_field import ChoiceField

GRIDS = ("2x2", "3x3", "4x4")
SIZES = ("208", "320", "416", "640", "1024")
OWN, TRAINED, OFF = "own", "auto", "off"
"""What is told to `--tile` beside a tiling."""


class TileChoice(ChoiceField):
    """A drop-down list of tilings; `chosen` is sent when a person takes another one."""

    chosen = Signal()

    def __init__(self, name: str, *, has_own: bool = True, own: str = "") -> None:
        """`has_own`: what looks may be an exported file, which can say how; `own` is what that is called."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Tiles"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        if has_own:
            self.addItem(own or self.tr("As the model says"), OWN)
        self.addItem(self.tr("Off"), OFF)
        self.addItem(self.tr("As its training set was cut"), TRAINED)
        for text in (*GRIDS, *SIZES):
            self._add(text)
        self.setToolTip(
            theme.tip(
                self.tr(
                    "Look at each picture tile by tile, for objects that are small in it. A model trained on "
                    "tiles finds in whole photos what it learnt only so. It takes as many times as long as "
                    "there are tiles."
                )
            )
        )
        self.activated.connect(self._on_activated)
        self._was = self.tiles()

    def tiles(self) -> str:
        """Return what `--tile` is to be told."""
        return str(self.currentData())

    def nearest(self, tile: float, side: int) -> str:
        """Return what the choice is called that cuts a picture of this longer side into such tiles."""
        sizes = {**{text: float(text) for text in SIZES}, **{text: side / int(text[0]) for text in GRIDS}}
        best = min(sizes, key=lambda text: abs(math.log(sizes[text] / tile)))
        return self.itemText(self.findData(best))

    def set_tiles(self, text: str) -> None:
        """Show a choice; one that isn't offered is added, if it is one."""
        if not text:
            return
        place = self.findData(text)
        if place < 0:
            from studio.core.errors import StudioError
            from studio.core.tiling.tiling import Tiling

            try:
                Tiling.parse(text)
            except StudioError:
                return
            self._add(text)
            place = self.count() - 1
        self.setCurrentIndex(place)
        self._was = text

    def _add(self, text: str) -> None:
        shown = text.replace("x", "\u00a0×\u00a0") if "x" in text else self.tr("{size} px").format(size=text)
        self.addItem(shown, text)

    def _on_activated(self) -> None:
        if self.tiles() != self._was:
            self._was = self.tiles()
            self.chosen.emit()
