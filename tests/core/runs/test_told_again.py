"""Sentences of a run are told in the language of who reads it, whatever its training spoke."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core import languages, words
from studio.core.data.scenes import write_sample_set
from studio.core.errors import StudioError
from studio.core.files import missing_error
from studio.core.runs.curves import RunCurves
from studio.core.runs.events import TOLD, parse_event
from studio.core.runs.folder import EVENTS, tail_events
from studio.core.runs.log import Diary
from studio.core.training.loop import train
from studio.core.words import recipe, remember, retold, tr, trn
from tests.core.training.test_loop import config


@pytest.fixture(autouse=True)
def remembered() -> Iterator[None]:
    remember()
    yield
    languages.use("en")


def messages(run: Path) -> list[str]:
    events, _ = tail_events(run)
    return [message for _, message in RunCurves(events).messages]


@pytest.mark.parametrize(("spoken", "read"), [("zh_CN", "en"), ("en", "zh_CN")])
def test_a_run_tells_its_notes_in_the_language_of_its_reader(tmp_path: Path, spoken: str, read: str) -> None:
    def say() -> list[str]:
        problem = missing_error(Path("a.png"))
        return [
            tr("Left out: {cause}", cause=problem.cause),
            trn("{n} box added.", "{n} boxes added.", 2),
            tr("No better mAP for {n} epochs: training ends here.", n=5),
        ]

    languages.use(spoken)
    heard: list[dict[str, object]] = []
    diary = Diary(tmp_path, heard.append)
    for sentence in say():
        diary.send("note", message=sentence)
    # What is put together, or is of no catalogue, stays as it was written.
    diary.send("warning", message=" ".join(say()))
    failure = StudioError(say()[2], tr("Resume from the last checkpoint."))
    diary.send("error", cause=failure.cause, remedy=failure.remedy)
    diary.close()
    as_spoken = say()
    assert messages(tmp_path) == [*as_spoken, " ".join(as_spoken)]
    assert [TOLD in event for event in heard] == [True, True, True, False, True]
    languages.use(read)
    assert say() != as_spoken
    assert messages(tmp_path) == [*say(), " ".join(as_spoken)]
    *_, last = tail_events(tmp_path)[0]
    assert (last["cause"], last["remedy"]) == (say()[2], tr("Resume from the last checkpoint."))


def test_a_run_of_an_older_version_is_read_as_it_is() -> None:
    line = {"event": "note", "message": "Sätze von früher", "time": 5.0}
    assert parse_event(json.dumps(line).encode()) == line


@pytest.mark.parametrize(
    "made",
    [
        "text",
        {"text": "{a:>999999999}", "values": {"a": "x"}},
        {"text": "{a.__class__}", "values": {"a": "x"}},
        {"text": "{a[0]}", "values": {"a": "x"}},
        {"text": "{a!r}", "values": {"a": "x"}},
        {"text": "{", "values": {}},
        {"text": "{0}", "values": {}},
        {"text": "{a}" * 300, "values": {"a": "x" * 10_000}},
        {"text": "{a}{a}" * 1000, "values": {"a": "x"}},
        {"text": "{gone}", "values": {}},
        {"text": "{a:.2f}", "values": {"a": "x"}},
        {"text": "{a}", "values": {"a": []}},
        {"text": "{a}", "values": {"a": {"text": "{", "values": {}}}},
        {"text": "{n} box", "many": "{n} boxes", "values": {"n": "two"}},
        {"text": "{n} box", "many": "{n} boxes", "values": {}},
        {"text": 5, "values": {}},
        {"text": "a"},
    ],
)
def test_what_is_no_recipe_leaves_the_sentence_as_it_was_written(made: object) -> None:
    assert retold(made) is None
    line = {"event": "note", "message": "As written.", TOLD: {"message": made}}
    assert parse_event(json.dumps(line).encode()) == line


def test_a_recipe_is_too_deep_at_some_point() -> None:
    made: object = "a"
    for _ in range(50):
        made = {"text": "{a}", "values": {"a": made}}
    assert retold(made) is None


def test_a_name_that_is_a_word_of_the_program_stays_a_name() -> None:
    said = tr("Left out: {cause}", cause=tr("images"))
    assert recipe(said) == {"text": "Left out: {cause}", "values": {"cause": "images"}}
    assert recipe("images") == {"text": "images", "values": {}}


def test_what_is_remembered_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_REMEMBERED", 3)
    said = [tr("Left out: {cause}", cause=number) for number in range(8)]
    assert recipe(said[-1]) == {"text": "Left out: {cause}", "values": {"cause": 7}}
    assert sum(recipe(sentence) is not None for sentence in said) <= 3


def test_a_training_writes_what_its_notes_are_made_of(tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "set", images=8, seed=2)
    broken = sorted((data.parent / "images" / "train").iterdir())[0]
    broken.write_bytes(b"this is text")
    run = train(config(data, tmp_path / "run", epochs=1), lambda event: None)
    rows = [json.loads(line) for line in (run / EVENTS).read_bytes().splitlines()]
    notes = [row for row in rows if row["event"] in ("note", "warning")]
    assert notes and all("message" in row.get(TOLD, {}) for row in notes), notes
    in_english = messages(run)
    languages.use("zh_CN")
    in_chinese = messages(run)
    assert len(in_chinese) == len(in_english) and not set(in_chinese) & set(in_english)
    assert any(broken.name in message for message in in_chinese)
