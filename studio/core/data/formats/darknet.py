"""darknet: obj.data, obj.names and lists of images, each with its label file beside it (AlexeyAB/darknet)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from studio.core.data.formats import yolo
from studio.core.data.formats.lists import write_text
from studio.core.data.formats.yolo_folder import lines, read, recognise

if TYPE_CHECKING:
    from studio.core.data.formats.neutral import LabelledImage

__all__ = ["IMAGE_FOLDER", "read", "recognise", "write"]

IMAGE_FOLDER = "obj_{split}_data"
_KEYS = {"val": "valid", "": "train"}


def write(folder: Path, images: Iterable[LabelledImage], names: list[str], extra: Mapping[str, Any]) -> Path:
    """Write obj.data, obj.names, a list for each split and the labels beside the images.

    The paths in it are seen from the folder, where darknet is to be started.
    """
    lists: dict[str, list[str]] = {}
    for image in images:
        written = PurePosixPath(image.written)
        place = (
            folder / IMAGE_FOLDER.format(split=image.split) if image.is_elsewhere else folder / written.parent
        )
        lists.setdefault(_KEYS.get(image.split, image.split), []).append(image.written)
        if image.is_seen:
            write_text(place / f"{written.stem}{yolo.SUFFIX}", lines(image, names))
    told = [f"classes = {len(names)}"]
    for key, paths in lists.items():
        write_text(folder / f"{key}.txt", "".join(f"{path}\n" for path in paths))
        told.append(f"{key} = {key}.txt")
    write_text(folder / "obj.names", "".join(f"{name}\n" for name in names))
    told += ["names = obj.names", "backup = backup/"]
    write_text(folder / "obj.data", "\n".join(told) + "\n")
    return folder / "obj.data"
