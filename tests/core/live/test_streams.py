"""Network cameras as they are: dialects of MJPEG, passwords, and what answers in another form."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest

from studio.core.errors import StudioError
from studio.core.live import sources, streams
from studio.core.live.newest import NewestFrame
from studio.core.live.sources import open_source
from studio.core.pictures.formats import JpegSplitter

GREYS = (40, 120, 200)
FRAMES = [cv2.imencode(".jpg", np.full((24, 32, 3), grey, np.uint8))[1].tobytes() for grey in GREYS]
THUMBNAIL = b"\xff\xe1" + (len(FRAMES[2]) + 2).to_bytes(2, "big") + FRAMES[2]

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """Answer each GET by a function; returns host:port."""
    running: list[http.server.ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                # The reader may go away.
                with contextlib.suppress(OSError):
                    answer(self)

            def log_message(self, *args: object) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        running.append(server)
        return f"127.0.0.1:{server.server_port}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "RECONNECT_SECONDS", ())


def send(kind: str | None, body: bytes, *, status: int = 200, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind is not None:
            handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        # In pieces, as from a slow line.
        for place in range(0, len(body), 700):
            handler.wfile.write(body[place : place + 700])

    return answer


def parts(before: bytes, after: bytes = b"\r\n", *, length: int | None = 0) -> bytes:
    """Frames each behind `before` and a head; `length`: added to the true one, None for none."""
    said = [b"" if length is None else b"Content-Length: %d\r\n" % (len(frame) + length) for frame in FRAMES]
    return b"".join(
        before + b"Content-Type: image/jpeg\r\n" + head + b"\r\n" + frame + after
        for head, frame in zip(said, FRAMES, strict=True)
    )


USUAL = "multipart/x-mixed-replace; boundary=frame"
DIALECTS = {
    "by the book": (USUAL, parts(b"--frame\r\n")),
    "dashes in the name": ("multipart/x-mixed-replace;boundary=--frame", parts(b"--frame\r\n")),
    "dashes twice": ("multipart/x-mixed-replace;boundary=--frame", parts(b"----frame\r\n")),
    "no dashes": (USUAL, parts(b"frame\r\n")),
    "quoted": ('multipart/x-mixed-replace; boundary="frame"', parts(b"--frame\r\n")),
    "no length": (USUAL, parts(b"--frame\r\n", length=None)),
    "wrong length": (USUAL, parts(b"--frame\r\n", length=-20)),
    "another boundary": (USUAL, parts(b"--other\r\n")),
    "no boundary": ("multipart/x-mixed-replace", parts(b"--x\r\n")),
    "empty lines": (USUAL, parts(b"\r\n\r\n--frame\r\n\r\n", b"\r\n\r\n\r\n")),
    "line feeds alone": (USUAL, parts(b"--frame\r\n").replace(b"\r\n", b"\n")),
    "bare pictures": ("image/jpeg", b"".join(FRAMES)),
    "no type": (None, parts(b"--frame\r\n")),
    "padding": (USUAL, parts(b"--frame\r\n", b"\0" * 300 + b"\r\n")),
    "thumbnails": (USUAL, parts(b"--f\r\n").replace(b"\xff\xd8\xff", b"\xff\xd8" + THUMBNAIL + b"\xff")),
    "a frame broken off": (USUAL, FRAMES[1][:-200] + parts(b"--frame\r\n")),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_camera_of_any_dialect_plays(serve, dialect: str):
    kind, body = DIALECTS[dialect]
    source = open_source(f"http://{serve(send(kind, body))}/video")
    seen = []
    while (frame := source.read()) is not None:
        seen.append(round(float(frame.mean()), -1))
    source.close()
    assert seen == [40, 120, 200]
    assert source.is_live


def test_pictures_are_found_however_the_bytes_come():
    stream = b"--x\r\n\r\n".join([b"", *FRAMES, b""])
    for size in (1, 2, 3, 1000, len(stream)):
        splitter = JpegSplitter()
        pieces = [splitter.feed(stream[place : place + size]) for place in range(0, len(stream), size)]
        assert [frame for piece in pieces for frame in piece] == FRAMES
    # What never ends is dropped, and the next one found.
    bounded = JpegSplitter(max_bytes=1000)
    assert not any(bounded.feed(b"\xff\xd8\xff\xda\x00\x02" + b"x" * 500) for _ in range(50))
    assert bounded.feed(FRAMES[0]) == [FRAMES[0]]


def with_password(kind: str) -> Answer:
    """A camera that wants admin and se@c/ret."""
    play = send(USUAL, parts(b"--frame\r\n"))

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        said = handler.headers.get("Authorization", "")
        good = base64.b64encode(b"admin:se@c/ret").decode()
        if kind == "basic" and said == f"Basic {good}":
            return play(handler)
        if kind == "digest" and said.startswith("Digest "):
            assert 'username="admin"' in said
            assert "se@c" not in said
            fields = dict(part.strip().split("=", 1) for part in said[7:].split(","))
            fields = {key: value.strip('"') for key, value in fields.items()}

            def md5(text: str) -> str:
                return hashlib.md5(text.encode()).hexdigest()

            first, second = md5("admin:cam:se@c/ret"), md5(f"GET:{handler.path}")
            if fields["response"] == md5(f"{first}:n1:{fields['nc']}:{fields['cnonce']}:auth:{second}"):
                return play(handler)
        challenge = 'Basic realm="cam"' if kind == "basic" else 'Digest realm="cam", nonce="n1", qop="auth"'
        return send("text/html", b"<html>no", status=401, WWW_Authenticate=challenge)(handler)

    return answer


@pytest.mark.parametrize("kind", ["basic", "digest"])
def test_a_password_of_odd_signs_opens_the_camera(serve, kind: str):
    place = serve(with_password(kind))
    source = open_source(f"http://admin:se@c/ret@{place}/v?a=1")
    assert source.read() is not None
    assert source.name == f"http://…@{place}/v?a=1"
    source.close()
    with pytest.raises(StudioError, match="refuses this user and password") as caught:
        open_source(f"http://admin:wrong@{place}/v")
    assert "wrong" not in str(caught.value)
    assert "user:password@" in caught.value.remedy
    with pytest.raises(StudioError, match="wants a user and a password"):
        open_source(f"http://{place}/v")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (send("text/html", b"<html><body>Log in"), "what answers is a web page"),
        (send(None, b"<!DOCTYPE html>\n<html>"), "what answers is a web page"),
        (send("application/json", b'{"error": 5}'), "what answers is a JSON document"),
        (send("text/plain", b"busy"), "what answers is a file of type text/plain"),
        (
            send("image/jpeg", FRAMES[0], Content_Length=str(len(FRAMES[0]))),
            "what answers is a single picture",
        ),
        (send("text/html", b"", status=404), "has no such path"),
        (send("text/html", b"", status=503), "the HTTP status 503"),
        (send(None, b"noise" * 500), "holds no video that can be read"),
    ],
)
def test_what_answers_in_another_form_is_named(serve, answer: Answer, words: str, capfd):
    place = serve(answer)
    with pytest.raises(StudioError, match=words) as caught:
        open_source(f"http://me:cret@{place}/x?pwd=cret")
    assert caught.value.remedy
    assert "cret" not in str(caught.value)
    assert place in caught.value.cause
    assert capfd.readouterr().err == ""


def test_it_follows_a_redirect_and_keeps_the_password_on_its_host(serve):
    asked: list[str | None] = []

    def other(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(handler.headers.get("Authorization"))
        send("text/html", b"", status=401, WWW_Authenticate='Basic realm="other"')(handler)

    # Another host by its name.
    port = serve(other).rpartition(":")[2]
    place = serve(send(None, b"", status=302, Location=f"http://localhost:{port}/"))
    with pytest.raises(StudioError, match="wants a user"):
        open_source(f"http://admin:cret@{place}/")
    assert asked == [None]
    nowhere = serve(send(None, b"", status=302, Location="http://[::1/x"))
    with pytest.raises(StudioError, match="is led to"):
        open_source(f"http://{nowhere}/")
    again = serve(lambda handler: send(None, b"", status=302, Location="/x")(handler))
    with pytest.raises(StudioError, match="without end"):
        open_source(f"http://{again}/")


@pytest.fixture
def talk() -> Iterator[Callable[[bytes], str]]:
    """A port that says the same to everyone, or nothing; returns host:port."""
    listening: list[socket.socket] = []

    def start(words: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def accept() -> None:
            held = []
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    break
                if words:
                    connection.recv(4096)
                    connection.sendall(words)
                    connection.close()
                else:
                    held.append(connection)
            for connection in held:
                connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        return f"127.0.0.1:{server.getsockname()[1]}"

    yield start
    for server in listening:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


@pytest.mark.parametrize(
    ("scheme", "answer", "words"),
    [
        ("http", b"RTSP/1.0 400 Bad Request\r\n\r\n", "speaks RTSP"),
        ("http", b"SSH-2.0-OpenSSH\r\n", "no web server"),
        ("rtsp", b"HTTP/1.0 400 Bad Request\r\n\r\n", "a web server, not RTSP"),
        ("rtsp", b"SSH-2.0-OpenSSH\r\n", "another program, not RTSP"),
        ("rtsp", b"RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n\r\n", "refuses this user and password"),
        ("rtsp", b"RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n", "has no such path"),
    ],
)
def test_another_protocol_on_the_port_is_named(talk, scheme: str, answer: bytes, words: str, capfd):
    with pytest.raises(StudioError, match=words) as caught:
        open_source(f"{scheme}://me:cret@{talk(answer)}/live")
    assert "cret" not in str(caught.value)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_what_does_not_answer_is_told_apart(scheme: str, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(StudioError, match=r"nothing answers at 127\.0\.0\.1:9 "):
        open_source(f"{scheme}://127.0.0.1:9/x")
    with pytest.raises(StudioError, match="names no host"):
        open_source(f"{scheme}://:9/x")
    with pytest.raises(StudioError, match="host or port is not understood"):
        open_source(f"{scheme}://cam:99999/x")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(StudioError, match="the host nowhere is not known"):
        open_source(f"{scheme}://nowhere/x")


def test_a_port_that_is_silent_is_told(talk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(streams, "TIMEOUT_S", 0.2)
    with pytest.raises(StudioError, match="says nothing within"):
        open_source(f"http://{talk(b'')}/x")


def frames_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "frames"]


@pytest.mark.parametrize("then", ["silence", "gone", "mute"])
def test_a_stream_that_is_stopped_leaves_no_thread(serve, talk, monkeypatch: pytest.MonkeyPatch, then: str):
    """While it waits for a picture, between attempts, and while it connects again."""
    done = threading.Event()

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        send(USUAL, parts(b"--frame\r\n"))(handler)
        if then == "silence":
            done.wait(20)

    monkeypatch.setattr(sources, "RECONNECT_SECONDS", (0.0, 60.0) if then == "mute" else (60.0,))
    place, mute = serve(answer), talk(b"")
    feed = NewestFrame(open_source(f"http://{place}/"))
    assert feed.read() is not None
    if then == "mute":
        # Where the camera was, something listens that says nothing.
        real = socket.getaddrinfo
        port = int(mute.rpartition(":")[2])
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, _port, **kw: real(host, port, **kw))
    time.sleep(0.2)
    (thread,) = frames_threads()
    feed.stop()
    thread.join(timeout=1.5)
    assert not thread.is_alive()
    feed.close()
    done.set()
