"""What can be run, and what a run's figures are."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.runs import folder as runs
from studio.core.runs.curves import RunCurves
from studio.core.runs.models import MODEL_SUFFIXES, is_model, list_models
from studio.core.runtime.detector import RUNTIMES
from tests.run_factory import append_events, write_run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STUDIO_RUNS", str(tmp_path / "runs"))
    return write_run("one", tmp_path / "data", epochs=3)


def test_a_run_has_the_scores_of_its_best_checkpoint_everywhere(run: Path) -> None:
    # The fourth epoch finds more, the fifth places better: best.pt is the fifth.
    figures = {"precision": 0.9, "recall": 0.9, "per_class": {}, "seconds": 1.0, "epochs": 6}
    append_events(
        run,
        [
            {"event": "epoch", "epoch": 4, "map50": 0.99, "map50_95": 0.40, "best": False, **figures},
            {"event": "epoch", "epoch": 5, "map50": 0.97, "map50_95": 0.60, "best": True, **figures},
            {"event": "epoch", "epoch": 6, "map50": 0.98, "map50_95": 0.55, "best": False, **figures},
        ],
    )
    info = runs.read_run(run)
    curves = RunCurves(runs.tail_events(run)[0])
    assert (info.best["epoch"], info.best_map50) == (5, 0.97)
    assert curves.best == info.best


def test_every_model_that_can_be_run_is_one(run: Path, tmp_path: Path) -> None:
    assert set(MODEL_SUFFIXES) == {suffix for kind in RUNTIMES for suffix in kind.suffixes}
    for suffix in (
        ".pt",
        ".pth",
        ".weights",
        ".cfg",
        ".onnx",
        ".ptl",
        ".torchscript",
        ".PTL",
        ".xml",
        ".pte",
    ):
        assert is_model(tmp_path / f"m{suffix}")
    package = tmp_path / "m.mlpackage"
    package.mkdir()
    assert is_model(package)
    assert is_model(run)
    assert not is_model(tmp_path)
    assert not is_model(tmp_path / "data.yaml")
    labels = tmp_path / "annotations.xml"
    labels.write_text("<annotations><version>1.1</version></annotations>")
    assert not is_model(labels)
    labels.write_text('<?xml version="1.0"?>\n<net name="m" version="11">')
    assert is_model(labels)


def test_a_run_is_listed_after_what_was_exported_from_it(run: Path, tmp_path: Path) -> None:
    write_run("without", tmp_path / "data", has_checkpoints=False)
    exports = run / "export"
    exports.mkdir()
    for name in ("one.torchscript", "one.ptl", "one.onnx", "report.json", "one.cfg"):
        (exports / name).write_bytes(b"")
    listed = [model.path.name for model in list_models()]
    assert listed == ["one.onnx", "one.ptl", "one.torchscript", "one"]


def test_only_what_can_be_run_here_is_listed(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (run / "export" / "one.mlpackage").mkdir(parents=True)
    (run / "export" / "one.xml").write_bytes(b"")
    for is_there in (False, True):
        monkeypatch.setattr(
            "studio.core.runtime.needs.Need.missing",
            lambda need, found=is_there: None if found else StudioError("It is missing."),
        )
        listed = [model.path.name for model in list_models()]
        assert listed == (["one.xml", "one.mlpackage", "one"] if is_there else ["one"])
