"""Whether a model would find more on the open photo in tiles, where it learnt from larger boxes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.gui import jobs, messages
from studio.gui.widgets.tile_choice import OWN

if TYPE_CHECKING:
    from studio.core.data.record import Box
    from studio.core.labelling.session import LabelSession
    from studio.core.runs.tiling import Learnt
    from studio.gui.labelling.browsing import Browsing
    from studio.gui.labelling.ghost_panel import GhostPanel


class TileHint(QObject):
    """Knows what the pictures were like that models learnt from; `changed` tells when it knows of another."""

    changed = Signal()

    def __init__(self, parent: QObject, panel: GhostPanel, browsing: Browsing) -> None:
        super().__init__(parent)
        self._panel, self._browsing = panel, browsing
        self._learnt: dict[Path, Learnt | None] = {}
        self._told: set[Path] = set()

    def advise(self, session: LabelSession | None) -> str:
        """Return what to choose for a session's open photo; "" where nothing better is known.

        The first advice for a model is told in the status bar, too: the section may be out of sight.
        """
        model, image = self._panel.model.path(), self._browsing.image
        if session is None or model is None or image is None or self._panel.tiles.tiles() != OWN:
            return ""
        text = self._text(model, (image.shape[1], image.shape[0]), session.boxes)
        if text and model not in self._told:
            self._told.add(model)
            messages.info(text)
        return text

    def _text(self, model: Path, size_wh: tuple[int, int], boxes: Sequence[Box]) -> str:
        if not model.is_dir() and model.suffix != ".pt":
            # An exported file may cut photos up by itself.
            return ""
        if model not in self._learnt:
            self._ask(model)
        learnt = self._learnt[model]
        tile = learnt.tile_for(size_wh, boxes) if learnt is not None else None
        if tile is None:
            return ""
        choice = self._panel.tiles.nearest(tile, max(size_wh))
        if boxes:
            text = self.tr(
                "Boxes here are far smaller in the picture than those the model learnt from: it finds more "
                "with Tiles: {choice}."
            )
            return text.format(choice=choice)
        text = self.tr(
            "The model learnt from pictures of {learnt} px, and this photo has {side}: what is small in it "
            "is found with Tiles: {choice}."
        )
        return text.format(learnt=f"{learnt.side:,}", side=f"{max(size_wh):,}", choice=choice)

    def _ask(self, model: Path) -> None:
        from studio.core.runs.tiling import learnt_pictures

        def found(learnt: Learnt | None) -> None:
            self._learnt[model] = learnt
            self.changed.emit()

        self._learnt[model] = None
        jobs.run_in_thread(lambda: learnt_pictures(model), found, lambda problem: None, parent=self)
