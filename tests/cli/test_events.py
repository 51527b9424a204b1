"""The one protocol between processes: with --events every verb writes JSON lines of a few kinds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli import COMMANDS

FIELDS = {
    "progress": {"event", "done", "of", "what"},
    "note": {"event", "message"},
    "warning": {"event", "message"},
    "error": {"event", "cause", "remedy"},
    "result": {"event", "result"},
}


@pytest.mark.parametrize("verb", [command.name for command in COMMANDS])
def test_a_mistake_is_an_event_with_cause_and_remedy(verb: str, studio) -> None:
    result = studio(verb, "--no-such-option", "--events")
    assert (result.code, result.err) == (2, "")
    events = [json.loads(line) for line in result.lines]
    assert [set(event) for event in events] == [FIELDS["error"]]
    assert events[0]["remedy"]


def test_what_happens_is_told_in_lines_that_end_in_the_result(
    scenes: Path, tmp_path: Path, exported: dict[str, Path], studio
) -> None:
    model, images = exported["onnx"], scenes.parent / "images" / "val"
    seen = set()
    for verb in (
        ["check", scenes],
        ["tile", scenes, "--out", tmp_path / "2024/11/classes", "--grid", "1x2"],
        ["models"],
        ["inspect", model],
        ["detect", model, images],
        ["live", model, images, "--frames", 2],
    ):
        result = studio(*verb, "--events")
        assert (verb[0], result.code, result.err) == (verb[0], 0, "")
        events = [json.loads(line) for line in result.lines]
        assert all(set(event) == FIELDS[event["event"]] for event in events)
        assert [event["event"] for event in events].count("result") == 1
        assert events[-1]["event"] == "result"
        # How far it is are numbers, whatever folders are called.
        assert all(0 <= event["done"] <= event["of"] for event in events if event["event"] == "progress")
        seen |= {event["event"] for event in events}
    assert {"progress", "result"} <= seen
