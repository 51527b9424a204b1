"""Looking for a newer version: asked of a server on this machine."""

from __future__ import annotations

import json

import pytest

from studio import __version__
from studio.core import updates
from studio.core.errors import StudioError
from studio.core.updates import look_for_update
from tests.weights_server import Server, running_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    with running_server() as running:
        monkeypatch.setenv("STUDIO_UPDATES_URL", running.address + "/latest")
        yield running


def answer(server: Server, content: object) -> None:
    server.files["/latest"] = json.dumps(content).encode()


@pytest.mark.parametrize(
    ("own", "newest", "is_newer"),
    [
        ("0.1.0", "v0.2.0", True),
        ("0.9.0", "0.10.0", True),
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.1", False),
        ("0.2.0", "0.1.9", False),
        ("0.2.0rc1", "0.2.0", True),
        ("0.2.0", "0.2.0rc1", False),
        ("0.1.0", "nightly", False),
    ],
)
def test_versions_are_compared_by_their_numbers(
    server: Server, monkeypatch: pytest.MonkeyPatch, own: str, newest: str, is_newer: bool
) -> None:
    monkeypatch.setattr(updates, "__version__", own)
    answer(server, {"tag_name": newest, "body": "…"})
    found = look_for_update()
    assert (found.version, found.is_newer) == (newest.removeprefix("v"), is_newer)
    assert own in found.sentence
    assert (" is there" in found.sentence) == is_newer


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"<html>", "can't be understood"), (b"[]", "can't be understood"), (b"{}", "tag_name is missing")],
)
def test_another_answer_is_told(server: Server, content: bytes, cause: str) -> None:
    server.files["/latest"] = content
    with pytest.raises(StudioError, match=cause):
        look_for_update()


def test_too_long_an_answer_is_not_read_to_its_end(server: Server) -> None:
    server.files["/latest"] = b" " * (updates.LONGEST + 1)
    with pytest.raises(StudioError, match="more than 1,000,000 bytes"):
        look_for_update()


def test_no_answer_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StudioError, match="HTTP 404"):
        look_for_update()
    monkeypatch.setenv("STUDIO_UPDATES_URL", "http://127.0.0.1:9/latest")
    with pytest.raises(StudioError, match="can't be reached"):
        look_for_update()


def test_a_copy_that_names_no_place_says_so(studio) -> None:
    result = studio("updates")
    assert result.code != 0
    assert "names no place where newer versions are published" in result.err


def test_it_is_asked_only_when_somebody_asks(server: Server, studio) -> None:
    answer(server, {"tag_name": "v99.0"})
    studio("models")
    studio("doctor", "--quick")
    assert server.sent == []
    told = studio("updates")
    assert told.lines == [f"Version 99.0 is there; this is {__version__}."]
    assert studio("updates", "--json").json["is_newer"] is True
    assert [path for path, _ in server.sent] == ["/latest"] * 2
