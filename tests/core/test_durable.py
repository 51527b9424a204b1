"""What was written outlasts a power cut: the file is synced before it gets its name, its folder after."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.files import atomic_write, write_folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
def test_the_folder_is_synced_after_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, bool]] = []
    path, fsync = tmp_path / "photo.txt", os.fsync

    def watched(handle: int) -> None:
        found = os.fstat(handle)
        kind = "folder" if stat.S_ISDIR(found.st_mode) else "file"
        if kind == "folder":
            assert os.path.samestat(found, tmp_path.stat())
        done.append((kind, path.exists()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    atomic_write(path, "0 0.5 0.5 0.5 0.5\n")
    assert done == [("file", False), ("folder", True)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
def test_a_file_system_that_syncs_no_folders_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    atomic_write(tmp_path / "photo.txt", "0 0.5 0.5 0.5 0.5\n")
    assert (tmp_path / "photo.txt").read_text() == "0 0.5 0.5 0.5 0.5\n"


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "made" / "m.mlpackage"

    def held() -> dict[str, bytes]:
        files = [file for file in path.rglob("*") if file.is_file()]
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}

    first = {"Manifest.json": b"1", "Data/a/weight.bin": b"2"}
    write_folder(path, first)
    assert held() == first
    calls = 0

    def full(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        # The first file, its folder, the second file.
        if calls == 3:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StudioError, match="disk is full"):
            write_folder(path, {"Manifest.json": b"3", "Data/b.bin": b"4"})
    assert held() == first
    write_folder(path, {"Manifest.json": b"3"})
    assert held() == {"Manifest.json": b"3"}
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    with pytest.raises(StudioError, match="is no folder"):
        write_folder(file, first)
    assert file.read_bytes() == b"mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "made"]
    assert [each.name for each in path.parent.iterdir()] == ["m.mlpackage"]
