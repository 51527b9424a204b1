"""What the Label page does with videos: takes frames, carries boxes on, fills images between two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.gui.labelling.browsing import Browsing

if TYPE_CHECKING:
    from studio.core.labelling.session import LabelSession
    from studio.gui.labelling.carrying import Carrying
    from studio.gui.labelling.frame_panel import FramePanel


class Videos(QObject):
    """Makes each part when it is first asked for."""

    wanted = Signal(Path, object)
    """Please open this dataset anew, at this photo: it has new images."""

    def __init__(
        self, stack: QStackedLayout, browsing: Browsing, over: tuple[QWidget, QWidget, QWidget]
    ) -> None:
        """`stack` gets the panel for frames; `over`: the page, its photo and what is said over that."""
        super().__init__(over[0])
        self.session: LabelSession | None = None
        self._stack, self._browsing, self._over = stack, browsing, over
        self._panel: FramePanel | None = None
        self._carrying: Carrying | None = None
        self._before = 0

    def set_session(self, session: LabelSession | None) -> None:
        """Work on the images of another dataset from now on; the panel for frames is left."""
        self.session = session
        if self._carrying is not None:
            self._carrying.set_session(session)
        if self._panel is not None:
            dataset = session.dataset if session is not None else None
            self._panel.set_out(dataset and dataset.source, dataset.name if dataset else "")

    def take_frames(self) -> None:
        """Show the panel for frames in place of the photo and its list."""
        if self._panel is None:
            from studio.gui.labelling.frame_panel import FramePanel

            self._panel = panel = FramePanel()
            self._stack.addWidget(panel)
            panel.closed.connect(self._on_closed)
            self.set_session(self.session)
        if self._stack.currentWidget() is not self._panel:
            self._before = self._stack.currentIndex()
            if self.session is not None:
                # Keys must not work on what is not seen.
                self.session.select(())
        self._stack.setCurrentWidget(self._panel)
        self._panel.open()

    def leave(self) -> bool:
        """Show what was there before the panel, and the frames that were taken; False when it isn't shown."""
        panel = self._panel
        if panel is None or self._stack.currentWidget() is not panel:
            return False
        self._stack.setCurrentIndex(self._before)
        self._over[1].setFocus()
        if (taken := panel.pop_taken()) is not None:
            self.wanted.emit(*taken)
        return True

    def _on_closed(self) -> None:
        if not self.leave() and self._panel is not None and (taken := self._panel.pop_taken()) is not None:
            # Whoever went on meanwhile stays at the image that is open.
            self.wanted.emit(taken[0], self.session.record.path if self.session is not None else taken[1])

    def close_down(self) -> None:
        """Let go of the video."""
        if self._panel is not None:
            self._panel.close_video()

    def back_out(self) -> bool:
        """Leave a question, else the panel; False when there is neither."""
        return (self._carrying is not None and self._carrying.back_out()) or self.leave()

    def carry_on(self) -> None:
        """Find the boxes of the open image again in the next one, and go there."""
        self._parts().carry_on()

    def fill_between(self) -> None:
        """Ask whether to fill the images between the open one and the labelled one before it."""
        self._parts().ask_to_fill()

    def _parts(self) -> Carrying:
        if self._carrying is None:
            from studio.gui.labelling.carrying import Carrying

            self._carrying = Carrying(self._browsing, *self._over)
            self._carrying.set_session(self.session)
        return self._carrying
