"""Pictures from phones are looked at, counted, and become new files."""

from __future__ import annotations

import io
import socket
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image

from studio.core.pictures import imread
from studio.core.serving import inbox as inboxes
from studio.core.serving import server
from studio.core.serving.inbox import MAX_A_MINUTE, MAX_BYTES, MAX_PICTURES, Answer, Inbox, inbox_beside
from studio.core.serving.server import PageServer
from tests.factories import make_image, snapshot
from tests.web_page import ask, talk, trusting, write_page

HOST = "127.0.0.1"


def encoded(kind: str, seed: int = 0) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(make_image(seed=seed)).save(stream, kind)
    return stream.getvalue()


PNG, JPEG = encoded("PNG"), encoded("JPEG")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "photos-inbox")


@pytest.fixture
def page(tmp_path: Path, inbox: Inbox) -> Iterator[PageServer]:
    with PageServer(write_page(tmp_path / "web"), host=HOST, inbox=inbox) as running:
        yield running


def give(inbox: Inbox, content: bytes, kind: str = "image/png") -> Answer:
    inbox.folder.mkdir(exist_ok=True)
    return inbox.receive(kind, len(content), lambda: content)


def post(page: PageServer, length: object) -> bytes:
    """The head of a request that says how many bytes follow."""
    path = page.address.split("/", 3)[3]
    said = f"POST /{path}inbox HTTP/1.1\r\nContent-Type: image/png\r\nContent-Length: {length}\r\n\r\n"
    return said.encode("latin-1")


def names(inbox: Inbox) -> list[str]:
    return sorted(path.name for path in inbox.folder.iterdir())


