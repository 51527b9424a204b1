"""Robots drive the window as a user does: verbs and questions, never widgets, in the tests that use them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.core.settings import Settings
from studio.gui import jobs, messages
from studio.gui.actions import ACTIONS
from studio.gui.main_window import MainWindow

Fraction = tuple[float, float]
"""A place in the image: (0, 0) is its top left corner, (1, 1) its bottom right one."""


class WindowRobot:
    """Opens the real window and works it by mouse and keys; finds things by their object names."""

    def __init__(self, qtbot: QtBot, *, page: str = "labelling", size: tuple[int, int] = (1280, 800)) -> None:
        self.qtbot = qtbot
        self.settings = Settings()
        self.settings.set("page", page)
        self.window = MainWindow(self.settings)
        self.window.resize(*size)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    # -- verbs -------------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a dataset and wait until it is shown."""
        with self.qtbot.waitSignal(self.window.datasets.opened, timeout=10_000):
            self.window.datasets.open(path)
        self.settle()

    def open_failing(self, path: Path) -> None:
        """Try to open what can't be opened and wait for the message."""
        with self.qtbot.waitSignal(messages.messages.told, timeout=10_000):
            self.window.datasets.open(path)

    def drop(self, path: Path) -> None:
        """Drop a file or folder on the middle of the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle = self.window.rect().center()
        target = self.window.childAt(middle)
        at = target.mapFrom(self.window, middle)
        rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(at, *rest)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), f"{target} does not let a drop through to the window"
        QApplication.sendEvent(target, QDropEvent(QPointF(at), *rest))
        self.settle()

    def go_to(self, page: str) -> None:
        """Click a page's button in the rail."""
        self.click(f"rail_{page}")

    def click(self, name: str) -> None:
        """Click the button with this object name."""
        button = self.find(name, QAbstractButton)
        assert button.isEnabled(), f"{name} can't be pressed"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def possible_actions(self) -> set[str]:
        """Return the keys of the actions that the menu does not show grey."""
        return {action.key for action in ACTIONS if self.window.findChild(QAction, action.key).isEnabled()}

    def press(self, keys: str) -> None:
        """Press a key or a combination such as "Ctrl+Z", wherever the focus is."""
        focus = QApplication.focusWidget() or self.window.focusWidget() or self.window
        QTest.keySequence(focus, QKeySequence(keys))

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
        """Type into the field with this object name."""
        field = self.find(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def choose(self, name: str, data: Any) -> None:
        """Choose the entry with this data in the drop-down list with this object name."""
        box = self.find(name, QComboBox)
        index = box.findData(data)
        assert index >= 0
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def pick(self, name: str, text: str) -> None:
        """Open the drop-down list with this object name by the mouse, and choose an entry by its keys."""
        box = self.find(name, QComboBox)
        row = box.findText(text)
        assert row >= 0, f"{name} does not offer {text}"
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        view = box.view()
        self.qtbot.waitUntil(view.isVisible)
        QTest.keyClick(view, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if view.currentIndex().row() != row:
                QTest.keyClick(view, Qt.Key.Key_Down)
        assert view.currentIndex().row() == row
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not view.isVisible())

    def settle(self) -> None:
        """Wait until nothing runs in a thread any more and its results are shown."""
        self.qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=10_000)

    def close(self) -> bool:
        """Close the window; returns whether it let itself be closed."""
        return self.window.close()

    # -- questions ---------------------------------------------------------------------------------

    def find(self, name: str, kind: type = QWidget) -> Any:
        """Return the widget with this object name."""
        widget = self.window.findChild(kind, name)
        assert widget is not None, f"there is no {name}"
        return widget

    def text(self, name: str) -> str:
        """Return what a label or button says."""
        return str(self.find(name).text())

    def is_enabled(self, name: str) -> bool:
        """Return whether a button can be pressed."""
        return bool(self.find(name).isEnabled())

    def page(self) -> str:
        """Return the key of the page that is shown."""
        return self.window.current_page().key

    def heading(self) -> str:
        """Return what the top bar says is open."""
        return self.text("heading")

    def badge(self, page: str) -> str:
        """Return the badge at a page's button."""
        return self.window.rail.badge(page)

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

    def is_shown(self, name: str) -> bool:
        """Return whether something is to be seen."""
        return bool(self.find(name).isVisible())

    def told(self) -> list[str]:
        """Return every message since the test began."""
        return [message.text for message in messages.messages.history]


