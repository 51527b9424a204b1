"""Nothing is lost: undo after a restart, recovery after a crash, classes merged over all images."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studio.core.labelling.journal import Journal, folder_of
from studio.core.labelling.past import Past
from studio.gui import theme
from tests.factories import make_dataset_folder, snapshot

SIZE_WH = (400, 300)
BOX = "1 0.500000 0.500000 0.200000 0.200000"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    labels = {"a.png": f"{BOX}\n", "b.png": None, "c.png": f"{BOX}\n2 0.25 0.25 0.1 0.1\n"}
    make_dataset_folder(tmp_path / "set", labels, layout="yaml", size_wh=SIZE_WH)
    return tmp_path / "set"


def label(folder: Path, name: str) -> str | None:
    path = folder / "labels" / f"{name}.txt"
    return path.read_text() if path.exists() else None


def files(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def hold_reading(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Journals are read only once the event that is returned is set."""
    may_read = threading.Event()
    read = Journal.read

    def read_late(journal: Journal) -> Past:
        assert may_read.wait(10)
        return read(journal)

    monkeypatch.setattr(Journal, "read", read_late)
    return may_read


def test_undo_goes_on_after_the_window_was_closed(label_robot, folder):
    before = files(folder)
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    robot.press("D")
    robot.settle()
    robot.draw_box((0.1, 0.1), (0.3, 0.3))
    robot.draw_box((0.6, 0.6), (0.8, 0.8))
    robot.press("Ctrl+Z")
    after = files(folder)
    assert robot.close()
    robot = label_robot()
    robot.open(folder / "data.yaml")
    assert robot.problem() == ""
    robot.press("Ctrl+Shift+Z")
    assert len(robot.boxes()) == 2
    for _ in range(3):
        robot.press("Ctrl+Z")
    assert files(folder) == before
    assert robot.image() == "a.png"
    assert robot.told()[-1] == "Undid: drew a box on a.png."
    robot.press("Ctrl+Z")
    assert "There is nothing to undo." in robot.told()[-1]
    for _ in range(2):
        robot.press("Ctrl+Shift+Z")
    assert files(folder) == after


def test_what_is_drawn_while_the_journal_is_read_comes_after_what_it_tells(label_robot, folder, monkeypatch):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.press("D")
    robot.settle()
    robot.draw_box((0.1, 0.1), (0.3, 0.3))
    assert robot.close()
    old, new = crash_before_the_file_was_written(folder)
    may_read = hold_reading(monkeypatch)
    robot = label_robot()
    robot.drop(folder / "data.yaml", on="rail", settles=False)
    robot.wait(lambda: robot.listed_images() == ["a.png", "b.png", "c.png"] and robot.has_photo())
    assert robot.image() == "b.png"
    robot.press("Ctrl+Z")
    assert "still being read" in robot.told()[-1]
    robot.draw_box((0.6, 0.6), (0.8, 0.8))
    drawn = label(folder, "b")
    assert not robot.is_shown("recovery")
    may_read.set()
    robot.settle()
    # It was edited since, so that it is not written over unasked.
    assert robot.text("recovery_heading") == "Unwritten labels of files that changed since: 1"
    assert "b.txt" in robot.text("recovery_text")
    assert label(folder, "b") == drawn
    robot.click("recover")
    assert not robot.is_shown("recovery")
    assert label(folder, "b") == new
    robot.press("Ctrl+Z")
    assert label(folder, "b") == drawn
    robot.press("Ctrl+Z")
    assert label(folder, "b") == old


def test_a_journal_of_another_dataset_than_the_one_open_now_is_told_of_nowhere(
    label_robot, tmp_path, monkeypatch
):
    for name in ("one", "two"):
        make_dataset_folder(tmp_path / name, {f"{name}.png": None}, size_wh=SIZE_WH)
    Journal.of(tmp_path / "one").settled([])
    may_read = hold_reading(monkeypatch)
    robot = label_robot()
    for name in ("one", "two"):
        robot.drop(tmp_path / name, on="rail", settles=False)
        robot.wait(lambda name=name: robot.listed_images() == [f"{name}.png"])
    (path,) = folder_of(tmp_path / "one").glob("*.jsonl")
    path.unlink()
    path.mkdir()
    may_read.set()
    robot.settle()
    assert robot.problem() == ""


def test_what_another_program_changed_while_the_window_was_closed_is_not_undone(label_robot, folder):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.close()
    (folder / "labels/a.txt").write_text("0 0.5 0.5 0.1 0.1\n")
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.press("Ctrl+Z")
    assert "a.txt was changed by another program meanwhile, so this stays as it is" in robot.problem()
    assert label(folder, "a") == "0 0.5 0.5 0.1 0.1\n"


