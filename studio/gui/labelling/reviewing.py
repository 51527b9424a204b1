"""Reviewing on the Label page: images a person has looked through are verified, and stay so."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.core.labelling.review import Review
from studio.core.labelling.session import LabelSession
from studio.core.labelling.steps import Decision
from studio.core.words import mark, tr
from studio.gui import messages
from studio.gui.actions import find
from studio.gui.labelling.browsing import Browsing
from studio.gui.labelling.canvas import LabelCanvas


class Reviewing(QObject):
    """What was verified in the open dataset, and the keys for it.

    Attributes:
        review: what a person has said of the open dataset; None while none is open.
    """

    changed = Signal()

    def __init__(self, parent: QObject, browsing: Browsing, canvas: LabelCanvas) -> None:
        super().__init__(parent)
        self.session: LabelSession | None = None
        self.review: Review | None = None
        self._browsing = browsing
        canvas.space_tapped.connect(self._on_space)
        browsing.list.model.is_verified = self._is_verified

    def set_session(self, session: LabelSession | None) -> Review | None:
        """Review the images of another dataset from now on; returns what was said of it before."""
        self.session = session
        self.review = Review(session.dataset) if session is not None else None
        return self.review

    def verify(self) -> None:
        """Note that the open image is right as it is, and go on."""
        session = self.session
        name = session.record.path.name if session is not None and session.state == "unseen" else ""
        self._set(True)
        self._browsing.step(1)
        if name:
            # It would never be trained on, though it looks done in the list.
            text = self.tr(
                "{image} is verified, but not labelled yet: if it shows no objects, say so ({key})."
            )
            key = find("label.no_objects").shown_shortcut()
            messages.info(text.format(image=name, key=key))

    def take_back(self) -> None:
        """The open image is not verified after all."""
        self._set(False)

    def is_open_verified(self) -> bool:
        """Say whether the open image is verified."""
        return self.session is not None and self._is_verified(self.session.index)

    def _set(self, is_so: bool) -> None:
        session, review = self.session, self.review
        if session is None or review is None or self.is_open_verified() == is_so:
            return
        record, index = session.record, session.index

        def set_verified(is_done: bool) -> None:
            try:
                review.set_verified(record, is_done == is_so)
            finally:
                self._browsing.list.model.show_again(index)
                self.changed.emit()

        text = mark("verified {image}") if is_so else mark("took back that {image} is verified")
        messages.attempt("review", set_verified, True)
        told = tr(text, image=record.path.name)
        session.push_step(Decision(set_verified, told, show=lambda: session.open(index)))

    def _is_verified(self, index: int) -> bool:
        session, review = self.session, self.review
        return (
            session is not None and review is not None and review.is_verified(session.dataset.records[index])
        )

    def _on_space(self) -> None:
        # Held it moves the photo, so that it counts when it is let go; as long as it is the key for this.
        if "Space" in find("label.verify").shortcuts and self.session is not None:
            self.verify()
