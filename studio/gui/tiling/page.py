"""The page tiling."""

from PySide6.QtWidgets import QVBoxLayout

from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState


class TilePage(Page):
    """Its empty state."""

    key = "tiling"

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(EmptyState("grid", self.tr("Cut large photos into tiles that a small model can see well.")))
