"""Videos: opened by OpenCV without its own lines on stderr, and their frames by number."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.pictures.decoding import Image
from studio.core.pictures.folders import IMAGE_SUFFIXES
from studio.core.words import tr

if TYPE_CHECKING:
    from cv2 import VideoCapture

# OpenCV reads these once, when it is first used.
# Windows' Media Foundation takes half a minute to open a camera otherwise (opencv/opencv issue 17687).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# FFmpeg's own lines on stderr; what went wrong is told in a sentence here.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

USUAL_FPS = 25.0
NEAR = 250
"""Frames ahead that are passed by one after the other: to find a place costs about as many."""
BACK = 60
"""Frames before a wanted one from which on it is looked for when a file leads behind it."""


def open_capture(what: str | int, parameters: list[int], failure: StudioError) -> VideoCapture:
    """Return an open capture of a file, an address or a camera's number; raises `failure`."""
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


def open_video_file(path: str) -> VideoCapture:
    """Return an open capture of a video file.

    Raises:
        StudioError: it is no video that can be read.
    """
    failure = StudioError(
        tr("{path} is not a video that can be read.", path=path),
        tr("Convert it to MP4 with H.264, or give a folder of pictures."),
    )
    return open_capture(path, [], failure)


class Video:
    """The frames of a file by number, which is that of its time: 0, 1, 2 at a steady rate.

    Where the rate isn't steady some numbers are left out, so that a frame has the same number however it was
    come by.

    Attributes:
        fps: frames a second. count: how many frames the file says it has, at least 1.
        number: of the frame that was found last, -1 before the first.
    """

    def __init__(self, path: Path) -> None:
        """Open it at its first frame.

        Raises:
            StudioError: it isn't there, or isn't a video that can be read.
        """
        import cv2

        self.path = Path(path)
        try:
            is_file = self.path.is_file()
        except (OSError, ValueError):
            is_file = False
        if not is_file:
            raise StudioError(
                tr("There is no video file {path}.", path=path), tr("Give the path of one video.")
            )
        if self.path.name.lower().endswith(IMAGE_SUFFIXES):
            raise StudioError(
                tr("{path} is a picture, and not a video.", path=path),
                tr("Put it into the folder of the dataset as it is."),
            )
        self._capture = open_video_file(str(self.path))
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self.fps = fps if 0 < fps <= 1000 else USUAL_FPS
        self.count = max(1, round(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))
        self.number = -1
        if not self.advance():
            self.close()
            raise StudioError(
                tr("{path} holds no frame that can be read.", path=path),
                tr("Convert it to MP4 with H.264, then try again."),
            )

    @property
    def seconds(self) -> float:
        """Return how long it is, as the file says."""
        return self.count / self.fps

    def advance(self) -> bool:
        """Go to the next frame; False at the end, or where the rest can't be read."""
        import cv2

        while self._capture.grab():
            number = round(self._capture.get(cv2.CAP_PROP_POS_MSEC) * self.fps / 1000)
            if number <= self.number and not self._capture.get(cv2.CAP_PROP_POS_MSEC):
                # A file that tells no times.
                number = self.number + 1
            if number > self.number:
                self.number = number
                return True
        return False

    def go_to(self, number: int) -> bool:
        """Go to a frame by number, or the next one there is; False when there is none."""
        import cv2

        if not self.number <= number <= self.number + NEAR:
            for place in (number, max(0, number - BACK), 0):
                self._capture.set(cv2.CAP_PROP_POS_FRAMES, place)
                self.number = -1
                if self.advance() and self.number <= number:
                    break
            else:
                return False
        while self.number < number:
            if not self.advance():
                return False
        return True

    def picture(self) -> Image | None:
        """Return the frame that was found last as HxWx3 RGB; None when it is damaged."""
        import cv2

        good, frame = self._capture.retrieve()
        if not good:
            return None
        return cv2.cvtColor(frame, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)

    def close(self) -> None:
        """Free the file."""
        self._capture.release()
