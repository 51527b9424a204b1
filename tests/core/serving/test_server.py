"""One folder is given out to whoever knows the token, and nothing else is, however it is asked for."""

from __future__ import annotations

import errno
import os
import socket
import ssl
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from studio.core.errors import StudioError
from studio.core.export.bundles.listing import LIST
from studio.core.serving import handler, network, server
from studio.core.serving.certificate import make_context
from studio.core.serving.inbox import Inbox
from studio.core.serving.server import PageServer
from tests.factories import snapshot
from tests.web_page import FILES, ask, connect, talk, trusting, write_page

HOST = "127.0.0.1"
SECRET = b"the secret of this disk"
links = pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    return write_page(tmp_path / "export" / "web")


@pytest.fixture
def page(folder: Path) -> Iterator[PageServer]:
    with PageServer(folder, host=HOST) as running:
        yield running


def lives(page: PageServer) -> bool:
    return ask(page.address).body == FILES["index.html"]


def test_all_files_of_the_page_are_given_out_and_nothing_is_changed(page: PageServer, folder: Path) -> None:
    before = snapshot(folder)
    for name, content in FILES.items():
        got = ask(page.address, name)
        assert (got.status, got.body) == (200, content), name
    assert ask(page.address, LIST).body == (folder / LIST).read_bytes()
    assert ask(page.address, "index.html?token=1").body == FILES["index.html"]
    assert lives(page)
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("main.js", "text/javascript; charset=utf-8"),
        ("onnxruntime/ort.wasm.min.mjs", "text/javascript; charset=utf-8"),
        ("onnxruntime/ort-wasm-simd-threaded.wasm", "application/wasm"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("model.json", "application/json"),
        ("model.onnx", "application/octet-stream"),
        ("model.tflite", "application/octet-stream"),
        ("golden/00.png", "image/png"),
    ],
)
def test_media_types(shared: PageServer, name: str, kind: str) -> None:
    assert ask(shared.address, name).headers["Content-Type"] == kind


def test_headers_isolate_the_page(shared: PageServer) -> None:
    headers = ask(shared.address).headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Service-Worker-Allowed"] == urlsplit(shared.address).path
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' blob: 'wasm-unsafe-eval'"
    assert "http" not in headers["Content-Security-Policy"]
    assert "Server" not in headers
    assert headers["Cache-Control"] == "no-cache"
    assert ask(shared.address, "status.json").headers["Cache-Control"] == "no-store"


def test_what_a_browser_has_is_not_sent_again(page: PageServer, folder: Path) -> None:
    tag = ask(page.address, "main.js").headers["ETag"]
    again = ask(page.address, "main.js", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    (folder / "main.js").write_bytes(b"export { newer };\n")
    newer = ask(page.address, "main.js", headers={"If-None-Match": tag})
    assert (newer.status, newer.body) == (200, b"export { newer };\n")


WAYS_OUT = [
    "../secret.txt",
    "../../secret.txt",
    "golden/../../../secret.txt",
    "%2e%2e/%2e%2e/secret.txt",
    "..%2f..%2fsecret.txt",
    "%2e%2e%2f%2e%2e%2fsecret.txt",
    "%252e%252e%252f%252e%252e%252fsecret.txt",
    "..%5c..%5csecret.txt",
    "..\\..\\secret.txt",
    "golden%2f00.png",
    "golden\\00.png",
    "%c0%ae%c0%ae/%c0%ae%c0%ae/secret.txt",
    "{secret}",
    "/{secret}",
    "%2f{secret}",
    "file://{secret}",
    "c:/secret.txt",
    "%00",
    "index.html%00.txt",
    "index.html%00",
    "index.html/",
    "index.html/.",
    "./index.html",
    "golden/",
    "golden",
    ".",
    "..",
    "INDEX.HTML",
    "index.html.",
    "index.html%20",
    "index.html::$DATA",
    "not-listed.txt",
    "a" * 900,
    "a" * 5000,
    "%61" * 20_000,
    "%ff",
    "%zz",
    "~/.bashrc",
    "*",
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageServer]:
    """A page that is only read; beside it lies what must not be."""
    place = tmp_path_factory.mktemp("shared")
    (place / "secret.txt").write_bytes(SECRET)
    folder = write_page(place / "export" / "web")
    (folder / "not-listed.txt").write_bytes(SECRET)
    with PageServer(folder, host=HOST, encrypted=False) as running:
        yield running


@pytest.mark.parametrize("name", WAYS_OUT, ids=lambda name: name[:40])
def test_there_is_no_way_out_of_the_folder(shared: PageServer, name: str) -> None:
    secret = shared.folder.parents[1] / "secret.txt"
    assert secret.read_bytes() == SECRET
    path = urlsplit(shared.address).path + name.replace("{secret}", str(secret))
    heard = talk(shared.address, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert heard.split(b"\r\n")[0] in (b"HTTP/1.1 404 Not Found", b"HTTP/1.1 414 Request-URI Too Long")
    assert heard.endswith(b"\r\n\r\n")
    assert SECRET not in heard


def test_after_all_that_it_lives(shared: PageServer, capfd: pytest.CaptureFixture[str]) -> None:
    for name in WAYS_OUT:
        talk(shared.address, f"GET {urlsplit(shared.address).path}{name} HTTP/1.1\r\n\r\n".encode())
    assert lives(shared)
    assert capfd.readouterr() == ("", "")


@links
def test_links_are_not_followed(page: PageServer, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "00.png").write_bytes(SECRET)
    (folder / "main.js").unlink()
    (folder / "main.js").symlink_to(tmp_path / "secret.txt")
    (folder / "golden" / "00.png").unlink()
    (folder / "golden").rmdir()
    (folder / "golden").symlink_to(elsewhere, target_is_directory=True)
    (folder / "model.json").unlink()
    os.mkfifo(folder / "model.json")
    (folder / "model.onnx").unlink()
    (folder / "model.onnx").mkdir()
    for name in ("main.js", "golden/00.png", "model.json", "model.onnx"):
        got = ask(page.address, name)
        assert (got.status, got.body) == (404, b""), name
    # Also when the list itself leads elsewhere.
    (tmp_path / LIST).write_bytes((folder / LIST).read_bytes())
    (folder / LIST).unlink()
    (folder / LIST).symlink_to(tmp_path / LIST)
    assert ask(page.address, LIST).status == 404
    assert lives(page)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "..\\secret.txt", "c:secret.txt"])
