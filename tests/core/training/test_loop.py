"""Training as a person would meet it: it learns, stops, goes on, survives a kill, and refuses bad input."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.data.scenes import write_sample_set
from studio.core.errors import StudioError
from studio.core.model.opening import load_checkpoint
from studio.core.training import runs
from studio.core.training.config import TrainConfig
from studio.core.training.loop import LOSSES, resume, train

CHILD = """
import sys
from studio.core.training.config import TrainConfig
from studio.core.training.loop import train
train(TrainConfig(**eval(sys.argv[1])), lambda event: None)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_set(tmp_path_factory.mktemp("set"), images=10, seed=1)


def config(data: Path, out: Path, **changes) -> TrainConfig:
    values = {"model": "v5lite-e", "epochs": 2, "imgsz": 64, "batch": 4, "threads": 1, "patience": 0}
    return TrainConfig(data=str(data), out=str(out), **{**values, **changes})


def losses(run: Path) -> dict[int, tuple[float, float, float]]:
    """Return the losses of each step; of a repeated step the last."""
    events, _ = runs.tail_events(run)
    return {
        event["global_step"]: (event["box"], event["objectness"], event["classification"])
        for event in events
        if event["event"] == "step"
    }


def test_run_folder_tells_the_whole_story(data: Path, tmp_path: Path) -> None:
    seen: list[dict] = []
    run = train(config(data, tmp_path / "run"), seen.append)
    written, _ = runs.tail_events(run)
    assert written == seen
    kinds = [event["event"] for event in seen]
    assert kinds[0] == "start"
    assert kinds[-1] == "done"
    assert kinds.count("epoch") == 2
    start = seen[0]
    assert kinds.count("step") == 2 * start["steps_per_epoch"]
    assert start["classes_by_colour"] is True
    info = runs.read_run(run)
    assert info.state == "finished"
    assert len(info.epochs) == 2
    best, last = load_checkpoint(run), load_checkpoint(run / "last.pt")
    assert best.training == {}
    assert last.epoch == 2
    assert last.spec.input_wh == (64, 64)
    assert load_checkpoint(run / "best.pt").metrics["map50"] == pytest.approx(info.best_map50)
    assert [found.path for found in runs.list_runs(tmp_path)] == [run]


def test_loss_falls(data: Path, tmp_path: Path) -> None:
    settings = config(data, tmp_path / "run", epochs=8, imgsz=96, batch=2, mosaic=0)
    epochs = runs.read_run(train(settings, lambda event: None)).epochs
    first, last = (sum(epoch[name] for name in LOSSES) for epoch in (epochs[0], epochs[-1]))
    assert last < 0.95 * first


def test_same_seed_gives_the_same_losses(data: Path, tmp_path: Path) -> None:
    first = train(config(data, tmp_path / "a", epochs=1), lambda event: None)
    second = train(config(data, tmp_path / "b", epochs=1), lambda event: None)
    other = train(config(data, tmp_path / "c", epochs=1, seed=1), lambda event: None)
    assert losses(first) == losses(second)
    assert losses(first) != losses(other)


def test_stop_then_resume_is_as_if_never_stopped(data: Path, tmp_path: Path) -> None:
    whole = train(config(data, tmp_path / "whole", epochs=3), lambda event: None)
    parts = tmp_path / "parts"

    def stop_in_second_epoch(event: dict) -> None:
        if event["event"] == "step" and event["epoch"] == 2:
            runs.request_stop(parts)

    train(config(data, parts, epochs=3), stop_in_second_epoch)
    assert runs.read_run(parts).state == "stopped"
    assert len(runs.read_run(parts).epochs) == 1
    resume(parts, lambda event: None)
    assert runs.read_run(parts).state == "finished"
    for step, expected in losses(whole).items():
        assert losses(parts)[step] == pytest.approx(expected, abs=1e-5)
    with pytest.raises(StudioError, match="already finished its 3 epochs"):
        resume(parts, lambda event: None)
    resume(parts, lambda event: None, epochs=4)
    assert [epoch["epoch"] for epoch in runs.read_run(parts).epochs] == [1, 2, 3, 4]


@pytest.mark.parametrize("when", ["start", "epoch"])
def test_killed_run_is_found_and_resumed(data: Path, tmp_path: Path, when: str) -> None:
    run = tmp_path / "run"
    settings = config(data, run, epochs=3).to_dict()
    child = subprocess.Popen([sys.executable, "-c", CHILD, repr(settings)], env={**os.environ})
    try:
        deadline = time.monotonic() + 120
        wanted = {"start": "step", "epoch": "epoch"}[when]
        while wanted not in [event["event"] for event in runs.tail_events(run)[0]]:
            assert time.monotonic() < deadline
            assert child.poll() is None
            time.sleep(0.02)
        assert runs.read_run(run).state == "running"
        with pytest.raises(StudioError, match="still going on"):
            resume(run, lambda event: None)
    finally:
        child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        child.wait()
    assert runs.read_run(run).state == "interrupted"
    resume(run, lambda event: None)
    info = runs.read_run(run)
    assert info.state == "finished"
    assert [epoch["epoch"] for epoch in info.epochs] == [1, 2, 3]


