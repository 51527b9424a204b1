"""The Check page: what is wrong with the open dataset, shown with pictures and plots, and its repairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout

from studio.core.data.checking.findings import FINDINGS
from studio.core.data.checking.repairs import plan_repair
from studio.core.json_door import Fields
from studio.core.report.check_pictures import marked_box
from studio.core.runs.data_recipe import input_size
from studio.gui import jobs, messages
from studio.gui.checking.gallery import MOST, Gallery
from studio.gui.checking.kinds import OVERVIEW, KindList
from studio.gui.checking.overview import Overview
from studio.gui.checking.panel import LARGEST, SMALLEST, USUAL, CheckPanel
from studio.gui.checking.result import Result, read_result
from studio.gui.desktop import open_path
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState

if TYPE_CHECKING:
    from studio.core.data.checking.repairs import Plan
    from studio.core.data.dataset import Dataset

LIST_WIDTH = 280


class CheckPage(Page):
    """Runs `studio check` in a child process and shows what it found."""

    key = "checking"
    follows_edits = True
    photo_wanted = Signal(object)
    """Show a photo on the Label page: (dataset, image), or with the number of a box behind."""
    repair_wanted = Signal(object)
    """Write this Plan, as a step of the history of labelling."""
    travel_wanted = Signal(int)
    """Undo (below 0) or redo what was done last."""

    def __init__(self) -> None:
        super().__init__()
        self._result: Result | None = None
        self._job: jobs.ProcessJob | None = None
        self._planning: jobs.Task | None = None
        self._own_size: int | None = None
        """The training size that was chosen, while a dataset is open that says another."""
        self.panel = self.inspector = CheckPanel()
        self._empty = EmptyState(
            "clipboard-check-outline",
            self.tr(
                "See what trainers would drop or misread in these images and labels, which pictures are"
                " alike, and how classes and boxes are spread."
            ),
            self.tr("Check"),
        )
        self._kinds = KindList()
        self._overview = Overview()
        self._gallery = Gallery()
        self._centre = QStackedWidget()
        self._centre.addWidget(self._overview)
        self._centre.addWidget(self._gallery)
        self._areas = QSplitter(Qt.Orientation.Horizontal)
        self._areas.addWidget(self._kinds)
        self._areas.addWidget(self._centre)
        self._areas.setStretchFactor(1, 1)
        self._areas.setChildrenCollapsible(False)
        self._areas.setSizes([LIST_WIDTH, 1000])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._areas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._empty.clicked.connect(self.check)
        self._kinds.chosen.connect(self._show_kind)
        self._gallery.chosen.connect(self._show_problem)
        self._gallery.wanted.connect(self._open)
        self.panel.open_wanted.connect(lambda: self._open(self._gallery.currentRow()))
        self.panel.repair_wanted.connect(self._repair)
        self.panel.page_wanted.connect(self._ask_for_page)
        self.panel.size_changed.connect(self.refresh_dataset)

    # -- what the window asks ----------------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Forget what was found in another dataset."""
        if dataset is not self.dataset:
            self.close_down()
            self._result = None
            self._stack.setCurrentWidget(self._empty)
            self.panel.show_overview(None)
            self.panel.outdated.set_text("")
            self._take_size(dataset)
        super().set_dataset(dataset)
        self.primary_changed.emit()
        self.heading_changed.emit()

    def _take_size(self, dataset: Dataset | None) -> None:
        """Judge by what a dataset says of its training, and afterwards by what was chosen before."""
        chosen = self._chosen_size()
        size = input_size(dataset.source) if dataset is not None else None
        self._own_size = chosen if size is not None else None
        self.panel.size.setValue(size or chosen)

    def _chosen_size(self) -> int:
        return self._own_size or self.panel.size.value()

    def refresh_dataset(self) -> None:
        """Say that labels have changed since."""
        if self._result is not None and self._job is None:
            self.panel.outdated.set_text(self.tr("Something was changed since; check again."), "warn")

    def primary(self) -> tuple[str, bool]:
        """Check, or stop checking."""
        if self._job is not None:
            return self.tr("Stop"), not self._job.is_stopping
        text = self.tr("Check") if self._result is None else self.tr("Check again")
        return text, bool(self.dataset and self.dataset.records)

    def run_primary(self) -> None:
        """Check, or stop checking."""
        if self._job is not None:
            self._job.stop()
            self.primary_changed.emit()
        else:
            self.check()

    def heading(self) -> str:
        """Return how much was found."""
        if self._result is None:
            return ""
        count = sum(map(len, self._result.problems.values()))
        return self.tr("Findings: {count}").format(count=f"{count:,}")

    def shortcut_scope(self) -> KindList:
        """Arrows go through the kinds."""
        return self._kinds

    def save_state(self) -> dict[str, Any]:
        """Remember the training size."""
        return {"size": self._chosen_size()}

    def restore_state(self, state: Fields) -> None:
        """Judge by the size of last time."""
        self.panel.size.setValue(state.whole("size", USUAL, low=SMALLEST, high=LARGEST))

    def close_down(self) -> None:
        """Stop what is under way."""
        self._gallery.stop()
        if self._planning is not None:
            self._planning.cancel()
            self._planning = None
        if self._job is not None:
            self._job.stop()

    def travel(self, step: int) -> None:
        """Undo or redo the last repair or edit, and look again."""
        self.travel_wanted.emit(step)
        self._check_again()

    # -- checking ----------------------------------------------------------------------------------

    def check(self) -> None:
        """Look at the open dataset in a child process."""
        dataset = self.dataset
        if dataset is None or self._job is not None or not dataset.records:
            return
        arguments = [str(dataset.source), "--json", "--imgsz", str(self.panel.size.value())]
        job = self._start(arguments, self.tr("Checking"))
        job.answered.connect(lambda document: self._on_checked(dataset, document))
        job.stopped.connect(lambda: messages.info(self.tr("The check was stopped.")))

    def _start(self, arguments: list[str], title: str) -> jobs.ProcessJob:
        job = jobs.ProcessJob("check", arguments, self, title=title)
        job.progressed.connect(lambda fraction, _: self.status_changed.emit(f"{max(fraction, 0):.2f}"))
        job.ended.connect(self._on_ended)
        job.failed.connect(lambda problem: messages.error(problem, "checking"))
        self._job = job
        job.start()
        self.primary_changed.emit()
        return job

    def _on_ended(self) -> None:
        self._job = None
        self.status_changed.emit("")
        self.primary_changed.emit()

    def _on_checked(self, dataset: Dataset, document: dict[str, Any]) -> None:
        if dataset is not self.dataset:
            return
        messages.settle("checking")
        self._result = read_result(document)
        self.panel.outdated.set_text("")
        self._overview.show_result(self._result)
        self._kinds.show_result(self._result)
        self._stack.setCurrentWidget(self._areas)
        self.heading_changed.emit()
        self.primary_changed.emit()

    def _check_again(self) -> None:
        if self._result is not None:
            self.check()

    # -- what is looked at -------------------------------------------------------------------------

    def _show_kind(self, kind: str) -> None:
        """Show the findings of a kind, or the overview."""
        if self._result is None or self.dataset is None:
            return
        if self._planning is not None:
            self._planning.cancel()
            self._planning = None
        self.panel.show_overview(self._result)
        if kind == OVERVIEW:
            self._gallery.stop()
            self._centre.setCurrentWidget(self._overview)
            return
        count = len(self._result.problems[kind])
        self.panel.show_kind(kind, self.tr("the first {count}").format(count=MOST) if count > MOST else "")
        self._centre.setCurrentWidget(self._gallery)
        self._gallery.show_problems(self.dataset, self._result.problems[kind], self._result.partners)
        self._plan(FINDINGS[kind].repairs)

    def _plan(self, names: tuple[str, ...]) -> None:
        """Plan the repairs of a kind in a thread, and offer them."""
        dataset = self.dataset
        if not names or dataset is None:
            return
        self._planning = jobs.run_until_stopped(
            lambda is_stopped: [plan_repair(dataset, name, is_cancelled=is_stopped) for name in names],
            self._on_planned,
            messages.error,
            parent=self,
        )

    def _on_planned(self, plans: list[Plan]) -> None:
        self._planning = None
        self.panel.show_plans(plans)

    def _show_problem(self, index: int) -> None:
        if self._result is not None and self.dataset is not None:
            problem = self._result.problems[self._kinds.kind()][index]
            self.panel.show_problem(problem, has_image=self._gallery.record_of(index) is not None)

    def _open(self, index: int) -> None:
        """Open the image of a finding on the Label page, its box selected."""
        if self._result is None or self.dataset is None or index < 0:
            return
        problem = self._result.problems[self._kinds.kind()][index]
        record = self._gallery.record_of(index)
        if record is None:
            messages.info(self.tr("{name} belongs to no image.").format(name=problem.file.name))
            return
        box = marked_box(self.dataset, record, problem)
        place = (self.dataset.source, record.path)
        self.photo_wanted.emit(place if box is None else (*place, box))

    def _repair(self, plan: Plan) -> None:
        self.repair_wanted.emit(plan)
        # The button that was pressed is about to go.
        self._kinds.setFocus()
        self._check_again()

    def _ask_for_page(self) -> None:
        """Ask for a file, and write the check into it as a page."""
        if self.dataset is None or self._job is not None:
            return
        name = f"{self.dataset.name}-check.html"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the check"), name, "HTML (*.html)")
        if chosen:
            self.save_page(Path(chosen))

    def save_page(self, file: Path) -> None:
        """Write the check into a file as a page."""
        assert self.dataset is not None
        size = str(self.panel.size.value())
        arguments = [str(self.dataset.source), "--json", "--imgsz", size, "--html", str(file)]
        job = self._start(arguments, self.tr("Writing the page"))
        offer = messages.Offer(self.tr("Open"), lambda: open_path(file))
        job.answered.connect(
            lambda _: messages.info(self.tr("Saved {name}.").format(name=file.name), offer=offer)
        )
