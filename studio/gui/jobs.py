"""Work off the GUI thread: functions in a thread for seconds, child processes for minutes."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Qt, QTimer, Signal

from studio.core.errors import Cancelled, StudioError
from studio.core.json_door import Anything, Number, Text, has_shape, parse_json

if TYPE_CHECKING:
    import subprocess

log = logging.getLogger(__name__)

PROTOCOL = {
    "progress": {"done": Number(0), "of": Number(0), "what": Text()},
    "result": {"result": Anything()},
    "error": {"cause": Text(), "remedy": Text()},
}
"""The shapes of what a child tells of its work; its other events are somebody else's to understand."""
LOW_PRIORITY = 10
"""The niceness of a detached child."""


Lane = Literal["work", "photos"]
LANES: dict[Lane, int] = {"work": 3, "photos": 2}
"""How many threads each kind of work has."""


class Task:
    """A function under way in a thread; `cancel` means nobody wants its result any more."""

    def __init__(
        self, on_done: Callable[[Any], None], on_error: Callable[[StudioError], None], parent: QObject
    ) -> None:
        self.on_done = on_done
        self.on_error = on_error
        self.parent = parent
        self.is_done = False
        self.future: Future[None] | None = None
        self._stop = Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._stop.is_set()

    @property
    def is_stopped(self) -> Callable[[], bool]:
        """What the function may ask, in its thread, whether to go on; it holds nothing of the window."""
        return self._stop.is_set

    def cancel(self) -> None:
        """Drop the result; the function does not start if it has not yet, and ends early if it asks."""
        self._stop.set()
        if self.future is not None:
            self.future.cancel()


