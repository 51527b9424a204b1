"""Suggestions on the Label page: which are shown on the open photo, what keys and buttons do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.json_door import Fields
from studio.core.words import paragraph
from studio.gui import jobs, messages
from studio.gui.actions import find
from studio.gui.labelling.alike import Alike
from studio.gui.labelling.ghost_counts import GhostCounts, collect, edited
from studio.gui.labelling.ghost_panel import USUAL_SCORE, GhostFacts, GhostPanel
from studio.gui.labelling.ghost_work import GhostWork
from studio.gui.labelling.tile_hint import TileHint
from studio.gui.widgets.model_picker import runnable_models

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.labelling.assist import Ghost, Suggestions
    from studio.core.labelling.session import LabelSession
    from studio.gui.labelling.browsing import Browsing
    from studio.gui.labelling.view import PhotoView

AHEAD = 2
"""Images after the open one that the model looks at meanwhile."""


class Ghosts(QObject):
    """Follows the session with the suggestions of the chosen model; what is accepted goes through it."""

    changed = Signal()
    """Other suggestions are shown, or can be accepted."""

    def __init__(self, parent: QObject, panel: GhostPanel, view: PhotoView, browsing: Browsing) -> None:
        super().__init__(parent)
        self.session: LabelSession | None = None
        self.suggestions: Suggestions | None = None
        self._panel, self._view, self._browsing = panel, view, browsing
        self._work = GhostWork(self)
        self._counts = GhostCounts(self)
        self._tile_hint = TileHint(self, panel, browsing)
        self._alike = Alike(self, browsing)
        self._offered: list[Ghost] | None = None
        self._problem = ""
        self._is_active = self._has_seen_photo = False
        self._names = self._called()
        self._loading: jobs.Task | None = None
        panel.switched.connect(self._reload)
        panel.switch.toggled.connect(self._on_toggled)
        panel.score_changed.connect(self._show)
        panel.sized_changed.connect(self._on_sized)
        panel.accept_wanted.connect(self.accept_all)
        panel.accept_everywhere_wanted.connect(self.accept_everywhere)
        panel.suggest_wanted.connect(self.suggest_all)
        panel.stop_wanted.connect(self._work.stop)
        view.canvas.ghost_clicked.connect(self.accept_one)
        # The keys that come next are for the photo.
        for button in (panel.switch, panel.sized, panel.accept, panel.suggest):
            button.clicked.connect(view.canvas.setFocus)
        browsing.list.order_chosen.connect(self._on_order)
        browsing.loaded.connect(self._on_photo)
        browsing.failed.connect(self._on_photo)
        self._work.found.connect(self._on_found)
        self._work.changed.connect(self._tell)
        self._work.failed.connect(self._on_failed)
        self._work.done.connect(self._on_done)
        self._counts.changed.connect(self._tell)
        self._tile_hint.changed.connect(self._tell)
        self._alike.found.connect(self._on_alike)
        self._alike.failed.connect(self._on_failed)

    # -- as the page has it ------------------------------------------------------------------------

    def set_session(self, session: LabelSession | None) -> None:
        """Show suggestions for the images of another dataset from now on."""
        self.session = session
        self._alike.follow(None)
        self._reload()

    def lowest_scores(self) -> dict[str, float]:
        """Return the lowest score of a suggestion for an image, by the image's path."""
        records = self.session.dataset.records if self.session is not None else []
        return {str(records[index].path): score for index, score in self._counts.lowest().items()}

    def activate(self) -> None:
        """The page is shown: list the models there are, and look at the open image."""
        self._is_active = True
        self._begin()

    def _begin(self) -> None:
        if self._has_seen_photo and self._is_active:
            jobs.run_in_thread(runnable_models, self._panel.model.set_runs, messages.error, parent=self)
            self._reload()

    def _on_photo(self) -> None:
        """The first photo is on the screen: what runs models may be loaded."""
        if not self._has_seen_photo:
            self._has_seen_photo = True
            self._begin()

    def deactivate(self) -> None:
        """Another page is shown, or the window closes: the open image needs no look any more."""
        self._is_active = False
        self._work.release()

    def save_state(self) -> dict[str, Any]:
        """Remember the choices."""
        model = self._panel.model.path()
        return {
            "is_on": self._panel.switch.isChecked(),
            "model": str(model) if model else "",
            "files": [str(path) for path in self._panel.model.files()],
            "tiles": self._panel.tiles.tiles(),
            "score": self._panel.score.value(),
            "is_sized": self._panel.sized.isChecked(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back the choices that still fit."""
        model = state.text("model")
        files = [Path(text) for text in state.texts("files")]
        self._panel.model.restore(Path(model) if model else None, files)
        self._panel.tiles.set_tiles(state.text("tiles"))
        self._panel.switch.setChecked(state.flag("is_on", False))
        self._panel.sized.setChecked(state.flag("is_sized", True))
        self._panel.score.set_value(state.number("score", USUAL_SCORE, low=0, high=1))

    def follow(self) -> None:
        """Show what is offered for the image that is open, with the boxes it has now."""
        session, suggestions = self.session, self.suggestions
        left = self._alike.follow(session)
        if session is None or suggestions is None:
            return
        if self._called() != self._names:
            # What a model calls by name may be a class now, another one, or none any more.
            self._names = self._called()
            self._counts.begin(session, suggestions)
        else:
            self._counts.count_indices(session.touched)
            self._counts.count(map(str, left))
        try:
            self._offered = suggestions.follow(session.record.path, session.boxes)
        except StudioError as problem:
            self._on_failed(problem)
            return
        if self._is_active:
            ahead = [self._browsing.list.model.neighbour(session.index, step) for step in range(AHEAD + 1)]
            images = [session.dataset.records[index].path for index in dict.fromkeys(ahead)]
            self._work.want([image for image in images if not suggestions.has(image)])
        self._update()

    def _called(self) -> tuple[list[str], dict[str, str]]:
        """Return what the classes are called, and what those are that were called otherwise."""
        if self.session is None:
            return [], {}
        dataset = self.session.dataset
        return list(dataset.class_names), dataset.former_names.now()

    # -- what is done with them --------------------------------------------------------------------

    def shown(self) -> list[Ghost]:
        """Return the suggestions that are shown: of the open image, from the chosen score on."""
        if not self._offered:
            return []
        from studio.core.labelling.assist import above

        return above(self._offered, self._panel.score.value())

    def model(self) -> Path | None:
        """Return the model that is chosen."""
        return self._panel.model.path()

    def can_accept(self) -> bool:
        """Say whether a suggestion is shown."""
        return bool(self._view.canvas.ghosts.ghosts)

    def can_accept_everywhere(self) -> bool:
        """Say whether there is a suggestion on any image."""
        return self._panel.everywhere.isEnabled()

    def can_suggest(self) -> bool:
        """Say whether there are a model and images."""
        return self.session is not None and self._panel.model.path() is not None

    def can_find_alike(self) -> bool:
        """Say whether there are boxes to find others by."""
        return self.session is not None and bool(self.session.boxes)

    def find_alike(self) -> None:
        """Look in the open photo for more of what the selected boxes show, else of what all do."""
        if self.session is not None and self.session.boxes:
            self._problem = ""
            self._alike.look(self.session)
            self._tell()

    def drop_alike(self) -> bool:
        """Forget what was found so; returns False when there was nothing."""
        return self._alike.drop()

    def accept_all(self) -> None:
        """Make boxes of what is shown."""
        if count := self._accept(self.shown()):
            told = self.tr("Suggestions accepted: {count}. Ctrl+Z takes it back.")
            messages.info(told.format(count=f"{count:,}"))

    def accept_one(self, ghost: Ghost) -> None:
        """Make a box of one."""
        self._accept([ghost])

    def accept_picked(self) -> None:
        """Make boxes of those that are chosen, else of the one under the cursor."""
        if picked := self._picked():
            self._accept(picked)

    def reject_picked(self) -> None:
        """Say that they are none, for good."""
        from studio.core.labelling.accepting import reject

        if self.session is not None and self.suggestions is not None and (picked := self._picked()):
            messages.attempt("suggestions", reject, self.session, self.suggestions, picked)

    def drop_chosen(self) -> bool:
        """Choose none any more; returns False when none was chosen."""
        had = self._view.canvas.ghosts.drop()
        if had:
            self._view.show_boxes()
        return had

    def accept_everywhere(self) -> None:
        """Ask whether what is offered on all images from the chosen score on is to become boxes."""
        session, suggestions = self.session, self.suggestions
        if session is None or suggestions is None:
            return
        from studio.core.labelling.assist import above

        score, known = self._panel.score.value(), edited(session)
        every, by_look = range(len(session.dataset.records)), set(map(str, suggestions.alike))

        def look() -> dict[int, list[Ghost]]:
            looked_at = by_look.union(suggestions.images())
            indices = [index for index in every if str(session.dataset.records[index].path) in looked_at]
            found = collect(suggestions, session.dataset, indices, known)
            return {index: some for index, ghosts in found.items() if (some := above(ghosts, score))}

        jobs.run_in_thread(
            look,
            lambda found: self._ask(session, suggestions, score, found),
            lambda problem: messages.error(problem, "suggestions"),
            parent=self,
        )

    def suggest_all(self) -> None:
        """Have the model look at every unlabelled image."""
        session = self.session
        if session is None or self._panel.model.path() is None:
            return
        if not self._panel.switch.isChecked():
            # Who asks for suggestions wants to see them.
            self._panel.switch.setChecked(True)
        self._problem = ""
        self._work.use(self._panel.model.path(), session.dataset.source, self._panel.tiles.tiles())
        self._work.suggest_all()

    def _picked(self) -> list[Ghost]:
        picked = self._view.canvas.ghosts.picked()
        if not picked:
            messages.info(self.tr("Point at a suggestion, or choose some with Shift+click."))
        return picked

    def _accept(self, ghosts: Sequence[Ghost]) -> int:
        """Make boxes of some; return of how many, 0 when that failed and was told."""
        from studio.core.labelling.accepting import accept

        session, suggestions = self.session, self.suggestions
        if session is None or suggestions is None or not ghosts:
            return 0
        result = messages.attempt("labels", accept, session, suggestions, {session.index: ghosts})
        return int(result[0]) if result is not None else 0

    def _ask(
        self,
        session: LabelSession,
        suggestions: Suggestions,
        score: float,
        found: Mapping[int, Sequence[Ghost]],
    ) -> None:
        if session is not self.session or suggestions is not self.suggestions or not found:
            return
        from studio.core.labelling.accepting import accept

        def do() -> None:
            result = messages.attempt("labels", accept, session, suggestions, found)
            if result is not None:
                told = self.tr("Suggestions accepted: {count}, on images: {images}. Ctrl+Z takes all back.")
                messages.info(told.format(count=f"{result[0]:,}", images=f"{result[1]:,}"))

        count = sum(map(len, found.values()))
        labelled = sum(bool(edited(session).get(index, ("", ()))[1]) for index in found)
        labelled += sum(
            session.dataset.state(session.dataset.records[index]) == "labelled"
            for index in found
            if index not in edited(session)
        )
        text = self.tr("Make boxes of the suggestions from {score} on? There are {count}, images: {images}.")
        text = text.format(count=f"{count:,}", score=f"{score:.2f}", images=f"{len(found):,}")
        if labelled:
            have = self.tr("Of these images have boxes already, which stay as they are: {count}.")
            text = paragraph(text, have.format(count=f"{labelled:,}"))
        self._view.question.ask(text, self.tr("Accept all"), self.tr("Leave them"), do, self._view.canvas)

    def _on_order(self, is_by_doubt: bool) -> None:
        """Order the images by how unsure the model is of them now; that stays so until it is chosen again."""
        images, session, suggestions = self._browsing.list, self.session, self.suggestions
        if not is_by_doubt or session is None or suggestions is None or not suggestions.images():
            images.set_order(None)
            if is_by_doubt:
                messages.info(self.tr("No model looked at these images yet: choose one under Suggestions."))
            return
        dataset, score = session.dataset, self._panel.score.value()

        def look() -> list[int]:
            from studio.core.labelling.uncertainty import least_sure_first, unsureness

            unsure = {}
            for index, record in enumerate(dataset.records):
                if (found := suggestions.found(record.path)) is not None:
                    unsure[index] = unsureness(found.detections, score)
            done = [state != "unseen" for state in dataset.states()]
            return least_sure_first(unsure, len(dataset.records), done)

        def show(order: list[int]) -> None:
            if session is self.session:
                images.set_order(order)

        jobs.run_in_thread(look, show, lambda problem: messages.error(problem, "suggestions"), parent=self)

    # -- what models tell --------------------------------------------------------------------------

    def _on_toggled(self, is_on: bool) -> None:
        """Who wants no suggestions wants none of any kind; to choose a model says nothing of the kind."""
        if not is_on:
            self._alike.drop()

    def _on_alike(self) -> None:
        """Something was looked for, or is wanted no more."""
        if self.suggestions is None:
            self._reload()
        else:
            self.follow()
            self._view.show_boxes()
            if self.session is not None:
                self._counts.count_indices([self.session.index])
        self._tell_alike()

    def _tell_alike(self) -> None:
        if self._alike.by_image and self.suggestions is not None:
            self._alike.tell(len(self.shown()))

    def _reload(self) -> None:
        """Open the suggestions for the dataset in a thread: the chosen model's, or just those by look."""
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        session, model = self.session, self._panel.model.path()
        is_on = self._panel.is_on() and session is not None
        self.suggestions, self._offered, self._problem = None, None, ""
        self._counts.begin(session, None)
        tiles = self._panel.tiles.tiles()
        self._work.use(model, session.dataset.source if session is not None else None, tiles)
        if not is_on:
            self._work.release()
        is_wanted = self._is_active and self._has_seen_photo and (is_on or bool(self._alike.by_image))
        if session is not None and is_wanted:
            dataset, used = session.dataset, model if is_on else None
            self._loading = jobs.run_in_thread(
                lambda: _open(used, dataset, tiles), self._on_opened, self._on_failed, parent=self
            )
        self._show()

    def _on_opened(self, suggestions: Suggestions) -> None:
        self._loading = None
        session = self.session
        assert session is not None
        self.suggestions = suggestions
        suggestions.is_sized = self._panel.sized.isChecked()
        suggestions.alike = self._alike.by_image
        self._names = self._called()
        self._counts.begin(session, suggestions)
        self.follow()
        self._view.show_boxes()
        self._tell_alike()

    def _on_sized(self) -> None:
        if self.suggestions is not None:
            self.suggestions.is_sized = self._panel.sized.isChecked()
            self.follow()
            self._view.show_boxes()

    def _on_found(self) -> None:
        session, suggestions = self.session, self.suggestions
        if session is None or suggestions is None:
            return
        try:
            images = suggestions.refresh()
        except StudioError as problem:
            self._on_failed(problem)
            return
        self._counts.count(images)
        if str(session.record.path) in images:
            self.follow()
            self._view.show_boxes()

    def _on_failed(self, problem: StudioError) -> None:
        self._loading = None
        self._problem = f"{problem.cause} {problem.remedy}".strip()
        self._show()

    def _on_done(self, report: Mapping[str, Any]) -> None:
        text = self.tr("The model looked at all unlabelled images: {count}.")
        messages.info(text.format(count=f"{report['images']:,}"))

    # -- showing -----------------------------------------------------------------------------------

    def _show(self) -> None:
        self._update()
        self._view.show_boxes()

    def _update(self) -> None:
        """Have the canvas paint what is to be shown with the boxes, the next time it does."""
        self._view.canvas.ghosts.show(self.shown())
        # Under a cursor that stands still may be another one now.
        self._view.canvas.update_cursor()
        self._tell()

    def _tell(self) -> None:
        panel, session = self._panel, self.session
        notice, is_warning = self._notice()
        count, images = self._counts.above(panel.score.value())
        panel.show_facts(
            GhostFacts(
                here=None if self._offered is None else len(self._view.canvas.ghosts.ghosts),
                is_alike=bool(self._alike.by_image),
                is_finding=self._alike.is_looking(),
                everywhere=count,
                images=images,
                is_looking=self._loading is not None or self._work.is_looking(),
                can_suggest=session is not None and panel.model.path() is not None,
                progress=self._work.progress(),
                notice=notice,
                is_warning=is_warning,
                times_as_large=self._times_as_large(),
                classes=self._classes(),
            )
        )
        self.changed.emit()

    def _times_as_large(self) -> float:
        """Return by how much the usual suggestion here is enlarged, as a side of a square."""
        suggestions, ghosts = self.suggestions, self._offered
        if suggestions is None or not suggestions.is_sized or not ghosts:
            return 1.0
        width, height = suggestions.sizing.ratio(ghosts[0].class_id)
        return (width * height) ** 0.5

    def _classes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self.session is None or self.suggestions is None:
            return (), ()
        names, former = self._called()
        return tuple(names), tuple(former.get(name) or name for name in self.suggestions.names)

    def _notice(self) -> tuple[str, bool]:
        if self._problem:
            return self._problem, True
        if self._panel.model.path() is None:
            first = self.tr(
                "Train a model on some labelled photos, or choose a file: what it finds in the others is "
                "shown dashed, to be accepted by a click or all at once by Enter."
            )
            second = self.tr("Without one, draw a few boxes and press {key}: more like them are found.")
            return paragraph(first, second.format(key=find("label.alike").shown_shortcut())), False
        if self.suggestions is not None and (missing := self.suggestions.missing):
            text = self.tr("This dataset has no class of these names, so they are not suggested: {names}.")
            return text.format(names=", ".join(missing)), True
        return self._tile_hint.advise(self.session if self.suggestions else None), False


def _open(model: Path | None, dataset: Dataset, tiles: str) -> Suggestions:
    from studio.core.labelling.assist import Suggestions
    from studio.core.runs.suggestions import ghost_file, rejections_of, tiles_name
    from studio.core.runs.tiling import chosen_tiling

    source, former = dataset.source, dataset.former_names
    found = ghost_file(model, source, tiles_name(chosen_tiling(tiles, model))) if model is not None else None
    return Suggestions(found, rejections_of(source, former), dataset.class_names, former=former)
