"""What to export: the model, its size, and the formats and bundles as cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.export.bundles.table import BUNDLES
from studio.core.export.exporters import EXPORTERS, UNIVERSAL, missing, refusals
from studio.core.runs.folder import RunInfo
from studio.core.runtime.contract import Precision
from studio.core.spec import Output
from studio.gui import theme
from studio.gui.export.cards import CardGrid, ChoiceCard
from studio.gui.widgets.choice_field import ChoiceBox, ChoiceField
from studio.gui.widgets.panels import Section

SIZES = (224, 256, 288, 320, 352, 384, 416, 448, 480, 512, 576, 640, 736, 832, 960, 1280)
"""Sizes offered, multiples of 32, the largest stride of every architecture that comes with the studio."""


class Choices(QWidget):
    """Model and size in a row, the cards under it."""

    changed = Signal()
    setup_wanted = Signal(str)
    file_wanted = Signal()
    """Choose a checkpoint file."""

    def __init__(self) -> None:
        super().__init__()
        self.model_box = ChoiceField()
        self.model_box.setObjectName("export_model")
        self.model_box.setAccessibleName(self.tr("Model"))
        self.model_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.model_box.setMinimumContentsLength(16)
        self.model_box.setMaximumWidth(360)
        self.size_box = ChoiceBox()
        self.size_box.setObjectName("export_size")
        self.size_box.setAccessibleName(self.tr("Image size"))
        file_button = QPushButton(self.tr("Checkpoint file…"))
        file_button.clicked.connect(self.file_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(theme.label(self.tr("Model")))
        row.addWidget(self.model_box, 100)
        row.addWidget(file_button)
        row.addSpacing(16)
        for item in (theme.label(self.tr("Image size")), self.size_box):
            row.addWidget(item)
        row.addStretch(1)
        self._format_cards = {
            name: ChoiceCard(row, "format", row.suffix, ticked=name in UNIVERSAL)
            for name, row in EXPORTERS.items()
        }
        usual = [self._format_cards[name] for name in UNIVERSAL]
        others = [card for name, card in self._format_cards.items() if name not in UNIVERSAL]
        packed = [ChoiceCard(row, "bundle", ticked=False) for row in BUNDLES.values()]
        self._bundle_cards = {card.row.name: card for card in packed}
        self._sections = {
            section: CardGrid(cards)
            for section, cards in (
                (Section(self.tr("Files"), foldable=True), usual),
                (Section(self.tr("More formats"), foldable=True, folded=True), others),
                (Section(self.tr("Ready to run"), foldable=True), packed),
            )
        }
        for section, grid in self._sections.items():
            section.add(grid)
            grid.changed.connect(self._on_ticked)
            grid.setup_wanted.connect(self.setup_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        for section in self._sections:
            layout.addWidget(section)
        self._runs: dict[str, RunInfo] = {}
        self._wanted_size = 0
        self._output: Output = "decoded"
        self._precision: Precision = "fp32"
        self._has_dataset = False
        self._fill_sizes()
        self.model_box.currentIndexChanged.connect(self._on_model_changed)
        self.size_box.activated.connect(self._on_size_chosen)

    def show_runs(self, found: Sequence[RunInfo]) -> None:
        """Offer these runs, and keep the model chosen and the files added before."""
        chosen = self.model()
        self._runs = {str(info.path): info for info in found}
        known = {info.path for info in found}
        files = [path for path in self._files() if path not in known and path.exists()]
        blocked = self.model_box.blockSignals(True)
        self.model_box.clear()
        for info in found:
            text = self.tr("{run}, mAP@0.5 {map50:.3f}").format(run=info.path.name, map50=info.best_map50)
            self._add(text, info.path)
        for path in files:
            self._add(path.name, path)
        self.model_box.setCurrentIndex(max(0, self.model_box.findData(str(chosen))) if found or files else -1)
        self.model_box.blockSignals(blocked)
        self._on_model_changed()

    def set_model(self, path: Path) -> None:
        """Choose a run or file, added to the list if it isn't there."""
        if self.model_box.findData(str(path)) < 0:
            self._add(path.name, path)
        self.model_box.setCurrentIndex(self.model_box.findData(str(path)))

    def model(self) -> Path | None:
        """Return the run folder or checkpoint chosen."""
        data = self.model_box.currentData()
        return Path(data) if data else None

    def imgsz(self) -> int | None:
        """Return the size to export at; None: as trained."""
        return self.size_box.currentData() or None

    def formats(self) -> list[str]:
        """Return the formats that are ticked and can be had."""
        return _wanted(self._format_cards)

    def bundles(self) -> list[str]:
        """Return the bundles that are ticked and can be had."""
        return _wanted(self._bundle_cards)

    def ticked(self) -> dict[str, list[str]]:
        """Return the names of the formats and bundles that are ticked, whether they can be had or not."""
        kinds = {"formats": self._format_cards, "bundles": self._bundle_cards}
        return {
            kind: [name for name, card in cards.items() if card.tick.isChecked()]
            for kind, cards in kinds.items()
        }

    def set_choices(self, formats: Sequence[str], bundles: Sequence[str], imgsz: int) -> None:
        """Tick these formats and bundles, and choose this size (0: as trained)."""
        for cards, names in ((self._format_cards, formats), (self._bundle_cards, bundles)):
            for name, card in cards.items():
                card.tick.setChecked(name in names)
        self._wanted_size = imgsz if imgsz in SIZES else 0
        self._fill_sizes()

    def fold(self) -> None:
        """Show only what is ticked, in lines, for what came of it needs the room."""
        for section in self._sections:
            section.set_folded(True)

    def _add(self, text: str, path: Path) -> None:
        self.model_box.addItem(text, str(path))
        self.model_box.setItemData(
            self.model_box.count() - 1, theme.tip(str(path)), Qt.ItemDataRole.ToolTipRole
        )

    def _files(self) -> list[Path]:
        return [Path(self.model_box.itemData(index)) for index in range(self.model_box.count())]

    def _fill_sizes(self) -> None:
        run = self._run()
        trained = int(run.config.get("imgsz", 0)) if run else 0
        as_trained = (
            self.tr("{size} px, as trained").format(size=trained) if trained else self.tr("As trained")
        )
        self.size_box.clear()
        self.size_box.addItem(as_trained, 0)
        for size in SIZES:
            if size != trained:
                self.size_box.addItem(self.tr("{size} px").format(size=size), size)
        self.size_box.setCurrentIndex(max(0, self.size_box.findData(self._wanted_size)))

    def _on_size_chosen(self) -> None:
        self._wanted_size = self.size_box.currentData()
        self.changed.emit()

    def _run(self) -> RunInfo | None:
        """Return the run that is chosen, or that the chosen checkpoint lies in."""
        model = self.model()
        return self._runs.get(str(model)) or self._runs.get(str(model.parent)) if model else None

    def _table(self) -> str:
        """Return where the layer table of the chosen model is to be found, "" when that is not known."""
        run, model = self._run(), self.model()
        if run is not None:
            return str(run.config.get("model", ""))
        is_darknet = model is not None and model.suffix.lower() == ".weights"
        return str(model.with_suffix(".cfg")) if is_darknet else ""

    def show_wishes(self, output: Output, precision: Precision, *, has_dataset: bool) -> None:
        """Dim what can't have this head or such weights, and the bundles where there are no photos."""
        self._output, self._precision, self._has_dataset = output, precision, has_dataset
        self.show_refusals()

    def show_refusals(self) -> None:
        """Dim what the model can't be written in, and what needs something else first."""
        refused = missing() | refusals(self._table())
        for name, card in self._format_cards.items():
            card.show_refusal(refused.get(name) or EXPORTERS[name].misfit(self._output, self._precision))
        no_photos = StudioError(
            self.tr("It carries photos with what must be found in them."), self.tr("Open a dataset first.")
        )
        for name, card in self._bundle_cards.items():
            card.show_refusal(
                BUNDLES[name].misfit(self._output) or (None if self._has_dataset else no_photos)
            )
        self._on_ticked()

    def _on_ticked(self) -> None:
        for section, grid in self._sections.items():
            section.set_note(grid.titles())
        self.changed.emit()

    def _on_model_changed(self) -> None:
        self.show_refusals()
        self._fill_sizes()
        self.changed.emit()


def _wanted(cards: dict[str, ChoiceCard]) -> list[str]:
    return [name for name, card in cards.items() if card.is_wanted()]
