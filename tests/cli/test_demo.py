"""`studio demo`, made small: each of its steps runs for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core import demo


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PHOTOS": 4, "PHOTO_WH": (256, 128), "GRID": (1, 2),
        "MODEL": "v5lite-e", "IMGSZ": 64, "LIVE_FRAMES": 3,
    }.items():  # fmt: skip
        monkeypatch.setattr(demo, name, value)


@pytest.mark.proof
def test_demo_does_the_whole_job(small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, studio) -> None:
    monkeypatch.chdir(tmp_path)
    result = studio("demo", "--epochs", 1)
    assert result.code == 0, result.out + result.err
    for step in ("draw and check photos", "tile", "train", "evaluate", "export and verify", "detect", "live"):
        assert any(line.startswith(step) for line in result.lines), step
    assert result.lines[-1].startswith("Done: mAP@0.5 is ")
    folder = tmp_path / "studio-demo"
    assert {path.name for path in folder.iterdir()} == {"photos", "tiles", "run", "exported"}
    assert {path.suffix for path in (folder / "exported").iterdir()} == {
        ".onnx", ".ptl", ".torchscript", ".param", ".bin", ".json", ".html",
    }  # fmt: skip


@pytest.mark.proof
def test_demo_fails_when_the_goal_is_missed(small, tmp_path: Path, monkeypatch, studio) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "studio-demo").mkdir()
    (tmp_path / "studio-demo" / "of-yesterday").touch()
    monkeypatch.setattr(demo, "EPOCHS", 1)
    result = studio("demo")
    assert result.code == 1
    assert result.lines[-1].startswith("Not as it should be: ")
    assert (tmp_path / "studio-demo-2" / "run").is_dir()
