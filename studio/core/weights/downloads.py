"""Published weights to start from: where their publishers keep them, and how they are fetched."""

from __future__ import annotations

import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from studio.core.errors import StudioError
from studio.core.files import atomic_write, checksum, user_folder, write_error
from studio.core.words import tr

BLOCK = 1 << 18
TIMEOUT_SECONDS = 30
MAX_BYTES = 500_000_000
"""Of a file whose size is not known beforehand; the largest published weights here have 45 million."""

Progress = Callable[[int, int], None]
"""Told (bytes here, bytes in all); 0 in all when the server does not say."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a publisher.

    Attributes:
        address: https address.
        size: in bytes; None where it is not known beforehand, then the server's word is taken.
        sha256: hexadecimal; None where the publisher states none, then that of the first download is kept.
    """

    address: str
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.address.rsplit("/", 1)[1]


@dataclass(frozen=True, slots=True)
class PublishedWeights:
    """Weights that can be fetched for one of the architectures.

    Attributes:
        name: of the architecture (`zoo.ARCHITECTURES`).
        licence: SPDX name of the publisher's terms, or the words for what there is instead.
        files: the weights, then what they can't be read without.
    """

    name: str
    licence: str
    files: tuple[RemoteFile, ...]

    @property
    def publisher(self) -> str:
        """Where the weights come from, to be told before they are fetched."""
        parts = urlsplit(self.files[0].address)
        owner = parts.path.split("/")[1] if "github" in parts.netloc else ""
        return f"github.com/{owner}" if owner else parts.netloc

    @property
    def terms(self) -> str:
        """A sentence on whose they are, and on what that means for a model trained from them."""
        words = {"publisher": self.publisher, "licence": self.licence}
        if "GPL" in self.licence:
            return tr(
                "From {publisher}, licence {licence}, which may reach what is trained from them.", **words
            )
        if self.licence:
            return tr("From {publisher}, licence: {licence}.", **words)
        return tr("From {publisher}, which states no licence.", **words)


def _yolov5(name: str) -> PublishedWeights:
    address = f"https://github.com/ultralytics/yolov5/releases/download/v7.0/{name}.pt"
    return PublishedWeights(name, "AGPL-3.0", (RemoteFile(address),))


def _darknet(name: str, weights: RemoteFile, cfg_size: int, cfg_sha256: str) -> PublishedWeights:
    commit = "59596d7880f6504768df41d6daa586f5cb2b932f"
    cfg = f"https://raw.githubusercontent.com/AlexeyAB/darknet/{commit}/cfg/{name}.cfg"
    return PublishedWeights(name, "public domain", (weights, RemoteFile(cfg, cfg_size, cfg_sha256)))


DOWNLOADS: tuple[PublishedWeights, ...] = (
    _yolov5("yolov5n"),
    _yolov5("yolov5s"),
    _yolov5("yolov5m"),
    PublishedWeights(
        "yolov7-tiny",
        "GPL-3.0",
        (RemoteFile("https://github.com/WongKinYiu/yolov7/releases/download/v0.1/yolov7-tiny.pt"),),
    ),
    PublishedWeights(
        "yolo-fastestv2",
        "",
        (
            RemoteFile(
                "https://raw.githubusercontent.com/dog-qiuqiu/Yolo-FastestV2/"
                "ac2a5e3060bff76dd1e45f9b921dd77bfbeb194d/modelzoo/coco2017-0.241078ap-model.pth",
                1_158_025,
                "bdd956aa079bf1cdd3e0090a295ac26d73c40aef7b61b6405981b1afcbea985c",
            ),
        ),
    ),
    _darknet(
        "yolov2-tiny",
        RemoteFile("https://pjreddie.com/media/files/yolov2-tiny.weights"),
        1488,
        "58e8f4390c8080a90a40f3b7ec5868ee9ae32519f3c08f57d104e494de04b34d",
    ),
    _darknet(
        "yolov3-tiny",
        RemoteFile(
            "https://pjreddie.com/media/files/yolov3-tiny.weights",
            35_434_956,
            "dccea06f59b781ec1234ddf8d1e94b9519a97f4245748a7d4db75d5b7080a42c",
        ),
        1915,
        "84eb7a675ef87c906019ff5a6e0effe275d175adb75100dcb47f0727917dc2c7",
    ),
    _darknet(
        "yolov4-tiny",
        RemoteFile(
            "https://github.com/AlexeyAB/darknet/releases/download/darknet_yolo_v4_pre/yolov4-tiny.weights",
            24_251_276,
            "cf9fbfd0f6d4869b35762f56100f50ed05268084078805f0e7989efe5bb8ca87",
        ),
        3231,
        "f858e3724962eedf3ac44e3b6cb3f0c3d9ed067c306bb831f539c578b924c90e",
    ),
)
"""All trained on COCO's 80 classes. YOLOv5-Lite's are on file-sharing sites without a lasting address."""


