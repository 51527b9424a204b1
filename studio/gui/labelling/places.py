"""What stands left of the photo and in its place: images or mistakes; the photo or a class in crops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget

from studio.gui.labelling.browsing import Browsing
from studio.gui.labelling.view import PhotoView

if TYPE_CHECKING:
    from studio.core.data.record import Box
    from studio.core.labelling.review import Review
    from studio.core.labelling.session import LabelSession
    from studio.gui.labelling.bugs import BugPanel
    from studio.gui.labelling.crop_grid import CropGrid
    from studio.gui.labelling.ghosts import Ghosts

WIDEST = 10_000
"""Pixels of the list of images: the splitter gives the others what is left."""


class Places(QSplitter):
    """The two places of the Label page, and what is swapped in them, which is made when it is first shown."""

    edited = Signal()
    """Boxes were edited in the grid of crops."""
    moved = Signal()
    """The photo is shown, or a class in crops."""

    def __init__(self, browsing: Browsing, view: PhotoView, ghosts: Ghosts) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._browsing, self._view, self._ghosts = browsing, view, ghosts
        browsing.list.filter.scores = ghosts.lowest_scores
        browsing.place = view.place
        browsing.resumed.connect(view.await_place)
        browsing.leaving.connect(self._leave_crops)
        self._session: LabelSession | None = None
        self._review: Review | None = None
        self._bugs: BugPanel | None = None
        self._crops: CropGrid | None = None
        self._left, self._centre = QStackedWidget(), QStackedWidget()
        for place, widget in ((self._left, browsing.list), (self._centre, view)):
            place.addWidget(widget)
            self.addWidget(place)
        self._centre.currentChanged.connect(lambda _: self.moved.emit())
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setSizes([264, 700])

    def set_session(self, session: LabelSession | None, review: Review | None) -> None:
        """Show another dataset, its photos first."""
        self._session, self._review = session, review
        if self._bugs is not None:
            self._bugs.set_session(session, review)
        if self._crops is not None:
            self._crops.set_session(session)
        self.show_crops(False)

    def show_bugs(self, is_on: bool = True) -> None:
        """Show the finder of label mistakes in place of the list of images, or that again."""
        self._view.canvas.set_marked(None)
        if is_on:
            bugs = self._bug_panel()
            self._left.setCurrentWidget(bugs)
            bugs.open(self._ghosts.model())
        else:
            self._left.setCurrentWidget(self._browsing.list)
            self._view.canvas.setFocus()

    def find_mistakes(self, model: Path) -> None:
        """Show the finder with a model chosen, of the open dataset."""
        if self._session is not None:
            self._bug_panel().picker.set_path(model)
            self.show_bugs()

    def show_crops(self, is_on: bool = True) -> None:
        """Show all boxes of the current class in place of the photo, or that again."""
        if is_on:
            crops = self._crop_grid()
            self._centre.setCurrentWidget(crops)
            if self._session is not None and self._session.dataset.class_names:
                crops.show_class(self._session.current_class)
        else:
            self._centre.setCurrentWidget(self._view)
            if self.isVisible():
                self._view.canvas.setFocus()

    def is_photo_shown(self) -> bool:
        """Return whether the photo stands in the middle, not a class in crops nor the frames of a video."""
        return self._centre.currentWidget() is self._view and not self.isHidden()

    def follow(self) -> None:
        """Show what is made of boxes as they are now."""
        if self._crops is not None:
            self._crops.follow()
        if self._bugs is not None:
            self._bugs.follow()

    def _leave_crops(self) -> None:
        """Show the photo that is opened; the list in which it was chosen keeps the keys."""
        if self._crops is not None and not self.is_photo_shown():
            focus = QApplication.focusWidget()
            self._centre.setCurrentWidget(self._view)
            if focus is not None and self._crops.isAncestorOf(focus):
                self._view.canvas.setFocus()

    def _bug_panel(self) -> BugPanel:
        if self._bugs is None:
            from studio.gui.labelling.bugs import BugPanel

            self._bugs = BugPanel(self._browsing, self._view)
            self._bugs.closed.connect(lambda: self.show_bugs(False))
            self._bugs.set_session(self._session, self._review)
            self._left.addWidget(self._bugs)
        return self._bugs

    def _crop_grid(self) -> CropGrid:
        if self._crops is None:
            from studio.gui.labelling.crop_grid import CropGrid

            self._crops = CropGrid()
            self._crops.closed.connect(lambda: self.show_crops(False))
            self._crops.photo_wanted.connect(self._show_box)
            self._crops.edited.connect(self.edited)
            self._crops.suggestions = lambda: self._ghosts.suggestions
            self._crops.set_session(self._session)
            self._centre.addWidget(self._crops)
        return self._crops

    def back_out(self) -> bool:
        """Show the photo, else the images again; False when both are shown."""
        if not self.is_photo_shown():
            self.show_crops(False)
        elif self._left.currentWidget() is not self._browsing.list:
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
