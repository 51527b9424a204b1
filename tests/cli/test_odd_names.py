"""Names with signs for terminals, line ends or no Unicode: shown with escapes, worked on like others."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.cli.output import Output
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.words import visible
from tests.factories import TINY_TABLE, write_image

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names of files")

CLEAR = "\x1b[2J\x1b]0;owned\x07"
IMAGES = (
    f"a{CLEAR}.jpg",
    "b\n0/0 images.jpg",
    "c\u202egpj.exe.jpg",
    "d\x9b31m.jpg",
    "e\r\x08\x7f.jpg",
    "f\udcff.jpg",
)
CLASSES = ("lamp" + CLEAR, "line\nend", "right\u2066left", "Größe 大")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A dataset of such images and classes; every second image has a box, one has a label that is broken."""
    folder = tmp_path / f"set{CLEAR}"
    for index, name in enumerate(IMAGES):
        for split in ("train", "val"):
            path = folder / "images" / split / (split + name)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_image(path)
            label = folder / "labels" / split / path.with_suffix(".txt").name
            label.parent.mkdir(parents=True, exist_ok=True)
            label.write_text(f"{index % 4} 0.5 0.5 0.5 0.5\n" if index else "0 broken\n")
    lines = ["path: .", "train: images/train", "val: images/val", "names:"]
    lines += [f"  {index}: {json.dumps(name)}" for index, name in enumerate(CLASSES)]
    (folder / "data.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder / "data.yaml"


def signs(text: str) -> set[str]:
    """Return what a terminal would obey or not show."""
    return {sign for sign in text if visible(sign) != sign} - {"\n"}


def test_a_report_of_a_picture_whose_name_is_no_unicode(odd: Path, tmp_path: Path, studio) -> None:
    out = tmp_path / f"run{CLEAR}"
    told = studio(
        *("train", odd, "--out", out, "--model", TINY_TABLE, "--imgsz", 64),
        *("--batch", 4, "--epochs", 1, "--device", "cpu", "--threads", 1),
    )
    assert told.code == 0, told.err
    result = studio("report", out)
    assert result.code == 0, result.err
    assert signs(told.out + told.err + result.out + result.err) == set()
    assert "valf\ufffd.jpg" in (out / "report.html").read_text(encoding="utf-8")


def verbs(data: Path, out: Path, model: Path) -> Iterator[list[object]]:
    yield ["check", data]
    yield ["check", data, "--json"]
    yield ["tile", data, "--out", out / f"tiles{CLEAR}", "--grid", "1x2"]
    yield ["tile", data, "--out", out / "tiles2", "--grid", "1x2", "--json"]
    yield ["preview", data, "--out", out / "preview"]
    yield ["anchors", data]
    yield ["detect", model, data.parent / "images"]
    yield ["detect", model, data.parent / "images", "--json"]
    yield ["live", model, data.parent / "images" / "val", "--frames", "2"]
    yield ["check", out / f"gone{CLEAR}\n"]
    yield [f"verb{CLEAR}\nverb"]
    yield ["check", data, f"--option{CLEAR}"]
    yield ["report", out / f"run{CLEAR}"]


def test_no_verb_sends_signs_of_a_name_to_the_terminal(
    odd: Path, tmp_path: Path, exported: dict[str, Path], studio
) -> None:
    shown = ""
    for verb in verbs(odd, tmp_path / "out", exported["onnx"]):
        result = studio(*verb)
        assert "Traceback" not in result.err
        assert (verb[0], signs(result.out + result.err)) == (verb[0], set())
        shown += result.out + result.err
        if "--json" in verb:
            assert result.json
    assert "\\x1b[2J" in shown
    assert "\\n0/0 images" in shown
    assert "\\udcff" in shown


def test_json_is_the_same_document(odd: Path, studio) -> None:
    document = json.dumps(studio("check", odd, "--json").json, ensure_ascii=False)
    assert json.dumps(CLEAR, ensure_ascii=False)[1:-1] in document
    assert "Größe 大" in document


def test_tiles_of_a_name_that_is_no_unicode(odd: Path, tmp_path: Path, studio) -> None:
    out = tmp_path / "tiles"
    result = studio("tile", odd, "--out", out, "--grid", "1x2")
    assert result.code == 0, result.err
    rows = json.loads((out / "tiles.json").read_bytes())["tiles"]
    sources = {row["source"] for row in rows}
    assert any("\udcff" in source for source in sources)
    names = {os.fsencode(path.name) for path in (out / "images" / "val").iterdir()}
    assert len(names) == 2 * len(IMAGES)
    assert open_dataset(out / "data.yaml").class_names == list(CLASSES)


def test_every_way_out_shows_escapes() -> None:
    results, remarks = io.StringIO(), io.StringIO()
    output = Output(results, remarks)
    output.line(CLEAR)
    output.table([(CLEAR, 1), ("wide name", 1000)])
    output.json({CLEAR: "\u202e\udcff\U000e0041"})
    output.event({"name": CLEAR + "\x9b"})
    output.say(CLEAR)
    output.complain(f"studio {CLEAR}", StudioError(f"No {CLEAR}\n.", "\u2028"))
    output.progress(CLEAR)(1, 1)
    assert signs(results.getvalue() + remarks.getvalue()) == set()
    assert remarks.getvalue().count("\n") == 3
    lines = results.getvalue().splitlines()
    assert json.loads("".join(lines[3:6])) == {CLEAR: "\u202e\udcff\U000e0041"}
    assert json.loads(lines[6]) == {"name": CLEAR + "\x9b"}
    # Columns are as wide as what is shown.
    assert lines[1].index("1", len(visible(CLEAR))) == lines[2].index("1,000") + 4


@pytest.mark.parametrize("text", ["Größe 大 👩\u200d🔧 a\u00a0b", "C:\\new\\table"])
def test_ordinary_names_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text
