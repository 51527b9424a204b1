"""The events of a run: what stands in a line of its `events.jsonl`, as far as anybody looks at it."""

from __future__ import annotations

from typing import Any

from studio.core.errors import StudioError
from studio.core.json_door import Anything, Flag, Number, Shape, Text, Whole, fault, parse_json
from studio.core.words import retold, tr

Event = dict[str, Any]

COUNT = Whole(0, 10**12)
TIME = Number(0, 1e11)
"""Seconds since 1970; dates end before twice as many."""
SCORE = Number(0, 1)
PER_CLASS = {"map50?": SCORE, "map50_95?": SCORE, "precision?": SCORE, "recall?": SCORE, "boxes?": COUNT}
ENDING = {"epoch?": COUNT, "best_map50?": SCORE, "best_map50_95?": SCORE, "best_epoch?": COUNT}

# fmt: off
KINDS: dict[str, dict[str, Shape]] = {
    "start": {
        "model?": Text(), "epochs?": COUNT, "first_epoch?": COUNT, "steps_per_epoch?": COUNT, "imgsz?": COUNT,
        "batch?": COUNT, "classes?": [Text()], "classes_by_colour?": (Flag(), None), "train_images?": COUNT,
        "val_images?": COUNT, "threads?": COUNT, "processes?": COUNT, "device?": Text(),
    },
    "anchors": {
        "anchors?": [[[Number()]]], "sizes?": [[Number(0)]], "strides?": [COUNT], "recall?": SCORE,
    },
    "note": {"message?": Text()},
    "warning": {"message?": Text()},
    "step": {
        "epoch": COUNT, "step": COUNT, "steps": Whole(1, 10**12), "lr": Number(),
        "images_per_second": Number(), "seconds_left": TIME,
        "box?": Number(), "objectness?": Number(), "classification?": Number(),
    },
    "epoch": {
        "epoch": COUNT, "map50": SCORE, "map50_95": SCORE, "precision?": SCORE, "recall?": SCORE,
        "per_class?": {str: PER_CLASS}, "best?": Flag(), "seconds?": TIME, "box?": Number(),
        "objectness?": Number(), "classification?": Number(), "lr?": Number(),
    },
    # A stop was asked for while an epoch is being measured, and is heeded when it is.
    "stopping": {},
    "done": ENDING,
    "stopped": ENDING,
    "error": {"cause?": Text(), "remedy?": Text(), "message?": Text()},
}
"""Each kind's fields that are read somewhere; a kind that isn't here is of a later version."""
# fmt: on
ANY = {"event": Text(), "time?": TIME}
LONGEST_LINE = 16_000_000
TOLD = "told"
"""The field with the recipes of sentences, by the names of their fields."""
SENTENCES = ("message", "cause", "remedy")


class DamagedEvent(StudioError):
    """A line is whole, and yet no event that a training writes."""


def parse_event(line: bytes) -> Event | None:
    """Return the event in a line, its sentences in the user's language.

    None for what is no event at all, such as one cut off by a killed process.

    Raises:
        DamagedEvent: it is one whose values can't be.
    """
    try:
        event: Any = parse_json(line, Anything(), most=LONGEST_LINE)
    except StudioError:
        return None
    if not isinstance(event, dict):
        return None
    kind = event.get("event")
    shape = {**ANY, **KINDS.get(kind, {})} if isinstance(kind, str) else ANY
    if reason := fault(event, shape):
        raise DamagedEvent(tr("An event of the run is damaged: {reason}.", reason=reason))
    return event | _in_own_language(event.get(TOLD))


def _in_own_language(told: object) -> Event:
    """Return sentences by field as the user's language has them; older versions wrote no recipes of them."""
    if not isinstance(told, dict):
        return {}
    sentences = {name: retold(told.get(name)) for name in SENTENCES}
    return {name: sentence for name, sentence in sentences.items() if sentence is not None}
