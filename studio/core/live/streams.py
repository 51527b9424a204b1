"""Streams of network cameras: MJPEG over HTTP in all its dialects, others by FFmpeg, and why not."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import re
import selectors
import socket
import ssl
import threading
import time
import urllib.parse
import urllib.request
from base64 import b64encode
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from studio.core.addresses import Address, hide_password, parse_address
from studio.core.errors import StudioError
from studio.core.pictures.formats import JpegSplitter
from studio.core.words import mark, tr

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT_S = 5.0
MAX_REDIRECTS = 5
MAX_FRAME_BYTES = 64 * 2**20
# Behind a scheme it would be hidden as a password is.
_NEEDS_USER = mark("Write them into the address in front of the camera's name, as in user:password@camera.")
_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322, "rtmp": 1935}


class Capture(Protocol):
    """What OpenCV's VideoCapture has of use here."""

    def get(self, property_id: int, /) -> float:
        """Return a property, 0 when it is unknown."""

    def grab(self) -> bool:
        """Wait for the next picture; say whether there is one."""

    def retrieve(self) -> tuple[bool, Any]:
        """Decode the picture that was grabbed: whether it could be, and HxWx3 BGR."""

    def release(self) -> None:
        """Free everything."""


def open_stream(
    text: str, by_ffmpeg: Callable[[str, StudioError], Capture], stopped: threading.Event
) -> Capture:
    """Open a stream by its address; waiting for a connection ends when `stopped` is set.

    Args:
        by_ffmpeg: opens what isn't MJPEG over HTTP, or raises the given error.

    Raises:
        StudioError: it can't be reached, or what answers is no stream of pictures.
    """
    shown = hide_password(text)
    address = parse_address(text)
    if address is None or address.scheme not in _PORTS:
        return by_ffmpeg(text, _cannot(shown))
    if address.scheme in ("http", "https"):
        found = _open_http(address, shown, stopped)
        return found or by_ffmpeg(address.text, _cannot(shown, tr("it holds no video that can be read")))
    host, port = _host_and_port(address, shown)
    _connect(host, port, shown, stopped).close()
    try:
        return by_ffmpeg(address.text, _cannot(shown))
    except StudioError:
        if address.scheme == "rtsp" and (reason := _ask_rtsp(address, shown, stopped)):
            raise reason from None
        raise


def _cannot(shown: str, reason: str = "", remedy: str = "") -> StudioError:
    return StudioError(
        tr("The stream {url} can't be opened: {reason}.", url=shown, reason=reason)
        if reason
        else tr("The stream {url} can't be opened.", url=shown),
        remedy or tr("Check the address, the network and that the camera or server is on."),
    )


def _host_and_port(address: Address, shown: str) -> tuple[str, int]:
    try:
        parts = urllib.parse.urlsplit(f"//{address.place}")
        port = parts.port or _PORTS[address.scheme]
    except ValueError as error:
        raise _cannot(shown, tr("its host or port is not understood")) from error
    if not parts.hostname:
        raise _cannot(shown, tr("it names no host"))
    return parts.hostname, port


def _connect(host: str, port: int, shown: str, stopped: threading.Event) -> socket.socket:
    """Return a connection to a port, or raise the reason why there is none."""
    remedy = tr("Check the address, the network and that the camera or server is on.")
    place = f"{host}:{port}"
    try:
        # Its own waiting for a name can't be broken off.
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _cannot(shown, tr("the host {host} is not known", host=host), remedy) from error
    reason = ""
    until = time.monotonic() + TIMEOUT_S
    for family, kind, protocol, _, where in infos:
        connection = socket.socket(family, kind, protocol)
        connection.setblocking(False)
        try:
            connection.connect_ex(where)
            with selectors.DefaultSelector() as selector:
                selector.register(connection, selectors.EVENT_WRITE)
                while not (ready := selector.select(0.05)) and time.monotonic() < until:
                    if stopped.is_set():
                        raise _cannot(shown, tr("it was stopped"))
            failed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) if ready else -1
        except BaseException:
            connection.close()
            raise
        if failed == 0:
            connection.settimeout(TIMEOUT_S)
            return connection
        connection.close()
        reason = (
            tr("{place} does not answer within {seconds:.0f} s", place=place, seconds=TIMEOUT_S)
            if failed == -1
            else tr("nothing answers at {place} ({reason})", place=place, reason=os.strerror(failed).lower())
        )
    raise _cannot(shown, reason, remedy)


