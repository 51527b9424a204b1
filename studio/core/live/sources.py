"""Where frames come from: a camera, a video, photos, a stream, or the built-in sample scene."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from studio.core.errors import StudioError
from studio.core.files import IMAGE_SUFFIXES, Image, imread, list_images
from studio.core.words import tr

if TYPE_CHECKING:
    from cv2 import VideoCapture

# OpenCV reads these once, when it is first used.
# Windows' Media Foundation takes half a minute to open a camera otherwise (opencv/opencv issue 17687).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# FFmpeg's own lines on stderr; what went wrong is told in a sentence here.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

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

    def close(self) -> None:
        """Free the device or file."""


class Pace:
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
        self._pace = Pace(PHOTOS_PER_SECOND) if paced else None
        self._paths = list_images(path) if path.is_dir() else [path]
        if not self._paths:
            raise StudioError(
                tr("The folder {path} holds no pictures.", path=path),
                tr("Give a folder with {suffixes} files.", suffixes=", ".join(IMAGE_SUFFIXES)),
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
            self.title = str(path)
            if self._pace:
                self._pace.wait()
            return image
        self.ended = tr("All {count} pictures of {name} were shown.", count=len(self._paths), name=self.name)
        return None

    def close(self) -> None:
        """Nothing is held open."""


class CaptureSource:
    """Anything OpenCV opens: a camera, a video file or a stream."""

    def __init__(
        self,
        name: str,
        open_capture: Callable[[], VideoCapture],
        *,
        ended: str,
        is_live: bool,
        paced: bool = False,
        reconnects: bool = False,
    ) -> None:
        """Open it; `ended` is the sentence for its end. Raises what `open_capture` raises."""
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
        self._closed = False
        self._capture = open_capture()
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self.fps = fps if 0 < fps <= 1000 else None
        # A finite stream is a film on a server: at its end it is over, and not to be started again.
        self._finite = self._capture.get(cv2.CAP_PROP_FRAME_COUNT) > 0
        self._pace = Pace(self.fps or 25.0) if paced else None
        self._waits_in_grab = is_live and not paced

    def read(self) -> Image | None:
        """Return the next frame."""
        import cv2

        while not self.ended:
            start = time.perf_counter()
            grabbed = self._capture.grab()
            if self._waits_in_grab:
                # A camera's grab() is waiting for light, not work; decoding happens in retrieve().
                start = time.perf_counter()
            if grabbed:
                good, frame = self._capture.retrieve()
                if good:
                    image = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
                    self.capture_ms = (time.perf_counter() - start) * 1000
                    if self._pace:
                        self._pace.wait()
                    return image  # type: ignore[return-value]  # cv2 types it wider than uint8
            if not self._reconnect():
                self.ended = self._ending
        return None

    def _reconnect(self) -> bool:
        if not self._reconnects or self._finite:
            return False
        self._capture.release()
        for pause in RECONNECT_SECONDS:
            if self._sleep_unless_closed(pause):
                return False
            try:
                self._capture = self._open()
            except StudioError:
                continue
            return True
        return False

    def _sleep_unless_closed(self, seconds: float) -> bool:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until and not self._closed:
            time.sleep(0.05)
        return self._closed

    def close(self) -> None:
        """Release the device or file."""
        self._closed = True
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
        self._pace = Pace(SAMPLE_FPS) if paced else None
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

    def close(self) -> None:
        """Nothing is held open."""


def _open_sample(text: str, paced: bool) -> FrameSource:
    return SampleSource(paced=paced)


def _open_camera(text: str, paced: bool) -> FrameSource:
    index = int(text)

    def capture() -> VideoCapture:
        import cv2

        return _opened(
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

    def capture() -> VideoCapture:
        import cv2

        return _opened(
            text,
            [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 5000, cv2.CAP_PROP_READ_TIMEOUT_MSEC, 5000],
            StudioError(
                tr("The stream {url} can't be opened.", url=shown),
                tr("Check the address, the network and that the camera or server is on."),
            ),
        )

    return CaptureSource(
        shown,
        capture,
        ended=tr("The stream {url} ended and could not be reached again.", url=shown),
        is_live=True,
        reconnects=True,
    )


def _open_photos(text: str, paced: bool) -> FrameSource:
    return PhotoSource(Path(text), paced=paced)


def _check_exists(path: Path) -> None:
    if not path.is_file():
        raise StudioError(
            tr("The source {source} does not exist.", source=path),
            tr("Choose a camera, a video, a picture or a folder of them, an address, or the sample scene."),
        )


def _open_video(text: str, paced: bool) -> FrameSource:
    _check_exists(Path(text))

    def capture() -> VideoCapture:
        return _opened(
            text,
            [],
            StudioError(
                tr("{path} is not a video that can be read.", path=text),
                tr("Convert it to MP4 with H.264, or give a folder of pictures."),
            ),
        )

    return CaptureSource(
        text, capture, ended=tr("The video {path} is over.", path=text), is_live=paced, paced=paced
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


def hide_password(url: str) -> str:
    """Return a URL fit to be shown: user name and password replaced by three dots."""
    return re.sub(r"//[^/@]*@", "//…@", url)


def _opened(what: str | int, parameters: list[int], failure: StudioError) -> VideoCapture:
    """Return an open capture, without OpenCV's own lines on stderr; raise `failure` when there is none."""
    import cv2

    log: Any = cv2.utils.logging
    level = log.setLogLevel(log.LOG_LEVEL_SILENT)
    try:
        backend = cv2.CAP_FFMPEG if isinstance(what, str) and "://" in what else cv2.CAP_ANY
        capture = cv2.VideoCapture(what, backend, parameters)
        if not capture.isOpened() and isinstance(what, int):
            # Camera backends refuse parameters they do not know instead of leaving them out.
            capture = cv2.VideoCapture(what, backend)
    except cv2.error as error:
        raise failure from error
    finally:
        log.setLogLevel(level)
    if not capture.isOpened():
        raise failure
    return capture
