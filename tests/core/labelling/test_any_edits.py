"""The label session: whatever is done, all of it can be undone, and is on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from studio.core.data.dataset import open_dataset
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.journal import Journal
from studio.core.labelling.merges import merge_class, merging
from studio.core.labelling.past import Past
from studio.core.labelling.session import LabelSession
from tests.core.labelling.given import ODD, snapshot_bytes
from tests.factories import make_dataset


def remarks_of(session: LabelSession) -> dict[str, bytes]:
    """Return what was said of images and boxes, by file; nothing before the first was said."""
    folder = session.dataset.remarks.folder
    kept = snapshot_bytes(folder) if folder.exists() else {}
    return {name: content for name, content in kept.items() if name != "dataset.json"}


def pending_of(session: LabelSession) -> dict[Path, tuple[XYXY, ...]]:
    return {sheet.record.path: sheet.pending for sheet in session.sheets if sheet.pending}


def test_any_edits_on_any_images_can_be_undone_and_are_on_disk(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    """Edits over several images and of the classes, some undone: all undone, each file has its old bytes."""
    # Bytes are looked at here, not power cuts: waiting for the disk takes most of the time.
    monkeypatch.setattr(os, "fsync", lambda handle: None)

    class Editing(RuleBasedStateMachine):
        @initialize(is_new=st.booleans())
        def start(self, is_new: bool) -> None:
            self.folder = tmp_path_factory.mktemp("set")
            labels = {"a.png": ODD, "b.png": None, "c.png": "4 0.5 0.5 0.25 0.5", "d.png": ""}
            if is_new:
                dataset = make_dataset(self.folder, dict.fromkeys(labels), names=())
            else:
                dataset = make_dataset(self.folder, labels)
            self.journal = tmp_path_factory.mktemp("journal")
            self.session = LabelSession(dataset, Journal(self.journal))
            self.past: Past | None = None
            self.original = snapshot_bytes(self.folder)
            self.names = list(dataset.class_names)

        @rule(x=st.floats(-30, 90), y=st.floats(-5, 50), side=st.floats(0, 40))
        def draw(self, x: float, y: float, side: float) -> None:
            count = len(self.session.boxes) + len(self.session.pending)
            self.session.draw((x, y, x + side, y + side))
            assert len(self.session.boxes) + len(self.session.pending) <= count + 1

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data(), dx=st.floats(-20, 20), dy=st.floats(-20, 20))
        def move(self, data: st.DataObject, dx: float, dy: float) -> None:
            self.session.select([data.draw(st.integers(0, len(self.session.boxes) - 1))])
            self.session.nudge(dx, dy)

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data())
        def change_class(self, data: st.DataObject) -> None:
            class_id = data.draw(st.integers(0, len(self.session.dataset.class_names) - 1))
            self.session.set_class(class_id, [data.draw(st.integers(0, len(self.session.boxes) - 1))])

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data())
        def delete(self, data: st.DataObject) -> None:
            self.session.delete([data.draw(st.integers(0, len(self.session.boxes) - 1))])

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data(), said=st.sampled_from([("difficult", True), ("occluded", False), ("text", "ü")]))
        def say(self, data: st.DataObject, said: tuple[str, bool | str]) -> None:
            self.session.say(*said, [data.draw(st.integers(0, len(self.session.boxes) - 1))])

        @rule(tags=st.lists(st.sampled_from(["night", "rain"]), max_size=2))
        def tag(self, tags: list[str]) -> None:
            self.session.set_tags(tags)

        @rule()
        def empty(self) -> None:
            self.session.mark_empty()

        @rule()
        def copy(self) -> None:
            self.session.copy_from_previous()

        @precondition(lambda self: self.session.boxes)
        @rule()
        def duplicate(self) -> None:
            self.session.add_copies(self.session.boxes[-2:])

        @rule(name=st.sampled_from("uvxyz"))
        def add_class(self, name: str) -> None:
            if name not in self.session.dataset.class_names:
                self.session.add_class(name)

        @precondition(lambda self: self.session.unnamed)
        @rule(name=st.sampled_from("uvxyz"))
        def name(self, name: str) -> None:
            self.session.name_pending(name)
            assert self.session.unnamed is None

        @precondition(lambda self: self.session.pending)
        @rule()
        def drop(self) -> None:
            self.session.drop_pending(0)

        @rule()
        def undo(self) -> None:
            self.session.undo()

        @rule()
        def redo(self) -> None:
            self.session.redo()

        @precondition(lambda self: self.session.journal.is_read or not self.session.unnamed)
        @rule()
        def close_the_window_and_open_it_again(self) -> None:
            index, pending = self.session.index, pending_of(self.session)
            self.session.journal.close()
            self.session = LabelSession(open_dataset(self.folder), Journal(self.journal))
            self.past = None
            images = [record.path for record in self.session.dataset.records]
            assert images == sorted(images)
            self.session.open(index)
            if pending:
                self.session.take_over(self.session.journal.read())
                assert pending_of(self.session) == pending

        @precondition(lambda self: not self.session.journal.is_read)
        @rule()
        def read_what_was_done_before(self) -> None:
            self.past = self.session.journal.read()

        @precondition(lambda self: self.past is not None)
        @rule()
        def take_it_over(self) -> None:
            self.session.take_over(self.past)
            self.past = None
            assert self.session.lacking == self.session.overtaken == []

        @precondition(lambda self: len(self.session.dataset.class_names) > 1)
        @rule(data=st.data())
        def merge(self, data: st.DataObject) -> None:
            source, target = data.draw(
                st.permutations(range(len(self.session.dataset.class_names))).map(lambda ids: ids[:2])
            )
            if self.session.unnamed is None:
                merge_class(self.session, merging(self.session.dataset, source, target))

        @precondition(lambda self: len(self.session.dataset.records) > 1 and not self.session.pending)
        @rule()
        def trash(self) -> None:
            image = self.session.record.path
            self.session.trash_image()
            assert not image.exists()
            assert image not in [record.path for record in self.session.dataset.records]

        @rule(index=st.integers(0, 3))
        def open(self, index: int) -> None:
            index = min(index, len(self.session.dataset.records) - 1)
            kept = self.session.selection if index == self.session.index else ()
            self.session.open(index)
            assert self.session.selection == kept

        @invariant()
        def disk_says_what_the_session_says(self) -> None:
            labels = self.session.dataset.read(self.session.record)
            assert [box.class_id for box in labels.boxes] == [box.class_id for box in self.session.boxes]
            for mine, written in zip(self.session.boxes, labels.boxes, strict=True):
                assert written.xyxy == pytest.approx(mine.xyxy, abs=1e-3)
                assert written.attributes == mine.attributes
            assert labels.tags == self.session.tags
            assert self.session.failure is None
            assert bool(self.session.unnamed) == bool(self.session.unsaved)
            assert self.session.dataset.state(self.session.record) == self.session.state
            assert open_dataset(self.folder).class_names == self.session.dataset.class_names

        def teardown(self) -> None:
            self.session.journal.close()
            if not self.session.journal.is_read:
                self.session.take_over(self.session.journal.read())
            now, said, done = snapshot_bytes(self.folder), remarks_of(self.session), 0
            while self.session.undo():
                done += 1
            assert snapshot_bytes(self.folder) == self.original
            assert remarks_of(self.session) == {}
            assert self.session.dataset.class_names == self.names
            assert self.session.unsaved == []
            for _ in range(done):
                assert self.session.redo()
            assert snapshot_bytes(self.folder) == now
            assert remarks_of(self.session) == said

    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
