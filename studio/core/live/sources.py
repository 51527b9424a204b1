"""Where frames come from: a camera, a video, photos, a stream, or the built-in sample scene."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studio.core.addresses import hide_password
from studio.core.errors import StudioError
from studio.core.live.streams import Capture, MjpegCapture, open_stream
from studio.core.pictures import (
    IMAGE_SUFFIXES,
    FoundImages,
    Header,
    Image,
    find_images,
    imread,
    note_on_depth,
    read_header,
)
from studio.core.pictures.videos import open_capture, open_video_file
from studio.core.words import tr

PHOTOS_PER_SECOND = 2.0
SAMPLE_FPS = 30.0
RECONNECT_SECONDS = (0.5, 1.0, 2.0, 4.0)
"""Pauses before each new attempt to reach a stream that broke off."""


class FrameSource(Protocol):
    """Gives pictures one by one.

    Attributes:
        name: what is shown for it (no password of a URL).
        fps: pictures a second it is meant to run at; None when it has no pace of its own.
        is_live: it doesn't wait for the reader, so frames not read in time are lost.
        capture_ms: what the newest picture cost to get and decode, waiting for it left out.
        ended: once `read` gave None, a sentence saying why.
        skipped: sentences about pictures that could not be read.
        title: what the newest picture is, such as its path; "" when there is nothing to say.
    """

    name: str
    fps: float | None
    is_live: bool
    capture_ms: float
    ended: str
    skipped: list[str]
    title: str

    def read(self) -> Image | None:
        """Return the next picture (HxWx3 RGB), or None for ever once there is none."""

    def stop(self) -> None:
        """Have a `read` that waits return soon; may be called from any thread."""

    def close(self) -> None:
        """Free the device or file."""


class Pacer:
    """Lets one picture through every 1/fps seconds, counted from the first."""

    def __init__(self, fps: float) -> None:
        self._period = 1 / fps
        self._due: float | None = None

    def wait(self) -> None:
        """Sleep until the next picture is due; a reader that is late isn't made later."""
        now = time.perf_counter()
        if self._due is None or now - self._due > 1:
            self._due = now
        elif self._due > now:
            time.sleep(self._due - now)
        self._due += self._period


class PhotoSource:
    """The photos of a folder, or one; those that can't be read are skipped and listed."""

    is_live = False

    def __init__(self, path: Path, *, paced: bool) -> None:
        self.name = str(path)
        self.fps = PHOTOS_PER_SECOND if paced else None
        self.capture_ms = 0.0
        self.ended = ""
        self.skipped: list[str] = []
        self.title = ""
        self._pace = Pacer(PHOTOS_PER_SECOND) if paced else None
        found = find_images(path) if path.is_dir() else FoundImages([str(path)])
        self._paths = found.paths
        self._left_out = found.note()
        self._headers: list[Header] = []
        if not self._paths:
            raise StudioError(
                " ".join(filter(None, [tr("The folder {path} holds no pictures.", path=path), found.note()])),
                tr("Choose a folder of photos, such as .jpg, .png or .tif files."),
            )
        if not path.is_dir():
            _check_exists(path)
            imread(path)
        self._next = 0

    def read(self) -> Image | None:
        """Return the next photo that can be read."""
        while self._next < len(self._paths):
            path = self._paths[self._next]
            self._next += 1
            start = time.perf_counter()
            try:
                image = imread(path)
            except StudioError as error:
                self.skipped.append(error.cause)
                continue
            self.capture_ms = (time.perf_counter() - start) * 1000
            self._headers.append(read_header(path))
            self.title = str(path)
            if self._pace:
                self._pace.wait()
            return image
        ended = tr("All {count} pictures of {name} were shown.", count=len(self._paths), name=self.name)
        self.ended = " ".join(filter(None, [ended, self._left_out, note_on_depth(self._headers)]))
        return None

    def stop(self) -> None:
        """No photo is waited for."""

    def close(self) -> None:
        """Nothing is held open."""


class CaptureSource:
    """Anything OpenCV opens: a camera, a video file or a stream."""

    def __init__(
        self,
        name: str,
        open_capture: Callable[[threading.Event], Capture],
        *,
        ended: str,
        is_live: bool,
        paced: bool = False,
        reconnects: bool = False,
    ) -> None:
        """Open it; `ended` is the sentence for its end.

        `open_capture` gets an event that is set when nobody wants it any more. Raises what it raises.
        """
        import cv2

        self.name = name
        self.is_live = is_live
        self.capture_ms = 0.0
        self.ended = ""
        self.skipped: list[str] = []
        self.title = ""
        self._open = open_capture
        self._ending = ended
        self._reconnects = reconnects
        self._stopped = threading.Event()
        self._capture = open_capture(self._stopped)
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self.fps = fps if 0 < fps <= 1000 else None
        # A finite stream is a film on a server: at its end it is over, and not to be started again.
        self._finite = self._capture.get(cv2.CAP_PROP_FRAME_COUNT) > 0
        self._pace = Pacer(self.fps or 25.0) if paced else None
        self._waits_in_grab = is_live and not paced

    def read(self) -> Image | None:
        """Return the next frame."""
        import cv2

        while not self.ended and not self._stopped.is_set():
            start = time.perf_counter()
            grabbed = self._capture.grab()
            if self._waits_in_grab:
                # A camera's grab() is waiting for light, not work; decoding happens in retrieve().
                start = time.perf_counter()
            if grabbed:
                good, frame = self._capture.retrieve()
                if good:
                    image: Image = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
                    self.capture_ms = (time.perf_counter() - start) * 1000
                    if self._pace:
                        self._pace.wait()
                    return image
            if not self._reconnect():
                self.ended = self._ending
        return None

    def _reconnect(self) -> bool:
        if not self._reconnects or self._finite:
            return False
        self._capture.release()
        for pause in RECONNECT_SECONDS:
            if self._stopped.wait(pause):
                return False
            try:
                self._capture = self._open(self._stopped)
            except StudioError:
                continue
            return True
        return False

    def stop(self) -> None:
        """Have a `read` that waits for a network return soon; a device's own waiting can't be broken off."""
        self._stopped.set()
        if isinstance(self._capture, MjpegCapture):
            self._capture.stop()

    def close(self) -> None:
        """Release the device or file."""
        self._stopped.set()
        self._capture.release()


