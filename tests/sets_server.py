"""A set's archive as its publisher's server would pack it."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

from studio.core.pictures import imwrite
from tests.factories import make_image

TOP = "wrgb-1a0acd01bb47d58e5757c8f02bf5d932c26413df"
ADDRESS = "/1a0acd01bb47d58e5757c8f02bf5d932c26413df.zip"


def packed(files: Mapping[str, bytes], *, top: str = TOP + "/") -> bytes:
    """Return a zip archive of files by name, all in one folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(top + name, content)
    return buffer.getvalue()


def small_set(folder: Path, *, filling: int = 0) -> dict[str, bytes]:
    """Return the files of a set of two photos; `filling` bytes that can't be packed make it larger."""
    for number in range(2):
        imwrite(folder / f"{number}.png", make_image(seed=number))
    photos = {f"img/{number}.png": (folder / f"{number}.png").read_bytes() for number in range(2)}
    return {
        "obj.data": b"classes = 1\ntrain = train.txt\nvalid = train.txt\nnames = obj.names\n",
        "obj.names": b"lamp\n",
        "train.txt": b"img/0.png\nimg/1.png\n",
        "img/0.txt": b"0 0.5 0.5 0.2 0.2\n",
        "pt2ptl.py": b"print('never run')\n",
        "README.md": random.Random(3).randbytes(filling),
        **photos,
    }
