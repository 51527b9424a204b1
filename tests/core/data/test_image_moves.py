"""Images in the trash: lists no longer name them, and both come back to the byte."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.dataset import open_dataset
from studio.core.labelling.session import LabelSession
from tests.factories import snapshot, write_image


def test_lists_forget_an_image_and_keep_all_other_bytes(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "sub/a.png"):
        (tmp_path / "img" / name).parent.mkdir(parents=True, exist_ok=True)
        write_image(tmp_path / "img" / name)
    (tmp_path / "img/a.txt").write_text("0 .5 .5 .2 .2")
    (tmp_path / "train.txt").write_bytes(b"./img/a.png\r\n./img/sub/a.png\r\n\r\n./img/b.png")
    (tmp_path / "val.txt").write_bytes(b"./img/b.png\nimg/a.png\n")
    (tmp_path / "data.yaml").write_text("train: train.txt\nval: val.txt\nnames: [w]\n")
    before = snapshot(tmp_path)
    session = LabelSession(open_dataset(tmp_path / "data.yaml"))
    splits = {name: list(split) for name, split in session.dataset.splits.items()}
    assert session.record.path == tmp_path / "img/a.png"
    session.trash_image()
    assert (tmp_path / "train.txt").read_bytes() == b"./img/sub/a.png\r\n\r\n./img/b.png"
    assert (tmp_path / "val.txt").read_bytes() == b"./img/b.png\n"
    opened = open_dataset(tmp_path / "data.yaml")
    assert [record.path for record in opened.records] == [record.path for record in session.dataset.records]
    assert opened.splits == session.dataset.splits
    session.undo()
    assert {n: c for n, (c, _) in snapshot(tmp_path).items()} == {n: c for n, (c, _) in before.items()}
    assert session.dataset.splits == splits
    assert session.record.path == tmp_path / "img/a.png"


def test_labels_that_two_images_share_stay(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png")
    write_image(tmp_path / "a.jpg")
    (tmp_path / "a.txt").write_text("0 .5 .5 .2 .2\n")
    session = LabelSession(open_dataset(tmp_path))
    session.trash_image()
    assert (tmp_path / "a.txt").exists()
    session.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "a.png", "a.txt"]
