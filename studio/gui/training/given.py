"""The recipe that a dataset brings along: said in a sentence, taken at first, and left with one click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.core.runs.data_recipe import DataRecipe
from studio.core.words import paragraph
from studio.gui.widgets.panels import Notice


class GivenRecipe(QWidget):
    """A line that says what a `.data` asks for, with a button that leaves or takes it."""

    chosen = Signal(bool)
    """Whether it is to be taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("given_recipe")
        self._is_taken = False
        self._notice = Notice()
        self.button = QPushButton()
        self.button.setObjectName("take_given")
        self.button.clicked.connect(lambda: self.chosen.emit(not self._is_taken))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._notice, 1)
        row.addWidget(self.button)
        self.hide()

    def show_recipe(self, given: DataRecipe | None, *, is_taken: bool) -> None:
        """Tell of a recipe; None hides the line."""
        self._is_taken = is_taken
        if given is not None:
            text = (
                self.tr("This recipe is that of {name}: {recipe}.")
                if is_taken
                else self.tr("{name} asks for another recipe: {recipe}.")
            ).format(name=given.path.name, recipe=given.text())
            self._notice.set_text(paragraph(text, *given.notes))
            self.button.setText(self.tr("Use my own") if is_taken else self.tr("Use that"))
        self.setVisible(given is not None)

    def text(self) -> str:
        """Return what is said."""
        return self._notice.text()
