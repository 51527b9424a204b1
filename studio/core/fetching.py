"""Files from the network: gone on with where they broke off, checked, and named only when they are whole."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from studio.core.errors import StudioError
from studio.core.files import atomic_write, checksum, write_error
from studio.core.words import tr

BLOCK = 1 << 18
TIMEOUT_SECONDS = 30
MAX_BYTES = 500_000_000
"""Of a file whose size is not known beforehand; the largest published weights here have 45 million."""

Progress = Callable[[int, int], None]
"""Told (bytes here, bytes in all); 0 in all when the server does not say. What it raises ends all."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a publisher.

    Attributes:
        address: https address.
        size: in bytes; None where it is not known beforehand, then the server's word is taken.
        sha256: hexadecimal; None where the publisher states none, then that of the first download is kept.
        sha512: the same, of publishers who state this one.
    """

    address: str
    size: int | None = None
    sha256: str | None = None
    sha512: str | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.address.rsplit("/", 1)[1]

    @property
    def algorithm(self) -> str:
        """By what the file is checked."""
        return "sha512" if self.sha512 else "sha256"

    @property
    def checksum(self) -> str | None:
        """What that must come to; None where nobody said."""
        return self.sha512 or self.sha256


def fetch_file(file: RemoteFile, path: Path, *, address: str, otherwise: str, progress: Progress) -> None:
    """Fetch one file from an address unless it is at `path` and still what was fetched.

    Args:
        otherwise: what a person can do when this address gives out something else, or nothing.

    Raises:
        StudioError: the server can't be reached, hasn't the file, sends another one, or the disk is full.
    """
    kept = path.with_name(f"{path.name}.{file.algorithm}")
    expected = file.checksum or _read(kept).partition(" ")[0]
    part = path.with_name(path.name + ".part")
    try:
        if path.is_file() and checksum(path, file.algorithm) == expected:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        total = _receive(address, part, file.size or 0, progress, otherwise)
        if wrong := _what_is_wrong(part, total, file):
            raise _another_file(address, part, wrong, otherwise)
        # In the form `sha256sum --check` reads.
        atomic_write(kept, f"{checksum(part, file.algorithm)}  {path.name}\n")
        part.replace(path)
        _forget(part)
    except OSError as error:
        raise _explained(error, address, path, otherwise) from error


def fetch_small(address: str, *, name: str, most: int, otherwise: str) -> bytes:
    """Return what an address answers, of at most so many bytes; nothing is kept on the disk.

    Args:
        name: what it is, for the sentence when it can't be had.
        otherwise: what a person can do then.

    Raises:
        StudioError: the server can't be reached, hasn't it, or sends too much.
    """
    headers = {"User-Agent": "detection-studio", "Accept-Encoding": "identity"}
    content = b""
    try:
        with _open(urllib.request.Request(address, headers=headers)) as response:
            while (block := _next_block(response, name)) and len(content) <= most:
                content += block
    except urllib.error.HTTPError as error:
        error.close()
        raise _explained(error, address, Path(name), otherwise) from error
    except OSError as error:
        host, reason = urlsplit(address).netloc, getattr(error, "reason", "") or error
        raise StudioError(
            tr("{host} can't be reached: {reason}.", host=host, reason=reason), otherwise
        ) from error
    if len(content) > most:
        raise StudioError(
            tr(
                "What {address} sent is not {name}: {wrong}.",
                address=address,
                name=name,
                wrong=tr("it has more than {limit:,} bytes", limit=most),
            ),
            otherwise,
        )
    return content


def _receive(address: str, part: Path, size: int, progress: Progress, otherwise: str) -> int:
    """Append to `part` what is missing of a file and return how long it should now be (0: nobody said)."""
    have = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": "detection-studio", "Accept-Encoding": "identity"}
    # Without a tag there is no telling whether the server's file is still the one that was begun.
    if have and (tag := _read(_tag_of(part))):
        headers |= {"Range": f"bytes={have}-", "If-Range": tag}
    try:
        response = _open(urllib.request.Request(address, headers=headers))
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            # There is nothing after what is here: it is the whole file, or not that file at all.
            if have == size:
                return size
            _forget(part)
            return _receive(address, part, size, progress, otherwise)
        raise
    with response:
        goes_on = response.status == http.HTTPStatus.PARTIAL_CONTENT
        have = have if goes_on else 0
        # None where it isn't said, or not by a number.
        declared = have + response.length if response.length is not None else 0
        limit = size or MAX_BYTES
        if declared > limit or (size and declared and declared != size):
            raise _another_file(address, part, _wrong_size(declared, size), otherwise)
        total = size or declared
        atomic_write(_tag_of(part), _strong_tag(response.headers))
        with part.open("ab" if goes_on else "wb") as stream:
            progress(have, total)
            while block := _next_block(response, part.stem):
                stream.write(block)
                have += len(block)
                if have > limit:
                    break
                progress(have, total)
    if have > limit:
        raise _another_file(address, part, _wrong_size(have, size), otherwise)
    if have < total:
        raise _broke_off(part.stem, tr("{have:,} of {total:,} bytes came", have=have, total=total))
    return total


def _next_block(response: Any, name: str) -> bytes:
    try:
        # `read` would hold as much as a chunk says it has.
        block: bytes = response.read1(BLOCK)
    except (OSError, http.client.HTTPException) as error:
        raise _broke_off(name, str(error)) from error
    return block


def _another_file(address: str, part: Path, wrong: str, otherwise: str) -> StudioError:
    # To go on with it would not mend it.
    _forget(part)
    return StudioError(
        tr("What {address} sent is not {name}: {wrong}.", address=address, name=part.stem, wrong=wrong),
        otherwise,
    )


def _wrong_size(found: int, size: int) -> str:
    if size:
        return tr("it has {size:,} bytes, not {total:,}", size=found, total=size)
    return tr("it has more than {limit:,} bytes", limit=MAX_BYTES)


def _broke_off(name: str, reason: str) -> StudioError:
    return StudioError(
        tr("The connection broke off while fetching {name} ({reason}).", name=name, reason=reason),
        tr("Fetch again; it goes on where it stopped."),
    )


def _what_is_wrong(part: Path, total: int, file: RemoteFile) -> str:
    """Return why a download isn't the file asked for, or nothing."""
    size = part.stat().st_size
    if total and size != total:
        return _wrong_size(size, total)
    if file.checksum and checksum(part, file.algorithm) != file.checksum:
        return tr("its {algorithm} is another one", algorithm=file.algorithm.replace("sha", "SHA-"))
    with part.open("rb") as stream:
        # What a hotel's network answers to everything.
        if stream.read(64).lstrip().lower().startswith((b"<!doctype", b"<html")):
            return tr("it is a web page")
    return ""


