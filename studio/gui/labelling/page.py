"""The Label page: list of images, canvas, inspector; every edit is on disk when the key is released."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.core.json_door import Fields
from studio.core.labelling.journal import Journal
from studio.core.labelling.session import LabelSession
from studio.gui import messages
from studio.gui.labelling.browsing import Browsing
from studio.gui.labelling.counts import DatasetCounts
from studio.gui.labelling.editing import Editing
from studio.gui.labelling.ghosts import Ghosts
from studio.gui.labelling.heading import heading
from studio.gui.labelling.incoming import Incoming
from studio.gui.labelling.inspector import LabelInspector
from studio.gui.labelling.leaving import LeaveQuestion
from studio.gui.labelling.merging import Merging
from studio.gui.labelling.places import WIDEST, Places
from studio.gui.labelling.recovery import Recovery
from studio.gui.labelling.reviewing import Reviewing
from studio.gui.labelling.snapping import Snapping
from studio.gui.labelling.videos import Videos
from studio.gui.labelling.view import PhotoView
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.core.data.changes import Watch
    from studio.core.data.dataset import Dataset
    from studio.gui.widgets.picture import Picture


class LabelPage(Page):
    """Draw, select, move, resize, delete and classify boxes; go through images; find what is unlabelled."""

    key = "labelling"

    def __init__(self) -> None:
        super().__init__()
        self.session: LabelSession | None = None
        self.is_writing = False
        """Whether many label files are being written: nothing else is done meanwhile."""
        self._awaited: Path | None = None
        """A photo to be shown once its dataset is open."""
        self.editing = Editing(self)
        self.browsing = Browsing(self)
        self.snapping = Snapping(self, self.browsing)
        self.inspector = self.panel = LabelInspector()
        self.view = PhotoView(self.editing, self.panel)
        self.canvas = self.view.canvas
        self.ghosts = Ghosts(self, self.panel.ghosts, self.view, self.browsing)
        self.canvas.fitted = self.snapping.drawn
        self.reviewing = Reviewing(self, self.browsing, self.canvas)
        self.places = Places(self.browsing, self.view, self.ghosts)
        self.find_mistakes = self.places.find_mistakes
        self.repair = self.editing.repair
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
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.places)
        over = (self, self.canvas, self.view.notes.reload)
        self.leaving, self.recovery, self.merging = LeaveQuestion(*over), Recovery(*over), Merging(*over)
        self.videos = Videos(self._stack, self.browsing, over)
        self.editing.incoming = self.incoming = Incoming(*over)
        self.offer_images, self.take_image = self.incoming.offer, self.incoming.take

    def _connect(self) -> None:
        editing, browsing, panel = self.editing, self.browsing, self.panel
        self.empty.clicked.connect(self.open_wanted)
        browsing.list.left_by_key.connect(self.canvas.setFocus)
        self.panel.classes.view.left_by_key.connect(self.canvas.setFocus)
        browsing.loaded.connect(self._on_loaded)
        browsing.glimpsed.connect(self.view.show_image)
        browsing.failed.connect(self.view.show_problem)
        browsing.leaving.connect(self.panel.finish_typing)
        self.counts.counted.connect(self._on_counted)
        self.view.position_changed.connect(self.position_changed)
        self.view.notes.retry_wanted.connect(self.save_now)
        editing.step_wanted.connect(browsing.step)
        editing.class_picked.connect(self._on_session_changed)
        editing.copied.connect(self.actions_changed)
        editing.class_added.connect(self._on_class_added)
        panel.classes.picked.connect(editing.pick_class)
        panel.classes.add_requested.connect(editing.add_class)
        panel.classes.rename_requested.connect(editing.rename_class)
        panel.classes.delete_requested.connect(editing.delete_class)
        panel.classes.merge_requested.connect(self.merging.ask)
        self.leaving.settled.connect(self.settled)
        self.places.edited.connect(self.refresh_dataset)
        self.places.moved.connect(self.actions_changed)
        self._stack.currentChanged.connect(lambda _: self.actions_changed.emit())
        self.videos.wanted.connect(self._open_anew)
        self.incoming.open_wanted.connect(self.dataset_changed)
        self.reviewing.changed.connect(self.heading_changed)
        panel.boxes.picked.connect(self._on_boxes_picked)
        panel.delete.clicked.connect(editing.delete_selected)
        panel.copy_previous.clicked.connect(editing.copy_previous)
        panel.alike.clicked.connect(self.ghosts.find_alike)
        panel.no_objects.clicked.connect(editing.mark_empty)
        panel.view_changed.connect(self._on_view_changed)
        panel.tone_changed.connect(self._on_tone_changed)
        self.ghosts.changed.connect(self.actions_changed)

    # -- the page as the window sees it ------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show a dataset at the image that was open last; whatever is unsaved is written first."""
        if self.session is not None:
            self.can_close()
            self.close_down()
        super().set_dataset(dataset)
        has_images = dataset is not None and bool(dataset.records)
        self.session = session = (
            LabelSession(dataset, Journal.of(dataset.source)) if dataset is not None and has_images else None
        )
        self.leaving.stay()
        self.view.set_session(session)
        self.editing.set_session(session)
        self.merging.set_session(session)
        self.incoming.set_session(session)
        self.videos.set_session(session)
        self.browsing.settings = self.settings
        self.browsing.set_session(session, self.reviewing.set_session(session))
        self.ghosts.set_session(session)
        self.snapping.set_session(session)
        self.places.set_session(session, self.reviewing.review)
        self.counts.set_dataset(dataset if has_images else None)
        self._stack.setCurrentIndex(1 if has_images else 0)
        self.panel.setEnabled(has_images)
        self.panel.classes.show_dataset(dataset)
        if session is None:
            self.panel.boxes.show_boxes((), (), ())
            self.status_changed.emit("")
            self.saved_changed.emit("")
        else:
            session.changed.append(self._on_session_changed)
            session.at_length = self._write_many
            self.browsing.open_last()
            self._show_awaited()
            if self.isVisible():
                self.canvas.setFocus()
        self.recovery.set_session(session)
        self.heading_changed.emit()
        self.primary_changed.emit()

    def _write_many(self, count: int, work: Callable[[Watch], None]) -> None:
        from studio.gui.labelling.waiting import wait_for

        over = self, self.canvas, self.view.notes.reload
        self.is_writing = True
        try:
            wait_for(count, work, *over)
        finally:
            self.is_writing = False

    def close_down(self) -> None:
        self.videos.close_down()
        if self.session is not None:
            self.session.journal.close()

    def show_photo(self, wish: tuple[Path, Path] | tuple[Path, Path, int]) -> None:
        """Open a photo of a dataset: (data, photo); another dataset than the one open is opened first.

        A third value is the box to select, counted from 0.
        """
        data, self._awaited, *box = wish
        if self.dataset is not None and self.dataset.source.resolve() == data.resolve():
            self._show_awaited()
            if self.session is not None and box and box[0] < len(self.session.boxes):
                self.session.select(box)
        else:
            self.dataset_changed.emit(data)

    def travel(self, step: int) -> None:
        """Undo (below 0) or redo what was done last, asked for on another page."""
        (self.editing.undo if step < 0 else self.editing.redo)()

    def _open_anew(self, data: Path, photo: Path | None) -> None:
        self._awaited = photo
        self.dataset_changed.emit(data)

    def _show_awaited(self) -> None:
        photo, self._awaited = self._awaited, None
        if photo is not None and not self.browsing.open_path(photo):
            messages.info(self.tr("{name} is not in this dataset any more.").format(name=photo.name))

    def refresh_dataset(self) -> None:
        """Take over what another page changed on disk, staying at this image."""
        if self.session is not None:
            self.counts.set_dataset(self.dataset)
            self.session.open(self.session.index)

    def heading(self) -> str:
        session = self.session
        if session is None:
            return ""
        return heading(session, self.browsing.image, is_verified=self.reviewing.is_open_verified())

    def primary(self) -> tuple[str, bool]:
        text = self.tr("Next unlabelled") if self.session is not None else ""
        return text, self.counts.tally["unseen"] > 0

    def run_primary(self) -> None:
        self.browsing.next_unlabelled()

    def shortcut_scope(self) -> QWidget:
        return self.canvas

    def activate(self) -> None:
        self.ghosts.activate()
        if self.settings is not None:
            self.panel.show_texts.setChecked(self.settings.get("show_labels"))
            self.panel.crosshair.setChecked(self.settings.get("crosshair"))
            self.panel.snap.setChecked(self.settings.get("snap"))
            self.browsing.set_memory(self.settings.get("photo_memory"))
        self._on_view_changed()
        self._on_session_changed()

    def event(self, event: QEvent) -> bool:
        """Who comes back from another program may have changed labels there."""
        is_back = event.type() == QEvent.Type.WindowActivate and self.isVisible() and not self.is_writing
        if is_back and self.session is not None:
            label = self.session.record.label_path.name
            if self.session.look_again():
                text = self.tr("{file} was changed by another program; its boxes are shown as they are now.")
                messages.info(text.format(file=label))
        return super().event(event)

    def deactivate(self) -> None:
        self.canvas.cancel()
        self.browsing.remember()
        self.ghosts.deactivate()
        self.videos.leave()

    def back_out(self) -> None:
        """Esc: a question, else a drag, else the filter, else the selection."""
        if (
            self.leaving.stay()
            or self.merging.back_out()
            or self.incoming.back_out()
            or self.videos.back_out()
            or self.view.question.drop()
            or self.canvas.cancel()
            or self.ghosts.drop_chosen()
            or self.ghosts.drop_alike()
            or self.browsing.list.back_out()
            or self.places.back_out()
        ):
            return
        if self.session is not None:
            self.session.select(())
        self.canvas.setFocus()

    def can_close(self) -> bool:
        """Write what is not on disk yet; False (and a message) when something can't be."""
        self.canvas.cancel()
        self.browsing.remember()
        session = self.session
        is_saved = session is None or self.leaving.may_leave(session)
        if session is None or (is_saved and session.unnamed is None):
            return True
        if is_saved and session.unnamed is not None:
            messages.error(session.unnamed, "labels")
        if not any(record is session.record for record in session.unsaved):
            # Where it can be decided.
            self.browsing.open(session.dataset.records.index(session.unsaved[0]))
        if session.failure is None and session.pending:
            self.view.naming.ask(len(session.pending) - 1)
        return False

    def save_state(self) -> dict[str, Any]:
        return {
            "list_width": self.places.left_width(),
            "keep_zoom": self.panel.keep_zoom.isChecked(),
            **self.panel.save_state(),
            "ghosts": self.ghosts.save_state(),
        }

    def restore_state(self, state: Fields) -> None:
        if width := state.whole("list_width", 0, high=WIDEST):
            self.places.set_left_width(width)
        self.panel.keep_zoom.setChecked(state.flag("keep_zoom", False))
        self.panel.restore_state(state)
        self.ghosts.restore_state(state.fields("ghosts"))

    def save_now(self) -> None:
        """Write whatever is not on disk; normally everything is."""
        if self.session is not None and self.session.retry() and self.session.unnamed is None:
            messages.info(self.tr("Everything is saved."))

    # -- following the session ---------------------------------------------------------------------

    def _on_session_changed(self) -> None:
        session = self.session
        if session is None:
            return
        if len(session.dataset.records) != len(self.counts.states):
            self._list_anew(session)
        if self.browsing.has_moved():
            self.view.leave_image()
            self.browsing.follow()
            self.primary_changed.emit()
        elif session.touched:
            self.view.question.drop()
        if not self.canvas.shows_boxes and (session.touched or session.selection):
            self.view.show_boxes_again()
        names = session.dataset.class_names
        is_edited = bool(session.touched) or self.panel.classes.model.names != names
        if self.panel.classes.model.names != names:
            self.panel.classes.show_dataset(session.dataset)
        self.ghosts.follow()
        self.view.show_boxes()
        for index in {session.index, *session.touched}:
            state, class_ids = session.known(index)
            self.counts.set_image(index, state, class_ids)
            self.browsing.list.model.set_state(index, state)
        self._show_in_panel(session)
        self.view.notes.show_session(session)
        self.places.follow()
        self.recovery.follow()
        if is_edited:
            if session.failure is None and session.unnamed is None:
                messages.settle("labels")
                self.leaving.stay()
            self._show_states()
            self.dataset_edited.emit()
        self.heading_changed.emit()

    def _list_anew(self, session: LabelSession) -> None:
        """An image went to the trash, or came back."""
        self.browsing.set_session(session, self.reviewing.review)
        self.counts.set_dataset(session.dataset, tells=False)
        self.dataset_edited.emit()

    def _show_in_panel(self, session: LabelSession) -> None:
        self.panel.show_session(session, self.counts.per_class(len(session.dataset.class_names)))
        is_saved = session.failure is None and session.unnamed is None
        self.saved_changed.emit(self.tr("Saved") if is_saved else self.tr("Not saved"))

    def _show_states(self) -> None:
        self.browsing.list.show_counts(self.counts.tally)
        self.status_changed.emit("dot" if self.counts.tally["unseen"] else "")
        self.primary_changed.emit()

    def _on_counted(self, start: int, count: int) -> None:
        for index in range(start, start + count):
            state = self.counts.states[index]
            if state is not None:
                self.browsing.list.model.set_state(index, state)
        session = self.session
        if session is not None:
            model = self.panel.classes.model
            model.set_counts(model.here, self.counts.per_class(len(session.dataset.class_names)))
        self._show_states()

    def _on_boxes_picked(self, rows: list[int]) -> None:
        if self.session is not None:
            self.session.select(rows)
            self.view.bring_into_view()

    def _on_class_added(self) -> None:
        assert self.session is not None
        if self.panel.classes.field.hasFocus() and self.session.boxes:
            self.canvas.setFocus()
        self.panel.classes.field.clear()
        self._on_session_changed()

    def _on_loaded(self, picture: Picture) -> None:
        self.view.show_image(picture)
        self.heading_changed.emit()

    def _on_tone_changed(self) -> None:
        self.browsing.set_tone(self.panel.tone())

    def _on_view_changed(self) -> None:
        self.view.take_choices()
        self.snapping.set_while_drawing(self.panel.snap.isChecked())
        if self.settings is not None:
            self.editing.attempt(self.settings.set, "show_labels", self.panel.show_texts.isChecked())
            self.editing.attempt(self.settings.set, "crosshair", self.panel.crosshair.isChecked())
            self.editing.attempt(self.settings.set, "snap", self.panel.snap.isChecked())
