"""studio frames: frames of a video into a folder or a dataset."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.core.data.dataset import open_dataset
from tests.core.labelling.test_frames import greys, write_video
from tests.factories import make_dataset_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def film(tmp_path):
    return write_video(tmp_path / "film.avi", greys())


def test_frames_at_an_interval_into_a_new_folder(studio, film, tmp_path):
    result = studio("frames", film, "--out", tmp_path / "set", "--every", 1)
    assert (result.code, result.out.splitlines()[0]) == (0, "3 frames were written, 0 were there already.")
    assert len(open_dataset(tmp_path / "set").records) == 3
    result = studio("frames", film, "--out", tmp_path / "set")
    assert result.out.splitlines()[0] == "0 frames were written, 3 were there already."


def test_frames_at_times_join_a_dataset(studio, film, tmp_path):
    data = make_dataset_folder(tmp_path / "set", {"a.png": ""}, layout="yaml")
    result = studio("frames", film, "--out", data, "--at", 0.5, 2, "--png", "--json")
    found = json.loads(result.out)
    assert found["taken"] == [
        str(tmp_path / "set" / "images" / f"film_0000{number}.png") for number in ("05", "20")
    ]
    assert (found["known"], found["damaged"], found["listed"]) == ([], 0, 2)
    assert len(open_dataset(data).records) == 3


def test_what_happens_is_told_in_events(studio, film, tmp_path):
    result = studio("frames", film, "--out", tmp_path / "set", "--scenes", "--events")
    events = [json.loads(line) for line in result.out.splitlines()]
    assert events[-2] == {"event": "progress", "done": 30, "of": 30, "what": "frames gone through"}
    assert len(events[-1]["result"]["taken"]) >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGTERM to another process")
def test_a_window_that_stops_it_finds_in_the_list_what_was_taken(film, tmp_path):
    data = make_dataset_folder(tmp_path / "set", {"a.png": ""}, layout="yaml")
    long = write_video(tmp_path / "long.avi", [np.tile(picture, (10, 10, 1)) for picture in greys()] * 8)
    command = [sys.executable, "-m", "studio", "frames", str(long), "--out", str(data), "--every", "0.1"]
    process = subprocess.Popen(
        [*command, "--events"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert '"progress"' in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    taken = len(list((tmp_path / "set" / "images").glob("long_*.jpg")))
    assert process.returncode == 130
    assert 0 < taken < 240
    assert len(open_dataset(data).records) == taken + 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--every", "0"], "An interval of 0 s gives no frames."),
        (["--every", "nan"], "An interval of nan s gives no frames."),
        (["--at", "4"], "has no frame at 4 s: it is 3.0 s long."),
        (["--at", "1", "--scenes"], "not allowed with argument"),
    ],
)
def test_wrong_use_is_one_sentence(studio, film, tmp_path, more, told):
    result = studio("frames", film, "--out", tmp_path / "set", *more)
    assert result.code == 2
    assert told in result.err
    assert not (tmp_path / "set").exists()
