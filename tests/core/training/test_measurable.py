"""A training says what it can't measure or learn, measures as `evaluate` does, and ends when pictures go."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from studio import cli
from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.data.scenes import CLASS_NAMES, write_sample_set
from studio.core.errors import DataGone, StudioError
from studio.core.evaluation.average_precision import Evaluation
from studio.core.evaluation.evaluate import evaluate_model
from studio.core.pictures import imread
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.log import Diary
from studio.core.runtime.detector import load_detector
from studio.core.training import samples
from studio.core.training.leader import Leader
from studio.core.training.loop import resume, train
from studio.core.training.prepare import open_data, plan_model, prepare
from studio.core.training.samples import SampleStore
from studio.core.training.step import Stepper
from studio.core.training.team import Team
from studio.core.weights.opening import load_checkpoint
from tests.factories import TINY_TABLE


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_sample_set(tmp_path / "set", images=12, seed=1)


def config(data: Path, out: Path, **changes) -> TrainConfig:
    values = {"model": str(TINY_TABLE), "epochs": 2, "imgsz": 64, "batch": 4, "threads": 1, "patience": 0}
    return TrainConfig(data=str(data), out=str(out), **{**values, **changes})


def labels_of(data: Path, split: str) -> list[Path]:
    return sorted((data.parent / "labels" / split).glob("*.txt"))


def told(seen: list[dict], kind: str = "warning") -> list[str]:
    return [event["message"] for event in seen if event["event"] == kind]


def test_without_boxes_to_measure_on_the_last_epoch_is_best_and_none_too_many(data: Path, tmp_path: Path):
    for path in labels_of(data, "val"):
        path.write_text("")
    seen: list[dict] = []
    run = train(config(data, tmp_path / "run", epochs=3, patience=1), seen.append)
    assert any(message.startswith("The val images have no boxes") for message in told(seen))
    kinds = [event["event"] for event in seen]
    assert kinds.index("warning") < kinds.index("step")
    assert seen[-1]["best_epoch"] == 3
    assert load_checkpoint(run / "best.pt").epoch == 3
    # A report of it can be written, and says the same of its epochs.
    assert runs.read_run(run).state == "finished"


def test_the_last_of_epochs_that_found_nothing_is_best_and_patience_ends_them(data: Path, tmp_path: Path):
    # Boxes that nothing can find: the pictures of val are elsewhere.
    for path in labels_of(data, "val"):
        path.write_text("0 0.004 0.004 0.002 0.002\n")
    seen: list[dict] = []
    train(config(data, tmp_path / "run", epochs=4, patience=2), seen.append)
    epochs = [event for event in seen if event["event"] == "epoch"]
    assert [epoch["map50"] for epoch in epochs] == [0, 0, 0]
    assert seen[-1]["best_epoch"] == 3


def test_a_box_met_by_accident_makes_no_epoch_the_best(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A photo with a class of its own, left out, has a score of 0.0001 in the first epoch and none later."""
    scores = iter([0.0001, 0.0, 0.00005])
    honest = Leader.evaluate

    def evaluate(self: Leader, stepper: Stepper) -> Evaluation:
        score = next(scores)
        return replace(honest(self, stepper), map50=score, map50_95=score)

    monkeypatch.setattr(Leader, "evaluate", evaluate)
    seen: list[dict] = []
    train(config(data, tmp_path / "run", epochs=3), seen.append)
    assert seen[-1]["best_epoch"] == 3


def test_one_image_of_a_single_cell_is_no_batch(data: Path, tmp_path: Path):
    images = len(labels_of(data, "train"))
    # The bottom of this network is a single cell at 32 px, and its norms need two values.
    single = {"model": "yolo-fastestv2", "imgsz": 32, "multi_scale": 0.0, "epochs": 1}
    seen: list[dict] = []
    train(config(data, tmp_path / "run", batch=images - 1, **single), seen.append)
    assert sum(event["event"] == "step" for event in seen) == 1
    with pytest.raises(StudioError, match="its coarsest grid has one cell") as caught:
        train(config(data, tmp_path / "other", batch=1, **single), seen.append)
    assert "larger --imgsz" in caught.value.remedy


