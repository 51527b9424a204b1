"""The built program does what the checkout does. Build it first: `python packaging/build.py`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("STUDIO_DIST", ROOT / "dist")) / "studio"
PROGRAM = FOLDER / ("studio.exe" if sys.platform == "win32" else "studio")

pytestmark = [
    pytest.mark.skipif(
        not PROGRAM.is_file(), reason=f"no program at {PROGRAM}; packaging/build.py makes one"
    ),
    pytest.mark.timeout(900),
]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the built program where no checkout can help it."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(PROGRAM), *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=800, check=False,
    )  # fmt: skip


def test_the_table_of_models_is_inside(tmp_path: Path) -> None:
    done = run("models", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "yolov5n" in {model["name"] for model in json.loads(done.stdout)}


def test_the_window_opens_every_page(tmp_path: Path) -> None:
    for page in ("labelling", "tiling", "training", "export", "live"):
        done = run("--exit-after", "1", "--page", page, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""


def test_the_demo_and_a_training_run_to_their_ends(tmp_path: Path) -> None:
    done = run("demo", "--out", "demo", "--epochs", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Done: " in done.stdout
    assert {path.suffix for path in (tmp_path / "demo" / "exported").iterdir()} >= {".onnx", ".ptl"}

    # A training started by the window is this: the program entered again as another process.
    settings = ("--model", "v5lite-e", "--imgsz", "64", "--epochs", "1", "--out", "run", "--events")
    done = run("train", "demo/tiles", *settings, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["event"] == "done"
