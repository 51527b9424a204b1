"""The Export page: write a model's files and check each against the checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.export.bundles.table import BUNDLES
from studio.core.export.exporters import EXPORTERS, UNIVERSAL
from studio.core.export.report import Report, read_report
from studio.core.json_door import Fields
from studio.core.runs import folder as runs
from studio.core.runs.models import EXPORTS, file_pattern, has_checkpoint
from studio.core.runtime.needs import TORCH
from studio.core.weights.places import CHECKPOINT_SUFFIXES
from studio.gui import jobs, messages, theme
from studio.gui.desktop import open_path, show_in_folder
from studio.gui.export.choices import Choices
from studio.gui.export.data_classes import DataClasses
from studio.gui.export.outcome import outcome
from studio.gui.export.results import Results
from studio.gui.export.serving import ServingCard
from studio.gui.export.wishes import Wishes
from studio.gui.widgets.answer_view import AnswerView
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState, Inspector, Notice
from studio.gui.widgets.scrolled import ScrolledWhenSmall

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset


class ExportPage(Page):
    """Formats as cards, one button, and what came of it."""

    key = "export"
    live_requested = Signal(object)
    """Show this exported file on the Live page."""

    def __init__(self) -> None:
        super().__init__()
        self._job: jobs.ProcessJob | None = None
        self._shown_for: tuple[object, ...] = ()
        self._reported: Path | None = None
        self._choices = Choices()
        self._choices.changed.connect(self._on_choices_changed)
        self._choices.file_wanted.connect(self._ask_for_file)
        self._notice = Notice()
        self._notice.setObjectName("export_notice")
        self._results = Results()
        self._results.live_wanted.connect(self.live_requested)
        self._results.folder_wanted.connect(show_in_folder)
        self._results.report_wanted.connect(open_path)
        self._results.phone_wanted.connect(self.serve)
        self._choices.setup_wanted.connect(self.set_up)
        self._no_model = EmptyState(
            "package-variant-closed",
            self.tr(
                "Train a model first, or choose a checkpoint file; it is written for phone and desktop here."
            ),
            self.tr("Checkpoint file…"),
        )
        self._no_model.clicked.connect(self._ask_for_file)
        self._not_yet = EmptyState(
            "file-check-outline",
            self.tr(
                "Each file is run on your own photos and must find the same boxes as the checkpoint. "
                "What came of it is shown here."
            ),
        )
        self._answer = AnswerView("export", again=self.tr("Try again"))
        self._missing = TORCH.missing()
        self._without = EmptyState(
            "package-variant-closed", str(self._missing or ""), self.tr("Show a web page on a phone…")
        )
        self._without.setObjectName("without_export")
        self._without.clicked.connect(self.ask_for_page)
        self._answer.add(self._without, self._no_model, self._not_yet, self._results)
        self._answer.stop_wanted.connect(self.run_primary)
        self._answer.again_wanted.connect(self.export)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._choices)
        layout.addWidget(self._notice)
        layout.addWidget(self._answer, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        middle = ScrolledWhenSmall(inner)
        outer.addWidget(middle)
        self._serving = ServingCard(self, middle)
        self.inspector = Inspector()
        self._wishes = Wishes(self.inspector.add_section(self.tr("What is written")))
        self._wishes.changed.connect(self._on_wishes_changed)
        self._check_section = self.inspector.add_section(self.tr("Checked on"))
        self._data = theme.label("", wrap=True)
        self._check_section.add(self._data)
        self._classes = DataClasses()
        self._check_section.add(self._classes)
        self._rule = theme.label(
            self.tr(
                "A file passes when it finds every box of the checkpoint and no other, scores within 0.001 "
                "and sides within half a pixel, and loses at most 0.1 points of mAP. With 16-bit weights one "
                "box in a hundred may differ, and 0.5 points may be lost."
            ),
            "muted",
            wrap=True,
        )
        self._check_section.add(self._rule)
        self._out_section = self.inspector.add_section(self.tr("Written to"))
        self._out = theme.label("", "muted", wrap=True)
        self._out.setObjectName("export_folder")
        self._out_section.add(self._out)
        show = QPushButton(self.tr("Show in folder"))
        show.clicked.connect(lambda: show_in_folder(self.out_folder()))
        self._out_section.add(show)
        self._notes = self.inspector.add_section(self.tr("Notes"))
        self._notes_text = theme.label("", "muted", wrap=True)
        self._notes.add(self._notes_text)
        self._show()

    # -- what the window asks ----------------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Check files on this dataset's validation images."""
        super().set_dataset(dataset)
        self._on_wishes_changed()
        self._show()

    def activate(self) -> None:
        """Look for runs that can be exported."""
        jobs.run_in_thread(runs.list_runs, self._on_runs_listed, messages.error, parent=self)

    def deactivate(self) -> None:
        """Serve no page to phones while nobody sees that it is served."""
        self._serving.leave()

    def back_out(self) -> None:
        """Leave the card with the QR code."""
        self._serving.leave()

    def primary(self) -> tuple[str, bool]:
        """Return the one button: export, or stop while it goes on."""
        if self._job is not None:
            return self.tr("Stop"), not self._job.is_stopping
        text = self.tr("Export and verify") if self.dataset is not None else self.tr("Export")
        wanted = self.wanted_formats() or self.wanted_bundles()
        return text, self._missing is None and self._choices.model() is not None and bool(wanted)

    def run_primary(self) -> None:
        """Export, or stop."""
        if self._job is not None:
            self._job.stop()
            self.primary_changed.emit()
        else:
            self.export()

    def heading(self) -> str:
        """Return the model to be exported."""
        model = self._choices.model()
        return model.name if model else ""

    def save_state(self) -> dict[str, Any]:
        """Return formats, size, and how they are written."""
        return {
            **self._choices.ticked(),
            "imgsz": self._choices.imgsz() or 0,
            "wishes": self._wishes.save(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back formats, size, and how they are written."""
        known = [name for name in state.texts("formats") if name in EXPORTERS]
        bundles = [name for name in state.texts("bundles") if name in BUNDLES]
        self._choices.set_choices(known or list(UNIVERSAL), bundles, state.whole("imgsz", 0))
        self._wishes.restore(state.fields("wishes"))
        self._on_wishes_changed()

    # -- verbs -------------------------------------------------------------------------------------

    def open_model(self, path: Path) -> None:
        """Choose a run or a checkpoint file."""
        self._choices.set_model(Path(path))

    def export_run(self, path: Path) -> None:
        """Choose a run and export it now."""
        if self._missing:
            self.open_model(path)
            return
        if self._job is not None:
            messages.info(self.tr("{name} is not exported: another export goes on.").format(name=path.name))
            return
        self.open_model(path)
        self.export()

    def wanted_formats(self) -> list[str]:
        """Return the formats that would be written now."""
        return self._choices.formats()

    def wanted_bundles(self) -> list[str]:
        """Return the bundles that would be made now."""
        return self._choices.bundles()

    def out_folder(self) -> Path | None:
        """Return the folder the files go to: inside the run, or beside the file."""
        model = self._choices.model()
        if model is None:
            return None
        return model / EXPORTS if model.is_dir() else model.with_name(f"{model.stem}-export")

    def export(self) -> None:
        """Write the ticked formats and compare each file with the checkpoint."""
        model, out = self._choices.model(), self.out_folder()
        formats, bundles = self.wanted_formats(), self.wanted_bundles()
        if model is None or out is None or not (formats or bundles):
            return
        arguments = [str(model), "--to", ",".join(formats), "--out", str(out)]
        if bundles:
            arguments += ["--bundle", ",".join(bundles)]
        if (imgsz := self._choices.imgsz()) is not None:
            arguments += ["--imgsz", str(imgsz)]
        has_dataset = self.dataset is not None
        arguments += self._wishes.arguments(formats, has_dataset=has_dataset)
        if self.dataset is not None:
            arguments += ["--verify", str(self.dataset.source)]
        title = self.tr("Export {name}").format(name=model.name)
        job = self._begin("export", arguments, title=title, folder=model)
        job.answered.connect(self._on_exported)
        job.stopped.connect(self._on_stopped)

    def _begin(self, verb: str, arguments: list[str], *, title: str, folder: Path | None) -> jobs.ProcessJob:
        """Start a process whose progress and problems are shown in the place of the results."""
        self._job = job = jobs.ProcessJob(verb, arguments, self, title=title, folder=folder)
        job.progressed.connect(self._answer.show_progress)
        job.ended.connect(self._on_ended)
        job.failed.connect(self._on_failed)
        self._notice.set_text("")
        self._answer.begin(self.tr("Starting."))
        self._job.start()
        self.status_changed.emit("dot")
        self._show()
        return job

    def serve(self, bundle: Path) -> None:
        """Show a web page to phones, by a QR code."""
        self._serving.open(bundle, self.dataset.source if self.dataset is not None else None)

    def ask_for_page(self) -> None:
        """Choose a web page that was exported before, and show it to phones."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of a web page"))
        if chosen:
            self.serve(Path(chosen))

    def set_up(self, name: str) -> None:
        """Make the environment that a format's converter lives in."""
        if self._job is not None:
            return
        job = self._begin("setup", [name], title=self.tr("Set up {name}").format(name=name), folder=None)
        job.answered.connect(self._on_set_up)
        job.stopped.connect(self._on_setup_stopped)

    # -- what goes on inside -----------------------------------------------------------------------

    def _on_ended(self) -> None:
        self._job = None
        self._answer.end()
        self.status_changed.emit("")
        self._show()

    def _on_set_up(self, _result: object) -> None:
        self._choices.show_refusals()
        messages.info(self.tr("It is set up. Tick its card to export."))

    def _on_setup_stopped(self) -> None:
        self._answer.show_problem(self.tr("It was stopped; the next time it goes on from there."))

    def _on_exported(self, result: dict[str, Any]) -> None:
        report = Report.from_dict(result, self.out_folder() or Path())
        self._notice.set_text(*outcome(report))
        self.status_changed.emit("ok" if report.verdict == "PASS" else "")
        messages.info(self._notice.text())

    def _on_failed(self, problem: StudioError) -> None:
        self._answer.show_problem(str(problem))

    def _on_stopped(self) -> None:
        self._answer.show_problem(self.tr("The export was stopped; files written before are whole."))

    def _on_runs_listed(self, found: list[runs.RunInfo]) -> None:
        self._choices.show_runs(list(filter(has_checkpoint, found)))

    def _on_wishes_changed(self) -> None:
        self._choices.show_wishes(
            self._wishes.output(), self._wishes.precision(), has_dataset=self.dataset is not None
        )
        self._on_choices_changed()

    def _on_choices_changed(self) -> None:
        ticked = (*self.wanted_formats(), *self.wanted_bundles())
        chosen = (self._choices.model(), ticked, self._choices.imgsz(), str(self._wishes.save()))
        if self._job is None and chosen != self._shown_for:
            # What was said is of other choices.
            self._notice.set_text("")
            self._show()
        self._shown_for = chosen

    def _show(self) -> None:
        is_busy = self._job is not None
        self._choices.setEnabled(not is_busy)
        self._wishes.show_for(self.wanted_formats(), has_dataset=self.dataset is not None)
        self._classes.follow(self._choices.model(), self.dataset.class_names if self.dataset else ())
        out = self.out_folder()
        report = read_report(out) if out is not None else None
        if report is not None:
            self._results.show_report(report)
        if (shown := report and report.out) != self._reported:
            # The room is the results'; what is ticked stands in a line.
            if shown:
                self._choices.fold()
            self._reported = shown
        if not is_busy:
            found = self._results if report is not None else self._without if self._missing else self._not_yet
            nothing = self._without if self._missing else self._no_model
            self._answer.show_answer(nothing if out is None else found)
        self._choices.setVisible(out is not None and self._missing is None)
        self._out.setText(str(out or ""))
        self._out_section.setVisible(out is not None)
        self._data.setText(
            self.tr("All validation images of {name}.").format(name=self.dataset.name)
            if self.dataset is not None
            else self.tr("Nothing: open a dataset to have the files checked on its photos.")
        )
        notes = report.notes if report else []
        self._notes_text.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self.primary_changed.emit()
        self.heading_changed.emit()

    def _ask_for_file(self) -> None:
        kinds = self.tr("Checkpoints ({patterns})").format(patterns=file_pattern(CHECKPOINT_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a checkpoint"), "", kinds)
        if chosen:
            self.open_model(Path(chosen))
