"""README promises: its commands, its verbs, its files."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from studio.cli import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_commands_set_up_go_and_prove() -> None:
    section = README.split("## Set up and go")[1].split("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    assert len(commands) == 3
    assert commands[0].endswith("studio demo")
    assert commands[1].endswith("pytest -n 2")
    assert commands[2].endswith("pytest -n 2 -m proof")
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    # Both are run, and when one fails so does the whole.
    assert [line for line in lines if "-m pytest" in line] == [f"{line} || failed=1" for line in commands[1:]]
    assert lines[-1] == 'exit "$failed"'


def test_the_chinese_readme_has_the_same_commands_verbs_and_links() -> None:
    chinese = (ROOT / "README.zh_CN.md").read_text(encoding="utf-8")
    blocks = r"```sh\n(.*?)\n```"
    section = README.split("## Set up and go")[1].split("\n## ")[0]
    assert re.findall(blocks, chinese, re.DOTALL) == re.findall(blocks, section, re.DOTALL)
    rows = r"^\| (`studio .*?`) \|"
    assert re.findall(rows, chinese, re.MULTILINE) == re.findall(
        rows, README.split("## The command line")[1].split("\n\n### ")[0], re.MULTILINE
    )
    assert "(README.zh_CN.md)" in README
    assert "(README.md)" in chinese
    links = re.findall(r"\]\((?!http)(.*?)\)", chinese)
    assert [name for name in links if not (ROOT / name).is_file()] == []


def test_every_verb_is_in_the_table() -> None:
    verbs = set(re.findall(r"^\| `studio (\w+)", README, re.MULTILINE))
    assert verbs == {command.name for command in COMMANDS}


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert len(pictures) >= 2
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


BENCHMARKS = sorted(path.stem for path in (ROOT / "tests" / "benchmarks").glob("bench_*.py"))


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_benchmark_is_told_and_can_be_started(name: str) -> None:
    """What they need of the program moves, and nobody runs them every day."""
    assert re.search(rf"\b{name}\b", README.split("| benchmark | prints |")[1].split("\n\n")[0])
    assert callable(importlib.import_module(f"tests.benchmarks.{name}").main)
