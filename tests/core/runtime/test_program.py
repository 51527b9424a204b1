"""Foreign programs run in a child: it answers as the engine here does, and ends when it has to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from studio.core.errors import Cancelled, StudioError
from studio.core.runtime import PROGRAM_VERB, program, program_channel
from studio.core.runtime.detector import load_detector
from studio.core.runtime.program import ProgramEngine
from tests.core.runtime.test_operations import archive
from tests.processes import own_children
from tests.tiny_onnx import SPEC, squares_image, write_endless_onnx, write_huge_onnx, write_tiny_onnx

GREY = np.full((1, 3, 64, 64), 0.5, np.float32)


class Endless(torch.nn.Module):
    """Goes on for ever."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        while bool((x == x).all()):
            x = x * 0.5
        return x


class Raises(torch.nn.Module):
    """Asks for a list's item that isn't there."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return [x][3]


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Programs without an end, by runtime."""
    folder = tmp_path_factory.mktemp("endless")
    files = {"onnx": write_endless_onnx(folder / "endless.onnx")}
    for kind in ("ptl", "torchscript"):
        files[kind] = folder / f"endless.{kind}"
        files[kind].write_bytes(archive(Endless(), lite=kind == "ptl"))
    return files


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_onnx(tmp_path_factory.mktemp("tiny") / "tiny.onnx")


def programs() -> list[psutil.Process]:
    """The children of this process that run a program."""
    return [child for child in psutil.Process().children() if PROGRAM_VERB in child.cmdline()]


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize("name", ["onnx", pytest.param("ptl", marks=pytest.mark.proof), "torchscript"])
def test_a_program_answers_as_the_engine_in_this_process_does(exported, name):
    here = load_detector(exported[name], threads=1, is_ours=True)
    there = load_detector(exported[name], threads=1)
    assert isinstance(there.engine, ProgramEngine)
    assert (there.engine.name, there.engine.batch, there.spec) == (name, 1, here.spec)
    # The second is one after memory for outputs was made; what the first gave stays as it was.
    pictures = np.random.default_rng(1).random((2, 1, 3, 128, 128), np.float32)
    answers = [there.engine.infer(picture) for picture in pictures]
    for picture, answer in zip(pictures, answers, strict=True):
        for ours, theirs in zip(here.engine.infer(picture), answer, strict=True):
            assert theirs.dtype == np.float32
            assert (ours == theirs).all()
    there.close()
    assert programs() == []


def test_a_program_finds_what_is_there_with_measured_threads(tiny):
    detector = load_detector(tiny, threads="measure")
    found = detector.detect(squares_image((1, 2, "red"))).detections
    assert found.xyxy.round().tolist() == [[8, 16, 16, 24]]
    detector.close()


@pytest.mark.parametrize("name", ["onnx", pytest.param("ptl", marks=pytest.mark.proof), "torchscript"])
def test_a_program_without_an_end_is_killed_when_it_is_to_stop(endless, name):
    asked = threading.Event()
    engine = load_detector(endless[name], should_stop=asked.is_set).engine
    (child,) = programs()
    started = child.cpu_times().user

    def stop_when_it_is_busy() -> None:
        wait_until(lambda: child.cpu_times().user > started + 0.1)
        asked.set()

    watcher = threading.Thread(target=stop_when_it_is_busy)
    watcher.start()
    with pytest.raises(Cancelled):
        engine.infer(GREY)
    watcher.join()
    assert is_gone(child)


def never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(600)"])


@pytest.mark.parametrize("reason", [Cancelled, KeyboardInterrupt])
def test_opening_a_file_that_never_opens_can_be_stopped(tmp_path, monkeypatch, reason):
    never_answers(monkeypatch)
    children: list[psutil.Process] = []

    def stop() -> bool:
        children.extend(own_children())
        if reason is KeyboardInterrupt:
            raise KeyboardInterrupt
        return True

    with pytest.raises(reason):
        ProgramEngine("onnx", tmp_path / "a.onnx", should_stop=stop)
    assert children
    assert all(map(is_gone, children))


def test_a_program_that_dies_is_a_sentence(endless):
    engine = load_detector(endless["onnx"]).engine
    (child,) = programs()
    killer = threading.Timer(0.2, child.kill)
    killer.start()
    for _ in range(2):
        with pytest.raises(
            StudioError, match=r"The program in .*endless.onnx ended without an answer\."
        ) as caught:
            engine.infer(GREY)
        assert caught.value.remedy
    killer.join()


