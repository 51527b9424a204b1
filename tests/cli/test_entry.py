"""The door: help, version, what is a verb, and endings that are nobody's mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio import __version__, cli
from studio.cli import COMMANDS
from tests.factories import write_image

ROOT = Path(__file__).parents[2]
VERBS = [command.name for command in COMMANDS]
PROMISED = {"check", "tile", "train", "evaluate", "detect", "inspect", "export", "live", "models", "demo"}


def test_the_verbs_of_the_design_are_there() -> None:
    assert set(VERBS) >= PROMISED


def test_help_names_every_verb(studio) -> None:
    result = studio("--help")
    assert result.code == 0
    assert all(f"  {verb} " in result.out for verb in VERBS)
    assert result.err == ""


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, studio) -> None:
    with pytest.raises(SystemExit) as end:
        studio(verb, "--help")
    assert end.value.code == 0


def test_version(studio) -> None:
    assert studio("--version").out == f"studio {__version__}\n"


def test_a_mistyped_verb_is_told_with_the_right_one(studio) -> None:
    result = studio("evalute", "x")
    assert result.code == 2
    assert "evaluate" in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], False), (["train"], True), (["--help"], True), (["--exit-after", "1"], False), (["nothing"], True)],
)
def test_what_goes_to_the_command_line(arguments: list[str], expected: bool) -> None:
    assert cli.is_command(arguments) is expected


def test_a_dataset_goes_to_the_window(tmp_path: Path) -> None:
    assert not cli.is_command([str(tmp_path)])


def test_ctrl_c_is_one_line(studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studio.core.model.zoo.list_architectures", interrupt)
    result = studio("models")
    assert (result.code, result.err) == (130, "studio models: stopped.\n")


def child(*arguments: str, **choices) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "studio", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **choices,
    )  # fmt: skip


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = child("models", "--json")
    assert process.stdout is not None
    process.stdout.close()
    error = process.communicate()[1]
    assert b"Traceback" not in error
    assert b"BrokenPipe" not in error


def test_output_is_utf8_under_any_code_page(tmp_path: Path) -> None:
    folder = tmp_path / "фото 写真"
    write_image(folder / "鳥.jpg")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "LC_ALL": "C"}
    out, _ = child("check", str(folder), "--json", env=environment).communicate()
    assert json.loads(out.decode("utf-8"))["images"] == 1
    process = child("check", str(folder / "не тут"), env=environment)
    error = process.communicate()[1]
    assert process.returncode == 2
    assert "не тут" in error.decode("utf-8")


@pytest.mark.parametrize("verb", ["train", "models", "check"])
def test_a_folder_called_like_a_verb_can_be_opened(
    studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "for the folder" not in studio(verb).err
    (tmp_path / verb).mkdir()
    assert f"write .{os.sep}{verb} for the folder" in studio(verb).err
    assert cli.is_command([verb])
    assert not cli.is_command([f".{os.sep}{verb}"])
