"""The label-bug finder on the Label page: a panel in place of the list of images, and what its rows do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from studio.core.json_door import Anything, Number, Text, has_shape
from studio.core.labelling.history import Step
from studio.core.labelling.review import Review
from studio.core.labelling.session import LabelSession
from studio.core.words import paragraph
from studio.gui import jobs, messages, theme
from studio.gui.labelling.browsing import Browsing
from studio.gui.labelling.bug_list import BUG_ROLE, PICTURE, BugModel, BugView
from studio.gui.labelling.crops import Crops
from studio.gui.labelling.view import PhotoView
from studio.gui.widgets.list_hint import ListHint
from studio.gui.widgets.model_picker import ModelPicker, runnable_models
from studio.gui.widgets.tile_choice import OWN, TileChoice

if TYPE_CHECKING:
    from studio.core.evaluation.bugs import Bug
    from studio.core.labelling.rejections import Rejections

MOST_ROWS = 1000
CLOSE = 5.0
"""The box of the chosen row is shown in a view of so many times its size."""
LEAST_SEEN_PX = 16.0
"""A smaller box is shown as one of this size is: what is around it tells what it is."""
ROWS = {
    "rows": [{"kind": Text(), "image": Text(), "score": Number(0), "reason": Text(), "box": Anything()}],
    "doubt": Text(),
}
"""The shape of what the verb answers."""


@dataclass(frozen=True, slots=True)
class _Dealt:
    """A row that was mended or rejected: by which step, and where in the list it stood."""

    step: Step
    row: int
    bug: Bug


class BugPanel(QFrame):
    """Finds likely label mistakes with a model, shows them, mends or rejects the chosen one."""

    closed = Signal()

    def __init__(self, browsing: Browsing, view: PhotoView) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        self.setObjectName("bug_panel")
        self.session: LabelSession | None = None
        self._review: Review | None = None
        self._rejections: Rejections | None = None
        self._job: jobs.ProcessJob | None = None
        self._browsing, self._photo = browsing, view
        self._crops = Crops(self, PICTURE)
        self._dealt: list[_Dealt] = []
        self._undone: list[_Dealt] = []
        self.model = BugModel(self)
        self.picker = ModelPicker()
        self.tiles = TileChoice("bug_tiles", own=self.tr("Where boxes are small"))
        self.count = theme.label("", "muted")
        self.count.setObjectName("bug_count")
        self.find_button = QPushButton(self.tr("Find mistakes"))
        self.find_button.setObjectName("find_bugs")
        # Nothing moves when it says "Stop".
        self.find_button.setMinimumWidth(self.find_button.sizeHint().width())
        self.close_button = QPushButton(self.tr("Back to the images"))
        self.close_button.setObjectName("close_bugs")
        self.close_button.setToolTip(self.tr("The list of images (Esc)"))
        self.list = BugView(self._crops)
        self.list.setModel(self.model)
        self.hint = ListHint(self.list)
        self._doubt = ""
        """Why the model can't judge the labels, "" when it can."""
        self._is_searched = False
        """Whether the chosen model has looked at all labels, so that an empty list means agreement."""
        self.hint.setObjectName("bug_hint")
        self.mend_button = QPushButton(self.tr("Mend"))
        self.mend_button.setObjectName("mend_bug")
        self.mend_button.setToolTip(self.tr("Do what is suggested (Enter)"))
        self.reject_button = QPushButton(self.tr("It is right"))
        self.reject_button.setObjectName("reject_bug")
        self.reject_button.setToolTip(self.tr("Never suggest this again (X)"))
        self._lay_out()
        self.picker.changed.connect(self._on_model_chosen)
        self.tiles.chosen.connect(self._on_model_chosen)
        self.find_button.clicked.connect(self._find_or_stop)
        self.close_button.clicked.connect(self.closed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.mend_wanted.connect(self.mend)
        self.list.reject_wanted.connect(self.reject)
        self.mend_button.clicked.connect(self.mend)
        self.reject_button.clicked.connect(self.reject)
        browsing.loaded.connect(lambda _: self._mark())

    def _lay_out(self) -> None:
        title, tiled = QHBoxLayout(), QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(theme.label(self.tr("Label mistakes"), "heading"))
        title.addWidget(self.count)
        title.addStretch(1)
        tiled.setSpacing(8)
        tiled.addWidget(theme.label(self.tr("Tiles")))
        tiled.addWidget(self.tiles, 1)
        top, foot = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (top, (self.close_button, self.find_button)),
            (foot, (self.mend_button, self.reject_button)),
        ):
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(title)
        column.addWidget(self.picker)
        column.addLayout(tiled)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def set_session(self, session: LabelSession | None, review: Review | None) -> None:
        """Look for mistakes in another dataset from now on."""
        self._stop()
        self.session, self._review, self._rejections = session, review, None
        self._crops.clear()
        self._show_rows([])
        self._is_searched = False
        self._show_state()

    def open(self, model: Path | None = None) -> None:
        """List the models there are now; unless one is chosen, a model that is used beside this is."""
        if model is not None and self.picker.path() is None:
            self.picker.set_path(model)
        jobs.run_in_thread(runnable_models, self.picker.set_runs, messages.error, parent=self)
        self._show_state()

    def find(self, model: Path) -> None:
        """Run a model over the labelled images, as a job of its own."""
        session = self.session
        if session is None or self._job is not None:
            return
        self.picker.set_path(model)
        arguments = [str(model), str(session.dataset.source), "--top", str(MOST_ROWS)]
        arguments += ["--tile", self.tiles.tiles()]
        job = self._job = jobs.ProcessJob("bugs", arguments, self, title=self.tr("Label mistakes"))
        job.answered.connect(lambda answer: self._on_answered(session, answer))
        job.failed.connect(lambda problem: messages.error(problem, "bugs"))
        job.ended.connect(self._on_ended)
        self._is_searched = False
        job.start()
        self._show_state()

    def mend(self) -> None:
        """Do what the chosen row suggests, as one step of undo."""
        from studio.core.evaluation.mending import mend

        bug, session = self._chosen(), self.session
        if bug is None or session is None:
            return
        self._go_to(bug.image)
        before = session.last_step
        messages.attempt("labels", mend, session, bug)
        if session.last_step is not before:
            self._drop_chosen(session)
            messages.info(self.tr("Mended; Ctrl+Z takes it back."))

    def reject(self) -> None:
        """Never suggest the chosen row again, as one step of undo."""
        from studio.core.evaluation.mending import reject

        bug, session = self._chosen(), self.session
        if bug is None or session is None or self._rejections is None:
            return
        self._go_to(bug.image)
        before = session.last_step
        messages.attempt("review", reject, session, self._rejections, bug)
        if session.last_step is not before:
            self._drop_chosen(session)
            messages.info(self.tr("Never suggested again; Ctrl+Z takes it back."))

    def follow(self) -> None:
        """Have rows back where what was done is undone, and take them away where it is done again."""
        session = self.session
        while session is not None and self._dealt and not session.has_done(self._dealt[-1].step):
            self._undone.append(dealt := self._dealt.pop())
            self.model.bring_back(dealt.row, dealt.bug)
            if self.isVisible():
                self.list.setCurrentIndex(self.model.index(dealt.row))
        while session is not None and self._undone and session.has_done(self._undone[-1].step):
            self._dealt.append(dealt := self._undone.pop())
            self.model.drop(dealt.row)
        self._show_state()

    def _find_or_stop(self) -> None:
        if self._job is not None:
            self._job.stop()
        elif (path := self.picker.path()) is not None:
            self.find(path)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _on_answered(self, session: LabelSession, answer: object) -> None:
        from studio.core.evaluation.bugs import KIND_TEXTS, Bug
        from studio.core.evaluation.mending import without_rejected
        from studio.core.runs.suggestions import rejections_of
        from studio.core.words import tr

        if session is not self.session or not isinstance(answer, dict) or not has_shape(answer, ROWS):
            return
        self.model.kinds = {kind: tr(text) for kind, text in KIND_TEXTS.items()}
        bugs = [Bug.from_dict(row) for row in answer["rows"]]
        self._doubt = answer["doubt"]
        review, dataset = self._review, session.dataset

        def left() -> tuple[Rejections, list[Bug]]:
            rejections = rejections_of(dataset.source, dataset.former_names)
            found = [bug for bug in bugs if review is None or not review.was_rejected(bug.key)]
            return rejections, without_rejected(found, rejections, dataset)

        jobs.run_in_thread(left, lambda found: self._show_bugs(session, *found), messages.error, parent=self)

    def _show_bugs(self, session: LabelSession, rejections: Rejections, bugs: list[Bug]) -> None:
        if session is not self.session:
            return
        self._rejections = rejections
        self._show_rows(bugs)
        self._is_searched = True
        self._show_state()
        if self.model.bugs and self._doubt:
            messages.info(self._doubt)
        if self.model.bugs:
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))

    def _on_ended(self) -> None:
        self._job = None
        self._show_state()

    def _on_model_chosen(self) -> None:
        self._is_searched = False
        self._show_state()

    def _chosen(self) -> Bug | None:
        bug: Bug | None = self.list.currentIndex().data(BUG_ROLE)
        return bug

    def _show_rows(self, bugs: list[Bug]) -> None:
        self._dealt, self._undone = [], []
        self.model.show_bugs(bugs)

    def _drop_chosen(self, session: LabelSession) -> None:
        """Take the chosen row away: it was dealt with by the session's last step."""
        bug, step, row = self._chosen(), session.last_step, self.list.currentIndex().row()
        assert bug is not None and step is not None
        self._undone = []
        self._dealt.append(_Dealt(step, row, bug))
        self.model.drop(row)
        self._show_chosen()

    def _go_to(self, image: str) -> None:
        session = self.session
        if session is not None and str(session.record.path) != image:
            self._browsing.open_path(Path(image))

    def _show_chosen(self) -> None:
        """Go to the photo of the chosen row, and show its box there."""
        from studio.core.evaluation.mending import place_of

        bug, session = self._chosen(), self.session
        self._show_state()
        if bug is not None and session is not None:
            self._go_to(bug.image)
            index = place_of(session, bug) if self._is_open(bug) else None
            session.select(() if index is None else (index,))
            if self._is_open(bug) and self.isVisible():
                x1, y1, x2, y2 = bug.xyxy
                across, down = (max(LEAST_SEEN_PX - side, 0.0) / 2 for side in (x2 - x1, y2 - y1))
                rect = QRectF(x1, y1, x2 - x1, y2 - y1).adjusted(-across, -down, across, down)
                self._photo.bring_close(rect, CLOSE)
        self._mark()

    def _is_open(self, bug: Bug) -> bool:
        """Say whether the photo of a row is the open one; another stays open where that is gone."""
        return self.session is not None and str(self.session.record.path) == bug.image

    def _mark(self) -> None:
        """Show what the chosen row suggests, on its photo alone."""
        from studio.core.evaluation.mending import place_of

        bug, session, marked = self._chosen(), self.session, None
        if bug is not None and session is not None and self.isVisible() and self._is_open(bug):
            index = place_of(session, bug)
            marked = bug.better_xyxy if bug.better_xyxy != bug.xyxy or index is None else None
        self._photo.canvas.set_marked(marked)

    def _show_state(self) -> None:
        is_busy = self._job is not None
        self.find_button.setText(self.tr("Stop") if is_busy else self.tr("Find mistakes"))
        self.find_button.setEnabled(is_busy or (self.session is not None and self.picker.path() is not None))
        for button in (self.mend_button, self.reject_button):
            button.setEnabled(self._chosen() is not None)
        self.tiles.setEnabled(not is_busy)
        self.count.setText(f"{len(self.model.bugs):,}" if self._is_searched else "")
        self.hint.set_text(self._hint())

    def _hint(self) -> str:
        if self._job is not None:
            return self.tr("The model looks at the labelled images.")
        if self._is_searched and self._doubt:
            return self._doubt
        if self._is_searched:
            return self.tr("Nothing is left where the model disagrees with your labels.")
        if self.picker.path() is None:
            return self.tr("Choose a model; where it disagrees with your labels is shown here.")
        first = self.tr("Press “Find mistakes”; where the model disagrees with your labels is shown here.")
        if self.tiles.tiles() != OWN:
            return first
        cost = self.tr(
            "Images whose boxes are too small for the model, and those without boxes beside such, are looked "
            "at in tiles, up to 100 of an image, which takes as many times as long; Tiles: Off looks at "
            "whole images only."
        )
        return paragraph(first, cost)
