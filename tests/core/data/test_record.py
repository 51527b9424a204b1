"""Records hold paths as texts, and give them as Paths."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

from studio.core.data.descriptions import files_with
from studio.core.data.record import ImageRecord, folders_of


def test_a_record_gives_its_paths_however_they_came():
    text = ImageRecord(os.fspath(Path("set/a.jpg")), os.fspath(Path("set/a.txt")))
    path = ImageRecord(Path("set", "a.jpg"), Path("set", "a.txt"))
    assert text == path and hash(text) == hash(path)
    assert text.path == Path("set", "a.jpg") and text.label_path == Path("set", "a.txt")
    assert text.path is text.path
    assert text.name == path.name == "a.jpg"
    assert text != ImageRecord(Path("set", "a.jpg"), Path("set", "b.txt")) and text != "set/a.jpg"
    assert pickle.loads(pickle.dumps(text)) == text
    assert "a.jpg" in repr(text)


def test_folders_are_told_as_dirname_tells_them():
    paths = [os.fspath(path) for path in (Path("/a.jpg"), Path("/set/a.jpg"), Path("set/b.jpg"))]
    assert folders_of(paths) == {os.path.dirname(path) for path in paths}  # noqa: PTH120


def test_files_are_picked_by_their_suffix_and_never_what_is_hidden(tmp_path: Path):
    for name in ("b.YAML", "a.yml", "._a.yml", ".yaml", "a.txt", "yaml"):
        (tmp_path / name).touch()
    assert [path.name for path in files_with(tmp_path, (".yaml", ".yml"))] == ["a.yml", "b.YAML"]
    assert files_with(tmp_path / "gone", (".yaml",)) == []
