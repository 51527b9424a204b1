"""The page runs."""

from PySide6.QtWidgets import QVBoxLayout

from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState


class RunsPage(Page):
    """Its empty state."""

    key = "runs"

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(EmptyState("format-list-bulleted", self.tr("Compare your trainings.")))
