"""Making virtual environments: of a Python that is found on this machine, filled by its pip."""

from __future__ import annotations

import errno
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.environments.contents import Progress, ShouldStop, no_room
from studio.core.environments.packages import INTERPRETER
from studio.core.environments.programs import TIED, Ended, own_variables, run_program
from studio.core.errors import StudioError
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.environments.table import Environment

NOT_FOR_US = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_QUIET", "PIP_DRY_RUN", "PIP_REQUIRE_HASHES")
"""Wishes of the person's for other installations; their index, proxy and cache are kept to."""

_ASK = """\
import ensurepip, pathlib, sys, sysconfig, venv
places = [sysconfig.get_config_var("WHEEL_PKG_DIR"), pathlib.Path(ensurepip.__file__).parent / "_bundled"]
wheels = [wheel for place in places if place for wheel in sorted(pathlib.Path(place).glob("pip-*.whl"))]
print("{}.{}".format(*sys.version_info), sys.executable, wheels[0], sep="\\n")
"""
_PIP = f"""\
{TIED}
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
_CHECK = """\
import importlib.metadata, sys
for wanted in sys.argv[1:]:
    name, version = wanted.split("==")
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        found = "nothing"
    if found != version:
        print(f"{found} instead of {wanted}")
"""
_NO_NETWORK = re.compile(
    r"connection broken by|Max retries exceeded|NewConnectionError|NameResolutionError|timed out|ProxyError",
    re.IGNORECASE,
)
_DISK_FULL = re.compile(rf"\[(Errno {errno.ENOSPC}|Errno {errno.EDQUOT}|WinError 112)\]")


@dataclass(frozen=True, slots=True)
class Base:
    """A Python that environments can be made with, and the pip that it brings."""

    python: str
    pip: str


def install(
    row: Environment,
    requirements: tuple[str, ...],
    base: Base,
    folder: Path,
    progress: Progress,
    should_stop: ShouldStop,
    index: str,
) -> None:
    """Fill a folder with a virtual environment that has all requirements; raises as `prepare`."""
    steps = len(requirements) + 2
    progress(0, steps, tr("Making the environment."))
    # Without pip in it: the one that Python brings can install from where it lies, and the folder is smaller.
    made = run_program(
        [base.python, "-I", "-m", "venv", "--without-pip", str(folder)], should_stop=should_stop
    )
    if made.code != 0:
        raise explain(row, made, tr("Python can't make a virtual environment"))
    python = str(folder / INTERPRETER)
    collected = 0

    def hear(line: str) -> None:
        nonlocal collected
        # In their order; the second word stands for files that lie on this machine.
        if line.startswith(("Collecting ", "Processing ")) and collected < len(requirements):
            name = requirements[collected].partition("==")[0]
            collected += 1
            progress(collected, steps, tr("Fetching {name}.", name=name))
        elif line.startswith("Installing "):
            progress(steps - 1, steps, tr("Installing."))

    wishes = [
        "install",
        "--no-deps",
        # Nothing is built here, so nothing of a package is run before it is asked to.
        "--only-binary=:all:",
        "--ignore-requires-python",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar=off",
        "--no-warn-script-location",
    ]
    if index:
        wishes.append(f"--index-url={index}")
    variables = {key: value for key, value in own_variables().items() if key not in NOT_FOR_US}
    fetched = run_program(
        [python, "-I", "-c", _PIP, base.pip, *wishes, *requirements],
        on_line=hear,
        should_stop=should_stop,
        variables={**variables, "PIP_USER": "0"},
    )
    if fetched.code != 0:
        raise explain(row, fetched, tr("pip failed"))
    checked = run_program([python, "-I", "-c", _CHECK, *requirements], should_stop=should_stop)
    if checked.code != 0 or checked.lines:
        raise explain(row, checked, tr("pip did not install what it was asked to"))
    progress(steps, steps, tr("Ready."))


def explain(row: Environment, ended: Ended, otherwise: str) -> StudioError:
    """Return what to tell of a program that failed, from what it printed; `otherwise` begins the reason."""
    text = "\n".join(ended.lines)
    if _DISK_FULL.search(text):
        return no_room(row)
    if _NO_NETWORK.search(text):
        return StudioError(
            tr(
                "The packages for {name} can't be fetched: the package index can't be reached.", name=row.name
            ),
            tr("Connect this machine, or name a mirror in PIP_INDEX_URL, and run it again: it goes on."),
        )
    errors = [line for line in ended.lines if line.startswith(("ERROR:", "Error:"))] or list(ended.lines)
    reason = errors[-1].partition(":")[2].strip() if errors and ": " in errors[-1] else "".join(errors[-1:])
    return StudioError(
        tr(
            "The environment {name} can't be made: {what} ({reason}).",
            name=row.name,
            what=otherwise,
            reason=reason.rstrip(".")[:200] or tr("it ended with {code}", code=ended.code),
        ),
        tr("Run it again; what was fetched is kept."),
    )


def find_base(pythons: tuple[str, ...], should_stop: ShouldStop) -> Base:
    """Return the Python to make an environment with: this program's own, or else one that is installed.

    Raises:
        StudioError: there is none of the right version with what is needed to make one.
    """
    for command in _candidates(pythons):
        with suppress(StudioError):
            asked = run_program(
                [*command, "-I", "-X", "utf8", "-c", _ASK], should_stop=should_stop, timeout_s=30
            )
            if asked.code == 0 and len(asked.lines) == 3 and asked.lines[0] in pythons:
                return Base(asked.lines[1], asked.lines[2])
    versions = tr(" or ").join(pythons)
    raise StudioError(
        tr("No Python {versions} was found that can make the environment.", versions=versions),
        tr(
            "Install Python {version} (on Debian and Ubuntu its package python3-venv, too), then try again.",
            version=pythons[0],
        ),
    )


def _candidates(pythons: tuple[str, ...]) -> Iterator[Sequence[str]]:
    """Yield the commands that may start a fitting Python, the likeliest first."""
    # A frozen program is no Python.
    if not getattr(sys, "frozen", False):
        yield [sys.executable]
    if sys.platform == "win32" and (launcher := shutil.which("py")):
        yield from ([launcher, f"-{version}"] for version in pythons)
    for name in (*(f"python{version}" for version in pythons), "python3", "python"):
        found = shutil.which(name)
        # Windows looks into the folder the person is in first, which is no place to run programs from.
        if found and Path(found).resolve().parent != Path.cwd():
            yield [found]
