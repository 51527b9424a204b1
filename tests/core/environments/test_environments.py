"""Environments are made whole or not at all, and nothing that is not ours is touched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from studio.core.environments import places
from studio.core.environments.contents import Progress, root
from studio.core.environments.making import MARK, make, remove
from studio.core.environments.packages import INTERPRETER, PythonPackages
from studio.core.environments.pip import explain
from studio.core.environments.places import READY, problem, python, state
from studio.core.environments.programs import TIED, Ended, run_program
from studio.core.environments.table import ENVIRONMENTS, find_environment
from studio.core.errors import Cancelled, DiskFull, StudioError
from tests.core.runtime.test_program import wait_until
from tests.environment_factory import TINY
from tests.factories import snapshot
from tests.package_index import Index, write_wheel
from tests.processes import own_children

links = pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own there")


def version_in(environment: Path, module: str) -> str:
    command = [str(environment / INTERPRETER), "-I", "-c", f"import {module}; print({module}.VERSION)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def stop_at(word: str) -> tuple[Progress, Callable[[], bool]]:
    """A progress that makes its question whether to stop true when it is told something with a word."""
    said: list[str] = []
    return (lambda done, of, what: said.append(what)), lambda: any(word in what for what in said)


@pytest.fixture
def index(packages: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Index]:
    """The packages from a server instead, kept by pip in a cache of the test's own."""
    server = Index("tinyone", "tinytwo")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_INDEX_URL", server.address)
    # Of others whose address has no https it keeps nothing.
    monkeypatch.setenv("PIP_TRUSTED_HOST", server.address.split("/")[2])
    monkeypatch.setenv("PIP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server
    server.go_on.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_table() -> None:
    for name, row in ENVIRONMENTS.items():
        assert row.name == name
        assert row.purpose.endswith(".")
        assert row.size_mb > 0
        if isinstance(row.contents, PythonPackages):
            requirements = row.contents.requirements
            assert all(requirement.count("==") == 1 for requirement in requirements), "exact versions"
            assert f"{sys.version_info[0]}.{sys.version_info[1]}" in row.contents.pythons
    with pytest.raises(StudioError, match="no environment called nonsense"):
        find_environment("nonsense")


@pytest.mark.proof
def test_made_used_made_anew_and_removed(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Wishes for other installations, which would lead elsewhere.
    monkeypatch.setenv("PIP_TARGET", str(packages.parent / "elsewhere"))
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONPATH", str(packages))
    assert state("tiny") == "absent"
    with pytest.raises(StudioError, match=r"The tiny converter is not set up\. Run studio setup tiny"):
        python("tiny")
    steps: list[tuple[int, int, str]] = []
    made = make("tiny", lambda *step: steps.append(step))
    assert (state("tiny"), problem("tiny"), python("tiny")) == ("ready", None, made / INTERPRETER)
    assert version_in(made, "tinytwo") == "1.0"
    assert not (packages.parent / "elsewhere").exists()
    assert [what for _, _, what in steps] == [
        "Making the environment.",
        "Fetching tinyone.",
        "Fetching tinytwo.",
        "Installing.",
        "Ready.",
    ]
    assert [done for done, _, _ in steps] == [0, 1, 2, 3, 4]
    assert {of for _, of, _ in steps} == {4}
    steps.clear()
    assert make("tiny", lambda *step: steps.append(step)) == made
    assert steps == []

    write_wheel(packages, "tinytwo", "2.0")
    newer = PythonPackages(("tinyone==1.0", "tinytwo==2.0"), ("3.11", "3.12", "3.13"))
    monkeypatch.setitem(ENVIRONMENTS, "tiny", replace(TINY, contents=newer))
    assert state("tiny") == "stale"
    with pytest.raises(StudioError, match="was set up by another version of this program"):
        python("tiny")
    assert version_in(make("tiny"), "tinytwo") == "2.0"
    (made / INTERPRETER).unlink()
    assert state("tiny") == "stale", "its Python is gone"

    assert remove("tiny") is True
    assert (state("tiny"), list(root().iterdir())) == ("absent", [])
    assert remove("tiny") is False


@pytest.mark.proof
def test_what_was_fetched_before_it_was_stopped_is_not_fetched_again(index: Index) -> None:
    index.held_back = "tinytwo"
    with pytest.raises(Cancelled):
        make("tiny", should_stop=index.is_waiting.is_set)
    assert (state("tiny"), list(root().iterdir())) == ("absent", [])
    assert own_children() == []
    index.held_back = ""
    index.go_on.set()
    assert version_in(make("tiny"), "tinytwo") == "1.0"
    assert index.given == ["tinyone", "tinytwo"]


@pytest.mark.proof
@pytest.mark.parametrize("word", ["Making", "Installing"])
def test_a_stop_or_ctrl_c_at_any_step_leaves_nothing_half(packages: Path, word: str) -> None:
    progress, should_stop = stop_at(word)
    with pytest.raises(Cancelled):
        make("tiny", progress, should_stop)
    assert list(root().iterdir()) == []

    def interrupt(done: int, of: int, what: str) -> None:
        if word in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make("tiny", interrupt)
    assert (list(root().iterdir()), own_children()) == ([], [])


@pytest.mark.proof
def test_what_a_killed_run_left_is_not_there_and_is_made_anew(packages: Path) -> None:
    left = root() / "tiny"
    for name in ("bin", "lib"):
        (left / name).mkdir(parents=True)
        (left / name / "half").write_text("half")
    (left / MARK).touch()
    assert state("tiny") == "absent"
    assert make("tiny") == left
    assert not (left / "lib" / "half").exists()


@links
@pytest.mark.parametrize("act", [make, remove])
def test_nothing_is_done_through_a_link(packages: Path, tmp_path: Path, act: Callable[[str], object]) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name in (MARK, READY, "photo.png"):
        (theirs / name).write_text(json.dumps({"requirements": TINY.contents.fingerprint}))
    before = snapshot(theirs)
    root().mkdir(parents=True)
    (root() / "tiny").symlink_to(theirs, target_is_directory=True)
    assert state("tiny") == "absent"
    with pytest.raises(StudioError, match="is a link to another folder, where nothing is written or deleted"):
        act("tiny")
    assert snapshot(theirs) == before


@links
@pytest.mark.proof
def test_links_in_an_environment_are_removed_and_not_followed(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "photo.png").touch()
    make("tiny")
    (root() / "tiny" / "linked").symlink_to(tmp_path / "theirs", target_is_directory=True)
    (root() / "tiny" / "include" / "linked").symlink_to(tmp_path / "theirs", target_is_directory=True)
    remove("tiny")
    assert (tmp_path / "theirs" / "photo.png").is_file()
    assert not (root() / "tiny").exists()


@pytest.mark.parametrize("act", [make, remove])
def test_a_folder_of_somebody_else_stays(packages: Path, act: Callable[[str], object]) -> None:
    (root() / "tiny").mkdir(parents=True)
    (root() / "tiny" / "thesis.txt").write_text("mine")
    with pytest.raises(StudioError, match="holds something that this program has not made"):
        act("tiny")
    assert (root() / "tiny" / "thesis.txt").read_text() == "mine"


@pytest.mark.proof
def test_no_network_is_said(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(StudioError, match=r"package index can't be reached\. Connect this machine"):
        make("tiny")
    assert list(root().iterdir()) == []


@pytest.mark.proof
def test_a_package_that_nobody_has_is_named(packages: Path) -> None:
    (packages / "tinytwo-1.0-py3-none-any.whl").unlink()
    with pytest.raises(StudioError, match=r"can't be made: pip failed \(No matching .* for tinytwo==1\.0\)"):
        make("tiny")
    assert list(root().iterdir()) == []


def test_a_full_disk_is_said_before_and_while(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
    assert isinstance(explain(TINY, Ended(1, (told, "")), "pip failed"), DiskFull)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 0))  # noqa: SLF001
    with pytest.raises(DiskFull, match=r"no room for the environment tiny: it takes 1 MB\. Free some space"):
        make("tiny")
    assert list(root().iterdir()) == []


@links
@pytest.mark.proof
def test_a_frozen_program_looks_for_a_python(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(
        StudioError, match=r"No Python 3\.11 or 3\.12 or 3\.13 was found.*Install Python 3\.11"
    ):
        make("tiny")
    broken = tmp_path / "bin" / "python3.11"
    broken.write_text("#!/bin/sh\necho 3.11\n")
    broken.chmod(0o755)
    (tmp_path / "bin" / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    assert version_in(make("tiny"), "tinyone") == "1.0"


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_a_program_of_ours_ends_with_the_studio(tmp_path: Path) -> None:
    forever = (
        f"{TIED}\nimport pathlib, time\npathlib.Path('here').write_text(str(os.getpid()))\ntime.sleep(999)"
    )
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from studio.core.environments.programs import run_program\n"
            "run_program([sys.executable, '-I', '-c', sys.argv[1]])",
            forever,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(places.__file__).parents[3])},
    )
    wait_until(lambda: (tmp_path / "here").is_file() and (tmp_path / "here").read_text() != "")
    child = psutil.Process(int((tmp_path / "here").read_text()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_a_program_that_does_not_end_is_given_up() -> None:
    ended = run_program([sys.executable, "-I", "-c", "print('begun', flush=True); input()"], timeout_s=1)
    assert ended == Ended(None, ("begun",))
    with pytest.raises(StudioError, match="can't be started"):
        run_program(["no-such-program-anywhere"])
