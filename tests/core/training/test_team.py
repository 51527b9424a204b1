"""Several processes, one training: the same losses, restarts after a kill, fewer bytes by compression."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from studio.core.data.scenes import write_sample_set
from studio.core.training import runs
from studio.core.training.config import TrainConfig
from studio.core.training.loop import train
from studio.core.training.step import LOSSES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="torchrun's processes need a POSIX system")

WAIT_S = 200
"""Less than a test may take: what hangs is ended, and told by its own words."""

# 26 images in steps of 8: the last of an epoch has two, one for each process.
SETTINGS = {"model": "v5lite-e", "imgsz": 64, "batch": 8, "epochs": 13, "threads": 1, "patience": 0}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_set(tmp_path_factory.mktemp("set"), images=33, seed=1)


@contextlib.contextmanager
def team_of_two(data: Path, run: Path, **options: object) -> Iterator[subprocess.Popen[str]]:
    """Start a training of two processes; whatever happens, none of them outlives the test."""
    arguments = [str(data), "--out", str(run), "--processes", "2"]
    for name, value in {**SETTINGS, **options}.items():
        arguments += [f"--{name.replace('_', '-')}", str(value)]
    command = [sys.executable, "-m", "studio", "train", *arguments, "--events"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as team:
        try:
            yield team
        finally:
            if team.poll() is None:
                for process in [*psutil.Process(team.pid).children(recursive=True), team]:
                    process.kill()


def losses(run: Path) -> np.ndarray:
    """Return (steps, 3) losses."""
    steps = [event for event in runs.tail_events(run)[0] if event["event"] == "step"]
    return np.array([[step[name] for name in LOSSES] for step in steps])


def test_two_processes_see_the_losses_of_one_with_their_batches_together(data: Path, tmp_path: Path) -> None:
    # Statistics of batch norm are each process's own, so they are frozen to compare; and AdamW divides by
    # the size of gradients, which makes much of the last bit of those near zero, so SGD is used.
    frozen: dict = {"freeze_norm": 1.0, "optimizer": "sgd", "lr": 0.005}
    with team_of_two(data, tmp_path / "two", **frozen) as team:
        train(TrainConfig(str(data), str(tmp_path / "one"), **{**SETTINGS, **frozen}), lambda event: None)
        out, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    one, two = losses(tmp_path / "one"), losses(tmp_path / "two")
    assert len(one) == len(two) >= 50
    assert np.abs(one - two).max() < 1e-3
    events = [json.loads(line) for line in out.splitlines()]
    # The leader alone tells.
    assert [event["event"] for event in events].count("done") == 1
    assert events[0]["processes"] == 2
    assert runs.read_run(tmp_path / "two").state == "finished"


def test_a_killed_process_is_started_again_and_the_run_goes_on(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with team_of_two(data, run, epochs=4) as team:
        deadline = time.monotonic() + 120
        while not runs.tail_events(run)[0] or not runs.read_run(run).epochs:
            assert time.monotonic() < deadline
            assert team.poll() is None
            time.sleep(0.05)
        workers = psutil.Process(team.pid).children()
        follower = next(worker for worker in workers if worker.environ().get("RANK") == "1")
        follower.kill()
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    starts = [event for event in runs.tail_events(run)[0] if event["event"] == "start"]
    assert len(starts) == 2
    assert starts[1]["first_epoch"] > 1
    info = runs.read_run(run)
    assert info.state == "finished"
    assert [epoch["epoch"] for epoch in info.epochs] == [1, 2, 3, 4]


@pytest.mark.parametrize("compression", ["fp16", "powersgd", "sparse"])
def test_compressed_gradients_train_and_send_less(data: Path, tmp_path: Path, compression: str) -> None:
    run = tmp_path / "run"
    with team_of_two(data, run, epochs=6, batch=2, compression=compression) as team:
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    found = losses(run).sum(1)
    assert found[-8:].mean() < 0.9 * found[:8].mean()
    info = runs.read_run(run)
    whole = 4 * info.start["parameters"] * len(found)
    most = {"fp16": 0.5, "powersgd": 0.95, "sparse": 0.05}[compression]
    assert 0 < info.epochs[-1]["bytes_sent"] <= most * whole
