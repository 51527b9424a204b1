"""studio setup lists, makes and removes environments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.environments.contents import root
from studio.core.environments.places import state
from studio.core.environments.table import ENVIRONMENTS
from tests.environment_factory import add_tiny_environment


@pytest.fixture(autouse=True)
def _packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_tiny_environment(tmp_path / "packages", monkeypatch)


def test_it_is_listed_made_and_removed(studio) -> None:
    listed = studio("setup").lines
    assert [line.split()[:3] for line in listed[1:]] == [
        [name, "–", str(row.size_mb)] for name, row in ENVIRONMENTS.items()
    ]
    made = studio("setup", "tiny")
    assert (made.code, made.lines) == (0, [f"tiny is ready in {root() / 'tiny'}"])
    assert made.err.splitlines() == [
        "0/4 Making the environment.",
        "1/4 Fetching tinyone.",
        "2/4 Fetching tinytwo.",
        "3/4 Installing.",
        "4/4 Ready.",
    ]
    document = {row["name"]: row for row in studio("setup", "--json").json}
    assert document["tiny"] == {
        "name": "tiny",
        "purpose": "For tests.",
        "size_mb": 1,
        "state": "ready",
        "folder": str(root() / "tiny"),
    }
    assert document["tflite"]["state"] == "absent"
    removed = studio("setup", "tiny", "--remove")
    assert (removed.code, removed.out, removed.err) == (0, "", "Removed.\n")
    assert studio("setup", "tiny", "--remove").err == "It was not there.\n"


@pytest.mark.proof
def test_what_happens_is_events(studio) -> None:
    events = [json.loads(line) for line in studio("setup", "tiny", "--events").lines]
    assert [event["event"] for event in events] == ["progress"] * 5 + ["result"]
    assert [event["done"] for event in events[:-1]] == [0, 1, 2, 3, 4]
    assert events[-1]["result"]["state"] == "ready"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "no environment called nonsense. Use one of tflite, web, tiny"),
        (["--remove"], "No environment is named"),
    ],
)
def test_wrong_use_is_a_sentence(studio, arguments: list[str], told: str) -> None:
    result = studio("setup", *arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


def test_ctrl_c_leaves_nothing_half(studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studio.core.environments.making._check_room", interrupt)
    result = studio("setup", "tiny")
    assert (result.code, result.err) == (130, "studio setup: stopped.\n")
    assert state("tiny") == "absent"


def test_a_format_that_needs_one_says_so(studio, checkpoint: Path, tmp_path: Path) -> None:
    result = studio("export", checkpoint, "--to", "tflite", "--out", tmp_path / "out")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "studio export: The converter for TFLite is not set up. "
        "Run studio setup tflite, or press Set up on its card.\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.proof
def test_an_index_that_is_given_is_asked(studio, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    told = studio("setup", "tiny", "--index", "http://127.0.0.1:9/simple").err
    assert "the package index can't be reached" in told
    told = studio("setup", "web", "--index", "http://127.0.0.1:9").err
    assert "127.0.0.1:9 can't be reached" in told
