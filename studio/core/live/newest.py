"""NewestFrame: a live source read in its own thread, so that a slow reader always gets the newest picture."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.core.live.sources import FrameSource
from studio.core.pictures import Image

POLL_SECONDS = 0.1
"""How often a reader that waits looks whether it is to stop."""


class NewestFrame:
    """A FrameSource around a live one: a mailbox for one frame, where newer replaces older.

    Attributes:
        dropped: frames that were replaced before anyone read them.
    """

    is_live = True

    def __init__(self, source: FrameSource, should_stop: Callable[[], bool] = lambda: False) -> None:
        """Start the thread that grabs; it owns `source` from here on.

        `should_stop` is asked while a frame is waited for, for those who can't call `stop`: a signal handler.
        """
        self.name = source.name
        self.fps = source.fps
        self.skipped = source.skipped
        self.capture_ms = 0.0
        self.ended = ""
        self.title = ""
        self.dropped = 0
        self._source = source
        self._should_stop = should_stop
        self._mailbox: tuple[Image, float, str] | None = None
        self._failure: BaseException | None = None
        self._finished = False
        self._stopped = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._grab, name="frames", daemon=True)
        self._thread.start()

    def _grab(self) -> None:
        try:
            while not self._stopped:
                image = self._source.read()
                if image is None:
                    break
                with self._changed:
                    self.dropped += self._mailbox is not None
                    self._mailbox = (image, self._source.capture_ms, self._source.title)
                    self._changed.notify_all()
        except BaseException as failure:
            self._failure = failure
        finally:
            # The thread that reads is the one that closes: releasing a capture in mid-read crashes OpenCV.
            self._source.close()
            with self._changed:
                self._finished = True
                self._changed.notify_all()

    def read(self) -> Image | None:
        """Wait for a frame newer than the last one returned; None when the source has ended or was closed.

        Raises:
            whatever the source raised while it was read.
        """
        with self._changed:
            # A stream may keep silent for its whole timeout, and for ever by sending too little.
            while not self._changed.wait_for(self._has_news, POLL_SECONDS):
                if self._should_stop():
                    return None
            if self._mailbox is not None and not self._stopped:
                image, self.capture_ms, self.title = self._mailbox
                self._mailbox = None
                return image
            self.ended = self._source.ended
            if self._failure is not None and not self._stopped:
                raise self._failure
            return None

    def _has_news(self) -> bool:
        return self._mailbox is not None or self._finished or self._stopped

    def stop(self) -> None:
        """Stop grabbing and wake a waiting reader, without waiting; may be called from any thread."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._source.stop()

    def close(self) -> None:
        """Stop and wait for the thread; may be called from any thread."""
        self.stop()
        # A stream may hang in its read for its whole timeout; it then closes itself when it returns.
        self._thread.join(timeout=2)
