"""What the lite program can do, and how it says what it can't: a studio without torch and its converters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import pytest

from studio.cli import COMMANDS
from studio.core.pictures.writing import imwrite
from studio.core.runtime.needs import TORCH
from tests.run_factory import write_run
from tests.tiny_onnx import squares_image, write_tiny_onnx
from tests.tiny_tflite import write_tiny_tflite

HIDDEN = ("torch", "onnx", "onnxslim", "pnnx", "sympy")


@pytest.fixture
def lite(tmp_path: Path):
    """Run `studio` in processes, children too, that can't find what the lite program is without."""
    blind = tmp_path / "blind"
    blind.mkdir()
    (blind / "sitecustomize.py").write_text(
        f"import sys\nfor name in {HIDDEN}:\n    sys.modules[name] = None\n", encoding="utf-8"
    )

    def run(*lines: Sequence[object]) -> subprocess.CompletedProcess[str]:
        # One process for all, as each has to be started.
        called = [[str(word) for word in line] for line in lines]
        program = "import json, sys; from studio import cli\nfor line in json.loads(sys.argv[1]):\n"
        program += "    if cli.run(line):\n        sys.exit(' '.join(line))\n"
        return subprocess.run(
            [sys.executable, "-c", program, json.dumps(called)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(blind), str(Path(__file__).parents[2])])},
            cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        imwrite(folder / name, squares_image((1, 1, "red"), (5, 3, "blue")))
        (folder / name).with_suffix(".txt").write_text("0 0.1875 0.1875 0.125 0.125\n")
    (folder / "classes.txt").write_text("red\ngreen\nblue\n")
    return folder


@pytest.mark.parametrize("write", [write_tiny_onnx, write_tiny_tflite])
def test_exported_models_run_without_torch(write, lite, pictures: Path, tmp_path: Path) -> None:
    model = write(tmp_path / f"model.{write.__name__.rsplit('_', 1)[1]}")
    done = lite(["detect", model, pictures, "--json"])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {box["class_name"] for image in found["results"] for box in image["detections"]} == {"red", "blue"}


def test_the_other_verbs_work_without_torch(lite, pictures: Path, tmp_path: Path) -> None:
    model = write_tiny_onnx(tmp_path / "model.onnx")
    done = lite(
        ["check", pictures], ["tile", pictures, "--out", tmp_path / "tiles", "--grid", "2x2"], ["models"],
        ["weights"], ["setup"], ["evaluate", model, pictures, "--split", "train"], ["inspect", model],
        ["live", model, pictures, "--frames", 3],
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


ARGUMENTS = {
    "demo": ("--out", "demo"),
    "anchors": ("DATA", "--imgsz", 64),
    "preview": ("DATA", "--out", "samples"),
    "train": ("DATA", "--model", "yolov5n", "--out", "run"),
    "export": ("RUN", "--to", "onnx", "--out", "exported"),
    "verify": ("model.onnx", "--against", "RUN", "--data", "DATA"),
    "inspect": ("yolov5n",),
    "evaluate": ("RUN", "DATA"),
    "detect": ("RUN", "DATA"),
    "live": ("RUN", "DATA", "--frames", 1),
}


@pytest.mark.parametrize("verb", ARGUMENTS)
def test_what_needs_torch_says_so_and_how_to_get_it(verb: str, studio, pictures: Path, monkeypatch) -> None:
    run = write_run("first", pictures)
    monkeypatch.setitem(sys.modules, "torch", None)
    problem = TORCH.missing()
    assert problem is not None
    words = {"DATA": str(pictures), "RUN": str(run)}
    result = studio(verb, *(words.get(str(word), str(word)) for word in ARGUMENTS[verb]))
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-1] == f"studio {verb}: {problem.cause} {problem.remedy}"
    assert "pip install torch" in problem.remedy


def test_every_verb_that_needs_it_is_tried_above() -> None:
    assert {command.name for command in COMMANDS if command.needs is TORCH} <= set(ARGUMENTS)


def test_a_built_program_names_its_full_edition(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    problem = TORCH.missing()
    assert problem is not None and "full Detection Studio" in problem.remedy


def test_the_video_of_a_camera_runs_without_torch(lite, tmp_path: Path) -> None:
    model, video = write_tiny_onnx(tmp_path / "model.onnx"), tmp_path / "moving.avi"
    writer = cv2.VideoWriter(str(video), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 64))
    for _ in range(5):
        writer.write(squares_image((1, 1, "red"))[:, :, ::-1])
    writer.release()
    done = lite(["live", model, video, "--frames", 3, "--json"])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["frames"] == 3