# -- HTTP ----------------------------------------------------------------------------------------------


def _open_http(address: Address, shown: str, stopped: threading.Event) -> MjpegCapture | None:
    """Return the pictures of an MJPEG stream; None for another form of video.

    Raises:
        StudioError: nothing answers, or what does is neither.
    """
    authorization = ""
    for _ in range(MAX_REDIRECTS):
        connection, response = _get(address, shown, stopped, authorization)
        keep = False
        try:
            if response.status == 401 and address.userinfo and not authorization:
                authorization = _authorization(response.headers.get_all("WWW-Authenticate", []), address)
                if authorization:
                    continue
            if response.status in (301, 302, 303, 307, 308) and (target := response.getheader("Location")):
                address, authorization = _redirected(address, target), ""
                continue
            _refuse_status(response.status, shown, has_user=bool(address.userinfo))
            start = response.read1(65536)
            found = _form_of(response, start)
            if found == "mjpeg":
                keep = True
                return MjpegCapture(connection, response, start, stopped)
            if found == "video":
                return None
            raise _cannot(
                shown,
                tr("what answers is {form}, not a stream", form=found),
                tr("Give the address of the camera's video itself; its manual or its makers' site has it."),
            )
        except (OSError, http.client.HTTPException) as error:
            raise _cannot(shown, tr("it answers, but sends nothing")) from error
        finally:
            if not keep:
                response.close()
                connection.close()
    raise _cannot(shown, tr("it leads from one address to another without end"))


def _get(
    address: Address, shown: str, stopped: threading.Event, authorization: str
) -> tuple[socket.socket, http.client.HTTPResponse]:
    host, port = _host_and_port(address, shown)
    stream = _connect(host, port, shown, stopped)
    try:
        if address.scheme == "https":
            # Cameras sign their own certificates.
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            stream = context.wrap_socket(stream, server_hostname=host)
        # HTTP/1.0, for some cameras chunk nothing they say they chunk; the rest is what they ask for.
        head = [
            f"GET {_target(address)} HTTP/1.0",
            f"Host: {host}:{port}",
            "Accept: */*",
            "User-Agent: studio",
        ]
        head += [f"Authorization: {authorization}"] if authorization else []
        stream.sendall("\r\n".join([*head, "", ""]).encode("utf-8", "replace"))
        _wait(stream, stopped)
        response = http.client.HTTPResponse(stream, method="GET")
        response.begin()
    except http.client.BadStatusLine as error:
        stream.close()
        if str(error).lstrip("'").startswith("RTSP/"):
            raise _cannot(
                shown, tr("what answers speaks RTSP"), tr("Write rtsp:// in place of http://.")
            ) from error
        raise _cannot(shown, tr("what answers is no web server")) from error
    except TimeoutError as error:
        stream.close()
        raise _cannot(
            shown, tr("something is there, but says nothing within {seconds:.0f} s", seconds=TIMEOUT_S)
        ) from error
    except (OSError, http.client.HTTPException) as error:
        stream.close()
        raise _cannot(shown, tr("it answers, but not as a web server does")) from error
    return stream, response


def _wait(stream: socket.socket, stopped: threading.Event) -> None:
    """Wait for the first bytes of an answer; raises TimeoutError, also when stopped."""
    until = time.monotonic() + TIMEOUT_S
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while not selector.select(0.05):
            if stopped.is_set() or time.monotonic() > until:
                raise TimeoutError


