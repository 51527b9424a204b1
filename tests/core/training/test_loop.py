"""Training as a person would meet it: it learns, stops, goes on, survives a kill, and refuses bad input."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from tensorboardX.proto import event_pb2

from studio.core.data.dataset import open_dataset
from studio.core.data.formats.yolo import format_line
from studio.core.data.scenes import CLASS_NAMES, draw_scene, write_sample_set
from studio.core.errors import DiskFull, StudioError
from studio.core.evaluation.evaluate import evaluate_model
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.pictures import imwrite
from studio.core.report.run_report import REPORT, write_report
from studio.core.runs import folder as runs
from studio.core.runs import log as diary
from studio.core.runs.config import TrainConfig
from studio.core.runs.data_snapshot import Seal
from studio.core.training import devices, leader
from studio.core.training.devices import fitting_batch
from studio.core.training.loop import resume, train
from studio.core.training.prepare import prepare
from studio.core.training.samples import Batch
from studio.core.training.step import LOSSES, Stepper
from studio.core.training.team import Team
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.opening import load_checkpoint
from tests.factories import TINY_TABLE

CHILD = """
import os, signal, sys
from studio.core.weights.checkpoint import Checkpoint
from studio.core.runs.config import TrainConfig
from studio.core.training.loop import train

when, save = sys.argv[2], Checkpoint.save

def die():
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def save_or_die(self, path):
    if self.epoch == 2 and when == "best" and path.name == "last.pt":
        die()
    if self.epoch == 2 and when == "half of last" and path.name == "last.pt":
        path.with_name(".last.pt.0.part").write_bytes(b"half")
        die()
    save(self, path)

Checkpoint.save = save_or_die
points = {"start": ("step", 1, 1), "step": ("step", 2, 2), "epoch": ("epoch", 2, None)}

def emit(event):
    if (event["event"], event.get("epoch"), event.get("step")) == points.get(when):
        die()

train(TrainConfig.from_dict(eval(sys.argv[1])), emit)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_set(tmp_path_factory.mktemp("set"), images=10, seed=1)


def config(data: Path, out: Path, **changes) -> TrainConfig:
    values = {"model": str(TINY_TABLE), "epochs": 2, "imgsz": 64, "batch": 4, "threads": 1, "patience": 0}
    return TrainConfig(data=str(data), out=str(out), **{**values, **changes})


