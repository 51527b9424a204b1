"""The Train page: set a training up, watch it, and go on with what came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from studio.core.errors import StudioError
from studio.core.json_door import Fields
from studio.core.runs.data_recipe import read_data_recipe
from studio.core.runtime.needs import TORCH
from studio.gui import messages
from studio.gui.desktop import open_path
from studio.gui.training.choices import DatasetChoices
from studio.gui.training.follow import RunFollower
from studio.gui.training.followers import Followers
from studio.gui.training.lookout import Lookout
from studio.gui.training.monitor import Monitor
from studio.gui.training.over import Over
from studio.gui.training.recipe import Recipe
from studio.gui.training.setup import Setup
from studio.gui.training.side import Side
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset


class TrainPage(Page):
    """Before a training its cards; during and after it the run's curves and results."""

    key = "training"
    export_requested = Signal(object)
    """Show this run (a Path) on the Export page."""
    export_wanted = Signal(object)
    """Export and check this run now: "Train and export" was asked for and the training is done."""
    mistakes_wanted = Signal(object)
    """Find label mistakes in the open dataset with this run's model."""
    live_requested = Signal(object)
    """Show this run on the Live page."""

    def __init__(self) -> None:
        super().__init__()
        self._lookout = Lookout(self)
        self._lookout.counted.connect(self._on_counted)
        self._lookout.listed.connect(self._on_runs_listed)
        self._followers = Followers(self)
        self._followers.changed.connect(self._on_run_changed)
        self._followers.ended.connect(self._on_run_ended)
        self._followers.export_due.connect(self.export_wanted)
        self._viewed: RunFollower | None = None
        self._colour_choices = DatasetChoices()
        self._given_choices = DatasetChoices()
        self._is_shown = False
        self._over = Over(self)
        self._over.changed.connect(self._show)

        self._empty = EmptyState(
            "chart-bell-curve-cumulative",
            self.tr("Open a folder of labelled photos to train a detector on them."),
            self.tr("Open folder…"),
        )
        self._empty.clicked.connect(self.open_wanted)
        self._missing = TORCH.missing()
        self._without = EmptyState("chart-bell-curve-cumulative", str(self._missing or ""))
        self._without.setObjectName("without_training")
        self._setup = Setup()
        self._setup.changed.connect(self._on_setup_changed)
        self._setup.colours_chosen.connect(self._on_colours_chosen)
        self._setup.given.chosen.connect(self._on_given_chosen)
        self._setup.train_and_export.clicked.connect(lambda: self.start(then_export=True))
        self._monitor = Monitor()
        self._monitor.new_button.clicked.connect(self.new_training)
        self._monitor.more_button.clicked.connect(self.resume)
        self._monitor.live_button.clicked.connect(lambda: self.live_requested.emit(self._viewed.path))
        self._monitor.bugs_button.clicked.connect(lambda: self.mistakes_wanted.emit(self._viewed.path))
        self._setup.model_card.layers_button.clicked.connect(self.show_layers)
        self._setup.recipe_card.preview_button.clicked.connect(self.show_preview)
        self._over.preview.colours_wanted.connect(self._leave_colours_alone)
        self._setup.data_card.split_button.clicked.connect(self.show_split)
        self._over.split.ready_changed.connect(self.primary_changed)
        self._over.split.dataset_changed.connect(self.dataset_changed)
        self._stack = QStackedWidget()
        shown = (self._empty, self._without, self._setup, self._monitor)
        for widget in (*shown, *self._over.views):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._side = Side()
        self._side.run_chosen.connect(self.open_run)
        self._side.folder_wanted.connect(lambda: self._viewed and open_path(self._viewed.path))
        self._side.layers_wanted.connect(self.show_layers)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._side)
        self._sides.addWidget(self._over.layers.side)
        self.inspector = self._sides

    # -- what the window asks ----------------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Set a training up for this dataset, or watch the one that goes on for it."""
        super().set_dataset(dataset)
        self._monitor.bugs_button.setEnabled(dataset is not None)
        self._lookout.set_dataset(dataset)
        self._followers.forget_found()
        self._viewed = None
        self._show_given()
        self.refresh_dataset()
        self._show()

    def refresh_dataset(self) -> None:
        """Count again: labels or classes were edited."""
        self._over.forget_labels()
        self._lookout.forget_counts()
        self._setup.show_facts(None)
        if self._is_shown:
            self._look()
        else:
            # Not shown, the page still tells by its badge of a run that goes on.
            self._lookout.list_runs()

    def activate(self) -> None:
        """Count the dataset if that was not done yet, and look for runs."""
        self._is_shown = True
        self._look()

    def deactivate(self) -> None:
        """Runs under way are followed further, for the badge and the status bar."""
        self._is_shown = False

    def primary(self) -> tuple[str, bool]:
        """Return what comes next: train, stop, export or resume."""
        run, facts = self._viewed, self._lookout.facts
        if self._over.shown is self._over.split:
            return self.tr("Split"), self._over.split.is_ready()
        if run is None:
            return self.tr("Train"), self.can_train() and facts is not None and not facts.refusal
        if run.is_running():
            return (self.tr("Stop now") if run.is_stopping else self.tr("Stop")), True
        if run.has_checkpoint():
            return self.tr("Export"), True
        if run.can_resume():
            return self.tr("Resume"), self.can_train()
        return self.tr("New training"), True

    def can_train(self) -> bool:
        """Return whether this installation has what trains."""
        return self._missing is None

    def run_primary(self) -> None:
        """Train, stop, export or resume, as the button says."""
        run = self._viewed
        if self._over.shown is self._over.split:
            self._over.split.split()
        elif run is None:
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
        if self._over.shown is not None:
            return self._over.heading()
        if self._viewed is not None:
            return self._viewed.path.name
        return self.tr("New training") if self.dataset is not None else ""

    def save_state(self) -> dict[str, Any]:
        """Return the recipe and how the page is divided."""
        return {
            "recipe": self._setup.remembered().to_dict(),
            "recipe_folded": self._setup.recipe_card.is_folded(),
            "colours": self._colour_choices.state(),
            "given": self._given_choices.state(),
            "splitters": self._monitor.splitter_sizes(),
            "layers": self._over.layers.splitter_sizes(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back what was remembered."""
        self._setup.restore(Recipe.from_fields(state.fields("recipe")))
        self._colour_choices.restore(state.fields("colours"))
        self._given_choices.restore(state.fields("given"))
        self._monitor.restore_splitters(state.fields("splitters"))
        self._over.layers.restore_splitter(state.sizes("layers", 2))
        self._setup.recipe_card.set_folded(state.flag("recipe_folded", True))

    # -- verbs -------------------------------------------------------------------------------------

    def start(self, *, then_export: bool = False) -> None:
        """Start a training as a process of its own and watch it."""
        if self.dataset is None:
            return
        recipe = self._setup.recipe()
        if self._setup.recipe_card.offer.is_wanted():
            self._setup.show_offer()
            cause = self.tr("The published weights of {model} are not on this machine yet.")
            remedy = self.tr("Download them under Recipe, or start from scratch.")
            messages.error(StudioError(cause.format(model=recipe.model), remedy), "training")
            return
        data = self.dataset.source
        started = messages.attempt(
            "training", lambda: self._followers.start(recipe, data, then_export=then_export)
        )
        if started is not None:
            self._view(started)

    def resume(self) -> None:
        """Go on with the run in view: from its last epoch, or beyond its end."""
        if self._viewed is not None:
            self._go_on(self._viewed, self._monitor.more_epochs.value())

    def resume_run(self, wish: tuple[Path, int]) -> None:
        """Show a run and go on with it; one that is finished gets so many epochs more."""
        path, more_epochs = wish
        follower = self._followers.follow(path)
        self._view(follower)
        self._go_on(follower, more_epochs)

    def follow_move(self, move: tuple[Path, Path | None]) -> None:
        """A run has another folder now; None: it is in the trash."""
        old, new = move
        if self._viewed is not None and self._viewed is self._followers.find(old):
            self.open_run(new)
        self._followers.forget(old)

    def new_training(self) -> None:
        """Go back to the cards; a run under way goes on."""
        self._view(None)

    def open_run(self, path: Path | None) -> None:
        """Show a run, and follow it if it goes on; None sets a new one up."""
        self._view(self._followers.follow(Path(path)) if path is not None else None)

    def show_layers(self) -> None:
        """Explain the layers of the run in view, or of the model that is chosen."""
        run, recipe = self._viewed, self._setup.recipe()
        self._over.show(self._over.layers)
        if run is not None and run.has_checkpoint():
            self._over.layers.show_model(str(run.path), 0, self._over.layers.classes())
        else:
            classes = len(self.dataset.class_names) if self.dataset is not None else 0
            self._over.layers.show_model(recipe.model, recipe.imgsz, classes or self._over.layers.classes())

    def toggle_layers(self) -> None:
        """Show the layers, or go back."""
        if self._over.shown is self._over.layers:
            self._over.leave()
        else:
            self.show_layers()

    def show_preview(self) -> None:
        """Show what a training of the recipe would see, before it is started."""
        if self.dataset is None:
            return
        self._over.show(self._over.preview)
        names = self.dataset.class_names
        self._over.preview.show_recipe(self.dataset.source, self._setup.recipe(), names)

    def show_split(self, _: object = None) -> None:
        """Show how the open dataset can be split into images to train and to measure on."""
        if self.dataset is not None:
            self._over.show(self._over.split)
            self._over.split.show_dataset(self.dataset)

    def toggle_preview(self) -> None:
        """Show the preview, or go back."""
        if self._over.shown is self._over.preview:
            self._over.leave()
        else:
            self.show_preview()

    def back_out(self) -> None:
        """Leave the sample that is seen large, else the preview or the layers."""
        if self._over.shown is self._over.preview and self._over.preview.step_back():
            return
        self._over.leave()

    # -- what goes on inside -----------------------------------------------------------------------

    def _go_on(self, run: RunFollower, more_epochs: int) -> None:
        if run.is_running():
            return
        if self._missing:
            messages.error(self._missing, "training")
            return
        moved_to = None
        if (missing := self._followers.missing_data(run)) is not None:
            title = self.tr("Where is {data} now?").format(data=missing)
            if not (chosen := QFileDialog.getExistingDirectory(self, title)):
                return
            moved_to = Path(chosen)
        messages.attempt("training", lambda: self._followers.resume(run, more_epochs, moved_to))
        self._show()

    def _view(self, follower: RunFollower | None) -> None:
        self._viewed = follower
        if not self._over.leave():
            self._show()

    def _leave_colours_alone(self) -> None:
        self._setup.set_colours(True)
        self._on_colours_chosen(True)
        self.show_preview()

    def _show(self) -> None:
        self._sides.setCurrentWidget(
            self._over.layers.side if self._over.shown is self._over.layers else self._side
        )
        if self._viewed is not None:
            self._monitor.show_run(self._viewed)
        if self._over.shown is not None:
            self._stack.setCurrentWidget(self._over.shown)
        elif self._viewed is not None:
            self._stack.setCurrentWidget(self._monitor)
        else:
            ready = self._without if self._missing else self._setup
            self._stack.setCurrentWidget(self._empty if self.dataset is None else ready)
        self._side.show_runs(self._lookout.runs_here(), self._viewed, of_dataset=self.dataset is not None)
        self._show_badge()
        self.primary_changed.emit()
        self.heading_changed.emit()

    def _show_badge(self) -> None:
        progress = self._followers.progress()
        self.status_changed.emit("" if progress is None else f"{progress:.2f}")

    def _look(self) -> None:
        """Count the dataset if needed and list the runs, both in threads."""
        recipe = self._setup.recipe()
        self._lookout.count(recipe.seed, recipe.imgsz)
        self._lookout.list_runs()

    def _on_counted(self) -> None:
        facts = self._lookout.facts
        assert self.dataset is not None and facts is not None
        chosen = self._colour_choices.get(self.dataset.source, bool(facts.colours))
        self._setup.show_facts(facts)
        self._setup.set_colours(chosen)
        self._on_setup_changed()

    def _on_runs_listed(self) -> None:
        going_on = self._followers.take_in(self._lookout.runs_here())
        self._followers.watch(self._lookout.runs)
        self._viewed = self._viewed or going_on
        self._on_setup_changed()
        self._show()

    def _on_run_changed(self, follower: RunFollower) -> None:
        if follower.is_running() and not self._lookout.knows(follower.path):
            # It has begun to write: now it is a run like the others.
            self._lookout.list_runs()
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
        self._lookout.list_runs()

    def _on_setup_changed(self) -> None:
        facts, classes = self._lookout.facts, len(self.dataset.class_names) if self.dataset else 0
        self._setup.show_choices(classes, facts.train if facts else 0, self._lookout.runs)
        self.primary_changed.emit()

    def _on_given_chosen(self, is_taken: bool) -> None:
        if self.dataset is not None:
            self._given_choices.put(self.dataset.source, is_taken)
            self._show_given()

    def _show_given(self) -> None:
        """Take the recipe that the dataset's own file asks for, unless that was refused."""
        source = self.dataset.source if self.dataset is not None else Path()
        self._setup.set_given(read_data_recipe(source), is_taken=self._given_choices.get(source, True))

    def _on_colours_chosen(self, keep: bool) -> None:
        if self.dataset is not None:
            self._colour_choices.put(self.dataset.source, keep)
