"""Attributes of boxes: what each label format holds of them."""

from __future__ import annotations

import pytest

from studio.core.data.attributes import ATTRIBUTES, HELD, Attributes, held_by, not_held, not_held_text

SAID = [Attributes(difficult=True), Attributes(difficult=True, occluded=True, text="broken"), Attributes()]


def test_what_is_said_and_a_part_of_it() -> None:
    assert [bool(one) for one in SAID] == [True, True, False]
    assert SAID[1].names() == ("difficult", "occluded", "text")
    assert SAID[1].only({"occluded", "truncated"}) == Attributes(occluded=True)


def test_every_format_holds_attributes_that_there_are() -> None:
    assert all(held <= set(ATTRIBUTES) for held in HELD.values())
    assert held_by("voc") == {"difficult", "occluded", "truncated"}
    assert held_by("yolo") == held_by("darknet") == held_by("coco") == held_by("what?") == frozenset()


@pytest.mark.parametrize(
    ("name", "counts", "text"),
    [
        (
            "yolo",
            {"difficult": 2, "occluded": 1, "text": 1},
            "This format has no room for it: 2 boxes are marked difficult, 1 box is marked occluded, "
            "1 box has a text.",
        ),
        ("voc", {"text": 1}, "This format has no room for it: 1 box has a text."),
        ("cvat", {}, ""),
    ],
)
def test_what_is_lost_is_counted(name: str, counts: dict[str, int], text: str) -> None:
    assert not_held(name, SAID) == counts
    assert not_held_text(name, SAID) == text