def test_a_list_that_names_what_lies_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = write_page(tmp_path / "web")
    text = (folder / LIST).read_text().replace("main.js", name.replace("\\", "\\\\"))
    (folder / LIST).write_text(text)
    with pytest.raises(StudioError, match=r"says that .* is a part of it"):
        PageServer(folder, host=HOST)


def test_a_page_that_is_exported_anew_is_given_out_as_it_is_now(page: PageServer, folder: Path) -> None:
    (folder / LIST).unlink()
    assert ask(page.address).status == 404
    write_page(folder, {**FILES, "newer.js": b"newer"})
    assert ask(page.address, "newer.js").body == b"newer"


def near_misses(page: PageServer) -> list[str]:
    token = urlsplit(page.address).path.strip("/")
    return [
        "/", "//", "/index.html", "/status.json", f"/{token}", f"/{token[:-1]}/", f"/{token}x/index.html",
        f"/{token.swapcase()}/", f"/x/{token}/", f"/%{ord(token[0]):02x}{token[1:]}/", f"?{token}",
        f"https://127.0.0.1/{token}/", f"{token}/", "/favicon.ico", "/é/", "*",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", "X"]
)
def test_without_the_token_nothing_is_said(shared: PageServer, method: str) -> None:
    for path in near_misses(shared):
        said = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".encode()
        heard = talk(shared.address, said)
        assert heard == b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", path
    assert lives(shared)


def test_tokens_are_new_and_long(folder: Path) -> None:
    tokens = set()
    for _ in range(3):
        with PageServer(folder, host=HOST) as running:
            tokens.add(urlsplit(running.address).path.strip("/"))
    assert len(tokens) == 3
    assert all(len(token) >= 22 for token in tokens)


def test_head_and_other_methods(shared: PageServer) -> None:
    head = ask(shared.address, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(FILES["index.html"]))
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "POST", "TRACE"):
        refused = ask(shared.address, method=method)
        assert (refused.status, refused.headers["Allow"], refused.body) == (405, "GET, HEAD", b""), method
    assert lives(shared)


