"""Merging a class over all images: how many boxes would change, then the word that does it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.core.labelling.merges import Merge, merge_class, merging
from studio.core.labelling.session import LabelSession
from studio.core.words import paragraph
from studio.gui import jobs, messages
from studio.gui.widgets.question import QuestionCard


class Merging(QObject):
    """Counts, asks and does it."""

    def __init__(self, page: QWidget, canvas: QWidget, notes: QWidget) -> None:
        super().__init__(page)
        self._card = QuestionCard(page, canvas, after=notes, name="merge")
        self._canvas = canvas
        self.session: LabelSession | None = None

    def set_session(self, session: LabelSession | None) -> None:
        """Merge classes of another dataset from now on."""
        self.session = session
        self.back_out()

    def ask(self, source: int, target: int) -> None:
        """Count what merging a class into another would change, then ask; target -1 deletes its boxes."""
        session = self.session
        if session is not None:
            dataset, other = session.dataset, None if target < 0 else target
            jobs.run_in_thread(
                lambda: merging(dataset, source, other),
                lambda merge: self._ask(session, merge),
                lambda problem: messages.error(problem, "classes"),
                parent=self,
            )

    def back_out(self) -> bool:
        """Leave everything as it is; False when nothing was asked."""
        return self._card.back_out(self._canvas)

    def _ask(self, session: LabelSession, merge: Merge) -> None:
        if session is not self.session:
            return
        heading = (
            self.tr("Delete the class {source} and its boxes?")
            if merge.target is None
            else self.tr("Merge {source} into {target}?")
        )
        counts = (
            self.tr("Boxes to delete: {boxes}, in images: {images}.")
            if merge.target is None
            else self.tr("Boxes that become {target}: {boxes}, in images: {images}.")
        )
        listed = (
            self.tr("{source} leaves the list of classes.")
            if merge.is_unlisted
            else self.tr(
                "{source} stays in the list without boxes, so that classes after it keep their numbers."
            )
        )
        backup = self.tr("A backup is written first, and Ctrl+Z takes it back as one step.")
        names = {"source": merge.source, "target": merge.target}
        text = paragraph(counts, listed, backup)
        do = self.tr("Delete") if merge.target is None else self.tr("Merge")
        self._card.ask(
            heading.format(**names),
            text.format(boxes=merge.boxes, images=merge.images, **names),
            [
                ("merge_not", self.tr("Leave it as it is"), "", self.back_out),
                ("merge_do", do, "danger", lambda: self._do(session, merge)),
            ],
        )

    def _do(self, session: LabelSession, merge: Merge) -> None:
        self.back_out()
        step = session.last_step
        messages.attempt("classes", merge_class, session, merge)
        if session.last_step is not step:
            text = (
                self.tr("Deleted {source}. Boxes deleted: {boxes}, in images: {images}.")
                if merge.target is None
                else self.tr("Merged {source} into {target}. Boxes changed: {boxes}, in images: {images}.")
            )
            messages.info(
                text.format(source=merge.source, target=merge.target, boxes=merge.boxes, images=merge.images)
            )
