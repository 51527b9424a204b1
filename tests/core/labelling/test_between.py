"""Filling images between two labelled ones: what goes where, what is left, and back to the byte."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.between import between, fill, filling, paired
from studio.core.labelling.journal import Journal
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset, make_dataset_folder, snapshot

FIRST, LAST = (
    "0 0.2 0.5 0.1 0.2\n1 0.5 0.5 0.1 0.1\n",
    "1 0.5 0.7 0.1 0.1\n0 0.6 0.5 0.3 0.2\n2 0.1 0.1 0.1 0.1\n",
)
NAMES = [f"f_{number:06}.png" for number in (0, 10, 20, 30, 40)]
LABELS = dict(zip(NAMES, [FIRST, None, None, None, LAST], strict=True))

parts = st.floats(0, 1).map(lambda value: round(value, 6))
boxes = st.builds(
    lambda class_id, x, y, w, h: Box(class_id, min(x, w), min(y, h), max(x, w), max(y, h)),
    st.integers(0, 3), parts, parts, parts, parts,
)  # fmt: skip


def label_bytes(folder):
    return {name: content for name, (content, _) in snapshot(folder).items() if name.endswith(".txt")}


@settings(max_examples=60)
@given(boxes, boxes, st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_between_two_boxes_ends_are_exact_sides_go_one_way_and_the_class_stays(a, b, shares):
    assert between(a, b, 0) == a
    assert between(a, b, 1).xyxy == b.xyxy
    way = [between(a, b, share) for share in sorted(shares)]
    assert {box.class_id for box in way} == {a.class_id}
    for start, end, *values in zip(a.xyxy, b.xyxy, *(box.xyxy for box in way), strict=True):
        for before, after in itertools.pairwise([start, *values, end]):
            assert (after - before) * (1 if end >= start else -1) >= -1e-12
        assert all(min(start, end) <= value <= max(start, end) for value in values)
    assert all(box.x1 <= box.x2 and box.y1 <= box.y2 for box in way)


@settings(max_examples=40)
@given(st.lists(boxes, max_size=6), st.lists(boxes, max_size=6))
def test_pairs_are_of_one_class_and_no_box_has_two_partners(before, after):
    pairs = paired(before, after)
    assert all(a.class_id == b.class_id for a, b in pairs)
    for side, own in ((before, [a for a, _ in pairs]), (after, [b for _, b in pairs])):
        left = list(side)
        for box in own:
            left.remove(box)


def test_things_in_a_row_that_moved_on_by_one_place_are_not_taken_for_each_other():
    row = [Box(0, 0.1 * place, 0.5, 0.1 * place + 0.02, 0.52) for place in range(6)]
    moved = [box.moved(0.1, 0) for box in row]
    assert paired(row, moved[::-1]) == list(zip(row, moved, strict=True))
    assert paired(row[:1], [Box(0, 0.9, 0.9, 0.95, 0.95)]) == []


def test_images_between_get_boxes_on_the_way_in_one_step(tmp_path):
    folder = make_dataset_folder(tmp_path / "set", LABELS, size_wh=(200, 100))
    before = label_bytes(folder)
    dataset = open_dataset(folder)
    session = LabelSession(dataset, Journal(tmp_path / "journal"))
    plan = filling(dataset, range(5), 4)
    assert (plan.first, plan.last, plan.images, plan.left, plan.alone) == (NAMES[0], NAMES[4], 3, 0, (0, 1))
    assert label_bytes(folder) == before
    fill(session, plan)
    half = dataset.read(dataset.records[2]).boxes
    assert [box.class_id for box in half] == [0, 1]
    assert half[0].xyxy == pytest.approx((60, 40, 100, 60), abs=0.01)
    assert half[1].xyxy == pytest.approx((90, 55, 110, 65), abs=0.01)
    assert session.undo_text == f"filled 3 images between {NAMES[0]} and {NAMES[4]}"
    session.undo()
    assert label_bytes(folder) == before
    session.redo()
    assert dataset.read(dataset.records[2]).boxes == half


def test_what_is_labelled_or_empty_stays_and_frames_lie_where_their_numbers_say(tmp_path):
    names = [f"f_{number:06}.png" for number in (0, 10, 80, 90, 100)]
    dataset = make_dataset(
        tmp_path / "set", dict(zip(names, [FIRST, None, "", None, LAST], strict=True)), size_wh=(100, 100)
    )
    plan = filling(dataset, range(5), 4)
    assert (plan.images, plan.left) == (2, 1)
    fill(LabelSession(dataset), plan)
    lefts = [dataset.read(dataset.records[index]).boxes[0].x1 for index in (1, 3)]
    assert lefts == pytest.approx([15 + 3, 15 + 27], abs=0.01)
    assert dataset.read(dataset.records[2]).content == b""
    # The nearest labelled image is the one before; with the list in another order, it is another.
    with pytest.raises(StudioError, match="There is no image between"):
        filling(dataset, range(5), 4)
    assert filling(dataset, [0, 2, 4], 4).left == 1


def test_other_names_lie_evenly_and_other_sizes_are_met(tmp_path):
    from tests.factories import write_image

    folder = make_dataset_folder(tmp_path, {"a.png": FIRST, "b.png": None, "c.png": LAST}, size_wh=(100, 100))
    write_image(folder / "b.png", (50, 200))
    dataset = open_dataset(folder)
    fill(LabelSession(dataset), filling(dataset, range(3), 2))
    assert dataset.read(dataset.records[1]).boxes[0].xyxy == pytest.approx((15, 80, 25, 120), abs=0.01)


def test_why_nothing_can_be_filled_is_told(tmp_path):
    dataset = make_dataset(tmp_path, {"a.png": "0 .5 .5 .1 .1\n", "b.png": None, "c.png": "1 .5 .5 .1 .1\n"})
    with pytest.raises(StudioError, match=r"No box of a\.png has a partner of its class on c\.png"):
        filling(dataset, range(3), 2)
    with pytest.raises(StudioError, match=r"No image before a\.png in the list has boxes"):
        filling(dataset, range(3), 0)
    with pytest.raises(StudioError, match=r"No image before c\.png"):
        filling(dataset, [2, 0, 1], 2)
