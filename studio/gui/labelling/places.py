"""What stands left of the photo and in its place: images or mistakes; the photo or a class in crops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from studio.gui.labelling.browsing import Browsing
from studio.gui.labelling.bugs import BugPanel
from studio.gui.labelling.crop_grid import CropGrid
from studio.gui.labelling.view import PhotoView

if TYPE_CHECKING:
    from studio.core.data.record import Box
    from studio.core.labelling.review import Review
    from studio.core.labelling.session import LabelSession

WIDEST = 10_000
"""Pixels of the list of images: the splitter gives the others what is left."""


class Places(QSplitter):
    """The two places of the Label page, and what is swapped in them."""

    def __init__(self, browsing: Browsing, view: PhotoView) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._browsing, self._view = browsing, view
        self._session: LabelSession | None = None
        self.bugs, self.crops = BugPanel(browsing, view), CropGrid()
        self._left, self._centre = QStackedWidget(), QStackedWidget()
        for place, widgets in ((self._left, (browsing.list, self.bugs)), (self._centre, (view, self.crops))):
            for widget in widgets:
                place.addWidget(widget)
            self.addWidget(place)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setSizes([264, 700])
        self.bugs.closed.connect(lambda: self.show_bugs(False))
        self.crops.closed.connect(lambda: self.show_crops(False))
        self.crops.photo_wanted.connect(self._show_box)

    def set_session(self, session: LabelSession | None, review: Review | None) -> None:
        """Show another dataset, its photos first."""
        self._session = session
        self.bugs.set_session(session, review)
        self.crops.set_session(session)
        self.show_crops(False)

    def show_bugs(self, is_on: bool = True) -> None:
        """Show the finder of label mistakes in place of the list of images, or that again."""
        self._left.setCurrentWidget(self.bugs if is_on else self._browsing.list)
        self._view.canvas.set_marked(None)
        if is_on:
            self.bugs.open()
        else:
            self._view.canvas.setFocus()

    def show_crops(self, is_on: bool = True) -> None:
        """Show all boxes of the current class in place of the photo, or that again."""
        self._centre.setCurrentWidget(self.crops if is_on else self._view)
        if is_on and self._session is not None and self._session.dataset.class_names:
            self.crops.show_class(self._session.current_class)
        elif self.isVisible():
            self._view.canvas.setFocus()

    def back_out(self) -> bool:
        """Show the photo, else the images again; False when both are shown."""
        if self._centre.currentWidget() is self.crops:
            self.show_crops(False)
        elif self._left.currentWidget() is self.bugs:
            self.show_bugs(False)
        else:
            return False
        return True

    def left_width(self) -> int:
        """Return how wide the left place is, in pixels."""
        return self._left.width()

    def set_left_width(self, width: int) -> None:
        """Give the left place so many pixels and the middle all others."""
        self.setSizes([width, WIDEST])

    def _show_box(self, photo: Path, box: Box) -> None:
        """Show a box of the grid on its photo."""
        self.show_crops(False)
        if self._session is not None and self._browsing.open_path(photo) and box in self._session.boxes:
            self._session.select([self._session.boxes.index(box)])
            self._view.bring_into_view()
