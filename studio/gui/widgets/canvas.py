"""ImageCanvas: an image with boxes over it, zoomed at the cursor, panned, fitted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from studio.core.pictures import Image
from studio.gui import theme
from studio.gui.widgets.overlay import BoxesItem, PaintBox
from studio.gui.widgets.picture import Picture

ZOOM_STEP = 1.25
MAX_ZOOM = 64.0
CRISP_FROM_ZOOM = 4.0
"""From this zoom on pixels are shown as squares instead of being blurred."""


class ImageItem(QGraphicsItem):
    """Paints a picture at its own pixel size, from a smaller copy of it when it is zoomed far out."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None

    def set_picture(self, picture: Picture | None) -> None:
        self.prepareGeometryChange()
        self._picture = picture
        self.update()

    def size(self) -> QSize:
        return self._picture.size if self._picture is not None else QSize(0, 0)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self.size().width(), self.size().height())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        zoom = painter.worldTransform().m11() or 1.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom < CRISP_FROM_ZOOM)
        self._paint(painter, zoom)

    def paint_crisp(self, painter: QPainter) -> None:
        """Paint the picture with its pixels as squares, at any zoom."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._paint(painter, 1.0)

    def _paint(self, painter: QPainter, zoom: float) -> None:
        if self._picture is not None:
            level = self._picture.level(zoom)
            painter.drawImage(self.boundingRect(), level, QRectF(level.rect()))


class ImageCanvas(QGraphicsView):
    """Shows one image and boxes in its pixel coordinates.

    Wheel zooms at the cursor; a button pans, and a double click shows the whole image again. A subclass
    that is `edited` takes the left button by `press`, `move_to` and `release`, which get positions in
    image pixels; there the middle button pans, or Space with the left one.
    """

    edited = False
    """Whether the left button is for more than looking."""

    view_changed = Signal()
    """Zoom or scroll position changed."""
    cursor_moved = Signal(object)
    """The cursor's QPointF in image pixels, or None when it left."""
    space_tapped = Signal()
    """Space was pressed and let go, and moved nothing meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.image_item = ImageItem()
        self.boxes_item = BoxesItem()
        self._is_space_idle = True
        self._scene.addItem(self.image_item)
        self._scene.addItem(self.boxes_item)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        # The scene would take drops and do nothing with them; they are the window's.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._is_fitted = True
        self._pan_from: QPoint | None = None
        self._space_held = False
        self._middle = QPointF()
        """What is in the middle, in image pixels: asked after a change of size, the view has moved it."""

    # -- image and boxes ---------------------------------------------------------------------------

    def set_image(self, image: Image | QImage | Picture | None, *, keep_view: bool = False) -> None:
        """Show an image (None: nothing); fits it unless `keep_view` and its size is the last one's."""
        before = self.image_item.size()
        is_made = image is None or isinstance(image, Picture)
        self.image_item.set_picture(image if is_made else Picture.of(image))
        area = self.image_item.boundingRect()
        self.boxes_item.set_area(area)
        if keep_view and before == self.image_item.size():
            return
        self.fit()

    def has_image(self) -> bool:
        """Return whether an image is shown."""
        return not self.image_item.size().isEmpty()

    def set_boxes(self, boxes: Sequence[PaintBox]) -> None:
        """Paint these boxes over the image."""
        self.boxes_item.set_boxes(boxes)

    # -- view --------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """Return screen pixels per image pixel."""
        return self.transform().m11()

    def is_fitted(self) -> bool:
        """Return whether the whole image is shown, as large as it fits."""
        return self._is_fitted

    def fit(self) -> None:
        """Show the whole image as large as it fits, and keep doing so when the window's size changes."""
        self._is_fitted = True
        area = self.image_item.boundingRect()
        if area.isEmpty():
            self.set_zoom(1.0)
            return
        room = self.viewport().size()
        scale = min(room.width() / area.width(), room.height() / area.height()) * 0.98
        self._set_view(max(scale, 1e-3), area.center())

    def zoom_to(self, rect: QRectF, margin: float = 3.0) -> None:
        """Bring a rectangle of the image to the middle, in a view of `margin` times its size.

        Where that is more than the whole image, this is shown.
        """
        room = self.viewport().size()
        scale = min(room.width() / max(rect.width(), 1.0), room.height() / max(rect.height(), 1.0)) / margin
        if scale <= self._fit_zoom():
            self.fit()
            return
        self._is_fitted = False
        self._set_view(min(scale, MAX_ZOOM / 4), rect.center())

    def set_zoom(self, zoom: float) -> None:
        """Set screen pixels per image pixel, keeping the middle."""
        self._is_fitted = False
        self._set_view(zoom, self.to_image(QPointF(self.viewport().rect().center())))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, keeping the image point under `at` (viewport pixels; default: the middle)."""
        middle = QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        at = middle if at is None else at
        fixed = self.to_image(at)
        smallest = min(self._fit_zoom(), 1.0) / 4
        zoom = min(max(self.zoom() * factor, smallest), MAX_ZOOM)
        self._is_fitted = False
        self._set_view(zoom, fixed + (middle - at) / zoom)

    def to_image(self, point: QPointF) -> QPointF:
        """Return the image position of a point of the viewport, in fractions of pixels."""
        inverse, _ = self.viewportTransform().inverted()
        return inverse.map(point)

    def to_view(self, point: QPointF) -> QPointF:
        """Return where in the viewport an image position is shown."""
        return self.viewportTransform().map(point)

    def show_as(self, other: ImageCanvas) -> None:
        """Show the same part of the image as another canvas, as large."""
        if other.is_fitted():
            self.fit()
        else:
            self._is_fitted = False
            self._set_view(other.zoom(), other._middle)

    def visible_rect(self) -> QRectF:
        """Return the part of the scene in sight, in image pixels."""
        room = self.viewport().rect()
        return QRectF(self.to_image(QPointF(room.topLeft())), self.to_image(QPointF(room.bottomRight())))

    def centre_on(self, point: QPointF) -> None:
        """Bring an image position to the middle, at this zoom."""
        self._is_fitted = False
        self._set_view(self.zoom(), point)

    def _fit_zoom(self) -> float:
        area = self.image_item.boundingRect()
        room = self.viewport().size()
        return 1.0 if area.isEmpty() else min(room.width() / area.width(), room.height() / area.height())

    def _set_view(self, zoom: float, centre: QPointF) -> None:
        self.setTransform(QTransform.fromScale(zoom, zoom))
        # Room of a whole viewport around the image, so that any point of it can be brought anywhere.
        across, down = self.viewport().width() / zoom, self.viewport().height() / zoom
        self.setSceneRect(self.image_item.boundingRect().adjusted(-across, -down, across, down))
        self.centerOn(centre)
        self._middle = QPointF(centre)
        self.view_changed.emit()

    # -- events ------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, QColor(theme.tokens().canvas))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        elif self.has_image():
            self._set_view(self.zoom(), self._middle)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps and self.has_image():
            self.zoom_by(ZOOM_STEP**steps, event.position())
            self.cursor_moved.emit(self.to_image(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (
            button == Qt.MouseButton.LeftButton and (self._space_held or not self.edited)
        ):
            self._pan_from = event.position().toPoint()
            self._is_space_idle = False
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.has_image():
            self.press(self.to_image(event.position()), event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        if self._pan_from is not None:
            moved = position.toPoint() - self._pan_from
            self._pan_from = position.toPoint()
            self._is_fitted = False
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())
            self._middle = self.to_image(QPointF(self.viewport().width() / 2, self.viewport().height() / 2))
            self.view_changed.emit()
        elif self.has_image():
            self.move_to(self.to_image(position), event)
            self.cursor_moved.emit(self.to_image(position))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self._pan_from = None
            self.viewport().unsetCursor()
            self.update_cursor()
        elif self.has_image():
            self.release(self.to_image(event.position()), event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.edited or event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
        else:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.cursor_moved.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_space(event):
            if not event.isAutoRepeat():
                self._space_held = self._is_space_idle = True
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            event.accept()
        else:
            # Not the base class's: it would scroll by arrow keys; the rest belongs to the shortcuts.
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            was_tapped = self._space_held and self._is_space_idle
            self._space_held = False
            self.viewport().unsetCursor()
            self.update_cursor()
            if was_tapped:
                self.space_tapped.emit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._space_held = False
        super().focusOutEvent(event)

    # -- for subclasses ----------------------------------------------------------------------------

    def press(self, point: QPointF, event: QMouseEvent) -> None:
        """A button other than the panning ones went down at `point` (image pixels)."""

    def move_to(self, point: QPointF, event: QMouseEvent) -> None:
        """The cursor moved to `point`."""

    def release(self, point: QPointF, event: QMouseEvent) -> None:
        """The button went up."""

    def update_cursor(self) -> None:
        """Panning ended: show the cursor that fits what is under it."""


def is_space(event: QKeyEvent) -> bool:
    """Say whether it is the key that moves the picture while it is held, as none with Shift or Ctrl is."""
    return event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier
