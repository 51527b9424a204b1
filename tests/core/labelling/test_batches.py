"""Editing boxes of many images at once: what is written, what is left, and back to the byte."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.dataset import open_dataset
from studio.core.labelling.batches import boxes_of_class, change_boxes, changing
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset_folder, snapshot

ODD = "0  0.25 0.250 0.10000000 1e-1"
RED = "1 0.5 0.5 0.2 0.2"
LABELS = {"a.png": f"{ODD}\n{RED}\n{RED[:-1]}1\n", "b.png": "", "c.png": None, "d.png": f"{RED}\n"}


def bytes_of(folder):
    return {name: content for name, (content, _) in snapshot(folder).items() if name.endswith(".txt")}


def test_boxes_of_several_images_change_in_one_step_and_other_lines_stay(tmp_path):
    folder = make_dataset_folder(tmp_path / "set", LABELS)
    before, dataset = bytes_of(folder), open_dataset(folder)
    session = LabelSession(dataset)
    found = boxes_of_class(dataset, 1)
    assert [placed.image for placed in found] == [0, 0, 3]
    change_boxes(session, changing(dataset, [found[0], found[2]], 2), 2, 2)
    assert (folder / "a.txt").read_text().splitlines()[0] == ODD
    assert [box.class_id for box in dataset.read(dataset.records[0]).boxes] == [0, 2, 1]
    assert [box.class_id for box in dataset.read(dataset.records[3]).boxes] == [2]
    assert session.undo_text == "made 2 boxes “g”"
    session.undo()
    assert bytes_of(folder) == before


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 5)), st.sampled_from([None, 0, 1, 2])), max_size=4))
def test_whatever_is_done_undo_returns_the_exact_start(tmp_path_factory, edits):
    folder = make_dataset_folder(tmp_path_factory.mktemp("data") / "set", LABELS)
    before, dataset = bytes_of(folder), open_dataset(folder)
    session = LabelSession(dataset)
    for places, class_id in edits:
        every = [placed for known in range(3) for placed in boxes_of_class(dataset, known)]
        chosen = [every[place] for place in places if place < len(every)]
        change_boxes(session, changing(dataset, chosen, class_id), class_id, len(chosen))
    while session.undo() is not None:
        pass
    assert bytes_of(folder) == before
