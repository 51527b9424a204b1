"""Which model looks at the pictures: a run, or a file used lately or chosen now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from studio.core.files import is_there
from studio.gui import theme
from studio.gui.widgets.choice_field import ChoiceField

MAX_FILES = 8


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model in the list: its words and where it is."""

    text: str
    path: Path


class ModelPicker(QWidget):
    """A list of runs and of files used lately, and a button that chooses another file."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: list[ModelChoice] = []
        self._files: list[Path] = []
        self._chosen: Path | None = None
        self._list = ChoiceField()
        self._list.setObjectName("modelList")
        self._list.setAccessibleName(self.tr("Model"))
        self._list.setPlaceholderText(self.tr("No model chosen"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(12)
        self._browse = QPushButton(self.tr("Choose"))
        self._browse.setObjectName("browseModel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._browse)
        self._list.activated.connect(self._on_activated)
        self._browse.clicked.connect(self.ask)

    def path(self) -> Path | None:
        """Return the chosen run folder, checkpoint or exported file."""
        return self._chosen

    def files(self) -> list[Path]:
        """Return the files used lately, newest first."""
        return list(self._files)

    def set_path(self, path: Path) -> None:
        """Choose a model; a file goes to the front of those used lately."""
        self._remember(path)
        self._chosen = path
        self._fill()
        self.changed.emit()

    def restore(self, chosen: Path | None, files: Sequence[Path]) -> None:
        """Take back the choices of an earlier session, those that are still there."""
        self._files = [path for path in files if is_there(path)][:MAX_FILES]
        self._chosen = chosen if chosen is not None and is_there(chosen) else None
        if self._chosen is not None:
            self._remember(self._chosen)
        self._fill()

    def set_runs(self, runs: Sequence[ModelChoice]) -> None:
        """List these runs, newest first; the newest is taken until another model is chosen."""
        self._runs = list(runs)
        known = {run.path for run in runs}
        self._files = [path for path in self._files if path not in known and is_there(path)]
        if self._chosen is not None and not is_there(self._chosen):
            # Its run was renamed or thrown away.
            self._chosen = None
        if self._chosen is not None:
            self._remember(self._chosen)
        elif runs:
            self.set_path(runs[0].path)
        self._fill()

    def ask(self) -> None:
        """Let the user choose a file."""
        # Here, not above: a photo is on the screen before what runs models is loaded.
        from studio.core.runs.models import MODEL_SUFFIXES, file_pattern

        start = str(self._chosen.parent if self._chosen else Path.home())
        pattern = self.tr("Models ({patterns})").format(patterns=file_pattern(MODEL_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model"), start, pattern)
        if chosen:
            self.set_path(Path(chosen))

    def _remember(self, path: Path) -> None:
        if path not in {run.path for run in self._runs}:
            self._files = [path, *(other for other in self._files if other != path)][:MAX_FILES]

    def _choices(self) -> list[ModelChoice]:
        files = [ModelChoice(f"{path.name}  –  {path.parent.name}", path) for path in self._files]
        return [*self._runs, *files]

    def _fill(self) -> None:
        self._list.clear()
        for row, choice in enumerate(self._choices()):
            if row == len(self._runs) and row:
                self._list.insertSeparator(row)
            # A text, because Qt does not find a Path again.
            self._list.addItem(choice.text, str(choice.path))
            self._list.setItemData(
                self._list.count() - 1, theme.tip(str(choice.path)), Qt.ItemDataRole.ToolTipRole
            )
        self._list.setCurrentIndex(self._list.findData(str(self._chosen)) if self._chosen else -1)
        self._list.setToolTip(theme.tip(str(self._chosen or "")))

    def _on_activated(self, index: int) -> None:
        text = self._list.itemData(index)
        if text is not None and Path(text) != self._chosen:
            self.set_path(Path(text))


def runnable_models() -> list[ModelChoice]:
    """Return the runs and exported files to choose from; reads run folders."""
    from studio.core.runs.models import list_models

    text = QCoreApplication.translate("ModelPicker", "{run}  –  {what}")
    score = QCoreApplication.translate("ModelPicker", "mAP@0.5 {map50:.3f}")
    choices = []
    for model in list_models():
        what = model.file.name if model.file else score.format(map50=model.run.best_map50)
        choices.append(ModelChoice(text.format(run=model.run.path.name, what=what), model.path))
    return choices
