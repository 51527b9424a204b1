"""Beside the Train page: the runs of the dataset, and the facts and messages of the one in view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton

from studio.core.runs.folder import RunInfo
from studio.gui import actions, theme
from studio.gui.training.follow import RunFollower
from studio.gui.widgets.numbers import tabular_font
from studio.gui.widgets.panels import Inspector, Notice
from studio.gui.widgets.run_words import state_text
from studio.gui.widgets.table import Cell, Table


class Side(Inspector):
    """The inspector of the Train page."""

    run_chosen = Signal(object)
    folder_wanted = Signal()
    layers_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._runs_section = self.add_section(self.tr("Runs of this dataset"), stretch=1)
        self._hint = theme.label(self.tr("Every training is kept and listed here."), "muted", wrap=True)
        self._table = Table(
            (self.tr("Run"), self.tr("State"), self.tr("mAP@0.5")), name="dataset_runs", many=False
        )
        self._table.stretch_column(0)
        self._table.itemSelectionChanged.connect(self._on_selected)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._runs_section.add(self._table, 3)
        self._runs_section.add(self._hint, 1)
        self._run_section = self.add_section(self.tr("This run"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(4)
        self._run_section.add(self._form)
        folder = QPushButton(self.tr("Show in folder"))
        folder.clicked.connect(self.folder_wanted)
        layers = QPushButton(self.tr("Show layers"))
        layers.setObjectName("show_run_layers")
        actions.set_tip(layers, "train.layers")
        layers.clicked.connect(self.layers_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(folder)
        buttons.addWidget(layers)
        self._run_section.add(buttons)
        self._notes_section = self.add_section(self.tr("Notes"))
        self._shown_facts: list[tuple[str, str]] = []
        self._shown_notes: list[tuple[str, str]] = []

    def show_runs(self, found: Sequence[RunInfo], viewed: RunFollower | None, *, of_dataset: bool) -> None:
        """List these runs, of the open dataset or of all; the one in view is marked and its facts shown."""
        title = self.tr("Runs of this dataset") if of_dataset else self.tr("All runs")
        self._runs_section.title.setText(title)
        blocked = self._table.blockSignals(True)
        rows = []
        for info in found:
            text, colour = state_text(info.state)
            score = f"{info.best_map50:.3f}" if info.epochs else "–"
            rows.append(
                [
                    Cell(info.path.name),
                    Cell(text, colour=colour, tip=info.problem),
                    Cell(score, is_number=True),
                ]
            )
        self._table.show_rows(rows, [str(info.path) for info in found])
        self._table.select_keys([str(viewed.path)] if viewed else [])
        self._table.blockSignals(blocked)
        self._table.setVisible(bool(found))
        self._hint.setVisible(not found)
        self.show_facts(viewed)

    def show_facts(self, run: RunFollower | None) -> None:
        """Show what the run in view was started with, and what it said."""
        facts = _facts(run) if run else []
        if facts != self._shown_facts:
            self._shown_facts = facts
            while self._form.rowCount():
                self._form.removeRow(0)
            for name, value in facts:
                label = theme.label(value, wrap=True)
                label.setFont(tabular_font())
                self._form.addRow(theme.label(name, "muted"), label)
        notes = run.curves.messages if run else []
        if notes != self._shown_notes:
            self._shown_notes = list(notes)
            while self._notes_section.body.count():
                self._notes_section.body.takeAt(0).widget().deleteLater()
            for kind, text in notes:
                self._notes_section.add(Notice(text, "warn" if kind == "warning" else "info"))
        self._run_section.setVisible(run is not None)
        self._notes_section.setVisible(bool(notes))

    def _on_selected(self) -> None:
        for key in self._table.selected_keys():
            self.run_chosen.emit(Path(key))


def _facts(run: RunFollower) -> list[tuple[str, str]]:
    start, anchors = run.curves.start, run.curves.anchors
    if not start:
        return []

    def tr(text: str) -> str:
        return QCoreApplication.translate("Side", text)

    facts = [
        (tr("Model"), str(start.get("model", ""))),
        (tr("Image size"), tr("{size} px").format(size=start.get("imgsz"))),
        (tr("Batch"), str(start.get("batch", ""))),
        (
            tr("Images"),
            tr("{train} train, {val} validation").format(
                train=start.get("train_images"), val=start.get("val_images")
            ),
        ),
        (
            tr("Computes on"),
            tr("{device}, threads: {threads}").format(
                device=start.get("device"), threads=start.get("threads")
            ),
        ),
        (
            tr("Colours"),
            tr("kept as they are") if start.get("classes_by_colour") else tr("varied while training"),
        ),
    ]
    if "recall" in anchors:
        share = tr("{percent:.0f} % of the boxes").format(percent=100 * anchors["recall"])
        facts.append((tr("Anchors reach"), share))
    return facts