class LabelRobot(WindowRobot):
    """Labels photos on the Label page."""

    @property
    def _canvas(self) -> Any:
        return self.find("label_canvas")

    def _at(self, place: Fraction) -> QPoint:
        size = self._canvas.image_item.size()
        point = QPointF(place[0] * size.width(), place[1] * size.height())
        return self._canvas.to_view(point).toPoint()

    # -- verbs -------------------------------------------------------------------------------------

    def drag(
        self,
        start: Fraction,
        end: Fraction,
        *,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Drag over the photo."""
        viewport = self._canvas.viewport()
        a, b = self._at(start), self._at(end)
        QTest.mouseMove(viewport, a)
        QTest.mousePress(viewport, button, modifier, a)
        for step in range(1, 5):
            QTest.mouseMove(viewport, a + (b - a) * step / 4)
        QTest.mouseRelease(viewport, button, modifier, b)

    def hold(self, start: Fraction, end: Fraction) -> None:
        """Press the left button on the photo and move, without letting go."""
        viewport = self._canvas.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._at(start))
        QTest.mouseMove(viewport, self._at(end))

    def let_go(self, place: Fraction) -> None:
        """Move on and let go of the left button."""
        viewport = self._canvas.viewport()
        QTest.mouseMove(viewport, self._at(place))
        QTest.mouseRelease(
            viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._at(place)
        )

    def draw_box(self, corner: Fraction, opposite: Fraction) -> None:
        """Draw a box by dragging from one corner to the other."""
        self.drag(corner, opposite)

    def click_at(
        self, place: Fraction, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click on the photo."""
        point = self._at(place)
        QTest.mouseMove(self._canvas.viewport(), point)
        QTest.mouseClick(self._canvas.viewport(), Qt.MouseButton.LeftButton, modifier, point)

    def click_right_at(self, place: Fraction) -> None:
        """Click right on the photo."""
        viewport, point = self._canvas.viewport(), self._at(place)
        _click_right(viewport, point)

    def choose_in_menu(self, place: Fraction, entry: str) -> None:
        """Click right on a box and click a class or a button in what opens."""
        self.click_right_at(place)
        buttons = {button.text(): button for button in self.find("class_popup").findChildren(QAbstractButton)}
        if entry in buttons:
            QTest.mouseClick(buttons[entry], Qt.MouseButton.LeftButton)
        else:
            self._click_row(self.find("class_choices", QListView), self.class_choices().index(entry))

    def type_in_popup(self, keys: str) -> None:
        """Type into the list of classes that is open: characters, or a key's name in angle brackets."""
        # This platform makes a popup the active window a moment later, even one that is closed by then.
        QApplication.processEvents()
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit) and field.objectName() == "class_search", field
        for key in re.findall("<[A-Z][a-z]+>|[^<]", keys):
            if len(key) > 1:
                QTest.keyClick(field, getattr(Qt.Key, f"Key_{key[1:-1]}"))
            else:
                QTest.keyClicks(field, key)
        if not field.isVisible():
            self._back_to_window()

    def _back_to_window(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def class_choices(self) -> list[str]:
        """Return the classes that the open list offers; [] when it is closed."""
        return self._texts("class_choices") if self.find("class_popup").isVisible() else []

    def wheel(self, place: Fraction, steps: int) -> None:
        """Turn the wheel over a place of the photo."""
        viewport = self._canvas.viewport()
        point = QPointF(self._at(place))
        event = QWheelEvent(
            point,
            QPointF(viewport.mapToGlobal(point)),
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)

    def hold_space_and_drag(self, start: Fraction, end: Fraction) -> None:
        """Move the photo with Space held."""
        self._canvas.setFocus()
        QTest.keyPress(self._canvas, Qt.Key.Key_Space)
        self.drag(start, end)
        QTest.keyRelease(self._canvas, Qt.Key.Key_Space)

    def add_class(self, name: str) -> None:
        """Add a class in the inspector."""
        self.type_into("class_field", name, enter=True)
        self._canvas.setFocus()

    def rename_class(self, old: str, new: str) -> None:
        """Rename a class by a double click on its row."""
        self.double_click_class(old)
        self.type_name(new)

    def type_name(self, name: str, *, esc: bool = False) -> None:
        """Type into the name of a class that is open for editing; Enter, or Esc, ends it."""
        view = self.find("class_view", QListView)
        editor = next(field for field in view.findChildren(QLineEdit) if field.isVisible())
        editor.selectAll()
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Escape if esc else Qt.Key.Key_Return)
        # The list takes the new name when the key's event is over.
        QApplication.processEvents()

    def double_click_class(self, name: str) -> None:
        """Click twice on a class in the inspector, as fast as a person does."""
        view: QListView = self.find("class_view", QListView)
        index = view.model().index(self.classes().index(name), 0)
        view.scrollTo(index)
        at = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def click_class(self, name: str, *, waits: bool = True) -> None:
        """Click a class in the inspector, and wait until that can't become a double click any more."""
        view = self.find("class_view", QListView)
        self._click_row(view, self.classes().index(name))
        if waits:
            self.qtbot.waitUntil(lambda: not view.is_waiting)

    def choose_in_class_menu(self, name: str, entry: str) -> None:
        """Click right on a class in the inspector and choose an entry of the menu."""
        view: QListView = self.find("class_view", QListView)
        _click_right(
            view.viewport(), view.visualRect(view.model().index(self.classes().index(name), 0)).center()
        )
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == entry)
        QApplication.processEvents()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        if not any(editor.isVisible() for editor in view.findChildren(QLineEdit)):
            self._back_to_window()
        self.settle()

    def class_problem(self) -> str:
        """Return what stands under the classes, "" when all is well."""
        notice = self.find("class_problem")
        return str(notice.text()) if notice.isVisible() else ""

    def empty_list(self) -> str:
        """Return what the list of images says when nothing is in it."""
        return str(self.find("image_hint").text())

    def click_box_row(self, row: int) -> None:
        """Click a box in the inspector's list."""
        self._click_row(self.find("box_view", QListView), row)

    def click_image(self, name: str) -> None:
        """Click an image in the list."""
        self._click_row(self.find("image_view", QListView), self.listed_images().index(name))
        self.settle()

    @staticmethod
    def _click_row(view: QListView, row: int) -> None:
        index = view.model().index(row, 0)
        view.scrollTo(index)
        centre = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)

    def search(self, text: str, *, enter: bool = False) -> None:
        """Type into the filter over the list of images."""
        self.type_into("image_search", text, enter=enter)
        self.settle()

    # -- questions ---------------------------------------------------------------------------------

    def image(self) -> str:
        """Return the name of the open image, "" without one."""
        return self.heading().split("  ·  ")[0]

    def listed_images(self) -> list[str]:
        """Return the names in the list, as filtered."""
        return self._texts("image_view")

    def classes(self) -> list[str]:
        """Return the classes in the inspector."""
        return self._texts("class_view")

    def boxes(self) -> list[tuple[str, Fraction, Fraction]]:
        """Return what is painted: class, corner and opposite corner as fractions of the image, rounded."""
        size = self._canvas.image_item.size()
        found = []
        for box in sorted(self._canvas.boxes_item.boxes(), key=lambda box: box.xyxy):
            x1, y1, x2, y2 = box.xyxy
            corner = round(x1 / size.width(), 2), round(y1 / size.height(), 2)
            opposite = round(x2 / size.width(), 2), round(y2 / size.height(), 2)
            found.append((box.text, corner, opposite))
        return found

    def pending(self) -> int:
        """Return how many boxes without a class are painted."""
        return sum(box.is_dashed for box in self._canvas.boxes_item.boxes())

    def question(self) -> str:
        """Return what is asked over the photo, "" for nothing."""
        strip = self.find("ask_strip")
        return str(strip.notice.text()) if strip.isVisible() else ""

    def class_counts(self) -> list[tuple[int, int]]:
        """Return per class its boxes in the open image and in all."""
        model = self.find("class_view", QListView).model()
        return list(zip(model.here, model.everywhere or [], strict=True))

    def selected(self) -> list[int]:
        """Return the rows selected in the inspector's list of boxes."""
        return sorted(index.row() for index in self.find("box_view", QListView).selectedIndexes())

    def notice(self) -> str:
        """Return what the strip over the photo says, "" when it is not shown."""
        strip = self.find("image_notes")
        return str(strip.notice.text()) if strip.isVisible() else ""

    def zoom(self) -> float:
        """Return screen pixels per image pixel."""
        return float(self._canvas.zoom())

    def place_under(self, point: tuple[int, int]) -> Fraction:
        """Return which place of the image is shown at a point of the canvas."""
        size = self._canvas.image_item.size()
        at = self._canvas.to_image(QPointF(*point))
        return at.x() / size.width(), at.y() / size.height()

    def point_of(self, place: Fraction) -> tuple[int, int]:
        """Return where on the canvas a place of the image is shown."""
        at = self._at(place)
        return at.x(), at.y()

    def _texts(self, name: str) -> list[str]:
        model = self.find(name, QListView).model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


def _click_right(widget: QWidget, point: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, event)


def near(a: Sequence[float], b: Sequence[float], tolerance: float = 0.02) -> bool:
    """Return whether two places are the same within what a mouse can hit."""
    return all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True))
