"""The recipe of a training as a card: one line until it is opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPushButton

from studio.core.data.overview import DataFacts
from studio.core.runs.config import OPTIONS
from studio.core.weights.downloads import PublishedWeights
from studio.gui import actions, theme
from studio.gui.training.fetching import WeightsOffer
from studio.gui.training.recipe import MAX_FIELD, OPTIMIZERS, Recipe, nearest_size, scaled
from studio.gui.widgets.choice_field import ChoiceBox, ChoiceField
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.panels import Card, Notice, Section


class RecipeCard(Card):
    """How the training is done: one line until it is opened."""

    changed = Signal()
    weights_wanted = Signal()
    """Choose a file to start from."""

    def __init__(self) -> None:
        super().__init__()
        self._section = Section(self.tr("Recipe"), foldable=True, folded=True)
        self.add(self._section)
        self.preview_button = QPushButton(theme.icon("image-filter-center-focus"), self.tr("Preview"))
        self.preview_button.setObjectName("show_preview")
        actions.set_tip(self.preview_button, "train.preview")
        self._section.head.addWidget(self.preview_button)
        self.imgsz = self._spin("imgsz")
        self.imgsz.setSuffix(self.tr(" px"))
        self.imgsz.setSingleStep(32)
        self.epochs = self._spin("epochs")
        self.batch = self._spin("batch")
        self.batch.setSpecialValueText(self.tr("auto"))
        self.batch.setToolTip(
            theme.tip(
                self.tr("Images per step; auto takes 8, fewer where memory is short. More are seldom better.")
            )
        )
        self.seed = self._spin("seed")
        self.optimizer = ChoiceBox()
        self.optimizer.setObjectName("optimizer")
        for key, text in OPTIMIZERS.items():
            self.optimizer.addItem(text, key)
        self.weights = ChoiceField()
        self.weights.setObjectName("weights")
        self.weights.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.weights.setMinimumContentsLength(20)
        self.offer = WeightsOffer()
        self.offer.fetched.connect(self._on_changed)
        self.classes_by_colour = QCheckBox(self.tr("Classes differ by colour"))
        self.classes_by_colour.setObjectName("classes_by_colour")
        self.size_notice = Notice()
        self.hue_reason = theme.label("", "muted", wrap=True)

        fields = (
            (self.tr("Image size"), self.imgsz),
            (self.tr("Epochs"), self.epochs),
            (self.tr("Batch"), self.batch),
            (self.tr("Seed"), self.seed),
            (self.tr("Optimizer"), self.optimizer),
            (self.tr("Start from"), self.weights),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, (text, field) in enumerate(fields):
            caption = theme.label(text, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
        grid.setColumnStretch(len(fields), 1)
        self._section.add(grid)
        for widget in (self.offer, self.size_notice, self.classes_by_colour, self.hue_reason):
            self._section.add(widget)
        self._stride = 32
        self._model = ""
        self._published: PublishedWeights | None = None
        self._chosen_start = ""
        self._shown = Recipe()
        """What was shown last, with what there are no fields for."""
        self.set_weights([], "")
        self.set_recipe(Recipe())
        self.imgsz.editingFinished.connect(self._correct_size)
        # What was said of the size before is of another size.
        self.imgsz.valueChanged.connect(lambda: self.size_notice.set_text(""))
        for spin in (self.imgsz, self.epochs, self.batch, self.seed):
            spin.valueChanged.connect(self._on_changed)
        self.optimizer.currentIndexChanged.connect(self._on_changed)
        self.weights.currentIndexChanged.connect(self._on_start_changed)
        self.weights.activated.connect(self._on_weights_activated)
        self.classes_by_colour.toggled.connect(self._on_changed)

    def set_stride(self, stride: int, model: str) -> None:
        """Keep sizes to multiples of this stride of this model."""
        self._stride = stride
        self._model = model
        self.imgsz.setSingleStep(stride)
        self._correct_size()

    def set_recipe(self, recipe: Recipe) -> None:
        """Show a recipe (its model is the model card's)."""
        self._shown = recipe
        self.imgsz.setValue(recipe.imgsz)
        self.epochs.setValue(recipe.epochs)
        self.batch.setValue(recipe.batch)
        self.seed.setValue(recipe.seed)
        self.optimizer.setCurrentIndex(max(0, self.optimizer.findData(recipe.optimizer)))
        self.choose_weights(recipe.weights)
        self.classes_by_colour.setChecked(recipe.classes_by_colour)
        self._show_summary()

    def set_weights(
        self, runs: list[tuple[str, str]], file: str, published: PublishedWeights | None = None
    ) -> None:
        """Offer as a start these (text, path) of runs, a file chosen before, and published weights.

        What was chosen is chosen when it is offered: runs are listed later than the recipe is shown.
        """
        blocked = self.weights.blockSignals(True)
        self.weights.clear()
        self.weights.addItem(self.tr("Nothing, from scratch"), "")
        if published is not None:
            self.weights.addItem(self.tr("Published weights (COCO)"), published.name)
        for text, path in runs:
            self.weights.addItem(text, path)
        if file:
            self.weights.addItem(file, file)
        self.weights.insertSeparator(self.weights.count())
        self.weights.addItem(self.tr("A checkpoint file…"), None)
        self.weights.setCurrentIndex(max(0, self.weights.findData(self._chosen_start)))
        self.weights.blockSignals(blocked)
        self._published = published
        self._show_offer()
        self._show_summary()

    def choose_weights(self, path: str) -> None:
        """Start from a checkpoint as soon as it is offered; until then from scratch."""
        self.weights.setCurrentIndex(max(0, self.weights.findData(path)))
        self._chosen_start = path

    def chosen_weights(self) -> str:
        """Return the start that was chosen, also one that is not offered now."""
        return self._chosen_start

    def explain_colours(self, facts: DataFacts | None) -> None:
        """Say why the colour switch is as it is."""
        names = ", ".join(facts.boxes) if facts else ""
        if facts is None:
            text = ""
        elif facts.colours == "boxes":
            text = self.tr(
                "The boxes of each class ({names}) have a colour of their own, so hue and saturation are "
                "left nearly alone: changing them would turn one class into another."
            ).format(names=names)
        elif facts.colours == "names":
            text = self.tr(
                "The class names ({names}) are colours, so hue and saturation are left nearly alone: "
                "changing them would turn one class into another."
            ).format(names=names)
        else:
            text = self.tr(
                "The classes do not differ by colour, so hue and saturation are varied: "
                "the model learns to work in any light."
            )
        self.hue_reason.setText(text)

    def recipe(self, model: str) -> Recipe:
        """Return the choices, the size corrected to a multiple of the stride."""
        imgsz, shown = nearest_size(self.imgsz.value(), self._stride), self._shown
        # A rate is of its optimiser; anchors are of their model, in pixels of its input.
        has_rate = self.optimizer.currentData() == shown.optimizer
        return Recipe(
            model=model,
            imgsz=imgsz,
            epochs=self.epochs.value(),
            batch=self.batch.value(),
            seed=self.seed.value(),
            optimizer=self.optimizer.currentData(),
            weights=self.weights.currentData() or "",
            classes_by_colour=self.classes_by_colour.isChecked(),
            lr=shown.lr if has_rate else 0.0,
            lr_steps=shown.lr_steps if has_rate else "",
            anchors=scaled(shown.anchors, imgsz / shown.imgsz) if model == shown.model else "",
        )

    def set_folded(self, folded: bool) -> None:
        """Show one line, or all fields."""
        self._section.set_folded(folded)

    def is_folded(self) -> bool:
        """Return whether the recipe is one line."""
        return self._section.is_folded()

    def summary(self) -> str:
        """Return the one line."""
        return self._section.note.text()

    def _spin(self, name: str) -> NumberField:
        """Return a field for an option of TrainConfig, in its range."""
        spin = NumberField()
        spin.setObjectName(name)
        option = OPTIONS[name]
        assert option.low is not None and option.high is not None
        spin.setRange(int(option.low), min(int(option.high), MAX_FIELD))
        spin.setFixedWidth(104)
        return spin

    def _correct_size(self) -> None:
        asked = self.imgsz.value()
        right = nearest_size(asked, self._stride)
        if asked == right:
            return
        self.imgsz.setValue(right)
        self.size_notice.set_text(
            self.tr("{asked} was changed to {right}: {model} needs a multiple of {stride}.").format(
                asked=asked, right=right, model=self._model, stride=self._stride
            )
        )

    def _on_start_changed(self) -> None:
        # "A file…" is no start: what was chosen before stays until a file is.
        if self.weights.currentData() is not None:
            self._chosen_start = self.weights.currentData()
            self._on_changed()

    def _on_weights_activated(self) -> None:
        chosen = self.weights.currentData()
        if chosen is None:
            self.choose_weights(self._chosen_start)
            self.weights_wanted.emit()
        else:
            # Also "from scratch" where that is only shown because what was chosen is not offered now.
            self._chosen_start = chosen

    def _on_changed(self) -> None:
        self._show_offer()
        self._show_summary()
        self.changed.emit()

    def _show_offer(self) -> None:
        published = self._published
        is_chosen = published is not None and self.weights.currentData() == published.name
        self.offer.show_weights(published if is_chosen else None)

    def _show_summary(self) -> None:
        recipe = self.recipe(self._model)
        parts = [
            self.tr("{size} px").format(size=recipe.imgsz),
            self.tr("{count} epochs").format(count=recipe.epochs),
            self.tr("batch {count}").format(count=recipe.batch or self.tr("auto")),
            self.optimizer.currentText(),
            self.tr("seed {number}").format(number=recipe.seed),
        ]
        if recipe.weights:
            parts.append(self.tr("from {start}").format(start=self.weights.currentText()))
        if recipe.lr:
            parts.append(self.tr("rate {rate:g}").format(rate=recipe.lr))
        if recipe.anchors:
            parts.append(self.tr("anchors given"))
        if recipe.classes_by_colour:
            parts.append(self.tr("colours kept"))
        self._section.set_note(" · ".join(parts))
