"""Before a training: cards for the data, the model and the recipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.core.data.overview import DataFacts
from studio.core.model.zoo import Architecture, list_architectures
from studio.core.runs.curves import seconds_per_epoch
from studio.core.runs.data_recipe import DataRecipe
from studio.core.runs.folder import RunInfo
from studio.core.runs.models import file_pattern, has_checkpoint
from studio.core.weights.downloads import DOWNLOADS
from studio.core.weights.places import CHECKPOINT_SUFFIXES
from studio.core.words import tr
from studio.gui import actions, theme
from studio.gui.training.class_counts import ClassCounts, few
from studio.gui.training.given import GivenRecipe
from studio.gui.training.recipe import Recipe
from studio.gui.training.recipe_card import RecipeCard
from studio.gui.widgets.elided import ElidedLabel
from studio.gui.widgets.numbers import NumberTile
from studio.gui.widgets.panels import Card, Notice, Section, rule
from studio.gui.widgets.table import Cell, Table

FLOAT_BYTES = 4
OVER_BANNER = 96
"""Pixels under what is shown together with a banner of a few lines."""
WIDEST = 960
"""Pixels."""
TIME = 4
"""A column of the table of models."""


class DataCard(Card):
    """Counts of the open dataset, its split, and what to look at before training."""

    def __init__(self) -> None:
        super().__init__(self.tr("Data"))
        self.setObjectName("data_card")
        captions = {
            "train": self.tr("Train"),
            "val": self.tr("Validation"),
            "labelled": self.tr("With boxes"),
            "empty": self.tr("No objects"),
            "unseen": self.tr("Not looked at"),
            "boxes": self.tr("Boxes"),
        }
        self._tiles = {
            key: NumberTile(text, name=f"data_{key}", widest="00000") for key, text in captions.items()
        }
        row = QHBoxLayout()
        row.setSpacing(24)
        for tile in self._tiles.values():
            row.addWidget(tile)
        row.addStretch(1)
        self.split_button = QPushButton(theme.icon("call-split"), self.tr("Split…"))
        self.split_button.setObjectName("show_split")
        actions.set_tip(self.split_button, "split")
        head = QHBoxLayout()
        self.body.removeWidget(self.title)
        head.addWidget(self.title, 1)
        head.addWidget(self.split_button)
        self.body.insertLayout(0, head)
        self._classes = ClassCounts()
        self._notices = QVBoxLayout()
        self._notices.setSpacing(4)
        self._findings = Section(self.tr("Findings"), foldable=True, folded=True)
        self._found_list = theme.label("", "muted", wrap=True)
        self._found_list.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._found_list.setObjectName("data_found")
        self._findings.add(self._found_list)
        self.add(row)
        self.add(self._classes)
        self.add(self._notices)
        self.add(self._findings)
        self.show_facts(None)

    def show_facts(self, facts: DataFacts | None) -> None:
        """Show these counts; None while they are being counted."""
        numbers = (
            {}
            if facts is None
            else {
                "train": facts.train,
                "val": facts.val,
                "labelled": facts.labelled,
                "empty": facts.empty,
                "unseen": facts.unseen,
                "boxes": sum(facts.boxes.values()),
            }
        )
        for key, tile in self._tiles.items():
            tile.show_number(f"{numbers[key]:,}" if key in numbers else "–")
        self.set_text(self.tr("Counting images and boxes.") if facts is None else "")
        self._classes.show_counts(facts.boxes if facts else {})
        while self._notices.count():
            self._notices.takeAt(0).widget().deleteLater()
        for text, kind in self._sentences(facts) if facts else ():
            self._notices.addWidget(Notice(text, kind))
        found = facts.found if facts else ()
        self._findings.setVisible(bool(found))
        self._findings.set_note(f"{facts.findings:,}" if facts else "")
        last = self.tr("The Check page shows each of them, and looks for pictures that are alike, too.")
        self._found_list.setText("\n".join((*found, last)))

    def _sentences(self, facts: DataFacts) -> list[tuple[str, str]]:
        sentences = [(facts.refusal, "error")] if facts.refusal else []
        bare = [name for name, count in facts.boxes.items() if not count]
        if bare and not facts.refusal:
            text = self.tr("No box has the class {names}; it can't be learned.").format(names=few(bare))
            sentences.append((text, "warn"))
        sentences += [(text, "warn") for text in facts.warnings]
        return sentences + [(text, "info") for text in facts.notes]


class ModelCard(Card):
    """The architectures with their facts; one is chosen."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Model"))
        columns = (
            self.tr("Name"),
            self.tr("Parameters"),
            self.tr("GFLOPs"),
            self.tr("Size"),
            self.tr("Time here"),
            self.tr("Good for"),
        )
        self.table = Table(columns, name="models", many=False)
        self.table.horizontalHeaderItem(TIME).setToolTip(
            theme.tip(self.tr("How long this recipe takes on this machine, by trainings done here before"))
        )
        # What a model is good for is a sentence, of which the end is left out.
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.itemSelectionChanged.connect(self.chosen)
        self.layers_button = QPushButton(theme.icon("layers-outline"), self.tr("Show layers"))
        self.layers_button.setObjectName("show_layers")
        actions.set_tip(self.layers_button, "train.layers")
        self._untimed = ElidedLabel()
        self._untimed.setObjectName("models_untimed")
        head = QHBoxLayout()
        head.setSpacing(12)
        self.body.removeWidget(self.title)
        head.addWidget(self.title)
        head.addWidget(self._untimed, 1)
        head.addWidget(self.layers_button)
        self.body.insertLayout(0, head)
        self.add(self.table)
        self.architectures: dict[str, Architecture] = {}

    def show_models(self, classes: int, imgsz: int, seconds: Callable[[str], float | None]) -> None:
        """Fill the table; `seconds` tells how long a training with a model would take here, if known."""
        self.architectures = {entry.name: entry for entry in list_architectures(max(1, classes))}
        number = {"is_number": True}
        rows = []
        untimed = 0
        for entry in self.architectures.values():
            gflops = entry.gflops * (imgsz / 640) ** 2
            known = seconds(entry.name)
            untimed += not known
            rows.append(
                (
                    Cell(entry.name),
                    Cell(self.tr("{count:.2f} M").format(count=entry.parameters / 1e6), **number),
                    Cell(
                        f"{gflops:.1f}" if gflops >= 1 else f"{gflops:.2f}",
                        **number,
                        tip=self.tr("At {size} px").format(size=imgsz),
                    ),
                    Cell(
                        self.tr("{size:.1f} MB").format(size=entry.parameters * FLOAT_BYTES / 1e6), **number
                    ),
                    Cell(
                        self.tr("{count:.0f} min").format(count=max(1, known / 60)) if known else "–",
                        **number,
                        tip=self.tr("From earlier trainings on this machine")
                        if known
                        else self.tr("Known after the first training with this model"),
                    ),
                    Cell(tr(entry.text), tip=tr(entry.text)),
                )
            )
        self.table.show_rows(rows, list(self.architectures))
        why = self.tr("Time here is known once a model was trained on this machine.")
        self._untimed.setText(why if untimed else "")
        height = self.table.horizontalHeader().sizeHint().height() + self.table.rowCount() * 28 + 2
        self.table.setFixedHeight(height)

    def model(self) -> str:
        """Return the name of the chosen architecture."""
        keys = self.table.selected_keys()
        return keys[0] if keys else next(iter(self.architectures), Recipe().model)

    def set_model(self, name: str) -> None:
        """Choose an architecture; an unknown name chooses the first."""
        self.table.select_keys([name if name in self.architectures else next(iter(self.architectures))])

    def stride(self) -> int:
        """Return the largest stride of the chosen architecture."""
        entry = self.architectures.get(self.model())
        return max(entry.strides) if entry else 32