@pytest.mark.parametrize(
    "said",
    [
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"b" * 70_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"x" * 200_000,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=[
        "method",
        "0.9",
        "empty",
        "zeros",
        "version",
        "no-version",
        "headers",
        "header",
        "colon",
        "long",
        "2",
    ],
)
def test_what_is_no_request_is_hung_up_on(
    shared: PageServer, said: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = talk(shared.address, said)
    assert heard.count(b"\r\n\r\n") <= 1
    assert heard.partition(b"\r\n\r\n")[2] == b""
    assert lives(shared)
    assert capfd.readouterr() == ("", "")


def test_several_requests_on_one_connection(shared: PageServer) -> None:
    connection = connect(shared.address)
    path = urlsplit(shared.address).path
    for name in ("main.js", "model.json", "status.json"):
        connection.request("GET", path + name)
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
    connection.close()


def test_the_certificate_is_for_this_address(page: PageServer) -> None:
    parts = urlsplit(page.address)
    pem = ssl.get_server_certificate((HOST, parts.port or 0))
    context = ssl.create_default_context(cadata=pem)
    for host in (HOST, "localhost"):
        with (
            socket.create_connection((HOST, parts.port)) as plain,
            context.wrap_socket(plain, server_hostname=host) as stream,
        ):
            assert stream.version() in ("TLSv1.2", "TLSv1.3")
    with socket.create_connection((HOST, parts.port)) as plain, pytest.raises(ssl.SSLCertVerificationError):
        context.wrap_socket(plain, server_hostname="example.org")


def test_old_encryption_is_refused(page: PageServer) -> None:
    context = trusting()
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    parts = urlsplit(page.address)
    with socket.create_connection((HOST, parts.port)) as plain, pytest.raises(OSError):
        context.wrap_socket(plain)
    assert lives(page)


def test_the_key_is_private_and_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[int] = []

    load = ssl.SSLContext.load_cert_chain

    def watched(context: ssl.SSLContext, file: str) -> None:
        seen.append(stat.S_IMODE(Path(file).stat().st_mode))
        load(context, file)

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", watched)
    make_context([HOST, "localhost", "::1"])
    assert len(seen) == 1
    if sys.platform != "win32":
        assert seen == [0o600]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.proof
def test_broken_and_missing_encryption(page: PageServer, capfd: pytest.CaptureFixture[str]) -> None:
    for said in (
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01broken",
        b"\xff" * 3000,
        b"",
    ):
        heard = talk(page.address, said + b"\n" * 20, encrypted=False)
        assert SECRET not in heard and b"HTTP/1.1 200" not in heard
    parts = urlsplit(page.address)
    # Gone in the middle of the handshake.
    with socket.create_connection((HOST, parts.port)) as plain:
        plain.sendall(b"\x16\x03\x01\x02\x00")
    assert lives(page)
    assert capfd.readouterr() == ("", "")


def test_without_encryption_when_that_is_wanted(folder: Path) -> None:
    with PageServer(folder, host=HOST, encrypted=False) as running:
        assert running.address.startswith("http://127.0.0.1:")
        assert ask(running.address).body == FILES["index.html"]


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nA: b\r\n"], ids=["nothing", "line", "headers"]
)
def test_who_is_slow_is_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    with PageServer(folder, host=HOST, encrypted=False) as running:
        with monkeypatch.context() as patch:
            patch.setattr(handler, "WAIT_SECONDS", 0.2)
            # Returns when the server hangs up; a client of its own patience would raise.
            assert b"200 OK" not in talk(running.address, said)
        assert lives(running)


def test_who_begins_no_handshake_is_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with PageServer(folder, host=HOST) as running:
        with monkeypatch.context() as patch:
            patch.setattr(server, "WAIT_SECONDS", 0.2)
            assert talk(running.address, b"\x16\x03\x01", encrypted=False) == b""
        assert lives(running)


def test_who_does_not_read_is_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = {**FILES, "model.onnx": bytes(20_000_000)}
    with PageServer(write_page(folder, large), host=HOST, encrypted=False) as running:
        parts = urlsplit(running.address)
        with monkeypatch.context() as patch, socket.create_connection((HOST, parts.port)) as plain:
            plain.sendall(f"GET {parts.path}model.onnx HTTP/1.1\r\n\r\n".encode())
            assert plain.recv(1) == b"H"
            late = SimpleNamespace(monotonic=lambda: time.monotonic() + 10_000)
            patch.setattr(server, "time", late)
            workers = [thread for thread in threading.enumerate() if "process_request" in thread.name]
            assert workers
            for thread in workers:
                thread.join(60)
                assert not thread.is_alive()
        assert lives(running)


def test_strangers_make_room_for_whoever_knows_the_token(page: PageServer) -> None:
    parts = urlsplit(page.address)
    known = connect(page.address)
    known.request("GET", parts.path)
    known.getresponse().read()
    strangers = [socket.create_connection((HOST, parts.port), timeout=30) for _ in range(120)]
    try:
        for _ in range(3):
            assert lives(page)
        known.request("GET", parts.path)
        assert known.getresponse().read() == FILES["index.html"]
        # The first of them were hung up on.
        assert strangers[0].recv(1) == b""
        assert (
            sum("process_request" in thread.name for thread in threading.enumerate())
            <= 2 * server.MAX_CONNECTIONS
        )
    finally:
        known.close()
        for stranger in strangers:
            stranger.close()


def test_no_thread_and_no_connection_is_left(folder: Path) -> None:
    before = set(threading.enumerate())
    running = PageServer(folder, host=HOST)
    parts = urlsplit(running.address)
    with socket.create_connection((HOST, parts.port), timeout=30) as plain:
        kept = connect(running.address)
        kept.request("GET", parts.path)
        kept.getresponse().read()
        running.stop()
        assert set(threading.enumerate()) == before
        assert plain.recv(1) == b""
        kept.close()
    with pytest.raises(OSError):
        ask(running.address)


def test_a_port_in_use(folder: Path) -> None:
    with PageServer(folder, host=HOST) as running:
        port = urlsplit(running.address).port or 0
        with pytest.raises(
            StudioError, match=rf"Port {port} of 127\.0\.0\.1 is in use\. Choose another port"
        ):
            PageServer(folder, host=HOST, port=port)
    # Free again at once.
    with PageServer(folder, host=HOST, port=port) as again:
        assert urlsplit(again.address).port == port
        assert lives(again)


@pytest.mark.parametrize(
    "host", ["203.0.113.7", "no-such-host.invalid", "a..b", "not a host", "\0", "x" * 300]
)
def test_a_host_that_is_not_ours(folder: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    if host[0] != "2":
        # Of names nobody is asked in tests.
        monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(StudioError, match=r"is no address of this machine\. Use one of .*127\.0\.0\.1\."):
        PageServer(folder, host=host)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_number_that_is_no_port(folder: Path, port: int) -> None:
    with pytest.raises(StudioError, match=rf"{port} is no port\. Choose one from 1024"):
        PageServer(folder, host=HOST, port=port)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "Port 80 may not be used by you. Choose one from 1024"),
        (errno.EADDRINUSE, "Port 80 of 127.0.0.1 is in use. Choose another port"),
        (errno.EADDRNOTAVAIL, "127.0.0.1 is no address of this machine. Use one of"),
        (errno.EIO, "127.0.0.1 can't be served at: Odd. Check the network"),
    ],
)
def test_each_trouble_with_a_place_is_a_sentence(number: int, told: str) -> None:
    place = network.Place(socket.AF_INET, HOST, 80)
    assert str(network.explain(place, OSError(number, "Odd"))).startswith(told)


