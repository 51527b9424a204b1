"""On the Export page: whether the photos that files are checked on have the model's classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.data.splitting.splits import check_classes
from studio.core.errors import StudioError
from studio.core.json_door import Text, has_shape
from studio.core.runs.models import trained_classes
from studio.core.runtime.needs import TORCH
from studio.gui import jobs
from studio.gui.question import Question
from studio.gui.widgets.class_comparison import ClassComparison


class DataClasses(QWidget):
    """Shows both lists side by side where they differ, with what comes of it."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Path | None, tuple[str, ...]] = (None, ())
        self._task: jobs.Task | None = None
        self._question = Question(self)
        self._comparison = ClassComparison("export_classes")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._comparison)
        self.hide()

    def follow(self, model: Path | None, names: Sequence[str]) -> None:
        """Compare a dataset's classes with a model's: a run's are read in a thread, a file's in a child."""
        asked = (model, tuple(names))
        if asked == self._asked:
            return
        self._asked = asked
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._question.drop()
        self._show(())
        if model is not None and names:
            self._task = jobs.run_in_thread(
                lambda: trained_classes(model),
                lambda theirs: self._on_read(model, theirs),
                lambda problem: None,
                parent=self,
            )

    def _on_read(self, model: Path, theirs: Sequence[str]) -> None:
        self._show(theirs)
        if not theirs and model.is_file() and TORCH.missing() is None:
            # What is wrong with the file, its export tells.
            title = self.tr("Read the classes of {name}").format(name=model.name)
            self._question.ask("inspect", lambda _: [str(model), "--brief"], title, self._on_answered)

    def _on_answered(self, result: dict[str, Any], _: Path) -> None:
        if has_shape(result, {"class_names": [Text()]}):
            self._show(result["class_names"])

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
