"""What to export: the model, its size, and the formats as cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.export.exporters import EXPORTERS, Exporter, missing, refusals
from studio.core.runs.folder import RunInfo
from studio.core.runtime.contract import Precision
from studio.core.spec import Output
from studio.gui import theme
from studio.gui.widgets.choice_field import ChoiceField
from studio.gui.widgets.panels import Card

SIZES = (224, 256, 288, 320, 352, 384, 416, 448, 480, 512, 576, 640, 736, 832, 960, 1280)
"""Sizes offered, multiples of 32, the largest stride of every architecture that comes with the studio."""

CARD_WIDTH = 190
"""Pixels a card wants at least."""


class FormatCard(Card):
    """One format: a tick, its file suffix and what it is for; a click anywhere ticks it."""

    toggled = Signal()
    setup_wanted = Signal(str)
    """Make the environment of this name, which the format's converter lives in."""

    def __init__(self, exporter: Exporter) -> None:
        super().__init__()
        self.setObjectName(f"format_card_{exporter.name}")
        self.tick = QCheckBox(exporter.title)
        self.tick.setObjectName(f"format_{exporter.name}")
        self.tick.setChecked(True)
        self.tick.toggled.connect(self.toggled)
        head = QHBoxLayout()
        head.addWidget(self.tick)
        head.addStretch(1)
        head.addWidget(theme.label(exporter.suffix, "muted"))
        self.add(head)
        self.exporter = exporter
        self._purpose = exporter.text + "."
        self._words = theme.label(self._purpose, "muted", wrap=True)
        self._words.setObjectName(f"format_words_{exporter.name}")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setMinimumHeight(3 * self._words.fontMetrics().lineSpacing())
        self.add(self._words, 1)
        self._set_up = QPushButton(self.tr("Set up"))
        self._set_up.setObjectName(f"set_up_{exporter.name}")
        self._set_up.setToolTip(
            theme.tip(self.tr("Download and install what converts to this format, in a place of its own."))
        )
        self._set_up.clicked.connect(self._on_set_up)
        self._set_up.hide()
        self.add(self._set_up)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_refusal(self, problem: StudioError | None) -> None:
        """Dim the card and say why the model can't be written so; None: it can be."""
        # Of a card that is dimmed as a whole no button could be pressed.
        self.tick.setEnabled(problem is None)
        self._words.setEnabled(problem is None)
        environment = self.exporter.needs.environment if self.exporter.needs else ""
        self._set_up.setVisible(
            bool(environment) and problem is not None and self.exporter.needs.missing() is not None
        )
        self._words.setText(str(problem) if problem else self._purpose)
        self.setToolTip(theme.tip(str(problem or "")))

    def is_wanted(self) -> bool:
        """Return whether the format is ticked and the model can be written in it."""
        return self.tick.isEnabledTo(self) and self.tick.isChecked()

    def _on_set_up(self) -> None:
        if self.exporter.needs is not None:
            self.setup_wanted.emit(self.exporter.needs.environment)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick or untick."""
        if self.tick.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.tick.toggle()


class Choices(QWidget):
    """Model and size in a row, the format cards under it."""

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
        self.size_box = QComboBox()
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
        self._columns = 0
        self.cards = {name: FormatCard(exporter) for name, exporter in EXPORTERS.items()}
        self._formats = QGridLayout()
        self._formats.setSpacing(12)
        for card in self.cards.values():
            card.toggled.connect(self.changed)
            card.setup_wanted.connect(self.setup_wanted)
        self._lay_cards(len(self.cards))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addLayout(self._formats)
        self._runs: dict[str, RunInfo] = {}
        self._wanted_size = 0
        self._output: Output = "decoded"
        self._precision: Precision = "fp32"
        self._fill_sizes()
        self.model_box.currentIndexChanged.connect(self._on_model_changed)
        self.size_box.activated.connect(self._on_size_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards into as few rows as have room for them, all of one length."""
        super().resizeEvent(event)
        fit = max(1, self.width() // CARD_WIDTH)
        rows = -(-len(self.cards) // fit)
        self._lay_cards(-(-len(self.cards) // rows))

    def _lay_cards(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self.cards.values()):
            self._formats.addWidget(card, index // columns, index % columns)
        for column in range(len(self.cards)):
            self._formats.setColumnStretch(column, int(column < columns))

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
        """Return the formats ticked that the model can be written in."""
        return [name for name, card in self.cards.items() if card.is_wanted()]

    def ticked(self) -> list[str]:
        """Return the formats ticked, whichever model is chosen."""
        return [name for name, card in self.cards.items() if card.tick.isChecked()]

    def set_choices(self, formats: Sequence[str], imgsz: int) -> None:
        """Tick these formats and choose this size (0: as trained)."""
        for name, card in self.cards.items():
            card.tick.setChecked(name in formats)
        self._wanted_size = imgsz if imgsz in SIZES else 0
        self._fill_sizes()

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

    def show_wishes(self, output: Output, precision: Precision) -> None:
        """Dim the formats that can't have this head or such weights."""
        self._output, self._precision = output, precision
        self.show_refusals()

    def show_refusals(self) -> None:
        """Dim the formats that the model can't be written in, and those that need something else first."""
        refused = missing() | refusals(self._table())
        for name, card in self.cards.items():
            card.show_refusal(refused.get(name) or card.exporter.misfit(self._output, self._precision))

    def _on_model_changed(self) -> None:
        self.show_refusals()
        self._fill_sizes()
        self.changed.emit()
