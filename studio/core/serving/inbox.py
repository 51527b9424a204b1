"""Pictures that phones send back: looked at, counted, and written as new files, never over another."""

from __future__ import annotations

import io
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import write_error
from studio.core.words import tr

KINDS = {"image/jpeg": ("jpeg", ".jpg"), "image/png": ("png", ".png")}
"""What is taken: by media type the format of the bytes, and the suffix of the file."""
MAX_BYTES = 16_000_000
MAX_PIXELS = 50_000_000
AT_ONCE = 4
"""Pictures that are read at the same time, each into memory."""
MAX_A_MINUTE = 30
MAX_PICTURES = 500
"""While the server runs; refused ones count too, as each was decoded."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone is told: the status of HTTP, a sentence, and the name of the file that was written."""

    status: HTTPStatus
    message: str
    saved: str | None = None


class Inbox:
    """A folder for pictures from phones; several threads may bring some."""

    def __init__(
        self,
        folder: Path,
        on_saved: Callable[[Path], None] = lambda path: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`on_saved` is told each new file, in the thread of its connection; `clock` gives seconds."""
        self.folder = Path(folder)
        self._on_saved = on_saved
        self._clock = clock
        self._lock = threading.Lock()
        self._times: deque[float] = deque(maxlen=MAX_A_MINUTE)
        self._count = 0
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def open(self, served: Path) -> None:
        """Make the folder.

        Raises:
            StudioError: it can't be made, or lies in the folder that is given out.
        """
        if self.folder.resolve().is_relative_to(served.resolve()):
            raise StudioError(
                tr("{folder} lies in the folder that is served.", folder=self.folder),
                tr("Choose a folder elsewhere, beside the dataset."),
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(self.folder, error) from error

    def receive(self, kind: str, length: int, read: Callable[[], bytes]) -> Answer:
        """Read a picture of a media type and so many bytes, write it as a new file, and return what to tell.

        `read` is not called when the picture is refused before.
        """
        if refused := _refuse(kind, length) or self._count_one():
            return refused
        if not self._places.acquire(blocking=False):
            return Answer(HTTPStatus.TOO_MANY_REQUESTS, tr("Other pictures are on their way; wait a moment."))
        try:
            content = read()
            if len(content) != length:
                return Answer(HTTPStatus.BAD_REQUEST, tr("The picture did not arrive as a whole."))
            return self._take(kind, content)
        finally:
            self._places.release()

    def _take(self, kind: str, content: bytes) -> Answer:
        # One at a time: decoded, each of them takes memory.
        with self._lock:
            if refused := _check(kind, content):
                return refused
            try:
                path = self._write(KINDS[kind][1], content)
            except OSError as error:
                return Answer(HTTPStatus.INSUFFICIENT_STORAGE, str(write_error(self.folder, error)))
        self._on_saved(path)
        return Answer(HTTPStatus.CREATED, tr("Saved as {name}.", name=path.name), path.name)

    def _count_one(self) -> Answer | None:
        with self._lock:
            now = self._clock()
            if len(self._times) == MAX_A_MINUTE and now - self._times[0] < 60:
                return Answer(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    tr("{count} pictures a minute are taken; wait a moment.", count=MAX_A_MINUTE),
                )
            if self._count >= MAX_PICTURES:
                return Answer(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    tr("{count} pictures were sent; start the server again for more.", count=MAX_PICTURES),
                )
            self._times.append(now)
            self._count += 1
            return None

    def _write(self, suffix: str, content: bytes) -> Path:
        """Write a new file, whole or not at all; raises OSError."""
        stem = time.strftime("phone-%Y%m%d-%H%M%S")
        number = 0
        while True:
            number += 1
            path = self.folder / f"{stem}-{number:03d}{suffix}"
            try:
                stream = path.open("xb")
            except FileExistsError:
                continue
            try:
                with stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
            except BaseException:
                path.unlink(missing_ok=True)
                raise
            return path


def inbox_beside(dataset: Path) -> Path:
    """Return the folder for pictures that belong to a dataset's folder, YAML or obj.data: beside it."""
    folder = dataset if dataset.is_dir() else dataset.parent
    return folder.with_name(f"{folder.name}-inbox")


def _refuse(kind: str, length: int) -> Answer | None:
    """Return why a picture is not even read, by its media type and its bytes; None when it is."""
    if kind not in KINDS:
        return Answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, tr("Only JPEG and PNG pictures are taken."))
    if length == 0:
        return Answer(HTTPStatus.BAD_REQUEST, tr("There is no picture in it."))
    if length > MAX_BYTES:
        return Answer(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            tr("A picture may have up to {mb} MB.", mb=MAX_BYTES // 1_000_000),
        )
    return None


def _check(kind: str, content: bytes) -> Answer | None:
    """Return why bytes are not the picture that they are said to be; None when they are."""
    from studio.core.pictures import formats
    from studio.core.pictures.decoding import PILLOW_ERRORS, decoded, open_header

    none = Answer(HTTPStatus.UNPROCESSABLE_ENTITY, tr("This is not a whole JPEG or PNG picture."))
    if formats.kind_of(content) != KINDS[kind][0]:
        return none
    try:
        with open_header(io.BytesIO(content)) as image:
            width, height = image.size
    except PILLOW_ERRORS:
        return none
    if width * height > MAX_PIXELS:
        return Answer(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            tr("A picture may have up to {count} megapixels.", count=MAX_PIXELS // 1_000_000),
        )
    return none if formats.is_cut(content) or decoded(content) is None else None