def test_labels_dropped_and_converted_are_told_before_the_first_step(data: Path, tmp_path: Path):
    first, second, *_ = labels_of(data, "train")
    first.write_text("0 0.1 0.1 0.9 0.1 0.9 0.9\n")
    second.write_text("0 50 50 20 20\n0 0.5 0.5 0.2 0.2\n")
    (first.parent / "nobody.txt").write_text("0 0.5 0.5 0.2 0.2\n")
    opened = open_data(config(data, tmp_path / "run"), plan_model(config(data, tmp_path / "run")).table)
    dropped, polygons, stray, *_ = opened.warnings
    assert f"{second}:1" in dropped
    assert "polygons, of which the box around them is used: 1 in 1 files" in polygons
    assert str(first.parent / "nobody.txt") in stray


def label_as_found(data: Path, checkpoint: Path) -> None:
    """Take what a network finds for the truth, so that its mAP is high, and its classes for the dataset's."""
    text = data.read_text(encoding="utf-8")
    for name, short in zip(CLASS_NAMES, "wrgb", strict=True):
        text = text.replace(name, short)
    data.write_text(text, encoding="utf-8")
    detector = load_detector(checkpoint, threads=1)
    dataset = open_dataset(data)
    for record in dataset.records:
        found = detector.detect(imread(record.path)).detections
        rows = zip(found.class_ids[:9].tolist(), found.xyxy[:9].tolist(), strict=True)
        dataset.write(record, [Box(class_id, *xyxy) for class_id, xyxy in rows])
    detector.close()


@pytest.mark.parametrize(
    "spoilt",
    [
        "unreadable lines",
        *(pytest.param(kind, marks=pytest.mark.proof) for kind in ("no label file", "header", "pixels")),
    ],
)
def test_an_epoch_is_measured_as_evaluate_measures(data: Path, tmp_path: Path, checkpoint: Path, spoilt: str):
    """Of images that tell nothing, neither counts one as empty where the other leaves it out."""
    label_as_found(data, checkpoint)
    label = labels_of(data, "val")[0]
    image = next((data.parent / "images" / "val").glob(f"{label.stem}.*"))
    if spoilt == "unreadable lines":
        label.write_text("0 320 240 20 20\ncar 0.5 0.5 0.2 0.2\n")
    elif spoilt == "no label file":
        label.unlink()
    elif spoilt == "header":
        image.write_bytes(b"this is text")
    else:
        image.write_bytes(image.read_bytes()[:200] + b"\0" * 50)
    same = {"weights": str(checkpoint), "model": "", "imgsz": 128, "fit_anchors": False}
    run = tmp_path / "run"
    run.mkdir()
    prepared = prepare(config(data, run, **same))
    stepper = Stepper(prepared, Team(), None)
    # With the anchors too, which a training fits to the size of its input.
    stepper.average.network.load_state_dict(load_checkpoint(checkpoint).weights)
    diary = Diary(run, lambda event: None)
    epoch = Leader(prepared, diary, None).evaluate(stepper)
    diary.close()
    said: list[str] = []
    measured = evaluate_model(checkpoint, open_dataset(data), threads=1, say=said.append)
    evaluation = measured.evaluation
    assert epoch.to_dict() == evaluation.to_dict()
    assert evaluation.map50 > 0.5
    whole = len(open_dataset(data).splits["val"])
    assert evaluation.images == whole - 1
    assert any("left out" in text.lower() for text in said)


