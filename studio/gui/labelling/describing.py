"""What is said of the selected boxes and of the image, in the Label page's inspector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from studio.gui import messages
from studio.gui.actions import set_tip
from studio.gui.labelling.attribute_signs import FLAG_TEXTS
from studio.gui.widgets.controls import WordField

if TYPE_CHECKING:
    from studio.core.labelling.session import LabelSession


class Description(QWidget):
    """Check marks and a text for the selected boxes, words for the image; each change is a step of undo."""

    entered = Signal()
    """Enter was pressed in a field: what was typed is said."""

    def __init__(self) -> None:
        super().__init__()
        self._about: object = None
        """The image, and its boxes that are held: what is being typed is about these and no others."""
        self._session: LabelSession | None = None
        self.marks: dict[str, QCheckBox] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, text in FLAG_TEXTS.items():
            mark = QCheckBox(QCoreApplication.translate("Attributes", text))
            mark.setObjectName(f"box_{name}")
            set_tip(mark, f"label.{name}")
            mark.clicked.connect(lambda _, name=name: self._on_mark(name))
            self.marks[name] = mark
            row.addWidget(mark, 1)
        self.text = self._field("box_text", self.tr("Text of the selected boxes"))
        self.text.editingFinished.connect(self._on_text)
        self.text.returnPressed.connect(self.entered)
        self.tags = self._field("image_tags", self.tr("Words for this image"))
        self.tags.setToolTip(self.tr("Apart by blanks; the filter finds them by tag:word"))
        self.tags.editingFinished.connect(self._on_tags)
        self.tags.returnPressed.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.text)
        column.addWidget(self.tags)

    @staticmethod
    def _field(name: str, hint: str) -> WordField:
        field = WordField()
        field.setObjectName(name)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        return field

    def show_session(self, session: LabelSession) -> None:
        """Show what is said of the boxes that are held (half a mark: of some of them) and of the image."""
        self._session = session
        about = session.record, session.held
        if about != self._about:
            self._about = about
            self.text.setModified(False)
            self.tags.setModified(False)
        said = [session.boxes[index].attributes for index in session.held]
        for name, mark in self.marks.items():
            values = {getattr(one, name) for one in said}
            is_mixed = len(values) > 1
            mark.setTristate(is_mixed)
            state = Qt.CheckState.Checked if values == {True} else Qt.CheckState.Unchecked
            mark.setCheckState(Qt.CheckState.PartiallyChecked if is_mixed else state)
            mark.setEnabled(bool(said))
        texts = list(dict.fromkeys(one.text for one in said))
        self.text.setEnabled(bool(said))
        several = self.tr("Several texts: what is typed replaces them")
        self.text.setPlaceholderText(several if len(texts) > 1 else self.text.accessibleName())
        _show(self.text, texts[0] if len(texts) == 1 else "")
        _show(self.tags, " ".join(session.tags))

    def finish(self) -> None:
        """Say what is half typed, as Enter would."""
        self._on_text()
        self._on_tags()

    def _on_mark(self, name: str) -> None:
        if self._session is not None:
            toggle(self._session, name)

    def _on_text(self) -> None:
        # A field that is only left changes nothing, above all not several texts into none.
        if self.text.isModified():
            self.text.setModified(False)
            self._attempt("say", "text", self.text.text())

    def _on_tags(self) -> None:
        if self.tags.isModified():
            self.tags.setModified(False)
            self._attempt("set_tags", [self.tags.text()])

    def _attempt(self, verb: str, *arguments: Any) -> None:
        session = self._session
        if session is not None:
            messages.attempt("labels", getattr(session, verb), *arguments)
            self.show_session(session)


def toggle(session: LabelSession, name: str) -> None:
    """Mark the boxes that are held, or take the mark from them when all have it."""
    held: Sequence[int] = session.held
    is_so = all(getattr(session.boxes[index].attributes, name) for index in held)
    messages.attempt("labels", session.say, name, not is_so)


def _show(field: WordField, text: str) -> None:
    """Show a text; what is being typed stays."""
    if not (field.isModified() and field.hasFocus()):
        field.setText(text)
        field.setModified(False)
