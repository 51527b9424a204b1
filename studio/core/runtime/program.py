"""The engine of foreign programs: a child process runs the file, and is killed when it has to be.

An ONNX, TorchScript or `.ptl` file is a program: it may never end, take the process down that reads it, or
give more than memory holds. So whatever is opened by its path is run by a child (`program_child`), which is
ended by Ctrl+C, by whoever stops the work, on any fault, and with this process. Only files that this very
process has just written are run in it (`load_detector(..., is_ours=True)`): the proof of an export.

Checkpoints are data, and their networks end; they are run in this process, too.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from multiprocessing import Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import Cancelled, StudioError
from studio.core.runtime import PROGRAM_VERB
from studio.core.runtime.contract import check_tensor_size
from studio.core.runtime.program_channel import Shape, SharedMemory, bytes_of, read_shapes, receive, send
from studio.core.spec import ModelSpec
from studio.core.words import tr

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor
    from studio.core.runtime.threads import Threads

POLL_SECONDS = 0.1
"""How often a wait looks whether it is to stop; Ctrl+C and the end of the child are noticed at once."""
MAX_BYTES = 1 << 30
"""No picture of a detector takes more memory, and no output."""


class ProgramEngine:
    """A foreign file in a child process; `name` is the runtime that runs it there."""

    batch = 1

    def __init__(
        self,
        kind: str,
        path: Path,
        imgsz: int | None = None,
        threads: Threads = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Start the child and have it open the file.

        Raises:
            StudioError: it can't be opened, or the child ended while it tried.
            Cancelled: `should_stop` said so; the child is gone. It is asked while an answer is waited for.
        """
        self.name = kind
        self._path = path
        self._should_stop = should_stop
        self._answers: SharedMemory | None = None
        self._process, self._connection = _start()
        # Not `__del__`: a process that ends with engines open must end their children, too.
        self._end = weakref.finalize(self, _end, self._process, self._connection)
        with self._faults():
            send(self._connection, {"kind": kind, "path": str(path), "imgsz": imgsz, "threads": threads})
            answer = self._answer()
            if "error" not in answer:
                self.spec = ModelSpec.from_dict(answer["spec"])
                shape = (1, 3, *self.spec.input_wh[::-1])
                (self._picture,) = self._share([shape]).tensors([shape])
                return
        self._end()
        raise _told(answer)

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input.

        Raises:
            StudioError: it can't be run; once the child ended without an answer it can't be any more.
            Cancelled: `should_stop` said so; the child is gone.
        """
        check_tensor_size(tensor.shape, self.spec)
        with self._faults():
            self._picture[...] = tensor
            chosen = asdict(thresholds) if thresholds else None
            send(self._connection, {"input": self._picture.shape, "thresholds": chosen})
            answer = self._answer()
            if "error" not in answer:
                return self._outputs(answer)
        raise _told(answer)

    def close(self) -> None:
        """End the child; it has nothing to lose."""
        self._end()

    def _outputs(self, answer: dict[str, Any]) -> list[Tensor]:
        """Return copies of the outputs of an answer, with more memory for them where there is too little."""
        shapes = read_shapes(answer["outputs"])
        if "needs_memory" in answer:
            self._answers = self._share(shapes)
            self._answer()
        if self._answers is None or self._answers.size < bytes_of(shapes):
            raise ValueError("more outputs than there is memory for")
        return [view.copy() for view in self._answers.tensors(shapes)]

    def _share(self, shapes: Sequence[Shape]) -> SharedMemory:
        """Make memory for tensors and hand it to the child.

        Raises:
            StudioError: they are larger than any of a detector; nothing was taken for them.
        """
        size = bytes_of(read_shapes([list(shape) for shape in shapes]))
        if size > MAX_BYTES:
            raise StudioError(
                tr(
                    "{path} works with {shapes} values, which is more than any detector needs.",
                    path=self._path,
                    shapes=", ".join("x".join(map(str, shape)) for shape in shapes),
                ),
                tr("Export it again from its checkpoint, with a smaller image size."),
            )
        return SharedMemory.share(size, self._connection, self._process.pid)

    def _answer(self) -> dict[str, Any]:
        """Wait for the child's next message, for ever unless asked to stop."""
        while not self._connection.poll(POLL_SECONDS):
            if self._should_stop():
                raise Cancelled
        return receive(self._connection)

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        """End the child on whatever goes wrong, Ctrl+C too: nobody knows what it is at."""
        try:
            yield
        except (
            EOFError,
            OSError,
            ValueError,
            LookupError,
            TypeError,
            ArithmeticError,
            RecursionError,
        ) as error:
            self._end()
            raise StudioError(
                tr("The program in {path} ended without an answer.", path=self._path),
                tr("Export it again from its checkpoint; if others fail as well, more memory may help."),
            ) from error
        except BaseException:
            self._end()
            raise


def _told(answer: dict[str, Any]) -> StudioError:
    """Return the error that the child tells of."""
    error = answer["error"]
    cause, remedy = error if isinstance(error, list) and len(error) == 2 else (error, "")
    return StudioError(str(cause), str(remedy))


def _start() -> tuple[subprocess.Popen[bytes], Connection]:
    """Start a child and return it with our end of the pipe to it.

    Its standard input carries nothing: that it is closed tells the child that this process is gone.
    """
    ours, theirs = Pipe()
    handle = theirs.fileno()
    choices: dict[str, Any]
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        only = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        choices = {"creationflags": flags, "startupinfo": only}
    else:
        # A session of its own: Ctrl+C in the terminal is for this process, which then ends the child.
        choices = {"pass_fds": [handle], "start_new_session": True}
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        process = subprocess.Popen(
            [*_command(), str(handle)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **paths, "ORT_DISABLE_TELEMETRY": "1"},
            **choices,
        )
    except OSError as error:
        ours.close()
        raise StudioError(
            tr("The process that runs the model can't be started: {reason}.", reason=error.strerror),
            tr("Close other programs and try again."),
        ) from error
    finally:
        theirs.close()
    return process, ours


def _command() -> list[str]:
    """Return the command line that starts a child, but for the handle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PROGRAM_VERB]
    # -P: the folder the person is in is no place to import from.
    return [sys.executable, "-P", "-m", "studio", PROGRAM_VERB]


def _end(process: subprocess.Popen[bytes], connection: Connection) -> None:
    """Kill a child, whatever it is at, and wait until it is gone."""
    process.kill()
    connection.close()
    assert process.stdin is not None
    process.stdin.close()
    process.wait()
