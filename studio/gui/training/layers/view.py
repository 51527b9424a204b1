"""The layers of a model, explained: a picture of the graph, the table of its rows, a sentence for each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.model.layer_sheet import Layer, LayerSheet
from studio.core.model.zoo import ARCHITECTURES, TABLE_SUFFIXES
from studio.core.runs.models import file_pattern
from studio.core.weights.places import CHECKPOINT_SUFFIXES
from studio.gui import theme
from studio.gui.training.layers.graph import LayerGraph
from studio.gui.training.layers.reader import LayerReader, Subject
from studio.gui.training.layers.side import LayersSide
from studio.gui.training.layers.table import FED, FEEDS, LayerTable
from studio.gui.training.recipe import nearest_size
from studio.gui.widgets.answer_view import AnswerView
from studio.gui.widgets.choice_field import ChoiceField
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.panels import EmptyState

STRIDE = 32
FILES_KEPT = 8


class LayersView(QWidget):
    """Asks about a model and shows the answer; `side` goes beside it."""

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("layers_view")
        self._sheet: LayerSheet | None = None
        self._asked = ""
        self._reader = LayerReader(self)
        self._reader.began.connect(self._on_began)
        self._reader.answered.connect(self._on_answered)
        self._reader.failed.connect(lambda problem: self._show_problem(str(problem)))
        self._reader.stopped.connect(self._on_stopped)
        self.side = LayersSide()
        self.side.row_chosen.connect(self.choose)
        self.graph = LayerGraph()
        self.graph.row_chosen.connect(self._on_graph_clicked)
        self.table = LayerTable()
        self.table.row_chosen.connect(self._on_row)
        self._build()

    # -- verbs -------------------------------------------------------------------------------------

    def show_model(self, model: str, imgsz: int, classes: int) -> None:
        """Explain an architecture or a file at a size (0: its own); `classes` counts for architectures."""
        for spin, value in ((self._imgsz, imgsz), (self._classes, classes)):
            blocked = spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(blocked)
        self._offer(model)
        self._ask()
        self.table.setFocus()

    def classes(self) -> int:
        """Return the number of classes asked for."""
        return self._classes.value()

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.table.choose(row)

    def stop(self) -> None:
        """Give up what is being measured."""
        if self._reader.is_busy():
            self._reader.stop()

    def leave(self) -> None:
        """Give up what is being measured, because nobody looks any more."""
        self.stop()

    def splitter_sizes(self) -> list[int]:
        """Return how picture and table share the height, to be remembered."""
        return self._areas.sizes()

    def restore_splitter(self, sizes: list[int]) -> None:
        """Share the height as remembered, if it was."""
        if sizes:
            self._areas.setSizes(sizes)

    # -- construction ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._empty = EmptyState(
            "layers-outline",
            self.tr("Choose a model to see what each of its rows does."),
            self.tr("Choose a file…"),
        )
        self._empty.clicked.connect(self._ask_for_file)
        self._answer = AnswerView("layers", again=self.tr("Measure again"))
        self._answer.add(self._empty, self._make_content())
        self._answer.stop_wanted.connect(self.stop)
        self._answer.again_wanted.connect(lambda: self._ask(again=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._make_head())
        layout.addWidget(self._answer, 1)

    def _make_head(self) -> QHBoxLayout:
        back = _tool("layers_back", "arrow-left", self.tr("Back to the training (Esc)"))
        back.clicked.connect(self.back_wanted)
        self._model = ChoiceField()
        self._model.setObjectName("layers_model")
        self._model.setMinimumWidth(170)
        self._model.setAccessibleName(self.tr("Model"))
        for name in ARCHITECTURES:
            self._model.addItem(name, name)
        self._model.insertSeparator(self._model.count())
        self._model.addItem(self.tr("A file…"), None)
        self._model.setCurrentIndex(-1)
        self._model.activated.connect(self._on_model_activated)
        self._imgsz = _spin("layers_imgsz", self.tr("Size"), 0, 4096)
        self._imgsz.setSingleStep(STRIDE)
        self._imgsz.setSuffix(self.tr(" px"))
        self._imgsz.setSpecialValueText(self.tr("its own"))
        self._imgsz.valueChanged.connect(self._on_size_changed)
        self._classes = _spin("layers_classes", self.tr("Classes"), 1, 10_000)
        self._classes.setValue(4)
        self._classes.valueChanged.connect(lambda: self._ask())
        self._again = _tool("layers_again", "refresh", self.tr("Measure again"))
        self._again.clicked.connect(lambda: self._ask(again=True))
        self._stop = _tool("layers_stop", "stop-circle-outline", self.tr("Stop measuring"))
        self._stop.clicked.connect(self.stop)
        self._stop.hide()
        self._sums = theme.label("", "muted")
        self._sums.setObjectName("layers_sums")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(back)
        head.addWidget(self._model)
        for spin in (self._imgsz, self._classes):
            head.addSpacing(8)
            name = theme.label(spin.accessibleName(), "muted")
            name.setBuddy(spin)
            head.addWidget(name)
            head.addWidget(spin)
        head.addWidget(self._again)
        head.addWidget(self._stop)
        head.addStretch(1)
        head.addWidget(self._sums)
        return head

    def _make_content(self) -> QWidget:
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for token, text in (
            ("accent", self.tr("Chosen")),
            (FEEDS, self.tr("Feeds it")),
            (FED, self.tr("Fed by it")),
        ):
            legend.addWidget(Swatch(token))
            legend.addWidget(theme.label(text, "muted"))
            legend.addSpacing(12)
        legend.addStretch(1)
        shapes = self.tr("Squares learn; circles only pass on what others learned.")
        legend.addWidget(theme.label(shapes, "muted"))
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 8)
        upper.setSpacing(8)
        upper.addWidget(self.graph, 1)
        upper.addLayout(legend)
        self._areas = QSplitter(Qt.Orientation.Vertical)
        self._areas.setObjectName("layers_areas")
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 8, 0, 0)
        lower.setSpacing(8)
        lower.addWidget(self.table, 1)
        self._name = theme.label("", "heading")
        self._name.setObjectName("layer_name")
        self._text = theme.label("", wrap=True)
        self._text.setObjectName("layer_text")
        self._sentence = theme.label("", "muted", wrap=True)
        self._sentence.setObjectName("layer_sentence")
        for label in (self._text, self._sentence):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        holder = QWidget()
        # Room for the longest, so that the table keeps its height from row to row.
        holder.setMinimumHeight(4 * self._text.fontMetrics().lineSpacing() + 4)
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._text, 1)
        words.addLayout(first)
        words.addWidget(self._sentence)
        words.addStretch(1)
        lower.addWidget(holder)
        for index, area in enumerate((above, below)):
            self._areas.addWidget(area)
            self._areas.setCollapsible(index, False)
            self._areas.setStretchFactor(index, 1 + index)
        self._areas.setSizes([270, 400])
        return self._areas

    # -- what goes on inside -----------------------------------------------------------------------

    def _ask(self, *, again: bool = False) -> None:
        model = self._model.currentData()
        if not isinstance(model, str):
            return
        self._asked = model
        # What was trained has its own classes.
        suffix = Path(model).suffix.lower()
        # A .cfg says itself how many classes it has.
        is_plan = model in ARCHITECTURES or (suffix in TABLE_SUFFIXES and suffix != ".cfg")
        self._classes.setEnabled(is_plan)
        classes = self._classes.value() if is_plan else 0
        self._reader.ask(Subject(model, self._imgsz.value(), classes), again=again)

    def _offer(self, model: str) -> None:
        """Choose a model in the list; a file is put into it, after the architectures."""
        if self._model.findData(model) < 0:
            path = Path(model)
            self._model.insertItem(self._model.count() - 1, path.name, model)
            self._model.setItemData(self._model.count() - 2, theme.tip(model), Qt.ItemDataRole.ToolTipRole)
            if self._model.count() > len(ARCHITECTURES) + 2 + FILES_KEPT:
                self._model.removeItem(len(ARCHITECTURES) + 1)
        self._model.setCurrentIndex(self._model.findData(model))

    def _on_model_activated(self) -> None:
        if self._model.currentData() is None:
            self._model.setCurrentIndex(self._model.findData(self._asked))
            self._ask_for_file()
        else:
            self._ask()

    def _on_size_changed(self, size: int) -> None:
        right = nearest_size(size, STRIDE) if size else 0
        if right != size:
            self._imgsz.setValue(right)
        else:
            self._ask()

    def _ask_for_file(self) -> None:
        kinds = self.tr("Models and layer tables ({patterns})").format(
            patterns=file_pattern((*TABLE_SUFFIXES, *CHECKPOINT_SUFFIXES))
        )
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model"), "", kinds)
        if chosen:
            self.show_model(chosen, 0, self._classes.value())

    def _on_began(self) -> None:
        name = self._model.currentText()
        text = self.tr("Building {name} and running each of its rows; that takes some seconds.")
        self._answer.begin(text.format(name=name), keep=self._answer.shows(self._areas))
        self._show_buttons()

    def _on_answered(self, sheet: LayerSheet) -> None:
        self._sheet = sheet
        self._answer.end()
        self._show_buttons()
        self._answer.show_answer(self._areas)
        for spin, value in ((self._imgsz, sheet.input_wh[0]), (self._classes, sheet.classes)):
            blocked = spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(blocked)
        slowest = max(sheet.layers, key=lambda layer: layer.milliseconds)
        self._sums.setText(
            self.tr("{parameters} parameters, {gflops:.2f} GFLOPs, {ms:.1f} ms").format(
                parameters=f"{sheet.parameters:,}", gflops=sheet.gflops, ms=sheet.milliseconds
            )
        )
        words = self.tr("Row {row} takes longest: {share:.0f} % of the time.")
        share = 100 * slowest.milliseconds / (sheet.milliseconds or 1)
        self._sums.setToolTip(theme.tip(words.format(row=slowest.name, share=share)))
        self.graph.show_sheet(sheet)
        self.table.show_sheet(sheet)
        self._on_row(self.table.currentRow())

    def _on_stopped(self) -> None:
        if self._answer.shows(self._areas):
            self._answer.end()
            self._show_buttons()
        else:
            self._show_problem(self.tr("The measuring was stopped."))

    def _show_problem(self, text: str) -> None:
        self._answer.end()
        self._show_buttons()
        self._sums.setText("")
        self._answer.show_problem(text)
        self.side.show_row(None, None)

    def _show_buttons(self) -> None:
        is_busy = self._answer.is_busy()
        # Where nothing else is shown meanwhile, the stop is in the middle.
        self._stop.setVisible(is_busy and self._answer.shows(self._areas))
        self._again.setVisible(not is_busy)

    def _on_row(self, row: int) -> None:
        layer = self._layer(row)
        self.graph.choose(row)
        self.side.show_row(self._sheet, layer)
        if layer is not None:
            self._name.setText(layer.name)
            self._text.setText(layer.text)
            self._sentence.setText(f"{layer.sentence} {self._seen(layer)}")

    def _on_graph_clicked(self, row: int) -> None:
        self.choose(row)
        self.table.setFocus()

    def _layer(self, row: int) -> Layer | None:
        return (
            self._sheet.layers[row]
            if self._sheet is not None and 0 <= row < len(self._sheet.layers)
            else None
        )

    def _seen(self, layer: Layer) -> str:
        assert self._sheet is not None
        size = max(layer.receptive_fields)
        if size >= max(self._sheet.input_wh):
            return self.tr("The picture's whole width can reach a cell.")
        return self.tr("A cell can see {size}x{size} px of the picture.").format(size=size)


class Swatch(QLabel):
    """A small square in a colour of the theme, for a legend."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(QSize(12, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._token))
        painter.drawRoundedRect(self.rect(), 3, 3)


def _tool(name: str, icon: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(theme.icon(icon))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(theme.tip(tip))
    button.setAccessibleName(tip)
    return button


def _spin(name: str, text: str, low: int, high: int) -> NumberField:
    spin = NumberField()
    spin.setObjectName(name)
    spin.setAccessibleName(text)
    spin.setRange(low, high)
    spin.setFixedWidth(96)
    # While a number is typed nothing is asked.
    spin.setKeyboardTracking(False)
    return spin
