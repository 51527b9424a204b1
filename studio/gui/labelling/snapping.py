"""Snapping on the Label page: the key for the boxes that are held, and the choice to snap while drawing."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.gui import jobs, messages
from studio.gui.labelling.browsing import Browsing

if TYPE_CHECKING:
    from studio.core.data.record import Box
    from studio.core.labelling.hit_test import XYXY
    from studio.core.labelling.session import LabelSession
    from studio.core.labelling.snap import Learnt, Style
    from studio.core.pictures import Image


class Snapping(QObject):
    """Fits boxes of the open photo to what they are around, as this dataset's boxes are drawn.

    How they are drawn is learnt in a thread, when it is first asked for and of each photo opened since.
    """

    def __init__(self, parent: QObject, browsing: Browsing) -> None:
        super().__init__(parent)
        self.session: LabelSession | None = None
        self.while_drawing = False
        self._browsing = browsing
        self._style: Style | None = None
        """What was learnt; None until it is asked for, as what computes takes a while to load."""
        browsing.loaded.connect(self._learn_open)

    def set_session(self, session: LabelSession | None) -> None:
        """Snap in the photos of another dataset from now on."""
        self.session = session
        self._style = None
        self._learn_open()

    def set_while_drawing(self, is_on: bool) -> None:
        """Snap each box as it is drawn, or don't."""
        self.while_drawing = is_on
        self._learn_open()

    def drawn(self, xyxy: XYXY) -> XYXY:
        """Return where a box that was drawn is to be put."""
        session, image = self.session, self._browsing.image
        if not self.while_drawing or session is None or image is None or self._style is None:
            return xyxy
        from studio.core.labelling.snap import snapped

        return snapped(image, xyxy, session.current_class, self._style) or xyxy

    def snap_held(self) -> None:
        """Fit the selected boxes, or those just drawn, in one step."""
        session, image = self.session, self._browsing.image
        if session is None or image is None or not session.held:
            return
        from studio.core.labelling.snap import snapped

        known, learn = self._learning(session, image, leave_out=session.held)
        index, style = session.index, known.copy()
        held = {place: session.boxes[place] for place in session.held}

        def work() -> tuple[Learnt, dict[int, XYXY | None]]:
            learnt = learn()
            style.take(learnt)
            return learnt, {
                place: snapped(image, box.xyxy, box.class_id, style) for place, box in held.items()
            }

        def put(result: tuple[Learnt, dict[int, XYXY | None]]) -> None:
            learnt, places = result
            if session is not self.session:
                return
            known.take(learnt)
            boxes = dict(enumerate(session.boxes))
            if session.index == index and all(boxes.get(place) == box for place, box in held.items()):
                self._put(session, {place: xyxy for place, xyxy in places.items() if xyxy is not None}, held)

        jobs.run_in_thread(work, put, messages.error, parent=self)

    def _put(self, session: LabelSession, places: dict[int, XYXY], held: dict[int, Box]) -> None:
        if not places:
            messages.info(self.tr("Nothing stands out there, so that the box stays as it is."))
            return
        messages.attempt("labels", session.replace_boxes, places)
        text = self.tr("Boxes snapped: {count}.").format(count=len(places))
        if len(places) < len(held):
            text += " " + self.tr("Left as they are, because nothing stands out in them: {count}.").format(
                count=len(held) - len(places)
            )
        messages.info(text)

    def _learn_open(self, *_: object) -> None:
        """Learn what is not known yet, in a thread, once snapping is used."""
        session, image = self.session, self._browsing.image
        if session is None or image is None or not (self._style or self.while_drawing):
            return
        if self._style is not None and self._style.knows(str(session.record.path)):
            return
        known, learn = self._learning(session, image)
        jobs.run_in_thread(learn, known.take, messages.error, parent=self)

    def _learning(
        self, session: LabelSession, image: Image, leave_out: Container[int] = ()
    ) -> tuple[Style, Callable[[], Learnt]]:
        """Return what is known, and what learns (in a thread) the open photo and, the first time, others."""
        from studio.core.labelling.snap import Style, learn_some, samples_of

        path, dataset, is_first = str(session.record.path), session.dataset, self._style is None
        known = self._style = self._style or Style()
        boxes = [box for place, box in enumerate(session.boxes) if place not in leave_out]
        is_known = known.knows(path)

        def learn() -> Learnt:
            learnt = learn_some(dataset) if is_first else {}
            if not is_known:
                learnt[path] = samples_of(image, boxes)
            return learnt

        return known, learn
