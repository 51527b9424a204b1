"""Exporting: files that other programs can use, with their contract, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch.jit.mobile import _get_model_bytecode_version

from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.export.export import export_model, file_stem
from studio.core.export.exporters import EXPORTERS, UNIVERSAL, find_exporters, refusals
from studio.core.export.report import Report, read_report
from studio.core.export.torchscript import BYTECODES
from studio.core.pictures import imread, list_images
from studio.core.runtime.contract import Contract, beside, read_inside_archive
from studio.core.runtime.detector import RUNTIMES, Detector, identify_model, load_detector
from studio.core.runtime.jit import silenced_deprecations
from studio.core.runtime.pytorch import TorchEngine
from studio.core.weights.opening import load_network


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory, checkpoint: Path) -> Report:
    return export_model(checkpoint, list(UNIVERSAL), tmp_path_factory.mktemp("raw"), imgsz=96, head="raw")


def test_every_exporter_has_a_converter_and_a_runtime():
    for name in UNIVERSAL:
        exporter = EXPORTERS[name]
        assert exporter.name == name
        assert callable(exporter.load())
        suffix = Path("model" + exporter.suffix).suffix
        assert any(suffix in kind.suffixes and kind.name == name for kind in RUNTIMES)


@pytest.mark.parametrize("name", UNIVERSAL)
def test_the_contract_is_inside_and_beside_and_says_it_all(exported, checkpoint, name):
    path = exported[name]
    text = beside(path).read_text(encoding="utf-8")
    if name == "onnx":
        inside = {entry.key: entry.value for entry in onnx.load(path).metadata_props}["contract.json"]
    else:
        inside = read_inside_archive(path)
    # A .param has no place for it.
    assert inside == (None if name == "ncnn" else text)
    data = json.loads(text)
    spec = load_network(checkpoint)[1]
    contract = Contract.from_json(text)
    assert contract.spec == replace(spec, any_size=EXPORTERS[name].live_grids)
    assert (contract.precision, contract.layout, contract.thresholds) == ("fp32", "nchw", None)
    assert contract.bytecode == (8 if name == "ptl" else None)
    assert data["checkpoint"] == {
        "name": "best.pt",
        "sha256": hashlib.sha256(checkpoint.read_bytes()).hexdigest(),
    }
    assert data["versions"]["torch"] == torch.__version__
    assert data["inputs"] == [
        {"name": "images", "shape": [1, 3, 128, 128], "type": "float32", "layout": "nchw"}
    ]
    assert data["outputs"] == [
        {
            "name": "output",
            "shape": [1, (16 * 16 + 8 * 8 + 4 * 4) * 3, 9],
            "columns": ["cx", "cy", "w", "h", "objectness", "w", "r", "g", "b"],
        }
    ]
    assert "RGB" in " ".join(data["preprocessing"])
    assert "114" in " ".join(data["preprocessing"])
    assert all(isinstance(line, str) for line in data["postprocessing"])


def test_the_words_of_the_contract_lead_to_the_same_boxes(exported, scenes):
    """Follow the JSON beside the ONNX file as someone without this program would."""
    import cv2
    import onnxruntime

    data = json.loads(beside(exported["onnx"]).read_text(encoding="utf-8"))
    image = imread(list_images(scenes.parent)[0])
    height, width = data["inputs"][0]["shape"][2:]
    r = min(width / image.shape[1], height / image.shape[0])
    scaled = cv2.resize(image, (round(image.shape[1] * r), round(image.shape[0] * r)))
    canvas = np.full((height, width, 3), 114, np.uint8)
    x, y = (width - scaled.shape[1]) // 2, (height - scaled.shape[0]) // 2
    canvas[y : y + scaled.shape[0], x : x + scaled.shape[1]] = scaled
    session = onnxruntime.InferenceSession(str(exported["onnx"]), providers=["CPUExecutionProvider"])
    tensor = np.ascontiguousarray(canvas.transpose(2, 0, 1)[None].astype(np.float32) / 255)
    rows = session.run([data["outputs"][0]["name"]], {data["inputs"][0]["name"]: tensor})[0][0]
    assert list(rows.shape) == data["outputs"][0]["shape"][1:]
    best = rows[(rows[:, 4] * rows[:, 5:].max(axis=1)).argmax()]
    cx, cy, w, h = best[:4]
    corners = np.array([cx - w / 2 - x, cy - h / 2 - y, cx + w / 2 - x, cy + h / 2 - y]) / r
    corners = corners.clip(0, [image.shape[1], image.shape[0]] * 2)
    ours = load_detector(exported["onnx"], is_ours=True).detect(image).detections
    assert np.abs(ours.xyxy[0] - corners).max() < 0.05
    assert ours.scores[0] == pytest.approx(best[4] * best[5:].max(), abs=1e-5)
    assert ours.class_ids[0] == best[5:].argmax()


def test_raw_heads_at_another_size(raw, checkpoint, scenes):
    image = imread(list_images(scenes.parent)[1])
    reference = load_detector(checkpoint, imgsz=96)
    expected = reference.detect(image).detections
    assert len(expected) > 0
    for file in raw.files:
        assert file.path.name == "yolov5n-96-raw" + EXPORTERS[file.format].suffix
        outputs = json.loads(file.contract.read_text())["outputs"]
        assert [output["shape"] for output in outputs] == [[1, 27, 12, 12], [1, 27, 6, 6], [1, 27, 3, 3]]
        detector = load_detector(file.path, is_ours=True)
        tensor, _ = detector.prepare(image)
        heads = detector.engine.infer(tensor)
        assert [list(head.shape) for head in heads] == [output["shape"] for output in outputs]
        assert all(head.flags.c_contiguous for head in heads)
        found = detector.detect(image).detections
        assert found.class_ids.tolist() == expected.class_ids.tolist()
        assert np.abs(found.xyxy - expected.xyxy).max() < 0.05
        assert np.abs(found.scores - expected.scores).max() < 1e-3


@pytest.mark.parametrize("name", ["torchscript", "ptl"])
def test_a_trace_holds_no_constant_of_one_size(exported, checkpoint, name):
    """The graph itself runs at other sizes, rightly; it is our contract that pins the size."""
    with silenced_deprecations():
        if name == "ptl":
            from torch.jit.mobile import _load_for_lite_interpreter as load
        else:
            load = torch.jit.load
        module = load(str(exported[name]))
    network, _ = load_network(checkpoint)
    for height, width in ((96, 96), (64, 192)):
        x = torch.rand(1, 3, height, width)
        with torch.inference_mode():
            found, plain = module(x), network.to(memory_format=torch.contiguous_format)(x)
            # The same memory layout adds in the same order; logits of hundreds make another order visible.
            assert (found - network.to(memory_format=torch.channels_last)(x)).abs().max() < 1e-3
            assert (found - plain).abs().max() < 1e-3 * plain.abs().max()


def test_the_onnx_file_is_what_converters_like(exported):
    model = onnx.load(exported["onnx"])
    assert [entry.version for entry in model.opset_import] == [17]
    assert len(model.graph.input) == 1
    shape = [side.dim_value for side in model.graph.input[0].type.tensor_type.shape.dim]
    assert shape == [1, 3, 128, 128]
    operations = {node.op_type for node in model.graph.node}
    assert "Conv" in operations
    # Fused and simplified: no batch norm, no shape arithmetic, nothing that depends on the content.
    assert not operations & {"BatchNormalization", "Shape", "Gather", "Identity", "If", "Loop", "NonZero"}


def test_the_ptl_file_has_bytecode_for_the_lite_interpreter(exported):
    with zipfile.ZipFile(exported["ptl"]) as archive:
        assert "archive/bytecode.pkl" in archive.namelist()
    with zipfile.ZipFile(exported["torchscript"]) as archive:
        assert "archive/bytecode.pkl" not in archive.namelist()


@pytest.mark.parametrize(
    "version", [pytest.param(each, marks=[pytest.mark.proof] * (each != 5)) for each in BYTECODES]
)
def test_a_ptl_has_the_bytecode_that_an_old_app_knows(checkpoint, scenes, tmp_path, version):
    (file,) = export_model(checkpoint, ["ptl"], tmp_path, bytecode=version).files
    with silenced_deprecations():
        assert _get_model_bytecode_version(str(file.path)) == version
    assert Contract.from_json(file.contract.read_bytes()).bytecode == version
    assert read_inside_archive(file.path) == file.contract.read_text(encoding="utf-8")
    image = imread(list_images(scenes.parent)[0])
    found = load_detector(file.path, is_ours=True).detect(image).detections
    expected = load_detector(checkpoint).detect(image).detections
    assert len(found) == len(expected) > 0
    assert np.abs(found.xyxy - expected.xyxy).max() < 0.05


@pytest.mark.proof
@pytest.mark.parametrize("head", ["decoded", pytest.param("raw", marks=pytest.mark.proof)])
def test_half_the_bytes_are_the_weights_rounded_and_no_more(exported, checkpoint, scenes, tmp_path, head):
    report = export_model(checkpoint, list(UNIVERSAL), tmp_path, half=True, head=head)
    network, spec = load_network(checkpoint)
    for module in network.modules():
        if isinstance(module, torch.nn.Conv2d):
            module.weight.data = module.weight.data.half().float()
    reference = Detector(TorchEngine(spec, network))
    image = imread(list_images(scenes.parent)[0])
    expected = reference.detect(image).detections
    for file in report.files:
        whole = exported[file.format]
        others = [whole.with_suffix(".bin")] if file.format == "ncnn" else []
        assert file.size_bytes < 0.6 * sum(path.stat().st_size for path in (whole, *others))
        assert "-fp16." in file.path.name
        assert Contract.from_json(file.contract.read_bytes()).precision == "fp16"
        found = load_detector(file.path, is_ours=True).detect(image).detections
        assert found.class_ids.tolist() == expected.class_ids.tolist()
        assert np.abs(found.xyxy - expected.xyxy).max() < 0.1
        assert np.abs(found.scores - expected.scores).max() < 1e-3


@pytest.mark.proof
def test_nms_in_the_file_is_the_studios_own_and_takes_thresholds(checkpoint, scenes, tmp_path):
    names = [name for name in UNIVERSAL if "detections" in EXPORTERS[name].heads]
    usual = Thresholds(0.4, 0.3, 500)
    report = export_model(checkpoint, names, tmp_path, head="detections", thresholds=usual)
    assert [file.format for file in report.files] == ["onnx", "ptl", "torchscript"]
    reference = load_detector(checkpoint)
    for file in report.files:
        data = json.loads(file.contract.read_text())
        assert file.path.stem == "yolov5n-128-detections"
        assert [each["name"] for each in data["inputs"]] == ["images", "confidence", "iou", "top_k"]
        assert [each.get("default") for each in data["inputs"][1:]] == [0.4, 0.3, 500]
        assert [each["name"] for each in data["outputs"]] == ["boxes", "scores", "classes", "count"]
        # A foreign file is run by a child process, which is told the thresholds with each picture.
        for detector in (load_detector(file.path, is_ours=True), load_detector(file.path)):
            for thresholds in (usual, Thresholds(0.05, 0.7, 50), Thresholds(0.999)):
                for path in list_images(scenes.parent)[:1]:
                    image = imread(path)
                    detector.thresholds = reference.thresholds = thresholds
                    expected, found = (side.detect(image).detections for side in (reference, detector))
                    assert found.class_ids.tolist() == expected.class_ids.tolist()
                    assert np.abs(found.xyxy - expected.xyxy).max(initial=0) < 0.05
            detector.close()
        tensor = np.full((1, 3, 128, 128), 0.5, np.float32)
        detector = load_detector(file.path, is_ours=True)
        outputs = detector.engine.infer(tensor)
        assert [output.shape for output in outputs] == [
            output.shape for output in detector.engine.infer(tensor, usual)
        ]


@pytest.mark.proof
def test_any_size_for_onnx_is_a_wish(checkpoint, scenes, tmp_path):
    (file,) = export_model(checkpoint, ["onnx"], tmp_path, any_size=True).files
    image = imread(list_images(scenes.parent)[0])
    for imgsz in (128, 96, 224):
        found = load_detector(file.path, imgsz=imgsz, is_ours=True).detect(image).detections
        expected = load_detector(checkpoint, imgsz=imgsz).detect(image).detections
        assert len(found) == len(expected)
        assert np.abs(found.xyxy - expected.xyxy).max(initial=0) < 0.05


def test_ncnn_says_what_is_missing(exported, tmp_path):
    param = Path(shutil.copy(exported["ncnn"], tmp_path / "m.ncnn.param"))
    with pytest.raises(StudioError, match="does not say what input"):
        load_detector(param)
    shutil.copy(beside(exported["ncnn"]), beside(param))
    with pytest.raises(StudioError, match=r"can't be run without m\.ncnn\.bin"):
        load_detector(param)
    weights = exported["ncnn"].with_suffix(".bin").read_bytes()
    param.with_suffix(".bin").write_bytes(weights[: len(weights) // 2])
    with pytest.raises(StudioError, match=r"can't be opened as an NCNN model|ended without an answer"):
        load_detector(param)
    param.with_suffix(".bin").write_bytes(weights)
    load_detector(param).close()
    for text in (
        b"\0\xff" * 100,
        exported["ncnn"].read_bytes().replace(b"Convolution ", b"Nonsense ", 1),
        b"7767517\n3 99999999\n",
    ):
        param.write_bytes(text)
        with pytest.raises(StudioError, match=r"can't be opened as an NCNN model|ended without an answer"):
            load_detector(param)


def test_the_report_names_files_sizes_and_seconds(raw, checkpoint):
    written = json.loads((raw.out / "report.json").read_text())
    assert written == json.loads(json.dumps(raw.to_dict()))
    assert written["model"] == str(checkpoint)
    assert written["verdict"] is None
    assert [file["format"] for file in written["files"]] == list(UNIVERSAL)
    for file in written["files"]:
        path = Path(file["file"])
        others = [path.with_suffix(".bin")] if file["format"] == "ncnn" else []
        assert sum(each.stat().st_size for each in (path, *others)) == file["bytes"] > 1_000_000
        assert file["seconds"] > 0
        assert file["verification"] is None
    left = sorted(path.name for path in raw.out.iterdir())
    assert len(left) == 2 * len(UNIVERSAL) + 2  # one of a .bin, one of the report


def test_what_a_model_can_not_be_written_in_is_known_from_its_table(tmp_path):
    for model, refused in (("yolov5n", ["darknet"]), ("yolov4-tiny", []), ("v5lite-g", ["darknet"])):
        assert list(refusals(model)) == refused
    assert "row 2 of yolov5n, C3" in refusals("yolov5n")["darknet"].cause
    # Nothing is known, so nothing is refused.
    assert refusals(str(tmp_path / "gone.yaml")) == refusals("") == {}


def test_a_report_remembers_what_was_left_out(checkpoint, tmp_path):
    report = export_model(checkpoint, ["darknet", "torchscript"], tmp_path)
    assert [file.format for file in report.files] == ["torchscript"]
    again = read_report(tmp_path)
    assert again.refused == report.refused
    assert again.refused[0].sentence.startswith("darknet: Darknet has no section")
    # A report of before knows nothing of it.
    old = report.to_dict()
    del old["refused"]
    assert Report.from_dict(old, tmp_path).refused == []


def test_a_run_folder_is_exported_from_its_best_and_stays_as_it_is(checkpoint, tmp_path):
    before = checkpoint.read_bytes()
    said: list[tuple[int, int, str]] = []
    report = export_model(
        checkpoint.parent, ["ptl", "ptl"], tmp_path, progress=lambda *step: said.append(step)
    )
    assert [identify_model(file.path) for file in report.files] == ["ptl"]
    assert said == [(0, 1, "Exporting PyTorch Mobile.")]
    assert checkpoint.read_bytes() == before
    assert [path.name for path in checkpoint.parent.iterdir()] == ["best.pt"]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"formats": ["tensorrt"]}, "tensorrt is not known"),
        ({"formats": ["onnx", "x", "y"]}, "x, y is not known"),
        ({"formats": [" "]}, "No export format"),
        ({"imgsz": 410}, "410 is not a multiple"),
        ({"imgsz": 0}, "0 is not a multiple"),
        ({"head": "tail"}, "tail is not known"),
        ({"bytecode": 5}, "Only .ptl files have bytecode"),
        ({"formats": ["ptl"], "bytecode": 3}, "no bytecode 3"),
        ({"formats": ["ncnn"], "head": "detections"}, "can't hold NMS: ncnn has no layer"),
        ({"formats": ["tflite"], "head": "detections"}, "can't hold NMS: LiteRT's fast path has no such"),
        ({"formats": ["tflite"], "head": "raw"}, "tflite has no raw head"),
        ({"int8": True}, "--int8 is not available yet"),
    ],
)
def test_wrong_wishes_are_sentences_and_write_nothing(checkpoint, tmp_path, wish, words):
    out = tmp_path / "out"
    with pytest.raises(StudioError, match=words) as caught:
        export_model(checkpoint, wish.pop("formats", ["onnx"]), out, **wish)
    assert caught.value.remedy
    assert not out.exists()


def test_what_is_no_checkpoint_is_a_sentence(exported, tmp_path):
    for path in (*exported.values(), beside(exported["onnx"]), tmp_path / "nothing.pt", tmp_path):
        with pytest.raises(StudioError) as caught:
            export_model(path, ["onnx"], tmp_path / "out")
        assert caught.value.remedy
    assert not (tmp_path / "out").exists()


def test_a_folder_that_can_not_be_made_is_a_sentence(checkpoint, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StudioError, match="can't be written"):
        export_model(checkpoint, ["ptl"], tmp_path / "taken")


def test_a_dataset_without_images_stops_before_the_export(checkpoint, tmp_path):
    (tmp_path / "data" / "images").mkdir(parents=True)
    (tmp_path / "data.yaml").write_text("path: data\ntrain: images\nval: images\nnames: [w, r, g, b]\n")
    with pytest.raises(StudioError):
        dataset = open_dataset(tmp_path / "data.yaml")
        export_model(checkpoint, ["onnx"], tmp_path / "out", verify=dataset)
    assert not (tmp_path / "out").exists()


def test_names_of_files_and_formats(checkpoint):
    spec = load_network(checkpoint)[1]
    assert file_stem(Contract(spec)) == "yolov5n-128"
    wide = replace(spec, output="raw", input_wh=(128, 64))
    assert file_stem(Contract(wide, precision="fp16")) == "yolov5n-128x64-raw-fp16"
    assert [exporter.name for exporter in find_exporters(["PTL ", "onnx", "ptl"])] == ["ptl", "onnx"]


@pytest.mark.parametrize(
    ("architecture", "stem"),
    [
        ("../../elsewhere/yolov5n", "elsewhereyolov5n"),
        ("/tmp/x", "tmpx"),
        ("C:\\x y", "Cxy"),
        ("..", "model"),
        ("", "model"),
        (".hidden", "hidden"),
        ("v5lite-e.p2_ü", "v5lite-e.p2_ü"),
    ],
)
def test_a_checkpoint_does_not_choose_the_folder(checkpoint, tmp_path, architecture, stem):
    spec = load_network(checkpoint)[1]
    named = Contract(replace(spec, architecture=architecture))
    assert file_stem(named) == f"{stem}-128"
    assert (tmp_path / file_stem(named)).parent == tmp_path


def test_an_export_that_fails_leaves_no_older_report(checkpoint, tmp_path, monkeypatch):
    report = export_model(checkpoint, ["ptl"], tmp_path)
    assert (tmp_path / "report.json").is_file()
    # Wrong use is told before anything is written: what is there still fits its report.
    with pytest.raises(StudioError):
        export_model(checkpoint, ["ptl"], tmp_path, imgsz=410)
    assert json.loads((tmp_path / "report.json").read_text()) == json.loads(json.dumps(report.to_dict()))

    def fail(source):
        raise MemoryError

    monkeypatch.setattr(type(EXPORTERS["ptl"]), "load", lambda exporter: fail)
    with pytest.raises(MemoryError):
        export_model(checkpoint, ["ptl"], tmp_path)
    assert not (tmp_path / "report.json").exists()
