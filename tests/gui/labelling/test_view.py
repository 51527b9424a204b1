"""How the photo is shown: zoom, boxes hidden, brightness."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.factories import snapshot


def test_zoom_keeps_the_place_under_the_cursor_and_space_pans(robot):
    place = (0.3, 0.7)
    before = robot.point_of(place)
    start = robot.zoom()
    robot.wheel(place, 5)
    assert robot.zoom() > 2.5 * start
    after = robot.point_of(place)
    assert abs(after[0] - before[0]) <= 2 and abs(after[1] - before[1]) <= 2
    robot.hold_space_and_drag(place, (0.35, 0.75))
    panned = robot.point_of(place)
    assert panned[0] > after[0] and panned[1] > after[1]
    assert len(robot.boxes()) == 2
    robot.press("Ctrl+0")
    assert robot.zoom() == 1
    robot.press("F")
    assert robot.zoom() == pytest.approx(start)
    robot.click_at((0.25, 0.25))
    robot.press("Z")
    assert robot.zoom() > 1.2 * start


def test_boxes_and_names_hide(robot):
    robot.press("H")
    assert robot.boxes() == []
    # Keys do nothing to what is not seen; drawing shows it again, and says so.
    robot.press("Del")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert len(robot.boxes()) == 3
    assert "Boxes are shown again" in robot.told()[-1]
    robot.press("H")
    robot.press("Tab")
    assert len(robot.boxes()) == 3
    robot.press("L")
    robot.close()
    assert robot.settings.get("show_labels") is False


def brightness(robot, place: tuple[float, float]) -> float:
    """Return how bright the photo is shown at a place of it, 0 to 1."""
    picture = robot.find("label_canvas").viewport().grab().toImage()
    return picture.pixelColor(*robot.point_of(place)).lightnessF()


def test_brightness_is_of_the_view_alone_and_a_double_click_takes_it_back(robot, folder):
    before, place = snapshot(folder), (0.1, 0.9)
    usual = brightness(robot, place)
    for name, key in (("brightness", Qt.Key.Key_Right), ("contrast", Qt.Key.Key_Left)):
        field = robot.find(name)
        field.slider.setFocus()
        QTest.keyClick(field.slider, key)
        QTest.keyClick(field.slider, key)
        robot.settle()
        assert abs(field.value()) == 10
        assert brightness(robot, place) != usual
        QTest.mouseDClick(field.slider, Qt.MouseButton.LeftButton)
        robot.settle()
        assert field.value() == 0
        assert brightness(robot, place) == usual
    robot.close()
    assert snapshot(folder) == before
