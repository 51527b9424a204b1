"""The Label page."""

from PySide6.QtWidgets import QVBoxLayout

from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState


class LabelPage(Page):
    """Its empty state."""

    key = "labelling"

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(
            EmptyState("image-multiple-outline", "Open a folder of photos", "Open folder…")
        )
