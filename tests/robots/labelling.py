"""A robot for the Label page: draws, names, moves and deletes boxes, and goes through photos."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QSlider,
    QToolButton,
)

from studio.gui import jobs
from studio.gui.labelling.box_list import LETTERS_ROLE, ROW_HEIGHT, SIGN_ROLE
from studio.gui.widgets.controls import ValueSlider
from tests.robots.window import CTRL, LEFT, NO_KEYS, PATIENCE_MS, WindowRobot

Fraction = tuple[float, float]
"""A place in the image: (0, 0) is its top left corner, (1, 1) its bottom right one."""


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
        modifier: Qt.KeyboardModifier = NO_KEYS,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        """Drag over the photo."""
        viewport = self._canvas.viewport()
        a, b = self._reach(viewport, self._at(start)), self._at(end)
        QTest.mouseMove(viewport, a)
        QTest.mousePress(viewport, button, modifier, a)
        for step in range(1, 5):
            QTest.mouseMove(viewport, a + (b - a) * step / 4)
        QTest.mouseRelease(viewport, button, modifier, b)

    def hold(self, start: Fraction, end: Fraction) -> None:
        """Press the left button on the photo and move, without letting go."""
        viewport = self._canvas.viewport()
        QTest.mousePress(viewport, LEFT, NO_KEYS, self._reach(viewport, self._at(start)))
        QTest.mouseMove(viewport, self._at(end))

    def let_go(self, place: Fraction) -> None:
        """Move on and let go of the left button."""
        viewport = self._canvas.viewport()
        QTest.mouseMove(viewport, self._at(place))
        QTest.mouseRelease(viewport, LEFT, NO_KEYS, self._at(place))

    def draw_box(self, corner: Fraction, opposite: Fraction) -> None:
        """Draw a box by dragging from one corner to the other."""
        self.drag(corner, opposite)

    def click_at(self, place: Fraction, modifier: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click on the photo."""
        point = self._at(place)
        QTest.mouseMove(self._canvas.viewport(), point)
        self._mouse(self._canvas.viewport(), point, modifier)

    def double_click_at(self, place: Fraction) -> None:
        """Click twice on the photo, as fast as a person does."""
        self.click_at(place)
        point = self._at(place)
        QTest.mouseDClick(self._canvas.viewport(), LEFT, NO_KEYS, point)

    def canvas_pixels(self) -> bytes:
        """Return what the canvas looks like."""
        picture = self._canvas.viewport().grab().toImage()
        return bytes(picture.constBits())

    def click_right_at(self, place: Fraction) -> None:
        """Click right on the photo."""
        self._mouse_right(self._canvas.viewport(), self._at(place))

    def choose_in_menu(self, place: Fraction, entry: str) -> None:
        """Click right on a box and click a class or a button in what opens."""
        self.click_right_at(place)
        buttons = {button.text(): button for button in self.find("class_popup").findChildren(QAbstractButton)}
        if entry in buttons:
            self._mouse(buttons[entry])
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

    def class_choices(self) -> list[str]:
        """Return the classes that the open list offers; [] when it is closed."""
        return self._texts("class_choices") if self.find("class_popup").isVisible() else []

    def wheel(self, place: Fraction, steps: int) -> None:
        """Turn the wheel over a place of the photo."""
        self._wheel(self._canvas.viewport(), self._at(place), steps)

    def hold_space_and_drag(self, start: Fraction, end: Fraction) -> None:
        """Move the photo with Space held."""
        assert self._canvas.hasFocus()
        QTest.keyPress(self._canvas, Qt.Key.Key_Space)
        self.drag(start, end)
        QTest.keyRelease(self._canvas, Qt.Key.Key_Space)

    def add_class(self, name: str) -> None:
        """Add a class in the inspector, and leave the field."""
        self.type_into("class_field", name, enter=True)
        # Where boxes wait for a class the photo has the keys already, and with a problem Esc would clear it.
        if self.focus() == "class_field" and not self.problem():
            self.press("Esc")

    def rename_class(self, old: str, new: str) -> None:
        """Rename a class by a double click on its row."""
        self.double_click_class(old)
        self.type_name(new)

    def type_name(self, name: str, *, esc: bool = False) -> None:
        """Type into the name of a class that is open for editing; Enter, or Esc, ends it."""
        view = self.find("class_view", QListView)
        editor = next(field for field in view.findChildren(QLineEdit) if field.isVisible())
        assert editor.hasFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Escape if esc else Qt.Key.Key_Return)
        # The list takes the new name when the key's event is over.
        QApplication.processEvents()

    def double_click_class(self, name: str) -> None:
        """Click twice on a class in the inspector, as fast as a person does."""
        view: QListView = self.find("class_view", QListView)
        at = self._place_of(view, view.model().index(self.classes().index(name), 0))
        self._mouse(view.viewport(), at)
        QTest.mouseDClick(view.viewport(), LEFT, pos=at)

    def click_class(self, name: str, *, waits: bool = True) -> None:
        """Click a class in the inspector, and wait until that can't become a double click any more."""
        view = self.find("class_view", QListView)
        self._click_row(view, self.classes().index(name))
        if waits:
            self.qtbot.waitUntil(lambda: not view.is_waiting)

    def choose_in_class_menu(self, name: str, entry: str) -> None:
        """Click right on a class in the inspector and choose an entry of the menu."""
        view: QListView = self.find("class_view", QListView)
        at = self._place_of(view, view.model().index(self.classes().index(name), 0))
        self._choose_in_menu(lambda: self._mouse_right(view.viewport(), at), entry)
        self.settle()

    def class_problem(self) -> str:
        """Return what stands under the classes, "" when all is well."""
        notice = self.find("class_problem")
        return str(notice.text()) if notice.isVisible() else ""

    def meanwhile(self, action: Callable[[], object]) -> None:
        """Do something as soon as many label files are being written."""
        page = self.window.pages["labelling"]

        def look() -> None:
            if page.is_writing:
                action()
            else:
                QTimer.singleShot(1, self.window, look)

        look()

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

    def search(self, text: str, *, enter: bool = False) -> None:
        """Type into the filter over the list of images."""
        self.type_into("image_search", text, enter=enter)
        self.settle()

    def choose_bug_model(self, model: Path) -> None:
        """Choose a model's file in the finder of label mistakes."""
        browse = self.find("bug_panel").findChild(QAbstractButton, "browseModel")
        with self._answering("getOpenFileName", model):
            self._mouse(browse)

    def find_bugs(self, model: Path) -> None:
        """Open the finder of label mistakes, choose a model's file and wait for the rows."""
        self.press("Ctrl+M")
        self.choose_bug_model(model)
        self.click("find_bugs")
        self.qtbot.waitUntil(lambda: not jobs.active.all, timeout=PATIENCE_MS)
        self.settle()

    def click_bug(self, row: int) -> None:
        """Click a row of the finder."""
        self._click_row(self.find("bug_view", QListView), row)
        self.settle()

    def bug_hint(self) -> str:
        """Return what the finder says while it has no rows, "" when it has some."""
        return str(self.find("bug_hint").text())

    def chosen_bug(self) -> str:
        """Return the chosen row of the finder, as `bugs` has it."""
        return self.bugs()[self.find("bug_view", QListView).currentIndex().row()]

    def bugs(self) -> list[str]:
        """Return the rows of the finder: kind, score and image."""
        model = self.find("bug_view", QListView).model()
        return [f"{bug.kind} {bug.score:.2f} {Path(bug.image).name}" for bug in model.bugs]

    def click_crop(self, number: int, *, extend: bool = False) -> None:
        """Click a box of the grid; `extend` adds it to those that are chosen."""
        self._click_row(self.find("crop_view", QListView), number, CTRL if extend else NO_KEYS)

    def crop_grey(self, number: int) -> int:
        """Return how grey the middle of a crop is painted."""
        view = self.find("crop_view", QListView)
        place = view.visualRect(view.model().index(number, 0)).center()
        return int(view.viewport().grab().toImage().pixelColor(place).lightness())

    def crops(self) -> list[str]:
        """Return the sizes of the boxes in the grid, in their order."""
        return self._texts("crop_view")

    # -- questions ---------------------------------------------------------------------------------

    def image(self) -> str:
        """Return the name of the open image, "" without one."""
        return self.heading().split("  ·  ")[0]

    def has_photo(self) -> bool:
        """Return whether the open image's pixels are shown."""
        return bool(self._canvas.has_image())

    def listed_images(self) -> list[str]:
        """Return the names in the list, as filtered."""
        return self._texts("image_view")

    def classes(self) -> list[str]:
        """Return the classes in the inspector."""
        return self._texts("class_view")

    def boxes(self) -> list[tuple[str, Fraction, Fraction]]:
        """Return the boxes painted: class, corner and opposite corner as fractions of the image, rounded."""
        return [box for box, is_ghost in self._painted() if not is_ghost]

    def _painted(self) -> list[tuple[tuple[str, Fraction, Fraction], bool]]:
        size = self._canvas.image_item.size()
        found = []
        for box in sorted(self._canvas.boxes_item.boxes(), key=lambda box: box.xyxy):
            x1, y1, x2, y2 = box.xyxy
            corner = round(x1 / size.width(), 2), round(y1 / size.height(), 2)
            opposite = round(x2 / size.width(), 2), round(y2 / size.height(), 2)
            found.append(((box.text, corner, opposite), box.is_ghost))
        return found

    def pending(self) -> int:
        """Return how many boxes without a class are painted."""
        return sum(box.is_dashed and not box.is_ghost for box in self._canvas.boxes_item.boxes())

    def question(self) -> str:
        """Return what is asked over the photo, "" for nothing."""
        strip = self.find("ask_strip")
        return str(strip.notice.text()) if strip.isVisible() else ""

    def sign_colour(self, card: str) -> str:
        """Return the colour of the sign of a question over the photo, as #rrggbb."""
        sign = self.find(f"{card}_sign", QLabel).pixmap().toImage()
        pixels = [sign.pixelColor(x, y) for x in range(sign.width()) for y in range(sign.height())]
        return max(pixels, key=QColor.alpha).name()

    def class_counts(self) -> list[tuple[int, int]]:
        """Return per class its boxes in the open image and in all."""
        model = self.find("class_view", QListView).model()
        return list(zip(model.here, model.everywhere or [], strict=True))

    def selected(self) -> list[int]:
        """Return the rows selected in the inspector's list of boxes."""
        return sorted(index.row() for index in self.find("box_view", QListView).selectedIndexes())

    def box_rows_in_sight(self) -> int:
        """Return how many rows the inspector's list of boxes has room for."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        view = self.find("box_view", QListView)
        return int(view.viewport().height() // ROW_HEIGHT)

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

    # -- what is said of boxes ---------------------------------------------------------------------

    def unfold(self, title: str) -> None:
        """Open a section of the inspector, if it is not open."""
        for arrow in self.find("inspector").findChildren(QToolButton):
            if arrow.accessibleName() == title and not arrow.isChecked():
                self._mouse(arrow)
                QApplication.processEvents()

    def marks(self) -> dict[str, bool | None]:
        """Return the check marks for the selected boxes; None is half a mark."""
        return {name: self._mark_of(name) for name in ("difficult", "occluded", "truncated")}

    def _mark_of(self, name: str) -> bool | None:
        state = self.find(f"box_{name}", QCheckBox).checkState()
        return None if state == Qt.CheckState.PartiallyChecked else state == Qt.CheckState.Checked

    def box_signs(self) -> list[tuple[str, str]]:
        """Return of each row in the list of boxes its letters and its icon."""
        model = self.find("box_view", QListView).model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [(row.data(LETTERS_ROLE), row.data(SIGN_ROLE)) for row in rows]

    # -- videos ------------------------------------------------------------------------------------

    def choose_video(self, path: Path) -> None:
        """Open the panel for frames, which asks for a video, and wait until its first frame is shown."""
        with self._answering("getOpenFileName", path):
            self.press("Ctrl+Shift+I")
        self.settle()

    def go_to_frame(self, number: int) -> None:
        """Move the slider of the video by keys."""
        slider = self._seen("frame_slider", QSlider)
        pages, steps = divmod(number, slider.pageStep())
        self._keys(Qt.Key.Key_Home, *[Qt.Key.Key_PageUp] * pages, *[Qt.Key.Key_Right] * steps)
        assert slider.value() == number
        self.settle()

    def frame_place(self) -> str:
        """Return what is said of the place in the video."""
        return str(self.find("frame_place").text())

    def frame_grey(self) -> int:
        """Return how grey the middle of the frame is painted."""
        view = self.find("frame_canvas").viewport()
        return int(view.grab().toImage().pixelColor(view.rect().center()).lightness())

    # -- suggestions -------------------------------------------------------------------------------

    def choose_model(self, path: Path) -> None:
        """Choose a model in the file dialog that the section on suggestions opens."""
        with self._answering("getOpenFileName", path):
            picker = self.find("ghost_model")
            self._mouse(picker.findChild(QAbstractButton, "browseModel"))
        self.settle()

    def wait_for_ghosts(self, count: int) -> None:
        """Wait until so many suggestions are shown."""
        self.wait(lambda: len(self.ghosts()) == count)

    def point_at(self, place: Fraction) -> None:
        """Move the mouse to a place of the photo."""
        # From elsewhere: where it was at the end of another test it does not move.
        QTest.mouseMove(self._canvas.viewport(), self._at(place) + QPoint(9, 9))
        QTest.mouseMove(self._canvas.viewport(), self._at(place))

    def ghosts(self) -> list[tuple[str, Fraction, Fraction]]:
        """Return the suggestions painted: class and score, and corners as fractions of the image, rounded."""
        return [box for box, is_ghost in self._painted() if is_ghost]

    def ghost_notice(self) -> str:
        """Return what the section on suggestions says is wrong, or to be done first; "" for nothing."""
        notice = self.find("ghosts_notice")
        return str(notice.text()) if notice.isVisible() else ""

    def set_least_score(self, value: float) -> None:
        """Move the slider of scores by arrow keys: on this page the others go through images."""
        field = self._seen("ghost_score", ValueSlider)
        self._mouse(field.slider)
        self._keys(Qt.Key.Key_Home)
        while field.value() < value - 0.001:
            self._keys(Qt.Key.Key_Right)
