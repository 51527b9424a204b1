"""Going through the images of a dataset: keys, the list, its filter and counts, where one was."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from studio.core.data.dataset import Dataset
from studio.core.settings import Settings
from studio.gui import messages, theme
from studio.gui.labelling.image_rows import STATE_TOKENS
from tests.factories import make_dataset_folder, write_image
from tests.gui.labelling.given import BOX, SIZE_WH
from tests.robots.window import near


def test_keys_go_through_images(robot):
    def press(keys: str) -> str:
        robot.press(keys)
        robot.settle()
        return robot.image()

    assert press("D") == "b.png"
    assert press("A") == "a.png"
    assert press("Right") == "b.png"
    assert press("End") == "e.png"
    assert press("D") == "e.png"
    assert "last image" in robot.told()[-1]
    assert press("Home") == "a.png"
    assert press("PgDown") == "c.png"
    assert press("PgDown") == "d.png"
    assert press("PgDown") == "c.png"
    assert press("PgUp") == "d.png"


def test_filter_by_text_number_and_state(robot):
    robot.search("E.P")
    assert robot.listed_images() == ["e.png"]
    robot.search("", enter=False)
    robot.press("Esc")
    assert len(robot.listed_images()) == 5
    robot.press("G")
    robot.search("#4", enter=True)
    assert robot.image() == "d.png"
    robot.choose("state_filter", "unseen")
    assert robot.listed_images() == ["c.png", "d.png"]
    robot.choose("state_filter", "empty")
    assert robot.listed_images() == ["b.png"]
    robot.click_image("b.png")
    assert robot.image() == "b.png"


def test_counts_states_and_badge_follow_the_work(robot):
    assert robot.badge("labelling") == "dot"
    assert robot.class_counts() == [(1, 1), (1, 2), (0, 0), (0, 0)]
    robot.press("PgDown")
    robot.settle()
    robot.press("N")
    robot.settle()
    assert robot.image() == "d.png"
    assert robot.badge("labelling") == "dot"
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.badge("labelling") == ""
    assert not robot.is_enabled("primary")
    assert robot.class_counts()[0] == (1, 2)
    robot.press("PgDown")
    assert "Every image" in robot.told()[-1]


def painted_row(robot, name: str) -> QImage:
    """Return an image's row in the list as it is painted."""
    view = robot.find("image_view")
    index = view.model().index(robot.listed_images().index(name), 0)
    view.scrollTo(index)
    return view.viewport().grab(view.visualRect(index)).toImage()


def dot(robot, name: str) -> str:
    row = painted_row(robot, name)
    return row.pixelColor(row.width() - 17, row.height() // 2 - 1).name()


def test_the_dot_of_a_chosen_row_has_the_colour_of_its_state(robot):
    for name, state in (("a.png", "labelled"), ("c.png", "unseen")):
        robot.click_image(name)
        assert dot(robot, name) == theme.colour(STATE_TOKENS[state]).name()
    assert dot(robot, "d.png") == dot(robot, "c.png")


def test_the_part_of_a_long_name_that_tells_photos_apart_is_seen(label_robot, tmp_path):
    names = [f"{'photo of the garden ' * 4}2024-11-{day}_10-15-01.png" for day in (26, 27, 28)]
    robot = label_robot()
    robot.open(make_dataset_folder(tmp_path / "long", dict.fromkeys(names), size_wh=SIZE_WH))
    # The first is chosen, and painted in other colours; under a name is its number.
    rows = [painted_row(robot, name) for name in names[1:]]
    shown = [row.copy(80, 0, row.width() - 110, row.height() // 2) for row in rows]
    assert shown[0] != shown[1]


def test_it_opens_again_where_it_was_left(label_robot, robot, folder):
    robot.press("D")
    robot.press("D")
    robot.settle()
    robot.close()
    again = label_robot()
    again.open(folder)
    assert again.image() == "c.png"
    # As near as it was, and at the same place.
    for _ in range(6):
        again.press("Ctrl++")
    again.wheel((0.3, 0.7), 4)
    zoom, middle = again.zoom(), again.place_under((200, 150))
    again.close()
    later = label_robot()
    later.open(folder)
    assert later.zoom() == pytest.approx(zoom, rel=1e-3)
    assert near(later.place_under((200, 150)), middle)
    later.press("A")
    later.settle()
    assert later.zoom() < zoom


def test_where_one_is_is_noted_while_one_is_there_for_a_crash_leaves_no_time_to(robot, folder):
    robot.press("D")
    robot.settle()
    name = robot.image()
    robot.wait(lambda: Settings().get("last_image").get(str(folder), "").endswith(f"/{name}"))


def test_a_file_without_a_line_that_can_be_read_does_not_say_that_nothing_is_there(robot, tmp_path):
    labels = {"a.png": "no box\n0 0.5 0.5\n", "b.png": ""}
    robot.open(make_dataset_folder(tmp_path / "other", labels, size_wh=(90, 60)))
    assert robot.heading().endswith("lines that can't be read: 2")
    robot.press("D")
    robot.settle()
    assert robot.heading().endswith("no objects")


def test_opening_another_set_and_closing_it(robot, tmp_path):
    other = make_dataset_folder(tmp_path / "other", {"x.png": f"{BOX}\n"}, size_wh=(90, 60))
    robot.open(other)
    assert robot.image() == "x.png"
    assert robot.listed_images() == ["x.png"]
    robot.close_dataset()
    assert robot.heading() == ""
    for keys in ("D", "Del", "Ctrl+Z", "P", "N", "W", "1", "Ctrl+V", "PgDown", "Z", "Tab"):
        robot.press(keys)


def test_the_images_of_a_large_folder_are_not_looked_at_in_the_windows_thread(
    label_robot, tmp_path, monkeypatch
):
    photo, count = write_image(tmp_path / "photo.png", SIZE_WH), 1000
    (tmp_path / "set").mkdir()
    for number in range(count):
        (tmp_path / f"set/{number:04d}.png").hardlink_to(photo)
        (tmp_path / f"set/{number:04d}.txt").write_text(BOX)
    looks = Counter()

    def counted(look):
        def count(dataset, record, *rest):
            looks[threading.current_thread() is threading.main_thread()] += 1
            return look(dataset, record, *rest)

        return count

    for name in ("state", "read", "read_lines", "image_size"):
        monkeypatch.setattr(Dataset, name, counted(getattr(Dataset, name)))
    robot = label_robot()
    robot.open(tmp_path / "set")
    robot.press("End")
    robot.settle()
    assert robot.class_counts()[1] == (1, count)
    assert looks[False] >= count
    # What is shown is looked at, and little else.
    assert looks[True] < 50


def test_labels_dropped_converted_or_of_no_image_are_told_when_all_were_counted(label_robot, tmp_path: Path):
    labels = {"a.png": f"{BOX}\n1 50 50 20 20\n", "b.png": "1 0.1 0.1 0.5 0.1 0.5 0.5\n"}
    folder = make_dataset_folder(tmp_path / "set", labels, size_wh=SIZE_WH)
    (folder / "nobody.txt").write_text(f"{BOX}\n")
    robot = label_robot()
    robot.open(folder)
    robot.settle()
    told = [message.text for message in messages.messages.history]
    for part in ("missing: 1 in 1 files", "polygons", f"no image: 1, such as {folder / 'nobody.txt'}"):
        assert sum(part in text for text in told) == 1
