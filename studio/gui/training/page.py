"""The Train page: set a training up, watch it, and go on with what came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from studio.core.data.overview import DataFacts, study
from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.json_door import Fields
from studio.core.runs import folder as runs
from studio.core.runs.curves import seconds_per_epoch
from studio.core.runs.models import file_pattern, has_checkpoint
from studio.core.weights.places import CHECKPOINT_SUFFIXES
from studio.gui import jobs, messages
from studio.gui.training.follow import EXPORT_MARK, LOG, RunFollower, is_just_begun
from studio.gui.training.layers.view import LayersView
from studio.gui.training.monitor import Monitor
from studio.gui.training.preview.view import PreviewView
from studio.gui.training.recipe import Recipe
from studio.gui.training.setup import Setup
from studio.gui.training.side import Side
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

COLOUR_CHOICES_KEPT = 20


class TrainPage(Page):
    """Before a training its cards; during and after it the run's curves and results."""

    key = "training"
    export_requested = Signal(object)
    """Show this run (a Path) on the Export page."""
    export_wanted = Signal(object)
    """Export and check this run now: "Train and export" was asked for and the training is done."""
    live_requested = Signal(object)
    """Show this run on the Live page."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: DataFacts | None = None
        self._studying: jobs.Task | None = None
        self._listing: jobs.Task | None = None
        self._followers: dict[Path, RunFollower] = {}
        self._viewed: RunFollower | None = None
        self._known_runs: list[runs.RunInfo] = []
        self._colour_choices: dict[str, bool] = {}
        self._found: set[Path] = set()
        self._is_shown = False
        self._over: LayersView | PreviewView | None = None
        """What is shown instead of cards or monitor, until one goes back."""

        self._empty = EmptyState(
            "chart-bell-curve-cumulative",
            self.tr("Open a folder of labelled photos to train a detector on them."),
            self.tr("Open folder…"),
        )
        self._empty.clicked.connect(self.open_wanted)
        self._setup = Setup()
        self._setup.changed.connect(self._on_setup_changed)
        self._setup.colours_chosen.connect(self._on_colours_chosen)
        self._setup.train_and_export.clicked.connect(lambda: self.start(then_export=True))
        self._setup.recipe_card.weights_wanted.connect(self._ask_for_weights)
        self._monitor = Monitor()
        self._monitor.new_button.clicked.connect(self.new_training)
        self._monitor.more_button.clicked.connect(self.resume)
        self._monitor.live_button.clicked.connect(lambda: self.live_requested.emit(self._viewed.path))
        self._setup.model_card.layers_button.clicked.connect(self.show_layers)
        self._layers = LayersView()
        self._layers.back_wanted.connect(self._leave_over)
        self._setup.recipe_card.preview_button.clicked.connect(self.show_preview)
        self._preview = PreviewView()
        self._preview.back_wanted.connect(self._leave_over)
        self._preview.colours_wanted.connect(self._leave_colours_alone)
        self._stack = QStackedWidget()
        for widget in (self._empty, self._setup, self._monitor, self._layers, self._preview):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._side = Side()
        self._side.run_chosen.connect(self.open_run)
        self._side.folder_wanted.connect(self._show_folder)
        self._side.layers_wanted.connect(self.show_layers)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._side)
        self._sides.addWidget(self._layers.side)
        self.inspector = self._sides

    # -- what the window asks ----------------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Set a training up for this dataset, or watch the one that goes on for it."""
        super().set_dataset(dataset)
        self._known_runs = []
        self._found.clear()
        self._viewed = None
        self.refresh_dataset()
        self._show()

    def refresh_dataset(self) -> None:
        """Count again: labels or classes were edited."""
        if self._over is self._preview:
            # It shows labels as they were.
            self._leave_over()
        if self._studying is not None:
            self._studying.cancel()
            self._studying = None
        self._facts = None
        self._setup.show_facts(None)
        if self._is_shown:
            self._look()
        else:
            # Not shown, the page still tells by its badge of a run that goes on.
            self._list_runs()

    def activate(self) -> None:
        """Count the dataset if that was not done yet, and look for runs."""
        self._is_shown = True
        self._look()

    def deactivate(self) -> None:
        """Runs under way are followed further, for the badge and the status bar."""
        self._is_shown = False

    def primary(self) -> tuple[str, bool]:
        """Return what comes next: train, stop, export or resume."""
        run = self._viewed
        if run is None:
            return self.tr("Train"), self._facts is not None and not self._facts.refusal
        if run.is_running():
            return (self.tr("Stop now") if run.is_stopping else self.tr("Stop")), True
        if run.has_checkpoint():
            return self.tr("Export"), True
        return (self.tr("Resume") if run.can_resume() else self.tr("New training")), True

    def run_primary(self) -> None:
        """Train, stop, export or resume, as the button says."""
        run = self._viewed
        if run is None:
            self.start()
        elif run.is_running():
            run.stop()
        elif run.has_checkpoint():
            self.export_requested.emit(run.path)
        elif run.can_resume():
            self.resume()
        else:
            self.new_training()

    def heading(self) -> str:
        """Return the run in view."""
        if self._over is not None:
            return self.tr("Layers") if self._over is self._layers else self.tr("Preview")
        if self._viewed is not None:
            return self._viewed.path.name
        return self.tr("New training") if self.dataset is not None else ""

    def save_state(self) -> dict[str, Any]:
        """Return the recipe and how the page is divided."""
        return {
            "recipe": self._setup.recipe().to_dict(),
            "recipe_folded": self._setup.recipe_card.is_folded(),
            "colours": self._colour_choices,
            "splitters": self._monitor.splitter_sizes(),
            "layers": self._layers.splitter_sizes(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back what was remembered."""
        self._setup.set_recipe(Recipe.from_fields(state.fields("recipe")))
        colours = state.fields("colours")
        self._colour_choices = {name: colours.flag(name, False) for name in colours.names()}
        self._monitor.restore_splitters(state.fields("splitters"))
        self._layers.restore_splitter(state.sizes("layers", 2))
        self._setup.recipe_card.set_folded(state.flag("recipe_folded", True))

    # -- verbs -------------------------------------------------------------------------------------

    def start(self, *, then_export: bool = False) -> None:
        """Start a training as a process of its own and watch it."""
        if self.dataset is None:
            return
        recipe = self._setup.recipe()
        if self._setup.recipe_card.offer.is_wanted():
            self._setup.recipe_card.set_folded(False)
            cause = self.tr("The published weights of {model} are not on this machine yet.")
            remedy = self.tr("Download them under Recipe, or start from scratch.")
            messages.error(StudioError(cause.format(model=recipe.model), remedy), "training")
            return
        try:
            run = runs.new_run_folder(recipe.model)
            if then_export:
                atomic_write(run / EXPORT_MARK, "")
            arguments = recipe.arguments(self.dataset.source, run)
            pid = jobs.start_detached("train", arguments, log_file=run / LOG)
        except StudioError as problem:
            messages.error(problem, "training")
            return
        messages.settle("training")
        self._found.add(run)
        self._view(self._follow(run, pid))

    def resume(self) -> None:
        """Go on with the run in view: from its last epoch, or beyond its end."""
        if self._viewed is not None:
            self._go_on(self._viewed, self._monitor.more_epochs.value())

    def resume_run(self, wish: tuple[Path, int]) -> None:
        """Show a run and go on with it; one that is finished gets so many epochs more."""
        path, more_epochs = wish
        follower = self._follow(path)
        self._view(follower)
        self._go_on(follower, more_epochs)

    def follow_move(self, move: tuple[Path, Path | None]) -> None:
        """A run has another folder now; None: it is in the trash."""
        old, new = move
        self._found.discard(old)
        if self._viewed is not None and self._viewed is self._followers.get(old):
            self.open_run(new)
        self._forget(old)

    def new_training(self) -> None:
        """Go back to the cards; a run under way goes on."""
        self._view(None)

    def open_run(self, path: Path | None) -> None:
        """Show a run, and follow it if it goes on; None sets a new one up."""
        self._view(self._follow(Path(path)) if path is not None else None)

    def show_layers(self) -> None:
        """Explain the layers of the run in view, or of the model that is chosen."""
        run, recipe = self._viewed, self._setup.recipe()
        self._leave_over()
        self._over = self._layers
        self._show()
        if run is not None and run.has_checkpoint():
            self._layers.show_model(str(run.path), 0, self._layers.classes())
        else:
            classes = len(self.dataset.class_names) if self.dataset is not None else 0
            self._layers.show_model(recipe.model, recipe.imgsz, classes or self._layers.classes())

    def toggle_layers(self) -> None:
        """Show the layers, or go back."""
        if self._over is self._layers:
            self._leave_over()
        else:
            self.show_layers()

    def show_preview(self) -> None:
        """Show what a training of the recipe would see, before it is started."""
        if self.dataset is None:
            return
        self._leave_over()
        self._over = self._preview
        self._show()
        names = self.dataset.class_names
        self._preview.show_recipe(self.dataset.source, self._setup.recipe(), names)

    def toggle_preview(self) -> None:
        """Show the preview, or go back."""
        if self._over is self._preview:
            self._leave_over()
        else:
            self.show_preview()

    def back_out(self) -> None:
        """Leave the sample that is seen large, else the preview or the layers."""
        if self._over is self._preview and self._preview.step_back():
            return
        self._leave_over()

    # -- what goes on inside -----------------------------------------------------------------------

    def _follow(self, path: Path, pid: int | None = None) -> RunFollower:
        if pid is not None:
            # A training that was refused left its folder's name to this one.
            self._forget(path)
        if path not in self._followers:
            follower = RunFollower(path, pid=pid, parent=self)
            follower.changed.connect(lambda: self._on_run_changed(follower))
            follower.ended.connect(lambda: self._on_run_ended(follower))
            self._followers[path] = follower
        self._followers[path].look_again()
        return self._followers[path]

    def _forget(self, path: Path) -> None:
        follower = self._followers.pop(path, None)
        if follower is not None:
            # Off the status bar too, should it still be there: nothing may ask it any more.
            follower.stop_for_exit()
            follower.deleteLater()

    def _go_on(self, run: RunFollower, more_epochs: int) -> None:
        if run.is_running():
            return
        arguments = ["--resume", str(run.path)]
        if run.state == "finished":
            reached = int(run.curves.end.get("epoch", run.curves.total_epochs))
            arguments += ["--epochs", str(reached + more_epochs)]
        try:
            data = str(runs.read_run(run.path).config.get("data", ""))
            if data and not Path(data).exists():
                title = self.tr("Where is {data} now?").format(data=data)
                if not (chosen := QFileDialog.getExistingDirectory(self, title)):
                    return
                arguments.append(chosen)
            pid = jobs.start_detached("train", arguments, log_file=run.path / LOG)
        except StudioError as problem:
            messages.error(problem, "training")
            return
        messages.settle("training")
        run.go_on(pid)
        self._show()

    def _view(self, follower: RunFollower | None) -> None:
        self._viewed = follower
        if self._over is None:
            self._show()
        else:
            self._leave_over()

    def _leave_over(self) -> None:
        if self._over is not None:
            self._over.leave()
            self._over = None
            self._show()

    def _leave_colours_alone(self) -> None:
        self._setup.set_colours(True)
        self._on_colours_chosen(True)
        self.show_preview()

    def _show(self) -> None:
        self._sides.setCurrentWidget(self._layers.side if self._over is self._layers else self._side)
        if self._viewed is not None:
            self._monitor.show_run(self._viewed)
        if self._over is not None:
            self._stack.setCurrentWidget(self._over)
        elif self._viewed is not None:
            self._stack.setCurrentWidget(self._monitor)
        else:
            self._stack.setCurrentWidget(self._empty if self.dataset is None else self._setup)
        self._side.show_runs(self._runs_here(), self._viewed)
        self._show_badge()
        self.primary_changed.emit()
        self.heading_changed.emit()

    def _show_badge(self) -> None:
        going_on = [follower for follower in self._followers.values() if follower.is_running()]
        self.status_changed.emit(f"{going_on[0].curves.progress:.2f}" if going_on else "")

    def _look(self) -> None:
        """Count the dataset if needed and list the runs, both in threads."""
        dataset = self.dataset
        if dataset is not None and self._facts is None and self._studying is None:
            seed = self._setup.recipe().seed
            self._studying = jobs.run_in_thread(
                lambda: study(dataset, seed=seed), self._on_studied, self._on_study_failed, parent=self
            )
        self._list_runs()

    def _list_runs(self) -> None:
        if self._listing is None or self._listing.is_done:
            self._listing = jobs.run_in_thread(
                runs.list_runs, self._on_runs_listed, messages.error, parent=self
            )

    def _on_studied(self, facts: DataFacts) -> None:
        self._studying = None
        self._facts = facts
        assert self.dataset is not None
        chosen = self._colour_choices.get(str(self.dataset.source), bool(facts.colours))
        messages.settle("counting")
        self._setup.show_facts(facts)
        self._setup.set_colours(chosen)
        self._on_setup_changed()

    def _on_study_failed(self, problem: StudioError) -> None:
        self._studying = None
        messages.error(problem, "counting")

    def _on_runs_listed(self, found: list[runs.RunInfo]) -> None:
        self._known_runs = found
        for info in self._runs_here():
            if (info.state == "running" or is_just_begun(info.path)) and info.path not in self._found:
                self._found.add(info.path)
                follower = self._follow(info.path)
                # Found again after the window was closed, or started elsewhere: that is what to look at.
                self._viewed = self._viewed or follower
        self._on_setup_changed()
        self._show()
        self._export_what_is_due()

    def _export_what_is_due(self) -> None:
        """Export a run that was to be exported and got done while no window was open."""
        for info in self._runs_here():
            if info.state == "finished" and (info.path / EXPORT_MARK).is_file():
                self._start_export(self._follow(info.path))

    def _runs_here(self) -> list[runs.RunInfo]:
        """Return the runs of the open dataset, newest first."""
        if self.dataset is None:
            return self._known_runs
        source = self.dataset.source.resolve()
        return [info for info in self._known_runs if Path(info.config.get("data", "")).resolve() == source]

    def _on_run_changed(self, follower: RunFollower) -> None:
        if follower.is_running() and follower.path not in {info.path for info in self._known_runs}:
            # It has begun to write: now it is a run like the others.
            self._list_runs()
        if follower is self._viewed:
            self._monitor.show_run(follower)
            self._side.show_facts(follower)
            self.primary_changed.emit()
        self._show_badge()

    def _on_run_ended(self, follower: RunFollower) -> None:
        if follower.refusal:
            if follower is not self._viewed:
                messages.error(StudioError(f"{follower.path.name}: {follower.refusal}"))
            return
        best = follower.curves.best
        if follower.state == "finished" and best:
            text = self.tr("{run} is done: mAP@0.5 {map50:.3f} in epoch {epoch}.")
            messages.info(text.format(run=follower.path.name, map50=best["map50"], epoch=best["epoch"]))
        if follower.state == "finished":
            self._start_export(follower)
        self._list_runs()

    def _start_export(self, follower: RunFollower) -> None:
        if follower.exports_when_done() and follower.has_checkpoint():
            follower.forget_export()
            self.export_wanted.emit(follower.path)

    def _on_setup_changed(self) -> None:
        recipe, facts = self._setup.recipe(), self._facts
        measured = [(info.start, info.epochs) for info in self._known_runs]

        def seconds(model: str) -> float | None:
            images = facts.train if facts else 0
            epoch = seconds_per_epoch(measured, model, imgsz=recipe.imgsz, images=images)
            return epoch * recipe.epochs if epoch and images else None

        starts = [
            (self.tr("{run}, mAP {map50:.3f}").format(run=info.path.name, map50=info.best_map50), info.path)
            for info in self._known_runs
            if info.config.get("model") == recipe.model and has_checkpoint(info)
        ]
        classes = len(self.dataset.class_names) if self.dataset else 0
        self._setup.show_choices(classes, seconds, [(text, str(path)) for text, path in starts])
        self.primary_changed.emit()

    def _on_colours_chosen(self, keep: bool) -> None:
        if self.dataset is not None:
            source = str(self.dataset.source)
            self._colour_choices.pop(source, None)
            self._colour_choices[source] = keep
            while len(self._colour_choices) > COLOUR_CHOICES_KEPT:
                self._colour_choices.pop(next(iter(self._colour_choices)))

    def _ask_for_weights(self) -> None:
        kinds = self.tr("Checkpoints ({patterns})").format(patterns=file_pattern(CHECKPOINT_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Start from a checkpoint"), "", kinds)
        if chosen:
            self._setup.set_weights_file(chosen)

    def _show_folder(self) -> None:
        if self._viewed is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._viewed.path)))
