"""Where environments are, and which of them can be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from studio.core.environments.contents import root
from studio.core.environments.table import find_environment
from studio.core.errors import StudioError
from studio.core.json_door import Text, read_json
from studio.core.words import tr

State = Literal["absent", "stale", "ready"]
"""Not there (half an environment isn't); made of other versions, or with a part gone; to be used."""

READY = "ready.json"
"""Written last: what is without it was never finished."""


def is_link(folder: Path) -> bool:
    """Return whether a folder in `root()` leads elsewhere; whatever is there is not ours."""
    # Not `is_symlink`: Windows has junctions too.
    return os.path.normcase(os.path.realpath(folder)) != os.path.normcase(
        Path(os.path.realpath(folder.parent)) / folder.name
    )


def state(name: str) -> State:
    """Return whether the environment `name` can be used; nothing is run for that.

    Raises:
        StudioError: there is none of this name.
    """
    row = find_environment(name)
    folder = root() / name
    if is_link(folder):
        return "absent"
    try:
        made_of = read_json(folder / READY, {"requirements": Text()})["requirements"]
    except StudioError:
        return "absent"
    is_whole = all((folder / part).is_file() for part in row.contents.parts)
    return "ready" if made_of == row.contents.fingerprint and is_whole else "stale"


def problem(name: str) -> StudioError | None:
    """Return what to tell when an environment can't be used yet; None when it can."""
    row = find_environment(name)
    found = state(name)
    if found == "ready":
        return None
    words = {"title": tr(row.title), "name": name}
    return StudioError(
        tr("{title} is not set up.", **words)
        if found == "absent"
        else tr("{title} was set up by another version of this program.", **words),
        tr("Run studio setup {name}, or press Set up on its card.", **words),
    )


def parts(name: str) -> dict[str, Path]:
    """Return the parts of an environment that is ready: where each is, by its name there.

    Raises:
        StudioError: it isn't.
    """
    if missing := problem(name):
        raise missing
    return {part: root() / name / part for part in find_environment(name).contents.parts}


def python(name: str) -> Path:
    """Return the Python of an environment that is ready.

    Raises:
        StudioError: it isn't.
    """
    return next(iter(parts(name).values()))


def web_parts() -> dict[str, Path]:
    """Return what web pages are made with: files by their place in a page's folder.

    Raises:
        StudioError: the environment `web` isn't ready.
    """
    return parts("web")
