"""studio doctor and studio get: sentences, one document, events, and the file for whoever helps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from studio.core.data.dataset import open_dataset
from studio.core.machine.findings import LOOKS
from studio.core.machine.pace import PICTURES
from studio.core.sets import SETS


def test_the_machine_is_told_of_in_sentences(studio, tmp_path: Path) -> None:
    told = studio("doctor", "--quick", "--zip", tmp_path / "help.zip")
    assert told.code == 0 and told.err == ""
    assert {row.title for row in LOOKS if row.name != "training"} <= {
        line[4:].split("  ")[0] for line in told.lines
    }
    assert told.lines[-1] == f"Written: {tmp_path / 'help.zip'}"
    assert zipfile.is_zipfile(tmp_path / "help.zip")


def test_the_same_is_one_document_or_events(studio) -> None:
    document = studio("doctor", "--quick", "--json").json
    assert [each["name"] for each in document["findings"]][:3] == ["processor", "memory", "disk"]
    events = [json.loads(line) for line in studio("doctor", "--quick", "--events").lines]
    kinds = [event["event"] for event in events]
    assert kinds.count("finding") == len(document["findings"])
    assert kinds[-1] == "result"


@pytest.mark.proof
def test_the_time_of_a_training_is_measured(studio) -> None:
    (training,) = [each for each in studio("doctor", "--json").json["findings"] if each["name"] == "training"]
    facts = training["facts"]
    assert facts["model"] == "yolov5n" and facts["epochs"] == 55 and 1 <= facts["batch"] <= PICTURES
    assert 0.5 < facts["images_per_second"] < 100_000
    assert 20 < facts["seconds"] < 60_000
    assert training["sentence"].startswith("Training the default model (yolov5n, 55 epochs) on 200 photos")


@pytest.mark.proof
def test_a_measuring_ends_with_who_asked_for_it(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "studio", "doctor", "--events"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as asking:
        process = psutil.Process(asking.pid)

        def measuring() -> list[psutil.Process]:
            return [child for child in process.children() if "spawn_main" in " ".join(child.cmdline())]

        wait_until(lambda: bool(measuring()) and any(tmp_path.glob("studio-pace-*/set")))
        (child,) = measuring()
        asking.kill()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    assert list(tmp_path.glob("studio-pace-*")) == []


def wait_until(question: Callable[[], bool]) -> None:
    end = time.monotonic() + 100
    while not question():
        assert time.monotonic() < end, "it does not come to that"
        time.sleep(0.05)


def test_sets_are_listed_and_drawn(studio, tmp_path: Path) -> None:
    listed = studio("get")
    assert [line.split()[0] for line in listed.lines[1:]] == list(SETS)
    assert [row["name"] for row in studio("get", "--json").json] == list(SETS)
    how = ("--images", "2", "--size", "160x120", "--blur", "0.5", "--distance", "2", "--seed", "3")
    data = Path(studio("get", "sample", "--out", tmp_path / "mine", *how, "--json").json["data"])
    assert data == tmp_path / "mine" / "data.yaml"
    dataset = open_dataset(data)
    assert [dataset.image_size(record) for record in dataset.records] == [(160, 120)] * 2
    for wrong, told in (("--size", "160 is no size"), ("--blur", "blur is 7.0"), ("--images", "1 photos")):
        value = {"--size": "160", "--blur": "7", "--images": "1"}[wrong]
        refused = studio("get", "sample", "--out", tmp_path / "none", wrong, value)
        assert (refused.code, told in refused.err) == (2, True), refused.err
    again = studio("get", "sample", "--out", tmp_path / "mine")
    assert again.code == 2 and "not an empty folder" in again.err