def with_another_name(file: Path, to: Path) -> Path:
    """Write a `.ptl` whose stored object is of a class its code does not have: torch crashes running it."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("/data.pkl"):
                assert b"\nNetwork\n" in content
                content = content.replace(b"\nNetwork\n", b"\nNetworj\n")
            new.writestr(entry, content)
    return to


def test_a_file_that_takes_its_reader_down_is_a_sentence(exported, tmp_path):
    detector = load_detector(with_another_name(exported["ptl"], tmp_path / "crafted.ptl"))
    with pytest.raises(StudioError, match=r"crafted.ptl ended without an answer"):
        detector.warm_up()
    assert programs() == []


def test_a_program_that_raises_is_a_sentence_and_can_be_asked_again(tmp_path):
    path = tmp_path / "raises.torchscript"
    path.write_bytes(archive(Raises(), lite=False))
    for engine in (load_detector(path).engine, load_detector(path, is_ours=True).engine):
        for _ in range(2):
            with pytest.raises(StudioError, match=r"can't be run by torchscript: .*out of range"):
                engine.infer(GREY)
        engine.close()


def test_a_child_ends_with_its_parent_however_busy_it_is(endless):
    code = (
        "import sys, numpy as np; from pathlib import Path\n"
        "from studio.core.runtime.detector import load_detector\n"
        "engine = load_detector(Path(sys.argv[1])).engine\n"
        "print(engine._process.pid, flush=True)\n"
        "engine.infer(np.zeros((1, 3, 64, 64), np.float32))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(endless["onnx"])],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    child = psutil.Process(int(parent.stdout.readline()))
    started = child.cpu_times().user
    wait_until(lambda: child.cpu_times().user > started + 0.1)
    parent.kill()
    _, told = parent.communicate()
    wait_until(lambda: is_gone(child))
    assert told == b""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal is Linux's")
def test_a_child_that_holds_pythons_lock_ends_with_its_parent(tmp_path):
    """A call by ctypes.PyDLL keeps the lock, so that no thread of Python's can act."""
    code = (
        "import ctypes\nfrom studio.core.runtime import program_child\n"
        "program_child._end_with_parent()\nprint('ready', flush=True)\n"
        "ctypes.PyDLL(None).sleep(600)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert child.stdout.readline() == b"ready\n"
    child.stdin.close()
    assert child.wait(60) == -signal.SIGIO
    child.stdout.close()


def test_an_engine_nobody_holds_any_more_ends_its_child(tiny):
    engine = load_detector(tiny).engine
    (child,) = programs()
    assert child.environ()["ORT_DISABLE_TELEMETRY"] == "1"
    del engine
    assert is_gone(child)


def test_outputs_larger_than_any_are_refused_before_memory_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(program, "MAX_BYTES", 3 * GREY.nbytes)
    engine = load_detector(write_huge_onnx(tmp_path / "three.onnx", 3)).engine
    assert (engine.infer(GREY)[0] == GREY).all()
    engine.close()
    engine = load_detector(write_huge_onnx(tmp_path / "four.onnx", 4)).engine
    with pytest.raises(StudioError, match=r"four.onnx works with 4x3x64x64 values, which is more"):
        engine.infer(GREY)
    assert programs() == []


def test_pictures_larger_than_any_are_refused_before_memory_is_taken(tiny, monkeypatch):
    monkeypatch.setattr(program, "MAX_BYTES", GREY.nbytes - 1)
    with pytest.raises(StudioError, match=r"tiny.onnx works with 1x3x64x64 values, which is more"):
        load_detector(tiny)
    assert programs() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system sets no limit")
def test_a_program_gets_no_more_memory_than_a_detector_needs(tmp_path):
    # 5 GiB: less than the machine has, more than the child may take.
    detector = load_detector(write_huge_onnx(tmp_path / "huge.onnx", 5 * 1024**3 // GREY.nbytes))
    with pytest.raises(StudioError, match=r"huge.onnx ended|can't be run by onnx"):
        detector.warm_up()
    detector.close()


LIES = {
    "no JSON": 'b"{"',
    "no object": 'b"[]"',
    "too long": 'b" " * 5_000_000',
    "deep": 'b"[" * 1_000_000',
    "no description": "b'{}'",
    "endless numbers": """b'{"spec": {"input_wh": [Infinity, 1]}}'""",
    "negative": "b'%s'",
}


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_what_a_child_says_is_not_believed(lie, monkeypatch, tmp_path):
    """A program may have taken its process over: whatever it sends, the studio tells a sentence."""
    import json

    negative = {**SPEC.to_dict(), "input_wh": [-64, 64]}
    message = LIES[lie].replace("%s", json.dumps({"spec": negative}))
    code = (
        "import sys; from multiprocessing.connection import Connection\n"
        "connection = Connection(int(sys.argv[1])); connection.recv_bytes()\n"
        f"connection.send_bytes({message}); connection.recv_bytes()\n"
    )
    monkeypatch.setattr(program, "_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(StudioError):
        ProgramEngine("onnx", tmp_path / "liar.onnx")
    assert own_children() == []


@pytest.mark.parametrize("shapes", [None, [1], [[-1]], [[1.5]], [[True]], [["1"]], [[1] * 9]], ids=str)
def test_shapes_are_lists_of_whole_numbers(shapes):
    with pytest.raises(ValueError):
        program_channel.read_shapes(shapes)


def test_memory_is_one_for_both_sides():
    ours, theirs = Pipe()
    with ours, theirs:
        given = program_channel.SharedMemory.share(64, ours, os.getpid())
        taken = program_channel.SharedMemory.take(theirs)
    shapes = [(2, 3), (0, 4), (1, 2)]
    for number, view in enumerate(given.tensors(shapes)):
        view[...] = number + 1
    assert [view.tolist() for view in taken.tensors(shapes)] == [[[1, 1, 1], [1, 1, 1]], [], [[3, 3]]]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("name", ["a.onnx", "a.ptl", "a.torchscript", "a.pt"])
def test_a_named_pipe_is_no_model(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(StudioError, match="is not a file that can be read to its end"):
        load_detector(tmp_path / name)
