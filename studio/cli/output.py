"""What the command line writes: results to stdout, everything said on the way to stderr."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from studio.core.errors import StudioError
from studio.core.words import columns, padded, tr, visible, visible_json

if TYPE_CHECKING:
    from studio.core.data.record import Problem
    from studio.core.tiling.report import Report

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Output:
    """The two streams of one command; nothing else writes to `results`.

    Names of files and classes come from anywhere: what a terminal would obey is written as an escape.

    With `has_events` all that happens goes to `results`, one JSON object a line with its kind as `event`:
    `progress {done, of, what}`, `note {message}`, `warning {message}`, `error {cause, remedy}`,
    `result {result}`, and what training adds. That is how the window, and any script, follows a command.
    """

    results: TextIO
    remarks: TextIO
    has_events: bool = False

    def line(self, text: str = "") -> None:
        """Write a line of the result."""
        self.results.write(visible(text) + "\n")

    def json(self, document: Any) -> None:
        """Write the one JSON document of a command that was asked for one."""
        if self.has_events:
            self.event({"event": "result", "result": document})
            return
        self.results.write(visible_json(json.dumps(document, indent=1, ensure_ascii=False)) + "\n")
        self.results.flush()

    def event(self, event: dict[str, Any]) -> None:
        """Write one event as a JSON line, at once."""
        self.results.write(visible_json(json.dumps(event, ensure_ascii=False)) + "\n")
        self.results.flush()

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows as aligned columns, numbers to the right."""
        widths = [max(columns(_text(cell)) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (
                padded(_text(cell), width, right=not isinstance(cell, str))
                for cell, width in zip(row, widths, strict=True)
            )
            self.line("  ".join(cells).rstrip())

    def say(self, text: str) -> None:
        """Write a remark."""
        self._tell("note", text)

    def warn(self, text: str) -> None:
        """Write a remark on something that makes the result doubtful."""
        self._tell("warning", text)

    def _tell(self, kind: str, text: str) -> None:
        if self.has_events:
            self.event({"event": kind, "message": text})
            return
        self.remarks.write(visible(text) + "\n")
        self.remarks.flush()

    def complain(self, program: str, error: StudioError) -> None:
        """Write an error: its cause and remedy, as one line."""
        if self.has_events:
            self.event({"event": "error", "cause": error.cause, "remedy": error.remedy})
            return
        self.say(f"{program}: {error}")

    def progress(self, what: str) -> Callable[[int, int], None]:
        """Return a function (done, total) that writes `done/total what`, on a terminal in place."""
        report = self.steps(what)
        return lambda done, total: report(done, total, what)

    def steps(self, first: str = "") -> Callable[[int, int, str], None]:
        """Return a function (done, total, what) as that of `progress`; what is new is written at once."""
        is_terminal = self.remarks.isatty()
        every = 0.1 if is_terminal or self.has_events else 1.0
        last, doing, width = time.monotonic(), first, 0

        def report(done: int, total: int, what: str) -> None:
            nonlocal last, doing, width
            now = time.monotonic()
            if done < total and what == doing and now - last < every:
                return
            last, doing = now, what
            if self.has_events:
                self.event({"event": "progress", "done": done, "of": total, "what": what})
                return
            text = f"{done}/{total} {visible(what)}"
            end = "\n" if done >= total or not is_terminal else "\r"
            # In place of a longer text, which would look out behind it.
            self.remarks.write((padded(text, width) if is_terminal else text) + end)
            width = columns(text) if end == "\r" else 0
            self.remarks.flush()

        return report


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return visible(cell)
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:.4g}" if abs(cell) < 1000 else f"{cell:,.0f}"


@contextmanager
def stop_on_interrupt(
    asked: threading.Event, signals: Sequence[signal.Signals] = (signal.SIGINT,)
) -> Iterator[None]:
    """Have the first Ctrl+C, or other signal, set an event, so that a loop can end and tell its results."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(*_: object) -> None:
        asked.set()
        put_back()

    def put_back() -> None:
        for number, handler in old.items():
            signal.signal(number, handler)

    old = {number: signal.signal(number, ask) for number in signals}
    try:
        yield
    finally:
        put_back()


SHOWN_PROBLEMS = 50


def tell_report(report: Report, output: Output, *, as_json: bool) -> None:
    """Print what work on tiles gave: its document where that is asked for, else rows, sentences, problems."""
    if as_json:
        output.json(report.to_dict())
        return
    output.table(report.rows())
    for note in report.notes:
        output.say(note)
    list_problems(report.problems, output)


def list_problems(problems: Sequence[Problem], output: Output) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        place = f"{problem.file}:{problem.line}" if problem.line else str(problem.file)
        output.line(f"{place}: {problem.message}")
    if len(problems) > SHOWN_PROBLEMS:
        output.line(tr("and {count} more; --json has all.", count=len(problems) - SHOWN_PROBLEMS))