class _Threads(QObject):
    """The worker threads and their tasks; lives in the GUI thread.

    A worker knows its function and a number, nothing else: were it to hold a callback, the last reference
    to a widget could die in its thread, and the widget with it.
    """

    finished = Signal(int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.tasks: dict[int, Task] = {}
        self._count = 0
        # Photos to look at never wait behind a dataset that is counted.
        self._pools = {
            lane: ThreadPoolExecutor(workers, thread_name_prefix=f"studio-{lane}")
            for lane, workers in LANES.items()
        }
        self.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def start(self, function: Callable[[], Any], task: Task, lane: Lane) -> None:
        """Run a function when a worker of its lane is free."""
        # Those cancelled before they began never finish.
        self.tasks = {number: known for number, known in self.tasks.items() if not known.is_cancelled}
        self._count += 1
        self.tasks[self._count] = task
        task.future = self._pools[lane].submit(_work, function, self._count, self)

    def shut_down(self) -> None:
        """Drop what waits and wait for what runs."""
        for task in self.tasks.values():
            task.cancel()
        self.tasks.clear()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def _on_finished(self, number: int, result: object, error: BaseException | None) -> None:
        task = self.tasks.pop(number, None)
        if task is None:
            return
        task.is_done = True
        if task.is_cancelled or isinstance(error, Cancelled) or not shiboken6.isValid(task.parent):
            return
        if error is None:
            task.on_done(result)
        elif isinstance(error, StudioError):
            task.on_error(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def _work(function: Callable[[], Any], number: int, threads: _Threads) -> None:
    result: object = None
    caught: BaseException | None = None
    try:
        result = function()
    except BaseException as error:
        caught = error
    threads.finished.emit(number, result, caught)


_threads: list[_Threads] = []


def run_in_thread(
    function: Callable[[], Any],
    on_done: Callable[[Any], None],
    on_error: Callable[[StudioError], None],
    *,
    parent: QObject,
    lane: Lane = "work",
) -> Task:
    """Run `function` (which touches no widget) in a thread, then `on_done(result)` in the GUI thread.

    Neither callback is called once `parent` is gone or the task was cancelled. A StudioError goes to
    `on_error` (`messages.error` shows it); any other error goes to the excepthook.

    What a function needs of Qt's enums has to be named where its module is imported. PySide makes each enum
    when it is first asked for, also by a method that returns one, and two threads that do so at once crash.
    """
    return _start(lambda _: function(), Task(on_done, on_error, parent), lane)


def run_until_stopped(
    function: Callable[[Callable[[], bool]], Any],
    on_done: Callable[[Any], None],
    on_error: Callable[[StudioError], None],
    *,
    parent: QObject,
    lane: Lane = "work",
) -> Task:
    """As `run_in_thread`, for what takes long: `function(is_stopped)` asks and raises Cancelled when told."""
    return _start(function, Task(on_done, on_error, parent), lane)


def _start(function: Callable[[Callable[[], bool]], Any], task: Task, lane: Lane) -> Task:
    if not _threads:
        _threads.append(_Threads())
    is_stopped = task.is_stopped
    _threads[0].start(lambda: function(is_stopped), task, lane)
    return task


def is_busy() -> bool:
    """Return whether a thread's result is still to come."""
    return any(not task.is_cancelled for threads in _threads for task in threads.tasks.values())


def shut_down() -> None:
    """Drop all waiting thread work and wait for what is running; for the program's end."""
    while _threads:
        _threads.pop().shut_down()
    for process in _detached.values():
        if process.poll() is None:
            # Said to be over, so that Python does not warn of a process that outlives it on purpose.
            process.returncode = 0
    _detached.clear()


def command(verb: str, arguments: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Return program and arguments that run `studio verb arguments`, frozen or not."""
    if getattr(sys, "frozen", False):
        return sys.executable, [verb, *arguments]
    return sys.executable, ["-m", "studio", verb, *arguments]


def child_environment() -> dict[str, str]:
    """Return the variables a child `studio` needs on top of this process's own."""
    root = str(Path(__file__).parents[2])
    search = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(search)}


_detached: dict[int, subprocess.Popen[bytes]] = {}


def start_detached(verb: str, arguments: Sequence[str] = (), *, log_file: Path | None = None) -> int:
    """Start `studio verb` as a process that outlives the window; returns its process id.

    All it writes goes to `log_file`, because a pipe would have no reader once the window is closed.
    (QProcess.startDetached does not tell the process id in PySide6.)

    Raises:
        StudioError: the system could not start it.
    """
    import subprocess

    program, line = command(verb, [*arguments, "--events"])
    # A session (on Windows a console and group) of its own: what ends the window does not end it.
    on_windows = sys.platform == "win32"
    flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP if on_windows else 0
    # Below this window: it gets its share of the processor whenever it has something to do.
    flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS if on_windows else 0
    try:
        with open(log_file or os.devnull, "wb") as log_stream:
            process = subprocess.Popen(
                [program, *line],
                stdin=subprocess.DEVNULL,
                stdout=log_stream,
                stderr=log_stream,
                env={**os.environ, **child_environment()},
                start_new_session=not on_windows,
                creationflags=flags,
            )
    except OSError as error:
        reason = error.strerror or str(error)
        raise StudioError(
            QCoreApplication.translate("Jobs", "“{verb}” could not be started: {reason}.").format(
                verb=verb, reason=reason
            ),
            QCoreApplication.translate("Jobs", "Check the installation and the disk."),
        ) from error
    if not on_windows:
        import psutil

        with contextlib.suppress(psutil.Error):
            psutil.Process(process.pid).nice(LOW_PRIORITY)
    _detached[process.pid] = process
    return process.pid


def is_process_alive(pid: int) -> bool:
    """Return whether a process that this window started by `start_detached` still runs."""
    process = _detached.get(pid)
    return process is not None and process.poll() is None


def kill_process(pid: int) -> None:
    """End a process that this window started by `start_detached` at once."""
    if is_process_alive(pid):
        _detached[pid].kill()


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    for key, value in child_environment().items():
        environment.insert(key, value)
    return environment


class Job(QObject):
    """Something long under way that the status bar shows as a chip: a title, a progress, a stop.

    `progress_fraction` is 0..1, or -1 while unknown. Call `begin` and `end`; subclasses give `stop`.
    `folder` is one that must stay where it is meanwhile.
    """

    progressed = Signal(float, str)
    ended = Signal()
    is_training = False
    """Whether it trains the run in its folder."""
    is_quiet = False
    """Whether nobody needs to see that it is there: it waits for what it is told."""

    def __init__(self, title: str, parent: QObject | None = None, *, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.folder = folder
        self.progress_fraction = -1.0
        self.is_stopping = False

    def begin(self) -> None:
        """Show the job in the status bar."""
        active.add(self)

    def end(self) -> None:
        """Take the job off the status bar."""
        active.remove(self)
        self.ended.emit()

    def report(self, fraction: float, text: str = "") -> None:
        """Tell how far the job is."""
        self.progress_fraction = fraction
        self.progressed.emit(fraction, text)

    def stop(self) -> None:
        """Ask the job to stop."""
        self.is_stopping = True

    def stop_for_exit(self) -> None:
        """The window closes: by default the job is stopped at once."""
        self.stop()


class Jobs(QObject):
    """The jobs under way; the status bar listens."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Job] = []

    def add(self, job: Job) -> None:
        self.all.append(job)
        self.added.emit(job)

    def working_in(self, folder: Path) -> Job | None:
        """Return a job that needs a folder where it is, if there is one."""
        return next((job for job in self.all if job.folder == folder), None)

    def remove(self, job: Job) -> None:
        if job in self.all:
            self.all.remove(job)
            self.removed.emit(job)


active = Jobs()


class ProcessJob(Job):
    """`studio verb arguments --events` as a child process; it ends with the window.

    The child's JSON lines are all that is read of it. In the end comes `answered`, `failed` or `stopped`.
    """

    told = Signal(dict)
    """Any event of the child."""
    answered = Signal(object)
    """The document of its `result` event; the verb may have ended with exit code 1 all the same."""
    failed = Signal(object)
    """A StudioError: why there is no result."""
    stopped = Signal()
    """It was stopped, here."""

    def __init__(
        self,
        verb: str,
        arguments: Sequence[str] = (),
        parent: QObject | None = None,
        *,
        title: str = "",
        folder: Path | None = None,
        patience_ms: int = 5000,
    ) -> None:
        """`patience_ms` is how long it may take to stop before it is killed."""
        super().__init__(title or verb, parent, folder=folder)
        self._patience_ms = patience_ms
        self._stdout = bytearray()
        self._result: list[Any] = []
        self._error: StudioError | None = None
        self._verb = verb
        self._process = QProcess(self)
        program, line = command(verb, [*map(str, arguments), "--events"])
        self._process.setProgram(program)
        self._process.setArguments(line)
        self._process.setProcessEnvironment(_environment())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> ProcessJob:
        """Start the child."""
        self.begin()
        self._process.start()
        return self

    def is_running(self) -> bool:
        """Return whether the child is still there."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def stop(self) -> None:
        """Ask the child to stop; kill it when it does not within its patience."""
        if self.is_stopping or not self.is_running():
            return
        super().stop()
        self._process.terminate()
        QTimer.singleShot(self._patience_ms, self, self._kill)

    def stop_for_exit(self) -> None:
        """Stop and wait, so that nothing is left behind when the window is gone."""
        if not self.is_running():
            return
        self.stop()
        if not self._process.waitForFinished(3000):
            self._kill()
            self._process.waitForFinished(2000)

    def _kill(self) -> None:
        if self.is_running():
            self._process.kill()

    def _read(self) -> None:
        self._stdout += self._process.readAllStandardOutput().data()
        *lines, self._stdout = self._stdout.split(b"\n")
        for line in lines:
            # Some library may have written there past Python.
            with contextlib.suppress(StudioError):
                event = parse_json(line, {"event": Text()})
                if has_shape(event, PROTOCOL.get(event["event"], {})):
                    self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        match event["event"]:
            case "progress":
                of = event["of"]
                self.report(event["done"] / of if of else -1.0, event["what"])
            case "result":
                self._result = [event["result"]]
            case "error":
                self._error = StudioError(event["cause"], event["remedy"])
        self.told.emit(event)

    def _on_error(self, problem: QProcess.ProcessError) -> None:
        if problem == QProcess.ProcessError.FailedToStart:
            self._error = StudioError(self._process.errorString())
            self._finish()

    def _on_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._read()
        noise = self._process.readAllStandardError().data().decode("utf-8", "replace").strip()
        if noise:
            log.info("studio %s (exit code %d) wrote to stderr: %s", self._verb, code, noise)
        self._finish()

    def _finish(self) -> None:
        self.end()
        if self.is_stopping:
            self.stopped.emit()
        elif self._result and self._error is None:
            self.answered.emit(self._result[0])
        else:
            self.failed.emit(self._error or self._unsaid())
        self.deleteLater()

    def _unsaid(self) -> StudioError:
        return StudioError(
            QCoreApplication.translate("Jobs", "“{verb}” ended before it was done.").format(verb=self._verb),
            QCoreApplication.translate("Jobs", "Try again; the log has what it wrote last."),
        )


class Companion(ProcessJob):
    """A child that stays and does what it is told, a JSON line each; it answers by its events."""

    is_quiet = True

    def tell(self, document: Any) -> None:
        """Have it do something, as soon as it can."""
        self._process.write(json.dumps(document).encode() + b"\n")

    def stop(self) -> None:
        """End it."""
        # Where a program without a window can't be asked to end, it ends when nobody tells it anything.
        self._process.closeWriteChannel()
        super().stop()
