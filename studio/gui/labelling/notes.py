"""The strip over the photo: what is wrong with this image or its label file, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.gui.labelling.image_list import make_panel
from studio.gui.widgets.panels import Notice


class ImageNotes(QWidget):
    """One notice with its buttons; hidden while all is well."""

    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("image_notes")
        make_panel(self)
        self.notice = Notice()
        self.reload = QPushButton(self.tr("Load theirs"))
        self.reload.setObjectName("load_theirs")
        self.overwrite = QPushButton(self.tr("Keep mine"))
        self.overwrite.setObjectName("keep_mine")
        self.retry = QPushButton(self.tr("Try again"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self.notice, 1)
        for button in (self.reload, self.overwrite, self.retry):
            layout.addWidget(button)
        self.session: LabelSession | None = None
        self.reload.clicked.connect(self._on_reload)
        self.overwrite.clicked.connect(self._on_overwrite)
        self.retry.clicked.connect(self.retry_wanted)
        self._load_problem: StudioError | None = None
        self.hide()

    def show_load_problem(self, problem: StudioError | None) -> None:
        """Show that the image can't be read; None: it can."""
        self._load_problem = problem
        if problem is not None:
            self._show(str(problem), "error")
        else:
            self.hide()

    def show_session(self, session: LabelSession) -> None:
        """Show what keeps edits from the disk, or what is wrong with the label file."""
        if self._load_problem is not None:
            return
        failure, problems = session.failure, session.problems
        if failure is not None:
            self._show(str(failure), "error", conflict=session.has_conflict, retry=not session.has_conflict)
        elif problems:
            text = problems[0].message
            if len(problems) > 1:
                more = self.tr("{text} And {count} more in this file.")
                text = more.format(text=text, count=len(problems) - 1)
            self._show(text, "warn")
        else:
            self.hide()

    def _show(self, text: str, kind: str, *, conflict: bool = False, retry: bool = False) -> None:
        self.notice.set_text(text, kind)
        self.reload.setVisible(conflict)
        self.overwrite.setVisible(conflict)
        self.retry.setVisible(retry)
        self.show()

    def _on_reload(self) -> None:
        if self.session is not None:
            self.session.reload()

    def _on_overwrite(self) -> None:
        if self.session is not None:
            self.session.overwrite()
