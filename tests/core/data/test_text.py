"""Text in any encoding the tools write: read right or told, and kept as it is where something is added."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.core.data.dataset import open_dataset
from studio.core.data.names import ClassFile
from studio.core.data.record import Box
from studio.core.data.text import decode, decode_kept
from studio.core.errors import StudioError
from tests.factories import make_dataset, make_dataset_folder, write_image

UNICODE_CODECS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8", b"\xef\xbb\xbf"),
    "utf-16 LE": ("utf-16-le", b"\xff\xfe"),
    "utf-16 BE": ("utf-16-be", b"\xfe\xff"),
}
CHINESE = ["红色", "绿灯", "人", "汽车", "交通灯", "LED灯", "猫 1"]
WESTERN = ["Glühbirne", "Straße", "créée", "größe", "rouge à lèvres", "Öl", "20 °C", "naïve", "Señal", "5 µm"]
FILE = Path("classes.txt")

# A few thousand characters of the common part of GB 2312, as bytes.
COMMON = [bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]


@pytest.mark.parametrize("names", [CHINESE, *([name] for name in CHINESE if name != "猫 1")], ids=str)
def test_chinese_is_told_from_western(names: list[str]):
    text = decode("\r\n".join(names).encode("gbk"), FILE)
    assert (text.body.split("\r\n"), text.codec, text.is_guess) == (names, "gbk", True)


@pytest.mark.parametrize("names", [WESTERN, *([name] for name in WESTERN)], ids=str)
def test_western_is_told_from_chinese(names: list[str]):
    text = decode("\n".join(names).encode("cp1252") + b"\n", FILE)
    assert (text.body.splitlines(), text.codec, text.is_guess) == (names, "cp1252", True)


@pytest.mark.parametrize("names", [["赤信号", "青信号"], ["ランプ", "みどり 2"], ["自動車"]], ids=str)
def test_japanese_is_told_from_chinese(names: list[str]):
    text = decode("\r\n".join(names).encode("cp932") + b"\r\n", FILE)
    assert (text.body.split(), text.encoding, text.is_guess) == (" ".join(names).split(), "Shift-JIS", True)


@pytest.mark.parametrize("names", [["紅燈", "綠燈"], ["自動車"]], ids=str)
def test_old_forms_in_gbk_are_not_japanese(names: list[str]):
    assert decode("\n".join(names).encode("gbk"), FILE).body.split("\n") == names


@pytest.mark.parametrize("names", [CHINESE, ["赤信号", "ランプ"], ["красный"]], ids=str)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_utf16_without_mark_is_told_by_its_line_ends(names: list[str], codec: str, end: str):
    body = "".join(name + end for name in names)
    text = decode(body.encode(codec), FILE)
    assert (text.body, text.codec, text.is_guess) == (body, codec, False)


def test_a_letter_of_an_encoding_nobody_knows_is_refused():
    with pytest.raises(StudioError, match="line 1"):
        decode("rötlich\ngrün\n".encode("cp437"), FILE)


@given(st.lists(st.text(st.sampled_from(COMMON), min_size=1, max_size=6), min_size=1, max_size=8))
def test_any_common_chinese_is_read_as_itself_or_is_utf8(names: list[str]):
    content = "\n".join(names).encode("gbk")
    try:
        expected = content.decode("utf-8")
    except UnicodeDecodeError:
        expected = "\n".join(names)
    assert decode(content, FILE).body == expected


@given(st.binary(max_size=40))
@example(b"\xfa\xa0")
def test_bytes_come_back_as_they_were(content: bytes):
    text = decode_kept(content)
    assert text.encoded(text.body) == content
    try:
        text = decode(content, FILE)
    except StudioError as error:
        assert "line" in error.cause
        return
    assert text.encoded(text.body) == content
    assert "\ufffd" not in text.body or "\ufffd".encode(text.codec) in content


@given(
    names=st.lists(
        st.text(st.characters(codec="utf-16", categories=["L", "N", "P"]), min_size=1, max_size=8),
        min_size=1,
        max_size=6,
        unique=True,
    ),
    encoding=st.sampled_from(sorted(UNICODE_CODECS)),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    ends_last=st.booleans(),
    added=st.sampled_from(["bird", "птица", "鸟", "é"]),
)
def test_an_addition_keeps_encoding_and_line_ends(
    tmp_path_factory: pytest.TempPathFactory,
    names: list[str],
    encoding: str,
    end: str,
    ends_last: bool,
    added: str,
):
    codec, mark = UNICODE_CODECS[encoding]
    before = mark + (end.join(names) + (end if ends_last else "")).encode(codec)
    path = tmp_path_factory.mktemp("list") / "classes.txt"
    path.write_bytes(before)
    edits = ClassFile(path, "lines").edits(names, [*names, added])
    own_end = end if ends_last or len(names) > 1 else "\n"
    assert edits == {path: mark + (end.join(names) + own_end + added + own_end).encode(codec)}
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("codec", "mark", "name", "added"),
    [
        ("utf-8", b"\xef\xbb\xbf", "красный", "синий"),
        ("utf-16-le", b"\xff\xfe", "красный", "синий"),
        ("utf-16-be", b"\xfe\xff", "红", "синий"),
        ("utf-16-le", b"", "red", "blue"),
        ("gbk", b"", "红色", "蓝色"),
        ("cp932", b"", "赤信号", "ランプ"),
        ("utf-16-le", b"", "红色", "蓝色"),
        ("cp1252", b"", "Glühbirne", "Röhre"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", ["names", "yaml", "darknet"])
def test_every_list_is_read_and_added_to(
    tmp_path: Path, codec: str, mark: bytes, name: str, added: str, end: str, layout: str
):
    write_image(tmp_path / "images/a.png")
    (tmp_path / "images/a.txt").write_text("1 0.5 0.5 0.5 0.5\n")
    lines = {
        "names": ["green", name],
        "yaml": ["train: images  # here", "names:", "  - green", f"  - {name}", "extra: 1"],
        "darknet": ["green", name],
    }[layout]
    path = tmp_path / {"names": "classes.txt", "yaml": "data.yaml", "darknet": "obj.names"}[layout]
    path.write_bytes(mark + (end.join(lines) + end).encode(codec))
    source = path if layout == "yaml" else tmp_path
    if layout == "darknet":
        source = tmp_path / "obj.data"
        source.write_bytes(
            mark + f"train = images{end}names = obj.names{end}".encode(codec if mark else "utf-8")
        )
    dataset = open_dataset(source)
    assert dataset.class_names == ["green", name]
    assert any(
        codec_name in " ".join(dataset.notes) for codec_name in ("GBK", "Windows-1252", "Shift-JIS")
    ) == (codec in ("gbk", "cp1252", "cp932"))
    dataset.add_class(added)
    assert open_dataset(source).class_names == ["green", name, added]
    lines.insert(4 if layout == "yaml" else 2, f"  - {_quoted(added)}" if layout == "yaml" else added)
    assert path.read_bytes() == mark + (end.join(lines) + end).encode(codec)


def _quoted(name: str) -> str:
    return name if name.isascii() else f"'{name}'"


def test_what_can_not_be_told_is_told_with_its_line(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.png": "1 0.5 0.5 0.5 0.5\n"})
    content = "red\nкрасный\n".encode("cp1251")
    (tmp_path / "classes.txt").write_bytes(content)
    dataset = open_dataset(tmp_path)
    (problem,) = dataset.problems
    assert (problem.kind, problem.file) == ("names", tmp_path / "classes.txt")
    assert "line 2" in problem.message
    assert dataset.class_names == ["class0", "class1"]
    with pytest.raises(StudioError, match="line 2"):
        dataset.add_class("blue")
    assert (tmp_path / "classes.txt").read_bytes() == content
    (tmp_path / "data.yaml").write_bytes("train: .\nnames: [красный]\n".encode("cp1251"))
    with pytest.raises(StudioError, match="line 2") as refused:
        open_dataset(tmp_path / "data.yaml")
    assert "UTF-8" in refused.value.remedy


def test_a_name_the_encoding_has_not_is_refused(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.png": None})
    content = "红色\r\n".encode("gbk")
    (tmp_path / "classes.txt").write_bytes(content)
    dataset = open_dataset(tmp_path)
    with pytest.raises(StudioError, match="GBK") as refused:
        dataset.add_class("😀")
    assert "UTF-8" in refused.value.remedy
    assert (tmp_path / "classes.txt").read_bytes() == content


@pytest.mark.parametrize("encoding", [*UNICODE_CODECS, "utf-16 LE without mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_labels_keep_their_encoding(tmp_path: Path, encoding: str, end: str):
    codec, mark = UNICODE_CODECS.get(encoding, ("utf-16-le", b""))
    line = "0 0.5 0.5 0.25 0.5"
    dataset = make_dataset(tmp_path, {"a.png": mark + f"{line}{end}nonsense{end}".encode(codec)})
    (record,) = dataset.records
    assert dataset.state(record) == "labelled"
    labels = dataset.read(record)
    assert [box.class_id for box in labels.boxes] == [0]
    told = [problem.kind for problem in labels.problems]
    assert told == (["label_encoding"] if mark or codec != "utf-8" else []) + ["label_columns"]
    dataset.write(record, [*labels.boxes, Box(1, 8, 6, 24, 18)], layout=labels)
    added = "1 0.250000 0.250000 0.250000 0.250000"
    expected = f"{line}{end}{added}{end}nonsense{end}"
    assert record.label_path.read_bytes() == mark + expected.encode(codec)


@pytest.mark.parametrize("codec", ["utf-16", "gbk", "utf-8-sig"])
def test_lists_of_images_are_read_in_any_encoding(tmp_path: Path, codec: str):
    source = make_dataset_folder(tmp_path, {"红灯.png": None, "b.png": None}, layout="darknet")
    (tmp_path / "train.txt").write_bytes("img/红灯.png\r\nimg/b.png\r\n".encode(codec))
    dataset = open_dataset(source)
    assert [record.path.name for record in dataset.records] == ["红灯.png", "b.png"]
    assert dataset.problems == []


def test_japanese_in_seven_bits_is_not_taken_for_ascii() -> None:
    file = Path("classes.txt")
    text = decode("person\n赤\nひと\n".encode("iso-2022-jp"), file)
    assert (text.body, text.encoding) == ("person\n赤\nひと\n", "ISO-2022-JP")
    assert "line 2 says 赤" in text.guess_note(file)
    assert text.encoded(text.body + "車\n") == "person\n赤\nひと\n車\n".encode("iso-2022-jp")
    assert decode(b"\x1b[31mred\n", file).codec == "utf-8"
