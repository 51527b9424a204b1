"""Headless Chromium at a page that a server of the test gives out, with a video in place of its camera."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.pictures import Image
from tests.web.node import HERE, NODE
from tests.web.shipped import NODE_MODULES

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def require_browser() -> None:
    """Skip the test where something is missing that a browser is driven with."""
    if not (CHROMIUM and NODE and (NODE_MODULES / "playwright-core").is_dir()):
        pytest.skip(
            "chromium, node or playwright-core is not here: "
            "apt install chromium; npm install --prefix tests playwright-core"
        )


@dataclass
class Site:
    """A folder that is given out on this machine.

    Attributes:
        status: what `status.json` says; None: there is none, as on servers of static files.
        isolated: the two headers are sent that allow threads.
        received: bodies that were posted, with the paths.
        broken: paths that are answered with 404.
    """

    folder: Path
    address: str = ""
    status: dict[str, Any] | None = None
    isolated: bool = True
    received: list[tuple[str, bytes]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


@contextmanager
def served(folder: Path, **settings: Any) -> Iterator[Site]:
    """Give out a folder until the block ends."""
    site = Site(folder, **settings)

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = {  # noqa: RUF012
            ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm",
            ".html": "text/html", ".css": "text/css", ".json": "application/json", ".png": "image/png",
            ".webmanifest": "application/manifest+json", "": "application/octet-stream",
        }  # fmt: skip

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def end_headers(self) -> None:
            if site.isolated:
                self.send_header("Cross-Origin-Opener-Policy", "same-origin")
                self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            super().end_headers()

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/")
            if name in site.broken:
                self.send_error(404)
            elif name == "status.json" and site.status is not None:
                self._answer(json.dumps(site.status).encode())
            else:
                super().do_GET()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.received.append((self.path, body))
            self._answer(b"{}")

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def browse(
    address: str,
    steps: str,
    *,
    camera: Path | None = None,
    viewport: Mapping[str, int] = DESKTOP,
    density: int = 1,
    facts: Mapping[str, Any] | None = None,
    flags: Sequence[str] = (),
    timeout_s: float = 240,
) -> tuple[Any, str]:
    """Open an address in Chromium, take steps, and return their answer and what the page logged as errors.

    Args:
        steps: the body of an async JavaScript function of `page` and `context` (Playwright's), `facts` and
            `asked`, all addresses that were requested; returns what JSON can hold.
        camera: a y4m video that the camera shows, over and over; None: there is no camera.
    """
    own = [*FLAGS, *flags]
    if camera is not None:
        own += [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
        ]
    told = {
        "chromium": CHROMIUM, "modules": str(NODE_MODULES), "flags": own, "address": address,
        "viewport": dict(viewport), "density": density, "steps": steps, "facts": dict(facts or {}),
        "permissions": ["camera"] if camera is not None else [],
    }  # fmt: skip
    ended = subprocess.run(
        [str(NODE), str(HERE / "browse.mjs"), json.dumps(told)],
        capture_output=True, text=True, timeout=timeout_s, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout), ended.stderr


def write_y4m(path: Path, images: Sequence[Image]) -> Path:
    """Write pictures of one size (sides even) as an uncompressed video of 30 frames a second."""
    import cv2

    height, width = images[0].shape[:2]
    with path.open("wb") as stream:
        stream.write(f"YUV4MPEG2 W{width} H{height} F30:1 Ip A1:1 C420jpeg\n".encode())
        for image in images:
            planes = cv2.cvtColor(np.ascontiguousarray(image[..., ::-1]), cv2.COLOR_BGR2YUV_I420)
            stream.write(b"FRAME\n" + planes.tobytes())
    return path
