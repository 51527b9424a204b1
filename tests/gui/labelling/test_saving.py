"""What can't be read or written, and what other programs wrote: told, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys

from tests.factories import make_dataset_folder, snapshot
from tests.gui.labelling.given import BOX, ODD, SIZE_WH, lines


def test_an_unreadable_image_is_told_and_passed(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"{BOX}\n", "b.png": ""}, size_wh=SIZE_WH)
    (folder / "a.png").write_text("this is text")
    before = snapshot(folder)
    robot = label_robot()
    robot.open(folder)
    assert "a.png is not an image" in robot.notice()
    robot.press("N")
    robot.press("Ctrl+A")
    robot.press("Del")
    assert snapshot(folder) == before
    robot.press("D")
    robot.settle()
    assert robot.image() == "b.png"
    assert robot.notice() == ""


def test_a_bad_line_is_told_and_kept(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"1 2 3 4\n{BOX}\n"}, size_wh=SIZE_WH)
    robot = label_robot()
    robot.open(folder)
    assert robot.notice() != ""
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert lines(folder, "a.png")[:2] == ["1 2 3 4", BOX]


def test_a_failed_write_keeps_the_edit_and_the_window(robot, folder, monkeypatch):
    from studio.core import files
    from studio.core.errors import StudioError

    def full(path, content, *, check=None):
        raise StudioError(f"The disk is full, so {path} was not written.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "atomic_write", full)
        robot.draw_box((0.6, 0.1), (0.9, 0.3))
        assert robot.text("status_saved") == "Not saved"
        assert "disk is full" in robot.notice()
        assert robot.close() is False
    assert lines(folder, "a.png") == [ODD, BOX]
    assert robot.close() is True
    assert len(lines(folder, "a.png")) == 3


def test_another_program_s_change_is_not_overwritten(robot, folder):
    theirs = "2 0.1 0.1 0.1 0.1\n"
    (folder / "a.txt").write_text(theirs)
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert (folder / "a.txt").read_text() == theirs
    assert "changed by another program" in robot.notice()
    robot.click("load_theirs")
    assert [box[0] for box in robot.boxes()] == ["g"]
    robot.press("Ctrl+Z")
    assert len(lines(folder, "a.png")) == 3


def test_a_conflict_can_be_settled_while_it_is_asked_what_becomes_of_it(robot, folder):
    (folder / "a.txt").write_text("2 0.1 0.1 0.1 0.1\n")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.press("Ctrl+Q")
    assert "labels of a.png are not saved" in robot.leaving_question()
    assert robot.can_be_seen("load_theirs")
    assert robot.can_be_seen("leave_retry")
    robot.click("load_theirs")
    assert [box[0] for box in robot.boxes()] == ["g"]
    # There is nothing left to ask.
    assert robot.leaving_question() == ""
    assert robot.is_open()


def test_a_conflict_on_another_image_is_shown_where_it_can_be_decided(robot, folder):
    (folder / "a.txt").write_text("2 0.1 0.1 0.1 0.1\n")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.press("D")
    assert robot.image() == "b.png"
    assert robot.close() is False
    assert robot.image() == "a.png"
    # The question lies over the photo's own.
    robot.press("Esc")
    robot.click("load_theirs")
    assert robot.close() is True


def test_unsaved_labels_keep_their_dataset_open(robot, folder, tmp_path, monkeypatch):
    from studio.core import files
    from studio.core.errors import DiskFull

    other = make_dataset_folder(tmp_path / "other", {"x.png": f"{BOX}\n"}, size_wh=(90, 60))

    def full(path, content, *, check=None):
        raise DiskFull(f"The disk is full, so {path} was not written.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "atomic_write", full)
        robot.draw_box((0.6, 0.1), (0.9, 0.3))
        robot.drop(other, on="rail")
        robot.close_dataset()
        assert robot.image() == "a.png"
        assert "disk is full" in robot.leaving_question()
    robot.open(other)
    assert robot.image() == "x.png"
    assert len(lines(folder, "a.png")) == 3


def test_a_killed_window_loses_nothing_that_was_drawn(folder):
    """In a process of its own, killed in the moment after the box was drawn."""
    code = (
        "import os, signal, sys; from studio.gui import app;"
        "from studio.gui.datasets import Datasets;"
        "from studio.gui.labelling.page import LabelPage;"
        "old = LabelPage.set_dataset\n"
        "def draw(page, dataset):\n"
        "    old(page, dataset)\n"
        "    if dataset is not None:\n"
        "        page.session.add_box((40, 30, 80, 60))\n"
        "        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM)\n"
        "LabelPage.set_dataset = draw\n"
        f"app.run([{str(folder)!r}, '--exit-after', '20'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode != 0
    assert lines(folder, "a.png") == [ODD, BOX, "0 0.150000 0.150000 0.100000 0.100000"]
