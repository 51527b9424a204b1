"""What a training sets for its process, and how it uses the processors."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import cv2
import pytest
import torch

from studio.core.errors import StudioError
from studio.core.training import devices
from studio.core.training.devices import sample_threads, select_device, settled_process


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("library", ["glibc", "musl"])
def test_a_settled_process_gives_opencv_its_threads_back(
    platform: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[int, int]] = []
    has_mallopt = SimpleNamespace(mallopt=lambda *setting: calls.append(setting))
    monkeypatch.setattr(devices.sys, "platform", platform)
    monkeypatch.setattr(
        devices.ctypes, "CDLL", lambda name: has_mallopt if library == "glibc" else SimpleNamespace()
    )
    before = cv2.getNumThreads()
    with pytest.raises(KeyError), settled_process():
        assert cv2.getNumThreads() == 1
        raise KeyError
    assert cv2.getNumThreads() == before
    assert bool(calls) == (platform == "linux" and library == "glibc")


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="page faults are counted as Linux does it")
def test_a_settled_process_is_not_given_its_memory_anew() -> None:
    program = (
        "import resource, torch\n"
        "from studio.core.training.devices import settled_process\n"
        "def faults():\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "def use():\n"
        "    before = faults()\n"
        "    for _ in range(5):\n"
        "        torch.ones(20_000_000)\n"
        "    return faults() - before\n"
        "unsettled = use()\n"
        "with settled_process():\n"
        "    use()\n"
        # The least of three: a system may take pages back meanwhile.
        "    print(unsettled, min(use() for _ in range(3)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    unsettled, settled = map(int, done.stdout.split())
    if unsettled < 50_000:
        pytest.skip("this C library keeps freed memory by itself")
    assert settled < unsettled / 10


@pytest.mark.parametrize(
    ("device", "decoded", "processes", "expected"),
    [
        ("cpu", True, 1, 1),
        ("cpu", False, 1, 4),
        ("cpu", False, 2, 2),
        ("cpu", False, 8, 1),
        ("cuda", True, 1, 4),
    ],
)
def test_several_threads_make_samples_where_that_takes_the_time(
    device: str, decoded: bool, processes: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "usable_processors", lambda: 4)
    assert sample_threads(torch.device(device), decoded=decoded, processes=processes) == expected


def pretend(monkeypatch: pytest.MonkeyPatch, *, cards: int, mps: bool) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cards > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: cards)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


@pytest.mark.parametrize(
    ("cards", "mps", "team", "expected"),
    [
        (2, False, 0, "cuda"),
        (0, True, 0, "mps"),
        (0, False, 0, "cpu"),
        (2, False, 2, "cuda"),
        (0, True, 2, "cpu"),
    ],
)
def test_the_best_device_is_taken_by_itself(
    cards: int, mps: bool, team: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, cards=cards, mps=mps)
    assert select_device("auto", team=team) == torch.device(expected)


@pytest.mark.parametrize(
    ("name", "team", "cause", "remedy"),
    [
        ("cuda", 3, "3 processes can't share 2 graphics cards.", "--processes 2"),
        ("cuda:1", 2, "can't all use cuda:1", "--device cuda"),
        ("mps", 2, "mps is not available", "--device cpu"),
        ("cuda:2", 0, "cuda:2 is not available", "--device cpu"),
        ("gpu", 0, "no device called gpu", "auto"),
    ],
)
def test_a_device_that_can_not_be_used_is_refused(
    name: str, team: int, cause: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, cards=2, mps=True)
    with pytest.raises(StudioError, match=cause) as refused:
        select_device(name, team=team)
    assert remedy in refused.value.remedy
