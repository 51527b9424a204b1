"""Damaged files of every kind: no crash, no changed file, and one clear line each."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.conversion import convert, survey
from studio.core.conversion.finding import opened_labels
from studio.core.data.formats import LABEL_FORMATS
from studio.core.errors import StudioError
from tests.factories import make_dataset_folder, snapshot

DAMAGED = (".txt", ".xml", ".json", ".yaml", ".data", ".names", ".zip", ".png")
ODD = (
    *(
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<",
        b">",
        b"&x;",
        b'"',
        b"{",
        b"[",
        b"]",
        b"}",
        b",",
        b"-",
        b"\\",
    ),
    *(
        b"nan",
        b"NaN",
        b"Infinity",
        b"1e999",
        b"9" * 5000,
        b"null",
        b"true",
        b"\\ud800",
        b"\r",
        b"../../",
        b"[" * 3000,
    ),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<a>" * 200, b"\xe7\xba\xa2", b"\x1b[2J", b"%s", b"{0}"),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same small set in every format, and each of those as a zip."""
    place = tmp_path_factory.mktemp("sound")
    lines = {"a.png": "0 .5 .5 .3 .4\n3 .2 .2 .1 .1\n", "b.png": "", "c.png": "1 .9 .9 .2 .2\n"}
    source = make_dataset_folder(
        place / "set", lines, layout="yaml", splits={"train": list(lines)[:2], "val": ["c.png"]}
    )
    folders = {}
    for name in LABEL_FORMATS:
        convert(source, name, place / name)
        folders[name] = place / name
        archive = place / f"{name}-zip" / "set.zip"
        archive.parent.mkdir()
        shutil.make_archive(str(archive.with_suffix("")), "zip", place / name)
        folders[f"{name}-zip"] = archive.parent
    return folders


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Cut, doubled, mixed up, or with something odd in it."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        at, end = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
        kind = rng.randrange(6)
        if kind == 0:
            del data[at:]
        elif kind == 1:
            del data[at : min(end, at + 40)]
        elif kind == 2:
            data[at:at] = rng.choice(ODD)
        elif kind == 3:
            data[at:at] = data[at : min(end, at + 200)]
        elif kind == 4 and data:
            data[min(at, len(data) - 1)] = rng.randrange(256)
        else:
            at = rng.randint(0, len(data))
            data[at : at + rng.randint(1, 8)] = rng.choice(ODD)
    return bytes(data)


def cases(sound: dict[str, Path], count: int, place: Path) -> Iterator[tuple[str, Path]]:
    """Yield copies of sound sets in which one file or two are damaged."""
    for seed in range(count):
        rng = random.Random(seed)
        name = list(sound)[seed % len(sound)]
        folder = place / str(seed)
        shutil.copytree(sound[name], folder)
        files = sorted(path for path in folder.rglob("*") if path.suffix in DAMAGED)
        # Most of what can be wrong is in labels; an image is one of many.
        files = [path for path in files if path.suffix != ".png" or rng.random() < 0.3] or files
        for path in rng.sample(files, min(len(files), rng.randint(1, 2))):
            path.write_bytes(damaged(path.read_bytes(), rng))
        yield name, folder
        shutil.rmtree(folder)


def read(folder: Path, name: str, place: Path) -> str:
    """Read all there is, and return what is told of it: a line an error, a line a problem."""
    path = folder / "set.zip" if name.endswith("-zip") else folder
    try:
        with opened_labels(path, place) as labels:
            found = survey(labels)
    except StudioError as error:
        assert error.cause
        return str(error)
    for problem in found.problems:
        assert problem.message
        assert "\n" not in problem.message
        assert len(problem.message) < 600
    return "; ".join(problem.message for problem in found.problems)


def run(sound: dict[str, Path], count: int, place: Path) -> int:
    told = 0
    for name, folder in cases(sound, count, place / "cases"):
        before = snapshot(folder)
        text = read(folder, name, place / "unpacked")
        assert "Traceback" not in text
        assert snapshot(folder) == before
        told += bool(text)
    assert not list((place / "unpacked").rglob("*"))
    return told


def test_100_damaged_sets(sound: dict[str, Path], tmp_path: Path) -> None:
    assert run(sound, 100, tmp_path) > 30


@pytest.mark.proof
def test_2000_damaged_sets(sound: dict[str, Path], tmp_path: Path) -> None:
    assert run(sound, 2000, tmp_path) > 700


@pytest.mark.parametrize("name", [name for name, row in LABEL_FORMATS.items() if row.document == ".json"])
@pytest.mark.parametrize("value", [None, True, [], {}, "x", 7, 1e300, "\ud800"], ids=repr)
def test_any_value_in_the_place_of_any_other(
    sound: dict[str, Path], tmp_path: Path, name: str, value: object
) -> None:
    """What is JSON, but not of this shape."""
    (file, *_) = sorted(sound[name].rglob("*.json"))
    written = json.loads(file.read_text())
    for number, path in enumerate(_places(written)):
        shutil.copytree(sound[name], tmp_path / str(number))
        place = tmp_path / str(number) / file.relative_to(sound[name])
        place.write_text(json.dumps(_with(written, path, value)))
        read(tmp_path / str(number), name, tmp_path / "none")


def _places(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    if len(path) > 6:
        return
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield (*path, key)
        if not (isinstance(key, int) and key > 0):
            yield from _places(each, (*path, key))


def _with(value: object, path: tuple[object, ...], new: object) -> object:
    if not path:
        return new
    first, *rest = path
    changed = dict(value) if isinstance(value, dict) else list(value)  # type: ignore[call-overload]
    changed[first] = _with(changed[first], tuple(rest), new)  # type: ignore[index]
    return changed


def test_an_archive_with_a_false_sum(sound: dict[str, Path], tmp_path: Path) -> None:
    content = (sound["voc-zip"] / "set.zip").read_bytes()
    with zipfile.ZipFile(sound["voc-zip"] / "set.zip") as archive:
        entry = next(each for each in archive.infolist() if each.filename.endswith(".png"))
    at = entry.header_offset + 30 + len(entry.filename) + 5
    (tmp_path / "set.zip").write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
    with (
        pytest.raises(StudioError, match="can't be unpacked"),
        opened_labels(tmp_path / "set.zip", tmp_path / "place") as labels,
    ):
        survey(labels)
