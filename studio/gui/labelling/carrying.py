"""Carrying boxes to the next image, and filling the images between two: what is asked and said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.core.labelling.between import Filling, fill, filling
from studio.core.labelling.tracking import Carried, carried
from studio.core.pictures import imread
from studio.core.words import paragraph
from studio.gui import jobs, messages
from studio.gui.labelling.browsing import Browsing
from studio.gui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from studio.core.labelling.session import LabelSession


class Carrying(QObject):
    """Looks for boxes in a thread; what comes of it is one step of undo."""

    def __init__(self, browsing: Browsing, page: QWidget, canvas: QWidget, notes: QWidget) -> None:
        super().__init__(page)
        self.session: LabelSession | None = None
        self._browsing, self._canvas = browsing, canvas
        self._card = QuestionCard(page, canvas, after=notes, name="fill")
        self._task: jobs.Task | None = None

    def set_session(self, session: LabelSession | None) -> None:
        """Work on the images of another dataset from now on."""
        self._drop()
        self.session = session
        self.back_out()

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # -- to the next image -------------------------------------------------------------------------

    def carry_on(self) -> None:
        """Look for the selected boxes, or all, in the next image of the list, and go there."""
        session = self.session
        if session is None or (self._task is not None and not self._task.is_done):
            return
        index = session.index
        target = self._browsing.list.model.neighbour(index, 1)
        if target == index:
            messages.info(self.tr("This is the last image."))
            return
        boxes = [session.boxes[place] for place in session.selection or range(len(session.boxes))]
        dataset, image = session.dataset, self._browsing.image
        records = dataset.records[index], dataset.records[target]

        def work() -> Carried:
            before = image if image is not None else imread(records[0].path)
            return carried(before, imread(records[1].path), boxes, dataset.read(records[1]).boxes)

        self._task = jobs.run_in_thread(
            work,
            lambda result: self._put(session, index, target, result),
            lambda problem: messages.error(problem, "labels"),
            parent=self,
            lane="photos",
        )

    def _put(self, session: LabelSession, index: int, target: int, result: Carried) -> None:
        if session is not self.session:
            return
        if session.index != index:
            messages.info(self.tr("Another image was opened meanwhile, so no boxes were carried."))
            return
        self._browsing.open(target)
        count = messages.attempt("labels", session.add_boxes, result.boxes) if result.boxes else 0
        if count is None:
            return
        said = [self.tr("Boxes carried: {count}.").format(count=count)]
        if result.there:
            said.append(self.tr("There already: {count}.").format(count=result.there))
        if result.lost:
            said.append(self.tr("Not found again, so not carried: {count}.").format(count=result.lost))
        messages.info(paragraph(*said))

    # -- between two -------------------------------------------------------------------------------

    def ask_to_fill(self) -> None:
        """Look at the images between the open one and the labelled one before it, then ask."""
        session = self.session
        if session is not None:
            dataset, here = session.dataset, session.index
            order = list(self._browsing.list.model.shown())
            order = order if here in order else list(self._browsing.list.model.order())
            self._drop()
            self._task = jobs.run_in_thread(
                lambda: filling(dataset, order, here),
                lambda plan: self._ask(session, plan),
                lambda problem: messages.error(problem, "labels"),
                parent=self,
            )

    def back_out(self) -> bool:
        """Leave everything as it is; False when nothing was asked."""
        return self._card.back_out(self._canvas)

    def _ask(self, session: LabelSession, plan: Filling) -> None:
        if session is not self.session:
            return
        messages.settle("labels")
        said = [
            self.tr("Images that get boxes: {images}, boxes on each: {boxes}.").format(
                images=plan.images, boxes=len(plan.pairs)
            )
        ]
        if plan.left:
            said.append(
                self.tr("Left as they are, because they are labelled or can't be read: {count}.").format(
                    count=plan.left
                )
            )
        if any(plan.alone):
            said.append(
                self.tr(
                    "Boxes without a partner, which stay alone: {before} on {first}, {after} on {last}."
                ).format(before=plan.alone[0], first=plan.first, after=plan.alone[1], last=plan.last)
            )
        answers = [("fill_not", self.tr("Leave it as it is"), "", self.back_out)]
        if plan.images:
            said.append(self.tr("A backup is written first, and Ctrl+Z takes it back as one step."))
            answers.append(("fill_do", self.tr("Fill"), "", lambda: self._fill(session, plan)))
        heading = self.tr("Fill the images between {first} and {last}?")
        self._card.ask(heading.format(first=plan.first, last=plan.last), paragraph(*said), answers)

    def _fill(self, session: LabelSession, plan: Filling) -> None:
        self.back_out()
        step = session.last_step
        messages.attempt("labels", fill, session, plan)
        if session.last_step is not step:
            messages.info(
                self.tr("Images filled: {images}, with {boxes} boxes each.").format(
                    images=plan.images, boxes=len(plan.pairs)
                )
            )
