"""What is looked at on a machine, and what each finding says it means."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from studio.core.errors import StudioError
from studio.core.machine import cameras, findings, pace
from studio.core.machine.findings import LOOKS, Finding, in_words, look_at_machine
from studio.core.machine.pace import Pace

PACE = Pace("yolov5n", 55, 8, "cpu", "CPU", 2, 20.0, 20.0, 10.0, 0.05, 0.5)


def look(name: str) -> list[Finding]:
    row = next(row for row in LOOKS if row.name == name)
    return row.look(row.name, row.title)


def test_each_look_gives_whole_sentences() -> None:
    found = list(look_at_machine(quick=True))
    assert {each.name for each in found} == {row.name for row in LOOKS} - {"training"}
    for each in found:
        assert each.sentence[:1].isupper() or each.sentence[:1].isdigit(), each
        assert each.sentence.rstrip(")'").endswith((".", "]")), each
        assert each.state in ("ok", "note", "warn")


def test_little_memory_and_little_room_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = namedtuple("Memory", "total available")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory(4e9, 0.7e9))
    usage = namedtuple("Usage", "free")
    monkeypatch.setattr(findings.shutil, "disk_usage", lambda path: usage(0.11e9))
    (found,) = look("memory")
    assert (found.state, found.sentence[:27]) == ("warn", "0.7 of 4.0 GB are free: a t")
    (found,) = look("disk")
    assert found.state == "warn" and "room for 2 of them" in found.sentence


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("STUDIO_RUNS", str(tmp_path / "file"))
    (found,) = look("rights")
    assert found.state == "warn"
    assert str(tmp_path / "file") in found.sentence and "STUDIO_RUNS" in found.sentence


def test_cameras_are_told_by_their_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cameras, "LINUX_CAMERAS", tmp_path / "sys")
    monkeypatch.setattr(cameras, "DEVICES", tmp_path / "dev")
    monkeypatch.setattr(cameras.sys, "platform", "linux")
    (tmp_path / "dev").mkdir()
    assert look("cameras")[0].facts == {"cameras": []}
    for number, (name, index) in enumerate((("Front", 0), ("Front", 1), ("Back", 0))):
        entry = tmp_path / "sys" / f"video{number}"
        entry.mkdir(parents=True)
        (entry / "name").write_text(f"{name}\n", encoding="utf-8")
        (entry / "index").write_text(f"{index}\n", encoding="utf-8")
        (tmp_path / "dev" / f"video{number}").touch()
    (found,) = look("cameras")
    assert (found.state, found.sentence) == ("ok", "Front, Back: Live can use them.")
    (tmp_path / "dev" / "video2").unlink()
    (found,) = look("cameras")
    assert found.state == "warn" and "You may not use camera Back." in found.sentence
    monkeypatch.setattr(cameras.sys, "platform", "plan9")
    (found,) = look("cameras")
    assert found.state == "note" and "Live finds out" in found.sentence


def test_the_time_of_a_training_is_made_up_of_its_parts() -> None:
    # 160 photos at 20 a second, 40 evaluated at 50 ms, half a second besides: 10.5 s an epoch.
    assert PACE.training_seconds(200) == pytest.approx(10 + 55 * (8 + 2 + 0.5))
    assert PACE.training_seconds(200, epochs=2) == pytest.approx(10 + 2 * 10.5)
    assert [in_words(seconds) for seconds in (3, 42, 100, 725, 7200)] == [
        "5 seconds",
        "40 seconds",
        "2 minutes",
        "12 minutes",
        "2.0 hours",
    ]


def test_what_was_measured_is_told_with_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "measure_pace", lambda: PACE)
    card, training = look("training")
    assert card.name == "gpu" and "runs on the processor" in card.sentence
    sentence = "Training the default model (yolov5n, 55 epochs) on 200 photos takes about 10 minutes here."
    assert training.sentence == sentence
    assert training.facts["seconds"] == 588
    monkeypatch.setattr(findings, "measure_pace", lambda: replace(PACE, quiet_images_per_second=40.0))
    told = look("training")[1].sentence
    assert told == f"{sentence} Other programs keep the processor busy now; without them, about 5 minutes."


def test_a_machine_without_torch_is_told_what_it_can_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    find = findings.find_spec
    monkeypatch.setattr(findings, "find_spec", lambda name: None if name == "torch" else find(name))
    (found,) = look("training")
    assert found.state == "warn" and "PyTorch is not here" in found.sentence
    assert any("PyTorch is not here" in each.sentence for each in look("parts"))


def _dies(connection: object) -> None:
    raise SystemExit(3)


def test_a_measuring_that_fails_is_a_finding_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> Pace:
        raise StudioError("The training pace can't be measured: no memory.", "Close other programs.")

    monkeypatch.setattr(findings, "measure_pace", fails)
    (found,) = look("training")
    assert (found.state, found.sentence) == (
        "warn",
        "The training pace can't be measured: no memory. Close other programs.",
    )
    monkeypatch.setattr(pace, "_child", _dies)
    with pytest.raises(StudioError, match="ended without a word"):
        pace.measure_pace()
