"""What a bundle says of itself, in a file of it: what it is, and which files are its own."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.errors import StudioError
from studio.core.json_door import Text, read_json
from studio.core.versions import NewerVersion, refuse_newer
from studio.core.words import tr

FORMAT = "detection-studio-bundle-1"
LIST = "bundle.json"
"""By which a bundle is known, served and written again."""
SHAPE = {"format": Text(), "bundle": Text(), "models": [Text()], "files": {str: Text()}}


def read_list(folder: Path) -> dict[str, Any]:
    """Return what a bundle says of itself: its name, its models, and its files with their SHA-256.

    Raises:
        StudioError: the folder is no bundle.
    """
    try:
        # Of a newer version it may have another shape.
        found_format = read_json(Path(folder) / LIST, {"format": Text()})["format"]
        refuse_newer(found_format, FORMAT, folder)
        data = read_json(Path(folder) / LIST, SHAPE)
        is_ours = found_format == FORMAT
    except NewerVersion:
        raise
    except StudioError:
        is_ours = False
    if not is_ours:
        raise StudioError(
            tr("{folder} is not a bundle: there is no {name} in it.", folder=folder, name=LIST),
            tr("Make one with studio export MODEL --bundle web --verify DATA --out DIR."),
        )
    # It may come from anywhere, and its files are served and, one day, replaced: all of them are inside.
    for name in (*data["files"], *data["models"]):
        if PurePosixPath(name).is_absolute() or ".." in name.split("/") or "\\" in name or ":" in name:
            raise StudioError(
                tr("{folder} says that {name} is a part of it.", folder=folder, name=name),
                tr("Make the bundle again with studio export."),
            )
    found: dict[str, Any] = data
    return found
