"""What is told where the system lacks a library that Qt loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.libraries import DEBIAN, FEDORA, missing_library

LOADER = "libEGL.so.1: cannot open shared object file: No such file or directory"
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("release", "command"),
    [("ID=debian\n", DEBIAN), ("ID=fedora\n", FEDORA), ('ID=rocky\nID_LIKE="rhel fedora"\n', FEDORA)],
)
def test_it_names_the_library_and_the_command_of_the_system(
    release: str, command: str, tmp_path: Path
) -> None:
    (tmp_path / "os-release").write_text(release)
    problem = missing_library(ImportError(LOADER), tmp_path / "os-release")
    assert problem is not None
    assert "libEGL.so.1" in problem.cause
    assert problem.remedy.endswith(command)


def test_other_reasons_are_not_its_own(tmp_path: Path) -> None:
    assert missing_library(ImportError("cannot import name 'x' from 'y'")) is None


def test_readme_has_the_same_commands() -> None:
    assert DEBIAN in README and FEDORA in README


def test_the_program_says_so_in_one_sentence(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, '.');\n"
        "class Bare:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == 'PySide6.QtWidgets': raise ImportError({LOADER!r})\n"
        "sys.meta_path.insert(0, Bare())\n"
        "from studio.__main__ import main; sys.argv = ['studio']; sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("studio: The window needs libEGL.so.1")
    assert len(done.stderr.splitlines()) == 1
