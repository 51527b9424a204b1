"""Starts the window: options, look, log, and what happens when something unexpected does."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from studio import __version__
from studio.core import languages
from studio.core.files import resource_path, user_folder
from studio.core.settings import Settings
from studio.core.words import tr, visible
from studio.gui import jobs, language, messages, theme
from studio.gui.collector import GarbageCollector
from studio.gui.main_window import MainWindow
from studio.gui.pages import PAGES

log = logging.getLogger(__name__)

FULL_LOG = 1_000_000
"""Bytes after which a new log file is begun."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the window's options; the hidden ones serve tests of the installed program."""
    parser = argparse.ArgumentParser(prog="studio", description=tr("Open the window."))
    parser.add_argument("data", nargs="?", type=Path, help=tr("folder, data YAML or obj.data to open"))
    parser.add_argument("--exit-after", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    parser.add_argument("--page", choices=[entry.key for entry in PAGES], help=argparse.SUPPRESS)
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--size", metavar="WxH", help=argparse.SUPPRESS)
    return parser.parse_args(list(arguments))


def run(arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    options = parse(arguments)
    start_log()
    # Ctrl+C in the terminal ends the program at once: labels are on disk already.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Detection Studio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("detection-studio")
    settings = Settings()
    theme.apply_theme(app, settings.get("theme"))
    app.setWindowIcon(QIcon(str(resource_path("icon.svg"))))
    language.start(settings.get("language"))
    collector = GarbageCollector()
    windows = Windows(settings, collector)
    window = windows.current
    if settings.refused is not None:
        messages.error(settings.refused, "settings")
    app.styleHints().colorSchemeChanged.connect(lambda: theme.apply_theme(app, settings.get("theme")))
    if options.size:
        window.resize(*(int(side) for side in options.size.split("x")))
    elif "geometry" not in settings.get("window"):
        fit_screen(window, window.screen().availableSize())
    if options.data is not None:
        window.datasets.open(options.data)
    elif not window.datasets.reopen():
        window.show_welcome()
    if options.page:
        window.show_page(options.page)
    window.show()
    if options.exit_after is not None:
        QTimer.singleShot(
            round(options.exit_after * 1000), windows, lambda: _leave(windows.current, options.screenshot)
        )
    code = app.exec()
    jobs.shut_down()
    collector.stop()
    return code


class Windows(QObject):
    """The window, and the one that takes its place when another language is chosen.

    Texts are made with the widgets that show them, so a new window is what speaks the new language. It is
    where the old one was: page, dataset, place on the screen, and whatever each page remembers.
    """

    def __init__(self, settings: Settings, collector: GarbageCollector) -> None:
        super().__init__()
        self._settings = settings
        self._collector = collector
        self.current = self._made()

    def _made(self) -> MainWindow:
        window = MainWindow(self._settings)
        window.datasets.opened.connect(self._collector.keep)
        install_excepthook(window)
        window.theme_chosen.connect(self._apply_theme)
        # Later: the window is not taken away under the field that was just used.
        window.language_chosen.connect(self._change_language, Qt.ConnectionType.QueuedConnection)
        return window

    def _apply_theme(self, name: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply_theme(app, name)

    def _change_language(self) -> None:
        old = self.current
        if self._is_busy() or not old.save_all(self._change_language):
            return
        dataset = old.datasets.current
        QApplication.setQuitOnLastWindowClosed(False)
        old.close()
        # It told the language until now.
        os.environ.pop(languages.VARIABLE, None)
        language.start(self._settings.get("language"))
        self.current = self._made()
        self.current.datasets.show(dataset)
        self.current.show()
        QApplication.setQuitOnLastWindowClosed(True)
        old.deleteLater()

    def _is_busy(self) -> bool:
        """Say so when work is under way that would end with the window; returns whether it is."""
        busy = [job.title for job in jobs.active.all if not (job.is_training or job.is_quiet)]
        if busy:
            text = self.tr("The language changes at the next start, as work is under way: {titles}.")
            messages.info(text.format(titles=", ".join(busy)))
        return bool(busy)


def fit_screen(window: QWidget, room: QSize) -> None:
    """Fill the screen where it has no room for the window and its title bar."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    if room.width() < window.width() or room.height() < window.height() + title:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _leave(window: MainWindow, screenshot: Path | None) -> None:
    if screenshot is not None:
        window.grab().save(str(screenshot))
    window.close()


class LogFile(logging.FileHandler):
    """A log begun anew when it is full, beside the one before; `logging.handlers` would load sockets, too."""

    def emit(self, record: logging.LogRecord) -> None:
        if self.stream is not None and self.stream.tell() > FULL_LOG:
            self.close()
            # Another window may have it open: then it grows on.
            with contextlib.suppress(OSError):
                Path(self.baseFilename).replace(self.baseFilename + ".1")
        super().emit(record)


def start_log() -> None:
    """Write log records and Qt's own messages to the user's log file."""
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    handler = LogFile(folder / "log.txt", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    logging.getLogger("qt").log(level, text)
    if kind == QtMsgType.QtFatalMsg:
        # Qt ends the program after this: without a word here there would be nothing but "Aborted".
        remedy = QCoreApplication.translate(
            "App", "README's “Set up and go” tells what a system needs for the window."
        )
        sys.stderr.write(f"studio: {visible(text.strip())}\n{remedy}\n")


def install_excepthook(window: MainWindow) -> None:
    """Make an unexpected error save, go to the log and be told; it never ends the program."""

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        log.critical("unexpected error", exc_info=(kind, error, trace))
        if window.isVisible():
            window.save_all()
        messages.error(
            window.tr("Something unexpected went wrong: {error}. Details are in {file}.").format(
                error=error or kind.__name__, file=user_folder() / "log.txt"
            )
        )

    def on_thread_error(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            log.critical(
                "unexpected error in a thread",
                exc_info=(caught.exc_type, caught.exc_value, caught.exc_traceback),
            )

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
