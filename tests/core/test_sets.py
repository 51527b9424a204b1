"""Sets to begin with: drawn, fetched from a server on this machine, gone on with, and refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from studio.core.archives import read_files
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.files import user_folder
from studio.core.sets import SETS, Drawing, get_set, sets_folder
from tests.sets_server import ADDRESS, packed, small_set
from tests.weights_server import Server, running_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    with running_server() as running:
        monkeypatch.setenv("STUDIO_SETS_URL", running.address)
        yield running


def test_a_set_is_drawn_into_a_new_folder_each_time() -> None:
    told: list[tuple[int, int, str]] = []
    few = Drawing(images=3)
    first = get_set("sample", drawing=few, progress=lambda *step: told.append(step))
    assert told[-1][:2] == (3, 3)
    assert first == sets_folder() / "sample" / "data.yaml"
    dataset = open_dataset(first)
    assert len(dataset.records) == 3
    assert sum(len(dataset.read(record).boxes) for record in dataset.records) > 10
    (first.parent / "mine.txt").write_text("kept", encoding="utf-8")
    second = sets_folder() / "sample-2" / "data.yaml"
    assert get_set("sample", drawing=few) == second
    assert (first.parent / "mine.txt").read_text(encoding="utf-8") == "kept"
    assert {path.name for path in sets_folder().iterdir()} == {"sample", "sample-2"}, "nothing half is left"


def test_what_can_not_be_drawn_is_refused(tmp_path: Path) -> None:
    for bad in ({"images": 1}, {"images": 10**6}, {"size_wh": (10, 400)}, {"size_wh": (40_000, 40_000)}):
        with pytest.raises(StudioError, match="can't be drawn"):
            Drawing(**bad)
    with pytest.raises(StudioError, match=r"wrgb is a set of photos, and isn't drawn\. Leave the options"):
        get_set("wrgb", tmp_path / "out", drawing=Drawing(images=3))
    assert not (tmp_path / "out").exists()


def test_a_published_set_is_fetched_whole_and_left_alone_afterwards(server: Server, tmp_path: Path) -> None:
    server.files[ADDRESS] = packed(small_set(tmp_path))
    data = get_set("wrgb")
    assert data == sets_folder() / "wrgb" / "obj.data"
    dataset = open_dataset(data)
    assert [len(dataset.read(record).boxes) for record in dataset.records] == [1, 0]
    assert not (data.parent / "pt2ptl.py").exists(), "a program is no part of a dataset"
    assert list((user_folder() / "fetched").iterdir()) == []
    (data.parent / "img" / "0.txt").write_text("", encoding="utf-8")
    server.files.clear()
    assert get_set("wrgb") == data
    assert (data.parent / "img" / "0.txt").read_text(encoding="utf-8") == "", "what was edited stays"


def test_a_download_that_broke_off_goes_on(server: Server, tmp_path: Path) -> None:
    archive = server.files[ADDRESS] = packed(small_set(tmp_path, filling=600_000))
    server.break_after = 400_000
    with pytest.raises(StudioError, match="broke off"):
        get_set("wrgb")
    assert not sets_folder().exists() or list(sets_folder().iterdir()) == []
    assert get_set("wrgb").is_file()
    assert [size for _, size in server.sent] == [400_000, len(archive) - 400_000]


def test_a_download_that_was_stopped_goes_on(server: Server, tmp_path: Path) -> None:
    archive = server.files[ADDRESS] = packed(small_set(tmp_path, filling=600_000))

    def stop(done: int, of: int, what: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get_set("wrgb", progress=stop)
    assert get_set("wrgb").is_file()
    assert 0 < server.sent[1][1] < len(archive)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed({"obj.data": b"", "../evil.txt": b"x"}), "evil"),
        (packed({"obj.data": b"", "img/..\\..\\evil.txt": b"x"}), "evil"),
        (packed({"obj.data": b"", "img/con.txt": b"x"}), "con"),
        (packed({"obj.data": b"", "c:evil.txt": b"x"}), "evil"),
        (packed({"obj.data": b"", "/evil.txt": b"x"}), "evil"),
        (packed({"obj.data": b"x"}, top="") , "one folder"),
        (packed({"README.md": b"x"}), "obj.data"),
        (packed({"obj.data": b"0" * 5_000_000}), "bomb"),
        (packed({"obj.data": b"x"})[:60], "not a zip"),
    ],
    ids=range(9),
)  # fmt: skip
def test_an_archive_that_is_no_set_is_refused_and_not_kept(
    server: Server, content: bytes, reason: str, tmp_path: Path
) -> None:
    server.files[ADDRESS] = content
    with pytest.raises(StudioError, match=reason) as told:
        get_set("wrgb")
    assert "wrgb" in told.value.cause
    assert list((user_folder() / "fetched").iterdir()) == []
    assert not (sets_folder() / "wrgb").exists()
    assert not list(sets_folder().parent.rglob("*evil*"))
    server.files[ADDRESS] = packed(small_set(tmp_path))
    assert get_set("wrgb").is_file()


def test_what_is_in_the_way_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "photo.txt").write_text("x", encoding="utf-8")
    for name in SETS:
        with pytest.raises(StudioError, match="not an empty folder"):
            get_set(name, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["photo.txt"]
    with pytest.raises(StudioError, match="no set called"):
        get_set("coco")


def test_files_are_read_in_their_order_and_only_those_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"b.txt": b"2", "a.txt": b"1", "c.py": b"3"}))
    files = read_files(path, lambda name: name.suffix == ".txt")
    assert list(files.items()) == [("b.txt", b"2"), ("a.txt", b"1")]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("other/d.txt", b"4")
    with pytest.raises(ValueError, match="one folder"):
        read_files(path, lambda name: True)
