"""The Label page: list of images, canvas, inspector; every edit is on disk when the key is released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.gui import messages
from studio.gui.labelling.canvas import LabelCanvas
from studio.gui.labelling.class_list import swatch
from studio.gui.labelling.counts import DatasetCounts
from studio.gui.labelling.editing import Editing
from studio.gui.labelling.image_list import ImageList
from studio.gui.labelling.inspector import LabelInspector
from studio.gui.labelling.loader import ImageLoader, toned
from studio.gui.labelling.notes import ImageNotes
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.labelling.hit_test import XYXY
    from studio.core.pictures import Image

LAST_IMAGES_KEPT = 100


class LabelPage(Page):
    """Draw, select, move, resize, delete and classify boxes; go through images; find what is unlabelled."""

    key = "labelling"

    def __init__(self) -> None:
        super().__init__()
        self.session: LabelSession | None = None
        self._image: Image | None = None
        self._shown_size = (0, 0)
        self._committed: tuple[object, ...] = ()
        self.editing = Editing(self)
        self.list = ImageList()
        self.canvas = LabelCanvas()
        self.notes = ImageNotes()
        self.inspector = self.panel = LabelInspector()
        self.loader = ImageLoader(self)
        self.counts = DatasetCounts(self)
        self.empty = EmptyState(
            "image-multiple-outline",
            self.tr("Open a folder of photos and draw a box around each thing to find."),
            self.tr("Open folder…"),
            second=self.tr("Or drop a folder, a data YAML or an obj.data on this window."),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notes)
        column.addWidget(self.canvas, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(centre)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([220, 700])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._splitter)

    def _connect(self) -> None:
        self.empty.clicked.connect(self.open_wanted)
        self.list.chosen.connect(self.open_image)
        self.list.left_by_key.connect(self.canvas.setFocus)
        self.loader.loaded.connect(self._on_loaded)
        self.loader.failed.connect(self._on_load_failed)
        self.counts.counted.connect(self._on_counted)
        self.canvas.failed.connect(messages.error)
        self.canvas.drawn_without_class.connect(self._on_drawn_without_class)
        self.editing.step_wanted.connect(self._step)
        self.editing.selection_moved.connect(self._bring_into_view)
        self.editing.class_picked.connect(self._on_session_changed)
        self.editing.classes_changed.connect(self._on_classes_changed)
        self.canvas.menu_requested.connect(self._show_menu)
        self.canvas.cursor_moved.connect(self._show_position)
        self.canvas.view_changed.connect(self._show_position)
        self.notes.retry_wanted.connect(self.save_now)
        panel = self.panel
        panel.classes.picked.connect(self.editing.pick_class)
        panel.classes.add_requested.connect(self.editing.add_class)
        panel.classes.rename_requested.connect(self.editing.rename_class)
        panel.boxes.picked.connect(self._on_boxes_picked)
        panel.delete.clicked.connect(self.editing.delete_selected)
        panel.copy_previous.clicked.connect(self.editing.copy_previous)
        panel.no_objects.clicked.connect(self.editing.mark_empty)
        panel.view_changed.connect(self._on_view_changed)
        panel.tone_changed.connect(self._show_image)

    # -- the page as the window sees it ------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show a dataset at the image that was open last; whatever is unsaved is written first."""
        if self.session is not None:
            self.can_close()
            self._remember_image()
        super().set_dataset(dataset)
        self.loader.clear()
        self._image = None
        has_images = dataset is not None and bool(dataset.records)
        self.session = LabelSession(dataset) if dataset is not None and has_images else None
        self.canvas.session = self.notes.session = self.session
        self.editing.set_session(self.session)
        self.list.set_dataset(dataset if has_images else None)
        self.counts.set_dataset(dataset if has_images else None)
        self._stack.setCurrentIndex(1 if has_images else 0)
        self.panel.setEnabled(has_images)
        self.panel.classes.model.set_names(dataset.class_names if dataset else [])
        if self.session is None:
            self.canvas.set_image(None)
            self.canvas.set_boxes([])
            self.panel.boxes.show_boxes((), (), ())
            self.status_changed.emit("")
            self.saved_changed.emit("")
        else:
            self.session.changed.append(self._on_session_changed)
            self.open_image(self._last_image())
            if self.isVisible():
                self.canvas.setFocus()
        self.heading_changed.emit()
        self.primary_changed.emit()

    def refresh_dataset(self) -> None:
        """Take over what another page changed on disk, staying at this image."""
        if self.session is not None:
            self.counts.set_dataset(self.dataset)
            self.session.open(self.session.index)

    def heading(self) -> str:
        session = self.session
        if session is None:
            return ""
        number = self.tr("{number} of {count}").format(
            number=session.index + 1, count=len(session.dataset.records)
        )
        parts = [session.record.path.name, number]
        if self._image is not None:
            parts.append(f"{self._image.shape[1]} × {self._image.shape[0]} px")
        count = len(session.boxes)
        states = {
            "unseen": self.tr("not labelled yet"),
            "empty": self.tr("no objects"),
            "labelled": self.tr("1 box") if count == 1 else self.tr("{count} boxes").format(count=count),
        }
        return "  ·  ".join([*parts, states[session.state]])

    def primary(self) -> tuple[str, bool]:
        text = self.tr("Next unlabelled") if self.session is not None else ""
        return text, "unseen" in self.counts.states

    def run_primary(self) -> None:
        self.next_unlabelled()

    def shortcut_scope(self) -> QWidget:
        return self.canvas

    def activate(self) -> None:
        if self.settings is not None:
            self.panel.show_texts.setChecked(self.settings.get("show_labels"))
            self.panel.crosshair.setChecked(self.settings.get("crosshair"))
        self._on_view_changed()
        self._on_session_changed()

    def deactivate(self) -> None:
        self.canvas.cancel()
        self._remember_image()

    def back_out(self) -> None:
        """Esc: a drag, else the filter, else the selection."""
        if self.canvas.cancel() or self.list.back_out():
            return
        if self.session is not None:
            self.session.select(())
        self.canvas.setFocus()

    def can_close(self) -> bool:
        """Write what is not on disk yet; False (and a message) when that fails."""
        self.canvas.cancel()
        self._remember_image()
        if self.session is None or self.session.failure is None or self.session.retry():
            return True
        if self.session.failure is not None:
            messages.error(self.session.failure)
        if not any(record is self.session.record for record in self.session.unsaved):
            # Where it can be decided.
            self.open_image(self.session.dataset.records.index(self.session.unsaved[0]))
        return False

    def save_state(self) -> dict[str, Any]:
        return {
            "list_width": self.list.width(),
            "keep_zoom": self.panel.keep_zoom.isChecked(),
            "view_folded": self.panel.view_section.is_folded(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        width = state.get("list_width")
        if isinstance(width, int):
            self._splitter.setSizes([width, 10_000])
        self.panel.keep_zoom.setChecked(bool(state.get("keep_zoom", False)))
        self.panel.view_section.set_folded(bool(state.get("view_folded", False)))

    # -- going through images ----------------------------------------------------------------------

    def open_image(self, index: int) -> None:
        """Show an image of the dataset, by its index."""
        session = self.session
        if session is None:
            return
        self.canvas.cancel()
        self._image = None
        self.notes.show_load_problem(None)
        session.open(index)
        self._committed = self._content()
        self.list.select(index)
        image = self.loader.get(session.record.path)
        if image is not None:
            self._on_loaded(session.record.path, image)
        else:
            # Not the photo before: what is drawn goes to the open one.
            self.canvas.set_image(None)
            self.canvas.set_boxes([])
        self._prefetch()
        self.heading_changed.emit()
        self.primary_changed.emit()

    def _prefetch(self) -> None:
        assert self.session is not None
        index = self.session.index
        near = (index, self.list.model.neighbour(index, 1), self.list.model.neighbour(index, -1))
        paths = [self.session.dataset.records[neighbour].path for neighbour in near]
        self.loader.drop_all_but(paths)
        for path in paths:
            self.loader.prefetch(path)

    def _step(self, step: int) -> None:
        if self.session is not None:
            index = self.list.model.neighbour(self.session.index, step)
            if index != self.session.index:
                self.open_image(index)
            else:
                messages.info(
                    self.tr("This is the last image.") if step > 0 else self.tr("This is the first image.")
                )

    def next_image(self) -> None:
        """Open the next image of the list."""
        self._step(1)

    def previous_image(self) -> None:
        """Open the image before."""
        self._step(-1)

    def first_image(self) -> None:
        """Open the first image of the list."""
        if self.session is not None and self.list.model.shown():
            self.open_image(self.list.model.shown()[0])

    def last_image(self) -> None:
        """Open the last image of the list."""
        if self.session is not None and self.list.model.shown():
            self.open_image(self.list.model.shown()[-1])

    def next_unlabelled(self) -> None:
        """Open the next image without a label file, from the start again after the last."""
        self._find_unlabelled(1)

    def previous_unlabelled(self) -> None:
        """Open the image without a label file before this one."""
        self._find_unlabelled(-1)

    def _find_unlabelled(self, step: int) -> None:
        if self.session is None:
            return
        count = len(self.session.dataset.records)
        for distance in range(1, count + 1):
            index = (self.session.index + step * distance) % count
            if self.list.model.state(index) == "unseen":
                if index != self.session.index:
                    self.open_image(index)
                return
        messages.info(self.tr("Every image is labelled or marked “no objects”."))

    def focus_search(self) -> None:
        """Put the cursor into the filter."""
        self.list.focus_search()

    def focus_go_to(self) -> None:
        """Put the cursor into the filter, ready for a number."""
        self.list.focus_search("#")

    def draw_on_top(self) -> None:
        """Draw with the next drag even where boxes are; again: don't."""
        if self.session is not None:
            self.canvas.set_draws_on_top(not self.canvas.draws_on_top)

    def save_now(self) -> None:
        """Write whatever is not on disk; normally everything is."""
        if self.session is not None and self.can_close():
            messages.info(self.tr("Everything is saved."))

    # -- view --------------------------------------------------------------------------------------

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

    def _bring_into_view(self) -> None:
        rect = self._selected_rect()
        if rect is not None and not self.canvas.visible_rect().contains(rect):
            self.canvas.centre_on(rect.center())

    # -- following the session ---------------------------------------------------------------------

    def _content(self) -> tuple[object, ...]:
        assert self.session is not None
        return self.session.index, self.session.boxes, self.session.state

    def _on_session_changed(self) -> None:
        session = self.session
        if session is None:
            return
        names = session.dataset.class_names
        if self._image is not None:
            self.canvas.show_boxes()
        class_ids = [box.class_id for box in session.boxes]
        self.counts.set_image(session.index, session.state, class_ids)
        self.list.model.set_state(session.index, session.state)
        here = [class_ids.count(class_id) for class_id in range(len(names))]
        self.panel.classes.model.set_counts(here, self.counts.per_class(len(names)))
        self.panel.classes.view.set_current(session.current_class)
        self.panel.boxes.show_boxes(session.boxes, names, session.selection)
        self.panel.box_section.set_note(str(len(session.boxes)))
        self.panel.delete.setEnabled(bool(session.selection))
        self.panel.copy_previous.setEnabled(session.index > 0)
        self.panel.no_objects.setEnabled(session.state != "empty")
        failure = session.failure
        self.saved_changed.emit(self.tr("Saved") if failure is None else self.tr("Not saved"))
        self.notes.show_session(session)
        content = self._content()
        if content != self._committed:
            self._committed = content
            self._show_states()
            self.dataset_edited.emit()
        self.heading_changed.emit()

    def _show_states(self) -> None:
        self.list.show_counts(self.counts.states)
        self.status_changed.emit("dot" if "unseen" in self.counts.states else "")
        self.primary_changed.emit()

    def _on_counted(self, start: int, count: int) -> None:
        for index in range(start, start + count):
            state = self.counts.states[index]
            if state is not None:
                self.list.model.set_state(index, state)
        session = self.session
        if session is not None:
            model = self.panel.classes.model
            model.set_counts(model.here, self.counts.per_class(len(session.dataset.class_names)))
        self._show_states()

    def _on_boxes_picked(self, rows: list[int]) -> None:
        if self.session is not None:
            self.session.select(rows)
            self._bring_into_view()

    def _on_drawn_without_class(self, xyxy: XYXY) -> None:
        self.editing.keep_for_first_class(xyxy)
        self.panel.classes.field.setFocus()

    def _on_classes_changed(self) -> None:
        assert self.session is not None
        if self.panel.classes.field.hasFocus() and self.session.boxes:
            self.canvas.setFocus()
        self.panel.classes.field.clear()
        self.panel.classes.model.set_names(self.session.dataset.class_names)
        self._on_session_changed()
        self.dataset_edited.emit()

    # -- the image ---------------------------------------------------------------------------------

    def _on_loaded(self, path: object, image: Image) -> None:
        if self.session is not None and path == self.session.record.path:
            self._image = image
            self._show_image()
            self.canvas.show_boxes()
            self.heading_changed.emit()

    def _on_load_failed(self, path: object, problem: StudioError) -> None:
        if self.session is not None and path == self.session.record.path:
            self.canvas.set_image(None)
            self.canvas.set_boxes([])
            self.notes.show_load_problem(problem)

    def _show_image(self) -> None:
        if self._image is not None:
            tone = self.panel.brightness.value(), self.panel.contrast.value()
            size = self._image.shape[:2]
            is_same = self.sender() is not None and self.sender() is self.panel
            keep = size == self._shown_size and (is_same or self.panel.keep_zoom.isChecked())
            self._shown_size = size
            self.canvas.set_image(toned(self._image, *tone), keep_view=keep)

    def _on_view_changed(self) -> None:
        panel = self.panel
        self.canvas.shows_boxes = panel.show_boxes.isChecked()
        self.canvas.shows_crosshair = panel.crosshair.isChecked()
        self.canvas.boxes_item.show_texts = panel.show_texts.isChecked()
        if self.settings is not None:
            self.editing.attempt(self.settings.set, "show_labels", panel.show_texts.isChecked())
            self.editing.attempt(self.settings.set, "crosshair", panel.crosshair.isChecked())
        if self._image is not None:
            self.canvas.show_boxes()

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
        assert self.session is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for class_id, name in enumerate(self.session.dataset.class_names[:20]):
            entry = menu.addAction(swatch(class_id, name), name.replace("&", "&&"))
            entry.triggered.connect(
                lambda checked=False, class_id=class_id: self.editing.pick_class(class_id)
            )
        menu.addSeparator()
        menu.addAction(self.tr("Duplicate")).triggered.connect(self.editing.duplicate)
        menu.addAction(self.tr("Delete")).triggered.connect(self.editing.delete_selected)
        menu.popup(at)

    # -- the image that was open last --------------------------------------------------------------

    def _last_image(self) -> int:
        assert self.dataset is not None
        name = self.settings.get("last_image").get(str(self.dataset.source)) if self.settings else None
        for index, record in enumerate(self.dataset.records if name else ()):
            if record.path.as_posix() == name:
                return index
        return 0

    def _remember_image(self) -> None:
        if self.session is not None and self.settings is not None:
            last = self.settings.get("last_image")
            source = str(self.session.dataset.source)
            last.pop(source, None)
            last[source] = self.session.record.path.as_posix()
            self.editing.attempt(
                self.settings.set, "last_image", dict(list(last.items())[-LAST_IMAGES_KEPT:])
            )
