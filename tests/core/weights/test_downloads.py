"""Fetching weights, from a server on this machine that behaves well and badly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core import fetching
from studio.core.errors import StudioError
from studio.core.fetching import RemoteFile
from studio.core.model.zoo import ARCHITECTURES
from studio.core.weights import downloads
from studio.core.weights.downloads import (
    DOWNLOADS,
    PublishedWeights,
    fetch,
    find_weights,
    local_file,
)
from tests.weights_server import CFG, CONTENT, Server, running_server


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


def tiny(*, sha256: str | None = None, size: int | None = None) -> PublishedWeights:
    host = "https://weights.invalid/files"
    return PublishedWeights(
        "yolov3-tiny",
        "MIT",
        (RemoteFile(f"{host}/tiny.weights", size, sha256), RemoteFile(f"{host}/tiny.cfg")),
    )


KNOWN = tiny(sha256=hashlib.sha256(CONTENT).hexdigest(), size=len(CONTENT))


def leftovers(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if ".part" in entry.name)


def test_fetches_all_files_with_progress(server: Server) -> None:
    told: list[tuple[int, int]] = []
    path = fetch(KNOWN, mirror=server.address, progress=lambda done, total: told.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert path.with_name("tiny.cfg").read_bytes() == CFG
    assert local_file(KNOWN) == path
    assert told[0] == (0, len(CFG)) and told[-1] == (len(CONTENT), len(CONTENT))
    assert leftovers(path) == []
    assert path.with_name("tiny.weights.sha256").read_text().split() == [KNOWN.files[0].sha256, path.name]


def test_what_is_here_is_not_fetched_again(server: Server) -> None:
    for weights in (tiny(), KNOWN):
        fetch(weights, mirror=server.address)
    assert len(server.sent) == 2


def test_what_was_spoilt_is_fetched_again(server: Server) -> None:
    path = fetch(tiny(), mirror=server.address)
    path.write_bytes(b"spoilt")
    assert fetch(tiny(), mirror=server.address).read_bytes() == CONTENT


def test_goes_on_where_the_connection_broke(server: Server) -> None:
    server.break_after = 300_000
    with pytest.raises(StudioError, match=r"The connection broke off while fetching tiny\.weights .*300,000"):
        fetch(KNOWN, mirror=server.address)
    assert local_file(KNOWN) is None
    path = fetch(KNOWN, mirror=server.address)
    assert path.read_bytes() == CONTENT
    assert server.sent[-1] == ("/tiny.weights", 400_000)
    assert leftovers(path) == []


def test_a_file_that_changed_meanwhile_is_begun_anew(server: Server) -> None:
    server.break_after = 300_000
    with pytest.raises(StudioError, match="broke off"):
        fetch(tiny(), mirror=server.address)
    server.files["/tiny.weights"], server.tag = CONTENT[::-1], '"two"'
    assert fetch(tiny(), mirror=server.address).read_bytes() == CONTENT[::-1]


def test_a_part_that_is_already_the_whole(server: Server) -> None:
    part = downloads.weights_folder() / KNOWN.name / "tiny.weights.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT)
    part.with_name(part.name + ".tag").write_text(server.tag)
    assert fetch(KNOWN, mirror=server.address).read_bytes() == CONTENT
    assert [path for path, _ in server.sent] == ["/tiny.cfg"]


def test_a_part_of_something_longer_is_begun_anew(server: Server) -> None:
    part = downloads.weights_folder() / KNOWN.name / "tiny.weights.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT + b"more")
    part.with_name(part.name + ".tag").write_text(server.tag)
    assert fetch(KNOWN, mirror=server.address).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("sent", "cause"),
    [
        (CONTENT[:-1] + b"x", "its SHA-256 is another one"),
        (CONTENT + b"x", "it has 700,001 bytes, not 700,000"),
    ],
)
def test_another_file_is_refused(server: Server, sent: bytes, cause: str) -> None:
    server.files["/tiny.weights"] = sent
    with pytest.raises(StudioError, match=cause):
        fetch(KNOWN, mirror=server.address)
    assert local_file(KNOWN) is None
    server.files["/tiny.weights"] = CONTENT
    assert fetch(KNOWN, mirror=server.address).read_bytes() == CONTENT


def test_the_web_page_of_a_hotel_is_refused(server: Server) -> None:
    server.files["/tiny.weights"] = b"\n<!DOCTYPE html><html>Welcome! Please log in."
    with pytest.raises(StudioError, match="it is a web page"):
        fetch(tiny(), mirror=server.address)


def test_a_file_that_is_gone(server: Server) -> None:
    del server.files["/tiny.weights"]
    with pytest.raises(StudioError, match=r"does not give out tiny.weights \(HTTP 404\).*--weights FILE"):
        fetch(tiny(), mirror=server.address)


def test_offline() -> None:
    with pytest.raises(StudioError, match=r"127.0.0.1:9 can't be reached: .* elsewhere as .*tiny.cfg"):
        fetch(tiny(), mirror="http://127.0.0.1:9")


def test_a_full_disk(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    part = downloads.weights_folder() / KNOWN.name / "tiny.weights.part"
    part.parent.mkdir(parents=True)
    part.symlink_to("/dev/full")
    with pytest.raises(StudioError, match=r"The disk is full, so .*tiny.weights was not written"):
        fetch(KNOWN, mirror=server.address)


def test_no_way_out_of_https() -> None:
    request = fetching.urllib.request.Request("https://weights.invalid/tiny.weights")
    with pytest.raises(OSError, match="without encryption"):
        fetching.SafeRedirects().redirect_request(request, None, 302, "", {}, "http://weights.invalid/x")


def test_redirects_are_followed(server: Server) -> None:
    with running_server() as other:
        server.redirect = f"{other.address}/tiny.cfg"
        weights = PublishedWeights("yolov2-tiny", "MIT", (RemoteFile(f"{server.address}/tiny.cfg"),))
        assert fetch(weights).read_bytes() == CFG


@pytest.mark.parametrize(
    ("to", "cause"),
    [
        ("file:///etc/passwd", "HTTP 302"),
        ("ftp://127.0.0.1/tiny.cfg", "it leads on to an address of another kind"),
        ("http://[nowhere/", "its answer can't be understood"),
        ("http://127.0.0.1:999999/", "can't be reached"),
        ("http://127.0.0.1:x/", "its answer can't be understood"),
    ],
)
def test_redirects_to_anything_else_are_refused(server: Server, to: str, cause: str) -> None:
    server.redirect = to
    with pytest.raises(StudioError, match=cause):
        fetch(tiny(), mirror=server.address)


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize("length", ["²", "-1", "-5", "x", "9" * 5000, "1" * 70_000, ""])
def test_a_length_that_is_no_number_is_not_believed(server: Server, length: str) -> None:
    server.answer = [OK + f"Content-Length: {length}\r\n\r\n".encode(), CFG]
    try:
        assert fetch(tiny(), mirror=server.address).with_name("tiny.cfg").read_bytes() == CFG
    except StudioError as problem:
        assert len(length) > 60_000
        assert "its answer can't be understood" in problem.cause


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"".join(b"X-%d: 1\r\n" % number for number in range(200)) + b"\r\n",
        OK + b"X: " + b"1" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 2x0 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\r\n",
    ],
    ids=["headers", "header", "status", "protocol", "nothing"],
)
def test_an_answer_that_is_none_is_told(server: Server, answer: bytes) -> None:
    server.answer = [answer]
    with pytest.raises(
        StudioError, match=r"127\.0\.0\.1:\d+ can't be reached: its answer can't be understood"
    ):
        fetch(tiny(), mirror=server.address)


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        OK + b"\r\n",
        OK + b"Content-Length: 99999999999\r\n\r\n",
        CHUNKED + b"fffffffffff\r\n",
        CHUNKED + b"-1\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /tiny.cfg\r\n\r\n",
    ],
    ids=["unsaid", "declared", "chunk", "negative-chunk", "redirect"],
)
@pytest.mark.parametrize("size", [None, 2_000_000])
def test_what_does_not_end_is_broken_off(
    server: Server, monkeypatch: pytest.MonkeyPatch, head: bytes, size: int | None
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 3_000_000)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield head
        while True:
            yield bytes(1 << 16)
            sent += 1 << 16

    class Endless:
        def __iter__(self) -> Iterator[bytes]:
            return endless()

    weights = PublishedWeights("yolov2-tiny", "MIT", (RemoteFile(f"{server.address}/tiny.weights", size),))
    server.answer = Endless()
    with pytest.raises(StudioError) as caught:
        fetch(weights)
    assert caught.value.remedy
    # What the system holds between the two is no more than some millions.
    assert sent < 50_000_000
    folder = downloads.weights_folder() / weights.name
    assert [path for path in folder.iterdir() if path.stat().st_size > 3_300_000] == []
    assert local_file(weights) is None


def test_weights_are_a_path_or_a_name(tmp_path: Path) -> None:
    assert find_weights(str(tmp_path)) == tmp_path
    with pytest.raises(StudioError, match=r"yolov5n are not on this machine yet.*studio weights yolov5n"):
        find_weights("yolov5n")
    here = downloads.weights_folder() / "yolov5n" / "yolov5n.pt"
    here.parent.mkdir(parents=True)
    here.touch()
    assert find_weights("yolov5n") == here


def test_the_table() -> None:
    assert len({row.name for row in DOWNLOADS}) == len(DOWNLOADS)
    for row in DOWNLOADS:
        assert row.name in ARCHITECTURES
        assert row.publisher in row.terms
        for file in row.files:
            assert file.address.startswith("https://")
            assert file.sha256 is None or (len(file.sha256) == 64 and file.size)
