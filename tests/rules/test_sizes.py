"""How the source may look: sizes, names, and what may stand where."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "studio").rglob("*.py"))
LONGEST_MODULE = 500
"""Lines. A file longer than this does more than one thing."""
LONGEST_PAGE = 400
THREAD_WORDS = re.compile(
    r"\b(threading\.Thread|Thread\(|QThread|QThreadPool|QRunnable|QProcess|ThreadPoolExecutor"
    r"|ProcessPoolExecutor|multiprocessing|subprocess|concurrent\.futures)\b"
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_modules_are_small(path: Path) -> None:
    assert _lines(path) <= LONGEST_MODULE


def test_pages_of_the_window_hold_nothing_but_the_page() -> None:
    pages = [ROOT / "studio" / "gui" / "main_window.py", *(ROOT / "studio" / "gui").glob("*/page.py")]
    assert len(pages) > 8
    long = {relative(path): lines for path in pages if (lines := _lines(path)) > LONGEST_PAGE}
    assert long == {}


def test_nothing_in_the_window_asks_who_called() -> None:
    """What `sender` says depends on who is on the stack: a signal carries what its slot must know."""
    asks = re.compile(r"\bsender\(\)")
    assert [relative(path) for path in SOURCES if asks.search(path.read_text(encoding="utf-8"))] == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_modules_have_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the first line of a module says what it is"


def test_module_names_say_something() -> None:
    empty = {"utils", "helpers", "common", "manager", "misc", "base"}
    assert [relative(path) for path in SOURCES if path.stem in empty] == []


def test_json_is_read_through_one_door() -> None:
    allowed = {
        # Gives plain data the types that JSON would: what it reads it has just written.
        "studio/core/spec.py",
        "studio/core/json_door.py",
    }
    reads = re.compile(r"\bjson\.loads?\(|JSONDecoder|from json import|QJsonDocument")
    offenders = {
        relative(path) for path in SOURCES if reads.search(_code(path)) and relative(path) not in allowed
    }
    assert offenders == set()


def test_only_the_theme_styles_widgets() -> None:
    offenders = [
        relative(path)
        for path in SOURCES
        if path.name != "theme.py" and "setStyleSheet" in path.read_text(encoding="utf-8")
    ]
    assert offenders == []


def test_only_jobs_and_the_live_worker_start_threads_and_processes() -> None:
    allowed = {"studio/gui/jobs.py", "studio/gui/live/worker.py"}
    offenders = {
        relative(path)
        for path in (ROOT / "studio" / "gui").rglob("*.py")
        if THREAD_WORDS.search(_code(path)) and relative(path) not in allowed
    }
    assert offenders == set()


def _code(path: Path) -> str:
    """Return a module without its docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(value=None)
    return ast.unparse(tree)


def test_no_paths_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w.\"'])/(home|Users|root|work|opt|mnt)/\w+")
    files = [
        path
        for folder in ("studio", "resources", "tests", "packaging")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".yaml", ".md", ".json", ".spec", ".txt")
        and path != Path(__file__)
        and "node_modules" not in path.parts
    ]
    files += [ROOT / "README.md", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    offenders = [relative(path) for path in files if pattern.search(path.read_text(encoding="utf-8"))]
    assert offenders == []


def test_nothing_is_left_to_do() -> None:
    words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")
    assert [relative(path) for path in SOURCES if words.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        pytest.param(["mypy"], marks=pytest.mark.proof),
    ],
    ids=" ".join,
)
def test_linters_are_content(command: list[str], tmp_path: Path) -> None:
    # mypy takes half a minute from nothing, so it keeps its cache in the checkout.
    cache = ["--cache-dir", str(tmp_path)] if command[0] == "ruff" else []
    done = subprocess.run(
        [sys.executable, "-m", *command, *cache], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
