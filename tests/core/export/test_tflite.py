"""TFLite: the converter in its environment, and what our script makes of its file."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.export import tflite
from studio.core.export.export import export_model
from studio.core.export.exporters import EXPORTERS, missing
from studio.core.files import resource_path
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.pictures import imread, list_images
from studio.core.runtime.contract import beside
from studio.core.runtime.detector import load_detector
from studio.core.runtime.needs import Need
from studio.core.runtime.tflite import read_contract
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint
from tests.lively import CLASSES
from tests.tiny_tflite import conv_tflite

FP16_ENTRY = "reduced_precision_support"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Our program for the environment's Python; what it does after the conversion runs in this one, too."""
    spec = importlib.util.spec_from_file_location("converter", resource_path("converters", "tflite.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(content: bytes, picture: np.ndarray) -> np.ndarray:
    interpreter = Interpreter(model_content=content, num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"])


def places_of_buffers(content: bytes) -> Counter[int]:
    """Return how far buffers lie behind multiples of 16 bytes."""
    model = schema.Model.GetRootAs(content, 0)
    found: Counter[int] = Counter()
    for index in range(model.BuffersLength()):
        buffer = model.Buffers(index)
        if buffer.DataLength():
            table = buffer._tab  # noqa: SLF001  # no public word for where a vector is
            found[table.Vector(table.Offset(4)) % 16] += 1
    return found


def entries_of(content: bytes) -> list[str]:
    model = schema.Model.GetRootAs(content, 0)
    return [model.Metadata(index).Name().decode() for index in range(model.MetadataLength())]


def types_of(content: bytes) -> dict[str, int]:
    graph = schema.Model.GetRootAs(content, 0).Subgraphs(0)
    tensors = [graph.Tensors(index) for index in range(graph.TensorsLength())]
    return {tensor.Name().decode(): tensor.Type() for tensor in tensors}


def test_weights_become_16_bits_and_all_else_stays(script: ModuleType) -> None:
    plain = conv_tflite((FP16_ENTRY, "theirs"))
    picture = np.random.default_rng(1).random((1, 8, 8, 3), np.float32)
    assert set(places_of_buffers(plain)) != {0}, "what is to be mended"
    files = {precision: script.finish(plain, b"{}", precision) for precision in ("fp32", "fp16")}
    for content in files.values():
        # With the first entry there phones compute in 16 bits, whatever the file's own are.
        assert entries_of(content) == ["theirs", "contract.json"]
        assert read_contract(content) == "{}"
        assert set(places_of_buffers(content)) == {0}
    assert np.array_equal(run(files["fp32"], picture), run(plain, picture))
    half = schema.TensorType.FLOAT16
    assert half not in types_of(files["fp32"]).values()
    assert [name for name, kind in types_of(files["fp16"]).items() if kind == half] == ["weights_fp16"]
    error = np.abs(run(files["fp16"], picture) - run(plain, picture)).max()
    assert 0 < error < 0.02


def test_weights_too_large_for_16_bits_stay(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "LARGEST_HALF", 0.1)
    content = script.finish(conv_tflite(), b"{}", "fp16")
    assert schema.TensorType.FLOAT16 not in types_of(content).values()


def test_without_its_environment_it_says_how_to_get_it(checkpoint: Path, tmp_path: Path) -> None:
    assert missing()["tflite"].cause == "The converter for TFLite is not set up."
    with pytest.raises(
        StudioError, match=r"not set up\. Run studio setup tflite, or press Set up on its card"
    ):
        export_model(checkpoint, ["tflite"], tmp_path)
    report = export_model(checkpoint, ["onnx", "tflite"], tmp_path)
    assert [file.format for file in report.files] == ["onnx"]
    assert [each.format for each in report.refused] == ["tflite"]


def test_what_could_not_be_proved_is_not_written_for_a_proof(
    checkpoint: Path, scenes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(EXPORTERS["tflite"].needs), "missing", without_runtime)
    with pytest.raises(StudioError, match="LiteRT, which runs TFLite files, is not installed"):
        export_model(checkpoint, ["tflite"], tmp_path / "out", verify=open_dataset(scenes))
    assert not (tmp_path / "out").exists()


def without_runtime(need: Need) -> StudioError | None:
    """What is missing where the environment is there and the extra isn't."""
    return StudioError(f"{need.title} is not installed.") if need.extra else None


def test_what_the_converter_says_is_one_sentence(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A Python that has no onnx2tf stands in for an environment that somebody spoilt.
    monkeypatch.setattr(type(EXPORTERS["tflite"].needs), "missing", lambda need: None)
    monkeypatch.setattr(tflite, "python", lambda name: Path(sys.executable))
    with pytest.raises(
        StudioError, match=r"onnx2tf can't convert this model to TFLite: ModuleNotFoundError: No"
    ):
        export_model(checkpoint, ["tflite"], tmp_path)


@pytest.mark.proof
@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("tflite_converter")
def test_four_families_say_the_same_in_both_precisions(
    scenes: Path, checkpoint: Path, tmp_path: Path
) -> None:
    images = [imread(path) for path in list_images(scenes.parent)[:4]]
    networks = [("yolov5n", 416), ("v5lite-e", 416), ("yolov7-tiny", 416), ("yolo-fastestv2", 352)]
    # Its coarsest grid has five cells a side, which the converter takes for channels by itself.
    for name, size in [*networks, ("yolo-fastestv2", 160)]:
        torch.manual_seed(3)
        table = find_table(name)
        network = Network(table, len(CLASSES))
        fit = Letterbox.fit(images[0].shape[1::-1], (size, size))
        tensors = [to_input(fit.apply(image)) for image in images]
        take_statistics(network, np.concatenate(tensors))
        spec = ModelSpec(
            name, CLASSES, (size, size), network.strides, table.anchors, code=network.detect.code
        )
        model = tmp_path / f"{name}-{size}.pt"
        Checkpoint(spec=spec, table=table, weights=network.state_dict()).save(model)
        (reference,) = outputs_of(model, "onnx", tensors[0], tmp_path, half=False)
        assert reference[..., 4:].std() > 1e-3, "what says the same everywhere shows nothing"
        for half, most in ((False, 1e-3), (True, 1.0)):
            (output,) = outputs_of(model, "tflite", tensors[0], tmp_path, half=half)
            pixels = np.abs(output - reference)[..., :4].max()
            print(f"{name} {'fp16' if half else 'fp32'}: {pixels:.2g} px")
            assert pixels < most, name
    # And the whole way, on a network that finds something.
    report = export_model(checkpoint, ["tflite"], tmp_path / "proved", verify=open_dataset(scenes), golden=5)
    assert report.verdict == "PASS"
    (file,) = report.files
    assert read_contract(file.path.read_bytes()) == beside(file.path).read_text(encoding="utf-8")
    assert FP16_ENTRY not in entries_of(file.path.read_bytes())


def take_statistics(network: Network, pictures: np.ndarray) -> None:
    """Give the batch norms of a random network what they would have learnt of some pictures.

    But none makes its channel larger: in random networks that would make rounding as large as what is seen.
    """
    norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = 1.0
    network.train()
    with torch.no_grad():
        network.heads(torch.from_numpy(pictures))
    network.eval()
    for norm in norms:
        assert norm.running_var is not None
        norm.running_var.clamp_(min=1.0)


def outputs_of(model: Path, name: str, tensor: np.ndarray, out: Path, *, half: bool) -> list[np.ndarray]:
    """Export and run in one format."""
    (file,) = export_model(model, [name], out / model.stem, half=half).files
    detector = load_detector(file.path, threads=1)
    try:
        return detector.engine.infer(tensor)
    finally:
        detector.close()
