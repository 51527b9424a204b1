"""Ctrl+C ends a verb whatever the model or the source is at; files that crash their reader are a sentence."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from studio.core.pictures import imwrite
from tests.core.runtime.test_operations import archive
from tests.core.runtime.test_program import Endless, wait_until, with_another_name
from tests.tiny_onnx import squares_image, write_endless_onnx

ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to another process")


def busy_children(process: subprocess.Popen[str], seconds: float) -> list[psutil.Process]:
    """The children of a process that have worked for so long: that is longer than they take to start."""
    children = psutil.Process(process.pid).children()
    return [child for child in children if child.cpu_times().user > seconds]


@posix_only
@pytest.mark.parametrize(
    ("verb", "kind", "seconds"),
    [
        ("detect", "onnx", 1.5),
        pytest.param("live", "onnx", 1.5, marks=pytest.mark.proof),
        pytest.param("detect", "torchscript", 4, marks=pytest.mark.proof),
    ],
)
def test_ctrl_c_ends_a_model_that_never_answers(verb, kind, seconds, tmp_path) -> None:
    model = tmp_path / f"endless.{kind}"
    write_endless_onnx(model) if kind == "onnx" else model.write_bytes(archive(Endless(), lite=False))
    imwrite(tmp_path / "a.png", squares_image())
    process = subprocess.Popen(
        [sys.executable, "-m", "studio", verb, str(model), str(tmp_path / "a.png")],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell that runs the tests in the background has them ignore it, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    wait_until(lambda: busy_children(process, seconds))
    (child,) = busy_children(process, seconds)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told) == (130, "", f"studio {verb}: stopped.\n")
    assert not child.is_running()


@pytest.mark.proof
def test_a_file_that_takes_its_reader_down_is_one_line(exported, tmp_path, studio) -> None:
    model = with_another_name(exported["ptl"], tmp_path / "crafted.ptl")
    imwrite(tmp_path / "a.png", squares_image())
    result = studio("detect", model, tmp_path / "a.png")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"studio detect: The program in {model} ended without an answer.")
    assert len(result.err.splitlines()) == 1
