"""Run folders: where trainings live, what state each is in, and the event stream they write."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.core import leftovers
from studio.core.errors import FileMissing, StudioError
from studio.core.files import atomic_write, write_error
from studio.core.json_door import Number, Whole, read_json
from studio.core.locks import folder_lock
from studio.core.runs.config import FORMAT, STORED
from studio.core.runs.events import DamagedEvent, Event, parse_event
from studio.core.runs.notes import load_note
from studio.core.versions import refuse_newer
from studio.core.words import tr

RunState = Literal["running", "finished", "stopped", "interrupted", "failed"]

CONFIG, EVENTS, STOP, PROCESS = "config.json", "events.jsonl", "stop", "process.json"
OWN_SUFFIXES = {".": (".pt", ".json", ".html", ".txt", STOP), "plots": (".svg",), "worst": (".jpg", ".json")}
"""What is written atomically into a run, by folder."""
OWNER = {"pid": Whole(1, 2**31 - 1), "created": Number()}
"""The shape of PROCESS."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run as its folder shows it.

    Attributes:
        path: the run folder.
        state: `interrupted` is a run whose process is gone without a last word; it can be resumed.
        config: the settings it was started with.
        start: its newest `start` event, or empty.
        epochs: its `epoch` events, in order.
        last: its newest event, or empty.
        note: what the user wrote about it, or empty.
        problem: what about its files is damaged, in words; such a run has failed.
    """

    path: Path
    state: RunState
    config: dict[str, Any]
    start: Event
    epochs: tuple[Event, ...]
    last: Event
    note: str = ""
    problem: str = ""

    @property
    def best(self) -> Event:
        """The epoch event whose weights are the best checkpoint's; empty before the first."""
        return best_epoch(self.epochs)

    @property
    def best_map50(self) -> float:
        """The best checkpoint's mAP@0.5, 0 before the first."""
        return float(self.best.get("map50", 0.0))


def best_epoch(epochs: Sequence[Event]) -> Event:
    """Return the epoch event whose weights are the best checkpoint's: the last one marked so, or empty.

    That is not the one of the highest mAP@0.5: mAP@0.5:0.95 counts more.
    """
    return next((epoch for epoch in reversed(epochs) if epoch.get("best")), {})


def cause_of(error: Event) -> str:
    """Return what an `error` event says happened; runs of before called it their message."""
    return str(error.get("cause", error.get("message", "")))


def runs_folder() -> Path:
    """Return the folder new runs go to (`STUDIO_RUNS` overrides it)."""
    override = os.environ.get("STUDIO_RUNS")
    return Path(override) if override else Path.home() / "DetectionStudio" / "runs"


def new_run_folder(model: str, parent: Path | None = None) -> Path:
    """Make and return an empty folder `<model>-<n>` for a run.

    Raises:
        StudioError: the folder can't be made.
    """
    parent = parent or runs_folder()
    stem = Path(model).stem
    try:
        parent.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            path = parent / f"{stem}-{number}"
            with contextlib.suppress(FileExistsError):
                path.mkdir()
                return path
            number += 1
    except OSError as error:
        raise StudioError(
            tr(
                "A run folder can't be made in {parent}: {reason}.",
                parent=parent,
                reason=error.strerror or error,
            ),
            tr("Choose another folder with --out, or set STUDIO_RUNS."),
        ) from error


