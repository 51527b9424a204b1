"""The tables of the window, walked in a window: pages, actions, menus, links."""

from __future__ import annotations

from collections import defaultdict

import pytest
from PySide6.QtCore import QEvent, SignalInstance
from PySide6.QtGui import QKeySequence

from studio.core.settings import Settings
from studio.gui import jobs, theme
from studio.gui.actions import ACTIONS, GESTURES, MENUS, Action, find
from studio.gui.main_window import MainWindow
from studio.gui.needs import ALWAYS
from studio.gui.pages import LINKS, PAGES


@pytest.fixture(scope="module")
def window(qapp):
    theme.apply_theme(qapp, "dark")
    window = MainWindow(Settings())
    yield window
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _no_threads():
    yield
    jobs.shut_down()


def test_keys_are_unique() -> None:
    assert len({action.key for action in ACTIONS}) == len(ACTIONS)
    assert len({page.key for page in PAGES}) == len(PAGES)


def test_every_page_opens(window) -> None:
    for entry in PAGES:
        window.show_page(entry.key)
        page = window.pages[entry.key]
        assert page.key == entry.key
        text, enabled = page.primary()
        assert isinstance(text, str)
        assert isinstance(enabled, bool)
        called, argument = called_by(find(entry.action), window)
        assert called in ("show_page", "show_or_leave")
        assert argument == (entry.key,)


class Probe:
    """Stands before an object: what is called in the end is looked up on it, noted and not called."""

    def __init__(self, real: object, calls: list[tuple[str, tuple[object, ...]]]) -> None:
        self.real, self.calls = real, calls

    def __getattr__(self, name: str) -> Probe:
        return Probe(getattr(self.real, name), self.calls)

    def __call__(self, *arguments: object) -> None:
        assert callable(self.real)
        self.calls.append((self.real.__name__, arguments))


def called_by(action: Action, window) -> tuple[str, tuple[object, ...]]:
    """Return the one method an action calls, and with what."""
    calls: list[tuple[str, tuple[object, ...]]] = []
    action.run(Probe(window.page(action.page) if action.page else window, calls))
    (call,) = calls
    return call


def test_every_action_has_something_to_do(window) -> None:
    for action in ACTIONS:
        assert called_by(action, window), action.key


def test_every_need_can_be_asked_and_says_what_to_do(window) -> None:
    for action in ACTIONS:
        target = window.page(action.page) if action.page else window
        assert isinstance(action.needs.holds(target), bool), action.key
        assert action.needs is ALWAYS or action.needs.otherwise.endswith("."), action.key


def test_a_held_key_only_goes_on_with_what_a_further_press_takes_back(window) -> None:
    going = ("next", "previous", "cycle", "arrow", "nudge", "zoom_by", "change_confidence")
    repeating = [action for action in ACTIONS if action.repeats]
    assert repeating
    names = {action.key: called_by(action, window)[0] for action in repeating}
    assert [key for key, name in names.items() if not any(word in name for word in going)] == []


def test_every_icon_is_there(qapp) -> None:
    for name in {*(action.icon for action in ACTIONS if action.icon), *(page.icon for page in PAGES)}:
        assert not theme.icon(name).isNull(), name


def test_no_key_means_two_things_on_one_page() -> None:
    taken = defaultdict(list)
    for action in ACTIONS:
        for shortcut in action.shortcuts:
            sequence = QKeySequence(shortcut)
            assert not sequence.isEmpty(), f"{action.key}: {shortcut} is no key"
            taken[sequence.toString()].append(action)
    for shortcut, actions in taken.items():
        places = [action.page for action in actions]
        assert len(set(places)) == len(places), f"{shortcut}: {[action.key for action in actions]}"
        assert "" not in places or len(places) == 1, f"{shortcut} works everywhere and on a page"


def test_menus_and_gestures_name_what_exists() -> None:
    keys = {action.key for action in ACTIONS}
    named = [key for _, entries in MENUS for key in entries if key is not None]
    assert set(named) <= keys
    assert len(set(named)) == len(named)
    assert {page for page, _, _ in GESTURES} <= {"", *(entry.key for entry in PAGES)}


def test_links_connect_what_exists(window) -> None:
    for link in LINKS:
        assert isinstance(getattr(window.page(link.page), link.signal), SignalInstance), link
        assert callable(getattr(window.page(link.target), link.method)), link
