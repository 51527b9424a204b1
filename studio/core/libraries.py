"""The libraries of the system that a window needs and a bare Linux lacks, and how to get them."""

from __future__ import annotations

import re
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.words import tr

DEBIAN = (
    "apt-get install libegl1 libgl1 libopengl0 libfontconfig1 libglib2.0-0 libdbus-1-3 libxkbcommon-x11-0"
    " libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0"
    " libxcb-shape0 libxcb-xkb1"
)
FEDORA = (
    "dnf install libglvnd-egl libglvnd-glx libglvnd-opengl fontconfig glib2 dbus-libs libxkbcommon-x11"
    " xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil"
)
RELEASE = Path("/etc/os-release")
MISSING = re.compile(r"(\S+\.so\S*): cannot open shared object file")


def missing_library(error: ImportError, release: Path = RELEASE) -> StudioError | None:
    """Return what to tell of an import that failed for want of a system library, None for other reasons."""
    found = MISSING.search(str(error))
    if found is None:
        return None
    try:
        about = release.read_text(encoding="utf-8")
    except OSError:
        about = ""
    is_fedora = re.search(r"^ID(_LIKE)?=.*(fedora|rhel)", about, re.MULTILINE) is not None
    return StudioError(
        tr("The window needs {library}, which this system lacks.", library=found[1]),
        tr("Install what Qt needs, as root: {command}", command=FEDORA if is_fedora else DEBIAN),
    )
