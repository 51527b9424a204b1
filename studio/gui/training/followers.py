"""The runs this window follows: found, started, resumed, and exported when done."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.runs import folder as runs
from studio.gui import jobs, messages
from studio.gui.training.follow import EXPORT_MARK, LOG, RunFollower, is_just_begun
from studio.gui.training.recipe import Recipe


class Followers(QObject):
    """One follower a run; trainings are processes of their own, which outlive the window."""

    changed = Signal(object)
    """A follower has new events, or another state."""
    ended = Signal(object)
    """The process of a follower is gone."""
    export_due = Signal(object)
    """A run (a Path) that was to be exported when done is done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[Path, RunFollower] = {}
        self._found: set[Path] = set()

    def start(self, recipe: Recipe, data: Path, *, then_export: bool) -> RunFollower:
        """Start a training.

        Raises:
            StudioError: its folder can't be made, or the system could not start it.
        """
        run = runs.new_run_folder(recipe.model)
        if then_export:
            atomic_write(run / EXPORT_MARK, "")
        pid = jobs.start_detached("train", recipe.arguments(data, run), log_file=run / LOG)
        self._found.add(run)
        return self.follow(run, pid)

    def missing_data(self, run: RunFollower) -> str | None:
        """Return the dataset a run was trained on when it is not there any more, else None."""
        with contextlib.suppress(StudioError):
            data = str(runs.read_run(run.path).config.get("data", ""))
            if data and not Path(data).exists():
                return data
        return None

    def resume(self, run: RunFollower, more_epochs: int, moved_to: Path | None = None) -> RunFollower:
        """Go on with a run: from its last epoch, or so many epochs beyond its end; and return it.

        Args:
            moved_to: where its dataset is now, when that was moved.

        Raises:
            StudioError: the system could not start it.
        """
        arguments = ["--resume", str(run.path)]
        if run.state == "finished":
            reached = int(run.curves.end.get("epoch", run.curves.total_epochs))
            arguments += ["--epochs", str(reached + more_epochs)]
        if moved_to is not None:
            arguments.append(str(moved_to))
        self._found.add(run.path)
        run.go_on(jobs.start_detached("train", arguments, log_file=run.path / LOG))
        return run

    def follow(self, path: Path, pid: int | None = None) -> RunFollower:
        """Return the follower of a run; `pid` is the process just started for it."""
        if pid is not None:
            # A training that was refused left its folder's name to this one.
            self.forget(path)
        if path not in self._known:
            follower = RunFollower(path, pid=pid, parent=self)
            follower.changed.connect(lambda: self.changed.emit(follower))
            follower.ended.connect(lambda: self._on_ended(follower))
            self._known[path] = follower
        self._known[path].look_again()
        return self._known[path]

    def find(self, path: Path) -> RunFollower | None:
        """Return the follower of a run that is followed already."""
        return self._known.get(path)

    def take_in(self, found: Sequence[runs.RunInfo]) -> RunFollower | None:
        """Follow those of these runs that go on, and export those that were to be; return the first new one.

        It was found again after the window was closed, or was started elsewhere.
        """
        first = None
        for info in found:
            if (info.state == "running" or is_just_begun(info.path)) and info.path not in self._found:
                self._found.add(info.path)
                first = first or self.follow(info.path)
        for info in found:
            # Done while no window was open.
            if info.state == "finished" and (info.path / EXPORT_MARK).is_file():
                self._export(self.follow(info.path))
        return first

    def watch(self, found: Sequence[runs.RunInfo]) -> None:
        """Follow those of these runs that go on, of whatever dataset: each can be seen and stopped."""
        for info in found:
            if info.state == "running" or is_just_begun(info.path):
                self.follow(info.path)

    def forget_found(self) -> None:
        """Let runs that go on be found anew."""
        self._found.clear()

    def forget(self, path: Path) -> None:
        """Follow a run no longer."""
        self._found.discard(path)
        follower = self._known.pop(path, None)
        if follower is not None:
            # Off the status bar too, should it still be there: nothing may ask it any more.
            follower.stop_for_exit()
            follower.deleteLater()

    def progress(self) -> float | None:
        """Return how far a run is that goes on; None without any."""
        return next((run.curves.progress for run in self._known.values() if run.is_running()), None)

    def _on_ended(self, run: RunFollower) -> None:
        best = run.curves.best
        if not run.refusal and run.state == "finished":
            if best:
                text = self.tr("{run} is done: mAP@0.5 {map50:.3f} in epoch {epoch}.")
                messages.info(text.format(run=run.path.name, map50=best["map50"], epoch=best["epoch"]))
            self._export(run)
        self.ended.emit(run)

    def _export(self, run: RunFollower) -> None:
        if run.exports_when_done() and run.has_checkpoint():
            run.forget_export()
            self.export_due.emit(run.path)
