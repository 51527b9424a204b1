"""studio suggest: what is done is kept and not done again, by whatever way it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.labelling.ghost_file import GhostFile
from studio.core.pictures import imwrite
from studio.core.runs.suggestions import ghost_file
from tests.factories import snapshot
from tests.run_factory import write_run
from tests.tiny_onnx import SPEC, squares_image, write_tiny_onnx

COUNT = 6


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_onnx(tmp_path_factory.mktemp("model") / "squares.onnx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(COUNT):
        imwrite(tmp_path / "photos" / f"{number}.png", squares_image((number, 2, "red")))
    (tmp_path / "photos" / "0.txt").write_text("0 0.5 0.5 0.1 0.1\n")
    (tmp_path / "photos" / "classes.txt").write_text("\n".join(SPEC.class_names))
    return tmp_path / "photos"


def known(model: Path, folder: Path) -> list[str]:
    return sorted(Path(image).name for image in ghost_file(model, folder).images())


def test_unlabelled_images_are_looked_at_once_and_label_files_stay(studio, model, folder):
    before = snapshot(folder)
    report = studio("suggest", model, folder, "--unlabelled", "--json").json
    assert (report["images"], report["looked_at"], report["known_before"]) == (5, 5, 0)
    assert report["missing_classes"] == []
    assert known(model, folder) == [f"{number}.png" for number in range(1, COUNT)]
    found = ghost_file(model, folder).read(folder / "3.png")
    assert found.detections.xyxy.tolist() == [[24, 16, 32, 24]]
    report = studio("suggest", model, folder, "--json").json
    assert (report["looked_at"], report["known_before"]) == (1, 5)
    assert snapshot(folder) == before
    result = studio("suggest", model, folder)
    assert result.code == 0 and result.lines[0].startswith("Looked at 0 images, 6 were known")


def test_a_changed_image_is_looked_at_anew(studio, model, folder):
    studio("suggest", model, folder)
    imwrite(folder / "2.png", squares_image((7, 7, "blue"), (1, 1, "green")))
    os.utime(folder / "2.png", ns=(1, 1))
    assert studio("suggest", model, folder, "--json").json["looked_at"] == 1
    assert len(ghost_file(model, folder).read(folder / "2.png").detections) == 2


def test_a_lower_threshold_is_looked_for_anew_and_a_higher_one_is_not(studio, model, folder):
    imwrite(folder / "1.png", squares_image((1, 1, "red"), brightness=100))
    assert studio("suggest", model, folder, "--conf", "0.5", "--json").json["looked_at"] == COUNT
    assert len(ghost_file(model, folder).read(folder / "1.png").detections) == 0
    assert studio("suggest", model, folder, "--conf", "0.1", "--json").json["looked_at"] == COUNT
    assert len(ghost_file(model, folder).read(folder / "1.png").detections) == 1
    assert studio("suggest", model, folder, "--conf", "0.5", "--json").json["looked_at"] == 0


def test_unreadable_images_are_told_and_left_out(studio, model, folder):
    (folder / "4.png").write_bytes(b"no picture")
    result = studio("suggest", model, folder, "--json")
    assert (result.json["looked_at"], result.json["left_out"]) == (5, 1)
    assert "4.png" in result.err


def test_classes_that_are_not_there_are_named(studio, model, folder):
    (folder / "classes.txt").write_text("RED\n")
    result = studio("suggest", model, folder, "--json")
    assert result.json["missing_classes"] == ["green", "blue"]
    assert "not offered: green, blue" in result.err


def test_they_are_kept_in_the_run_and_go_with_it(studio, folder):
    run = write_run("mine", folder)
    model = write_tiny_onnx(run / "export" / "squares.onnx")
    path = Path(studio("suggest", model, folder, "--json").json["file"])
    assert path.parent == run / "suggestions"
    renamed = run.rename(run.with_name("yours"))
    assert len(known(renamed / "export" / "squares.onnx", folder)) == COUNT
    # A run and its checkpoint are one model.
    (renamed / "best.pt").write_bytes(b"weights")
    assert ghost_file(renamed, folder).path == ghost_file(renamed / "best.pt", folder).path


def test_another_model_at_the_same_place_starts_anew(studio, folder, tmp_path):
    model = write_tiny_onnx(tmp_path / "models" / "squares.onnx")
    studio("suggest", model, folder)
    os.utime(model, ns=(1, 1))
    assert known(model, folder) == []
    assert studio("suggest", model, folder, "--json").json["looked_at"] == COUNT


@pytest.mark.parametrize("content", [None, b"broken"])
def test_a_model_that_is_gone_or_broken_is_one_sentence(studio, folder, tmp_path, content):
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    result = studio("suggest", path, folder)
    assert result.code == 2 and result.out == ""
    assert result.err.splitlines()[-1].startswith("studio suggest: ") and "model.onnx" in result.err
    assert "Traceback" not in result.err


def start(*arguments: object) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "studio", "suggest", *map(str, arguments), "--events"]
    return subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_killed_at_any_moment_it_goes_on_where_it_was(model, folder):
    for number in range(COUNT, 60):
        imwrite(folder / f"{number}.png", squares_image((number % 8, 2, "red")))
    child = start(model, folder)
    with child:
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "progress" and 0 < event["done"] < event["of"]:
                break
        child.kill()
    kept = known(model, folder)
    assert 0 < len(kept) <= 60
    child = start(model, folder)
    out, _ = child.communicate(timeout=120)
    report = json.loads(out.splitlines()[-1])["result"]
    assert report["known_before"] == len(kept)
    assert report["looked_at"] == 60 - len(kept)
    file: GhostFile = ghost_file(model, folder)
    assert all(len(file.read(folder / f"{number}.png").detections) == 1 for number in range(60))


def test_it_follows_wishes_and_ends_with_its_window(model, folder):
    child = start(model, folder, "--follow")
    with child:
        child.stdin.write(b"not JSON\n" + json.dumps([str(folder / "3.png")]).encode() + b"\n")
        child.stdin.flush()
        events = []
        while not events or events[-1]["event"] != "suggested":
            events.append(json.loads(child.stdout.readline()))
        assert events[-1]["image"] == str(folder / "3.png")
        assert known(model, folder) == ["3.png"]
        child.stdin.write(json.dumps([str(folder / "none.png"), str(folder / "5.png")]).encode() + b"\n")
        child.stdin.flush()
        while events[-1].get("image") != str(folder / "5.png"):
            events.append(json.loads(child.stdout.readline()))
        child.stdin.close()
        assert child.wait(60) == 0
    assert known(model, folder) == ["3.png", "5.png"]
