"""The language of the image filter: `class:r boxes>50 unlabelled size<12px name:a score<0.4 verified`.

Words stand side by side and all must hold; `-` before one turns it round. A word that is no condition, or
stands in quotes, is a part of the image's name.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from studio.core.data.attributes import FLAGS as ATTRIBUTE_FLAGS
from studio.core.data.attributes import Attributes
from studio.core.data.record import LabelState
from studio.core.errors import StudioError
from studio.core.words import mark, tr

Sides = Sequence[float]
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    ":": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a query may ask of an image.

    Attributes:
        state: of its labels. class_ids: of its boxes. sides: the longer side of each, in pixels.
        is_verified: whether a person has verified it.
        score: the lowest score of a suggestion for it, None without one.
        said: what was said of its boxes. tags: the words it was given.
    """

    name: str
    state: LabelState = "unseen"
    class_ids: Sequence[int] = ()
    sides: Sides = ()
    is_verified: bool = False
    score: float | None = None
    said: Sequence[Attributes] = ()
    tags: Sequence[str] = ()


Test = Callable[[Facts], bool]


def _box_that_is(name: str) -> Test:
    return lambda facts: any(getattr(said, name) for said in facts.said)


FLAGS: dict[str, tuple[Test, str]] = {
    "unlabelled": (lambda facts: facts.state == "unseen", mark("not labelled yet")),
    "labelled": (lambda facts: facts.state == "labelled", mark("with boxes")),
    "empty": (lambda facts: facts.state == "empty", mark("no objects")),
    "verified": (lambda facts: facts.is_verified, mark("verified by you")),
    "difficult": (_box_that_is("difficult"), mark("has a difficult box")),
    "occluded": (_box_that_is("occluded"), mark("has a box behind something")),
    "truncated": (_box_that_is("truncated"), mark("has a box cut off by the border")),
}
"""The words that are a condition by themselves, and what they mean."""
NUMBERS: dict[str, tuple[str, str]] = {
    "boxes": ("boxes>50", mark("how many boxes")),
    "size": ("size<12px", mark("a box whose longer side has so many pixels")),
    "score": ("score<0.4", mark("the lowest score of a suggestion")),
}
"""The words that are compared with a number: an example and what they mean."""
TEXTS: dict[str, tuple[str, str]] = {
    "class": ("class:", mark("has a box of this class")),
    "name": ("name:", mark("a part of the image's name")),
    "text": ("text:", mark("a part of the text of a box")),
    "tag": ("tag:", mark("a word that you gave the image")),
}
"""The words with a text behind a colon: how they begin and what they mean."""

_NEEDS = {"verified": "verified", **dict.fromkeys(ATTRIBUTE_FLAGS, "remarks")}
_WORD = re.compile(r'(-?)((?:[^\s"]|"[^"]*"?)+)')
_NUMBER = re.compile(r"(boxes|size|score)(<=|>=|!=|<|>|=|:)(.*)", re.I)
_TEXT = re.compile(r"(class|name|text|tag)[:=](.*)", re.I)


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read: `matches` says whether an image fits.

    Attributes:
        needs: what of Facts it asks for beyond the name: "state", "boxes" (also their classes), "size",
            "score", "verified", "remarks" (what was said of it and its boxes).
    """

    tests: tuple[Test, ...] = ()
    needs: frozenset[str] = field(default_factory=frozenset)

    def matches(self, facts: Facts) -> bool:
        """Say whether an image fits."""
        return all(test(facts) for test in self.tests)


def read_query(text: str, class_names: Sequence[str]) -> Query:
    """Read a query.

    Raises:
        StudioError: a word can't be understood; its cause names the word.
    """
    tests: list[Test] = []
    needs: set[str] = set()
    for is_not, word in _WORD.findall(text):
        test, need = _test(word, class_names)
        tests.append(_turned(test) if is_not else test)
        needs |= need
    return Query(tuple(tests), frozenset(needs))


def completions(text: str, class_names: Sequence[str]) -> list[tuple[str, str]]:
    """Return how the last word of a query may go on, each with what it means.

    Nothing behind a space, nor where there is a number already: an example's would be no way on.
    """
    match = re.search(r"-?(\S*)$", text)
    begun = match[1].lower() if match else ""
    number = _NUMBER.fullmatch(begun)
    if not begun or (number is not None and number[3]):
        return []
    before = text[: len(text) - len(begun)]
    if begun.startswith("class:"):
        wanted = begun[len("class:") :].strip('"')
        return [
            (f"{before}class:{_quoted(name)}", "")
            for name in class_names
            if name.lower().startswith(wanted) and name.lower() != wanted
        ]
    words = [(word, meaning) for word, (_, meaning) in FLAGS.items()]
    words += [(example, meaning) for example, meaning in (*NUMBERS.values(), *TEXTS.values())]
    return [
        (before + word, tr(meaning)) for word, meaning in words if word.startswith(begun) and word != begun
    ]


def _test(word: str, class_names: Sequence[str]) -> tuple[Test, set[str]]:
    if word.lower() in FLAGS:
        return FLAGS[word.lower()][0], {_NEEDS.get(word.lower(), "state")}
    if match := _NUMBER.fullmatch(word):
        return _number_test(word, match[1].lower(), match[2], match[3])
    if match := _TEXT.fullmatch(word):
        value = match[2].replace('"', "")
        return _text_test(match[1].lower(), value, class_names)
    return _name_test(word.replace('"', "")), set()


def _number_test(word: str, what: str, sign: str, value: str) -> tuple[Test, set[str]]:
    value = value.lower().removesuffix("px") if what == "size" else value
    try:
        number = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        number = float("nan")
    if number != number:
        raise StudioError(
            tr("“{word}” needs a number behind {sign}.", word=word, sign=sign),
            tr("Write it such as {example}.", example=NUMBERS[what][0]),
        )
    compare = COMPARE[sign]
    if what == "boxes":
        return lambda facts: compare(len(facts.class_ids), number), {"boxes"}
    if what == "size":
        return lambda facts: any(compare(side, number) for side in facts.sides), {"size"}
    return lambda facts: facts.score is not None and compare(facts.score, number), {"score"}


def _text_test(what: str, value: str, class_names: Sequence[str]) -> tuple[Test, set[str]]:
    wanted = value.lower()
    if what == "class":
        return _class_test(value, class_names), {"boxes"}
    if what == "text":
        # With nothing behind it, it asks for any text.
        return lambda facts: any(said.text and wanted in said.text.lower() for said in facts.said), {
            "remarks"
        }
    if what == "tag":
        return lambda facts: wanted in map(str.lower, facts.tags), {"remarks"}
    return _name_test(value), set()


def _class_test(value: str, class_names: Sequence[str]) -> Test:
    lowered = [name.lower() for name in class_names]
    if value in class_names:
        class_id = class_names.index(value)
    elif value.lower() in lowered:
        class_id = lowered.index(value.lower())
    else:
        raise StudioError(
            tr("There is no class “{name}”.", name=value),
            tr("Classes: {names}.", names=", ".join(class_names[:12])),
        )
    return lambda facts: class_id in facts.class_ids


def _name_test(value: str) -> Test:
    wanted = value.lower()
    return lambda facts: wanted in facts.name.lower()


def _turned(test: Test) -> Test:
    return lambda facts: not test(facts)


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"\s", name) else name
