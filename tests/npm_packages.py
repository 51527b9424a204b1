"""Tiny npm packages of our own, as the archives that a registry gives out."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from collections.abc import Iterable
from dataclasses import replace

from studio.core.environments.npm import NpmFiles, NpmPackage
from studio.core.environments.table import Environment

ENGINE = {"package/package.json": b"{}", "package/dist/engine.mjs": b"export {};\n" * 9_000}
TOOLS = {"package/package.json": b"{}", "package/dist/index.js": b"export {};\n"}


def member(name: str, kind: bytes = tarfile.REGTYPE, leads_to: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, leads_to
    return entry


def tarball(files: dict[str, bytes], odd: Iterable[tarfile.TarInfo] = ()) -> bytes:
    """Return an archive of files, behind entries of other kinds, which have no content."""
    stream = io.BytesIO()
    # Stored, so that one byte of it is one of a file.
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=0) as archive:
        for entry in odd:
            archive.addfile(entry)
        for name, content in files.items():
            entry = member(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def package(name: str, archive: bytes, *files: tuple[str, str]) -> NpmPackage:
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    return NpmPackage(name, "1.0.0", len(archive), integrity, files)


def page_parts(engine: bytes, tools: bytes) -> Environment:
    """Return a row of two packages, one of them of an organisation."""
    contents = NpmFiles(
        (
            package("engine-web", engine, ("dist/engine.mjs", "engine/engine.mjs")),
            package("@tiny/tools", tools, ("dist/index.js", "engine/tools.js")),
        ),
        licences=(("onnxruntime.txt", "engine/LICENSE.txt"),),
    )
    return Environment("web", "What runs tiny models", "For tests.", contents, 1)


def with_engine(row: Environment, archive: bytes) -> Environment:
    """Return a row that expects another archive of the engine."""
    assert isinstance(row.contents, NpmFiles)
    old, *others = row.contents.packages
    return replace(
        row, contents=replace(row.contents, packages=(package(old.name, archive, *old.files), *others))
    )
