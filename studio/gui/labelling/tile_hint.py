"""Whether a model would find more on the open photo in tiles, as it learnt from far smaller pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.gui import jobs
from studio.gui.widgets.tile_choice import OWN, SIZES

if TYPE_CHECKING:
    from studio.gui.labelling.browsing import Browsing
    from studio.gui.labelling.ghost_panel import GhostPanel

FAR_LARGER = 2.5
"""A photo with a side so many times as long shows things too small for the model."""


class TileHint(QObject):
    """Knows how large the pictures were that models learnt from; `changed` tells when it knows of another."""

    changed = Signal()

    def __init__(self, parent: QObject, panel: GhostPanel, browsing: Browsing) -> None:
        super().__init__(parent)
        self._panel, self._browsing = panel, browsing
        self._learnt: dict[Path, int | None] = {}

    def text(self) -> str:
        """Return what to choose; "" where the model may look as it does, or nothing is known of it yet."""
        model, image = self._panel.model.path(), self._browsing.image
        if model is None or image is None or self._panel.tiles.tiles() != OWN:
            return ""
        if not model.is_dir() and model.suffix != ".pt":
            # An exported file may cut photos up by itself.
            return ""
        if model not in self._learnt:
            self._ask(model)
        learnt, side = self._learnt[model], max(image.shape[:2])
        if learnt is None or side < FAR_LARGER * learnt:
            return ""
        size = min(map(int, SIZES), key=lambda size: abs(size - learnt))
        text = self.tr(
            "The model learnt from pictures of {learnt} px, and this photo has {side}: what is small in it "
            "is found with Tiles: {size} px."
        )
        return text.format(learnt=f"{learnt:,}", side=f"{side:,}", size=size)

    def _ask(self, model: Path) -> None:
        from studio.core.runs.tiling import learnt_side

        def found(side: int | None) -> None:
            self._learnt[model] = side
            self.changed.emit()

        self._learnt[model] = None
        jobs.run_in_thread(lambda: learnt_side(model), found, lambda problem: None, parent=self)