def weights_folder() -> Path:
    """Return the folder fetched weights are kept in."""
    return user_folder() / "weights"


def find_download(name: str) -> PublishedWeights:
    """Return the row of DOWNLOADS with this name.

    Raises:
        StudioError: there is none.
    """
    for row in DOWNLOADS:
        if row.name == name:
            return row
    raise StudioError(
        tr("There are no weights called {name} to fetch.", name=name),
        tr("Use one of {names}.", names=", ".join(row.name for row in DOWNLOADS)),
    )


def local_file(weights: PublishedWeights) -> Path | None:
    """Return where fetched weights are, or None when they (or what belongs to them) are not here."""
    paths = [weights_folder() / weights.name / file.name for file in weights.files]
    return paths[0] if all(path.is_file() for path in paths) else None


def find_weights(text: str) -> Path:
    """Return the file that weights to start from stand for: a path, or a name of DOWNLOADS fetched before.

    Raises:
        StudioError: it is a name, and those weights were not fetched yet.
    """
    row = next((row for row in DOWNLOADS if row.name == text), None)
    if row is None or Path(text).exists():
        return Path(text)
    found = local_file(row)
    if found is None:
        raise StudioError(
            tr("The published weights of {name} are not on this machine yet.", name=text),
            tr("Fetch them with: studio weights {name}", name=text),
        )
    return found


def fetch(weights: PublishedWeights, *, progress: Progress | None = None, mirror: str | None = None) -> Path:
    """Fetch what is not here yet into `weights_folder()` and return the path of the weights.

    A download that broke off is gone on with; a file gets its name only when it is whole and checked.

    Args:
        mirror: an address that holds the files under their own names, instead of the publisher's
            (by default the environment variable STUDIO_WEIGHTS_URL).

    Raises:
        StudioError: the server can't be reached, hasn't the file, sends another one, or the disk is full.
    """
    base = mirror or os.environ.get("STUDIO_WEIGHTS_URL", "")
    folder = weights_folder() / weights.name
    # The companions first: the weights are then the last thing missing, and the long one.
    for file in reversed(weights.files):
        address = urljoin(base.rstrip("/") + "/", file.name) if base else file.address
        _fetch_file(file, address, folder / file.name, progress or (lambda done, total: None))
    return folder / weights.files[0].name


def _fetch_file(file: RemoteFile, address: str, path: Path, progress: Progress) -> None:
    """Fetch one file unless it is here and still what was fetched."""
    kept = path.with_name(path.name + ".sha256")
    expected = file.sha256 or _read(kept).partition(" ")[0]
    if path.is_file() and checksum(path) == expected:
        return
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        total = _receive(address, part, file.size or 0, progress)
        if wrong := _what_is_wrong(part, total, file.sha256):
            raise _another_file(address, part, wrong)
        # In the form `sha256sum --check` reads.
        atomic_write(kept, f"{checksum(part)}  {path.name}\n")
        part.replace(path)
        _forget(part)
    except OSError as error:
        raise _explained(error, address, path) from error


def _receive(address: str, part: Path, size: int, progress: Progress) -> int:
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
            return _receive(address, part, size, progress)
        raise
    with response:
        goes_on = response.status == http.HTTPStatus.PARTIAL_CONTENT
        have = have if goes_on else 0
        # None where it isn't said, or not by a number.
        declared = have + response.length if response.length is not None else 0
        limit = size or MAX_BYTES
        if declared > limit or (size and declared and declared != size):
            raise _another_file(address, part, _wrong_size(declared, size))
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
        raise _another_file(address, part, _wrong_size(have, size))
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


def _another_file(address: str, part: Path, wrong: str) -> StudioError:
    # To go on with it would not mend it.
    _forget(part)
    return StudioError(
        tr("What {address} sent is not {name}: {wrong}.", address=address, name=part.stem, wrong=wrong),
        tr("Try again; if it stays so, get the file elsewhere and give it with --weights FILE."),
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


def _what_is_wrong(part: Path, total: int, sha256: str | None) -> str:
    """Return why a download isn't the file asked for, or nothing."""
    size = part.stat().st_size
    if total and size != total:
        return _wrong_size(size, total)
    if sha256 and checksum(part) != sha256:
        return tr("its SHA-256 is another one")
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


def _explained(error: OSError, address: str, path: Path) -> StudioError:
    host = urlsplit(address).netloc
    if isinstance(error, urllib.error.HTTPError):
        return StudioError(
            tr("{host} does not give out {name} (HTTP {code}).", host=host, name=path.name, code=error.code),
            tr("Look for the file on the publisher's pages and give it with --weights FILE."),
        )
    if isinstance(error, urllib.error.URLError | TimeoutError):
        reason = getattr(error, "reason", "") or error
        return StudioError(
            tr("{host} can't be reached: {reason}.", host=host, reason=reason),
            tr("Go online and try again, or get {address} elsewhere as {path}.", address=address, path=path),
        )
    return write_error(path, error)