def test_ipv6(folder: Path) -> None:
    try:
        running = PageServer(folder, host="::1")
    except StudioError:
        pytest.skip("this machine has no IPv6")
    with running:
        assert running.address.startswith("https://[::1]:")
        assert lives(running)


def test_the_local_network_is_found_by_sending_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    class Watched(socket.socket):
        def connect(self, address: object) -> None:
            done.append("connect")
            super().connect(address)

        def send(self, *_: object) -> int:
            raise AssertionError("something was sent")

        sendto = sendall = sendmsg = send

    monkeypatch.setattr(socket, "socket", Watched)
    assert network.lan_address().count(".") == 3
    assert done == ["connect"]


def test_without_a_network_it_is_this_machine_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Alone(socket.socket):
        def connect(self, address: object) -> None:
            raise OSError(101, "Network is unreachable")

    with monkeypatch.context() as patch:
        patch.setattr(socket, "socket", Alone)
        place = network.find_place("", 0)
    assert place.host == HOST
    with PageServer(folder, host=place.host) as running:
        assert running.is_local


@pytest.mark.parametrize("kind", ["empty", "missing", "file", "photos", "python", "whole export", "list"])
def test_a_folder_that_is_no_page(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "given"
    told = r"is not a bundle: there is no bundle\.json in it\. Make one with studio export"
    match kind:
        case "empty":
            folder.mkdir()
        case "file":
            folder.write_bytes(b"x")
        case "photos":
            folder.mkdir()
            (folder / "index.html").write_bytes(SECRET)
        case "python":
            write_page(folder, kind="python")
            told = r"is a bundle of another kind: python\. Serve one that studio export"
        case "whole export":
            write_page(folder / "web")
            told = r"holds the web page and is not the page itself\. Serve .*web"
        case "list":
            folder.mkdir()
            (folder / LIST).write_text('{"format": "another"}')
    with pytest.raises(StudioError, match=told):
        PageServer(folder, host=HOST)


def test_an_inbox_in_the_page_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="lies in the folder that is served"):
        PageServer(folder, host=HOST, inbox=Inbox(folder / "golden" / "inbox"))
    assert not (folder / "golden" / "inbox").exists()
    (tmp_path / "inbox").write_bytes(b"a file")
    with pytest.raises(StudioError, match="can't be written"):
        PageServer(folder, host=HOST, inbox=Inbox(tmp_path / "inbox"))
