"""Splitting the open dataset: what would be where, what can't be fair to, and the split itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.gui import jobs, messages, theme
from studio.gui.training.split.choices import SplitChoices
from studio.gui.widgets.panels import Card, Notice
from studio.gui.widgets.table import Cell, Table

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.splitting.plan import SplitPlan, Splitter

SOON_MS = 150
"""A plan waits so long for the next step of a field."""
MOST_PHOTOS = 500
"""That can be chosen in the list; the command line takes any."""
LOOK_MS = 200
"""How often it is asked how far the thread is."""
ABOUT = "split"
MOST_ROWS = 14
"""Of the table; with more classes it scrolls."""
SIDES = ("train", "val", "test", "margin")


class SplitView(QWidget):
    """Plans a split in a thread whenever a field changes, and writes it by `studio split`."""

    back_wanted = Signal()
    ready_changed = Signal()
    """Whether there is a plan to write is something else now."""
    dataset_changed = Signal(object)
    """Please open this dataset (a Path) again: it is split otherwise now."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("split_view")
        self._dataset: Dataset | None = None
        self._splitter: Splitter | None = None
        self._plan: SplitPlan | None = None
        self._reading: jobs.Task | None = None
        self._planning: jobs.Task | None = None
        self._job: jobs.ProcessJob | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._make_plan)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_progress)
        self._seen = [0, 0]
        """Photos the thread has looked at, and all of them."""
        self._build()

    # -- verbs -------------------------------------------------------------------------------------

    def show_dataset(self, dataset: Dataset) -> None:
        """Read a dataset's labels and show how it would be split."""
        self._dataset, self._splitter = dataset, None
        self._show_undo()
        self._take_plan(None)
        self._words.setText(self.tr("Reading labels, and looking for photos that look the same."))
        seen = self._seen = [0, 0]

        def tell(done: int, of: int) -> None:
            seen[:] = done, of

        self._look.start()

        def read(is_stopped: Callable[[], bool]) -> Splitter:
            from studio.core.tiling.places import splitter_of

            return splitter_of(dataset, progress=tell, is_cancelled=is_stopped)

        self._reading = jobs.run_until_stopped(read, self._take_splitter, self._refuse, parent=self)

    def leave(self) -> None:
        """Give up what is being read, because nobody looks any more; a split being written goes on."""
        self._soon.stop()
        self._look.stop()
        for task in (self._reading, self._planning):
            if task is not None:
                task.cancel()
        self._reading = self._planning = None

    def is_ready(self) -> bool:
        """Return whether there is a plan to write."""
        return self._plan is not None and self._job is None

    def split(self) -> None:
        """Write the split that is shown."""
        if self._dataset is None or not self.is_ready():
            return
        source = self._dataset.source
        job = self._start([str(source), *self.choices.arguments()], self.tr("Split the dataset"))
        job.answered.connect(lambda document: self._on_written(source, document))

    # -- construction ------------------------------------------------------------------------------

    def _build(self) -> None:
        back = QToolButton()
        back.setObjectName("split_back")
        back.setIcon(theme.icon("arrow-left"))
        back.setToolTip(self.tr("Back (Esc)"))
        back.setAccessibleName(back.toolTip())
        back.clicked.connect(self.back_wanted)
        self._words = theme.label("", "muted")
        self._words.setObjectName("split_words")
        self._undo = QPushButton(theme.icon("undo"), self.tr("Undo the last split"))
        self._undo.setObjectName("split_undo")
        self._undo.clicked.connect(self._take_back)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(back)
        head.addWidget(self._words, 1)
        head.addWidget(self._undo)
        self.choices = SplitChoices()
        self.choices.changed.connect(self._on_changed)
        self._card = Card(self.tr("What would be where"))
        columns = (self.tr("Train"), self.tr("Validation"), self.tr("Test"), self.tr("In neither"))
        self.table = Table(("", *columns), name="split_table", many=False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card.add(self.table)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(6)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._card)
        right.addLayout(self._notices)
        right.addStretch(1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.choices, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)

    # -- what goes on inside -----------------------------------------------------------------------

    def _take_splitter(self, splitter: Splitter) -> None:
        self._reading = None
        self._look.stop()
        self._splitter = splitter
        self.choices.show_photos(splitter.photos()[:MOST_PHOTOS])
        name, count = splitter.dataset.name, len(splitter.dataset.records)
        text = self.tr("{name}: 1 image") if count == 1 else self.tr("{name}: {count} images")
        self._words.setText(text.format(name=name, count=f"{count:,}"))
        self._make_plan()

    def _on_changed(self) -> None:
        """What is shown is no longer what would be written, until there is a new plan."""
        self._plan = None
        self._soon.start()
        self.ready_changed.emit()

    def _show_progress(self) -> None:
        done, of = self._seen
        if of:
            text = self.tr("Looking for photos that look the same: {done} of {of}.")
            self._words.setText(text.format(done=f"{done:,}", of=f"{of:,}"))

    def _make_plan(self) -> None:
        if self._splitter is None:
            return
        if self._planning is not None:
            self._planning.cancel()
        splitter, values = self._splitter, self.choices.values()

        def plan() -> SplitPlan:
            from studio.core.data.splitting.plan import SplitChoice

            return splitter.plan(SplitChoice(**values))

        self._planning = jobs.run_in_thread(plan, self._take_plan, self._refuse, parent=self)

    def _take_plan(self, plan: SplitPlan | None) -> None:
        self._plan = plan
        told = [(text, "warn") for text in plan.warnings] if plan else []
        told += [(text, "info") for text in (plan.groups_told(), *plan.notes)] if plan else []
        self._tell(told)
        self._card.setVisible(plan is not None)
        if plan is not None:
            self._show_counts(plan)
        self.ready_changed.emit()

    def _refuse(self, problem: StudioError) -> None:
        self._look.stop()
        self._plan = None
        self._card.hide()
        self._tell([(str(problem), "error")])
        self.ready_changed.emit()

    def _tell(self, told: list[tuple[str, str]]) -> None:
        while self._notices.count():
            # Hidden at once: it is deleted only when the event loop comes to it.
            old = self._notices.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for text, kind in told:
            self._notices.addWidget(Notice(text, kind))

    def _show_counts(self, plan: SplitPlan) -> None:
        names = [self.tr("Images"), self.tr("Boxes"), *plan.class_names]
        rows = []
        for row, name in enumerate(names):
            counts = [_count(plan, side, row) for side in SIDES]
            cells = [Cell(_with_share(count, sum(counts)), is_number=True) for count in counts]
            rows.append((Cell(name), *cells))
        self.table.show_rows(rows, keys=list(range(len(names))))
        for column, side in enumerate(SIDES, start=1):
            self.table.setColumnHidden(column, side not in plan.sides)
        shown = min(len(names), MOST_ROWS)
        height = self.table.verticalHeader().defaultSectionSize() * shown
        self.table.setFixedHeight(height + self.table.horizontalHeader().sizeHint().height() + 4)

    def _take_back(self) -> None:
        if self._dataset is not None:
            self._undo_from(self._dataset.source, self._dataset.root)

    def _start(self, arguments: list[str], title: str) -> jobs.ProcessJob:
        messages.settle(ABOUT)
        job = self._job = jobs.ProcessJob("split", arguments, self, title=title)
        job.failed.connect(lambda problem: messages.error(problem, ABOUT))
        for ended in (job.answered, job.failed, job.stopped):
            ended.connect(self._forget)
        self._show_undo()
        job.start()
        self.ready_changed.emit()
        return job

    def _forget(self) -> None:
        """Ask no more of a job that has ended, which is gone soon."""
        self._job = None
        self._show_undo()
        self.ready_changed.emit()

    def _show_undo(self) -> None:
        from studio.core.labelling.split_writing import can_undo_split

        can_undo = self._dataset is not None and can_undo_split(self._dataset.root)
        self._undo.setEnabled(can_undo and self._job is None)
        self._undo.setToolTip("" if can_undo else self.tr("No split was made here that can be taken back."))

    def _on_written(self, source: Path, document: dict[str, Any]) -> None:
        counts = {side: part["images"] for side, part in document["splits"].items()}
        text = self.tr("Split: {train} images to train on, {val} to measure on.")
        offer = messages.Offer(self.tr("Undo"), lambda: self._undo_from(Path(document["data"]), source))
        messages.info(text.format(train=counts["train"], val=counts["val"]), offer=offer)
        self.dataset_changed.emit(Path(document["data"]))

    def _undo_from(self, source: Path, before: Path) -> None:
        """Take back the split of what is opened by `source`; `before` is opened when that is gone."""
        job = self._start([str(source), "--undo"], self.tr("Undo the split"))
        job.answered.connect(lambda _: self._on_undone(source if source.exists() else before))

    def _on_undone(self, source: Path) -> None:
        messages.info(self.tr("The split is as it was before."))
        self.dataset_changed.emit(source)


def _count(plan: SplitPlan, side: str, row: int) -> int:
    """Return a number of the table: images, boxes, or the boxes of a class."""
    if side not in plan.sides:
        return 0
    if row == 0:
        return len(plan.sides[side])
    return plan.boxes[side].total() if row == 1 else plan.boxes[side][row - 2]


def _with_share(count: int, total: int) -> str:
    return f"{count:,} ({count / total:.0%})" if total else f"{count:,}"
