"""README promises: its two commands, its verbs, its files."""

from __future__ import annotations

import re
from pathlib import Path

from studio.cli import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_two_commands_set_up_and_go() -> None:
    section = README.split("## Set up and go")[1].split("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    assert len(commands) == 2
    assert commands[0].endswith("studio demo")
    assert commands[1].endswith("pytest -n 2")
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_verb_is_in_the_table() -> None:
    verbs = set(re.findall(r"^\| `studio (\w+)", README, re.MULTILINE))
    assert verbs == {command.name for command in COMMANDS}


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert len(pictures) >= 2
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