class Setup(QWidget):
    """The three cards under each other, scrolled, and under them the button that also exports."""

    changed = Signal()
    colours_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup")
        self.data_card = DataCard()
        self.model_card = ModelCard()
        self.recipe_card = RecipeCard()
        self.given = GivenRecipe()
        self.recipe_card.add(self.given)
        self.train_and_export = QPushButton(self.tr("Train and export"))
        self.train_and_export.setObjectName("train_and_export")
        explanation = self.tr(
            "Trains, then writes the files for phone and desktop and checks each against the checkpoint."
        )
        cards, foot = QVBoxLayout(), QHBoxLayout()
        cards.setContentsMargins(16, 16, 16, 16)
        cards.setSpacing(12)
        for card in (self.data_card, self.model_card, self.recipe_card):
            cards.addWidget(card)
        cards.addStretch(1)
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(12)
        foot.addWidget(self.train_and_export)
        foot.addWidget(theme.label(explanation, "muted", wrap=True), 1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(_column(cards))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(rule())
        layout.addWidget(_column(foot))

        self._weights_file = ""
        self._own: Recipe | None = None
        """The person's choices while those of the dataset's own file are shown."""
        self.model_card.show_models(4, Recipe().imgsz, lambda model: None)
        self.set_recipe(Recipe())
        self.model_card.chosen.connect(self._on_model_chosen)
        self.recipe_card.changed.connect(self.changed)
        self.recipe_card.weights_wanted.connect(self._ask_for_weights)
        self.recipe_card.classes_by_colour.clicked.connect(self.colours_chosen)

    def recipe(self) -> Recipe:
        """Return all choices."""
        return self.recipe_card.recipe(self.model_card.model())

    def show_offer(self) -> None:
        """Bring the published weights that have still to be fetched into view, clear of a banner below."""
        self.recipe_card.set_folded(False)
        # The card has its height when the layouts had their turn.
        QTimer.singleShot(
            0, self, lambda: self._scroll.ensureWidgetVisible(self.recipe_card.offer, 0, OVER_BANNER)
        )

    def remembered(self) -> Recipe:
        """Return the person's own choices, also a start that is not offered now."""
        return self._own or replace(self.recipe(), weights=self.recipe_card.chosen_weights())

    def set_recipe(self, recipe: Recipe) -> None:
        """Show these choices."""
        if Path(recipe.weights).suffix in CHECKPOINT_SUFFIXES:
            self._weights_file = recipe.weights
        self.model_card.set_model(recipe.model)
        self.recipe_card.set_stride(self.model_card.stride(), self.model_card.model())
        self.recipe_card.set_recipe(recipe)

    def restore(self, recipe: Recipe) -> None:
        """Take these as the person's own choices."""
        if self._own is None:
            self.set_recipe(recipe)
        else:
            self._own = recipe

    def set_given(self, given: DataRecipe | None, *, is_taken: bool) -> None:
        """Show the choices of a dataset's own file, or the person's again."""
        if self._own is not None:
            own, self._own = self._own, None
            self.set_recipe(own)
        if given is not None and is_taken:
            own = self.remembered()
            self.set_recipe(replace(own, **{"weights": "", **given.values}))
            self._own = own
        self.given.show_recipe(given, is_taken=is_taken)

    def show_facts(self, facts: DataFacts | None) -> None:
        """Show what is in the dataset; None while it is being counted."""
        self.data_card.show_facts(facts)
        self.recipe_card.explain_colours(facts)
        self.train_and_export.setEnabled(facts is not None and not facts.refusal)

    def set_colours(self, keep: bool) -> None:
        """Set the switch for classes that differ by colour."""
        self.recipe_card.classes_by_colour.setChecked(keep)

    def show_choices(self, classes: int, images: int, known_runs: Sequence[RunInfo]) -> None:
        """Bring the models' facts and the checkpoints to start from up to date.

        `images` to train on, and earlier runs, tell how long a training will take here.
        """
        recipe = self.recipe()
        measured = [(info.start, info.epochs) for info in known_runs]

        def seconds(model: str) -> float | None:
            epoch = seconds_per_epoch(measured, model, imgsz=recipe.imgsz, images=images)
            return epoch * recipe.epochs if epoch and images else None

        words = self.tr("{run}, mAP@0.5 {map50:.3f}")
        starts = [
            (words.format(run=info.path.name, map50=info.best_map50), str(info.path))
            for info in known_runs
            if info.config.get("model") == recipe.model and has_checkpoint(info)
        ]
        blocked = self.model_card.blockSignals(True)
        self.model_card.show_models(classes, recipe.imgsz, seconds)
        self.model_card.blockSignals(blocked)
        model = self.model_card.model()
        published = next((row for row in DOWNLOADS if row.name == model), None)
        self.recipe_card.set_weights(starts, self._weights_file, published)

    def set_weights_file(self, path: str) -> None:
        """Start from this file."""
        self._weights_file = path
        self.changed.emit()
        self.recipe_card.choose_weights(path)

    def _ask_for_weights(self) -> None:
        kinds = self.tr("Checkpoints ({patterns})").format(patterns=file_pattern(CHECKPOINT_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Start from a checkpoint"), "", kinds)
        if chosen:
            self.set_weights_file(chosen)

    def _on_model_chosen(self) -> None:
        self.recipe_card.set_stride(self.model_card.stride(), self.model_card.model())
        self.changed.emit()


def _column(content: QLayout) -> QWidget:
    """Return a widget with this in its middle, as wide as a line is read with ease."""
    column = QWidget()
    column.setMaximumWidth(WIDEST)
    column.setLayout(content)
    whole = QWidget()
    whole.setProperty("role", "plain")
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(column, 100)
    row.addStretch(1)
    return whole
