"""A small web page as an export writes it, and clients for the server that serves it."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from studio.core.export.bundles.listing import FORMAT, LIST

FILES = {
    "index.html": b"<!doctype html><title>Page</title>",
    "main.js": b"export {};\n",
    "manifest.webmanifest": b"{}",
    "onnxruntime/ort.wasm.min.mjs": b"export {};\n",
    "onnxruntime/ort-wasm-simd-threaded.wasm": b"\0asm" + bytes(range(256)) * 4000,
    "model.onnx": b"onnx",
    "model.tflite": b"tflite",
    "model.json": b"{}",
    "golden/00.png": b"\x89PNG",
}


def write_page(folder: Path, files: dict[str, bytes] = FILES, kind: str = "web") -> Path:
    """Write a bundle with these files and no others in its list."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    document = {
        "format": FORMAT,
        "bundle": kind,
        "title": "model",
        "models": ["model.onnx"],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    (folder / LIST).write_text(json.dumps(document))
    return folder


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def trusting() -> ssl.SSLContext:
    """Return what takes any certificate; that of no authority is loaded, which takes long."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def connect(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    assert parts.hostname
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=30, context=trusting())


def ask(
    address: str,
    name: str = "",
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Got:
    """Ask for a name below an address with its token."""
    connection = connect(address)
    try:
        connection.request(method, urlsplit(address).path + name, body, headers or {})
        answer = connection.getresponse()
        return Got(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def talk(address: str, said: bytes, *, encrypted: bool | None = None) -> bytes:
    """Say something, encrypted as the address says, and return what is heard until the end."""
    parts = urlsplit(address)
    heard = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as plain:
        is_encrypted = parts.scheme == "https" if encrypted is None else encrypted
        stream = trusting().wrap_socket(plain) if is_encrypted else plain
        try:
            stream.sendall(said)
            while part := stream.recv(1 << 16):
                heard += part
        except OSError:
            pass
        finally:
            stream.close()
    return heard
