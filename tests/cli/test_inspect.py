"""inspect: the layers of whatever holds a network, and the contract of an exported file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.core.files import resource_path

COLUMNS = 100


@pytest.mark.parametrize("model", ["v5lite-e", "checkpoint", "run", "table"])
def test_inspect_shows_each_layer(model: str, studio, checkpoint: Path, tmp_path: Path) -> None:
    own = shutil.copy(resource_path("models", "yolov5n.yaml"), tmp_path / "mine.yaml")
    asked = {"checkpoint": checkpoint, "run": checkpoint.parent, "table": own}.get(model, model)
    document = studio("inspect", asked, "--imgsz", 64, "--json").json
    layers = document["layers"]
    assert layers[-1]["module"] == "Detect"
    assert [shape[2] for shape in layers[-1]["shapes"]] == [8, 4, 2]
    assert layers[-1]["strides"] == document["strides"] == [8, 16, 32]
    assert layers[0]["from"] == [-1]
    assert [layer["index"] for layer in layers] == list(range(len(layers)))
    for key in ("parameters", "gflops", "milliseconds"):
        assert sum(layer[key] for layer in layers) == pytest.approx(document[key])
    assert all(layer["milliseconds"] > 0 and layer["text"] and layer["sentence"] for layer in layers)
    assert all(layer["index"] in layers[user]["from"] for layer in layers for user in layer["users"])


def test_brief_leaves_the_layers_out_and_names_the_classes(studio, checkpoint: Path) -> None:
    document = studio("inspect", checkpoint, "--json", "--brief").json
    assert document.keys() == {"name", "classes", "class_names", "input", "strides"}
    assert len(document["class_names"]) == document["classes"] > 0
    lines = studio("inspect", checkpoint, "--brief").lines
    assert lines[1] == "classes: " + ", ".join(document["class_names"])
    assert studio("inspect", "yolov5n", "--json", "--brief").json["class_names"] == []


def test_the_size_is_the_models_own_unless_another_is_asked_for(studio, checkpoint: Path) -> None:
    assert studio("inspect", checkpoint, "--json").json["input"] == [128, 128]
    assert studio("inspect", checkpoint, "--imgsz", 96, "--json").json["input"] == [96, 96]
    refused = studio("inspect", "yolov5n", "--imgsz", 100)
    assert refused.code == 2
    assert "32" in refused.err


@pytest.mark.parametrize(
    "model",
    ["yolov5n", *(pytest.param(name, marks=pytest.mark.proof) for name in ("yolov7-tiny", "v5lite-c"))],
)
def test_the_table_fits_a_terminal_and_ends_in_the_sums(model: str, studio) -> None:
    result = studio("inspect", model, "--imgsz", 640)
    assert max(map(len, result.lines)) <= COLUMNS
    table = [line.split() for line in result.lines if line.strip()]
    assert table[0][:4] == [model, "with", "4", "classes"]
    assert table[2][:2] == ["0", "picture"]
    sums = next(words for words in table if words[0] == "whole")
    document = studio("inspect", model, "--json").json
    assert sums[1] == f"{document['parameters']:,}"
    assert ("+ also knows" in result.out) == any(layer["sees_whole"] for layer in document["layers"])


def test_explain_says_a_sentence_per_row(studio) -> None:
    result = studio("inspect", "yolov5n", "--imgsz", 416, "--explain")
    assert max(map(len, result.lines)) <= COLUMNS
    words = " ".join(result.out.split())
    assert "Reads rows 15, 4: 64 + 64 channels in, 128 out, on 52x52 cells of 8 px." in words
    assert words.count("Reads row") + words.count("Reads the picture") == 25


def test_a_broken_table_is_refused_by_its_line(tmp_path: Path, studio) -> None:
    text = resource_path("models", "yolov5n.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("SPPF, [1024, 5]", "SPPX, [1024, 5]"), encoding="utf-8")
    result = studio("inspect", broken)
    assert result.code == 2
    assert "row 9" in result.err and "SPPX" in result.err
    assert result.out == ""


def test_a_cfg_tells_its_own_size_and_classes(tmp_path: Path, studio) -> None:
    cfg = tmp_path / "tiny.cfg"
    cfg.write_text(
        "[net]\nwidth=96\nheight=96\nchannels=3\n"
        "[convolutional]\nbatch_normalize=1\nfilters=8\nsize=3\nstride=2\npad=1\nactivation=leaky\n"
        "[convolutional]\nsize=1\nstride=1\npad=1\nfilters=16\nactivation=linear\n"
        "[yolo]\nmask=0,1\nanchors=10,14, 23,27\nclasses=3\nnum=2\n",
        encoding="utf-8",
    )
    document = studio("inspect", cfg, "--json").json
    assert (document["classes"], document["input"]) == (3, [96, 96])
    assert document["layers"][-1]["shapes"] == [[1, 16, 48, 48]]


def test_inspect_tells_an_exported_files_contract(studio, exported: dict[str, Path]) -> None:
    facts = studio("inspect", exported["onnx"], "--json").json
    assert facts["runtime"] == "onnx"
    assert facts["class_names"] == ["w", "r", "g", "b"]
    assert facts["input_wh"] == [128, 128]
    assert "class_names" in studio("inspect", exported["onnx"]).out


@pytest.mark.parametrize("name", ["ptl", "torchscript"])
def test_an_archive_is_inspected_without_reading_its_network(
    name: str, studio, exported: dict[str, Path], monkeypatch
) -> None:
    """Reading one runs code of it; its contract says all there is to show."""
    import torch
    from torch.jit import mobile

    def read(*_: object, **__: object) -> None:
        raise AssertionError("the network was read")

    monkeypatch.setattr(torch.jit, "load", read)
    monkeypatch.setattr(mobile, "_load_for_lite_interpreter", read)
    facts = studio("inspect", exported[name], "--json").json
    assert facts["runtime"] == name
    assert facts["input_wh"] == [128, 128]
    assert facts["any_size"]
    assert studio("inspect", exported[name], "--imgsz", 160, "--json").json["input_wh"] == [160, 160]
    other = studio("inspect", exported[name], "--imgsz", 170)
    assert other.code == 2
    assert "Use 160 or 192" in other.err
