"""Several processes, one training: the same losses, restarts after a kill, fewer bytes by compression."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from studio.core.data.scenes import write_sample_set
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.training.loop import train
from studio.core.training.step import LOSSES
from studio.core.training.team import STORE, run_together
from tests.factories import TINY_TABLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="killed by signals of a POSIX system")

WAIT_S = 200
"""Less than a test may take: what hangs is ended, and told by its own words."""

# 26 images in steps of 8: the last of an epoch has two, one for each process.
SETTINGS = {"model": str(TINY_TABLE), "imgsz": 64, "batch": 8, "epochs": 13, "threads": 1, "patience": 0}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_set(tmp_path_factory.mktemp("set"), images=33, seed=1)


@pytest.mark.parametrize(("notes_it", "ends_well"), [(True, True), (False, False)])
def test_who_is_done_may_end_badly(tmp_path: Path, notes_it: bool, ends_well: bool) -> None:
    program = "import os; from studio.core.training.team import note_done; {}os.abort()"
    command = [sys.executable, "-c", program.format("note_done(); " if notes_it else "")]
    environment = {**os.environ, "WORLD_SIZE": "2", STORE: str(tmp_path / "store0")}
    assert run_together(command, environment, 2) == ends_well


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


@pytest.mark.proof
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


def wait_for_epoch(team: subprocess.Popen[str], run: Path) -> None:
    deadline = time.monotonic() + 120
    while not runs.tail_events(run)[0] or not runs.read_run(run).epochs:
        assert time.monotonic() < deadline
        assert team.poll() is None
        time.sleep(0.05)


def member(team: subprocess.Popen[str], rank: int) -> psutil.Process:
    workers = psutil.Process(team.pid).children()
    return next(worker for worker in workers if worker.environ().get("RANK") == str(rank))


def starts(run: Path) -> list[dict]:
    return [event for event in runs.tail_events(run)[0] if event["event"] == "start"]


def last_losses(run: Path) -> dict[int, list[float]]:
    """Return each step's losses; of steps done again, those of the last time."""
    steps = [event for event in runs.tail_events(run)[0] if event["event"] == "step"]
    return {step["global_step"]: [step[name] for name in LOSSES] for step in steps}


@pytest.mark.proof
def test_a_killed_process_is_started_again_and_the_run_goes_on(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with team_of_two(data, run, epochs=3) as team:
        wait_for_epoch(team, run)
        member(team, 1).kill()
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    assert len(starts(run)) == 2
    assert starts(run)[1]["first_epoch"] > 1
    info = runs.read_run(run)
    assert info.state == "finished"
    assert [epoch["epoch"] for epoch in info.epochs] == [1, 2, 3]
    with team_of_two(data, tmp_path / "whole", epochs=3) as team:
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    found, expected = last_losses(run), last_losses(tmp_path / "whole")
    assert found.keys() == expected.keys()
    for step, values in expected.items():
        assert found[step] == pytest.approx(values, abs=1e-5)


@pytest.mark.proof
def test_a_team_stops_when_told_and_goes_on_as_one(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with team_of_two(data, run, epochs=200) as team:
        wait_for_epoch(team, run)
        team.send_signal(signal.SIGINT)
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 130, err
    assert "Traceback" not in err
    assert runs.read_run(run).state == "stopped"
    command = [sys.executable, "-m", "studio", "train", "--resume", str(run), "--events"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as team:
        while len(starts(run)) < 2:
            assert team.poll() is None
            time.sleep(0.05)
        # As the window does when a stop takes too long: nobody is started again.
        runs.request_stop(run)
        runs.kill(run)
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    assert [start["processes"] for start in starts(run)] == [2, 2]


@pytest.mark.proof
def test_a_team_listens_to_this_machine_alone_and_leaves_nothing_behind(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    # Told by another training of this user that runs over a network.
    monkeypatch.setenv("GLOO_SOCKET_IFNAME", "no-such-interface")
    run = tmp_path / "run"
    with team_of_two(data, run, epochs=200) as team:
        wait_for_epoch(team, run)
        launcher = psutil.Process(team.pid)
        members = launcher.children(recursive=True)
        assert len(members) == 2
        found = [one for process in [launcher, *members] for one in process.net_connections("inet")]
        # Members are connected, so it is not that nothing was seen.
        assert any(one.status == psutil.CONN_ESTABLISHED for one in found)
        assert {one.laddr.ip for one in found} <= {"127.0.0.1", "::1"}
        assert {one.raddr.ip for one in found if one.raddr} <= {"127.0.0.1", "::1"}
        runs.request_stop(run)
        _, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 0, err
    assert list(temporary.iterdir()) == []


@pytest.mark.proof
def test_what_a_team_can_not_do_is_said_once(data: Path, tmp_path: Path) -> None:
    with team_of_two(data, tmp_path / "run", batch=5) as team:
        out, err = team.communicate(timeout=WAIT_S)
    assert team.returncode == 2
    errors = [event for event in map(json.loads, out.splitlines()) if event["event"] == "error"]
    assert [error["cause"] for error in errors] == ["A batch of 5 can't be shared by 2 processes."]
    assert errors[0]["remedy"].startswith("Use a --batch that is a multiple")
    assert "Traceback" not in err


@pytest.mark.proof
def test_processes_with_two_runs_do_not_train_together(data: Path, tmp_path: Path) -> None:
    """Each member sees its own RUN, and one of them has trained already."""
    for rank, epochs in enumerate((1, 2)):
        train(TrainConfig(str(data), str(tmp_path / f"run{rank}"), **{**SETTINGS, "epochs": epochs}), print)
    program = (
        "import os, sys\n"
        "from studio.__main__ import main\n"
        f"run = {str(tmp_path / 'run')!r} + os.environ['RANK']\n"
        "sys.argv = ['studio', 'train', '--resume', run, '--epochs', '4']\n"
        "sys.exit(main())\n"
    )
    (tmp_path / "member.py").write_text(program, encoding="utf-8")
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    done = subprocess.run(
        [*torchrun, str(tmp_path / "member.py")], capture_output=True, text=True, timeout=WAIT_S, check=False
    )
    assert done.returncode != 0
    assert "don't all see the same run" in done.stderr
    assert "a folder that all machines share" in done.stderr


@pytest.mark.proof
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
