"""The canvas of the Label page: mouse events go to the core's BoxTool, what it says is painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen

from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.hit_test import XYXY, Handle, boxes_within
from studio.core.labelling.session import LabelSession
from studio.core.labelling.tools import BoxTool, Edit, Target, target_at
from studio.gui import theme
from studio.gui.labelling.aids import paint_loupe, paint_pixel_grid
from studio.gui.labelling.attribute_signs import letters
from studio.gui.labelling.ghost_layer import GhostLayer
from studio.gui.widgets.canvas import ImageCanvas, is_space
from studio.gui.widgets.overlay import PaintBox, text_over

CURSORS: dict[Handle, Qt.CursorShape] = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
}


class LabelCanvas(ImageCanvas):
    """Shows the session's boxes and lets the mouse draw, select, move and resize them."""

    edited = True
    failed = Signal(object)
    """An edit could not be made (a StudioError)."""
    pending_chosen = Signal(int)
    """A box without a class, by its index, was drawn or clicked."""
    boxes_wanted = Signal()
    """The mouse went to work while boxes are hidden."""
    menu_requested = Signal(QPoint)
    ghost_clicked = Signal(object)
    """A suggestion was clicked, where no box is."""
    like_last_wanted = Signal(object)
    """A double click where no box is: please draw one as large as the last, with its middle there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("label_canvas")
        self.session: LabelSession | None = None
        self.shows_boxes = True
        self.ghosts = GhostLayer()
        self.shows_crosshair = True
        self.fitted: Callable[[XYXY], XYXY] = lambda xyxy: xyxy
        """Where a box that was drawn is to be put."""
        self.shows_loupe = self.shows_pixel_grid = False
        self._marked: XYXY | None = None
        self._tool = BoxTool()
        self._grabbed: tuple[Box, ...] = ()
        """The boxes as they were when the mouse was pressed."""
        self._edit = Edit()
        self._cursor: QPointF | None = None
        self._hovered: int | None = None
        self._clicked: int | None = None
        self._draws_on_top = False
        self.boxes_item.show_handles = True
        self.cursor_moved.connect(self._on_cursor_moved)

    # -- what is shown -----------------------------------------------------------------------------

    def show_boxes(self) -> None:
        """Paint the session's boxes as they are, or as the drag under way would make them."""
        session = self.session
        if session is None or not self.shows_boxes:
            self.set_boxes([])
            return
        names = session.dataset.class_names
        selected, fresh = set(session.selection), set(session.fresh)
        locked, hidden = session.locked, session.hidden
        # Under the boxes: what is labelled counts.
        boxes = self.ghosts.paint_boxes(names)
        boxes += [
            self._paint_box(
                self._edit.replaced.get(index, box.xyxy),
                box.class_id,
                names,
                is_selected=index in selected,
                is_fresh=index in fresh,
                is_hovered=index == self._hovered,
                is_locked=index in locked,
                said=letters(box.attributes),
            )
            for index, box in enumerate(session.boxes)
            if index not in hidden
        ]
        boxes += [self._paint_pending(xyxy) for xyxy in session.pending]
        if self._marked is not None:
            look, text = theme.colour("warn"), self.tr("suggested")
            # As if it were pointed at: beside a selected box it would be dimmed with the others.
            boxes.append(PaintBox(self._marked, look, text, is_dashed=True, is_hovered=True))
        if self._edit.added is not None and names:
            boxes.append(self._paint_box(self._edit.added, session.current_class, names, is_fresh=True))
        elif self._edit.added is not None:
            boxes.append(self._paint_pending(self._edit.added))
        self.boxes_item.show_handles = self._tool.action is None
        self.set_boxes(boxes)

    @staticmethod
    def _paint_box(xyxy: XYXY, class_id: int, names: list[str], *, said: str = "", **state: bool) -> PaintBox:
        name = names[class_id] if class_id < len(names) else str(class_id)
        text = f"{name}  {said}" if said else name
        return PaintBox(xyxy, theme.class_colour(class_id, name), text, **state)

    def _paint_pending(self, xyxy: XYXY) -> PaintBox:
        return PaintBox(xyxy, theme.colour("warn"), self.tr("no class yet"), is_dashed=True)

    def set_marked(self, xyxy: XYXY | None) -> None:
        """Show where a box is suggested; it is no box of the image."""
        self._marked = xyxy
        if self.has_image():
            self.show_boxes()

    def set_draws_on_top(self, is_on: bool) -> None:
        """Draw with the next drag, whatever lies under it."""
        self._draws_on_top = is_on
        self.update_cursor()
        self.viewport().update()

    @property
    def draws_on_top(self) -> bool:
        """Return whether the next drag draws in any case."""
        return self._draws_on_top

    def cancel(self) -> bool:
        """Forget the drag under way; returns False when there was none."""
        was_busy = self._tool.action is not None or self._draws_on_top
        self._tool.cancel()
        self._edit = Edit()
        self.set_draws_on_top(False)
        self.show_boxes()
        return was_busy

    # -- mouse -------------------------------------------------------------------------------------

    def press(self, point: QPointF, event: QMouseEvent) -> None:
        session = self.session
        if session is None or event.button() != Qt.MouseButton.LeftButton or not self.has_image():
            # Without an image the pixels of the open photo are not there yet.
            return
        if not self.shows_boxes:
            self.boxes_wanted.emit()
        self._grabbed = session.boxes
        modifiers = event.modifiers()
        try:
            size_wh = session.size_wh
        except StudioError as problem:
            self.failed.emit(problem)
            return
        extends = bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        # What was just drawn is not part of a choice that is made now.
        before = session.selection if extends else session.held
        held = self._tool.press(
            (point.x(), point.y()),
            session.boxes,
            before,
            size_wh=size_wh,
            zoom=self.zoom(),
            draw=self._draws_on_top,
            deeper=bool(modifiers & Qt.KeyboardModifier.AltModifier),
            extend=extends,
            aside=session.aside,
        )
        self._clicked = self._clicked_at(point) if modifiers == Qt.KeyboardModifier.NoModifier else None
        # To pull at a box just drawn is still drawing it; only a click chooses it.
        if extends or held != session.fresh or session.selection:
            session.select(held)

    def move_to(self, point: QPointF, event: QMouseEvent) -> None:
        self._let_go_of_others()
        if self._tool.action is not None:
            self._edit = self._tool.drag((point.x(), point.y()))
            self.show_boxes()
        else:
            self._hover(point)

    def release(self, point: QPointF, event: QMouseEvent) -> None:
        session = self.session
        self._let_go_of_others()
        if session is None or self._tool.action is None or event.button() != Qt.MouseButton.LeftButton:
            return
        edit = self._tool.release((point.x(), point.y()))
        self._edit = Edit()
        try:
            if edit.added is not None:
                session.draw(self.fitted(edit.added))
            elif edit.replaced:
                session.replace_boxes(edit.replaced)
            elif edit.band is not None:
                session.select((*session.selection, *boxes_within(session.boxes, edit.band, session.aside)))
            elif self._clicked is not None:
                # A drag takes all that is selected; a mere click chooses one, the smallest under it.
                session.select([self._clicked])
            elif (pending := self._pending_at(point)) is not None:
                self.pending_chosen.emit(pending)
            elif (ghost := self._ghost_at(point)) is not None:
                self._click_ghost(ghost, event.modifiers())
        except StudioError as problem:
            self.failed.emit(problem)
        if edit.added is not None:
            self.set_draws_on_top(False)
            if session.pending:
                self.pending_chosen.emit(len(session.pending) - 1)
        self.show_boxes()
        self._hover(point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = self.to_image(event.position())
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        is_free = self._target(point).action == "draw" and self.image_item.boundingRect().contains(point)
        is_free = is_free and self.session is not None and self._pending_at(point) is None
        if is_plain and is_free and self.shows_boxes:
            self.like_last_wanted.emit((point.x(), point.y()))
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def _clicked_at(self, point: QPointF) -> int | None:
        """Return the box that a click chooses: that of a handle, else the smallest under the point."""
        held, under = self._target(point), self._target(point, is_click=True)
        return held.index if held.handle is not None else under.index

    def _pending_at(self, point: QPointF) -> int | None:
        assert self.session is not None
        for index, (x1, y1, x2, y2) in enumerate(self.session.pending):
            if x1 <= point.x() <= x2 and y1 <= point.y() <= y2:
                return index
        return None

    def _ghost_at(self, point: QPointF) -> int | None:
        if not self.shows_boxes or self._draws_on_top or self._target(point).index is not None:
            return None
        return self.ghosts.at((point.x(), point.y()), self.zoom())

    def _click_ghost(self, index: int, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            self.ghosts.toggle(index)
        else:
            self.ghost_clicked.emit(self.ghosts.ghosts[index])

    def _let_go_of_others(self) -> None:
        """End a drag whose boxes were changed by a key meanwhile: others have their numbers now."""
        if self._tool.action is not None and self.session and self.session.boxes != self._grabbed:
            self.cancel()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_space(event):
            # Held it moves the photo: what its tap does comes when it is let go.
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.session is not None and self.has_image():
            point = self.to_image(QPointF(event.pos()))
            target = self._target(point)
            if target.index is not None:
                if target.index not in self.session.selection:
                    self.session.select([target.index])
                self.menu_requested.emit(event.globalPos())
        event.accept()

    def _target(self, point: QPointF, *, is_click: bool = False) -> Target:
        if self.session is None or not self.shows_boxes:
            return Target("draw")
        return target_at(
            (point.x(), point.y()),
            self.session.boxes,
            () if is_click else self.session.held,
            zoom=self.zoom(),
            draw=self._draws_on_top,
            aside=self.session.aside,
        )

    def _hover(self, point: QPointF) -> None:
        target, ghost = self._target(point), self._ghost_at(point)
        if target.index != self._hovered or ghost != self.ghosts.hovered:
            self._hovered, self.ghosts.hovered = target.index, ghost
            self.show_boxes()
        if target.handle is not None:
            shape = CURSORS[target.handle]
        elif target.action == "move":
            shape = Qt.CursorShape.SizeAllCursor
        elif ghost is not None:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.CrossCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def update_cursor(self) -> None:
        if self._cursor is not None and self.has_image():
            self._hover(self._cursor)

    def _on_cursor_moved(self, point: QPointF | None) -> None:
        self._cursor = point
        if point is None and (self._hovered is not None or self.ghosts.hovered is not None):
            self._hovered = self.ghosts.hovered = None
            self.show_boxes()
        self.viewport().update()

    # -- painting over everything ------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._cursor is None or self.session is None or not self.has_image():
            return
        is_drawing = self._tool.action == "draw" or self._draws_on_top
        painter.save()
        painter.resetTransform()
        if self.shows_pixel_grid:
            paint_pixel_grid(painter, self)
        at = self.to_view(self._cursor)
        is_over = self._hovered is not None or self.ghosts.hovered is not None
        wants_lines = is_drawing or (self._tool.action is None and not is_over)
        if self.shows_crosshair and self.shows_boxes and wants_lines:
            room = QRectF(self.viewport().rect())
            for ink, width in ((QColor(0, 0, 0, 90), 3.0), (QColor(255, 255, 255, 150), 1.0)):
                painter.setPen(QPen(ink, width))
                painter.drawLine(QLineF(at.x(), room.top(), at.x(), room.bottom()))
                painter.drawLine(QLineF(room.left(), at.y(), room.right(), at.y()))
        if self._draws_on_top or self._tool.action == "draw":
            self._paint_class_at(painter, at)
        elif self._tool.action == "resize":
            self._paint_size_at(painter, at)
        if self._edit.band is not None:
            x1, y1, x2, y2 = self._edit.band
            painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.to_view(QPointF(x1, y1)), self.to_view(QPointF(x2, y2))))
        if self.shows_loupe and self.image_item.boundingRect().contains(self._cursor):
            paint_loupe(painter, self, self._cursor)
        painter.restore()

    def _paint_class_at(self, painter: QPainter, at: QPointF) -> None:
        """Write the class of the box being drawn beside the cursor."""
        assert self.session is not None
        names = self.session.dataset.class_names
        class_id = self.session.current_class
        if class_id >= len(names):
            return
        text = names[class_id]
        if self._edit.added is not None:
            text = f"{text}  {_size_of(self._edit.added)}"
        self._paint_chip(painter, at, text, theme.class_colour(class_id, names[class_id]))

    def _paint_size_at(self, painter: QPainter, at: QPointF) -> None:
        """Write the size in pixels of the box being resized beside the cursor."""
        for xyxy in self._edit.replaced.values():
            self._paint_chip(painter, at, _size_of(xyxy), theme.colour("raised"))

    @staticmethod
    def _paint_chip(painter: QPainter, at: QPointF, text: str, back: QColor) -> None:
        metrics = painter.fontMetrics()
        chip = QRectF(at.x() + 14, at.y() + 14, metrics.horizontalAdvance(text) + 12, metrics.height() + 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(text_over(back))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _size_of(xyxy: XYXY) -> str:
    x1, y1, x2, y2 = xyxy
    return f"{x2 - x1:.0f} × {y2 - y1:.0f}"