class SampleSource:
    """The built-in moving scene of lit bulbs."""

    def __init__(self, *, paced: bool) -> None:
        from studio.core.data.scenes import SceneMovie

        self.name = "sample"
        self.fps = SAMPLE_FPS if paced else None
        self.is_live = paced
        self.capture_ms = 0.0
        self.ended = ""
        self.skipped: list[str] = []
        self.title = ""
        self._movie = SceneMovie()
        self._pace = Pacer(SAMPLE_FPS) if paced else None
        self._number = 0
        self._start = time.perf_counter()

    def read(self) -> Image | None:
        """Return the scene now; without a pace, one thirtieth of a second later each time."""
        if self._pace:
            self._pace.wait()
            moment = time.perf_counter() - self._start
        else:
            moment = self._number / SAMPLE_FPS
            self._number += 1
        start = time.perf_counter()
        image = self._movie.frame(moment)
        self.capture_ms = (time.perf_counter() - start) * 1000
        return image

    def stop(self) -> None:
        """No picture is waited for."""

    def close(self) -> None:
        """Nothing is held open."""


def _open_sample(text: str, paced: bool) -> FrameSource:
    return SampleSource(paced=paced)


def _open_camera(text: str, paced: bool) -> FrameSource:
    index = int(text)

    def capture(_stopped: threading.Event) -> Capture:
        import cv2

        return open_capture(
            index,
            [cv2.CAP_PROP_BUFFERSIZE, 1],
            StudioError(
                tr("Camera {index} can't be opened.", index=index),
                tr("Check that it is plugged in and that no other program uses it, or try another number."),
            ),
        )

    return CaptureSource(
        tr("camera {index}", index=index),
        capture,
        ended=tr("Camera {index} stopped sending pictures; check its plug and start again.", index=index),
        is_live=True,
    )


def _open_stream(text: str, paced: bool) -> FrameSource:
    shown = hide_password(text)

    def by_ffmpeg(url: str, failure: StudioError) -> Capture:
        import cv2

        timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 5000, cv2.CAP_PROP_READ_TIMEOUT_MSEC, 5000]
        return open_capture(url, timeouts, failure)

    return CaptureSource(
        shown,
        lambda stopped: open_stream(text, by_ffmpeg, stopped),
        ended=tr("The stream {url} ended and could not be reached again.", url=shown),
        is_live=True,
        reconnects=True,
    )


def _open_photos(text: str, paced: bool) -> FrameSource:
    return PhotoSource(Path(text), paced=paced)


def _check_exists(path: Path) -> None:
    if not path.is_file():
        raise StudioError(
            tr("The source {source} does not exist.", source=hide_password(str(path))),
            tr("Choose a camera, a video, a picture or a folder of them, an address, or the sample scene."),
        )


def _open_video(text: str, paced: bool) -> FrameSource:
    _check_exists(Path(text))

    return CaptureSource(
        text,
        lambda _: open_video_file(text),
        ended=tr("The video {path} is over.", path=text),
        is_live=paced,
        paced=paced,
    )


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One row of SOURCES: what it is, an example, whether a text means it, and how it is opened."""

    name: str
    text: str
    example: str
    matches: Callable[[str], bool]
    open: Callable[[str, bool], FrameSource]


SOURCES: tuple[SourceKind, ...] = (
    SourceKind("sample", "the built-in moving scene", "sample", lambda text: text == "sample", _open_sample),
    SourceKind("camera", "a camera by its number", "0", lambda text: text.isdecimal(), _open_camera),
    SourceKind(
        "stream",
        "a network camera or stream",
        "rtsp://camera/stream",
        lambda text: re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE) is not None,
        _open_stream,
    ),
    SourceKind(
        "photos",
        "a folder of pictures, or one picture",
        "photos/",
        lambda text: Path(text).is_dir() or text.lower().endswith(IMAGE_SUFFIXES),
        _open_photos,
    ),
    SourceKind("video", "a video file", "film.mp4", lambda text: True, _open_video),
)


def open_source(text: str, *, paced: bool = True) -> FrameSource:
    """Open what `text` names: the first row of SOURCES it matches.

    `paced` plays videos and the sample scene at their own speed and photos two a second; otherwise each
    frame comes as fast as it is asked for. Cameras and streams have a pace of their own.

    Raises:
        StudioError: it isn't there or can't be read.
    """
    text = text.strip()
    if not text:
        raise StudioError(
            tr("No source is given."),
            tr("Choose a camera, a video, a picture or a folder of them, an address, or the sample scene."),
        )
    return next(kind for kind in SOURCES if kind.matches(text)).open(text, paced)
