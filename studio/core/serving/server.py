"""The server: that of Python's standard library, with bounds.

`http.server` with `ssl` and a thread a connection is enough for a page and a few phones, and brings no
package along that would have to be kept safe. What it lacks for a network is here and in `handler`: the
handshake happens in the connection's own thread, so that who begins none holds nobody up; there are only so
many connections, and strangers make room for those who know the token; each wait has an end, however slowly
bytes drip in.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import socket
import socketserver
import ssl
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from studio.core.errors import StudioError
from studio.core.serving.certificate import make_context
from studio.core.serving.content import check_page
from studio.core.serving.handler import WAIT_SECONDS, Handler
from studio.core.serving.inbox import Inbox
from studio.core.serving.network import LOOPBACK, Place, explain, find_place, shares_ports
from studio.core.words import tr

log = logging.getLogger(__name__)

MAX_CONNECTIONS = 48
LOOK_SECONDS = 0.2
"""How often it is looked whose time is over."""


@dataclass(slots=True)
class _Connection:
    """Until when it may stay (seconds of `time.monotonic`), and whether it has shown the token."""

    until: float
    is_known: bool = False


class PageServer:
    """Serves the folder of a web page until `stop`; use it with `with`.

    Attributes:
        address: to be opened on a phone, with the token in it.
        folder: that is served.
        is_local: whether only this machine can open it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        host: str = "",
        port: int = 0,
        inbox: Inbox | None = None,
        encrypted: bool = True,
    ) -> None:
        """Listen at a host ("": the address on the local network) and port (0: a free one).

        Raises:
            StudioError: the folder is no web page, the place can't be used, or the inbox lies in the page.
        """
        check_page(folder)
        if inbox is not None:
            inbox.open(folder)
        place = find_place(host, port)
        self.folder = Path(folder).resolve()
        self._listener = Listener(place, self.folder, secrets.token_urlsafe(16), inbox)
        shown = place.shown_host
        try:
            if encrypted:
                hosts = dict.fromkeys([shown, place.host, LOOPBACK, "localhost"])
                self._listener.context = make_context(list(hosts))
        except OSError as error:
            self._listener.server_close()
            raise StudioError(
                tr("The key can't be kept for a moment: {reason}.", reason=error.strerror or error),
                tr("Check that there is room in the folder for temporary files."),
            ) from error
        self.is_local = shown.startswith("127.") or shown == "::1"
        name = f"[{shown}]" if ":" in shown else shown
        scheme = "https" if encrypted else "http"
        self.address = f"{scheme}://{name}:{self._listener.server_address[1]}/{self._listener.token}/"
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": LOOK_SECONDS}, name="serving"
        )
        self._thread.start()

    def stop(self) -> None:
        """Hang up on everybody and wait until no thread is left."""
        self._listener.shutdown()
        self._thread.join()
        self._listener.hang_up()
        self._listener.server_close()

    def __enter__(self) -> PageServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def what_is_asked(*, encrypted: bool) -> str:
    """Return what a phone's browser will ask, in a sentence."""
    if encrypted:
        return tr(
            "The phone's browser will warn that it doesn't know the certificate, which was made here a moment"
            " ago: go on all the same (“Advanced” or “Show details”), and allow the camera when it asks."
        )
    return tr("Without HTTPS a phone's browser gives the page no camera; pictures can be chosen.")


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Takes connections, a thread for each, and ends them in time."""

    request_queue_size = MAX_CONNECTIONS
    allow_reuse_address = shares_ports()

    def __init__(self, place: Place, folder: Path, token: str, inbox: Inbox | None) -> None:
        """Listen, and answer nobody before `serve_forever`; raises StudioError."""
        self.folder = folder
        self.token = token
        self.inbox = inbox
        self.context: ssl.SSLContext | None = None
        self._connections: dict[socket.socket, _Connection] = {}
        self._lock = threading.RLock()
        self.address_family = place.family
        try:
            super().__init__((place.host, place.port), Handler)
        except (OSError, OverflowError) as error:
            raise explain(place, error if isinstance(error, OSError) else OSError(str(error))) from error

    def allow(self, connection: socket.socket, seconds: float) -> None:
        """Give a connection so much time from now on for what it does next."""
        with self._lock:
            if connection in self._connections:
                self._connections[connection].until = time.monotonic() + seconds

    def know(self, connection: socket.socket) -> None:
        """Note that a connection has shown the token."""
        with self._lock:
            if connection in self._connections:
                self._connections[connection].is_known = True

    def hang_up(self) -> None:
        """End all connections."""
        with self._lock:
            for connection in self._connections:
                _cut(connection)

    def service_actions(self) -> None:
        """End the connections whose time is over."""
        with self._lock:
            now = time.monotonic()
            for connection, state in self._connections.items():
                if state.until < now:
                    _cut(connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread for a connection, if need be in place of a stranger's; else hang up."""
        with self._lock:
            if len(self._connections) >= MAX_CONNECTIONS:
                # The first in the order they came; its thread ends in a moment.
                stranger = next(
                    (each for each, state in self._connections.items() if not state.is_known), None
                )
                if stranger is None:
                    self.shutdown_request(request)
                    return
                _cut(stranger)
                del self._connections[stranger]
            if self.context is not None:
                request = self.context.wrap_socket(request, server_side=True, do_handshake_on_connect=False)
            self._connections[request] = _Connection(time.monotonic() + WAIT_SECONDS)
        super().process_request(request, client_address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Agree on the encryption, then answer; in the connection's thread."""
        if isinstance(request, ssl.SSLSocket):
            request.do_handshake()
        super().finish_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection and close it."""
        with self._lock:
            self._connections.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Note what is no one's fault but ours; that others hang up or speak another language is usual."""
        import sys

        if not isinstance(sys.exception(), OSError):
            log.exception("A request failed")


def _cut(connection: socket.socket) -> None:
    """End a connection under the thread that waits for it: its next read or write fails."""
    with contextlib.suppress(OSError):
        # Of the socket itself: the encryption's own end would wait for the other side.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
