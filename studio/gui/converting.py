"""Converting the open dataset: a card that says first what a format can't hold, then writes a copy in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.words import tr
from studio.gui import jobs, messages, theme
from studio.gui.desktop import show_in_folder
from studio.gui.imports import told_problems
from studio.gui.question import Question
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.floating import Floating
from studio.gui.widgets.panels import Notice

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

AT_REST_MS = 400
"""A folder is typed to its end before it is looked at."""
MOST_SAID = 6


class ConvertCard(QFrame):
    """One conversion at a time, which goes on when the card is left; the status bar has its stop, too."""

    opened = Signal(object)
    """Open this (a Path): the copy."""

    def __init__(self, under: QWidget) -> None:
        super().__init__()
        self.setObjectName("convert_card")
        self.setProperty("role", "question")
        self._dataset: Dataset | None = None
        self._job: jobs.ProcessJob | None = None
        self._made: Path | None = None
        """What to open of the copy."""
        self._is_looked_at = False
        """Whether what the format can't hold is said as the fields are now."""
        self._question = Question(self)
        self._rest = QTimer(self, singleShot=True, interval=AT_REST_MS)
        self._rest.timeout.connect(self._look)
        self._title = theme.label("", "heading", wrap=True)
        self.format = ChoiceBox()
        self.images = ChoiceBox()
        self._fastest = QCheckBox(self.tr("Also a .data for its own trainer, at"))
        self._imgsz = NumberField()
        self.folder = QLineEdit()
        self._choose = QPushButton(self.tr("Choose…"))
        self._about = theme.label("", "muted", wrap=True)
        self._counts = theme.label("", wrap=True)
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._convert = QPushButton(self.tr("Convert"))
        self._convert.setProperty("role", "primary")
        self._stop = QPushButton(self.tr("Stop"))
        self._show = QPushButton(theme.icon("folder-open-outline"), self.tr("Show in folder"))
        self._open = QPushButton(self.tr("Open it"))
        self._close = QPushButton(self.tr("Close"))
        for widget, name in (
            (self.format, "convert_format"), (self.images, "convert_images"), (self.folder, "convert_folder"),
            (self._choose, "convert_choose"), (self._counts, "convert_counts"), (self._bar, "convert_bar"),
            (self._convert, "convert_start"), (self._stop, "convert_stop"), (self._show, "convert_show"),
            (self._fastest, "convert_fastest"), (self._imgsz, "convert_imgsz"),
            (self._open, "convert_open"), (self._close, "convert_close"), (self._title, "convert_title"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self._fill()
        self._lay_out()
        self._connect()
        Floating(self, under, at_top=True)

    def _fill(self) -> None:
        from studio.core.conversion.fastest import STRIDE, USUAL_SIZE
        from studio.core.data.formats import LABEL_FORMATS

        for row in LABEL_FORMATS.values():
            self.format.addItem(row.title, row.name)
        self.images.addItem(self.tr("Copied"), "copy")
        self.images.addItem(self.tr("Linked, without taking room twice"), "link")
        self.images.addItem(self.tr("Left where they are"), "none")
        self._imgsz.setRange(STRIDE, 64 * STRIDE)
        self._imgsz.setSingleStep(STRIDE)
        self._imgsz.setValue(USUAL_SIZE)
        self._imgsz.setSuffix(self.tr(" px"))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        folder = QHBoxLayout()
        folder.addWidget(self.folder, 1)
        folder.addWidget(self._choose)
        fastest = QHBoxLayout()
        fastest.setSpacing(8)
        fastest.addWidget(self._fastest)
        fastest.addWidget(self._imgsz)
        fastest.addStretch(1)
        self._imgsz.setAccessibleName(self.tr("Input size"))
        rows: tuple[tuple[str, QWidget, QWidget | QHBoxLayout], ...] = (
            (self.tr("Format"), self.format, self.format),
            (self.tr("New folder"), self.folder, folder),
            (self.tr("Images"), self.images, self.images),
            ("Yolo-FastestV2", self._fastest, fastest),
        )
        for row, (text, field, item) in enumerate(rows):
            caption = theme.label(text, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(f"{text}: {field.text()}" if field is self._fastest else text)
            grid.addWidget(caption, row, 0)
            if field is self._fastest:
                self._only_darknet = (caption, self._fastest, self._imgsz)
            add = grid.addLayout if isinstance(item, QHBoxLayout) else grid.addWidget
            add(item, row, 1)
        grid.addWidget(self._about, 0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._convert, self._show, self._open, self._stop, self._close):
            buttons.addWidget(button)
        buttons.addWidget(self._bar, 1)
        buttons.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(self._counts)
        column.addLayout(self._said)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._on_format)
        self.images.currentIndexChanged.connect(self._look)
        self._fastest.toggled.connect(self._look)
        self._imgsz.valueChanged.connect(lambda: self._rest.start())
        self.folder.textEdited.connect(lambda: self._rest.start())
        self._choose.clicked.connect(self._ask_for_folder)
        self._convert.clicked.connect(self._start)
        self._stop.clicked.connect(self._stop_job)
        self._close.clicked.connect(self.leave)
        self._show.clicked.connect(lambda: show_in_folder(self._made))
        self._open.clicked.connect(self._open_made)
        self._question.failed.connect(self._on_refused)
        self._question.ended.connect(self._show_state)

    # -- as the window has it ----------------------------------------------------------------------

    def open(self, dataset: Dataset) -> None:
        """Offer to convert a dataset; what is converted already goes on."""
        if self._job is None:
            self._dataset = dataset
            self._title.setText(self.tr("Convert {name} into another format").format(name=dataset.name))
            self._propose_folder()
            self._look()
        self.show()
        self.format.setFocus()

    def leave(self) -> bool:
        """Take the card away; returns False when there was none."""
        was_open = not self.isHidden()
        self._rest.stop()
        self._question.drop()
        self.hide()
        return was_open

    def is_busy(self) -> bool:
        """Return whether it looks, or writes, or is about to."""
        return self._job is not None or self._question.is_busy() or self._rest.isActive()

    # -- looking first -----------------------------------------------------------------------------

    def _propose_folder(self) -> None:
        from studio.core.conversion.convert import free_folder

        if self._dataset is not None:
            self.folder.setText(str(free_folder(self._dataset.root, self.format.currentData())))

    def _on_format(self) -> None:
        # A folder that a person has written is theirs.
        if not self.folder.isModified():
            self._propose_folder()
        self._look()

    def _ask_for_folder(self) -> None:
        title = self.tr("Choose a new folder")
        if chosen := QFileDialog.getExistingDirectory(self, title, str(Path(self.folder.text()).parent)):
            self.folder.setText(chosen)
            self.folder.setModified(True)
            self._look()

    def _arguments(self) -> list[str]:
        assert self._dataset is not None
        return [
            str(self._dataset.source),
            *("--to", self.format.currentData()),
            *("--out", self.folder.text().strip() or "."),
            *("--images", self.images.currentData()),
            *(("--fastestv2", "--imgsz", str(self._imgsz.value())) if self._is_for_fastest() else ()),
        ]

    def _can_be_for_fastest(self) -> bool:
        from studio.core.conversion.fastest import FASTEST_FORMAT

        return bool(self.format.currentData() == FASTEST_FORMAT)

    def _is_for_fastest(self) -> bool:
        return self._can_be_for_fastest() and self._fastest.isChecked()

    def _look(self) -> None:
        """Ask what the format can't hold; nothing is written."""
        from studio.core.data.formats import LABEL_FORMATS

        self._rest.stop()
        if self._dataset is None or self._job is not None:
            return
        self._made, self._is_looked_at = None, False
        self._about.setText(tr(LABEL_FORMATS[self.format.currentData()].text))
        self._say([])
        self._counts.setText(self.tr("Looking at what is there."))
        title = self.tr("Looking at {name}").format(name=self._dataset.name)
        self._question.ask("convert", lambda _: [*self._arguments(), "--look"], title, self._on_looked)
        self._show_state()

    def _on_looked(self, report: dict[str, Any], _folder: Path) -> None:
        self._is_looked_at = True
        counts = {key: f"{report[key]:,}" for key in ("images", "boxes", "unseen")}
        text = self.tr("Images: {images}, of which nobody has labelled {unseen}. Boxes: {boxes}.")
        if not report["unseen"]:
            text = self.tr("Images: {images}. Boxes: {boxes}.")
        self._counts.setText(text.format(**counts))
        lost = [(text, "warn") for text in [*report["losses"], *told_problems(report["problems"])]]
        whole = [(self.tr("Everything that is there has a place in this format."), "ok")]
        self._say([*(lost or whole), *((text, "info") for text in report["notes"])])

    def _on_refused(self, problem: StudioError) -> None:
        self._counts.setText("")
        self._say([(str(problem), "error")])

    def _say(self, sentences: list[tuple[str, str]]) -> None:
        while self._said.count():
            widget = self._said.takeAt(0).widget()
            widget.setParent(None)
            widget.deleteLater()
        if (more := len(sentences) - MOST_SAID) > 0:
            last = (self.tr("{count} more are told by `studio convert`.").format(count=more), "info")
            sentences = [*sentences[:MOST_SAID], last]
        for text, kind in sentences:
            self._add(text, kind)

    def _add(self, text: str, kind: str) -> None:
        notice = Notice(text, kind)
        self._said.addWidget(notice)
        notice.show()

    # -- converting --------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._dataset is None or self._job is not None:
            return
        title = self.tr("Converting {name}").format(name=self._dataset.name)
        job = self._job = jobs.ProcessJob("convert", self._arguments(), self, title=title)
        job.progressed.connect(self._on_progress)
        job.answered.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.stopped.connect(lambda: self._on_ended(self.tr("Stopped; no copy was written."), "info"))
        self._bar.setRange(0, 0)
        job.start()
        self._show_state()

    def _stop_job(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _on_progress(self, fraction: float, text: str) -> None:
        self._bar.setRange(0, 1000 if fraction >= 0 else 0)
        self._bar.setValue(round(1000 * max(fraction, 0.0)))
        self._counts.setText(text)

    def _on_done(self, report: dict[str, Any]) -> None:
        self._made = Path(report["opens"])
        text = self.tr("Written and read back: {images} images, {boxes} boxes, each where it was.")
        self._on_ended(text.format(images=f"{report['images']:,}", boxes=f"{report['compared']:,}"), "ok")
        for text in told_problems(report["problems"]):
            self._add(text, "warn")

    def _on_failed(self, problem: StudioError) -> None:
        if self.isHidden():
            messages.error(problem, "converting")
        self._on_ended(str(problem), "error")

    def _on_ended(self, text: str, kind: str) -> None:
        self._job = None
        self._counts.setText("")
        self._say([(text, kind)])
        self._show_state()
        if not self.isHidden():
            (self._show if self._made is not None else self._close).setFocus()
        elif kind != "error":
            made = self._made
            offer = messages.Offer(self._show.text(), lambda: show_in_folder(made)) if made else None
            messages.info(text, offer=offer)

    def _open_made(self) -> None:
        if self._made is not None:
            made = self._made
            self.leave()
            self.opened.emit(made)

    def _show_state(self) -> None:
        from studio.core.data.formats import LABEL_FORMATS

        is_going, is_done = self._job is not None, self._made is not None
        for field in (self.format, self.images, self.folder, self._choose, self._fastest):
            field.setEnabled(not is_going)
        self._imgsz.setEnabled(not is_going and self._fastest.isChecked())
        for widget in self._only_darknet:
            widget.setVisible(self._can_be_for_fastest())
        self._convert.setVisible(not is_going and not is_done)
        self._convert.setEnabled(self._is_looked_at)
        self._stop.setVisible(is_going)
        self._bar.setVisible(is_going)
        self._show.setVisible(is_done)
        # What is labelled in a copy can't be opened as it is.
        self._open.setVisible(is_done and LABEL_FORMATS[self.format.currentData()].document is None)
