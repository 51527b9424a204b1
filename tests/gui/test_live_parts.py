"""The mailbox between worker and window, and the arithmetic of the time axis."""

from __future__ import annotations

import pytest

from studio.core.boxes.detections import Detections
from studio.core.json_door import Fields
from studio.core.live.loop import LiveFrame
from studio.core.live.sources import SOURCES
from studio.core.runtime.detector import FrameResult
from studio.core.timing import STAGES, FrameTimings
from studio.gui.live.source_picker import SourcePicker
from studio.gui.live.stages import axis_limit, stage_colour, stage_text
from studio.gui.live.worker import Mailbox
from tests.factories import make_image


def frame(number: int) -> LiveFrame:
    return LiveFrame(number, make_image(), FrameResult(Detections.empty(), FrameTimings()), 0, "")


def test_the_newest_frame_wins_and_its_reader_is_told_once():
    mailbox = Mailbox()
    assert [mailbox.put(frame(number)) for number in range(3)] == [True, False, False]
    taken = mailbox.take()
    assert taken is not None
    assert (taken.number, mailbox.replaced) == (2, 2)
    assert mailbox.take() is None
    assert mailbox.put(frame(3))


def test_every_stage_has_a_word_and_a_colour_of_its_own():
    assert len({stage_text(stage) for stage in STAGES}) == len(STAGES)
    assert len({stage_colour(stage).name() for stage in STAGES}) == len(STAGES)


@pytest.mark.parametrize(
    ("longest_ms", "limit_ms", "expected"),
    [(20, 50, 50), (60, 50, 100), (40, 100, 100), (40, 200, 50), (99_999, 50, 10_000)],
)
def test_the_time_axis_grows_at_once_and_shrinks_only_when_much_too_long(longest_ms, limit_ms, expected):
    assert axis_limit(longest_ms, limit_ms) == expected


@pytest.mark.parametrize("kind", SOURCES, ids=lambda kind: kind.name)
def test_every_kind_of_source_can_be_chosen(qtbot, kind):
    picker = SourcePicker()
    qtbot.addWidget(picker)
    picker.set_text(kind.example)
    opened_by = next(row for row in SOURCES if row.matches(picker.text()))
    assert picker.kind() == opened_by.name
    assert picker.text() == kind.example
    again = SourcePicker()
    qtbot.addWidget(again)
    again.restore_state(Fields(picker.save_state()))
    assert again.text() == kind.example
