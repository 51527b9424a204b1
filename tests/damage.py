"""Ways in which files get damaged: each takes a folder's file, and what is done is told by a seed alone."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

TEXTS = (".txt", ".xml", ".json", ".jsonl", ".yaml", ".data", ".names", ".cfg")
IMAGES = (".png", ".jpg", ".bmp", ".gif", ".tif", ".webp", ".ppm", ".tga", ".jp2")
WEIGHTS = (".weights",)
DAMAGED = (*TEXTS, *IMAGES, *WEIGHTS, ".zip")

ODD = (
    *(b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"&x;", b'"', b"'", b"{", b"[", b"]", b"}", b","),
    *(b"-", b"\\", b"nan", b"NaN", b"Infinity", b"-1", b"1e999", b"9" * 5000, b"null", b"true", b"\\ud800"),
    *(b"\r", b"../../", b"[" * 3000, b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<a>" * 200, b"\xe7\xba\xa2"),
    *(b"\x1b[2J", b"%s", b"{0}", b"*a", b"&a ", b"!!python/object/apply:os.system", b"\t", b": ", b"# "),
    *(b"\xe2\x80\xa8", b"\xf0\x9f\x92\xa1", b"\x7f", b"=", b"~", b"../" * 2000, b"x" * 70_000),
)
NUMBERS = (b"nan", b"inf", b"-inf", b"1e400", b"-1", b"1e308", b"9" * 400, b"0x10", b"1_0", b"", b"1e-400")
LAUGHS = (
    b"<!DOCTYPE lolz [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]>"
)
ALIASES = b"a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (i, i, b", ".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 10)
)
NAMES = ("a\nb", "a\rb", "\x1b[2J", "a\u2028b", "x" * 200, " ", "a.", "%s{0}", "\udcff")

Rng = random.Random
Bytes = Callable[[bytes, Rng], bytes]


def _cut(data: bytes, rng: Rng) -> bytes:
    return data[: rng.randint(0, len(data))]


def _without(data: bytes, rng: Rng) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + data[at + rng.randint(1, 40) :]


def _bits(data: bytes, rng: Rng) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8) if data else 0):
        changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _odd(data: bytes, rng: Rng) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(ODD) + data[at + rng.choice((0, 0, 1, 4, 8)) :]


def _garbage(data: bytes, rng: Rng) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.randbytes(rng.randint(1, 300)) + data[at:]


def _doubled(data: bytes, rng: Rng) -> bytes:
    at, end = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    return data[:end] + data[at:end][:200] + data[end:]


def _encoding(data: bytes, rng: Rng) -> bytes:
    text = data.decode("latin-1") + rng.choice(("", "红", "é", "ランプ"))
    return text.encode(rng.choice(("utf-16", "utf-16-be", "utf-16-le", "utf-32", "gbk", "cp932")), "replace")


def _mark(data: bytes, rng: Rng) -> bytes:
    return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0")) + data


def _line_ends(data: bytes, rng: Rng) -> bytes:
    return data.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"\0", b"\x0b")))


def _zeros(data: bytes, rng: Rng) -> bytes:
    at = rng.randint(0, len(data))
    count = rng.choice((1, 64, 4096))
    return data[:at] + bytes(count) + data[at + rng.choice((0, count)) :]


def _number(data: bytes, rng: Rng) -> bytes:
    found = list(re.finditer(rb"\d+(\.\d+)?", data))
    for one in sorted(rng.sample(found, min(len(found), rng.randint(1, 3))), key=lambda one: -one.start()):
        data = data[: one.start()] + rng.choice(NUMBERS) + data[one.end() :]
    return data


def _deep(data: bytes, rng: Rng) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice((b"[", b"{", b'{"a":', b"<a>", b"- ", b"a: {")) * 20_000 + data[at:]


def _bomb(data: bytes, rng: Rng) -> bytes:
    if data.lstrip()[:1] == b"<":
        head, end, rest = data.partition(b"?>")
        return head + end + LAUGHS + (rest if end else data)
    return ALIASES + data if rng.random() < 0.5 else data.replace(b":", b": &a", 1) + b"\nnames: *a\n"


def _head(data: bytes, rng: Rng) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, min(64, len(data)))
        changed[at : at + 4] = rng.choice(
            (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\0\1\0\0")
        )
    return bytes(changed)


def _nothing(data: bytes, rng: Rng) -> bytes:
    return rng.choice((b"", b"\n", b" ", b"\0", b"{}", b"[]", b"null", b"<a/>", rng.randbytes(500)))


def _itself(data: bytes, rng: Rng) -> bytes:
    """A list that names itself, its folder, and what no file is."""
    return b"\n".join(
        rng.choice((data[:200], b".", b"..", b"train.txt", b"/", b"/dev/zero", b"~")) for _ in "123"
    )


def _archive(data: bytes, rng: Rng) -> bytes:
    """An archive with one entry that leads out, lies, is a link, stands twice, or is far too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as sound:
            entries = [(entry.filename, sound.read(entry)) for entry in sound.infolist()]
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError):
        return data
    names = ("../../out.txt", "/out.txt", "a\\b.txt", "C:/x.txt", "con.txt", "x\n.txt", "bomb.txt")
    added = zipfile.ZipInfo(rng.choice(names))
    added.compress_type = zipfile.ZIP_DEFLATED
    if rng.random() < 0.2:
        added.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # A second entry of a name is as good as any.
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
        is_bomb = added.filename == "bomb.txt"
        archive.writestr(added, bytes(40_000_000) if is_bomb else b"0 .5 .5 .1 .1")
    made = stream.getvalue()
    if rng.random() < 0.5:
        # What the list at the end says of sizes, sums and places.
        at = made.rfind(b"PK\1\2") + rng.choice((8, 10, 16, 20, 24, 42))
        made = made[:at] + rng.choice((b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\0\0\0")) + made[at + 4 :]
    return made


ANY: tuple[Bytes, ...] = (_cut, _without, _bits, _odd, _garbage, _doubled, _zeros, _nothing)
OF_TEXT: tuple[Bytes, ...] = (_encoding, _mark, _line_ends, _number, _number, _odd, _deep, _bomb, _itself)


def damage(path: Path, rng: Rng) -> str:
    """Damage a file in its place and return in words what was done."""
    kind = rng.random()
    if kind < 0.04:
        return _other_thing(path, rng)
    if kind < 0.08:
        name = rng.choice(NAMES) + path.suffix
        path.rename(path.with_name(name))
        return f"named {name!r}"
    data, done = path.read_bytes(), []
    of_kind: tuple[Bytes, ...] = OF_TEXT
    if path.suffix in (*IMAGES, *WEIGHTS):
        of_kind = (_head, _head, _number)
    elif path.suffix == ".zip":
        of_kind = (_archive, _archive, _head)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        way = rng.choice((*ANY, *of_kind))
        data = way(data, rng)
        done.append(way.__name__)
    path.write_bytes(data)
    return " ".join(done)


def _other_thing(path: Path, rng: Rng) -> str:
    """Put something at a path that is no file."""
    path.unlink()
    what = rng.choice(("a folder", "a loop", "a link to nowhere", "a pipe", "a device", "a folder above"))
    if what == "a folder":
        path.mkdir()
    elif what == "a pipe":
        os.mkfifo(path)
    else:
        to = {"a loop": path.name, "a device": "/dev/zero", "a folder above": ".."}.get(what, "nowhere")
        path.symlink_to(to)
    return what


def state_of(folder: Path) -> dict[str, object]:
    """Return what is in a folder, byte for byte, to show that nothing was changed; links aren't followed."""
    found: dict[str, object] = {}
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place, name)
            stat = path.lstat()
            is_file = path.is_file() and not path.is_symlink()
            content = path.read_bytes() if is_file else str(path.readlink()) if path.is_symlink() else None
            found[os.fspath(path)] = stat.st_mode, content, stat.st_mtime_ns if is_file else 0
    return found


def copied(source: Path, target: Path) -> Path:
    """Copy a folder, which is to be damaged."""
    shutil.copytree(source, target, symlinks=True)
    return target
