"""The datasets opened lately, each with a picture of it; looked at in threads, for a drive may be slow."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.core.files import is_there
from studio.core.pictures import IMAGE_SUFFIXES
from studio.gui import jobs, messages, theme
from studio.gui.widgets.small_pictures import read_small, rounded

PICTURE = QSize(64, 48)
MOST_LOOKED_AT = 2000
"""Entries of folders in which a picture is looked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found of a dataset: whether it is there, and a picture (null when there is none)."""

    is_there: bool
    picture: QImage


def look_at(path: Path, last_image: str, is_stopped: Callable[[], bool]) -> Look:
    """Return whether a dataset is there and a picture of it: the one shown last, else one that is found.

    Touches no widget; made for a thread.
    """
    if not is_there(path):
        return Look(False, QImage())
    root = path if path.is_dir() else path.parent
    if last_image:
        picture = read_small(root / last_image, PICTURE)
        if not picture.isNull():
            return Look(True, picture)
    found = _first_picture(root, is_stopped)
    return Look(True, read_small(found, PICTURE) if found else QImage())


def _first_picture(root: Path, is_stopped: Callable[[], bool]) -> Path | None:
    """Return a picture in a folder or, level by level, below it; None after some thousand entries."""
    waiting, seen = deque([root]), 0
    while waiting and seen < MOST_LOOKED_AT and not is_stopped():
        try:
            with os.scandir(waiting.popleft()) as entries:
                for entry in entries:
                    seen += 1
                    if entry.name.lower().endswith(IMAGE_SUFFIXES) and entry.is_file():
                        return Path(entry.path)
                    if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    if seen >= MOST_LOOKED_AT:
                        break
        except OSError:
            continue
    return None


class RecentButton(QAbstractButton):
    """A dataset's picture, name and folder; grey while it is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.is_there = True
        self._picture: QPixmap | None = None
        self.setObjectName("recent_dataset")
        self.setText(_title(path))
        self.setAccessibleName(str(path))
        self.setToolTip(theme.tip(str(path)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(PICTURE.height() + 12)

    def show_look(self, look: Look) -> None:
        """Show what was found."""
        self.is_there = look.is_there
        self.setEnabled(look.is_there)
        if not look.is_there:
            self.setToolTip(theme.tip(self.tr("{path} is not there.").format(path=self.path)))
        self._picture = None if look.picture.isNull() else rounded(look.picture, PICTURE)
        self.update()

    def enterEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.hasFocus()):
            painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            tone = theme.colour("border")
            tone.setAlphaF(0.4)
            painter.setBrush(tone)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), *[theme.RADIUS] * 2)
        place = QRect(6, 6, PICTURE.width(), PICTURE.height())
        self._paint_picture(painter, place)
        words = self.rect().adjusted(place.right() + 12, 6, -8, -6)
        half = words.height() // 2
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        below = str(self.path) if self.is_there else self.tr("Not there: {path}").format(path=self.path)
        upper, lower = words.adjusted(0, 0, 0, -half), words.adjusted(0, half, 0, 0)
        ink = theme.colour("text") if self.is_there else theme.colour("muted")
        self._write(painter, bold, ink, upper, self.text(), Qt.TextElideMode.ElideRight)
        # The end of a path tells more than its start.
        self._write(painter, self.font(), theme.colour("muted"), lower, below, Qt.TextElideMode.ElideMiddle)
        painter.end()

    def _paint_picture(self, painter: QPainter, place: QRect) -> None:
        if self._picture is not None:
            painter.drawPixmap(place.topLeft(), self._picture)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(place, theme.RADIUS, theme.RADIUS)
        name = "image-outline" if self.is_there else "image-off-outline"
        middle = place.center()
        theme.icon(name, "muted").paint(painter, middle.x() - 9, middle.y() - 9, 20, 20)

    @staticmethod
    def _write(
        painter: QPainter, font: QFont, ink: QColor, room: QRect, text: str, elided: Qt.TextElideMode
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        text = QFontMetrics(font).elidedText(text, elided, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _title(path: Path) -> str:
    """Return what a dataset is called: a description's folder says more than `data.yaml` does."""
    return path.parent.name or path.name if path.suffix.lower() in (".yaml", ".yml", ".data") else path.name


class RecentList(QWidget):
    """One row a dataset; those that are gone can be taken off the list."""

    chosen = Signal(object)
    """A Path to open."""
    removed = Signal(object)
    """A Path that is not to be listed any more."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._tasks: list[jobs.Task] = []
        self._rows: list[QWidget] = []
        self.buttons: list[RecentButton] = []

    def show_paths(self, paths: list[Path], last_images: dict[str, str]) -> None:
        """List these, newest first."""
        for task in self._tasks:
            task.cancel()
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._tasks, self._rows, self.buttons = [], [], []
        for path in paths:
            self._add(path, last_images.get(str(path), ""))

    def _add(self, path: Path, last_image: str) -> None:
        button = RecentButton(path)
        button.clicked.connect(lambda: self.chosen.emit(path))
        remove = QToolButton()
        remove.setObjectName("forget_dataset")
        remove.setIcon(theme.icon("close", "muted"))
        remove.setToolTip(self.tr("Take it off this list"))
        remove.setAccessibleName(self.tr("Take {path} off this list").format(path=path))
        remove.clicked.connect(lambda: self.removed.emit(path))
        remove.hide()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(button, 1)
        line.addWidget(remove)
        self._layout.addWidget(row)
        self._rows.append(row)
        self.buttons.append(button)

        def show(look: Look) -> None:
            button.show_look(look)
            remove.setVisible(not look.is_there)

        self._tasks.append(
            jobs.run_until_stopped(
                partial(look_at, path, last_image), show, messages.error, parent=button, lane="photos"
            )
        )