class EventLog:
    """Appends events to a run's `events.jsonl`, one JSON object a line, on disk before it returns."""

    def __init__(self, run: Path) -> None:
        """Open the file, and make it where there is none.

        Raises:
            StudioError: it can't be written.
        """
        self._path = run / EVENTS
        try:
            # Unbuffered: after a failure nothing may wait to be written a second time.
            self._stream = self._path.open("ab", buffering=0)
            # A killed process may have left half a line: end it, so that the next event stands alone.
            if self._stream.tell() and not self._path.read_bytes().endswith(b"\n"):
                self._stream.write(b"\n")
        except OSError as error:
            raise write_error(self._path, error) from error

    def write(self, event: Event) -> None:
        """Append one event, whole or not at all; in ASCII, because a file's name may be no Unicode.

        Raises:
            StudioError: it can't be written; DiskFull when there is no room.
        """
        line = json.dumps(event).encode() + b"\n"
        begun = self._stream.seek(0, os.SEEK_END)
        try:
            while line:
                line = line[self._stream.write(line) :]
        except OSError as error:
            with contextlib.suppress(OSError):
                self._stream.truncate(begun)
            raise write_error(self._path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def tail_events(run: Path, offset: int = 0, *, file: str = EVENTS) -> tuple[list[Event], int]:
    """Return the events after byte `offset` and the offset to ask from next time; half lines wait.

    What is damaged is left out. `file` is another one in the run's folder that has events among its lines.
    """
    events, offset, _ = _look_at_events(run / file, offset)
    return events, offset


def _look_at_events(path: Path, offset: int = 0) -> tuple[list[Event], int, str]:
    """Return what `tail_events` does, and what is damaged, in words."""
    try:
        # What is no file may never end.
        if path.exists() and not path.is_file():
            return [], offset, tr("{path} is not a file.", path=path)
        with path.open("rb") as stream:
            stream.seek(offset)
            content = stream.read()
    except FileNotFoundError:
        return [], offset, ""
    except OSError as error:
        reason = error.strerror or error
        return [], offset, tr("{path} can't be read: {reason}.", path=path, reason=reason)
    whole = content.rfind(b"\n") + 1
    events, problem = [], ""
    for line in content[:whole].splitlines():
        try:
            event = parse_event(line)
        except DamagedEvent as damage:
            problem = problem or damage.cause
        else:
            if event is not None:
                events.append(event)
    return events, offset + whole, problem


def read_run(path: Path) -> RunInfo:
    """Read a run folder.

    Raises:
        FileMissing: it isn't one.
        NewerVersion: a newer version of this program wrote it.
        StudioError: its settings are damaged. With damaged events it has failed, and has a problem.
    """
    path = Path(path)
    remedy = tr("Give the folder a training wrote, with config.json in it.")
    try:
        # Of a newer version it may have another shape.
        refuse_newer(read_json(path / CONFIG, {}, remedy=remedy).get("format"), FORMAT, path)
        config = read_json(path / CONFIG, STORED, remedy=remedy)
    except FileMissing as error:
        raise FileMissing(tr("{path} is not a run folder.", path=path), remedy) from error
    events, _, problem = _look_at_events(path / EVENTS)
    start: Event = {}
    # A resumed run repeats the epochs after its checkpoint; the later ones count.
    epochs: dict[int, Event] = {}
    for event in events:
        if event["event"] == "start":
            start = event
        elif event["event"] == "epoch":
            epochs = {number: old for number, old in epochs.items() if number < event["epoch"]}
            epochs[event["epoch"]] = event
    last = events[-1] if events else {}
    state = _state(path, last, problem)
    return RunInfo(path, state, config, start, tuple(epochs.values()), last, load_note(path), problem)


def _state(path: Path, last: Event, problem: str) -> RunState:
    if is_alive(path):
        return "running"
    if problem:
        return "failed"
    ends: dict[str, RunState] = {"done": "finished", "stopped": "stopped", "error": "failed"}
    return ends.get(str(last.get("event")), "interrupted")


def list_runs(parent: Path | None = None) -> list[RunInfo]:
    """Return the runs in a folder, newest first; one whose settings can't be read is listed as failed."""
    parent = parent or runs_folder()
    if not parent.is_dir():
        return []
    folders = []
    for path in parent.iterdir():
        # It may be renamed or moved to the trash while the others are looked at.
        with contextlib.suppress(OSError):
            folders.append(((path / CONFIG).stat().st_mtime, path))
            remove_leftovers(path)
    return [_read_anyhow(path) for _, path in sorted(folders, reverse=True)]


def remove_leftovers(run: Path) -> None:
    """Remove what saving left half-written in a run folder when it was killed."""
    for folder, suffixes in OWN_SUFFIXES.items():
        leftovers.sweep(run / folder, lambda name: name.endswith(suffixes))  # noqa: B023


def _read_anyhow(path: Path) -> RunInfo:
    try:
        return read_run(path)
    except StudioError as damage:
        # One damaged run must not hide the others, and has to be seen to be moved to the trash.
        return RunInfo(path, "failed", {}, {}, (), {}, load_note(path), damage.cause)


def request_stop(run: Path) -> None:
    """Ask a run to stop after its current step; works from any process."""
    atomic_write(run / STOP, "stop\n")


def is_stop_requested(run: Path) -> bool:
    """Return whether `request_stop` was called since the run was started."""
    return (run / STOP).exists()


def claim(run: Path) -> None:
    """Mark a run as worked on by this process.

    Raises:
        StudioError: another living process works on it.
    """
    import psutil

    # Looking and writing are one act: of any number that try at the same moment, one gets the run.
    with folder_lock(run):
        if is_alive(run):
            raise StudioError(
                tr("The run {run} is still going on in another process.", run=run),
                tr("Stop it first, or watch it in the window."),
            )
        remove_leftovers(run)
        (run / STOP).unlink(missing_ok=True)
        process = psutil.Process()
        atomic_write(run / PROCESS, json.dumps({"pid": process.pid, "created": process.create_time()}))


def release(run: Path) -> None:
    """Take the mark of `claim` away."""
    (run / PROCESS).unlink(missing_ok=True)


def is_alive(run: Path) -> bool:
    """Return whether the process that claimed the run still lives.

    Its start time is compared too: after a restart of the machine the number may belong to another program.
    """
    import psutil

    try:
        mark = read_json(run / PROCESS, OWNER)
        process = psutil.Process(mark["pid"])
        alive = abs(process.create_time() - mark["created"]) < 2
        return alive and bool(process.status() != psutil.STATUS_ZOMBIE)
    except (OSError, StudioError, psutil.Error):
        return False


def kill(run: Path) -> None:
    """End a run's process at once; its last whole epoch is kept and it can be resumed."""
    import psutil

    if is_alive(run):
        with contextlib.suppress(OSError, StudioError, psutil.Error):
            psutil.Process(read_json(run / PROCESS, OWNER)["pid"]).kill()
