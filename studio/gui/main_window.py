"""The window: rail, top bar, pages with their inspectors, status bar; it connects the pages."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from studio.core.json_door import Fields
from studio.core.settings import Settings
from studio.core.words import visible
from studio.gui import actions, jobs, messages
from studio.gui.cards import Cards
from studio.gui.datasets import Datasets
from studio.gui.dropping import Drops
from studio.gui.inspectors import Inspectors
from studio.gui.menu_button import MenuButton
from studio.gui.pages import FIRST, LINKS, PAGES, WELCOME
from studio.gui.status_bar import StatusBar
from studio.gui.widgets.banner import Banner
from studio.gui.widgets.floating import Floating
from studio.gui.widgets.page import Page
from studio.gui.widgets.rail import Rail
from studio.gui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

AWAITED_AFTER_MS = 1500


class MainWindow(QMainWindow):
    """The one window of the program."""

    theme_chosen = Signal(str)
    language_chosen = Signal()

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.pages: dict[str, Page] = {}
        self._current = ""
        self._previous = ""
        self._stale: set[str] = set()
        self._actions: dict[str, QAction] = {}
        self._key_target: QWidget | None = None
        self._then: Callable[[], object] | None = None
        self.datasets = Datasets(self.settings, self, self.save_all)
        self.drops = Drops(self)
        self.setWindowTitle(QCoreApplication.applicationName())
        self.setMinimumSize(960, 600)

        self.rail = Rail()
        self.top_bar = TopBar()
        self.banner = Banner()
        self.status = StatusBar()
        self._inspectors = Inspectors()
        self._awaited = QTimer(self)
        self._awaited.setSingleShot(True)
        self._awaited.setInterval(AWAITED_AFTER_MS)
        self._awaited.timeout.connect(self._make_awaited_pages)
        self._lay_out()
        self._make_actions()
        self._connect()
        self._restore()

    # -- construction ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._inspectors, 1)
        right.addWidget(self.status)
        root = QWidget()
        layout = QHBoxLayout(root)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(root)
        Floating(self.banner, self._inspectors.bodies)
        self.cards = Cards(self.datasets, self._inspectors.bodies)

    def _make_actions(self) -> None:
        for action in actions.ACTIONS:
            qaction = actions.make_qaction(action, self._run_action, self)
            self._actions[action.key] = qaction
            if not action.page:
                self.addAction(qaction)
        actions.KeysInUse(self.settings, self._actions, self)
        self.rail.add_widget(MenuButton(self._actions))
        for entry in PAGES:
            word = QCoreApplication.translate("Pages", entry.word)
            button = self.rail.add_page(entry.key, word, entry.icon, at_foot=entry.at_foot)
            actions.set_tip(button, entry.action)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_or_leave)
        self.top_bar.primary.clicked.connect(self.run_primary)
        self.top_bar.inspector.setDefaultAction(self._actions["inspector"])
        menu = self.top_bar.dataset_menu
        menu.aboutToShow.connect(lambda: self.datasets.fill_menu(menu, self._actions))
        self.datasets.opening.connect(self.top_bar.show_opening)
        self.datasets.opened.connect(self._on_dataset)
        self.datasets.failed.connect(self._on_dataset_failed)
        self.drops.dataset_dropped.connect(self.datasets.open)
        self.drops.dropped.connect(self._follow)
        messages.messages.listen(self._on_told)
        messages.messages.settled.connect(self.banner.settle)

    def _restore(self) -> None:
        state = Fields(self.settings.get("window"))
        self.resize(1280, 800)
        # Of what is no geometry nothing is taken.
        self.restoreGeometry(QByteArray.fromBase64(state.text("geometry").encode()))
        self._inspectors.restore(state.fields("inspectors"))
        page = self.settings.get("page")
        self.show_page(page if any(entry.key == page for entry in PAGES) else FIRST)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._awaited.start()

    def _make_awaited_pages(self) -> None:
        if jobs.is_busy():
            # A dataset or its first photo is on its way, and somebody waits for that.
            self._awaited.start()
            return
        for entry in PAGES:
            if entry.is_awaited and self.isVisible():
                self.page(entry.key)

    # -- pages -------------------------------------------------------------------------------------

    def page(self, key: str) -> Page:
        """Return a page, made now if it was not shown before."""
        if key not in self.pages:
            entry = next(entry for entry in PAGES if entry.key == key)
            module, name = entry.target.split(":")
            page: Page = getattr(importlib.import_module(f"studio.gui.{module}"), name)()
            self.pages[key] = page
            self._connect_page(key, page)
            self._inspectors.add(page, page.inspector)
            self.drops.add_page(key, page, page.inspector)
            page.restore_state(Fields(self.settings.get("pages")).fields(key))
            page.set_dataset(self.datasets.current)
        return self.pages[key]

    def _connect_page(self, key: str, page: Page) -> None:
        page.dataset_changed.connect(self.datasets.open)
        page.open_wanted.connect(self.datasets.ask_for_folder)
        page.file_wanted.connect(self.datasets.ask_for_file)
        page.dataset_edited.connect(lambda: self._on_dataset_edited(key))
        page.primary_changed.connect(self._show_page_state)
        page.heading_changed.connect(self._show_page_state)
        page.actions_changed.connect(self._show_page_state)
        page.status_changed.connect(lambda badge: self.rail.set_badge(key, badge))
        page.saved_changed.connect(self.status.set_saved)
        page.position_changed.connect(lambda text: self._show_position(key, text))
        page.settled.connect(self._on_settled)
        page.settings = self.settings
        for link in LINKS:
            if link.page == key:
                getattr(page, link.signal).connect(
                    lambda value, link=link: self._follow(link.target, link.method, value, shows=link.shows)
                )
        page.theme_chosen.connect(self.theme_chosen)
        page.language_chosen.connect(self.language_chosen)
        scope = page.shortcut_scope()
        for action in actions.ACTIONS:
            if action.page == key and action.scope == "canvas":
                scope.addAction(self._actions[action.key])
            elif action.page == key:
                self.addAction(self._actions[action.key])

    def _show_position(self, key: str, text: str) -> None:
        if key == self._current:
            self.status.set_position(text)

    def _follow(self, key: str, method: str, value: Any, *, shows: bool = True) -> None:
        if shows:
            self.show_page(key)
        getattr(self.page(key), method)(value)

    def current_page(self) -> Page:
        """Return the page that is shown."""
        return self.pages[self._current]

    def show_or_leave(self, key: str) -> None:
        """Show a page; asked again for Help, Settings or Runs, go back to the page before."""
        entry = next(entry for entry in PAGES if entry.key == key)
        if key == self._current and entry.at_foot and self._previous:
            self.show_page(self._previous)
        else:
            self.show_page(key)

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        if key == self._current:
            self.rail.select(key)
            return
        if self._current:
            self.current_page().deactivate()
            self._previous = self._current
        page = self.page(key)
        if key in self._stale:
            self._stale.discard(key)
            page.refresh_dataset()
        self._current = key
        self._inspectors.show_page(key, page, page.inspector)
        self.rail.select(key)
        self.status.set_position("")
        self._show_page_state()
        page.activate()
        page.take_focus()
        if key != WELCOME:
            self.settings_set("page", key)

    def _show_page_state(self) -> None:
        if self._current:
            page = self.current_page()
            text, is_enabled = page.primary()
            self.top_bar.show_page(page.heading(), text, is_enabled)
            self._show_actions()

    # -- actions -----------------------------------------------------------------------------------

    def _run_action(self, action: actions.Action) -> None:
        action.run(self._target(action))

    def _target(self, action: actions.Action) -> Any:
        return self.page(action.page) if action.page else self

    def _show_actions(self) -> None:
        """Grey what can't be done on this page now."""
        for action in actions.ACTIONS:
            is_here = action.page in ("", self._current)
            is_possible = is_here and action.needs.holds(self._target(action))
            self._actions[action.key].setEnabled(is_possible)
        self._actions["inspector"].setEnabled(self.current_page().inspector is not None)

    def _tell_need(self, event: QKeyEvent) -> bool:
        """Say why a key's action can't be done now; returns whether it is the key of one."""
        is_in_scope = self.current_page().has(self._key_target)
        action = actions.refused(self._actions, event, self._current, is_in_scope)
        # A key that is held down repeats itself; it is answered once.
        if action is not None and not event.isAutoRepeat():
            self._answer_grey(action)
        return action is not None

    def _answer_grey(self, action: actions.Action) -> None:
        # Asked again: a reason is only told while it holds.
        self._show_actions()
        if self._actions[action.key].isEnabled():
            self._run_action(action)
        else:
            told = action.needs.reason(self._target(action))
            messages.info(QCoreApplication.translate("Actions", told))

    def run_primary(self) -> None:
        """Do what the primary button says, if it can be pressed."""
        text, is_enabled = self.current_page().primary()
        if text and is_enabled:
            self.current_page().run_primary()

    def back_out(self) -> None:
        """Esc: close the banner, else a card, else leave Help or Settings, else let the page back out."""
        if not self.banner.isHidden():
            self.banner.clear()
        elif self.cards.leave():
            return
        elif self._current in ("help", "settings"):
            self.show_page(self._previous or FIRST)
        else:
            self.current_page().back_out()

    def toggle_inspector(self) -> None:
        """Show or hide the panel at the right, for this page."""
        self._inspectors.toggle()

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or go back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # Comes before the key itself, which may move the focus on its way up to the window.
            self._key_target = QApplication.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        takes_return = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox, QAbstractButton)
        is_return, target = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._key_target
        if is_return and isinstance(target, QAbstractButton) and not target.isCheckable():
            target.click()
        elif is_return and not isinstance(target, takes_return):
            self.run_primary()
        elif not self._tell_need(event):
            super().keyPressEvent(event)

    # -- datasets ----------------------------------------------------------------------------------

    def _on_dataset(self, dataset: Dataset | None) -> None:
        self.banner.clear()
        self._stale.clear()
        self.top_bar.show_dataset(dataset)
        name = QCoreApplication.applicationName()
        self.setWindowTitle(f"{visible(dataset.name)} – {name}" if dataset else name)
        for page in self.pages.values():
            page.set_dataset(dataset)
        self._show_page_state()
        if dataset is None:
            self.show_welcome()
        elif self._current == WELCOME:
            self.show_page(FIRST)

    def _on_dataset_failed(self) -> None:
        self.top_bar.show_dataset(self.datasets.current)
        self.show_welcome()

    def show_welcome(self) -> None:
        """Show how to begin where there is nothing else to show: no dataset, and a page that needs one."""
        needing = [entry.key for entry in PAGES if entry.needs_dataset]
        if self.datasets.current is None and self._current in needing:
            self.show_page(WELCOME)

    def show_split(self) -> None:
        """Show how the open dataset can be split, on the Train page."""
        self._follow("training", "show_split", None)

    def _on_dataset_edited(self, by: str) -> None:
        self._stale |= {key for key in self.pages if key != by}
        if by != self._current and self.current_page().follows_edits:
            self.current_page().refresh_dataset()

    # -- messages, saving, closing -----------------------------------------------------------------

    def _on_told(self, message: messages.Message) -> None:
        if message.kind == "error":
            offer = (message.offer.text, message.offer.do) if message.offer else None
            self.banner.show_problem(message.text, message.remedy, message.about, offer)
        else:
            self.status.show_message(message.text, message.offer)

    def settings_set(self, key: str, value: Any) -> None:
        """Remember a setting; a settings file that can't be written is told, not fatal."""
        messages.attempt("settings", self.settings.set, key, value)

    def save_all(self, then: Callable[[], object] | None = None) -> bool:
        """Let every page save; returns whether all may be closed.

        A page that may not asks what to do; `then` is done once that is decided.
        """
        refusing = [key for key, page in self.pages.items() if not page.can_close()]
        self._then = then if refusing else None
        if refusing and self._current not in refusing:
            self.show_page(refusing[0])
        return not refusing

    def _on_settled(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.save_all(self.close):
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().toStdString()
        self.settings_set("window", {"geometry": geometry, "inspectors": self._inspectors.state()})
        states = self.settings.get("pages")
        states.update({key: page.save_state() for key, page in self.pages.items()})
        self.settings_set("pages", {key: state for key, state in states.items() if state})
        self.current_page().deactivate()
        for page in self.pages.values():
            page.close_down()
        self.datasets.cancel()
        for job in list(jobs.active.all):
            job.stop_for_exit()
        messages.messages.stop_listening(self._on_told)
        event.accept()
