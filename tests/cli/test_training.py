"""models, train and evaluate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.runs import folder as runs
from tests.factories import TINY_TABLE
from tests.weights_server import running_server

SMALL = ("--model", TINY_TABLE, "--imgsz", 64, "--batch", 4, "--threads", 1)


def test_models_prints_the_promised_document(studio) -> None:
    four = {model["name"]: model for model in studio("models", "--json").json}
    assert set(four["yolov5n"]) == {"name", "parameters", "gflops", "strides"}
    assert four["yolov5n"]["strides"] == [8, 16, 32]
    assert 1.7e6 < four["yolov5n"]["parameters"] < 1.8e6
    eighty = {model["name"]: model for model in studio("models", "--json", "--classes", 80).json}
    assert eighty["yolov5n"]["parameters"] > four["yolov5n"]["parameters"]
    assert "yolov5s" in studio("models").out


def test_train_writes_events_and_can_be_resumed_and_evaluated(scenes: Path, tmp_path: Path, studio) -> None:
    run = tmp_path / "run"
    result = studio("train", scenes, *SMALL, "--epochs", 1, "--out", run, "--events")
    assert result.code == 0
    events = [json.loads(line) for line in result.lines]
    assert events[0]["event"] == "start"
    # The run's own lines come through as they are written; the verb's answer is the last.
    assert [event["event"] for event in events[-2:]] == ["done", "result"]
    assert (run / "events.jsonl").read_text(encoding="utf-8").splitlines() == result.lines[:-1]

    resumed = studio("train", "--resume", run, "--epochs", 2)
    assert resumed.code == 0
    assert "2/2 epochs" in resumed.err
    assert "best.pt" in resumed.out
    assert len(runs.read_run(run).epochs) == 2

    figures = studio("evaluate", run, scenes, "--json").json
    assert {"map50", "map50_95", "images", "boxes", "per_class"} <= set(figures)
    assert figures["images"] == 2
    assert set(figures["per_class"]) == {"white", "red", "green", "blue"}
    assert figures["boxes"] == sum(part["boxes"] for part in figures["per_class"].values())
    assert figures["boxes"] == sum(map(sum, figures["confusion"]["counts"][:-1]))
    assert figures["boxes"] == sum(row["boxes"] for row in figures["recall_by_size"])
    assert set(figures["precision_recall"]["precision"]) == set(figures["per_class"])


def test_train_finds_a_folder_for_itself(scenes: Path, studio) -> None:
    assert studio("train", scenes, *SMALL, "--epochs", 1).code == 0
    assert [run.path.name for run in runs.list_runs()] == ["tiny-1"]


def test_a_refused_training_leaves_no_folder(scenes: Path, studio) -> None:
    assert studio("train", scenes, "--model", "v5lite-e", "--imgsz", 410).code == 2
    assert list(runs.runs_folder().iterdir()) == []


def test_evaluate_shows_a_row_per_class(checkpoint: Path, tmp_path: Path, studio) -> None:
    from tests.factories import make_dataset_folder

    data = make_dataset_folder(
        tmp_path, {"a.jpg": "0 0.5 0.5 0.2 0.2\n", "b.jpg": "", "c.jpg": None}, layout="yaml"
    )
    result = studio("evaluate", checkpoint, data, "--split", "all")
    assert result.code == 0
    rows = [line.split()[0] for line in result.lines if line]
    assert rows[:6] == ["class", "w", "r", "g", "b", "all"]
    assert result.lines[7].startswith("Whatever class they are taken for, ")
    assert "Images left out because they have no label file: 1." in result.err


def test_two_scores_stand_side_by_side(checkpoint: Path, scenes: Path, tmp_path: Path, studio) -> None:
    published = tmp_path / "published.yaml"
    same = f"{scenes.parent / 'images' / 'train'}"
    published.write_text(f"train: {same}\nval: {same}\nnames: [w, r, g, b]\n")
    other = tmp_path / "other.yaml"
    other.write_text(
        published.read_text().replace(f"val: {same}", f"val: {scenes.parent / 'images' / 'val'}")
    )
    result = studio("evaluate", checkpoint, published, "--beside", other)
    assert result.code == 0, result.err
    assert "All 8 val images are trained on as well" in result.err
    rows = {line.rsplit(None, 2)[0].strip(): line.rsplit(None, 2)[1:] for line in result.lines if line}
    assert rows["images"] == ["8", "2"]
    assert {"mAP@0.5", "recall, class-blind", "mAP@0.5, b", "of them trained on"} <= rows.keys()
    document = studio("evaluate", checkpoint, published, "--beside", other, "--json").json
    assert (document["images"], document["beside"]["images"]) == (8, 2)
    assert document["class_blind"]["recall"] >= document["recall"]


def test_weights_are_listed_fetched_and_named(scenes: Path, studio, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {row["name"]: row for row in studio("weights", "--json").json}
    assert listed["yolov5n"]["licence"] == "AGPL-3.0"
    assert listed["yolov5n"]["file"] is None
    assert "yolo-fastestv2" in studio("weights").out

    refused = studio("train", scenes, "--weights", "yolov5n", "--imgsz", 64)
    assert refused.code == 2
    assert "Fetch them with: studio weights yolov5n" in refused.err

    with running_server() as server:
        server.files = {"/yolov5n.pt": b"PK" * 1000}
        monkeypatch.setenv("STUDIO_WEIGHTS_URL", server.address)
        fetched = studio("weights", "yolov5n", "--json")
    assert fetched.code == 0
    assert Path(fetched.json["file"]).stat().st_size == 2000
    assert "AGPL-3.0" in fetched.err
    # It is not a checkpoint, which the training tells.
    assert studio("train", scenes, "--weights", "yolov5n", "--imgsz", 64).code == 2


def test_weights_that_nobody_publishes(studio) -> None:
    refused = studio("weights", "v5lite-e")
    assert refused.code == 2
    assert "There are no weights called v5lite-e to fetch. Use one of yolov5n" in refused.err
