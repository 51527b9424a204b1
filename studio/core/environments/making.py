"""Making and removing environments: whole or not at all, and nothing that is not ours is touched."""

from __future__ import annotations

import errno
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.environments.places import READY, interpreter, is_link, root, state
from studio.core.environments.programs import TIED, Ended, own_variables, run_program
from studio.core.environments.table import Environment, find_environment
from studio.core.errors import DiskFull, StudioError
from studio.core.files import atomic_write, own_folder, write_error
from studio.core.locks import folder_lock
from studio.core.words import tr

Progress = Callable[[int, int, str], None]
"""Told (steps done, steps in all, what is done now)."""
ShouldStop = Callable[[], bool]

MARK = "made-by-detection-studio"
"""Written first and removed last: a folder without it is somebody else's."""
ROOM = 1.5
"""What is fetched lies beside what is installed for a while; packed it is a third of it."""
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
class _Base:
    """A Python that environments can be made with, and the pip that it brings."""

    python: str
    pip: str


def make(
    name: str, progress: Progress = lambda done, of, what: None, should_stop: ShouldStop = lambda: False
) -> Path:
    """Make an environment unless it is ready, and return its Python.

    What was fetched before lies in pip's own cache, so that a run after a broken one goes on there.

    Raises:
        StudioError: no such environment, no Python or no room for it, no network, or a folder not ours.
        Cancelled: `should_stop` said so; nothing half is left.
    """
    row = find_environment(name)
    with _alone():
        folder = own_folder(root(), name)
        if state(name) == "ready":
            return interpreter(folder)
        base = _find_base(row, should_stop)
        _clear(folder)
        _check_room(row)
        try:
            atomic_write(folder / MARK, "")
            _install(row, base, folder, progress, should_stop)
            atomic_write(folder / READY, json.dumps({"requirements": row.fingerprint}))
        except BaseException:
            with suppress(StudioError):
                _clear(folder)
            raise
        return interpreter(folder)


def remove(name: str) -> bool:
    """Remove an environment, or what a killed run left of one; return whether there was anything.

    Raises:
        StudioError: no such environment, or the folder is a link or holds what is not ours.
    """
    find_environment(name)
    if not root().is_dir():
        return False
    with _alone():
        folder = root() / name
        if is_link(folder):
            own_folder(root(), name)
        was_there = folder.exists()
        _clear(folder)
        return was_there


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other studios from making and removing environments meanwhile."""
    try:
        root().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(root(), error) from error
    with folder_lock(root()):
        yield


def _install(
    row: Environment, base: _Base, folder: Path, progress: Progress, should_stop: ShouldStop
) -> None:
    """Fill a folder with a virtual environment that has all requirements; raises as `make`."""
    steps = len(row.requirements) + 2
    progress(0, steps, tr("Making the environment."))
    # Without pip in it: the one that Python brings can install from where it lies, and the folder is smaller.
    made = run_program(
        [base.python, "-I", "-m", "venv", "--without-pip", str(folder)], should_stop=should_stop
    )
    if made.code != 0:
        raise explain(row, made, tr("Python can't make a virtual environment"))
    python = str(interpreter(folder))
    collected = 0

    def hear(line: str) -> None:
        nonlocal collected
        if line.startswith("Collecting "):
            progress(1 + collected, steps, tr("Fetching {name}.", name=line.split()[1]))
            collected = min(collected + 1, len(row.requirements))
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
    variables = {key: value for key, value in own_variables().items() if key not in NOT_FOR_US}
    fetched = run_program(
        [python, "-I", "-c", _PIP, base.pip, *wishes, *row.requirements],
        on_line=hear,
        should_stop=should_stop,
        variables={**variables, "PIP_USER": "0"},
    )
    if fetched.code != 0:
        raise explain(row, fetched, tr("pip failed"))
    checked = run_program([python, "-I", "-c", _CHECK, *row.requirements], should_stop=should_stop)
    if checked.code != 0 or checked.lines:
        raise explain(row, checked, tr("pip did not install what it was asked to"))
    progress(steps, steps, tr("Ready."))


def explain(row: Environment, ended: Ended, otherwise: str) -> StudioError:
    """Return what to tell of a program that failed, from what it printed; `otherwise` begins the reason."""
    text = "\n".join(ended.lines)
    if _DISK_FULL.search(text):
        return _full(row)
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


def _full(row: Environment) -> DiskFull:
    return DiskFull(
        tr(
            "There is no room for the environment {name}: it takes {size} MB.",
            name=row.name,
            size=row.size_mb,
        ),
        tr("Free some space in {folder}, or let STUDIO_HOME name a folder on another disk.", folder=root()),
    )


def _check_room(row: Environment) -> None:
    """Raise a DiskFull before anything is fetched when there is no room for it."""
    with suppress(OSError):
        if shutil.disk_usage(root()).free < ROOM * row.size_mb * 1e6:
            raise _full(row)


def _clear(folder: Path) -> None:
    """Remove an environment's folder; raises a StudioError when it isn't ours or can't be removed."""
    try:
        if not folder.exists():
            return
        if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file()):
            raise StudioError(
                tr("{folder} holds something that this program has not made.", folder=folder),
                tr("Move it elsewhere, or delete it, then try again."),
            )
        (folder / READY).unlink(missing_ok=True)
        for entry in folder.iterdir():
            if entry.name == MARK:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        (folder / MARK).unlink(missing_ok=True)
        folder.rmdir()
    except OSError as error:
        raise StudioError(
            tr("{folder} can't be removed: {reason}.", folder=folder, reason=error.strerror or error),
            tr("Close what uses it, and check that you may write there."),
        ) from error


def _find_base(row: Environment, should_stop: ShouldStop) -> _Base:
    """Return the Python to make an environment with: this program's own, or else one that is installed.

    Raises:
        StudioError: there is none of the right version with what is needed to make one.
    """
    for command in _candidates(row):
        with suppress(StudioError):
            asked = run_program(
                [*command, "-I", "-X", "utf8", "-c", _ASK], should_stop=should_stop, timeout_s=30
            )
            if asked.code == 0 and len(asked.lines) == 3 and asked.lines[0] in row.pythons:
                return _Base(asked.lines[1], asked.lines[2])
    versions = tr(" or ").join(row.pythons)
    raise StudioError(
        tr("No Python {versions} was found that can make the environment.", versions=versions),
        tr(
            "Install Python {version} (on Debian and Ubuntu its package python3-venv, too), then try again.",
            version=row.pythons[0],
        ),
    )


def _candidates(row: Environment) -> Iterator[Sequence[str]]:
    """Yield the commands that may start a fitting Python, the likeliest first."""
    # A frozen program is no Python.
    if not getattr(sys, "frozen", False):
        yield [sys.executable]
    if sys.platform == "win32" and (launcher := shutil.which("py")):
        yield from ([launcher, f"-{version}"] for version in row.pythons)
    for name in (*(f"python{version}" for version in row.pythons), "python3", "python"):
        found = shutil.which(name)
        # Windows looks into the folder the person is in first, which is no place to run programs from.
        if found and Path(found).resolve().parent != Path.cwd():
            yield [found]