def test_it_is_off_unless_switched_on(tmp_path: Path) -> None:
    with PageServer(write_page(tmp_path / "web"), host=HOST) as running:
        assert ask(running.address, "status.json").json == {"inbox": False}
        got = ask(running.address, "inbox", "POST", PNG, {"Content-Type": "image/png"})
        assert (got.status, got.body) == (404, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["web"]


def test_a_picture_becomes_a_new_file(page: PageServer, inbox: Inbox) -> None:
    assert ask(page.address, "status.json").json == {"inbox": True}
    for content, kind, suffix in ((PNG, "image/png", ".png"), (JPEG, "image/jpeg; q=1", ".jpg")):
        got = ask(page.address, "inbox", "POST", content, {"Content-Type": kind})
        assert got.status == 201
        assert got.headers["Content-Type"] == "application/json"
        assert got.headers["Cache-Control"] == "no-store"
        name = got.json["saved"]
        assert got.json == {"saved": name, "message": f"Saved as {name}."}
        assert (inbox.folder / name).read_bytes() == content
        assert (inbox.folder / name).suffix == suffix
        assert imread(inbox.folder / name).shape == make_image().shape
    got = ask(page.address, "inbox", "GET")
    assert (got.status, got.headers["Allow"]) == (405, "POST")
    # What was sent is not given out.
    assert ask(page.address, f"../photos-inbox/{name}").status == 404


def test_several_on_one_connection_and_at_once(page: PageServer, inbox: Inbox) -> None:
    path = page.address.split("/", 3)[3]
    said = post(page, len(PNG))
    ending = f"GET /{path}status.json HTTP/1.1\r\nConnection: close\r\n\r\n".encode()
    heard = talk(page.address, (said + PNG) * 3 + ending)
    assert heard.count(b"HTTP/1.1 201 Created") == 3 and heard.endswith(b'{"inbox": true}')
    got: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: got.append(
                ask(page.address, "inbox", "POST", PNG, {"Content-Type": "image/png"}).status
            )
        )
        for _ in range(inboxes.AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [201] * inboxes.AT_ONCE
    assert len(names(inbox)) == 3 + inboxes.AT_ONCE


def test_no_file_is_ever_written_over(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes.time, "strftime", lambda form: "phone-20260102-030405")
    inbox.folder.mkdir()
    (inbox.folder / "phone-20260102-030405-001.png").write_bytes(b"mine")
    (inbox.folder / "phone-20260102-030405-002.png").symlink_to(inbox.folder / "nowhere")
    before = snapshot(inbox.folder)
    assert give(inbox, PNG).saved == "phone-20260102-030405-003.png"
    (inbox.folder / "phone-20260102-030405-003.png").unlink()
    assert snapshot(inbox.folder) == before


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A small PNG of very many pixels."""
    rows = zlib.compress(bytes(min(width // 8 + 1, 10_000) * 100))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("image/png", JPEG, 422),
        ("image/jpeg", PNG, 422),
        ("image/gif", encoded("GIF"), 415),
        ("image/webp", encoded("WEBP"), 415),
        ("image/svg+xml", b"<svg/>", 415),
        ("text/html", b"<script>", 415),
        ("application/octet-stream", PNG, 415),
        ("", PNG, 415),
        ("image/png", b"", 400),
        ("image/png", PNG[: len(PNG) // 2], 422),
        ("image/jpeg", JPEG[: len(JPEG) // 2], 422),
        ("image/jpeg", JPEG[:2] + bytes(200), 422),
        ("image/png", PNG[:8] + b"<?php", 422),
        ("image/png", bomb(40_000, 40_000), 413),
        ("image/png", bomb(2**31 - 1, 2**31 - 1), 413),
        ("image/png", bomb(100, 100)[:-20] + b"x" * 20, 422),
    ],
    ids=[
        "jpeg-as-png", "png-as-jpeg", "gif", "webp", "svg", "html", "bytes", "no-type", "empty", "half-png",
        "half-jpeg", "zeros", "php", "bomb", "larger-bomb", "damaged",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_with_a_sentence(
    page: PageServer, inbox: Inbox, kind: str, content: bytes, status: int
) -> None:
    got = ask(page.address, "inbox", "POST", content, {"Content-Type": kind} if kind else {})
    assert got.status == status
    assert got.json["saved"] is None
    assert got.json["message"].endswith(".")
    assert names(inbox) == []
    assert ask(page.address, "status.json").status == 200


def test_bytes_are_bounded_before_they_are_read(page: PageServer, inbox: Inbox) -> None:
    got = ask(page.address, "inbox", "POST", bytes(MAX_BYTES + 1), {"Content-Type": "image/png"})
    assert (got.status, got.json["message"]) == (413, "A picture may have up to 16 MB.")
    path = page.address.split("/", 3)[3]
    for length, status in (
        ("99999999999", 413),
        ("-1", 411),
        ("1e9", 411),
        ("9" * 30, 411),
        ("x", 411),
        ("²", 411),
    ):
        said = f"POST /{path}inbox HTTP/1.1\r\nContent-Type: image/png\r\nContent-Length: {length}\r\n\r\n"
        assert talk(page.address, said.encode("latin-1")).startswith(f"HTTP/1.1 {status} ".encode()), length
    for more in ("Transfer-Encoding: chunked\r\n", ""):
        said = f"POST /{path}inbox HTTP/1.1\r\nContent-Type: image/png\r\n{more}\r\n5\r\nabcde\r\n0\r\n\r\n"
        assert talk(page.address, said.encode()).startswith(b"HTTP/1.1 411 ")
    assert names(inbox) == []


def test_a_picture_that_breaks_off_leaves_nothing(page: PageServer, inbox: Inbox) -> None:
    with (
        socket.create_connection((HOST, urlsplit(page.address).port)) as plain,
        trusting().wrap_socket(plain) as stream,
    ):
        stream.sendall(post(page, len(PNG)) + PNG[:100])
    assert ask(page.address, "status.json").status == 200
    assert names(inbox) == []


def test_a_client_that_asks_first_is_told_to_go_on_or_not(page: PageServer) -> None:
    path = page.address.split("/", 3)[3]
    for kind, first in (("image/png", b"HTTP/1.1 100 Continue"), ("text/plain", b"HTTP/1.1 415")):
        said = (
            f"POST /{path}inbox HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {len(PNG)}\r\n"
            "Expect: 100-continue\r\nConnection: close\r\n\r\n"
        )
        assert talk(page.address, said.encode() + PNG).startswith(first)


def test_what_the_server_does_itself_is_not_counted(
    page: PageServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Semaphore(0)

    def late() -> float:
        looked.release()
        return time.monotonic() + 10_000

    def slow(kind: str, content: bytes) -> None:
        # Hours go by, and the server looks twice whose time is over.
        monkeypatch.setattr(server, "time", SimpleNamespace(monotonic=late))
        for _ in range(2):
            assert looked.acquire(timeout=60)

    monkeypatch.setattr(inboxes, "_check", slow)
    said = post(page, len(PNG)).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert talk(page.address, said + PNG).startswith(b"HTTP/1.1 201 Created")


def test_a_minute_and_a_session_are_bounded(tmp_path: Path) -> None:
    now = 0.0
    inbox = Inbox(tmp_path / "inbox", clock=lambda: now)
    for _ in range(MAX_A_MINUTE):
        assert give(inbox, PNG).status == HTTPStatus.CREATED
    refused = give(inbox, PNG)
    assert (refused.status, refused.message) == (429, "30 pictures a minute are taken; wait a moment.")
    now = 59.9
    assert give(inbox, PNG).status == 429
    now = 60.0
    assert give(inbox, PNG).status == HTTPStatus.CREATED
    taken = MAX_A_MINUTE + 1
    while taken < MAX_PICTURES:
        now += 3
        # Those that are no pictures count as well: each was decoded.
        assert give(inbox, b"no picture").status == 422
        taken += 1
    now += 60
    refused = give(inbox, PNG)
    assert (refused.status, refused.saved) == (429, None)
    assert "500 pictures were sent; start the server again" in refused.message
    assert len(names(inbox)) == MAX_A_MINUTE + 1


def test_so_many_are_read_at_once(inbox: Inbox) -> None:
    inbox.folder.mkdir()
    arrived, go_on = threading.Semaphore(0), threading.Event()

    def slow() -> bytes:
        arrived.release()
        go_on.wait(30)
        return PNG

    threads = [
        threading.Thread(target=inbox.receive, args=("image/png", len(PNG), slow))
        for _ in range(inboxes.AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert arrived.acquire(timeout=30)
    refused = inbox.receive("image/png", len(PNG), slow)
    go_on.set()
    for thread in threads:
        thread.join()
    assert (refused.status, refused.message) == (429, "Other pictures are on their way; wait a moment.")
    assert len(names(inbox)) == inboxes.AT_ONCE


def test_a_disk_that_takes_nothing_is_a_sentence(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(inboxes.os, "fsync", full)
    refused = give(inbox, PNG)
    assert (refused.status, refused.saved) == (507, None)
    assert "The disk is full" in refused.message
    assert names(inbox) == []


def test_the_inbox_lies_beside_the_dataset(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "data.yaml").touch()
    assert inbox_beside(folder) == tmp_path / "photos-inbox"
    assert inbox_beside(folder / "data.yaml") == tmp_path / "photos-inbox"


def test_pixels_are_those_of_the_phone(page: PageServer, inbox: Inbox) -> None:
    ask(page.address, "inbox", "POST", PNG, {"Content-Type": "image/png"})
    np.testing.assert_array_equal(imread(inbox.folder / names(inbox)[0]), make_image())