def _target(address: Address) -> str:
    parts = urllib.parse.urlsplit(f"//{address.place}")
    query = f"?{parts.query}" if parts.query else ""
    return urllib.parse.quote((parts.path or "/") + query, safe="/?%:@!$&'()*+,;=~[]")


def _redirected(address: Address, target: str) -> Address:
    """Return where a redirect leads; the password goes along to the same host alone."""
    try:
        whole = parse_address(urllib.parse.urljoin(f"{address.scheme}://{address.place}", target))
    except ValueError:
        whole = None
    if whole is None or whole.scheme not in ("http", "https"):
        raise _cannot(hide_password(target), tr("it is led to from a web address"))
    same = (
        urllib.parse.urlsplit(f"//{whole.place}").hostname
        == urllib.parse.urlsplit(f"//{address.place}").hostname
    )
    return Address(whole.scheme, whole.userinfo or (address.userinfo if same else ""), whole.place)


def _authorization(challenges: list[str], address: Address) -> str:
    """Return the header that answers a 401: digest, or else basic."""
    for challenge in sorted(challenges, key=lambda each: not each.lower().startswith("digest")):
        kind, _, rest = challenge.partition(" ")
        if kind.lower() == "basic":
            return "Basic " + b64encode(f"{address.user}:{address.password}".encode()).decode()
        if kind.lower() == "digest":
            return _digest(urllib.request.parse_keqv_list(urllib.request.parse_http_list(rest)), address)
    return ""


def _digest(said: dict[str, str], address: Address) -> str:
    """Return the answer to a digest challenge (RFC 7616, MD5 or SHA-256, qop auth or none)."""
    algorithm = said.get("algorithm", "MD5")
    maker = hashlib.sha256 if algorithm.upper().startswith("SHA-256") else hashlib.md5

    def digest(*parts: str) -> str:
        return maker(":".join(parts).encode()).hexdigest()

    realm, nonce, target = said.get("realm", ""), said.get("nonce", ""), _target(address)
    once, count = os.urandom(8).hex(), "00000001"
    secret, request = digest(address.user, realm, address.password), digest("GET", target)
    has_qop = "auth" in said.get("qop", "")
    response = (
        digest(secret, nonce, count, once, "auth", request) if has_qop else digest(secret, nonce, request)
    )
    answer = {"username": address.user, "realm": realm, "nonce": nonce, "uri": target, "response": response}
    answer |= {"opaque": said["opaque"]} if "opaque" in said else {}
    bare = {"algorithm": algorithm} | ({"qop": "auth", "nc": count} if has_qop else {})
    answer |= {"cnonce": once} if has_qop else {}
    words = [f'{key}="{value}"' for key, value in answer.items()] + [f"{key}={bare[key]}" for key in bare]
    return "Digest " + ", ".join(words)


def _refuse_status(status: int, shown: str, *, has_user: bool) -> None:
    if status in (401, 403):
        raise _cannot(
            shown,
            tr("it refuses this user and password") if has_user else tr("it wants a user and a password"),
            tr(_NEEDS_USER),
        )
    if status == 404:
        raise _cannot(
            shown, tr("the camera answers, but has no such path"), tr("Check what follows its name.")
        )
    if status != 200:
        raise _cannot(shown, tr("it answers with the HTTP status {status}", status=status))


def _form_of(response: http.client.HTTPResponse, start: bytes) -> str:
    """Return `mjpeg`, `video` (for FFmpeg), or in words what an answer holds instead."""
    kind = (response.getheader("Content-Type") or "").split(";")[0].strip().lower()
    begin = start.lstrip()
    if kind.startswith("multipart/") or "mjpeg" in kind or "motion-jpeg" in kind:
        return "mjpeg"
    if kind == "image/jpeg" and response.getheader("Content-Length"):
        return tr("a single picture")
    if begin.startswith((b"--", b"\xff\xd8\xff")):
        return "mjpeg"
    if "html" in kind or re.match(rb"<(!doctype )?html", begin, re.IGNORECASE):
        return tr("a web page")
    if "json" in kind or (begin[:1] in (b"{", b"[") and not kind.startswith(("video/", "audio/"))):
        return tr("a JSON document")
    if not start:
        return tr("empty")
    if kind.startswith(("text/", "image/")) and not start.startswith(b"#EXTM3U"):
        return tr("a file of type {kind}", kind=kind)
    return "video"


