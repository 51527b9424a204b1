"""export, detect and live, with a network that finds something."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from studio.cli.options import add_detector_options
from studio.core.boxes.thresholds import Thresholds
from studio.core.export.exporters import UNIVERSAL
from studio.core.timing import STAGES
from tests.factories import write_image


@pytest.mark.proof
def test_export_writes_and_verifies_every_format(checkpoint: Path, tmp_path: Path, studio) -> None:
    from studio.core.data.scenes import write_sample_set

    data = write_sample_set(tmp_path / "set", images=6, size_wh=(128, 128), seed=4)
    out = tmp_path / "out"
    result = studio(
        "export", checkpoint, "--to", ",".join(UNIVERSAL),
        "--verify", data, "--images", 3, "--out", out, "--json",
    )  # fmt: skip
    assert result.code == 0, result.out + result.err
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert result.json == report
    assert report["verdict"] == "PASS"
    assert {file["format"] for file in report["files"]} == set(UNIVERSAL)
    for file in report["files"]:
        assert Path(file["file"]).is_file()
        assert Path(file["contract"]).is_file()
        assert file["verification"]["detections"] > 0


@pytest.mark.parametrize("head", ["decoded", "raw"])
def test_export_writes_what_it_can_and_tells_what_it_can_not(
    head: str, checkpoint: Path, tmp_path: Path, studio
) -> None:
    result = studio("export", checkpoint, "--to", "darknet,torchscript", "--head", head, "--out", tmp_path)
    assert result.code == 1
    why = {"decoded": "no section for row 2 of yolov5n, C3", "raw": "has no raw head"}[head]
    assert "Left out: darknet" in result.err
    assert why in result.err
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [file["format"] for file in report["files"]] == ["torchscript"]
    assert [each["format"] for each in report["refused"]] == ["darknet"]
    assert not list(tmp_path.glob("*.cfg"))


def test_export_of_nothing_that_can_be_written_is_an_error(checkpoint: Path, tmp_path: Path, studio) -> None:
    result = studio("export", checkpoint, "--to", "darknet", "--out", tmp_path / "out")
    assert result.code == 2
    assert "no section for row 2" in result.err
    assert not (tmp_path / "out").exists()


def test_export_shows_a_table(checkpoint: Path, tmp_path: Path, studio) -> None:
    result = studio("export", checkpoint, "--to", "torchscript", "--out", tmp_path)
    assert result.code == 0
    assert "torchscript" in result.lines[1]


@pytest.mark.parametrize("runtime", ["pytorch", "onnx", "ptl", "torchscript"])
def test_detect_prints_the_promised_document(
    runtime: str, checkpoint: Path, exported: dict[str, Path], scenes: Path, studio
) -> None:
    model = exported.get(runtime, checkpoint)
    result = studio("detect", model, scenes, "--conf", 0.3, "--json")
    assert result.code == 0
    results = result.json["results"]
    assert len(results) == 10
    for entry in results:
        assert set(entry) == {"image", "width", "height", "detections", "timings_ms"}
        assert (entry["width"], entry["height"]) == (416, 416)
        timings = entry["timings_ms"]
        assert list(timings) == ["preprocess", "inference", "decode", "nms", "total"]
        assert timings["total"] == pytest.approx(sum(timings.values()) - timings["total"])
    found = [detection for entry in results for detection in entry["detections"]]
    assert found
    for detection in found:
        x1, y1, x2, y2 = detection["box"]
        assert 0 <= x1 <= x2 <= 416
        assert 0 <= y1 <= y2 <= 416
        assert 0.3 < detection["score"] <= 1
        assert ("w", "r", "g", "b")[detection["class_id"]] == detection["class_name"]


def test_detect_skips_what_is_no_picture(checkpoint: Path, scenes: Path, tmp_path: Path, studio) -> None:
    source = next(scenes.parent.rglob("*.jpg"))
    (tmp_path / "a.jpg").write_bytes(source.read_bytes())
    (tmp_path / "b.jpg").write_text("no picture")
    result = studio("detect", checkpoint, tmp_path)
    assert result.code == 0
    assert "b.jpg is not an image" in result.err
    assert "a.jpg: " in result.out


def test_live_times_each_stage(exported: dict[str, Path], studio) -> None:
    result = studio("live", exported["onnx"], "sample", "--frames", 4, "--json")
    assert result.code == 0
    assert result.json["frames"] == 4
    assert set(result.json["stages"]) == {*STAGES, "total"}
    assert all(set(stage) == {"p50", "p95"} for stage in result.json["stages"].values())
    assert result.json["stages"]["inference"]["p50"] > 0
    assert result.json["stages"]["draw"]["p50"] > 0


def test_live_on_a_folder_ends_with_it(exported: dict[str, Path], scenes: Path, studio) -> None:
    result = studio("live", exported["onnx"], scenes.parent / "images")
    assert result.code == 0
    assert "10 frames" in result.lines[-1]


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_live_without_a_frame_failed_in_either_form(
    form, exported: dict[str, Path], tmp_path, studio
) -> None:
    (tmp_path / "a.jpg").write_text("no picture")
    result = studio("live", exported["onnx"], tmp_path, *form)
    assert result.code == 1
    assert "a.jpg is not an image" in result.err
    assert ("frames" in result.json) if form else ("0 frames" in result.out)


@pytest.mark.parametrize("verb", ["detect", "live"])
def test_thresholds_not_given_are_those_of_the_program(verb: str) -> None:
    parser = argparse.ArgumentParser(prog=f"studio {verb}")
    add_detector_options(parser)
    options = parser.parse_args(["model", "source"])
    assert Thresholds(options.conf, options.iou, options.top_k) == Thresholds()
    assert f"NMS ({Thresholds().top_k})" in " ".join(parser.format_help().split())


@pytest.mark.parametrize("name", ["2024", "0", "sample"])
def test_a_folder_that_is_there_is_no_camera_and_no_scene(
    exported: dict[str, Path], tmp_path: Path, studio, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_image(tmp_path / name / "a.png")
    write_image(tmp_path / name / "b.png", seed=1)
    monkeypatch.chdir(tmp_path)
    result = studio("live", exported["onnx"], name, "--json")
    assert result.json["frames"] == 2
    assert f"{name} is shown, because it is there" in result.err
    found = studio("detect", exported["onnx"], name, "--json").json["results"]
    assert [Path(row["image"]).name for row in found] == ["a.png", "b.png"]
