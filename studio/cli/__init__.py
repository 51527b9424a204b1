"""The command line: one row of COMMANDS per verb, the same work the window does, headless.

Nothing heavy is imported before a verb needs it. With `--json` stdout carries one JSON document and
nothing else, progress and remarks go to stderr; with `--events` all goes to stdout, a JSON line each. Exit
codes: 0 done, 1 the work failed or a check did not hold, 2 wrong use or unusable input.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import NoReturn, TextIO

from studio import __version__
from studio.cli.output import Output
from studio.core.errors import DataGone, StudioError
from studio.core.runtime.needs import TORCH, Need
from studio.core.words import mark, mark_n, tr, trn

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True)
class Command:
    """One verb: its name, which is its module's, too, the line shown for it, and what it needs.

    The module is imported when the verb is asked for. It has `arguments(parser)`, which adds what it takes,
    and `run(options, output)`, which does it and returns the exit code.
    """

    name: str
    text: str
    needs: Need | None = None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what the verb takes."""
        self._module().arguments(parser)

    def run(self, options: argparse.Namespace, output: Output) -> int:
        """Do it, and return the exit code; raises a StudioError when this installation can't."""
        if self.needs is not None:
            self.needs.require()
        code: int = self._module().run(options, output)
        return code

    def _module(self) -> ModuleType:
        return importlib.import_module(f"studio.cli.{self.name}")


COMMANDS: tuple[Command, ...] = (
    Command("demo", mark("do the whole main job on a set of drawn photos"), TORCH),
    Command("get", mark("list sets of labelled photos to begin with, or draw or fetch one")),
    Command("check", mark("tell what is in a dataset and what is wrong with it")),
    Command("convert", mark("write labels in another format, such as YOLO, VOC, COCO or LabelMe")),
    Command("add", mark("add copies of images to a dataset")),
    Command("frames", mark("take frames of a video as images of a dataset")),
    Command("split", mark("put images on sides to train and to measure on, whole photos at a time")),
    Command("tile", mark("cut photos and their labels into tiles")),
    Command("stitch", mark("put tiles back together to whole photos, with their labels")),
    Command("sync", mark("bring the labels of tiles and of their photos in line")),
    Command("models", mark("list the models that can be trained")),
    Command("weights", mark("list or fetch published weights to start from")),
    Command("inspect", mark("show the layers of a model")),
    Command("anchors", mark("fit anchors to a dataset"), TORCH),
    Command("preview", mark("draw what a training would see"), TORCH),
    Command("train", mark("train a model, or go on with a run"), TORCH),
    Command("evaluate", mark("measure a model on labelled images")),
    Command("bugs", mark("rank the likely mistakes in the labels of a dataset")),
    Command("report", mark("write a page on what a run came to")),
    Command("export", mark("write a model for other devices, and verify it"), TORCH),
    Command("verify", mark("prove that a file from anywhere finds what its checkpoint finds"), TORCH),
    Command("serve", mark("show an exported web page to the phones of the local network")),
    Command("setup", mark("list, make or remove what a format's converter or web pages need")),
    Command("detect", mark("run a model on images")),
    Command("suggest", mark("have a model suggest boxes for images; Label shows them, to be accepted")),
    Command("doctor", mark("tell what this machine can do, and how long a training takes on it")),
    Command("updates", mark("tell whether there is a newer version of this program")),
    Command("live", mark("run a model on a camera, video or folder and time it")),
)


ARGPARSE_WORDS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("the following arguments are required: %s"),
    mark("one of the arguments %s is required"),
    mark("unrecognized arguments: %s"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("not allowed with argument %s"),
    mark("ignored explicit argument %r"),
    mark("expected one argument"),
    mark("expected at most one argument"),
    mark("expected at least one argument"),
    mark_n("expected %s argument", "expected %s arguments"),
    mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse itself says here; it asks gettext, whose place tr and trn take."""
vars(argparse).update({"_": tr, "ngettext": trn})


class _Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes become a StudioError, told like every other."""

    def error(self, message: str) -> NoReturn:
        cause = message[:1].upper() + message[1:]
        raise StudioError(tr("{cause}.", cause=cause), tr("See {program} --help.", program=self.prog))


def is_command(arguments: Sequence[str]) -> bool:
    """Return whether the command line should answer: a verb, a question, or a word that isn't a dataset."""
    if not arguments:
        return False
    first = arguments[0]
    if first.startswith("-"):
        return first in ("-h", "--help", "--version")
    # A mistyped verb gets a sentence in the terminal, not a window that looks for a folder of that name.
    return first in _verbs() or not Path(first).exists()


def run(arguments: Sequence[str]) -> int:
    """Run a verb and return its exit code; a user's mistake is one line on stderr."""
    _use_utf8(sys.stdout, sys.stderr)
    # Looked for by hand, because a mistake among the arguments is told in events, too.
    output = Output(sys.stdout, sys.stderr, has_events="--events" in arguments)
    program = "studio"
    try:
        command = _find(arguments, output)
        if command is None:
            return DONE
        program = f"studio {command.name}"
        parser = _Parser(prog=program, description=tr(command.text), allow_abbrev=False)
        command.add_arguments(parser)
        parser.add_argument("--json", action="store_true", help=tr("print one JSON document"))
        parser.add_argument("--events", action="store_true", help=tr("print one JSON line per event"))
        options = parser.parse_args(arguments[1:])
        # The result is one of the events.
        options.json = options.json or options.events
        # What a library prints must not end up among the results.
        with contextlib.redirect_stdout(sys.stderr):
            code = command.run(options, output)
        output.results.flush()
    except DataGone as error:
        output.complain(program, error)
        return FAILED
    except StudioError as error:
        output.complain(program, error)
        return WRONG_USE
    except KeyboardInterrupt:
        output.say(tr("{program}: stopped.", program=program))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has seen enough. Python would complain again when it closes stdout.
        with contextlib.suppress(OSError, io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if output.has_events:
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            output.complain(
                program, StudioError(tr("{program} failed: {reason}.", program=program, reason=reason))
            )
        raise
    return code


def _verbs() -> dict[str, Command]:
    return {command.name: command for command in COMMANDS}


def _find(arguments: Sequence[str], output: Output) -> Command | None:
    """Return the verb asked for, or None when help or the version was printed.

    Raises:
        StudioError: there is no such verb.
    """
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help"):
        output.line(tr("usage: studio [DATA]              open the window"))
        output.line(tr("       studio VERB [ARGUMENTS]    work without a window"))
        output.line()
        output.table([(f"  {command.name}", tr(command.text)) for command in COMMANDS])
        output.line()
        output.line(
            tr("DATA is a folder of images, a data YAML or a darknet obj.data; MODEL is a run folder,")
        )
        output.line(tr("a checkpoint or an exported file. See studio VERB --help."))
        output.results.flush()
        return None
    if first == "--version":
        output.line(f"studio {__version__}")
        return None
    verbs = _verbs()
    if first not in verbs:
        import difflib

        near = difflib.get_close_matches(first, verbs, n=1)
        raise StudioError(
            tr("{word} is neither a verb nor a dataset that exists.", word=first),
            tr("Did you mean {verb}?", verb=near[0]) if near else tr("See studio --help."),
        )
    if len(arguments) == 1 and Path(first).is_dir():
        output.say(
            tr("{word} is taken as the verb; write .{sep}{word} for the folder.", word=first, sep=os.sep)
        )
    return verbs[first]


def _use_utf8(*streams: TextIO) -> None:
    """Write UTF-8 whatever the system's code page, and odd file names as escapes that JSON can read."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