@pytest.fixture(scope="module")
def uninterrupted(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(config(data, tmp_path_factory.mktemp("whole") / "run", epochs=3), lambda event: None)


def losses(run: Path) -> dict[int, tuple[float, float, float]]:
    """Return the losses of each step; of a repeated step the last."""
    events, _ = runs.tail_events(run)
    return {
        event["global_step"]: (event["box"], event["objectness"], event["classification"])
        for event in events
        if event["event"] == "step"
    }


def test_run_folder_tells_the_whole_story(data: Path, tmp_path: Path) -> None:
    seen: list[dict] = []
    run = train(config(data, tmp_path / "run"), seen.append)
    written, _ = runs.tail_events(run)
    assert written == seen
    kinds = [event["event"] for event in seen]
    assert kinds[0] == "start"
    assert kinds[-1] == "done"
    assert kinds.count("epoch") == 2
    start = seen[0]
    assert kinds.count("step") == 2 * start["steps_per_epoch"]
    assert start["classes_by_colour"] is True
    info = runs.read_run(run)
    assert info.state == "finished"
    assert len(info.epochs) == 2
    best, last = load_checkpoint(run), load_checkpoint(run / "last.pt")
    assert best.training == {}
    assert last.epoch == 2
    assert last.spec.input_wh == (64, 64)
    best = load_checkpoint(run / "best.pt")
    assert (info.best["epoch"], info.best_map50) == (best.epoch, pytest.approx(best.metrics["map50"]))
    assert [found.path for found in runs.list_runs(tmp_path)] == [run]


def test_loss_falls(data: Path, tmp_path: Path) -> None:
    settings = config(data, tmp_path / "run", epochs=8, imgsz=96, batch=2, mosaic=0)
    epochs = runs.read_run(train(settings, lambda event: None)).epochs
    first, last = (sum(epoch[name] for name in LOSSES) for epoch in (epochs[0], epochs[-1]))
    assert last < 0.95 * first


def test_same_seed_gives_the_same_losses(data: Path, tmp_path: Path) -> None:
    first = train(config(data, tmp_path / "a", epochs=1), lambda event: None)
    second = train(config(data, tmp_path / "b", epochs=1), lambda event: None)
    other = train(config(data, tmp_path / "c", epochs=1, seed=1), lambda event: None)
    assert losses(first) == losses(second)
    assert losses(first) != losses(other)


def test_stop_then_resume_is_as_if_never_stopped(data: Path, tmp_path: Path) -> None:
    whole = train(config(data, tmp_path / "whole", epochs=3), lambda event: None)
    parts = tmp_path / "parts"

    def stop_in_second_epoch(event: dict) -> None:
        if event["event"] == "step" and event["epoch"] == 2:
            runs.request_stop(parts)

    train(config(data, parts, epochs=3), stop_in_second_epoch)
    assert runs.read_run(parts).state == "stopped"
    assert len(runs.read_run(parts).epochs) == 1
    resume(parts, lambda event: None)
    assert runs.read_run(parts).state == "finished"
    for step, expected in losses(whole).items():
        assert losses(parts)[step] == pytest.approx(expected, abs=1e-5)
    fits = [event for event in runs.tail_events(parts)[0] if event["event"] == "anchors"]
    assert fits[0]["anchors"] == fits[1]["anchors"]
    assert fits[0]["mean_iou"] == pytest.approx(fits[1]["mean_iou"], abs=1e-3)
    with pytest.raises(StudioError, match="already finished its 3 epochs"):
        resume(parts, lambda event: None)
    resume(parts, lambda event: None, epochs=4)
    assert [epoch["epoch"] for epoch in runs.read_run(parts).epochs] == [1, 2, 3, 4]


def test_a_stop_while_an_epoch_is_measured_is_answered_and_keeps_the_epoch(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    real = leader.measure

    def measure(*given: Any) -> Any:
        runs.request_stop(run)
        return real(*given)

    monkeypatch.setattr(leader, "measure", measure)
    train(config(data, run, epochs=3), lambda event: None)
    kinds = [event["event"] for event in runs.tail_events(run)[0]]
    assert kinds[-3:] == ["stopping", "epoch", "stopped"]
    info = runs.read_run(run)
    assert (info.state, len(info.epochs)) == ("stopped", 1)
    monkeypatch.setattr(leader, "measure", real)
    resume(run, lambda event: None)
    assert [epoch["epoch"] for epoch in runs.read_run(run).epochs] == [1, 2, 3]


@pytest.mark.proof
@pytest.mark.parametrize("when", ["start", "step", "best", "half of last", "epoch"])
def test_a_run_killed_at_any_moment_goes_on_as_if_never_killed(
    data: Path, tmp_path: Path, uninterrupted: Path, when: str
) -> None:
    run = tmp_path / "run"
    child = subprocess.run(
        [sys.executable, "-c", CHILD, repr(config(data, run, epochs=3).to_dict()), when],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert child.returncode < 0, child.stderr
    assert runs.read_run(run).state == "interrupted"
    resume(run, lambda event: None)
    info = runs.read_run(run)
    assert info.state == "finished"
    assert [epoch["epoch"] for epoch in info.epochs] == [1, 2, 3]
    expected, found = losses(uninterrupted), losses(run)
    assert found.keys() == expected.keys()
    for step, values in expected.items():
        assert found[step] == pytest.approx(values, abs=1e-5)


def test_a_run_is_resumed_by_one_process_at_a_time(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"

    def try_to_resume(event: dict) -> None:
        if event["event"] == "epoch":
            with pytest.raises(StudioError, match="still going on"):
                runs.claim(run)
            assert runs.read_run(run).state == "running"

    train(config(data, run, epochs=1), try_to_resume)


def test_a_run_whose_dataset_moved_goes_on_in_the_new_place(data: Path, tmp_path: Path) -> None:
    before, after, run = tmp_path / "set", tmp_path / "moved", tmp_path / "run"
    shutil.copytree(data.parent, before)
    train(config(before / data.name, run, epochs=1), lambda event: None)
    before.rename(after)
    with pytest.raises(StudioError, match="no longer there") as refused:
        resume(run, lambda event: None, epochs=2)
    assert f"studio train --resume {run} DATA" in refused.value.remedy
    seen: list[dict] = []
    resume(run, seen.append, epochs=2, data=after)
    assert [event for event in seen if event["event"] == "warning"] == []
    assert seen[-1]["event"] == "done"
    # The file that described it, and from now on without being told.
    assert runs.read_run(run).config["data"] == str(after / data.name)
    label = next(path for path in sorted(after.rglob("*.txt")) if path.read_text().strip())
    label.write_text("")
    shutil.copytree(after, before)
    seen.clear()
    resume(run, seen.append, epochs=3, data=before)
    (warning,) = [event["message"] for event in seen if event["event"] == "warning"]
    assert "The data changed since the run began" in warning
    assert "removed" in warning


def test_short_memory_halves_the_batch_and_goes_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backward = Stepper.backward

    def with_room_for_two(self: Stepper, batch: Batch) -> dict[str, float]:
        if len(batch.images) > 2 and self.average.updates > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return backward(self, batch)

    monkeypatch.setattr(Stepper, "backward", with_room_for_two)
    run = train(config(data, tmp_path / "run", epochs=3, batch=4), lambda event: None)
    info, (events, _) = runs.read_run(run), runs.tail_events(run)
    assert info.state == "finished"
    assert info.config["batch"] == 2
    assert "Memory ran out: going on with a batch of 2." in [event.get("message") for event in events]
    assert [epoch["epoch"] for epoch in info.epochs] == [1, 2, 3]


def test_no_memory_even_for_one_picture_ends_the_run(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_room(self: Stepper, batch: Batch) -> dict[str, float]:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes")

    monkeypatch.setattr(Stepper, "backward", without_room)
    with pytest.raises(StudioError, match="not enough memory for a batch of 1"):
        train(config(data, tmp_path / "run"), lambda event: None)
    assert runs.read_run(tmp_path / "run").state == "failed"


def test_the_batch_fits_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(find_table("v5lite-e"), 4)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    assert fitting_batch(network, 64) == 8
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
    monkeypatch.setattr(devices, "free_bytes", lambda device: 40_000_000)
    assert fitting_batch(network, 64) in (1, 2, 4)
    monkeypatch.setattr(devices, "free_bytes", lambda device: 0)
    assert fitting_batch(network, 64) == 1


def test_a_full_disk_is_waited_for(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save, refused = Checkpoint.save, []

    def full_at_first(self: Checkpoint, path: Path) -> None:
        if self.epoch == 1 and len(refused) < 3:
            refused.append(path)
            raise DiskFull("The disk is full.", "Free some space.")
        save(self, path)

    monkeypatch.setattr(Checkpoint, "save", full_at_first)
    monkeypatch.setattr(diary, "WAIT_SECONDS", 0.01)
    seen: list[dict] = []
    run = train(config(data, tmp_path / "run"), seen.append)
    said = [event["message"] for event in seen if event["event"] == "warning"]
    assert [text.partition(":")[0] for text in said] == ["The disk is full", "There is room again"]
    assert len(refused) == 3
    assert runs.read_run(run).state == "finished"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_checkpoint_without_room_says_so(
    uninterrupted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However torch itself tells that a file can't be written."""
    checkpoint = load_checkpoint(uninterrupted / "last.pt")

    def without_room(**place: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / ".part")

    monkeypatch.setattr(tempfile, "mkstemp", without_room)
    with pytest.raises(DiskFull, match=r"last\.pt was not written"):
        checkpoint.save(tmp_path / "last.pt")


def test_a_stop_ends_the_wait_for_room(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, save = tmp_path / "run", Checkpoint.save

    def full(self: Checkpoint, path: Path) -> None:
        if self.epoch == 1:
            runs.request_stop(run)
            raise DiskFull("The disk is full.", "Free some space.")
        save(self, path)

    monkeypatch.setattr(Checkpoint, "save", full)
    with pytest.raises(DiskFull):
        train(config(data, run), lambda event: None)
    assert load_checkpoint(run / "last.pt").epoch == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_event_without_room_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / runs.EVENTS).symlink_to("/dev/full")
    log = runs.EventLog(tmp_path)
    with pytest.raises(DiskFull, match=r"events\.jsonl was not written"):
        log.write({"event": "note"})
    log.close()


def test_mixed_precision_learns_nearly_the_same(data: Path, tmp_path: Path) -> None:
    whole = train(config(data, tmp_path / "whole", epochs=1), lambda event: None)
    mixed = train(config(data, tmp_path / "mixed", epochs=1, mixed_precision=True), lambda event: None)
    for step, expected in losses(whole).items():
        assert losses(mixed)[step] == pytest.approx(expected, rel=0.05)
        assert losses(mixed)[step] != expected


def test_changed_data_are_told_when_a_run_goes_on(tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "set", images=8, seed=4)
    run = train(config(data, tmp_path / "run", epochs=1), lambda event: None)
    sealed = Seal.load(run)
    assert sealed is not None
    label = next(path for path in sorted((tmp_path / "set").rglob("*.txt")) if path.read_text().strip())
    first, *rest = label.read_text().splitlines(keepends=True)
    label.write_text(str((int(first[0]) + 1) % 4) + first[1:] + "".join(rest))
    seen: list[dict] = []
    resume(run, seen.append, epochs=2)
    said = [event["message"] for event in seen if event["event"] == "warning"]
    assert said == ["The data changed since the run began: 1 class changed."]


@pytest.mark.parametrize("length", [4.0, 40.0])
def test_a_long_gradient_is_scaled_down_and_a_short_one_left(
    data: Path, tmp_path: Path, length: float
) -> None:
    stepper = Stepper(prepare(config(data, tmp_path / "run")), Team(), None)
    for parameter in stepper.network.parameters():
        parameter.grad = torch.randn_like(parameter)
    gradients = [parameter.grad for parameter in stepper.network.parameters()]
    whole = torch.cat([gradient.flatten() for gradient in gradients])
    for gradient in gradients:
        gradient.mul_(length / whole.norm())
    stepper.clip_gradient()
    after = torch.cat([gradient.flatten() for gradient in gradients])
    assert torch.allclose(after, whole / whole.norm() * min(length, 10.0), rtol=1e-4)


@pytest.mark.parametrize("cache_mb", [0, 1000])
def test_losses_are_the_same_however_many_threads_make_samples(
    data: Path, uninterrupted: Path, tmp_path: Path, cache_mb: int
) -> None:
    run = train(config(data, tmp_path / "run", epochs=3, cache_mb=cache_mb), lambda event: None)
    assert losses(run) == losses(uninterrupted)


def test_unreadable_image_is_skipped_and_named(tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "set", images=8, seed=2)
    broken = sorted((data.parent / "images" / "train").iterdir())[0]
    content = broken.read_bytes()
    broken.write_bytes(b"this is text")
    seen: list[dict] = []
    train(config(data, tmp_path / "run", epochs=1), seen.append)
    assert any(event["event"] == "note" and broken.name in event["message"] for event in seen)
    # The header is whole, the pixels are not.
    broken.write_bytes(content[:200] + b"\0" * 50)
    seen.clear()
    train(config(data, tmp_path / "again", epochs=1), seen.append)
    told = [
        event for event in seen if event["event"] in ("note", "warning") and broken.name in event["message"]
    ]
    assert len(told) == 1


def test_an_unreadable_validation_image_is_left_out_and_named_once(tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "set", images=10, seed=2)
    whole = train(config(data, tmp_path / "whole"), lambda event: None)
    broken = sorted((data.parent / "images" / "val").iterdir())[0]
    broken.write_bytes(broken.read_bytes()[:200] + b"\0" * 50)
    seen: list[dict] = []
    run = train(config(data, tmp_path / "run"), seen.append)
    told = [event for event in seen if event["event"] == "warning" and broken.name in event["message"]]
    assert len(told) == 1
    assert losses(run) == losses(whole)
    boxes = [
        sum(part["boxes"] for part in runs.read_run(path).epochs[-1]["per_class"].values())
        for path in (whole, run)
    ]
    assert 0 < boxes[1] < boxes[0]


def drawn_folder(folder: Path, images: int) -> Path:
    """A folder of labelled pictures that declares no splits."""
    for index in range(images):
        picture, boxes = draw_scene(index, (96, 96))
        imwrite(folder / f"{index:02}é.png", picture)
        lines = [format_line(box, (96, 96), len(CLASS_NAMES)) for box in boxes]
        (folder / f"{index:02}é.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "classes.txt").write_text("\n".join(CLASS_NAMES), encoding="utf-8")
    return folder


def test_a_run_goes_on_with_the_split_it_began_with(tmp_path: Path) -> None:
    """Also when images were added and renamed, which a draw by the seed would hold out anew."""
    folder = drawn_folder(tmp_path / "set", 12)
    run = train(config(folder, tmp_path / "run", epochs=1, seed=3), lambda event: None)
    before = Seal.load(run).splits
    drawn_folder(folder, 17)
    for split in ("train", "val"):
        path = folder / next(iter(before[split]))
        for file in (path, path.with_suffix(".txt")):
            file.rename(file.with_stem(f"other-{split}"))
    resume(run, lambda event: None, epochs=2)
    after = Seal.load(run).splits
    for split, others in (("train", "val"), ("val", "train")):
        kept = {image.sha256 for image in before[split].values()}
        assert kept <= {image.sha256 for image in after[split].values()}
        assert not kept & {image.sha256 for image in after[others].values()}
    # Unless it is a tile of a photo that is held out, what is new is learnt.
    assert after["val"].keys() - before["val"].keys() == {"other-val.png"}
    said: list[str] = []
    dataset = open_dataset(folder)
    assert evaluate_model(run, dataset, threads=1, say=said.append).evaluation.images == len(after["val"])
    assert not [text for text in said if "trained on" in text]
    names = "".join(f"  {number}: {name}\n" for number, name in enumerate(CLASS_NAMES))
    (folder / "trained.txt").write_text("".join(f"./{name}\n" for name in after["train"]), encoding="utf-8")
    (folder / "own.yaml").write_text(f"val: trained.txt\nnames:\n{names}", encoding="utf-8")
    evaluate_model(run / "best.pt", open_dataset(folder / "own.yaml"), threads=1, say=said.append)
    assert any(f"trained on: {len(after['train'])};" in text for text in said)


@pytest.mark.parametrize(
    ("names", "refusal"),
    [("white red green", "number 3 is “blue” in"), ("red white green blue", "number 0 is “white” in")],
)
def test_a_run_does_not_go_on_with_other_classes(tmp_path: Path, names: str, refusal: str) -> None:
    folder = drawn_folder(tmp_path / "set", 6)
    run = train(config(folder, tmp_path / "run", epochs=1), lambda event: None)
    (folder / "classes.txt").write_text("\n".join(names.split()), encoding="utf-8")
    with pytest.raises(StudioError, match=refusal) as refused:
        resume(run, lambda event: None, epochs=2)
    assert "new training" in refused.value.remedy
    assert runs.read_run(run).state == "finished"


def test_a_class_added_since_is_not_learnt_and_said_so(tmp_path: Path) -> None:
    folder = drawn_folder(tmp_path / "set", 6)
    run = train(config(folder, tmp_path / "run", epochs=1), lambda event: None)
    (folder / "classes.txt").write_text("\n".join([*CLASS_NAMES, "cow"]), encoding="utf-8")
    for path in folder.glob("*é.txt"):
        path.write_text(f"4 0.5 0.5 0.2 0.2\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    seen: list[dict] = []
    resume(run, seen.append, epochs=2)
    assert runs.read_run(run).state == "finished"
    assert any("began without them: cow" in event.get("message", "") for event in seen)


def test_a_run_ended_while_its_report_was_written_gets_it_later(data: Path, tmp_path: Path) -> None:
    run = train(config(data, tmp_path / "run"), lambda event: None)
    events = (run / runs.EVENTS).read_text(encoding="utf-8").splitlines(keepends=True)
    assert '"done"' in events.pop()
    (run / runs.EVENTS).write_text("".join(events), encoding="utf-8")
    (run / REPORT).unlink()
    assert runs.read_run(run).state == "interrupted"
    resume(run, lambda event: None)
    info = runs.read_run(run)
    assert info.state == "finished"
    assert info.last["best_map50"] == pytest.approx(info.best_map50)
    assert [epoch["epoch"] for epoch in info.epochs] == [1, 2]
    assert (run / REPORT).is_file()


def test_a_stop_ends_the_report(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "run"

    def asked_to_stop(folder: Path, **options: object) -> Path:
        runs.request_stop(run)
        return write_report(folder, **options)

    monkeypatch.setattr(leader, "write_report", asked_to_stop)
    seen: list[dict] = []
    train(config(data, run), seen.append)
    assert not (run / REPORT).exists()
    assert any("studio report does it" in event.get("message", "") for event in seen)
    assert runs.read_run(run).state == "finished"


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a name be bytes that are no text")
def test_a_name_that_is_no_unicode_is_trained_on(tmp_path: Path) -> None:
    folder = drawn_folder(tmp_path / "set", 6)
    for suffix in (".png", ".txt"):
        (folder / f"00é{suffix}").rename(os.fsdecode(os.fsencode(folder) + b"/caf\xe9" + suffix.encode()))
    run = train(config(folder, tmp_path / "run", epochs=1), lambda event: None)
    assert runs.read_run(run).state == "finished"
    assert any("caf" in path for path in Seal.load(run).images())
    assert (run / REPORT).is_file()


def test_wrong_size_is_refused_before_a_run_is_made(data: Path, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"410 is not a multiple.*Use 384 or 416"):
        train(config(data, tmp_path / "run", imgsz=410), lambda event: None)
    assert not (tmp_path / "run").exists()


def test_a_run_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    run = train(config(data, tmp_path / "run", epochs=1), lambda event: None)
    with pytest.raises(StudioError, match="already holds a run"):
        train(config(data, tmp_path / "run"), lambda event: None)
    assert runs.read_run(run).state == "finished"


def test_endless_loss_ends_the_run_with_its_step(data: Path, tmp_path: Path) -> None:
    broken = load_checkpoint(train(config(data, tmp_path / "a", epochs=1), lambda event: None))
    next(value for name, value in broken.weights.items() if name.endswith(".weight")).fill_(float("nan"))
    broken.save(tmp_path / "broken.pt")
    run = tmp_path / "run"
    with pytest.raises(StudioError, match="not a number at step 1 of epoch 1"):
        train(config(data, run, weights=str(tmp_path / "broken.pt")), lambda event: None)
    info = runs.read_run(run)
    assert info.state == "failed"
    assert "lower learning rate" in info.last["remedy"]
    assert load_checkpoint(run / "last.pt").epoch == 0


def test_a_gradient_that_is_no_number_leaves_the_weights_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loss may be fine all the same, and the last step of an epoch would be kept."""
    backward, calls = Stepper.backward, itertools.count(1)

    def spoil_fourth_gradient(stepper: Stepper, batch: Batch) -> dict[str, float]:
        found = backward(stepper, batch)
        if next(calls) == 4:
            next(stepper.network.parameters()).grad[0, 0, 0, 0] = float("nan")
        return found

    monkeypatch.setattr(Stepper, "backward", spoil_fourth_gradient)
    run = tmp_path / "run"
    with pytest.raises(StudioError, match=r"gradient is not a number at step 2 of epoch 2"):
        train(config(data, run, epochs=3), lambda event: None)
    kept = load_checkpoint(run / "last.pt")
    assert kept.epoch == 1
    assert all(torch.isfinite(value).all() for value in kept.training["weights"].values())
    monkeypatch.undo()
    resume(run, lambda event: None)
    assert runs.read_run(run).state == "finished"


def test_weights_of_another_run_are_taken_over(data: Path, tmp_path: Path) -> None:
    first = train(config(data, tmp_path / "a", epochs=1), lambda event: None)
    seen: list[dict] = []
    train(config(data, tmp_path / "b", epochs=1, weights=str(first)), seen.append)
    messages = [event.get("message", "") for event in seen]
    assert any(re.search(r": all \d+ tensors fit", message) for message in messages), messages
    # Weights bring their own architecture; a head for other classes starts anew.
    checkpoint = load_checkpoint(first)
    checkpoint.spec = replace(checkpoint.spec, class_names=("a", "b", "c", "d"))
    checkpoint.save(tmp_path / "others.pt")
    run = train(
        config(data, tmp_path / "d", epochs=1, model="", weights=str(tmp_path / "others.pt")), seen.append
    )
    messages = [event.get("message", "") for event in seen]
    assert any(re.search(r": \d+ of \d+ tensors fit, 6 start anew", message) for message in messages)
    assert "The detection head starts anew, because its classes were others." in messages
    assert load_checkpoint(run).spec.architecture == "tiny"
    with pytest.raises(StudioError, match="does not exist"):
        train(config(data, tmp_path / "c", weights=str(tmp_path / "none.pt")), lambda event: None)


@pytest.mark.parametrize("change", [{"epochs": 0}, {"batch": -1}, {"optimizer": "adam"}, {"scale": 2.0}])
def test_absurd_settings_are_refused(data: Path, tmp_path: Path, change: dict) -> None:
    with pytest.raises(StudioError):
        config(data, tmp_path / "run", **change)


def test_half_a_line_in_the_events_is_left_out(tmp_path: Path) -> None:
    (tmp_path / runs.CONFIG).write_text("{}")
    (tmp_path / runs.EVENTS).write_bytes(b'{"event": "note", "message": "a"}\n{"event": "st')
    events, offset = runs.tail_events(tmp_path)
    assert [event["message"] for event in events] == ["a"]
    assert runs.tail_events(tmp_path, offset) == ([], offset)
    log = runs.EventLog(tmp_path)
    log.write({"event": "note", "message": "b"})
    log.close()
    events, _ = runs.tail_events(tmp_path, offset)
    assert [event["message"] for event in events] == ["b"]


def test_curves_for_tensorboard(data: Path, tmp_path: Path) -> None:
    run = train(config(data, tmp_path / "run", epochs=1, tensorboard=True), lambda event: None)
    (file,) = (run / "tensorboard").iterdir()
    content, scalars = file.read_bytes(), {}
    while content:
        # A record: its length, a checksum, itself, a checksum (TensorFlow's TFRecord).
        length = int.from_bytes(content[:8], "little")
        event = event_pb2.Event.FromString(content[12 : 12 + length])
        scalars |= {value.tag: value.simple_value for value in event.summary.value}
        content = content[16 + length :]
    last = runs.tail_events(run)[0]
    epoch = next(event for event in last if event["event"] == "epoch")
    assert scalars["val/map50"] == pytest.approx(epoch["map50"])
    assert scalars["train/box"] == pytest.approx(losses(run)[len(losses(run))][0])


def test_tensorboard_that_is_not_installed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(StudioError, match="pip install"):
        train(config(data, tmp_path / "run", tensorboard=True), lambda event: None)
    assert not (tmp_path / "run").exists()
