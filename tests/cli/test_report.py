"""report: the path of a page, or its figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.core.runs.config import TrainConfig
from studio.core.training.loop import train
from tests.factories import TINY_TABLE


@pytest.fixture(scope="module")
def trained(scenes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of one epoch."""
    out = tmp_path_factory.mktemp("runs") / "run"
    config = TrainConfig(
        data=str(scenes), out=str(out), model=str(TINY_TABLE), epochs=1, imgsz=64, batch=4, threads=1
    )
    return train(config, lambda event: None)


def test_report_prints_the_path_of_the_page(trained: Path, tmp_path: Path, studio) -> None:
    run = Path(shutil.copytree(trained, tmp_path / "run"))
    result = studio("report", run)
    assert result.code == 0
    assert result.lines == [str(run / "report.html")]
    assert "2/2 images" in result.err
    assert "Report of run" in (run / "report.html").read_text(encoding="utf-8")


def test_report_prints_figures(trained: Path, tmp_path: Path, studio) -> None:
    run = Path(shutil.copytree(trained, tmp_path / "run"))
    (run / "best.pt").unlink()
    result = studio("report", run, "--json")
    assert result.code == 0
    assert result.json["report"] == str(run / "report.html")
    assert result.json["model"] == "tiny"
    assert result.json["confusion"] is None
    assert "there is no best checkpoint" in result.err

    shutil.copy(trained / "best.pt", run)
    figures = studio("report", run, "--json").json
    assert figures["evaluation"]["images"] == 2
    assert len(figures["confusion"]["counts"]) == 5
    assert len(figures["worst"]) == 2