def crash_before_the_file_was_written(folder: Path) -> tuple[str | None, str | None]:
    """Bring a label file back to what it held, as after a crash between journal and file; (old, new)."""
    new = label(folder, "b")
    (folder / "labels/b.txt").unlink()
    journal = next(folder_of(folder / "data.yaml").glob("*.jsonl"))
    lines = journal.read_text().splitlines()
    assert json.loads(lines[-1])["do"] == "settled"
    journal.write_text("\n".join(lines[:-1]) + '\n{"at":17')
    return None, new


@pytest.mark.parametrize("answer", ["recover", "recover_not"])
def test_what_a_crash_kept_from_the_file_is_offered_once(label_robot, folder, answer: str):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.press("D")
    robot.settle()
    robot.draw_box((0.1, 0.1), (0.3, 0.3))
    assert robot.close()
    old, new = crash_before_the_file_was_written(folder)
    robot = label_robot()
    robot.open(folder / "data.yaml")
    assert robot.text("recovery_heading") == "Labels that did not reach their files: 1"
    assert "b.txt" in robot.text("recovery_text")
    assert label(folder, "b") == old
    robot.click(answer)
    assert not robot.is_shown("recovery")
    assert label(folder, "b") == (new if answer == "recover" else old)
    if answer == "recover":
        robot.press("Ctrl+Z")
        assert label(folder, "b") == old
        robot.press("Ctrl+Shift+Z")
        assert label(folder, "b") == new
    assert robot.close()
    robot = label_robot()
    robot.open(folder / "data.yaml")
    assert not robot.is_shown("recovery")


def test_images_edited_before_the_answer_are_asked_for_after_the_others(label_robot, folder):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    for _ in range(2):
        robot.press("D")
        robot.settle()
        robot.draw_box((0.1, 0.1), (0.3, 0.3))
    assert robot.close()
    # Neither reached its file.
    wanted = label(folder, "b"), label(folder, "c")
    journal = next(folder_of(folder / "data.yaml").glob("*.jsonl"))
    lines = [line for line in journal.read_text().splitlines() if json.loads(line)["do"] != "settled"]
    journal.write_text("\n".join(lines) + "\n")
    (folder / "labels/b.txt").unlink()
    (folder / "labels/c.txt").write_text(f"{BOX}\n2 0.25 0.25 0.1 0.1\n")
    robot = label_robot()
    robot.open(folder / "data.yaml")
    assert robot.text("recovery_heading") == "Labels that did not reach their files: 2"
    assert "b.txt (boxes now: 0, then: 1), c.txt (boxes now: 2, then: 3)." in robot.text("recovery_text")
    robot.click_image("b.png")
    robot.draw_box((0.6, 0.6), (0.8, 0.8))
    drawn = label(folder, "b")
    # What is asked is what would be done now, and nothing takes the keys from who labels on.
    robot.wait(lambda: robot.text("recovery_heading") == "Labels that did not reach their files: 1")
    assert "b.txt" not in robot.text("recovery_text") and robot.focus() == "label_canvas"
    robot.click("recover")
    assert robot.told()[-1] == "Label files recovered: 1."
    assert (label(folder, "b"), label(folder, "c")) == (drawn, wanted[1])
    assert robot.text("recovery_heading") == "Unwritten labels of files that changed since: 1"
    assert "b.txt (boxes now: 1, then: 1)" in robot.text("recovery_text")
    robot.click_image("b.png")
    robot.draw_box((0.3, 0.6), (0.5, 0.8))
    drawn = label(folder, "b")
    robot.wait(lambda: "b.txt (boxes now: 2, then: 1)" in robot.text("recovery_text"))
    assert robot.close()
    robot = label_robot()
    robot.open(folder / "data.yaml")
    assert "b.txt" in robot.text("recovery_text")
    robot.click("recover_not")
    assert not robot.is_shown("recovery")
    assert label(folder, "b") == drawn
    assert robot.close()
    robot = label_robot()
    robot.open(folder / "data.yaml")
    assert not robot.is_shown("recovery")


