"""Labels that are JSON, but of another shape, and archives that lie."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.conversion import convert, find_labels, survey
from studio.core.conversion.finding import opened_labels
from studio.core.data.formats import LABEL_FORMATS
from studio.core.errors import StudioError
from tests.factories import make_dataset_folder


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


def read(path: Path) -> None:
    """Read all there is."""
    try:
        found = survey(find_labels(path))
    except StudioError as error:
        assert error.cause
        return
    assert all(problem.message for problem in found.problems)


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
        read(tmp_path / str(number))


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
