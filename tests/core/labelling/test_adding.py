"""Adding images: copies under names of their own, labels where classes agree, undone as one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.errors import Cancelled
from studio.core.labelling.adding import stage
from studio.core.labelling.journal import Journal
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset_folder, snapshot, write_image

LINES = {"a.png": "0 .5 .5 .3 .4\n", "b.png": ""}


@pytest.mark.parametrize("layout", ["folder", "yaml", "darknet"])
def test_images_are_added_and_taken_back(tmp_path: Path, layout: str) -> None:
    source = make_dataset_folder(tmp_path / "set", LINES, layout=layout)  # type: ignore[arg-type]
    new = make_dataset_folder(tmp_path / "new", {"a.png": "1 .5 .5 .2 .2\n", "c.png": None, "d.jpg": ""})
    write_image(new / "a.png", seed=77)
    before, before_new = snapshot(tmp_path / "set"), snapshot(new)
    session = LabelSession(open_dataset(source), Journal(tmp_path / "journal"))
    staged = stage(session.dataset, [new, new / "c.png"])
    session.change_files(staged.change, staged.text())
    assert [path.name for path in staged.report.added] == ["a-2.png", "c.png", "d.jpg"]
    assert staged.report.told() == "3 images were added, 2 images with their labels."
    for dataset in (session.dataset, open_dataset(source)):
        read = {record.path.name: dataset.read(record) for record in dataset.records}
        assert set(read) == {"a.png", "b.png", "a-2.png", "c.png", "d.jpg"}
        assert [box.class_id for box in read["a-2.png"].boxes] == [1]
        assert (read["c.png"].content, read["d.jpg"].content) == (None, b"")
        if layout != "folder":
            assert len(dataset.splits["train"]) == 5
    assert snapshot(new) == before_new
    assert session.record.path.name == "a-2.png"
    step = session.undo()
    assert step is not None and step.text == "added 3 images"
    undone = {name: each[0] for name, each in snapshot(tmp_path / "set").items() if ".trash" not in name}
    assert undone == {name: each[0] for name, each in before.items()}
    assert len(session.dataset.records) == len(open_dataset(source).records) == 2
    session.redo()
    assert len(session.dataset.records) == len(open_dataset(source).records) == 5
    assert not list((tmp_path / "set").rglob(".trash"))
    session.journal.close()


def test_what_is_there_is_not_added_twice(tmp_path: Path) -> None:
    dataset = open_dataset(make_dataset_folder(tmp_path / "set", LINES))
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "a.png").write_bytes((tmp_path / "set" / "a.png").read_bytes())
    (tmp_path / "copy" / "text.png").write_text("no image")
    report = stage(dataset, [tmp_path / "copy", tmp_path / "set" / "b.png"]).report
    assert (report.added, [path.name for path in report.known]) == ([], ["a.png", "b.png"])
    assert len(report.refused) == 1 and "text.png is not an image" in report.refused[0]
    assert not list(tmp_path.rglob(".trash"))


def test_a_label_that_waits_for_its_image_is_given_to_no_other(tmp_path: Path) -> None:
    folder = make_dataset_folder(tmp_path / "set", LINES)
    (folder / "c.txt").write_text("2 .5 .5 .1 .1\n")
    dataset = open_dataset(folder)
    staged = stage(dataset, [write_image(tmp_path / "c.png")])
    dataset.change_files(staged.change)
    assert [path.name for path in staged.report.added] == ["c-2.png"]
    assert not (folder / "c-2.txt").exists()


@pytest.mark.parametrize(
    ("names", "reason"), [(("x", "y"), "their classes are x, y"), (None, "no list of their")]
)
def test_labels_of_other_classes_stay_where_they_are(
    tmp_path: Path, names: tuple[str, ...] | None, reason: str
) -> None:
    dataset = open_dataset(make_dataset_folder(tmp_path / "set", LINES))
    new = make_dataset_folder(tmp_path / "new", {"n.png": "0 .5 .5 .2 .2\n"}, names=names or ("w",))
    if names is None:
        (new / "classes.txt").unlink()
    report = stage(dataset, [new / "n.png"]).report
    assert (len(report.added), report.labelled) == (1, 0)
    assert reason in report.notes[0]


def test_stopped_nothing_is_left(tmp_path: Path) -> None:
    dataset = open_dataset(make_dataset_folder(tmp_path / "set", LINES))
    before = snapshot(tmp_path)
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 2

    new = [write_image(tmp_path / "new" / f"{number}.png", seed=number) for number in range(4)]
    before = snapshot(tmp_path)
    with pytest.raises(Cancelled):
        stage(dataset, new, is_stopped=stopped)
    assert snapshot(tmp_path) == before
    assert not list(tmp_path.rglob(".trash"))