def test_classes_are_merged_over_all_images_after_a_look_at_how_many(label_robot, folder):
    before = files(folder)
    robot = label_robot()
    robot.open(folder / "data.yaml")
    names = robot.classes()
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    drawn = files(folder)
    robot.choose_in_class_menu(names[1], f"Merge into > {names[0]}")
    assert robot.text("merge_heading") == f"Merge {names[1]} into {names[0]}?"
    assert "2, in images: 2" in robot.text("merge_text")
    assert files(folder) == drawn
    robot.press("Esc")
    assert not robot.is_shown("merge")
    assert files(folder) == drawn
    robot.choose_in_class_menu(names[1], f"Merge into > {names[0]}")
    assert robot.sign_colour("merge") == theme.tokens().error
    robot.click("merge_do")
    assert label(folder, "c") == BOX.replace("1", "0", 1) + "\n2 0.25 0.25 0.1 0.1\n"
    assert robot.classes() == names
    assert [text for text, _, _ in robot.boxes()] == [names[0]] * 2
    backup = next((folder_of(folder / "data.yaml") / "backups").glob("*.zip"))
    assert "merged" in backup.name
    robot.draw_box((0.7, 0.1), (0.8, 0.2))
    robot.press("Ctrl+Z")
    robot.press("Ctrl+Z")
    assert files(folder) == drawn
    robot.press("Ctrl+Shift+Z")
    assert robot.close()
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.press("Ctrl+Z")
    robot.press("Ctrl+Z")
    assert files(folder) == before


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """So many photos that their labels are not written at once."""
    labels = {f"{number}.png": f"{BOX}\n" for number in range(120)}
    return make_dataset_folder(tmp_path / "many", labels, size_wh=(60, 40))


def test_many_files_are_written_while_the_window_waits_and_all_get_back_what_they_held(label_robot, many):
    before = files(many)
    robot = label_robot()
    robot.open(many)
    names = robot.classes()

    def merge() -> None:
        robot.choose_in_class_menu(names[1], f"Merge into > {names[0]}")
        robot.click("merge_do")

    def hurry() -> None:
        for keys in ("2", "Ctrl+Z", "N", "Ctrl+Q"):
            robot.press(keys)
        assert robot.is_open()

    robot.meanwhile(lambda: robot.press("Esc"))
    merge()
    assert "was stopped, and every file holds what it held before" in robot.problem()
    assert files(many) == before
    robot.meanwhile(hurry)
    merge()
    after = files(many)
    assert sum(before[name] != after[name] for name in before) == 120
    assert robot.told()[-1].startswith(f"Merged {names[1]} into {names[0]}.")
    robot.meanwhile(lambda: robot.press("Esc"))
    robot.press("Ctrl+Z")
    assert "was stopped" in robot.problem()
    assert files(many) == after
    robot.press("Ctrl+Z")
    assert files(many) == before
    robot.draw_box((0.1, 0.1), (0.4, 0.4))
    assert len(robot.boxes()) == 2


def test_a_class_is_deleted_with_its_boxes_and_the_last_one_leaves_the_list(label_robot, folder):
    before = files(folder)
    robot = label_robot()
    robot.open(folder / "data.yaml")
    names = robot.classes()
    robot.choose_in_class_menu(names[2], "Delete with its boxes…")
    assert "1, in images: 1" in robot.text("merge_text")
    robot.click("merge_do")
    assert label(folder, "c") == f"{BOX}\n"
    assert robot.classes() == (names[:-1] if len(names) == 3 else names)
    robot.press("Ctrl+Z")
    assert files(folder) == before
    assert robot.classes() == names


def test_two_windows_on_one_folder_are_told(label_robot, folder):
    first = label_robot()
    first.open(folder / "data.yaml")
    second = label_robot()
    second.open(folder / "data.yaml")
    assert "open in another window" in second.problem()
    second.draw_box((0.1, 0.1), (0.2, 0.2))
    first.draw_box((0.6, 0.6), (0.7, 0.7))
    assert "changed by another program" in first.notice()
    theirs = label(folder, "a")
    first.click("load_theirs")
    assert label(folder, "a") == theirs
    assert len(first.boxes()) == 2


def test_images_go_to_the_trash_and_come_back_in_order(label_robot, folder):
    before = files(folder)
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    robot.press("Shift+Del")
    robot.settle()
    assert robot.listed_images() == ["b.png", "c.png"]
    assert robot.image() == "b.png"
    assert label(folder, "a") is None
    assert not (folder / "images/a.png").exists()
    robot.draw_box((0.4, 0.4), (0.6, 0.6))
    robot.press("Shift+Del")
    robot.settle()
    robot.press("Shift+Del")
    assert "the only image" in robot.problem()
    assert robot.listed_images() == ["c.png"]
    robot.press("Esc")
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.listed_images() == ["b.png", "c.png"]
    assert (robot.image(), len(robot.boxes())) == ("b.png", 1)
    assert robot.close()
    robot = label_robot()
    robot.open(folder / "data.yaml")
    for _ in range(3):
        robot.press("Ctrl+Z")
        robot.settle()
    assert robot.listed_images() == ["a.png", "b.png", "c.png"]
    assert files(folder) == before