def _tag_of(part: Path) -> Path:
    return part.with_name(part.name + ".tag")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag_of(part).unlink(missing_ok=True)


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _strong_tag(headers: Mapping[str, str]) -> str:
    """Return what If-Range may compare with (RFC 9110, 13.1.5): a strong entity tag, or else a date."""
    tag = headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified") or ""


class SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Goes from https to https and from http to either, reading nothing of what it leaves.

    So nobody on the way can exchange a file without a checksum, and none comes from a disk or by FTP.
    """

    def http_error_302(  # type: ignore[no-untyped-def]
        self, req, fp, code, msg, headers
    ) -> Any:
        """Go on where the answer leads, without its body, of which urllib would read all there is."""
        fp.close()
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(  # type: ignore[no-untyped-def]
        self, req, fp, code, msg, headers, newurl
    ) -> urllib.request.Request | None:
        """Refuse to leave https, or http for anything else."""
        before, after = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if before == "https" and after == "http":
            raise urllib.error.URLError(tr("it leads on to an address without encryption"))
        if after not in ("http", "https"):
            raise urllib.error.URLError(tr("it leads on to an address of another kind"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(request: urllib.request.Request) -> Any:
    """Return the answer to a request.

    Raises:
        OSError: there is none, or none that can be understood.
    """
    try:
        return urllib.request.build_opener(SafeRedirects()).open(request, timeout=TIMEOUT_SECONDS)
    except (http.client.HTTPException, ConnectionError, ValueError, OverflowError) as error:
        # What the answer or the address it leads to is made of, of which urllib explains only a part.
        reason = tr("its answer can't be understood ({reason})", reason=error or type(error).__name__)
        raise urllib.error.URLError(reason) from error


def _explained(error: OSError, address: str, path: Path, otherwise: str) -> StudioError:
    host = urlsplit(address).netloc
    if isinstance(error, urllib.error.HTTPError):
        return StudioError(
            tr("{host} does not give out {name} (HTTP {code}).", host=host, name=path.name, code=error.code),
            otherwise,
        )
    if isinstance(error, urllib.error.URLError | TimeoutError):
        reason = getattr(error, "reason", "") or error
        return StudioError(
            tr("{host} can't be reached: {reason}.", host=host, reason=reason),
            tr("Go online and try again, or get {address} elsewhere as {path}.", address=address, path=path),
        )
    return write_error(path, error)
