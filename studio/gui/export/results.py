"""What an export came to: a row per file with its verdict, and the pictures that differ most."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from studio.core.export.bundles.table import BUNDLES
from studio.core.export.bundles.written import WrittenBundle
from studio.core.export.exporters import title
from studio.core.export.report import PAGE, ExportedFile, Report
from studio.core.export.verification import FILE, Verdict, Verification
from studio.core.words import paragraph, tr
from studio.gui import theme
from studio.gui.export.compare import Comparison
from studio.gui.widgets.panels import Section
from studio.gui.widgets.table import Cell, Table
from studio.gui.widgets.wrapped import WrappedLabel

WEB = "web"
"""The bundle that is a page."""
VERDICT_COLOURS = {"PASS": "ok", "FAIL": "error", "NOTHING": "warn"}
NAME_WIDTH = 320
"""Pixels."""
FILES_HEIGHT, PICTURES_HEIGHT = 126, 160
"""At least: the page is scrolled in a window that has no room for them."""
ROWS_SHOWN, SCROLL_BAR = 6, 12
"""Rows of results that are seen without scrolling, and pixels of the bar under them."""
MAP, LOST, TIME = 5, 6, 9
"""Columns of the table of files."""
NUMBERS = 8
"""Columns that only a file which was checked fills."""
WORST_FIRST = ("FAIL", "NOTHING", "PASS", None)


class Results(QWidget):
    """The verification table and the worst images of one export."""

    folder_wanted = Signal(object)
    live_wanted = Signal(object)
    phone_wanted = Signal(object)
    """Show this web page on a phone."""
    report_wanted = Signal(object)
    """Open the page of the report in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None
        columns = (
            self.tr("Format"),
            self.tr("Result"),
            self.tr("Matched"),
            self.tr("Missed"),
            self.tr("Extra"),
            self.tr("mAP@\n0.5:0.95"),
            self.tr("Lost"),
            self.tr("Score\ndiff."),
            self.tr("Box\ndiff."),
            self.tr("Time"),
            self.tr("Size"),
            self.tr("File"),
        )
        self.files = Table(columns, name="verification", many=False)
        for column, tip in (
            (MAP, self.tr("Of the file, on the images it was checked on")),
            (LOST, self.tr("Points of mAP@0.5:0.95 by which the file is worse than the checkpoint")),
            (TIME, self.tr("Inference of one image on this machine")),
        ):
            self.files.horizontalHeaderItem(column).setToolTip(theme.tip(tip))
        self.files.horizontalHeader().setStretchLastSection(True)
        self.files.itemSelectionChanged.connect(self._on_file_selected)
        self._show_folder = QPushButton(self.tr("Show in folder"))
        self._show_folder.setObjectName("show_in_folder")
        self._show_folder.clicked.connect(lambda: self.folder_wanted.emit(self._file()))
        self._try_live = QPushButton(self.tr("Try live"))
        self._try_live.setObjectName("export_try_live")
        self._try_live.clicked.connect(lambda: self.live_wanted.emit(self._file()))
        self._show_phone = QPushButton(self.tr("Show on a phone"))
        self._show_phone.setObjectName("show_on_phone")
        self._show_phone.setToolTip(theme.tip(self.tr("Serve the web page to a phone in the same network.")))
        self._show_phone.clicked.connect(lambda: self.phone_wanted.emit(self._web_page()))
        self._open_report = QPushButton(self.tr("Open report"))
        self._open_report.setObjectName("open_report")
        self._open_report.setToolTip(theme.tip(self.tr("The whole proof as one page, in your browser.")))
        self._open_report.clicked.connect(lambda: self.report_wanted.emit(self._page()))
        self.verdicts = Section(self.tr("Results"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._sentence = WrappedLabel()
        buttons.addWidget(self._sentence, 1)
        buttons.addWidget(self._show_phone)
        buttons.addWidget(self._open_report)
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
        # A name as long as it is, up to this; rather the numbers are scrolled to.
        self.worst.horizontalHeader().setMaximumSectionSize(NAME_WIDTH)
        self.worst.itemSelectionChanged.connect(self._on_image_selected)
        self.worst_section = Section(self.tr("Images that differ most"))
        self.comparison = Comparison()
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        self.worst.setMinimumWidth(200)
        sides.addWidget(self.worst)
        sides.addWidget(self.comparison)
        # What room there is beyond the columns is the pictures'.
        sides.setStretchFactor(0, 0)
        sides.setStretchFactor(1, 1)
        sides.setSizes([376, 520])
        self.worst_section.add(sides, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        for index, section in enumerate((self.verdicts, self.worst_section)):
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 8 * index, 0, 8 * (1 - index))
            layout.addWidget(section)
            splitter.addWidget(holder)
            splitter.setStretchFactor(index, index)
        splitter.setSizes([190, 320])
        self.files.setMinimumHeight(FILES_HEIGHT)
        self.comparison.setMinimumHeight(PICTURES_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def show_report(self, report: Report) -> None:
        """Show the files of a report, the worst verdict first chosen."""
        if self._report is not None and report.to_dict() == self._report.to_dict():
            return
        self._report = report
        self.comparison.clear()
        files = report.files
        rows = [self._row(file) for file in files] + [self._bundle_row(bundle) for bundle in report.bundles]
        self.files.show_rows(rows, [str(item.path) for item in (*files, *report.bundles)])
        header, row = self.files.horizontalHeader().sizeHint().height(), self.files.verticalHeader()
        shown = min(len(rows), ROWS_SHOWN) * row.defaultSectionSize()
        self.files.setMinimumHeight(max(FILES_HEIGHT, header + shown + SCROLL_BAR))
        worst = min(files, key=lambda file: WORST_FIRST.index(_verdict(file)), default=None)
        self.files.select_keys([str(worst.path)] if worst else [])
        self._on_file_selected()

    def _row(self, file: ExportedFile) -> list[Cell]:
        check = file.verification
        verdict = _verdict(file)
        numbers: list[str] = ["–"] * NUMBERS
        borderline = ""
        if check:
            if check.borderline:
                text = self.tr(
                    "{count} boxes were so close to a threshold that rounding decided; they don't count."
                )
                borderline = text.format(count=check.borderline)
            matched = self.tr("{count} of {all}").format(
                count=f"{check.matched:,}", all=f"{check.detections:,}"
            )
            numbers = [matched, f"{check.missed:,}", f"{check.extra:,}"]
            largest = check.largest_score_difference
            numbers += _measured(check)
            numbers.append(f"{largest:.1e}" if largest else "0")
            numbers.append(self.tr("{px:.3f} px").format(px=check.largest_box_difference_px))
            inference = check.stage_ms.get(FILE, {}).get("inference")
            numbers.append(self.tr("{ms:.1f} ms").format(ms=inference) if inference else "–")
        words = {
            "PASS": self.tr("PASS"),
            "FAIL": self.tr("FAIL"),
            "NOTHING": self.tr("Nothing found"),
            None: self.tr("Not checked"),
        }
        colour = VERDICT_COLOURS.get(verdict or "", "muted")
        return [
            Cell(title(file.format)),
            Cell(
                words[verdict],
                colour=colour,
                tip=paragraph(check.sentence, check.judged_by) if check else file.not_compared,
            ),
            *(Cell(number, is_number=True, tip=borderline) for number in numbers),
            Cell(self.tr("{size:.1f} MB").format(size=file.size_bytes / 1e6), is_number=True),
            Cell(file.path.name, tip=str(file.path)),
        ]

    def _bundle_row(self, bundle: WrittenBundle) -> list[Cell]:
        row = BUNDLES.get(bundle.name)
        made_of = self.tr("Made of {formats}").format(formats=", ".join(map(title, bundle.formats)))
        return [
            Cell(tr(row.title) if row else bundle.name),
            Cell(self.tr("Bundle"), colour="ok", tip=made_of),
            *(Cell("–", is_number=True) for _ in range(NUMBERS)),
            Cell(self.tr("{size:.1f} MB").format(size=bundle.size_bytes / 1e6), is_number=True),
            Cell(f"{bundle.path.name}/", tip=str(bundle.path)),
        ]

    def _file(self) -> Path | None:
        keys = self.files.selected_keys()
        return Path(keys[0]) if keys else None

    def _chosen(self) -> ExportedFile | None:
        """Return the file that is chosen."""
        files = self._report.files if self._report else []
        return next((file for file in files if file.path == self._file()), None)

    def bundle(self) -> WrittenBundle | None:
        """Return the bundle that is chosen."""
        bundles = self._report.bundles if self._report else []
        return next((bundle for bundle in bundles if bundle.path == self._file()), None)

    def _web_page(self) -> Path | None:
        """Return the folder of the web page among the bundles."""
        bundles = self._report.bundles if self._report else []
        return next((bundle.path for bundle in bundles if bundle.name == WEB), None)

    def _page(self) -> Path | None:
        return self._report.out / PAGE if self._report is not None else None

    def _check(self) -> Verification | None:
        """Return the verification of the file that is chosen."""
        file = self._chosen()
        return file.verification if file else None

    def _on_file_selected(self) -> None:
        file, check = self._chosen(), self._check()
        bundle = self.bundle()
        row = BUNDLES.get(bundle.name) if bundle else None
        purpose = self.tr("{text}. README.md in it says how.").format(text=tr(row.text)) if row else ""
        self._sentence.setText(_words(check) if check else file.not_compared if file else purpose)
        self._show_phone.setVisible(self._web_page() is not None)
        page = self._page()
        self._open_report.setEnabled(page is not None and page.is_file())
        self._show_folder.setEnabled(self._file() is not None)
        self._try_live.setEnabled(file is not None)
        images = check.worst if check else []
        rows = []
        for image in images:
            numbers = [f"{image.missed:,}", f"{image.extra:,}"]
            numbers.append(self.tr("{px:.2f} px").format(px=image.largest_box_difference_px))
            name = Cell(image.image.name, tip=str(image.image))
            rows.append([name, *(Cell(text, is_number=True) for text in numbers)])
        keys = [str(image.image) for image in images]
        self.worst.show_rows(rows, keys)
        # The worst of them is looked at without a click.
        self.worst.select_keys(keys[:1])
        self._on_image_selected()
        self.worst_section.setVisible(bool(images))

    def _on_image_selected(self) -> None:
        check, file = self._check(), self._file()
        if self._report is None or check is None or file is None:
            return
        names = self._report.spec.class_names
        for key in self.worst.selected_keys():
            image = next(image for image in check.worst if str(image.image) == key)
            sides = ((self._report.model.name, image.expected), (file.name, image.found))
            self.comparison.show_image(image.image, sides, names)


def _measured(check: Verification) -> list[str]:
    """Return the file's mAP@0.5:0.95, and how many points of it are lost."""
    if check.scores is None or check.drop is None:
        return ["–", "–"]
    return [f"{check.scores[FILE]['map50_95']:.3f}", f"{max(0.0, check.drop['map50_95']):.2f}"]


def _words(check: Verification) -> str:
    """Return the verdict in words, and of a failure what explains it and what to do."""
    found = check.diagnosis or {}
    parts = (found.get("sentence"), found.get("remedy"), check.sentence)
    return paragraph(*(str(part) for part in parts if part))


def _verdict(file: ExportedFile) -> Verdict | None:
    return file.verification.verdict if file.verification else None
