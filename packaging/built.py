"""A built program, and what is known of it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from flavours import Flavour

SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


@dataclass(frozen=True, slots=True)
class Built:
    """What is packed into the files to give away.

    Attributes:
        program: its folder.
        made: where icons lie, and intermediate files may.
        dist: where what is given away goes.
        runtime: the program that an AppImage begins with, which mounts the rest.
    """

    flavour: Flavour
    version: str
    program: Path
    made: Path
    dist: Path
    runtime: Path | None = None

    def target(self, suffix: str) -> Path:
        """Return where a file to give away goes."""
        system = f"{SYSTEMS.get(sys.platform, sys.platform)}-{platform.machine().lower()}"
        return self.dist / f"{self.flavour.package}-{self.version}-{system}{suffix}"