class MjpegCapture:
    """JPEGs one behind another over HTTP, told apart by their own marks.

    What stands between them differs from maker to maker: boundaries with and without dashes or quotes, other
    ones than announced, lengths that are missing or wrong, empty lines.
    """

    def __init__(
        self,
        stream: socket.socket,
        response: http.client.HTTPResponse,
        start: bytes,
        stopped: threading.Event,
    ) -> None:
        self._stream = stream
        self._response = response
        self._stopped = stopped
        self._splitter = JpegSplitter(MAX_FRAME_BYTES)
        self._ready: deque[bytes] = deque(self._splitter.feed(start))
        self._frame = b""

    def get(self, _property_id: int, /) -> float:
        """Return 0: a stream says neither how fast nor how long it is."""
        return 0.0

    def grab(self) -> bool:
        """Wait for the next picture; False when the stream ends, is silent for long, or was stopped."""
        until = time.monotonic() + TIMEOUT_S
        while not self._ready:
            if self._stopped.is_set() or time.monotonic() > until:
                return False
            try:
                data = self._response.read1(65536)
            except (OSError, ValueError, AttributeError, http.client.HTTPException):
                # Silent for its timeout, broken off, or stopped.
                return False
            if not data:
                return False
            self._ready.extend(self._splitter.feed(data))
        self._frame = self._ready.popleft()
        return True

    def retrieve(self) -> tuple[bool, npt.NDArray[Any] | None]:
        """Decode it, or the next one that can be."""
        import cv2

        while True:
            with contextlib.suppress(cv2.error):
                image = cv2.imdecode(np.frombuffer(self._frame, np.uint8), cv2.IMREAD_COLOR)
                if image is not None:
                    return True, image
            if not self.grab():
                return False, None

    def stop(self) -> None:
        """Wake a `grab` that waits, from any thread."""
        with contextlib.suppress(OSError):
            # Of the plain socket: the other thread still has the encryption in use.
            socket.socket.shutdown(self._stream, socket.SHUT_RDWR)

    def release(self) -> None:
        """Close the connection."""
        self._response.close()
        self._stream.close()


def _ask_rtsp(address: Address, shown: str, stopped: threading.Event) -> StudioError | None:
    """Return what an RTSP server says against an address, or that it is none."""
    host, port = _host_and_port(address, shown)
    request = f"DESCRIBE rtsp://{address.place} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n"
    try:
        with _connect(host, port, shown, stopped) as stream:
            stream.sendall(request.encode("utf-8", "replace"))
            answer = stream.recv(4096)
    except StudioError as error:
        return error
    except OSError:
        return _cannot(shown, tr("it answers, but not as a camera does"))
    if not answer.startswith(b"RTSP/"):
        kind = tr("a web server") if answer.startswith((b"HTTP/", b"<")) else tr("another program")
        return _cannot(
            shown, tr("what answers is {kind}, not RTSP", kind=kind), tr("Check the port; try http://.")
        )
    status = int(answer.split()[1]) if answer.split()[1:2] and answer.split()[1].isdigit() else 0
    if status in (401, 403):
        reason = (
            tr("it refuses this user and password")
            if address.userinfo
            else tr("it wants a user and a password")
        )
        return _cannot(shown, reason, tr(_NEEDS_USER))
    if status == 404:
        return _cannot(
            shown, tr("the camera answers, but has no such path"), tr("Check what follows its name.")
        )
    return None
