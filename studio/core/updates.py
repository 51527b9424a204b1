"""Whether there is a newer version: asked of the project's own page, and only when somebody wants to know."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from studio import __version__
from studio.core.errors import StudioError
from studio.core.fetching import fetch_small
from studio.core.json_door import Text, parse_json
from studio.core.words import tr

REPOSITORY = ""
"""owner/name on GitHub, where whoever publishes the program releases it; none is named yet.

`STUDIO_UPDATES_URL` names another address that answers as GitHub's for the latest release does.
"""
PAGE = f"https://github.com/{REPOSITORY}/releases"
NEWEST = f"https://api.github.com/repos/{REPOSITORY}/releases/latest"
LONGEST = 1_000_000
"""Bytes of the answer."""


@dataclass(frozen=True, slots=True)
class Update:
    """The newest version there is, and whether it is newer than this one."""

    version: str
    is_newer: bool

    @property
    def sentence(self) -> str:
        """What to tell."""
        words = {"newest": self.version, "own": __version__, "page": PAGE}
        if self.is_newer and REPOSITORY:
            return tr("Version {newest} is there; this is {own}. Get it from {page}.", **words)
        if self.is_newer:
            return tr("Version {newest} is there; this is {own}.", **words)
        return tr("This is the newest version, {own}.", **words)


def look_for_update() -> Update:
    """Ask for the newest version; nothing of this machine is told but that somebody asks.

    Raises:
        StudioError: the page can't be reached, or doesn't say, or none is named.
    """
    address = os.environ.get("STUDIO_UPDATES_URL", "") or (NEWEST if REPOSITORY else "")
    if not address:
        raise StudioError(
            tr("This copy names no place where newer versions are published."),
            tr("Ask whoever gave it to you."),
        )
    otherwise = tr("Look at {page} yourself.", page=PAGE) if REPOSITORY else tr("Try again later.")
    content = fetch_small(address, name=tr("the newest version"), most=LONGEST, otherwise=otherwise)
    told = parse_json(content, {"tag_name": Text()}, where=address, remedy=otherwise, most=LONGEST)
    version = told["tag_name"].removeprefix("v")
    return Update(version, _numbers(version) > _numbers(__version__))


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version's numbers; one that is still to be released (0.2.0rc1) counts as the one before it."""
    found = re.match(r"\d{1,9}(?:\.\d{1,9}){0,5}", version)
    numbers = tuple(map(int, found[0].split("."))) if found else ()
    is_before = bool(found) and re.match(r"[.-]?(a|b|rc|dev|alpha|beta)", version[found.end() :]) is not None  # type: ignore[union-attr]
    return (*numbers, *(0,) * (6 - len(numbers)), 0 if is_before else 1)
