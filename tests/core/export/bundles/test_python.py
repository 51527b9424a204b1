"""The bundle for Python: run without the studio and torch, it finds what the studio finds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.core.export.bundles.python import files
from studio.core.export.export import export_model
from studio.core.pictures import imread, imwrite, list_images
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import load_detector
from studio.core.spec import ModelSpec
from studio.core.tiling.tiling import Tiling
from tests.core.export.bundles.given import parts_of
from tests.tiny_onnx import SPEC, squares_image, write_tiny_onnx
from tests.tiny_tflite import write_tiny_tflite

ALONE = """
import runpy, sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("studio", "torch", "PySide6", "onnx", "PIL", "yaml"):
            raise AssertionError(name + " is imported")
sys.meta_path.insert(0, Nothing())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a program where the studio and what it is made of can't be imported."""


def write_program(folder: Path, model: str = "best.onnx", spec: ModelSpec = SPEC) -> Path:
    for name, content in files(parts_of(spec, "onnx", model)).items():
        (folder / name).write_bytes(content)
    return folder / "detect.py"


def run(program: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", ALONE, *map(str, [program, *arguments])],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def found_by(program: Path, *arguments: object) -> list[dict[str, Any]]:
    done = run(program, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return results


def assert_as_the_studio(
    model: Path, results: list[dict[str, Any]], paths: Sequence[Path], tiling: Tiling | None = None
) -> int:
    """Compare with the studio's detector for the same file; returns how many boxes there are."""
    detector = load_detector(model, is_ours=True, tiling=tiling)
    assert [result["image"] for result in results] == list(map(str, paths))
    boxes = 0
    for path, result in zip(paths, results, strict=True):
        image = imread(path)
        wanted = detector.detect(image).detections
        found = result["detections"]
        assert (result["width"], result["height"]) == image.shape[1::-1]
        assert [each["class_id"] for each in found] == wanted.class_ids.tolist()
        names = [detector.spec.class_names[number] for number in wanted.class_ids]
        assert [each["class_name"] for each in found] == names
        np.testing.assert_allclose([each["score"] for each in found], wanted.scores, atol=1e-5)
        boxes_found = np.reshape([each["box"] for each in found], (-1, 4))
        np.testing.assert_allclose(boxes_found, wanted.xyxy, atol=0.002)
        boxes += len(found)
    detector.close()
    return boxes


@pytest.mark.parametrize(
    "head", ["decoded", *(pytest.param(head, marks=pytest.mark.proof) for head in ("raw", "detections"))]
)
def test_it_finds_what_the_studio_finds(head: str, checkpoint: Path, scenes: Path, tmp_path: Path) -> None:
    formats = ["onnx"] if head == "detections" else ["onnx", "ncnn"]
    report = export_model(checkpoint, formats, tmp_path / "Ausgabe für 行人", head=head)
    program = write_program(report.files[0].path.parent)
    paths = list_images(scenes.parent)
    for file in report.files:
        results = found_by(program, paths[0].parent, "--model", file.path)
        here = [path for path in paths if path.parent == paths[0].parent]
        assert assert_as_the_studio(file.path, results, here) > 20


def test_it_runs_tflite(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    model = write_tiny_tflite(tmp_path / "tiny.tflite")
    beside(model).write_text(Contract(SPEC, layout="nhwc").to_json(), encoding="utf-8")
    imwrite(tmp_path / "a.png", squares_image((1, 2, "red"), (5, 5, "blue")))
    results = found_by(program, tmp_path / "a.png", "--model", model)
    assert assert_as_the_studio(model, results, [tmp_path / "a.png"]) == 2


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A program with a model that finds bright squares."""
    model = write_tiny_onnx(tmp_path / "best.onnx")
    beside(model).write_text(Contract(SPEC).to_json(), encoding="utf-8")
    return write_program(tmp_path)


def test_it_looks_at_odd_pictures(tiny: Path) -> None:
    folder = tiny.parent / "Bilder 图"
    for name, size in {"a": (64, 64), "b": (31, 200), "c": (500, 3)}.items():
        image = cv2.resize(squares_image((1, 2, "red"), (5, 5, "blue"), (3, 3, "green")), size)
        imwrite(folder / f"{name}.png", image)
    results = found_by(tiny, folder, "--confidence", 0.1, "--iou", 0.3, "--top-k", 50)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "notes.txt").write_text("no picture")
    done = run(tiny, folder, "--confidence", 0.1, "--json")
    assert done.returncode == 0
    assert "broken.jpg is no picture that can be read." in done.stderr
    assert [each["image"] for each in json.loads(done.stdout)["results"]] == [
        each["image"] for each in results
    ]
    detections = results[0]["detections"]
    assert [each["class_name"] for each in detections] == ["red", "green", "blue"]
    plain = run(tiny, folder / "a.png")
    assert "a.png: 3 (" in plain.stdout


def test_it_watches_a_camera(tiny: Path) -> None:
    film = tiny.parent / "film.avi"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 64))
    for place in range(5):
        writer.write(np.ascontiguousarray(squares_image((place, 2, "red"))[..., ::-1]))
    writer.release()
    done = run(tiny, "--camera", film, "--json")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["detections"][0]["box"] for each in lines] == [[8 * x, 16, 8 * x + 8, 24] for x in range(5)]
    assert all(each["timings_ms"]["total"] > 0 for each in lines)


@pytest.mark.parametrize(
    ("spoil", "arguments", "sentence"),
    [
        ("", ["no.png"], "no.png is no picture that can be read."),
        ("", ["detect.py"], "is no picture that can be read."),
        ("", ["empty"], "holds no picture that can be read."),
        ("", ["--camera", "no.avi"], "no.avi gives no picture; is it there"),
        ("", ["a.png", "--model", "detect.py"], "is no model for this program"),
        ("", ["a.png", "--model", "no.onnx"], "no.onnx is not there"),
        ("", ["a.png", "--confidence", "2"], "2 is not between 0 and 1"),
        ("no contract", ["a.png"], "best.onnx.json is not there"),
        ("cut contract", ["a.png"], "is no contract"),
        ("list contract", ["a.png"], "is no contract"),
        ("cut model", ["a.png"], "best.onnx can't be run: "),
        ("other size", ["a.png"], "best.onnx can't be run: "),
        ("other classes", ["a.png"], "are not those of its contract"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_a_sentence(
    tiny: Path, spoil: str, arguments: list[str], sentence: str
) -> None:
    folder, model = tiny.parent, tiny.parent / "best.onnx"
    contract = beside(model)
    (folder / "empty").mkdir()
    imwrite(folder / "a.png", squares_image())
    if spoil == "no contract":
        contract.unlink()
    elif spoil == "cut contract":
        contract.write_bytes(contract.read_bytes()[:200])
    elif spoil == "list contract":
        contract.write_text("[]")
    elif spoil == "cut model":
        model.write_bytes(model.read_bytes()[:-100])
    elif spoil == "other size":
        other = ModelSpec("squares", SPEC.class_names, (128, 128), SPEC.strides, SPEC.anchors)
        contract.write_text(Contract(other).to_json())
    elif spoil == "other classes":
        other = ModelSpec("squares", ("one",), (64, 64), SPEC.strides, SPEC.anchors)
        contract.write_text(Contract(other).to_json())
    places = [
        str(folder / each) if ("." in each and each != "2") or each == "empty" else each for each in arguments
    ]
    done = run(tiny, *places)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["2x2", "40:0.25", "48:0.5+whole"])
def test_it_looks_in_tiles_as_the_studio_does(text: str, tmp_path: Path) -> None:
    """Squares on seams, on corners and alone; the network finds what a tile shows of them, too."""
    program = write_program(tmp_path)
    model = write_tiny_onnx(tmp_path / "best.onnx")
    tiling = Tiling.parse(text)
    contract = Contract(SPEC, tiling=tiling)
    beside(model).write_text(contract.to_json(), encoding="utf-8")
    folder = tmp_path / "pictures"
    image = squares_image((1, 2, "red"), (5, 5, "blue"), (3, 3, "green"), (4, 3, "green"), (0, 7, "red"))
    for name, size in {"a": (64, 64), "b": (131, 200), "c": (300, 96)}.items():
        imwrite(folder / f"{name}.png", cv2.resize(image, size, interpolation=cv2.INTER_NEAREST))
    paths = list_images(folder)
    assert assert_as_the_studio(model, found_by(program, folder), paths, tiling) > 5
