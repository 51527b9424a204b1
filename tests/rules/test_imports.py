"""Who may import whom, and what must start without the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "onnx", "onnxruntime", "onnxslim", "cv2")


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_import_contracts_hold() -> None:
    done = run_python("from importlinter.cli import lint_imports_command as run; run(['--no-cache'])")
    assert done.returncode == 0, done.stdout + done.stderr


def loaded_after(code: str) -> set[str]:
    """Run code in a fresh Python and return which of HEAVY and PySide6 it has imported."""
    names = (*HEAVY, "PySide6")
    ending = f"\nimport sys; print('LOADED', *[name for name in {names!r} if name in sys.modules])"
    done = run_python(code + ending)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("LOADED")[2].split())


def test_help_loads_nothing_heavy() -> None:
    assert loaded_after("from studio import cli; cli.run(['--help'])") == set()


def test_models_needs_no_torch() -> None:
    assert loaded_after("from studio import cli; assert cli.run(['models', '--json']) == 0") == set()


def test_window_opens_without_torch() -> None:
    # cv2 is allowed: the Label page reads photos with it.
    code = "from studio.gui import app; assert app.run(['--exit-after', '0.1']) == 0"
    assert loaded_after(code) <= {"PySide6", "cv2"}


@pytest.mark.parametrize(
    "page", ["labelling", "tiling", "training", "export", "live", "runs", "help", "settings"]
)
def test_each_page_opens_without_torch(page: str) -> None:
    code = f"from studio.gui import app; assert app.run(['--exit-after', '0.1', '--page', '{page}']) == 0"
    assert "torch" not in loaded_after(code)


@pytest.mark.parametrize(
    "module",
    [
        "studio.core.data.dataset", "studio.core.data.checks", "studio.core.data.splits",
        "studio.core.data.scenes", "studio.core.labelling.session", "studio.core.tiling.cut",
        "studio.core.runtime.detector", "studio.core.runtime.onnx", "studio.core.live.loop",
        "studio.core.live.sources", "studio.core.export.exporters", "studio.core.model.zoo",
        "studio.core.runs.folder", "studio.core.runs.config", "studio.core.evaluation.evaluate",
    ],
)  # fmt: skip
def test_core_parts_that_need_no_torch(module: str) -> None:
    assert "torch" not in loaded_after(f"import {module}")


def test_help_is_quick() -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "studio", "--help"], cwd=ROOT, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    # 0.1 s alone; the bound leaves room for a busy machine.
    assert min(times) < 0.5
