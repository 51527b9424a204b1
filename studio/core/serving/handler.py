"""What is answered to a request: files of the page, whether pictures are taken, and pictures.

Nothing is said to whoever doesn't know the token, and nothing is answered with a page of the server's own.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import math
import os
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from studio.core.serving.content import BYTES, TYPES, name_of, open_listed

if TYPE_CHECKING:
    from studio.core.serving.server import Listener

STATUS, INBOX, FIRST = "status.json", "inbox", "index.html"
LONGEST_PATH = 1024
WAIT_SECONDS = 20.0
"""For the next request on a connection, whole; what the server does itself is not counted."""
LEAST_BYTES_A_SECOND = 50_000
"""Whoever is slower is let go, after the wait."""
BLOCK = 1 << 18
MOST_UNWANTED = 64_000_000
"""Bytes of a picture that is refused, which are taken all the same."""
LENGTH = re.compile(r"[0-9]{1,12}")
CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        # Compiled from wasm, and never from text; threads of onnxruntime and LiteRT start from blobs.
        "script-src 'self' blob: 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "connect-src 'self' blob: data:",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    # Both together let the page use several threads.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": CONTENT_SECURITY,
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    # The address holds the token.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Handler(BaseHTTPRequestHandler):
    """One connection; `server` is the Listener."""

    protocol_version = "HTTP/1.1"
    server: Listener
    _name = ""
    _left = 0
    """Bytes of a picture that are still to come."""

    def handle_one_request(self) -> None:
        """Wait for a request, not for long, and answer it."""
        self.server.allow(self.connection, WAIT_SECONDS)
        super().handle_one_request()

    def parse_request(self) -> bool:
        """Read a request's head, and go on only with what knows the token and comes by a method of ours."""
        if not super().parse_request() or self.request_version == "HTTP/0.9":
            self.close_connection = True
            return False
        name = self._asked_name()
        if name is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return False
        self.server.know(self.connection)
        self.server.allow(self.connection, math.inf)
        self._name = name or FIRST
        wanted = ("POST",) if name == INBOX else ("GET", "HEAD")
        if self.command not in wanted:
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(wanted)})
            return False
        return True

    def handle_expect_100(self) -> bool:
        """Say nothing yet: only what will be read is asked for."""
        return True

    def do_GET(self) -> None:
        """Give out a file of the page, or what is possible here."""
        if self._name == STATUS:
            self._tell(HTTPStatus.OK, {"inbox": self.server.inbox is not None})
            return
        stream = open_listed(self.server.folder, self._name)
        if stream is None:
            self._refuse(HTTPStatus.NOT_FOUND, HEADERS)
            return
        with stream:
            found = os.fstat(stream.fileno())
            tag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
            is_known = self.headers.get("If-None-Match") == tag
            self._begin(
                HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK,
                TYPES.get(PurePosixPath(self._name).suffix.lower(), BYTES),
                None if is_known else found.st_size,
                {"ETag": tag, "Cache-Control": "no-cache"},
            )
            if is_known or self.command == "HEAD":
                return
            left = found.st_size
            while left and (block := stream.read(min(BLOCK, left))):
                self.wfile.write(block)
                left -= len(block)
        # It became shorter meanwhile: what was said of its length is mended by nothing else.
        self.close_connection = self.close_connection or left > 0

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Take a picture."""
        inbox = self.server.inbox
        length = self.headers.get("Content-Length", "")
        if inbox is None:
            self._refuse(HTTPStatus.NOT_FOUND, HEADERS)
            return
        if "Transfer-Encoding" in self.headers or not LENGTH.fullmatch(length):
            self._refuse(HTTPStatus.LENGTH_REQUIRED, HEADERS)
            return
        self._left = int(length)
        answer = inbox.receive(self.headers.get_content_type(), self._left, self._read_body)
        self.close_connection = self.close_connection or self._left > 0
        self._tell(answer.status, {"saved": answer.saved, "message": answer.message})
        # Who is hung up on while sending doesn't see the answer.
        while 0 < self._left < MOST_UNWANTED and (block := self.rfile.read(min(BLOCK, self._left))):
            self._left -= len(block)

    def _asked_name(self) -> str | None:
        """Return the name that is asked for, "" for the page itself; None without the token."""
        path = self.path.partition("?")[0]
        if len(path) > LONGEST_PATH:
            return None
        start, _, rest = path.partition("/")
        token, slash, rest = rest.partition("/")
        knows = hmac.compare_digest(token.encode("latin-1", "replace"), self.server.token.encode())
        if start or not slash or not knows:
            return None
        return name_of(rest)

    def _read_body(self) -> bytes:
        """Return the bytes that follow; fewer than were announced when they don't all come."""
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(HTTPStatus.CONTINUE)
            self.end_headers()
        self.server.allow(self.connection, WAIT_SECONDS + self._left / LEAST_BYTES_A_SECOND)
        content = self.rfile.read(self._left)
        self._left -= len(content)
        self.server.allow(self.connection, math.inf)
        return content

    def _tell(self, status: HTTPStatus, document: dict[str, Any]) -> None:
        content = json.dumps(document, ensure_ascii=False).encode()
        self._begin(status, TYPES[".json"], len(content), {"Cache-Control": "no-store"})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, kind: str, length: int | None, more: dict[str, str]) -> None:
        """Send the head of an answer, and give as much time as its length may take."""
        self.server.allow(self.connection, WAIT_SECONDS + (length or 0) / LEAST_BYTES_A_SECOND)
        self.send_response_only(status)
        headers = {**HEADERS, "Service-Worker-Allowed": f"/{self.server.token}/", **more}
        if length is not None:
            headers |= {"Content-Type": kind, "Content-Length": str(length)}
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _refuse(self, status: int, more: dict[str, str] | None = None) -> None:
        """Answer with a status and nothing else, and hang up: what may follow the head was not read."""
        self.close_connection = True
        self.server.allow(self.connection, WAIT_SECONDS)
        self.send_response_only(status)
        for name, value in {"Content-Length": "0", "Connection": "close", **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request; called by the standard library, whose own answer quotes what came."""
        # In front of a head that can't be understood there may be no version yet.
        self.request_version = getattr(self, "request_version", "") or self.protocol_version
        with contextlib.suppress(OSError):
            self._refuse(code)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the token is in each line that would be said."""
