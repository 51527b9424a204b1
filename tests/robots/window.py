"""The robot of the window itself, with what every page's robot needs: mouse, keys, menus, dialogs, drops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionSlider,
    QWidget,
)

from studio.core.settings import Settings
from studio.gui import jobs, messages
from studio.gui.actions import ACTIONS
from studio.gui.main_window import MainWindow
from studio.gui.widgets.controls import ValueSlider
from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.panels import EmptyState
from studio.gui.widgets.table import Table

PATIENCE_MS = 120_000
"""Long, because the machine may be busy; no test waits longer than it must."""
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEYS, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class WindowRobot:
    """Opens the real window and works it by mouse and keys; finds things by their object names."""

    def __init__(
        self,
        qtbot: Any,
        *,
        page: str = "labelling",
        size: tuple[int, int] = (1280, 800),
        window: MainWindow | None = None,
    ) -> None:
        """`window` is one that is open already; without it a new one opens at a page, in a size."""
        self.qtbot = qtbot
        if window is None:
            settings = Settings()
            settings.set("page", page)
            window = MainWindow(settings)
            window.resize(*size)
            window.show()
        self.window = window
        self.settings = window.settings
        self._back_to_window()

    # -- mouse and keys ----------------------------------------------------------------------------

    def _mouse(
        self, widget: QWidget, at: QPoint | None = None, modifier: Qt.KeyboardModifier = NO_KEYS
    ) -> None:
        """Click left on a widget that can be seen and used."""
        QTest.mouseClick(widget, LEFT, modifier, self._reach(widget, at))

    def _mouse_right(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click right; what opens a menu then opens it."""
        at = self._reach(widget, at)
        QTest.mousePress(widget, RIGHT, NO_KEYS, at)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, event)
        if QApplication.activePopupWidget() is None:
            # Else the menu that opened has the mouse.
            QTest.mouseRelease(widget, RIGHT, NO_KEYS, at)

    def _reach(self, widget: QWidget, at: QPoint | None = None) -> QPoint:
        """Return where the mouse gets at a widget, scrolled into sight if it has to be."""
        _lay_out()
        name = f"{type(widget).__name__} {widget.objectName()!r}"
        assert widget.isVisible(), f"{name} is not to be seen"
        assert widget.isEnabled(), f"{name} can't be used"
        at = widget.rect().center() if at is None else at
        area = widget.parentWidget()
        while area is not None:
            if isinstance(area, QScrollArea):
                self._scroll(area, lambda view: widget.mapTo(view, at))
            area = area.parentWidget()
        top = widget.window()
        hit = top.childAt(widget.mapTo(top, at)) or top
        assert hit is widget or widget.isAncestorOf(hit), f"{name} is covered by {hit} {hit.objectName()!r}"
        return at

    def _scroll(self, area: Any, place: Callable[[QWidget], QPoint]) -> None:
        """Turn the wheel over an area until a place in it is to be seen."""
        view, bar = area.viewport(), area.verticalScrollBar()
        while not 0 <= (y := place(view).y()) < view.height():
            before = bar.value()
            self._wheel(view, view.rect().center(), 1 if y < 0 else -1)
            assert bar.value() != before, f"{area.objectName()} can't be scrolled so far"

    @staticmethod
    def _wheel(widget: QWidget, at: QPoint, steps: int) -> None:
        turn, phase = QPoint(0, 120 * steps), Qt.ScrollPhase.NoScrollPhase
        place, on_screen = QPointF(at), QPointF(widget.mapToGlobal(at))
        event = QWheelEvent(place, on_screen, QPoint(), turn, Qt.MouseButton.NoButton, NO_KEYS, phase, False)
        QApplication.sendEvent(widget, event)

    def _place_of(self, view: QAbstractItemView, index: QModelIndex) -> QPoint:
        """Return where an entry of a list or table is, scrolled into sight if it has to be."""
        _lay_out()
        self._scroll(view, lambda _: view.visualRect(index).center())
        return view.visualRect(index).center()

    def _click_row(
        self, view: QAbstractItemView, row: int, modifier: Qt.KeyboardModifier = NO_KEYS, *, column: int = 0
    ) -> None:
        at = self._place_of(view, view.model().index(row, column))
        self._mouse(view.viewport(), at, modifier)

    def _keys(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEYS) -> None:
        for key in keys:
            QTest.keyClick(self._focus(), key, modifier)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def _seen(self, name: str, kind: type = QWidget) -> Any:
        """Return the widget of this object name that is to be seen, now or when the last event is over."""
        for _try in range(2):
            for widget in self.window.findChildren(kind, name):
                if widget.isVisible():
                    return widget
            QApplication.processEvents()
        raise AssertionError(f"no {name} is to be seen")

    def _choose_in_menu(self, opening: Callable[[], object], entry: str = "") -> list[str]:
        """Do what opens a menu and click an entry of it, without one press Esc; returns what it offered.

        An entry of a menu inside it is "first > second".
        """
        possible: list[str] = []
        ended: list[BaseException | None] = []

        def choose() -> None:
            try:
                self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
                # This platform makes a popup the active window a moment later.
                QApplication.processEvents()
                menu: Any = QApplication.activePopupWidget()
                offered = {one.text(): one for one in menu.actions() if one.isEnabled() and one.text()}
                possible.extend(offered)
                if entry:
                    first, *rest = entry.split(" > ")
                    assert first in offered, f"{first!r} can't be chosen among {possible}"
                    QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(offered[first]).center())
                    for name in rest:
                        below: Any = offered[first].menu()
                        self.qtbot.waitUntil(below.isVisible)
                        inside = next(one for one in below.actions() if one.text() == name)
                        QTest.mouseClick(below, LEFT, NO_KEYS, below.actionGeometry(inside).center())
                else:
                    QTest.keyClick(menu, Qt.Key.Key_Escape)
                ended.append(None)
            except BaseException as problem:
                while (popup := QApplication.activePopupWidget()) is not None:
                    popup.close()
                ended.append(problem)

        # A menu may hold up who opens it until something is chosen.
        QTimer.singleShot(0, choose)
        opening()
        self.qtbot.waitUntil(lambda: bool(ended))
        if ended[0] is not None:
            raise ended[0]
        self._back_to_window()
        return possible

    def _back_to_window(self) -> None:
        """Wait for the window to have the keys: here a popup that closes does not give them back."""
        QApplication.processEvents()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    @contextmanager
    def _answering(self, function: str, answer: Path | str) -> Iterator[None]:
        """Let the system's own dialog for files, which is none of our widgets, answer this."""
        asked: list[bool] = []
        result = str(answer) if function == "getExistingDirectory" else (str(answer), "")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(QFileDialog, function, lambda *_: asked.append(True) or result)
            yield
        assert asked, f"{function} was not asked"

    # -- verbs -------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click the button with this object name."""
        button = self._seen(name, QAbstractButton)
        self._mouse(button, _mark(button) if isinstance(button, QCheckBox) else None)

    def click_text(self, text: str) -> None:
        """Click the button that says this."""
        buttons = self.window.findChildren(QAbstractButton)
        button = next((one for one in buttons if one.isVisible() and one.text() == text), None)
        assert button is not None, f"no button says {text!r}"
        self._mouse(button)

    def press_primary(self) -> None:
        """Click the button at the top right."""
        self.click("primary")

    def switch(self, name: str, on: bool) -> None:
        """Tick or untick a box by a click, if it is not so already."""
        box = self._seen(name, QCheckBox)
        if box.isChecked() != on:
            self.click(name)
        assert box.isChecked() == on

    def press(self, keys: str) -> None:
        """Press a key or a combination such as "Ctrl+Z", wherever the focus is."""
        QTest.keySequence(self._focus(), QKeySequence(keys))

    def hold_key(self, keys: str, *, repeats: int = 5) -> None:
        """Press a key and keep it down until it has repeated itself this often."""
        combination = QKeySequence(keys)[0]
        for number in range(repeats + 1):
            target = self.window.focusWidget() or self.window
            key, modifiers = combination.key(), combination.keyboardModifiers()
            QTest.simulateEvent(target, True, key, modifiers, "", number > 0)
        QTest.simulateEvent(self.window.focusWidget() or self.window, False, key, modifiers, "", False)

    def type(self, text: str, *, then: str = "") -> None:
        """Type where the focus is, and press a key after it."""
        QTest.keyClicks(self.window.focusWidget(), text)
        if then:
            self.press(then)

    def type_into(self, name: str, text: str, *, enter: bool = False) -> None:
        """Click into a field, and type over what is in it."""
        field = self._seen(name)
        inner = field.lineEdit() if isinstance(field, QSpinBox) else field
        self._mouse(field.viewport() if isinstance(field, QPlainTextEdit) else inner)
        assert field.hasFocus(), f"{name} did not take the focus"
        self._keys(Qt.Key.Key_A, modifier=CTRL)
        if text:
            QTest.keyClicks(self._focus(), text)
        else:
            self._keys(Qt.Key.Key_Delete)
        if enter:
            self._keys(Qt.Key.Key_Return)

    def set_number(self, name: str, value: int) -> None:
        """Type a number into a field, and Enter."""
        self.type_into(name, str(value), enter=True)

    def slide(self, name: str, value: float) -> None:
        """Click the handle of a slider, and move it by keys."""
        field = self._seen(name, ValueSlider)
        slider = field.slider
        self._mouse(slider, _handle(slider))
        assert slider.hasFocus(), f"{name} did not take the focus"
        self._keys(Qt.Key.Key_Home)
        lowest = field.value()
        self._keys(Qt.Key.Key_Right)
        steps = round((value - lowest) / (field.value() - lowest)) - 1
        pages, steps = divmod(steps, slider.pageStep()) if steps > 0 else (0, steps)
        if steps < 0:
            self._keys(Qt.Key.Key_Home)
        else:
            self._keys(*[Qt.Key.Key_PageUp] * pages, *[Qt.Key.Key_Right] * steps)
        assert field.value() == pytest.approx(value)

    def choose(self, name: str, data: Any) -> None:
        """Choose the entry with this data in the drop-down list with this object name."""
        box = self._seen(name, QComboBox)
        self._choose_row(box, box.findData(data))

    def pick(self, name: str, text: str) -> None:
        """Choose the entry that says this in the drop-down list with this object name."""
        box = self._seen(name, QComboBox)
        self._choose_row(box, box.findText(text))

    def _choose_row(self, box: QComboBox, row: int) -> None:
        """Open a drop-down list by the mouse, and choose an entry by its keys."""
        assert row >= 0, f"{box.objectName()} does not offer that"
        self._mouse(box)
        view = box.view()
        self.qtbot.waitUntil(view.isVisible)
        QTest.keyClick(view, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if view.currentIndex().row() != row:
                QTest.keyClick(view, Qt.Key.Key_Down)
        assert view.currentIndex().row() == row
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not view.isVisible())
        self._back_to_window()

    def select_rows(self, table: str, *names: str) -> None:
        """Click the rows whose first cell says one of these names, with Ctrl from the second on."""
        found: Table = self._seen(table, Table)
        rows = [row for row in range(found.rowCount()) if found.item(row, 0).text() in names]
        assert len(rows) == len(names), f"{table} does not have all of {names}"
        for number, row in enumerate(rows):
            self._click_row(found, row, CTRL if number else NO_KEYS)

    def tab_to(self, name: str) -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(100):
            if self.focus() == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {name}")

    def copy_table(self, table: str) -> str:
        """Go to a table by Tab, copy it with Ctrl+C and return what is on the clipboard."""
        self.tab_to(table)
        self.press("Ctrl+C")
        return QApplication.clipboard().text()

    def go_to(self, page: str) -> None:
        """Click a page's button in the rail."""
        self.click(f"rail_{page}")

    def open(self, path: Path) -> None:
        """Drop a dataset on the rail and wait until it is shown."""
        with self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS):
            self.drop(path, on="rail", settles=False)
        self.settle()

    def open_by_return(self, path: Path) -> None:
        """Press Return on a button that asks for a folder, choose this one and wait until it is shown."""
        opened = self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS)
        with opened, self._answering("getExistingDirectory", path):
            self.press("Return")
        self.settle()

    def open_failing(self, path: Path) -> None:
        """Choose what can't be opened in the dialog that Ctrl+O opens, and wait for the message."""
        told = self.qtbot.waitSignal(messages.messages.told, timeout=PATIENCE_MS)
        with told, self._answering("getExistingDirectory", path):
            self.press("Ctrl+O")

    def close_dataset(self) -> None:
        """Choose to close the dataset in the menu of its button."""
        self._choose_in_menu(lambda: self.click("dataset_button"), "Close dataset")

    def look_at_dataset_menu(self) -> list[str]:
        """Open the menu of the dataset's button, read it and press Esc."""
        return self._choose_in_menu(lambda: self.click("dataset_button"))

    def drop(self, *paths: Path, on: str = "", settles: bool = True) -> None:
        """Drop files or folders on the middle of the window, or of something in it."""
        part = self._seen(on) if on else self.window
        place = part.mapTo(self.window, part.rect().center())
        target = self.window.childAt(place)
        at = target.mapFrom(self.window, place)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        rest = (Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        enter = QDragEnterEvent(at, *rest)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), f"{target} does not let a drop through to the window"
        QApplication.sendEvent(target, QDropEvent(QPointF(at), *rest))
        if settles:
            self.settle()

    def come_back(self) -> None:
        """Go to another window, and back to this one."""
        other = QWidget()
        other.show()
        other.activateWindow()
        self.qtbot.waitUntil(lambda: not self.window.isActiveWindow())
        other.close()
        other.deleteLater()
        self._back_to_window()

    def close(self) -> bool:
        """Close the window with Ctrl+Q; returns whether it let itself be closed."""
        self.press("Ctrl+Q")
        return not self.is_open()

    # -- waiting -----------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing runs in a thread any more and its results are shown."""
        self.qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=PATIENCE_MS)

    def wait(self, question: Callable[[], bool]) -> None:
        """Wait until the answer to a question is yes."""
        self.qtbot.waitUntil(question, timeout=PATIENCE_MS)

    def wait_for_sentence(self, part: str) -> None:
        """Wait until a sentence with this part is shown on the page."""
        self.wait(lambda: any(part in text for text in self.says()))

    def wheel_over_fields(self) -> list[str]:
        """Turn the wheel over every field in sight on the page and its panel; returns what that changed."""
        changed = []
        page = self.window.current_page()
        for part in filter(None, (page, page.inspector)):
            for kind in (QComboBox, QAbstractSpinBox, QSlider):
                for field in part.findChildren(kind):
                    if field.isVisible() and field.isEnabled():
                        before = _said_by(field)
                        self._wheel(field, field.rect().center(), -1)
                        if _said_by(field) != before:
                            changed.append(f"{page.key}: {type(field).__name__} {field.objectName()!r}")
        return changed

    # -- questions ---------------------------------------------------------------------------------

    def find(self, name: str, kind: type = QWidget) -> Any:
        """Return the widget with this object name."""
        widget = self.window.findChild(kind, name)
        assert widget is not None, f"there is no {name}"
        return widget

    def stops(self, view: str) -> list[QAbstractButton]:
        """Return the buttons seen in a view that stop something."""
        buttons = [button for button in self.find(view).findChildren(QAbstractButton) if button.isVisible()]
        return [button for button in buttons if (button.text() or button.accessibleName()).startswith("Stop")]

    def can_be_seen(self, name: str) -> bool:
        """Return whether nothing lies over any corner of a widget."""
        widget = self.find(name)
        room = widget.rect().adjusted(1, 1, -1, -1)
        corners = (room.topLeft(), room.topRight(), room.bottomLeft(), room.bottomRight())
        points = [widget.mapTo(self.window, corner) for corner in corners]
        found = [self.window.childAt(point) for point in points]
        return all(seen is widget or (seen is not None and widget.isAncestorOf(seen)) for seen in found)

    def text(self, name: str) -> str:
        """Return what a label or button says."""
        return str(self.find(name).text())

    def is_enabled(self, name: str) -> bool:
        """Return whether a button can be pressed."""
        return bool(self.find(name).isEnabled())

    def is_in_sight(self, name: str) -> bool:
        """Say whether all of a widget is seen, and nothing of it scrolled away."""
        widget = self._seen(name, QWidget)
        return bool(widget.visibleRegion().boundingRect() == widget.rect())

    def is_shown(self, name: str) -> bool:
        """Return whether something is to be seen."""
        return bool(self.find(name).isVisible())

    def left_of(self, name: str) -> int:
        """Return how many pixels from the window's left edge something begins."""
        widget = self.find(name)
        return int(widget.mapTo(self.window, QPoint()).x() + widget.contentsMargins().left())

    def value(self, name: str) -> int:
        """Return the number in a field."""
        return self.find(name, QSpinBox).value()

    def primary(self) -> str:
        """Return what the button at the top right says, "" when it can't be pressed."""
        button = self.find("primary", QAbstractButton)
        return button.text() if button.isEnabled() and not button.isHidden() else ""

    def page(self) -> str:
        """Return the key of the page that is shown."""
        return self.window.current_page().key

    def heading(self) -> str:
        """Return what the top bar says is open."""
        return self.text("heading")

    def badge(self, page: str) -> str:
        """Return the badge at a page's button."""
        return self.window.rail.badge(page)

    def possible_actions(self) -> set[str]:
        """Return the keys of the actions that the menu does not show grey."""
        return {action.key for action in ACTIONS if self.window.findChild(QAction, action.key).isEnabled()}

    def problem(self) -> str:
        """Return the banner's text, "" when none is shown."""
        label: QLabel = self.find("banner_text", QLabel)
        return label.text() if label.isVisible() else ""

    def leaving_question(self) -> str:
        """Return what is asked over the page, "" when nothing is."""
        card = self.find("question")
        texts = [self.text("question_heading"), self.text("question_text")]
        return " ".join(texts) if card.isVisible() else ""

    def is_open(self) -> bool:
        """Return whether the window is still there."""
        return self.window.isVisible()

    def focus(self) -> str:
        """Return the object name of what has the keys."""
        widget = self.window.focusWidget()
        return widget.objectName() if widget is not None else ""

    def told(self) -> list[str]:
        """Return every message since the test began."""
        return [message.text for message in messages.messages.history]

    def sentences(self) -> list[str]:
        """Return everything told so far, causes with their remedies."""
        return [f"{message.text} {message.remedy}".strip() for message in messages.messages.history]

    def chips(self) -> list[str]:
        """Return the titles of the jobs in the status bar."""
        return [chip.job.title for chip in self.window.status.chips()]

    def says(self) -> list[str]:
        """Return every sentence shown on the page: labels, notices, empty states."""
        page = self.window.current_page()
        return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]

    def empty_text(self) -> str:
        """Return the sentence of the empty state that is shown, "" when none is."""
        shown = [state for state in self.window.current_page().findChildren(EmptyState) if state.isVisible()]
        return shown[0].text.text() if shown else ""

    def rows(self, table: str) -> list[list[str]]:
        """Return the texts of a table, row by row."""
        lines = self.find(table, Table).to_text().splitlines()[1:]
        return [line.split("\t") for line in lines]

    def heading_of(self, table: str, column: int) -> str:
        """Return what stands over a column of a table."""
        return str(self.find(table, Table).horizontalHeaderItem(column).text())

    def whole_columns(self, table: str) -> list[str]:
        """Return the headings of the columns that are seen whole."""
        found: Table = self.find(table, Table)
        header, room = found.horizontalHeader(), found.viewport().width()
        places = [
            (header.sectionViewportPosition(at), header.sectionSize(at)) for at in range(header.count())
        ]
        seen = [at for at, (left, width) in enumerate(places) if left >= 0 and left + width <= room]
        return [self.heading_of(table, at) for at in seen]

    def columns(self, plot: str) -> list[str]:
        """Return the names of the columns of a plot's CSV."""
        return self.find(plot, CurvePlot).to_csv().splitlines()[0].split(",")

    def points(self, plot: str) -> int:
        """Return how many rows a plot's CSV has."""
        return len(self.find(plot, CurvePlot).to_csv().splitlines()) - 1


def _lay_out() -> None:
    """Give what was just shown or unfolded its place, as it has when a person sees it."""
    for _level in range(8):
        # Each layout tells the one around it by an event of its own.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _said_by(field: Any) -> str:
    """Return what a field for a choice or a number says."""
    if isinstance(field, QSlider):
        return str(field.value())
    return str(field.currentText() if isinstance(field, QComboBox) else field.text())


def _mark(box: QCheckBox) -> QPoint:
    """Return the middle of a box's tick; beside its text a click does nothing."""
    option = QStyleOptionButton()
    box.initStyleOption(option)
    return box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box).center()


def _handle(slider: QSlider) -> QPoint:
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    kind, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
    return slider.style().subControlRect(kind, option, part, slider).center()


def near(a: Sequence[float], b: Sequence[float], tolerance: float = 0.02) -> bool:
    """Return whether two places are the same within what a mouse can hit."""
    return all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True))
