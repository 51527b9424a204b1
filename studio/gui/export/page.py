"""The page export."""

from PySide6.QtWidgets import QVBoxLayout

from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState


class ExportPage(Page):
    """Its empty state."""

    key = "export"

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(EmptyState("package-variant-closed", self.tr("Export a trained model for your device and check that it finds the same boxes.")))
