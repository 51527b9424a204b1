"""The filter's language: what it finds, what it completes, and that nothing typed breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.attributes import Attributes
from studio.core.errors import StudioError
from studio.core.labelling.queries import Facts, completions, read_query

NAMES = ["w", "r", "traffic light"]
IMAGES = [
    Facts(
        "IMG_1.jpg",
        "labelled",
        [0, 1, 1],
        [8.0, 30.0, 14.0],
        True,
        0.3,
        [Attributes(), Attributes(difficult=True, text="Half off"), Attributes(occluded=True)],
        ["Night"],
    ),
    Facts("IMG_2.jpg", "labelled", [2], [60.0], False, 0.9, [Attributes(truncated=True)], ["night", "rain"]),
    Facts("img_3.png", "empty", [], [], True, None),
    Facts("r.png", "unseen", [], [], False, 0.5),
]


def found(text: str) -> list[int]:
    query = read_query(text, NAMES)
    return [number for number, facts in enumerate(IMAGES, 1) if query.matches(facts)]


@pytest.mark.parametrize(
    ("text", "images"),
    [
        ("", [1, 2, 3, 4]),
        ("img", [1, 2, 3]),
        ("r", [4]),
        ("class:r", [1]),
        ("CLASS:R", [1]),
        ('class:"traffic light"', [2]),
        ("-class:r", [2, 3, 4]),
        ("boxes>1", [1]),
        ("boxes>=1 boxes<3", [2]),
        ("boxes:0", [3, 4]),
        ("boxes!=0", [1, 2]),
        ("unlabelled", [4]),
        ("labelled", [1, 2]),
        ("empty verified", [3]),
        ("verified -empty", [1]),
        ("size<12px", [1]),
        ("size>50", [2]),
        ("score<0.4", [1]),
        ("score<40%", [1]),
        ("score>0", [1, 2, 4]),
        ("name:class", []),
        ('"img_1"', [1]),
        ("png -unlabelled", [3]),
        ("difficult", [1]),
        ("-Truncated labelled", [1]),
        ("occluded truncated", []),
        ("text:half", [1]),
        ("text:", [1]),
        ("tag:night", [1, 2]),
        ("tag:nigh", []),
        ("tag:RAIN -difficult", [2]),
    ],
)
def test_what_is_found(text, images):
    assert found(text) == images


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("boxes>", ("“boxes>”", "boxes>50")),
        ("size<wide", ("“size<wide”", "size<12px")),
        ("score=nan", ("“score=nan”", "score<0.4")),
        ("img class:tree", ("“tree”", "w, r, traffic light")),
    ],
)
def test_a_word_that_means_nothing_is_named_with_what_would(text, words):
    with pytest.raises(StudioError) as caught:
        read_query(text, NAMES)
    assert words[0] in caught.value.cause and words[1] in caught.value.remedy


def test_what_is_asked_of_images_is_known_before_any_is_looked_at():
    assert read_query("img -name:a", NAMES).needs == set()
    assert read_query("verified", NAMES).needs == {"verified"}
    assert read_query("class:r boxes>1", NAMES).needs == {"boxes"}
    assert read_query("difficult tag:a text:b", NAMES).needs == {"remarks"}
    assert read_query("size<9 score<1 empty", NAMES).needs == {"size", "score", "state"}


def test_the_last_word_is_completed():
    assert [text for text, _ in completions("bo", NAMES)] == ["boxes>50"]
    assert [text for text, _ in completions("boxes>", NAMES)] == ["boxes>50"]
    assert completions("boxes>5", NAMES) == completions("img -size<1", NAMES) == []
    assert [text for text, _ in completions("img un", NAMES)] == ["img unlabelled"]
    assert [text for text, _ in completions("class:", NAMES)] == [
        "class:w", "class:r", 'class:"traffic light"',
    ]  # fmt: skip
    assert [text for text, _ in completions("-class:t", NAMES)] == ['-class:"traffic light"']
    assert completions("img ", NAMES) == completions("zzz", NAMES) == completions("", NAMES) == []


WORDS = ("img", "-r", "class:r", "boxes>1", "size<20", "verified", "-empty", "score<0.5", "name:2")


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_words_together_find_what_each_finds_and_their_order_is_nothing(words):
    each = [set(found(word)) for word in words]
    both = set.intersection({1, 2, 3, 4}, *each)
    assert set(found(" ".join(words))) == set(found("  ".join(reversed(words)))) == both
    for word in words:
        turned = word.removeprefix("-") if word.startswith("-") else f"-{word}"
        assert set(found(turned)) == {1, 2, 3, 4} - set(found(word))


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        query = read_query(text, NAMES)
    except StudioError as problem:
        assert problem.cause and problem.remedy
    else:
        assert all(isinstance(query.matches(facts), bool) for facts in IMAGES)
    assert isinstance(completions(text, NAMES), list)


@given(st.sampled_from([*NAMES, "un", "bo", "cl", "class:t", "class:", "si"]))
def test_each_completion_of_a_class_can_be_read(begun):
    for text, _ in completions(begun, NAMES):
        if text.startswith("class:") and text != "class:":
            assert read_query(text, NAMES).needs == {"boxes"}
