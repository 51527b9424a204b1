"""On the Export page: whether the photos that files are checked on have the model's classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.data.splitting.splits import check_classes
from studio.core.errors import StudioError
from studio.core.runs.models import trained_classes
from studio.gui import jobs
from studio.gui.widgets.class_comparison import ClassComparison


class DataClasses(QWidget):
    """Shows both lists side by side where they differ, with what comes of it."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Path | None, tuple[str, ...]] = (None, ())
        self._task: jobs.Task | None = None
        self._comparison = ClassComparison("export_classes")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._comparison)
        self.hide()

    def follow(self, model: Path | None, names: Sequence[str]) -> None:
        """Compare a dataset's classes with those of a run, which are read in a thread."""
        asked = (model, tuple(names))
        if asked == self._asked:
            return
        self._asked = asked
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._show(())
        if model is not None and names:
            self._task = jobs.run_in_thread(
                lambda: trained_classes(model), self._show, lambda problem: None, parent=self
            )

    def _show(self, theirs: Sequence[str]) -> None:
        ours = self._asked[1]
        try:
            check_classes(theirs, ours)
            advice = self.tr(
                "Boxes of the classes that the model doesn't have are left out when mAP is measured."
            )
        except StudioError as problem:
            advice = (
                self.tr("Boxes are compared all the same, but mAP is not measured.") + " " + problem.remedy
            )
        self._comparison.show_lists(ours, theirs, advice)
        self.setVisible(not self._comparison.isHidden())
