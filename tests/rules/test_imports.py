"""Who may import whom, and what must start without the heavy libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.pictures import imwrite
from tests.factories import make_image

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "onnx", "onnxruntime", "onnxslim", "cv2")
NOT_FOR_A_WINDOW = (*HEAVY, "numpy", "yaml", "psutil", "logging.handlers", "multiprocessing")
"""What is not loaded before the first photo is on the screen: somebody waits for each of them."""
NOT_FOR_HELP = (*NOT_FOR_A_WINDOW, "PySide6", "PIL", "logging", "subprocess", "tempfile", "difflib")


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_import_contracts_hold() -> None:
    done = run_python("from importlinter.cli import lint_imports_command as run; run(['--no-cache'])")
    assert done.returncode == 0, done.stdout + done.stderr


def loaded_after(code: str, names: tuple[str, ...] = (*HEAVY, "PySide6")) -> set[str]:
    """Run code in a fresh Python and return which of some modules it has imported."""
    ending = f"\nimport sys; print('LOADED', *[name for name in {names!r} if name in sys.modules])"
    done = run_python(code + ending)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("question", ["--help", "--version"])
def test_help_loads_next_to_nothing(question: str) -> None:
    code = f"""
import sys
sys.argv = ["studio", {question!r}]
from studio.__main__ import main
assert main() == 0
assert not [name for name in sys.modules if name.startswith(("studio.gui", "studio.core.data"))]
"""
    assert loaded_after(code, NOT_FOR_HELP) == set()


def test_the_first_photo_is_shown_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    for number in range(3):
        imwrite(tmp_path / "photos" / f"photo{number}.jpg", make_image(seed=number))
    code = f"""
import sys
from PySide6.QtWidgets import QApplication
from studio.gui.labelling.view import PhotoView
show, seen = PhotoView.show_image, []

def shown(view, image):
    show(view, image)
    if not seen:
        seen.append([name for name in {NOT_FOR_A_WINDOW!r} if name in sys.modules])
        ours = [name for name in sys.modules if name.startswith("studio.gui")]
        seen.append([name for name in ours if name.endswith(".page")])
        assert view.canvas.has_image()
        view.window().close()

PhotoView.show_image = shown
sys.argv = ["studio", {str(tmp_path / "photos")!r}]
from studio.__main__ import main
assert main() == 0
print("SEEN", seen)
"""
    done = run_python(code)
    assert done.returncode == 0, done.stderr
    pages = ["studio.gui.widgets.page", "studio.gui.labelling.page"]
    assert ast.literal_eval(done.stdout.rpartition("SEEN")[2].strip()) == [[], pages]


def test_models_needs_no_torch() -> None:
    assert loaded_after("from studio import cli; assert cli.run(['models', '--json']) == 0") == set()


def test_window_opens_without_torch() -> None:
    # cv2 is allowed: the Label page reads photos with it.
    code = "from studio.gui import app; assert app.run(['--exit-after', '0.1']) == 0"
    assert loaded_after(code) <= {"PySide6", "cv2"}


@pytest.mark.parametrize(
    "page", ["labelling", "checking", "tiling", "training", "export", "live", "runs", "help", "settings"]
)
def test_each_page_opens_without_torch(page: str) -> None:
    code = f"from studio.gui import app; assert app.run(['--exit-after', '0.1', '--page', '{page}']) == 0"
    assert "torch" not in loaded_after(code)


@pytest.mark.parametrize(
    "module",
    [
        "studio.core.data.dataset", "studio.core.data.checking.checks", "studio.core.data.splitting.splits",
        "studio.core.data.scenes", "studio.core.labelling.session", "studio.core.tiling.cut",
        "studio.core.runtime.detector", "studio.core.runtime.onnx", "studio.core.live.loop",
        "studio.core.live.sources", "studio.core.export.exporters", "studio.core.model.zoo",
        "studio.core.runs.folder", "studio.core.runs.config", "studio.core.evaluation.evaluate",
    ],
)  # fmt: skip
def test_core_parts_that_need_no_torch(module: str) -> None:
    assert "torch" not in loaded_after(f"import {module}")
