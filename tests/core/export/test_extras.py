"""Formats whose packages the studio is not installed with: what is said without them, what with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from xml.sax.saxutils import escape

import numpy as np
import pytest

from studio.__main__ import main
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.export.export import export_model
from studio.core.export.exporters import EXPORTERS, missing, unproved
from studio.core.pictures import imread, list_images
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import RUNTIMES, identify_model, load_detector
from studio.core.runtime.needs import Need
from studio.core.runtime.stored import stored_contract

MODULES = {"openvino": "openvino", "executorch": "executorch", "coreml": "coremltools"}
TITLES = {
    "openvino": "OpenVINO is not installed.",
    "executorch": "ExecuTorch is not installed.",
    "coreml": "The converter for CoreML is not installed.",
}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a package look as if it were not installed."""

    def hide(module: str) -> None:
        monkeypatch.setattr(
            "studio.core.runtime.needs.find_spec", lambda name: None if name == module else find_spec(name)
        )

    return hide


def needs(module: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed")


@pytest.mark.parametrize("name", MODULES)
def test_what_is_missing_is_said_before_anything_is_written(
    checkpoint, tmp_path, without, monkeypatch, capsys, name
):
    without(MODULES[name])
    if sys.platform == "win32" and name == "coreml":
        pytest.skip("says that it runs on macOS and Linux")
    assert missing()[name].cause == TITLES[name]
    out = tmp_path / "alone"
    words = ["studio", "export", str(checkpoint), "--to", name, "--out", str(out)]
    monkeypatch.setattr(sys, "argv", words)
    assert main() == 2
    assert f"pip install -e '.[{name}]'" in capsys.readouterr().err
    assert not out.exists()
    # Beside others it is left out.
    report = export_model(checkpoint, ["ptl", name], tmp_path / "two", imgsz=32)
    assert [file.format for file in report.files] == ["ptl"]
    assert [(each.format, each.cause) for each in report.refused] == [(name, TITLES[name])]


@pytest.mark.parametrize("name", ["openvino", "executorch"])
def test_a_file_whose_runtime_is_missing_is_not_run(tmp_path, without, name):
    without(MODULES[name])
    kind = next(kind for kind in RUNTIMES if kind.name == name)
    path = tmp_path / f"m{kind.suffixes[0]}"
    path.write_bytes(b'<?xml version="1.0"?>\n<net name="m">')
    for is_ours in (False, True):
        with pytest.raises(StudioError, match="is not installed") as caught:
            load_detector(path, is_ours=is_ours)
        assert f"'.[{name}]'" in caught.value.remedy


def test_what_works_on_some_systems_only_says_on_which(monkeypatch):
    need = Need("CoreML", "coreml", ("sys",), systems=("darwin",))
    monkeypatch.setattr(sys, "platform", "linux")
    assert need.missing().cause == "CoreML runs on macOS only."
    monkeypatch.setattr(sys, "platform", "darwin")
    assert need.missing() is None
    converter = EXPORTERS["coreml"].needs
    monkeypatch.setattr(sys, "platform", "win32")
    assert converter.missing().cause == "The converter for CoreML runs on Linux and macOS only."


def test_only_what_can_be_installed_here_is_asked_for_before_a_proof(without, monkeypatch):
    without("openvino")
    assert unproved("openvino").cause == TITLES["openvino"]
    monkeypatch.setattr(sys, "platform", "linux")
    assert unproved("coreml") is None
    without("coremltools")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert unproved("coreml").cause == "CoreML is not installed."


def test_a_folder_is_a_model_by_its_suffix_and_an_xml_by_what_it_begins_with(tmp_path):
    package = tmp_path / "m.mlpackage"
    package.mkdir()
    assert identify_model(package) == "coreml"
    assert identify_model(tmp_path) == "pytorch"
    path = tmp_path / "m.xml"
    path.write_text('<?xml version="1.0"?>\n<net name="main_graph" version="11">')
    assert identify_model(path) == "openvino"
    # Labels are XML, too.
    path.write_text("<annotation><folder>photos</folder></annotation>")
    with pytest.raises(StudioError, match=r"m\.xml"):
        identify_model(path)


@pytest.mark.parametrize("head", ["decoded", "detections"])
def test_openvino_finds_the_same(checkpoint, scenes, tmp_path, head):
    needs("openvino")
    data = open_dataset(scenes)
    report = export_model(checkpoint, ["openvino"], tmp_path, head=head, verify=data)
    (file,) = report.files
    assert file.verification.verdict == "PASS"
    assert file.verification.detections > 20
    # In the file, beside it, and the same.
    inside = stored_contract(file.path)
    assert inside == Contract.from_json(beside(file.path).read_bytes())
    beside(file.path).unlink()
    foreign = load_detector(file.path)
    image = imread(list_images(scenes.parent)[0])
    ours = load_detector(file.path, is_ours=True).detect(image).detections
    found = foreign.detect(image).detections
    foreign.close()
    assert len(found) == len(ours) > 0
    assert np.abs(found.xyxy - ours.xyxy).max() < 1e-3


def test_openvino_in_16_bits_is_our_onnx_in_16_bits(checkpoint, scenes, tmp_path):
    needs("openvino")
    report = export_model(checkpoint, ["openvino", "onnx"], tmp_path, half=True)
    assert report.files[0].path.with_suffix(".bin").stat().st_size < 3.7e6
    sides = [load_detector(file.path, is_ours=True) for file in report.files]
    tensor, _ = sides[0].prepare(imread(list_images(scenes.parent)[0]))
    (first,), (second,) = (side.engine.infer(tensor) for side in sides)
    confident = (second[0, :, 4:5] * second[0, :, 5:]).max(1) > 0.1
    assert confident.sum() > 2
    assert np.abs(first - second)[0, confident, :4].max() < 0.1
    assert np.abs(first - second)[..., 4:].max() < 1e-3


def test_openvino_keeps_the_order_and_the_names_of_raw_heads(checkpoint, scenes, tmp_path):
    needs("openvino")
    report = export_model(checkpoint, ["openvino", "onnx"], tmp_path, imgsz=96, head="raw")
    sides = [load_detector(file.path, is_ours=True) for file in report.files]
    tensor, _ = sides[0].prepare(imread(list_images(scenes.parent)[0]))
    first, second = (side.engine.infer(tensor) for side in sides)
    assert [head.shape for head in first] == [(1, 27, 12, 12), (1, 27, 6, 6), (1, 27, 3, 3)]
    assert all(np.abs(a - b).max() < 1e-2 for a, b in zip(first, second, strict=True))


def test_openvino_puts_the_first_of_equal_scores_first(checkpoint, tmp_path):
    """Its reader of ONNX leaves the order of such to chance."""
    needs("openvino")
    (file,) = export_model(checkpoint, ["openvino"], tmp_path, head="detections").files
    import openvino

    operations = openvino.Core().read_model(file.path).get_ordered_ops()
    stable = [each.get_attributes()["stable"] for each in operations if each.get_type_name() == "TopK"]
    assert len(stable) > 0
    assert all(stable)


def test_openvino_takes_no_other_size_and_no_other_contract(checkpoint, tmp_path):
    """A wrong size would end the process without a word."""
    needs("openvino")
    (file,) = export_model(checkpoint, ["openvino"], tmp_path).files
    with pytest.raises(StudioError, match="exported for 128x128 and can't run at 320x320"):
        load_detector(file.path, imgsz=320, is_ours=True)
    detector = load_detector(file.path, is_ours=True)
    with pytest.raises(StudioError, match="1x3x128x128 and can't take 1x3x320x320"):
        detector.engine.infer(np.zeros((1, 3, 320, 320), np.float32))
    text = file.path.read_text()
    contract = stored_contract(file.path)
    wrong = replace(contract, spec=contract.spec.with_size((160, 160))).to_json()
    begin = text.index("<contract value=") + len('<contract value="')
    end = text.index('"', begin)
    lying = text[:begin] + escape(wrong, {'"': "&quot;", "\n": "&#xA;"}) + text[end:]
    file.path.write_text(lying)
    with pytest.raises(StudioError, match="takes f32 images 1x3x128x128, but its description says"):
        load_detector(file.path, is_ours=True)
    file.path.write_text(text[: len(text) // 2])
    with pytest.raises(StudioError):
        load_detector(file.path, is_ours=True)
    file.path.write_text(text)
    file.path.with_suffix(".bin").unlink()
    with pytest.raises(StudioError, match="can't be run without"):
        load_detector(file.path, is_ours=True)


def test_openvino_says_and_leaves_nothing(tmp_path):
    """It would report each import and keep an id in the home folder."""
    needs("openvino")
    home = tmp_path / "home"
    home.mkdir()
    code = "import studio, openvino, sys; print(openvino.tools.ovc.telemetry_utils.tm.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ
        | {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("openvino.tools.ovc.telemetry_stub", "")
    assert list(home.rglob("*")) == []


@pytest.mark.proof
@pytest.mark.parametrize("head", ["decoded", "raw"])
def test_executorch_finds_the_same(checkpoint, scenes, tmp_path, capfd, head):
    needs("executorch")
    report = export_model(checkpoint, ["executorch"], tmp_path, head=head, verify=open_dataset(scenes))
    (file,) = report.files
    assert file.verification.verdict == "PASS"
    assert file.verification.detections > 20
    foreign = load_detector(file.path)
    assert len(foreign.detect(imread(list_images(scenes.parent)[0])).detections) > 0
    foreign.close()
    with pytest.raises(StudioError, match="exported for 128x128"):
        load_detector(file.path, imgsz=320, is_ours=True)
    contract = stored_contract(file.path)
    beside(file.path).write_text(replace(contract, spec=contract.spec.with_size((160, 160))).to_json())
    with pytest.raises(StudioError, match="takes 1x3x128x128, but its description says 1x3x160x160"):
        load_detector(file.path, is_ours=True)
    beside(file.path).write_text(contract.to_json())
    content = file.path.read_bytes()
    for bad in (content[:5000], b"no model at all", content[:4] + b"ET12" + bytes(200)):
        file.path.write_bytes(bad)
        with pytest.raises(StudioError, match="can't be opened as an ExecuTorch model"):
            load_detector(file.path, is_ours=True)
    assert capfd.readouterr() == ("", "")


# So does executorch, which coremltools imports where both are installed.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "darwin", reason="here it can be run and is compared")
@pytest.mark.parametrize("half", [False, True])
def test_coreml_is_written_whole_and_says_that_it_was_not_compared(checkpoint, scenes, tmp_path, capfd, half):
    needs("coremltools")
    old = tmp_path / f"yolov5n-128{'-fp16' if half else ''}.mlpackage"
    (old / "Data").mkdir(parents=True)
    (old / "Data" / "of-before.bin").write_bytes(b"old")
    report = export_model(checkpoint, ["coreml", "ptl"], tmp_path, half=half, verify=open_dataset(scenes))
    file, other = report.files
    assert file.path == old
    # What 16 bits leave of this network, which learnt nothing, is the other file's matter.
    assert half or (report.verdict, other.verification.verdict) == ("PASS", "PASS")
    assert file.verification is None and report.verdict == other.verification.verdict
    assert file.not_compared == "CoreML runs on macOS only. This file was not compared."
    assert file.not_compared in (tmp_path / "report.html").read_text(encoding="utf-8")
    files = [path for path in old.rglob("*") if path.is_file()]
    written = {path.relative_to(old).as_posix(): path.stat().st_size for path in files}
    assert sorted(written) == [
        "Data/com.apple.CoreML/model.mlmodel",
        "Data/com.apple.CoreML/weights/weight.bin",
        "Manifest.json",
    ]
    assert sum(written.values()) == file.size_bytes
    assert file.size_bytes < (3.8e6 if half else 7.4e6)
    assert {path.name for path in tmp_path.iterdir()} >= {old.name, old.name + ".json", "report.json"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    import coremltools

    model = coremltools.models.MLModel(str(old), skip_model_load=True)
    ends = model.get_spec().description
    assert [each.name for each in ends.input] == ["images"]
    assert [(end.name, list(end.type.multiArrayType.shape)) for end in ends.output] == [
        ("output", [1, 1008, 9])
    ]
    inside = json.loads(model.user_defined_metadata["contract.json"])
    assert inside["precision"] == ("fp16" if half else "fp32")
    capfd.readouterr()
    with pytest.raises(StudioError, match="CoreML runs on macOS only"):
        load_detector(old)
