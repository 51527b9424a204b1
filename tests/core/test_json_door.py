"""The one door for JSON: whatever is in a file, a sentence or a value of the shape asked for comes out."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import FileMissing, StudioError
from studio.core.json_door import (
    MAX_DEPTH,
    Anything,
    Fields,
    Flag,
    Number,
    Text,
    Whole,
    fault,
    has_shape,
    parse_json,
    read_json,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_nested_without_end_is_refused_before_it_is_parsed(opening: str, closed: bool) -> None:
    ends = {"[": "]", "{": "}"}
    closing = "".join(ends[sign] for sign in reversed(opening) if sign in ends) if closed else ""
    with pytest.raises(StudioError, match="nested deeper"):
        parse_json(opening * 100_000 + "1" + closing * 100_000)


def test_brackets_in_texts_are_no_depth() -> None:
    wide = [["[" * 500, '"[{' * 99, "\\", '\\"[['] for _ in range(MAX_DEPTH)]
    assert parse_json(json.dumps(wide)) == wide
    deepest: Any = []
    for _ in range(MAX_DEPTH - 1):
        deepest = [deepest]
    assert parse_json(json.dumps(deepest)) == deepest
    with pytest.raises(StudioError):
        parse_json(json.dumps([deepest]))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[1,]", b'"a', b"9" * 5000, b"nul", b'{"a" 1}', b"\x00"]
)
def test_what_is_no_json_is_a_sentence_with_the_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.json"
    file.write_bytes(content)
    with pytest.raises(StudioError) as caught:
        read_json(file, remedy="Write it anew.")
    assert caught.value.cause.startswith(f"{file} can't be understood: ")
    assert caught.value.remedy == "Write it anew."


def test_what_is_no_file_or_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_json(tmp_path / "none.json")
    with pytest.raises(StudioError):
        read_json(tmp_path)
    if hasattr(os, "mkfifo"):
        # Opening it would wait for ever.
        os.mkfifo(tmp_path / "pipe.json")
        with pytest.raises(StudioError, match="not a file"):
            read_json(tmp_path / "pipe.json")
    large = tmp_path / "large.json"
    large.write_text("[" + " " * 100 + "]")
    with pytest.raises(StudioError, match="larger than 50 bytes"):
        read_json(large, most=50)


def test_a_mark_at_the_beginning_is_no_fault() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("value", "shape", "told"),
    [
        ("8", Whole(), 'it is "8"'),
        (True, Whole(), "it is true"),
        (8.0, Whole(), "it is 8.0"),
        (-1, Whole(0), "it is -1"),
        (10**400, Number(), "it is a huge number"),
        (float("nan"), Number(), "it is NaN"),
        (float("inf"), Number(), "it is Infinity"),
        ("a\0b", Text(), r'it is "a\u0000b"'),
        ("\ud800", Text(), r'it is "\ud800"'),
        (None, (Flag(), Text()), "it is null"),
        ({"a": [1, "x"]}, {"a": [Whole()]}, 'a[1] is "x"'),
        ({"a": {"b": {}}}, {"a": {str: {"c": Whole()}}}, "a.b.c is missing"),
        ([1], {}, "it is a list"),
    ],
)
def test_a_misfit_is_named_with_its_place(value: Any, shape: Any, told: str) -> None:
    if value == "\ud800" and os.name == "nt":
        pytest.skip("names of files may be so there")
    assert fault(value, shape) == told


def test_what_fits_has_no_fault() -> None:
    shape = {"a": [Number()], "b?": (Text(), None), "c": {str: Anything()}}
    assert has_shape({"a": [1, 2.5], "c": {"x": []}, "more": 1}, shape)
    assert has_shape({"a": [], "b": None, "c": {}}, shape)
    # A file's name that is no Unicode.
    assert has_shape("\udcff", Text())


@given(VALUES)
def test_any_document_is_read_or_refused(value: Any) -> None:
    try:
        parse_json(json.dumps(value), {"a?": [Whole()], str: (Text(), {"b": Number()})})
    except StudioError as problem:
        assert len(problem.cause) < 300


@given(VALUES)
def test_remembered_fields_are_what_they_must_be(value: Any) -> None:
    fields = Fields({"a": value})
    assert 0 <= fields.whole("a", 3) < 2**31
    assert 0 <= fields.number("a", 0.5, low=0, high=1) <= 1
    assert type(fields.flag("a", True)) is bool
    assert Text().holds(fields.text("a"))
    assert all(map(Text().holds, fields.texts("a")))
    assert len(fields.sizes("a", 2)) in (0, 2)
    assert all(map(Text().holds, fields.fields("a").names()))
    assert Fields(value).whole("zzzzz", 7) == 7
