"""Links are followed when read and when written, and what is write-protected stays as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.pictures import list_images
from tests.factories import make_dataset, make_dataset_folder, snapshot, write_image

LINE = "0 0.5 0.5 0.25 0.5"
BOX = Box(1, 8, 6, 24, 18)
BOX_LINE = "1 0.250000 0.250000 0.250000 0.250000"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own there")


def add_box(dataset: Dataset) -> None:
    (record,) = dataset.records
    labels = dataset.read(record)
    dataset.write(record, [*labels.boxes, BOX], layout=labels, expected=labels)


def test_a_linked_label_stays_a_link_and_its_master_changes(tmp_path: Path):
    make_dataset_folder(tmp_path / "set", {"a.png": f"{LINE}\n"})
    master = tmp_path / "master/first.txt"
    master.parent.mkdir()
    shutil.move(tmp_path / "set/a.txt", master)
    (tmp_path / "set/a.txt").symlink_to("../master/second.txt")
    (tmp_path / "master/second.txt").symlink_to(master)
    add_box(open_dataset(tmp_path / "set"))
    assert (tmp_path / "set/a.txt").is_symlink()
    assert (tmp_path / "master/second.txt").is_symlink()
    assert master.read_text() == f"{LINE}\n{BOX_LINE}\n"
    assert sorted(path.name for path in master.parent.iterdir()) == ["first.txt", "second.txt"]


def test_removing_a_linked_label_can_be_undone(tmp_path: Path):
    make_dataset_folder(tmp_path / "set", {"a.png": f"{LINE}\n"})
    shutil.move(tmp_path / "set/a.txt", tmp_path / "master.txt")
    (tmp_path / "set/a.txt").symlink_to(tmp_path / "master.txt")
    dataset = open_dataset(tmp_path / "set")
    (record,) = dataset.records
    boxes = dataset.read(record).boxes
    dataset.remove_label(record)
    assert dataset.state(record) == "unseen"
    assert (tmp_path / "set/a.txt").is_symlink()
    assert not (tmp_path / "master.txt").exists()
    dataset.write(record, boxes)
    assert (tmp_path / "set/a.txt").is_symlink()
    assert (tmp_path / "master.txt").read_text() == f"{LINE}\n"


@pytest.mark.parametrize("layout", ["folder", "yaml", "darknet"])
def test_linked_class_lists_stay_links(tmp_path: Path, layout):
    source = make_dataset_folder(tmp_path / "set", {"a.png": LINE}, layout=layout, names=["w", "r"])
    for name in ("classes.txt", "data.yaml", "obj.names", "obj.data"):
        if (tmp_path / "set" / name).exists():
            shutil.move(tmp_path / "set" / name, tmp_path / name)
            (tmp_path / "set" / name).symlink_to(tmp_path / name)
    open_dataset(source).add_class("blue")
    assert open_dataset(source).class_names == ["w", "r", "blue"]
    assert open_dataset(source).problems == []
    masters = [path for path in tmp_path.iterdir() if path.is_file()]
    assert masters
    assert all((tmp_path / "set" / master.name).is_symlink() for master in masters)
    assert "blue" in "".join(master.read_text() for master in masters)


def test_linked_images_and_folders_are_found(tmp_path: Path):
    write_image(tmp_path / "elsewhere/photos/b.png")
    write_image(tmp_path / "set/images/a.png")
    (tmp_path / "elsewhere/labels").mkdir()
    (tmp_path / "elsewhere/labels/a.txt").write_text(LINE)
    (tmp_path / "set/labels").symlink_to(tmp_path / "elsewhere/labels")
    (tmp_path / "set/images/more").symlink_to(tmp_path / "elsewhere/photos")
    (tmp_path / "set/images/c.png").symlink_to(tmp_path / "elsewhere/photos/b.png")
    (tmp_path / "set/classes.txt").write_text("w\nr\n")
    dataset = open_dataset(tmp_path / "set")
    names = [record.path.relative_to(tmp_path / "set/images").as_posix() for record in dataset.records]
    assert names == ["a.png", "c.png", "more/b.png"]
    dataset.write(dataset.records[0], [BOX])
    assert (tmp_path / "elsewhere/labels/a.txt").read_text().split() == BOX_LINE.split()
    dataset.write(dataset.records[2], [BOX])
    assert (tmp_path / "elsewhere/labels/more/b.txt").is_file()


def test_links_in_a_circle_end(tmp_path: Path):
    write_image(tmp_path / "z/a.png")
    (tmp_path / "z/again").symlink_to(tmp_path)
    (tmp_path / "a-link-to-z").symlink_to(tmp_path / "z")
    (tmp_path / "self.png").symlink_to(tmp_path / "self.png")
    (tmp_path / "gone.png").symlink_to(tmp_path / "nothing.png")
    found = [path.relative_to(tmp_path).as_posix() for path in list_images(tmp_path)]
    assert found == ["gone.png", "self.png", "z/a.png"]
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    dataset = open_dataset(tmp_path)
    kinds = [[problem.kind for problem in dataset.read(record).problems] for record in dataset.records]
    assert kinds == [["image_unreadable"], ["label_unreadable"], []]
    with pytest.raises(StudioError, match="circle"):
        atomic_write(tmp_path / "self.txt", "x")


def test_a_link_that_leads_nowhere_yet_is_written_through(tmp_path: Path):
    make_dataset_folder(tmp_path / "set", {"a.png": None})
    label = tmp_path / "set/a.txt"
    label.symlink_to(tmp_path / "masters/a.txt")
    dataset = open_dataset(tmp_path / "set")
    assert dataset.states() == ["unseen"]
    # The drive with the masters isn't there: nothing is made in its place.
    with pytest.raises(StudioError, match=r"a\.txt can't be written"):
        dataset.write(dataset.records[0], [BOX])
    assert not (tmp_path / "masters").exists()
    (tmp_path / "masters").mkdir()
    dataset.write(dataset.records[0], [BOX])
    assert label.is_symlink()
    assert (tmp_path / "masters/a.txt").read_text() == f"{BOX_LINE}\n"


def test_the_other_names_of_a_hard_linked_label_keep_what_they_held(tmp_path: Path):
    make_dataset_folder(tmp_path / "set", {"a.png": LINE})
    (tmp_path / "backup.txt").hardlink_to(tmp_path / "set/a.txt")
    add_box(open_dataset(tmp_path / "set"))
    assert (tmp_path / "backup.txt").read_text() == LINE
    assert len((tmp_path / "set/a.txt").read_text().splitlines()) == 2


@pytest.mark.parametrize("linked", [False, True])
def test_what_is_write_protected_stays(tmp_path: Path, linked: bool):
    make_dataset_folder(tmp_path / "set", {"a.png": LINE})
    for name in ("a.txt", "classes.txt"):
        path = tmp_path / "set" / name
        if linked:
            shutil.move(path, tmp_path / name)
            path.symlink_to(tmp_path / name)
        path.chmod(0o444)
    before = snapshot(tmp_path)
    dataset = open_dataset(tmp_path / "set")
    for change in (
        lambda: add_box(dataset),
        lambda: dataset.remove_label(dataset.records[0]),
        lambda: dataset.add_class("blue"),
        lambda: dataset.rename_class(0, "blue"),
    ):
        with pytest.raises(StudioError, match=r"txt is write-protected") as refused:
            change()
        assert refused.value.remedy
    assert snapshot(tmp_path) == before
    assert dataset.class_names == ["w", "r", "g", "b"]


@pytest.mark.parametrize("target", ["gone.txt", "classes.txt"])
def test_a_class_list_that_leads_nowhere_is_told(tmp_path: Path, target: str):
    dataset = make_dataset(tmp_path, {"a.png": "0 0.5 0.5 0.2 0.2\n"})
    dataset.class_lists.main.path.unlink()
    (tmp_path / "classes.txt").symlink_to(target)
    dataset = open_dataset(tmp_path)
    (problem,) = dataset.problems
    assert (problem.kind, problem.file) == ("names", tmp_path / "classes.txt")
    assert "is no longer there" in problem.message
