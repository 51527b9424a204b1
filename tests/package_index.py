"""Tiny packages of our own for pip, in a folder, or from a server that remembers what it gave."""

from __future__ import annotations

import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def wheel_name(name: str, version: str) -> str:
    return f"{name}-{version}-py3-none-any.whl"


def wheel(name: str, version: str) -> bytes:
    """A package with one module of its name, which has its version and asks for a Python that nobody has."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Python: >=9\n"
        "Requires-Dist: what-nobody-published\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(path, text)
    return stream.getvalue()


def write_wheel(folder: Path, name: str, version: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / wheel_name(name, version)).write_bytes(wheel(name, version))


class Index(ThreadingHTTPServer):
    """An index of packages at version 1.0; one that is held back is begun and not ended."""

    daemon_threads = True

    def __init__(self, *names: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.names = names
        self.held_back = ""
        self.is_waiting = threading.Event()
        self.go_on = threading.Event()
        self.given: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/simple"


class _Handler(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        name = self.path.strip("/").rpartition("/")[2]
        if not self.path.endswith(".whl"):
            file = wheel_name(name, "1.0")
            self._answer(f'<a href="/files/{file}">{file}</a>'.encode(), "text/html")
            return
        package = name.partition("-")[0]
        if package == self.server.held_back:
            self.server.is_waiting.set()
            self.server.go_on.wait(30)
            return
        self.server.given.append(package)
        self._answer(wheel(package, "1.0"), "application/zip")

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        # As the usual index has it, which lets pip keep what it fetched.
        self.send_header("Cache-Control", "max-age=365000000, immutable, public")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass
