"""What was written outlasts a power cut: the file is synced before it gets its name, its folder after."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from studio.core.files import atomic_write


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