def label_in_a_process(source: Path, *, seed: int) -> subprocess.Popen[str]:
    """Start a process that labels by mouse and keys until it is killed, and names no class."""
    code = "from tests.gui import killed_window; killed_window.NAMED = 0; killed_window.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(source)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    process.stdin.write(f"{seed}\n")
    process.stdin.flush()
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_boxes_without_a_class_are_back_after_the_window_was_killed(label_robot, tmp_path):
    source = make_dataset_folder(tmp_path / "new", {"a.png": None}, names=(), size_wh=SIZE_WH)
    before = files(source)
    other = label_in_a_process(source, seed=3)
    with other:
        pid = json.loads(other.stdout.readline())["pid"]
        # It may take back some until it is dead.
        told = next(len(one["waiting"]) for one in map(json.loads, other.stdout) if len(one["waiting"]) > 4)
        os.kill(pid, signal.SIGKILL)
        other.stdin.close()
        other.stdout.read()
    robot = label_robot()
    robot.open(source)
    count = robot.pending()
    assert 0 < count >= told - 4
    assert f"are back after a crash: {count}, on a.png" in robot.told()[-1]
    assert files(source) == before
    # It goes on where it was: one types, and sees what there is.
    robot.wait(lambda: robot.focus() == "name_field")
    assert (
        robot.find("boxes_hint").text()
        == f"Boxes without a class: {count}. Type its name at one of them (C)."
    )
    assert f"without a class: {count}" in robot.heading()
    robot.press("Ctrl+Z")
    assert robot.pending() == 0 and robot.find("boxes_hint").text() == "Drag on the photo to draw a box."
    robot.press("Ctrl+Shift+Z")
    assert robot.pending() == count and robot.focus() == "label_canvas"
    # The key for classes goes to the field, whose keys are letters then.
    robot.press("C")
    assert robot.focus() == "name_field"
    robot.draw_box((0.91, 0.91), (0.99, 0.99))
    robot.type("w", then="Enter")
    assert (robot.pending(), len(robot.boxes())) == (0, count + 1)
    assert len((source / "a.txt").read_text().splitlines()) == count + 1
    assert robot.close()


def test_boxes_whose_naming_is_undone_after_a_restart_wait_again(label_robot, tmp_path):
    source = make_dataset_folder(tmp_path / "new", {"a.png": None}, names=(), size_wh=SIZE_WH)
    before = files(source)
    robot = label_robot()
    robot.open(source)
    robot.draw_box((0.1, 0.1), (0.3, 0.3))
    robot.type("w", then="Enter")
    after = files(source)
    assert robot.close()
    robot = label_robot()
    robot.open(source)
    assert (robot.pending(), len(robot.boxes())) == (0, 1)
    robot.press("Ctrl+Z")
    assert (robot.pending(), robot.classes()) == (1, [])
    assert files(source) == before
    robot.press("Ctrl+Shift+Z")
    assert (robot.pending(), len(robot.boxes())) == (0, 1)
    assert files(source) == after
    assert robot.close()


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_window_of_another_process_is_noticed_and_nothing_of_either_is_lost(label_robot, folder):
    """The other process labels by mouse and keys until it is ended; who answers chooses whose boxes stay."""
    other = label_in_a_process(folder / "data.yaml", seed=3)
    with other:
        pid = json.loads(other.stdout.readline())["pid"]
        json.loads(other.stdout.readline())
        robot = label_robot()
        robot.open(folder / "data.yaml")
        assert "open in another window" in robot.problem()
        seen = label(folder, robot.image().removesuffix(".png"))
        for line in other.stdout:
            told = json.loads(line)
            if told["image"] == robot.image() and told["is"][0] != seen:
                # It labels on, and may undo just that: only what stays changed is noticed.
                os.kill(pid, signal.SIGSTOP)
                if label(folder, robot.image().removesuffix(".png")) != seen:
                    break
                os.kill(pid, signal.SIGCONT)
        os.kill(pid, signal.SIGKILL)
        other.stdin.close()
        other.stdout.read()
    name = robot.image().removesuffix(".png")
    theirs = label(folder, name)
    assert theirs != seen
    robot.press("W")
    robot.draw_box((0.41, 0.41), (0.43, 0.43))
    assert "changed by another program" in robot.notice()
    assert label(folder, name) == theirs
    robot.click("keep_mine")
    assert label(folder, name) != theirs
    assert robot.notice() == ""


def test_labels_changed_elsewhere_are_shown_when_one_comes_back(label_robot, folder):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.click_at((0.5, 0.5))
    (folder / "labels/a.txt").write_text(f"{BOX}\n0 0.2 0.2 0.1 0.1\n")
    assert len(robot.boxes()) == 1
    robot.come_back()
    assert len(robot.boxes()) == 2
    assert "a.txt was changed by another program" in robot.told()[-1]
    robot.come_back()
    assert len(robot.told()) == len(set(robot.told()))
