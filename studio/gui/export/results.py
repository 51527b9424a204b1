"""What an export came to: a row per file with its verdict, and the pictures that differ most."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from studio.gui import theme
from studio.gui.export.choices import TITLES
from studio.gui.export.compare import Comparison
from studio.gui.widgets.panels import Section
from studio.gui.widgets.table import Cell, Table

REPORT = "report.json"
VERDICT_COLOURS = {"PASS": "ok", "FAIL": "error", "NOTHING": "warn"}


def read_report(folder: Path) -> dict[str, Any] | None:
    """Return the report of an export folder, None when there is none that can be read."""
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) and isinstance(report.get("files"), list) else None


class Results(QWidget):
    """The verification table and the worst images of one export."""

    folder_wanted = Signal(object)
    live_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._report: dict[str, Any] = {}
        columns = (
            self.tr("Format"),
            self.tr("Result"),
            self.tr("Boxes"),
            self.tr("Matched"),
            self.tr("Missed"),
            self.tr("Extra"),
            self.tr("Score diff."),
            self.tr("Box diff."),
            self.tr("Size"),
            self.tr("File"),
        )
        self.files = Table(columns, name="verification", many=False)
        self.files.horizontalHeader().setStretchLastSection(True)
        self.files.itemSelectionChanged.connect(self._on_file_selected)
        self._show_folder = QPushButton(self.tr("Show in folder"))
        self._show_folder.setObjectName("show_in_folder")
        self._show_folder.clicked.connect(lambda: self.folder_wanted.emit(self._file()))
        self._try_live = QPushButton(self.tr("Try live"))
        self._try_live.setObjectName("export_try_live")
        self._try_live.clicked.connect(lambda: self.live_wanted.emit(self._file()))
        self.verdicts = Section(self.tr("Files"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._sentence = theme.label("", "muted", wrap=True)
        buttons.addWidget(self._sentence, 1)
        buttons.addWidget(self._try_live)
        buttons.addWidget(self._show_folder)
        self.verdicts.add(self.files, 1)
        self.verdicts.add(buttons)

        columns = (
            self.tr("Image"),
            self.tr("Missed"),
            self.tr("Extra"),
            self.tr("Box diff."),
        )
        self.worst = Table(columns, name="worst_images", many=False)
        self.worst.stretch_column(0)
        self.worst.itemSelectionChanged.connect(self._on_image_selected)
        self.worst_section = Section(self.tr("Images that differ most"))
        self.comparison = Comparison()
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        self.worst.setMinimumWidth(260)
        sides.addWidget(self.worst)
        sides.addWidget(self.comparison)
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        self.worst_section.add(sides, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        for index, section in enumerate((self.verdicts, self.worst_section)):
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 8 * index, 0, 8 * (1 - index))
            layout.addWidget(section)
            splitter.addWidget(holder)
        splitter.setSizes([190, 320])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def show_report(self, report: dict[str, Any]) -> None:
        """Show the files of a report, the worst verdict first chosen."""
        if report == self._report:
            return
        self._report = report
        self.comparison.clear()
        files = report["files"]
        self.files.show_rows([self._row(file) for file in files], [file["file"] for file in files])
        order = ["FAIL", "NOTHING", "PASS", None]
        worst = min(files, key=lambda file: order.index(_verdict(file)), default=None)
        self.files.select_keys([worst["file"]] if worst else [])
        self._on_file_selected()

    def _row(self, file: dict[str, Any]) -> list[Cell]:
        check = file.get("verification")
        verdict = _verdict(file)
        numbers: list[str] = ["–"] * 6
        borderline = ""
        if check:
            if check["borderline"]:
                text = self.tr(
                    "{count} boxes were so close to a threshold that rounding decided; they don't count."
                )
                borderline = text.format(count=check["borderline"])
            numbers = [f"{check[key]:,}" for key in ("detections", "matched", "missed", "extra")]
            numbers.append(f"{check['largest_score_difference']:.1e}")
            numbers.append(self.tr("{px:.3f} px").format(px=check["largest_box_difference_px"]))
        words = {
            "PASS": self.tr("PASS"),
            "FAIL": self.tr("FAIL"),
            "NOTHING": self.tr("Nothing found"),
            None: self.tr("Not checked"),
        }
        colour = VERDICT_COLOURS.get(verdict or "", "muted")
        path = Path(file["file"])
        return [
            Cell(TITLES.get(file["format"], file["format"])),
            Cell(words[verdict], colour=colour, tip=check["sentence"] if check else ""),
            *(Cell(number, is_number=True, tip=borderline) for number in numbers),
            Cell(self.tr("{size:.1f} MB").format(size=file["bytes"] / 1e6), is_number=True),
            Cell(path.name, tip=str(path)),
        ]

    def _file(self) -> Path | None:
        keys = self.files.selected_keys()
        return Path(keys[0]) if keys else None

    def _entry(self) -> dict[str, Any]:
        chosen = self._file()
        return next((file for file in self._report["files"] if Path(file["file"]) == chosen), {})

    def _on_file_selected(self) -> None:
        check = self._entry().get("verification") or {}
        self._sentence.setText(check.get("sentence", ""))
        for button in (self._show_folder, self._try_live):
            button.setEnabled(self._file() is not None)
        images = check.get("worst", [])
        rows = []
        for image in images:
            numbers = [f"{image[key]:,}" for key in ("missed", "extra")]
            numbers.append(self.tr("{px:.2f} px").format(px=image["largest_box_difference_px"]))
            path = Path(image["image"])
            rows.append([Cell(path.name, tip=str(path)), *(Cell(text, is_number=True) for text in numbers)])
        self.worst.show_rows(rows, [image["image"] for image in images])
        self._on_image_selected()
        self.worst_section.setVisible(bool(images))

    def _on_image_selected(self) -> None:
        file = self._file()
        for key in self.worst.selected_keys():
            if file is not None:
                checkpoint = Path(self._report["model"])
                imgsz = int(self._report["spec"]["input_wh"][0])
                self.comparison.show_image(Path(key), checkpoint, file, imgsz=imgsz)


def _verdict(file: dict[str, Any]) -> str | None:
    check = file.get("verification")
    return check["verdict"] if check else None
