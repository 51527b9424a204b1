"""What is wrong with a YAML is told with its line, the sign and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.yaml_text import load_yaml
from studio.core.errors import StudioError

FILE = Path("data.yaml")


@pytest.mark.parametrize(
    ("text", "cause", "remedy"),
    [
        ("train:\timages\n", "a tab on line 1", "spaces"),
        ("train: images\nnames:\n\t0: red\n", "a tab on line 3", "spaces"),
        ("a: b # one\ttwo\nc:\n\t- d\n", "a tab on line 3", "spaces"),
        ('a: b\ntrain: "D:\\data"\n', r"a backslash (\) in double quotes on line 2", "Write the path with /"),
        ('train: "D:\\users"\n', r"a backslash (\) in double quotes on line 1", "single quotes"),
        ("train:images\nval:images\n", "no space behind the colon of train on line 1", "space"),
        ("train: a\nval:b\nnames: [a]\n", "no space behind the colon of val on line 2", "space"),
        ("names:\n  0: a\n  1:b\n", "no space behind the colon of 1 on line 3", "space"),
        ("a: b\ntrain: 'images\nval: b\n", "a quote on line 2 that is not closed", "Close it"),
        ('train: "images\nval: b\n', "a quote on line 1 that is not closed", "Close it"),
        ("a: b\nnames: [a, b\ntrain: c\n", "a bracket ([) on line 2 that is not closed", "Close it"),
        ("names: {0: a\n", "a bracket ({) on line 1 that is not closed", "Close it"),
        ("names: [a, b]]\n", "a closing bracket too many on line 1", "Remove it"),
        ("a: b\nname: 'it's'\n", "a quote within quotes on line 2", "other kind"),
        ("names: ['driver's lamp', 'b']\n", "a quote within quotes on line 1", "other kind"),
        ("names: ['a' 'b']\n", "a bracket ([) on line 1 that is not closed", "commas"),
        ("train: a\nnames:\n\u00a0 0: a\n", "a space on line 3 that is not a plain one", "plain space"),
        ("train:\u00a0a\nval: b\n", "a space on line 1 that is not a plain one", "plain space"),
        ("train：a\nval：b\n", "a wide colon (：) on line 1", "plain colon"),
        ("train: a\nval: b\nnames： [a]\n", "a wide colon (：) on line 3", "plain colon"),
        ("train: a\nval: b\ntrain: c\n", "train stands twice in data.yaml, on lines 1 and 3", "one of the"),
        ("names:\n  0: a\n  0: b\n", "0 stands twice in data.yaml, on lines 2 and 3", "one of the two"),
        ("train: %a\n", "a % on line 1", "quotes"),
        ("train: @a\n", "a @ on line 1", "quotes"),
        ("a: b\ntrain: *.jpg\n", "a * on line 2", "quotes"),
        ("train: a: b\n", "a second colon on line 1", "quotes"),
        ("train: a\n  val: b\n", "indented on line 2", "same number of spaces"),
        ("names:\n  - a\n - b\n", "indented on line 3", "same number of spaces"),
        ("a: b\n---\nc: d\n", "a second document from line 2", "Keep one"),
        ("a: b\nc: \x07\n", "a character on line 2 that is no text (code 0x0007)", "Remove it"),
        ("a: b\nc\nd: e\n", "not valid YAML on line 3, at 'd: e'", "text editor"),
    ],
)
def test_the_reason_names_line_sign_and_mend(text: str, cause: str, remedy: str):
    with pytest.raises(StudioError) as caught:
        load_yaml(text, FILE)
    assert cause in caught.value.cause
    assert "data.yaml" in caught.value.cause
    assert caught.value.cause.endswith(".")
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: x # a\ttab behind a sign\n", {"a": "x"}),
        ("path: D:\\data\n", {"path": "D:\\data"}),
        ("a: 'it''s'\nb: [it's]\n", {"a": "it's", "b": ["it's"]}),
        ("train: http://host/a:b\n", {"train": "http://host/a:b"}),
        ("a: {train: 1}\nb: {train: 2}\n", {"a": {"train": "1"}, "b": {"train": "2"}}),
    ],
)
def test_what_only_looks_wrong_is_read(text: str, expected: dict[str, object]):
    assert load_yaml(text, FILE) == expected
