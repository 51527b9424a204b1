"""What every test stands on: no screen, a home of its own, and failures for leaks and unexpected warnings."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from studio.core import languages

# How long an example takes tells about the machine.
hypothesis.settings.register_profile("studio", deadline=None)
hypothesis.settings.load_profile("studio")

# Before torch and OpenCV are loaded: two spinning pools on two cores are slower than one thread each.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

try:
    # pytest-qt would end with a traceback.
    import PySide6.QtWidgets  # noqa: F401
except ImportError as error:
    from studio.core.libraries import missing_library

    if (problem := missing_library(error)) is None:
        raise
    raise pytest.UsageError(str(problem)) from None

HOME_VARIABLES = ("HOME", "USERPROFILE", "STUDIO_HOME", "STUDIO_RUNS", "XDG_CONFIG_HOME", "APPDATA")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--headed`: show the windows that the tests open."""
    parser.addoption("--headed", action="store_true", help="show windows on the screen")


def pytest_configure(config: pytest.Config) -> None:
    """Draw offscreen unless asked otherwise."""
    config.addinivalue_line("markers", "logs_warnings: this test expects log records of WARNING and above")
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's own settings and runs out of reach, of fixtures shared by many tests too."""
    with pytest.MonkeyPatch.context() as patch:
        _move_home(tmp_path_factory, patch)
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home, settings folder and runs folder."""
    _move_home(tmp_path_factory, monkeypatch)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test begin in English, whatever the system's language or the test before."""
    monkeypatch.setenv(languages.VARIABLE, languages.ENGLISH)
    yield
    languages.use(languages.ENGLISH)


@pytest.fixture(scope="session")
def _home_with_tflite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the environment of the TFLite converter once, which takes a package index; skips without one."""
    from studio.core.environments.making import make
    from studio.core.errors import StudioError

    home = tmp_path_factory.mktemp("tflite")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(home))
        try:
            make("tflite")
        except StudioError as error:
            pytest.skip(f"the environment can't be made here: {error}")
    return home


@pytest.fixture
def tflite_converter(_home_with_tflite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test's program find the converter for TFLite set up."""
    monkeypatch.setenv("STUDIO_HOME", str(_home_with_tflite))


def _move_home(factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> None:
    root = factory.mktemp("home")
    for name in HOME_VARIABLES:
        folder = root / name.lower()
        folder.mkdir()
        patch.setenv(name, str(folder))


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread of its own running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 3
    while leaked := [thread for thread in _python_threads() if thread not in before]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {[thread.name for thread in leaked]}")
        time.sleep(0.01)


def _python_threads() -> list[threading.Thread]:
    # Python code called in a QThread leaves a dummy entry that outlives the thread: it tells nothing.
    return [thread for thread in threading.enumerate() if type(thread).__name__ != "_DummyThread"]


@pytest.fixture(autouse=True)
def _no_leaked_windows() -> Iterator[None]:
    """Fail a test that leaves a window behind."""
    before = {id(widget) for widget in _windows()}
    yield
    leaked = _opened_since(before)
    if leaked:
        # Only now: with torch loaded a collection takes a quarter of a second, for every test.
        gc.collect()
        leaked = _opened_since(before)
    if leaked:
        names = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in leaked]
        for widget in leaked:
            widget.close()
            widget.deleteLater()
        pytest.fail(f"windows left open: {names}")


def _opened_since(before: set[int]) -> list:
    return [widget for widget in _windows() if id(widget) not in before and widget.isVisible()]


def _windows() -> list:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    return QApplication.topLevelWidgets() if QApplication.instance() else []


@pytest.fixture(autouse=True)
def _no_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which something of ours logged a warning, unless it is marked `logs_warnings`."""
    records: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger = logging.getLogger("studio")
    handler = Keep(logging.WARNING)
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    if records and "logs_warnings" not in request.keywords:
        pytest.fail(f"logged: {[record.getMessage() for record in records]}")