def test_unreadable_image_is_skipped_and_named(tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "set", images=8, seed=2)
    broken = sorted((data.parent / "images" / "train").iterdir())[0]
    content = broken.read_bytes()
    broken.write_bytes(b"this is text")
    seen: list[dict] = []
    train(config(data, tmp_path / "run", epochs=1), seen.append)
    assert any(event["event"] == "note" and broken.name in event["message"] for event in seen)
    # The header is whole, the pixels are not.
    broken.write_bytes(content[:200] + b"\0" * 50)
    seen.clear()
    train(config(data, tmp_path / "again", epochs=1), seen.append)
    told = [
        event for event in seen if event["event"] in ("note", "warning") and broken.name in event["message"]
    ]
    assert len(told) == 1


def test_wrong_size_is_refused_before_a_run_is_made(data: Path, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"410 is not a multiple.*Use 384 or 416"):
        train(config(data, tmp_path / "run", imgsz=410), lambda event: None)
    assert not (tmp_path / "run").exists()


def test_a_run_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    run = train(config(data, tmp_path / "run", epochs=1), lambda event: None)
    with pytest.raises(StudioError, match="already holds a run"):
        train(config(data, tmp_path / "run"), lambda event: None)
    assert runs.read_run(run).state == "finished"


def test_endless_loss_ends_the_run_with_its_step(data: Path, tmp_path: Path) -> None:
    broken = load_checkpoint(train(config(data, tmp_path / "a", epochs=1), lambda event: None))
    next(value for name, value in broken.weights.items() if name.endswith(".weight")).fill_(float("nan"))
    broken.save(tmp_path / "broken.pt")
    run = tmp_path / "run"
    with pytest.raises(StudioError, match="not a number at step 1 of epoch 1"):
        train(config(data, run, weights=str(tmp_path / "broken.pt")), lambda event: None)
    info = runs.read_run(run)
    assert info.state == "failed"
    assert "lower learning rate" in info.last["remedy"]
    assert load_checkpoint(run / "last.pt").epoch == 0


def test_weights_of_another_run_are_taken_over(data: Path, tmp_path: Path) -> None:
    first = train(config(data, tmp_path / "a", epochs=1), lambda event: None)
    seen: list[dict] = []
    train(config(data, tmp_path / "b", epochs=1, weights=str(first)), seen.append)
    messages = [event.get("message", "") for event in seen]
    assert any(re.search(r": all \d+ tensors fit", message) for message in messages), messages
    # Weights bring their own architecture; a head for other classes starts anew.
    checkpoint = load_checkpoint(first)
    checkpoint.spec = replace(checkpoint.spec, class_names=("a", "b", "c", "d"))
    checkpoint.save(tmp_path / "others.pt")
    run = train(
        config(data, tmp_path / "d", epochs=1, model="", weights=str(tmp_path / "others.pt")), seen.append
    )
    messages = [event.get("message", "") for event in seen]
    assert any(re.search(r": \d+ of \d+ tensors fit, 6 start anew", message) for message in messages)
    assert "The detection head starts anew, because its classes were others." in messages
    assert load_checkpoint(run).spec.architecture == "v5lite-e"
    with pytest.raises(StudioError, match="does not exist"):
        train(config(data, tmp_path / "c", weights=str(tmp_path / "none.pt")), lambda event: None)


@pytest.mark.parametrize("change", [{"epochs": 0}, {"batch": -1}, {"optimizer": "adam"}, {"scale": 2.0}])
def test_absurd_settings_are_refused(data: Path, tmp_path: Path, change: dict) -> None:
    with pytest.raises(StudioError):
        config(data, tmp_path / "run", **change)


def test_half_a_line_in_the_events_is_left_out(tmp_path: Path) -> None:
    (tmp_path / runs.CONFIG).write_text("{}")
    (tmp_path / runs.EVENTS).write_bytes(b'{"event": "note", "message": "a"}\n{"event": "st')
    events, offset = runs.tail_events(tmp_path)
    assert [event["message"] for event in events] == ["a"]
    assert runs.tail_events(tmp_path, offset) == ([], offset)
    log = runs.EventLog(tmp_path)
    log.write({"event": "note", "message": "b"})
    log.close()
    events, _ = runs.tail_events(tmp_path, offset)
    assert [event["message"] for event in events] == ["b"]
