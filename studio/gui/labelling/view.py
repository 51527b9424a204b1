"""The middle of the Label page: the photo with its boxes, what is asked at it and said over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.gui import messages
from studio.gui.labelling.ask import AskStrip
from studio.gui.labelling.canvas import LabelCanvas
from studio.gui.labelling.class_popup import ClassPopup
from studio.gui.labelling.editing import Editing
from studio.gui.labelling.inspector import LabelInspector
from studio.gui.labelling.naming import NameField
from studio.gui.labelling.notes import ImageNotes
from studio.gui.widgets.floating import Floating

if TYPE_CHECKING:
    from studio.core.labelling.session import LabelSession
    from studio.gui.widgets.picture import Picture


class PhotoView(QWidget):
    """Shows the open photo as the panel's choices say; what mouse and menus do goes to Editing."""

    position_changed = Signal(str)
    """Cursor position and zoom, in words."""

    def __init__(self, editing: Editing, panel: LabelInspector) -> None:
        super().__init__()
        self.session: LabelSession | None = None
        self.editing = editing
        self.panel = panel
        self.canvas = LabelCanvas()
        self.naming = NameField(self.canvas)
        self.notes = ImageNotes()
        self.question = AskStrip()
        self.class_popup = ClassPopup(panel.classes.model, self)
        self.class_popup.picked.connect(editing.pick_class)
        self.class_popup.add_requested.connect(editing.add_class)
        self.class_popup.duplicate_requested.connect(editing.duplicate)
        self.class_popup.delete_requested.connect(editing.delete_selected)
        self._is_shown = False
        self._size = QSize()
        self._awaited_place = ""
        self._awaited_rect: tuple[QRectF, float] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        # Over the photo: it stays where it is while something is said or asked.
        Floating(self.notes, self.canvas, at_top=True)
        Floating(self.question, self.canvas, at_top=True, after=self.notes.notice)
        canvas = self.canvas
        canvas.failed.connect(lambda problem: messages.error(problem, "labels"))
        canvas.pending_chosen.connect(self.naming.ask)
        canvas.boxes_wanted.connect(self.show_boxes_again)
        canvas.menu_requested.connect(self._show_menu)
        canvas.like_last_wanted.connect(editing.draw_like_last)
        canvas.cursor_moved.connect(self._show_position)
        canvas.view_changed.connect(self._show_position)
        panel.typed.connect(canvas.setFocus)
        self.naming.named.connect(editing.name_pending)
        self.naming.dropped.connect(editing.drop_pending)
        editing.selection_moved.connect(self.bring_into_view)
        editing.clearing_wanted.connect(self._ask_to_clear)

    def set_session(self, session: LabelSession | None) -> None:
        """Show photos of another dataset from now on."""
        self.session = self.canvas.session = self.notes.session = session
        self.leave_image()
        self.naming.follow(session)

    def show_image(self, image: Picture | QImage) -> None:
        """Show the open photo, or show it in another tone, which leaves zoom and place as they are."""
        size = image.size() if isinstance(image, QImage) else image.size
        keep = size == self._size and (self._is_shown or self.panel.keep_zoom.isChecked())
        self._size, self._is_shown = size, True
        self.canvas.set_image(image, keep_view=keep)
        if self._awaited_place:
            zoom, x, y = map(float, self._awaited_place.split())
            self._awaited_place = ""
            self.canvas.set_zoom(zoom)
            self.canvas.centre_on(QPointF(x, y))
        if self._awaited_rect is not None:
            (rect, margin), self._awaited_rect = self._awaited_rect, None
            self.canvas.zoom_to(rect, margin)
        self.show_boxes()

    def place(self) -> str:
        """Return zoom and middle of what is seen, to be remembered; "" while the whole photo is shown."""
        if self._awaited_place or not self.canvas.has_image() or self.canvas.is_fitted():
            return self._awaited_place
        middle = self.canvas.visible_rect().center()
        return f"{self.canvas.zoom():.4f} {middle.x():.1f} {middle.y():.1f}"

    def await_place(self, place: str) -> None:
        """Show the photo that is being loaded at a place that was remembered; what is none is passed over."""
        if re.fullmatch(r"\d{1,4}\.\d{4} -?\d{1,7}\.\d -?\d{1,7}\.\d", place) and float(place.split()[0]):
            self._awaited_place = place

    def bring_close(self, rect: QRectF, margin: float) -> None:
        """Show a rectangle of the open photo as `zoom_to` does, now or once the photo is there."""
        if self.canvas.has_image():
            self.canvas.zoom_to(rect, margin)
        else:
            self._awaited_rect = rect, margin

    def show_problem(self, problem: StudioError) -> None:
        """Say why the open photo can't be shown."""
        self._clear()
        self.notes.show_load_problem(problem)

    def leave_image(self) -> None:
        """Make ready for another photo: what is drawn goes to the open one, so this one's pixels go now."""
        self.canvas.cancel()
        self.question.drop()
        self.notes.show_load_problem(None)
        self._is_shown = False
        self._awaited_place = ""
        self._awaited_rect = None
        self._clear()

    def _clear(self) -> None:
        self.canvas.set_image(None)
        self.canvas.set_marked(None)
        self.canvas.set_boxes([])

    def show_boxes(self) -> None:
        """Show the session's boxes as they are now, once its photo is there."""
        if self.canvas.has_image():
            self.canvas.show_boxes()
        self.naming.follow(self.session, is_shown=self.canvas.has_image() and self.canvas.shows_boxes)

    def show_boxes_again(self) -> None:
        """End hiding them: what was not seen is about to be changed."""
        self.panel.show_boxes.setChecked(True)
        messages.info(self.tr("Boxes are shown again, so that you see what you do; H hides them."))

    def take_choices(self) -> None:
        """Show and hide what the panel says."""
        shows = self.panel.show_boxes.isChecked()
        if self.session is not None and self.canvas.shows_boxes and not shows:
            # Keys must not work on what is not seen.
            self.session.select(())
        self.canvas.shows_boxes = shows
        self.canvas.shows_crosshair = self.panel.crosshair.isChecked()
        self.canvas.shows_loupe = self.panel.loupe.isChecked()
        self.canvas.shows_pixel_grid = self.panel.pixel_grid.isChecked()
        self.canvas.boxes_item.show_texts = self.panel.show_texts.isChecked()
        self.show_boxes()

    def zoom_to_selected(self) -> None:
        """Bring the selected boxes close, or the whole image when none is selected."""
        rect = self._selected_rect()
        if rect is None:
            self.canvas.fit()
        else:
            self.canvas.zoom_to(rect, margin=8.0)

    def _selected_rect(self) -> QRectF | None:
        if self.session is None or not self.session.selection:
            return None
        rect = QRectF()
        for index in self.session.selection:
            x1, y1, x2, y2 = self.session.boxes[index].xyxy
            rect = rect.united(QRectF(QPointF(x1, y1), QPointF(x2, y2)))
        return rect

    def bring_into_view(self) -> None:
        """Bring the selected boxes to the middle when they are not in sight."""
        rect = self._selected_rect()
        if rect is not None and not self.canvas.visible_rect().contains(rect):
            self.canvas.centre_on(rect.center())

    def draw_on_top(self) -> None:
        """Draw with the next drag even where boxes are; again: don't."""
        if self.session is not None:
            self.canvas.set_draws_on_top(not self.canvas.draws_on_top)

    def _ask_to_clear(self, count: int) -> None:
        assert self.session is not None
        text = self.tr("{image} has boxes: {count}. Delete them all and mark it “no objects”?")
        self.question.ask(
            text.format(image=self.session.record.path.name, count=count),
            self.tr("Delete all"),
            self.tr("Keep them"),
            self.editing.clear_image,
            self.canvas,
        )

    def _show_position(self, point: QPointF | None = None) -> None:
        if self.session is None:
            self.position_changed.emit("")
            return
        zoom = f"{self.canvas.zoom() * 100:.0f} %"
        if isinstance(point, QPointF) and self.canvas.image_item.boundingRect().contains(point):
            self.position_changed.emit(f"{point.x():.0f}, {point.y():.0f} px  ·  {zoom}")
        else:
            self.position_changed.emit(zoom)

    def _show_menu(self, at: QPoint) -> None:
        session = self.session
        if session is not None:
            chosen = [session.boxes[index].class_id for index in session.selection]
            current = chosen[-1] if chosen else session.current_class
            self.class_popup.open_at(at, current, is_for_boxes=bool(chosen))

    def choose_class(self) -> None:
        """Open the list of classes at the cursor, or in the middle of the photo.

        Where a box waits for the first one, its name is asked for at the box.
        """
        if self.session is not None and self.session.pending and not self.naming.isHidden():
            self.naming.ask(len(self.session.pending) - 1)
            return
        view = self.canvas.viewport()
        at = view.mapFromGlobal(QCursor.pos())
        self._show_menu(view.mapToGlobal(at if view.rect().contains(at) else view.rect().center()))