def test_a_training_ends_when_its_pictures_go_and_goes_on_when_they_are_back(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(samples, "RETRY_SECONDS", 0)
    whole = train(config(data, tmp_path / "whole", epochs=3), lambda event: None)
    run, pictures = tmp_path / "run", data.parent / "images"
    seen: list[dict] = []

    def take_away(event: dict) -> None:
        seen.append(event)
        if event["event"] == "epoch" and event["epoch"] == 1:
            pictures.rename(tmp_path / "away")

    with pytest.raises(DataGone, match="can no longer be opened") as ended:
        train(config(data, run, epochs=3, cache_mb=0), take_away)
    assert f"--resume {run}" in ended.value.remedy
    assert seen[-1]["event"] == "error"
    assert [event["epoch"] for event in seen if event["event"] == "epoch"] == [1]
    assert load_checkpoint(run / "last.pt").epoch == 1
    with pytest.raises(StudioError):
        resume(run, lambda event: None)
    (tmp_path / "away").rename(pictures)
    resume(run, lambda event: None)
    figures = [
        [(epoch["epoch"], epoch["box"], epoch["map50"]) for epoch in runs.read_run(path).epochs]
        for path in (whole, run)
    ]
    assert figures[0] == figures[1]


def test_training_pictures_that_go_end_it_though_it_could_still_be_measured(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(samples, "RETRY_SECONDS", 0)

    def take_away(event: dict) -> None:
        if event["event"] == "epoch":
            (data.parent / "images/train").rename(tmp_path / "away")

    with pytest.raises(DataGone, match="can no longer be opened"):
        train(config(data, tmp_path / "run", epochs=2, cache_mb=0), take_away)
    assert load_checkpoint(tmp_path / "run/last.pt").epoch == 1


def test_one_validation_picture_that_goes_ends_it_though_all_others_are_in_memory(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(samples, "RETRY_SECONDS", 0)
    gone = sorted((data.parent / "images/val").iterdir())[0]

    def take_away(event: dict) -> None:
        if event["event"] == "epoch":
            gone.unlink()

    with pytest.raises(DataGone, match=gone.name):
        train(config(data, tmp_path / "run", epochs=3), take_away)
    assert load_checkpoint(tmp_path / "run/last.pt").epoch == 1


def test_a_validation_picture_that_comes_back_is_measured_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    picture = sorted((data.parent / "images/val").iterdir())[0]
    away = tmp_path / "away"
    monkeypatch.setattr(samples.time, "sleep", lambda seconds: away.exists() and away.rename(picture))

    def take_away(event: dict) -> None:
        if event["event"] == "epoch" and event["epoch"] == 1:
            picture.rename(away)

    seen: list[dict] = []
    run = train(config(data, tmp_path / "run"), lambda event: (seen.append(event), take_away(event)))
    first, second = runs.read_run(run).epochs
    boxes = [sum(part["boxes"] for part in epoch["per_class"].values()) for epoch in (first, second)]
    assert boxes[0] == boxes[1]
    assert not any(picture.name in message for message in told(seen))


def test_a_few_training_pictures_may_go(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(samples, "RETRY_SECONDS", 0)
    gone = sorted((data.parent / "images/train").iterdir())[:2]

    def take_away(event: dict) -> None:
        seen.append(event)
        if event["event"] == "start":
            for path in gone:
                path.unlink()

    seen: list[dict] = []
    run = train(config(data, tmp_path / "run", cache_mb=0), take_away)
    assert runs.read_run(run).state == "finished"
    for path in gone:
        assert sum(path.name in message for message in told(seen)) == 1


@pytest.mark.parametrize(("count", "gone", "is_many"), [(2, 1, False), (2, 2, True), (100, 3, False),
    (100, 4, True), (1000, 10, False), (1000, 11, True), (1, 1, True)])  # fmt: skip
def test_how_many_are_a_few(data: Path, count: int, gone: int, is_many: bool):
    dataset = open_dataset(data)
    store = SampleStore(dataset, [dataset.records[0]] * count, 64, cache_bytes=0)
    store.gone = set(range(gone))
    assert store.has_lost_many is is_many


def test_the_command_fails_when_pictures_go(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(samples, "RETRY_SECONDS", 0)
    save = runs.EventLog.write

    def write(self: runs.EventLog, event: dict) -> None:
        save(self, event)
        if event["event"] == "epoch":
            shutil.rmtree(data.parent / "images", ignore_errors=True)

    monkeypatch.setattr(runs.EventLog, "write", write)
    words = f"--model {TINY_TABLE} --imgsz 64 --epochs 30 --threads 1 --batch 4 --cache-mb 0 --out"
    code = cli.run(["train", str(data), *words.split(), str(tmp_path / "run")])
    assert code == cli.FAILED == 1
    assert "can no longer be opened" in capsys.readouterr().err
