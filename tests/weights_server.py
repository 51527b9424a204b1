"""A server on this machine that gives out weights, well and badly."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONTENT = random.Random(1).randbytes(700_000)
CFG = b"[net]\nwidth=416\n"


class Server(ThreadingHTTPServer):
    """Serves `files`, each with a tag; `faults` are what it does wrong, once each."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {"/tiny.weights": CONTENT, "/tiny.cfg": CFG}
        self.tag = '"one"'
        self.break_after = 0
        self.redirect = ""
        self.answer: Iterable[bytes] = ()
        """Sent as it is instead of an answer, as long as the other side listens."""
        self.sent: list[tuple[str, int]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.server.answer:
            with contextlib.suppress(ConnectionError):
                for part in self.server.answer:
                    self.wfile.write(part)
            return
        if self.server.redirect:
            self.send_response(302)
            self.send_header("Location", self.server.redirect)
            self.end_headers()
            return
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        start = 0
        if self.headers.get("Range") and self.headers.get("If-Range") == self.server.tag:
            start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
        if start and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", self.server.tag)
        self.end_headers()
        body, stop = content[start:], self.server.break_after
        if stop and len(body) > stop:
            self.server.break_after = 0
            body = body[:stop]
            self.close_connection = True
        self.server.sent.append((self.path, len(body)))
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def running_server() -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
