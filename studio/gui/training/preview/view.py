"""What a training would see and which anchors it would have, before it is started."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.gui import theme
from studio.gui.question import Question
from studio.gui.training.preview.anchors import PreviewAnchors
from studio.gui.training.preview.samples import PreviewSamples, SampleView
from studio.gui.training.recipe import Recipe
from studio.gui.widgets.answer_view import AnswerView
from studio.gui.widgets.panels import Notice

PLOT = "anchors.svg"


class PreviewView(QWidget):
    """Asks `studio preview` and `studio anchors` about a recipe and shows the answers."""

    back_wanted = Signal()
    colours_wanted = Signal()
    """Leave hue and saturation alone, and show what comes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview_view")
        self._data = Path()
        self._recipe = Recipe()
        self._seed = self._shown_seed = 0
        self._has_anchors = False
        self._making = ""
        self._question = Question(self)
        self._question.began.connect(lambda: self._show_busy(True))
        self._question.failed.connect(lambda problem: self._answer.show_problem(str(problem)))
        self._question.stopped.connect(self._on_stopped)
        self._question.ended.connect(lambda: self._show_busy(False))
        self.samples = PreviewSamples()
        self.anchors = PreviewAnchors()
        self._build()

    # -- verbs -------------------------------------------------------------------------------------

    def show_recipe(self, data: Path, recipe: Recipe, class_names: Sequence[str]) -> None:
        """Show what a training of this recipe on this dataset would see."""
        self._data, self._recipe = data, recipe
        self._seed = self._shown_seed = recipe.seed
        self._has_anchors = False
        self.samples.legend.show_classes(class_names)
        self.samples.show_samples([])
        self._answer.begin("")
        self._tabs["samples"].setChecked(True)
        self._ask_samples()

    def show_tab(self, key: str) -> None:
        """Show the `samples` or the `anchors`."""
        self._tabs[key].setChecked(True)
        self._question.drop()
        self._seed = self._shown_seed
        self._again.setVisible(key == "samples")
        self._show_words()
        if key == "samples" and self.samples.sample_count():
            self._answer.show_answer(self._sampled)
        elif key == "samples":
            self._ask_samples()
        elif self._has_anchors:
            self._answer.show_answer(self.anchors)
        else:
            self._ask_anchors()

    def show_others(self) -> None:
        """Show the samples of another seed."""
        self._seed += 1
        self._ask_samples()

    def stop(self) -> None:
        """Give up what is being made, as the user asked."""
        self._question.stop()

    def leave(self) -> None:
        """Give up what is being made, because nobody looks any more."""
        self._question.drop()

    def step_back(self) -> bool:
        """Leave the sample that is seen large; returns whether there was one."""
        return self._answer.shows(self._sampled) and self.samples.step_back()

    # -- construction ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._sampled = self._make_sampled()
        self._answer = AnswerView("preview", again=self.tr("Try again"))
        self._answer.add(self._sampled, self.anchors)
        self._answer.stop_wanted.connect(self.stop)
        self._answer.again_wanted.connect(self._ask_again)
        self._question.progressed.connect(self._answer.show_progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._make_head())
        layout.addWidget(self._answer, 1)

    def _make_head(self) -> QHBoxLayout:
        back = QToolButton()
        back.setObjectName("preview_back")
        back.setIcon(theme.icon("arrow-left"))
        back.setToolTip(self.tr("Back (Esc)"))
        back.setAccessibleName(back.toolTip())
        back.clicked.connect(self.back_wanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(back)
        self._tabs: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for key, text in (("samples", self.tr("Samples")), ("anchors", self.tr("Anchors"))):
            button = QPushButton(text)
            button.setObjectName(f"preview_{key}")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, key=key: self.show_tab(key))
            group.addButton(button)
            head.addWidget(button)
            self._tabs[key] = button
        self._words = theme.label("", "muted")
        self._words.setObjectName("preview_words")
        self._again = QPushButton(theme.icon("dice-multiple-outline"), self.tr("Other samples"))
        self._again.setObjectName("preview_again")
        self._again.setToolTip(self.tr("Draw the samples of another seed"))
        self._again.clicked.connect(self.show_others)
        self._stop = QPushButton(theme.icon("stop-circle-outline"), self.tr("Stop"))
        self._stop.setObjectName("preview_stop")
        self._stop.clicked.connect(self.stop)
        self._stop.hide()
        head.addSpacing(8)
        head.addWidget(self._words, 1)
        head.addWidget(self._again)
        head.addWidget(self._stop)
        return head

    def _make_sampled(self) -> QWidget:
        self._notices = QVBoxLayout()
        self._notices.setSpacing(4)
        self._keep = QPushButton(self.tr("Leave colours alone"))
        self._keep.setObjectName("keep_colours")
        self._keep.setToolTip(self.tr("Ticks “Classes differ by colour” in the recipe"))
        self._keep.clicked.connect(self.colours_wanted)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addLayout(self._notices, 1)
        above.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignTop)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.samples, 1)
        return page

    # -- what goes on inside -----------------------------------------------------------------------

    def _ask_again(self) -> None:
        if self._tabs["samples"].isChecked():
            self._ask_samples()
        else:
            self._ask_anchors()

    def _ask_samples(self) -> None:
        recipe, data, seed = self._recipe, self._data, self._seed
        self._again.setVisible(True)
        self._making = self.tr("Making the first samples of the training; that takes some seconds.")
        self._question.ask(
            "preview",
            lambda folder: recipe.preview_arguments(data, folder, seed=seed),
            self.tr("Preview the augmentation"),
            self._take_samples,
        )

    def _ask_anchors(self) -> None:
        recipe, data = self._recipe, self._data
        self._again.setVisible(False)
        self._making = self.tr("Fitting anchors to the boxes; that takes some seconds.")
        self._question.ask(
            "anchors",
            lambda folder: recipe.anchors_arguments(data, folder / PLOT),
            self.tr("Fit anchors"),
            self._take_anchors,
        )

    def _take_samples(self, document: dict[str, Any], folder: Path) -> None:
        views = [
            SampleView(QImage(str(folder / sample["file"])), sample["boxes"], sample["source"])
            for sample in document["samples"]
        ]
        while self._notices.count():
            # Hidden at once: it is deleted only when the event loop comes to it.
            old = self._notices.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for text in document["warnings"]:
            self._notices.addWidget(Notice(text, "warn"))
        if document["colour_note"]:
            self._notices.addWidget(Notice(document["colour_note"]))
        self._keep.setVisible(bool(document["warnings"]) and not document["classes_by_colour"])
        self._shown_seed = self._seed
        self.samples.show_samples(views)
        self._answer.show_answer(self._sampled)
        self.samples.grid.setFocus()

    def _take_anchors(self, document: dict[str, Any], folder: Path) -> None:
        self._has_anchors = True
        self.anchors.show_document(document, (folder / PLOT).read_text(encoding="utf-8"))
        self._answer.show_answer(self.anchors)
        self.anchors.table.setFocus()

    def _show_busy(self, is_busy: bool) -> None:
        is_samples = self._tabs["samples"].isChecked()
        if is_busy:
            # The samples there are stay while others are made.
            self._answer.begin(self._making, keep=is_samples and self._answer.shows(self._sampled))
        else:
            self._answer.end()
        # Where nothing else is shown meanwhile, the stop is in the middle.
        self._stop.setVisible(is_busy and self._answer.shows(self._sampled))
        self._again.setVisible(is_samples and not is_busy)
        self._show_words()

    def _show_words(self) -> None:
        words = self.tr("{model}, {size} px, seed {seed}")
        # Anchors are those of the training, whichever samples are looked at.
        seed = self._seed if self._tabs["samples"].isChecked() else self._recipe.seed
        self._words.setText(words.format(model=self._recipe.model, size=self._recipe.imgsz, seed=seed))

    def _on_stopped(self) -> None:
        if self._tabs["samples"].isChecked() and self.samples.sample_count():
            self._seed = self._shown_seed
            self._answer.show_answer(self._sampled)
        else:
            self._answer.show_problem(self.tr("It was stopped."))
