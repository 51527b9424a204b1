"""The built program does what the checkout does. Build it first: `python packaging/build.py`.

STUDIO_DIST names the folder of one flavour, dist/full when it is not set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio import __version__
from tests.tiny_onnx import write_tiny_onnx
from tests.tiny_tflite import write_tiny_tflite

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("STUDIO_DIST", ROOT / "dist" / "full")).resolve() / "studio"
PROGRAM = FOLDER / ("studio.exe" if sys.platform == "win32" else "studio")
IS_LITE = FOLDER.parent.name == "lite"

pytestmark = [
    pytest.mark.skipif(
        not PROGRAM.is_file(), reason=f"no program at {PROGRAM}; packaging/build.py makes one"
    ),
    pytest.mark.timeout(900),
]
full_only = pytest.mark.skipif(IS_LITE, reason="the lite program does not train")
lite_only = pytest.mark.skipif(not IS_LITE, reason="the full program trains")


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the built program where no checkout can help it."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(PROGRAM), *map(str, arguments)],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=800, check=False,
    )  # fmt: skip


def test_its_version_is_the_checkouts(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"studio {__version__}\n"


def test_the_table_of_models_is_inside(tmp_path: Path) -> None:
    done = run("models", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "yolov5n" in {model["name"] for model in json.loads(done.stdout)}


def test_the_window_opens_every_page(tmp_path: Path) -> None:
    for page in ("labelling", "tiling", "training", "export", "live"):
        done = run("--exit-after", "1", "--page", page, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""


@pytest.mark.parametrize("write", [write_tiny_onnx, write_tiny_tflite])
def test_exported_models_run(write, tmp_path: Path) -> None:
    model = write(tmp_path / f"model.{write.__name__.rsplit('_', 1)[1]}")
    done = run("live", model, "sample", "--frames", "5", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["frames"] == 5


def test_the_licences_lie_beside_it() -> None:
    text = (FOLDER / "LICENCES.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text and "PySide6_Essentials" in text
    assert ("\ntorch " in text) is not IS_LITE


@lite_only
def test_lite_says_what_it_lacks(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "full Detection Studio" in done.stderr


@full_only
def test_the_demo_and_a_training_run_to_their_ends(tmp_path: Path) -> None:
    done = run("demo", "--out", "demo", "--epochs", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Done: " in done.stdout
    suffixes = {path.suffix for path in (tmp_path / "demo" / "exported").iterdir()}
    assert suffixes >= {".onnx", ".ptl", ".torchscript", ".param", ".bin"}

    # A training started by the window is this: the program entered again as another process.
    settings = ("--model", "v5lite-e", "--imgsz", "64", "--epochs", "1", "--out", "run", "--events")
    done = run("train", "demo/tiles", *settings, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["event"] == "done"
