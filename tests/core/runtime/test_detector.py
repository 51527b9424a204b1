"""Any model through one detector: what runs it is found by its content, wrong use is told in a sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.export.exporters import EXPORTERS
from studio.core.pictures import Image, imread, list_images
from studio.core.runtime import threads
from studio.core.runtime.contract import beside
from studio.core.runtime.detector import RUNTIMES, Detector, identify_model, load_detector
from studio.core.timing import StageTimer

FORMATS = ["onnx", "ptl", "torchscript"]
open_here = partial(load_detector, is_ours=True)
"""Without the child process that files of others are run in: `test_program.py` has that."""


@pytest.fixture(scope="session")
def picture(scenes: Path) -> Image:
    return imread(list_images(scenes.parent)[1])


@pytest.fixture
def models(checkpoint: Path, exported: dict[str, Path]) -> dict[str, Path]:
    return {"pytorch": checkpoint, **exported}


def test_every_runtime_has_a_loader_that_exists():
    for kind in RUNTIMES:
        if not kind.missing():
            assert callable(kind.load())


@pytest.mark.parametrize("name", ["pytorch", *FORMATS])
def test_each_runtime_finds_the_same(models, picture, name):
    expected = load_detector(models["pytorch"]).detect(picture).detections
    detector = load_detector(models[name])
    found = detector.detect(picture).detections
    assert detector.engine.name == name
    assert len(expected) > 5
    assert found.class_ids.tolist() == expected.class_ids.tolist()
    assert np.abs(found.xyxy - expected.xyxy).max() < 0.05
    assert np.abs(found.scores - expected.scores).max() < 1e-3
    assert (np.diff(found.scores) <= 0).all()
    detector.close()


@pytest.mark.parametrize("name", ["pytorch", "onnx"])
def test_several_pictures_together_are_found_as_one_by_one(models, picture, name):
    # Five of four sizes: one run of four and a rest, for an engine that takes four.
    pictures = [picture, picture[:200], picture[:, 50:], picture[::2, ::2].copy(), picture[::-1].copy()]
    detector = open_here(models[name])
    together = list(detector.detect_all(iter(pictures)))
    assert len(together) == 5
    for found, alone in zip(together, map(detector.detect, pictures), strict=True):
        expected = alone.detections
        assert found.class_ids.tolist() == expected.class_ids.tolist()
        assert found.xyxy == pytest.approx(expected.xyxy, abs=0.01)
        assert found.scores == pytest.approx(expected.scores, abs=1e-4)
    assert len({len(found) for found in together}) > 1
    assert list(detector.detect_all([])) == []


def test_detections_lie_in_the_picture_and_pass_the_thresholds(checkpoint, picture):
    height, width = picture.shape[:2]
    detector = load_detector(checkpoint)
    for thresholds in (Thresholds(0.01, 0.9, 1000), Thresholds(0.6), Thresholds(0.25, 0.45, 7)):
        detector.thresholds = thresholds
        found = detector.detect(picture).detections
        assert (found.scores > thresholds.confidence).all()
        assert len(found) <= thresholds.top_k
        assert (found.xyxy >= 0).all()
        assert (found.xyxy <= [width, height, width, height]).all()
        assert (found.xyxy[:, 2:] > found.xyxy[:, :2]).all()
    assert len(found) > 0


def test_every_stage_is_timed_and_a_timer_goes_on(checkpoint, picture):
    timer = StageTimer()
    timer.timings.capture = 5.0
    timings = load_detector(checkpoint).detect(picture, timer).timings
    assert timings.capture == 5.0
    assert min(timings.preprocess, timings.inference, timings.decode, timings.nms) > 0
    assert timings.draw == 0


# ONNX files have no signature; their suffix is looked at.
@pytest.mark.parametrize("name", ["ptl", "torchscript"])
def test_the_content_decides_not_the_name(exported, tmp_path, name):
    disguised = shutil.copy(exported[name], tmp_path / "model.pt")
    assert identify_model(disguised) == name
    assert open_here(disguised).spec.input_wh == (128, 128)


def test_a_run_folder_is_its_best_checkpoint(checkpoint):
    assert identify_model(checkpoint.parent) == "pytorch"
    assert load_detector(checkpoint.parent).spec == load_detector(checkpoint).spec


@pytest.mark.parametrize("name", [name for name in FORMATS if not EXPORTERS[name].live_grids])
def test_an_exported_file_has_one_size(exported, name):
    assert open_here(exported[name], imgsz=128).spec.input_wh == (128, 128)
    with pytest.raises(StudioError) as caught:
        open_here(exported[name], imgsz=160)
    assert "was exported for 128x128 and can't run at 160x160" in caught.value.cause
    assert caught.value.remedy == "Export again with --imgsz 160, or leave --imgsz out."
    with pytest.raises(StudioError, match="can't take 1x3x160x160"):
        open_here(exported[name]).engine.infer(np.zeros((1, 3, 160, 160), np.float32))


@pytest.mark.parametrize("name", [name for name in FORMATS if EXPORTERS[name].live_grids])
def test_a_file_with_live_grids_takes_any_multiple_of_the_stride(exported, checkpoint, picture, name):
    for imgsz in (None, 96, 192):
        detector, reference = open_here(exported[name], imgsz=imgsz), load_detector(checkpoint, imgsz=imgsz)
        assert detector.spec.input_wh == reference.spec.input_wh
        found, expected = detector.detect(picture).detections, reference.detect(picture).detections
        assert len(found) == len(expected) > 0
        assert np.abs(found.xyxy - expected.xyxy).max() < 0.05
        # Opened for one size it takes no other: nobody asked for that.
        with pytest.raises(StudioError, match="can't take 1x3x160x160"):
            detector.engine.infer(np.zeros((1, 3, 160, 160), np.float32))
    with pytest.raises(StudioError, match=r"410 is not a multiple .* 32\. Use 384 or 416"):
        open_here(exported[name], imgsz=410)


def test_a_checkpoint_takes_any_multiple_of_its_stride(checkpoint, picture):
    detector = load_detector(checkpoint, imgsz=192)
    assert detector.spec.input_wh == (192, 192)
    assert len(detector.detect(picture).detections) > 0
    with pytest.raises(StudioError, match=r"410 is not a multiple .* 32\. Use 384 or 416"):
        load_detector(checkpoint, imgsz=410)


@pytest.mark.parametrize("name", FORMATS)
def test_the_contract_inside_is_enough(exported, tmp_path, name):
    alone = shutil.copy(exported[name], tmp_path / exported[name].name)
    assert open_here(alone).spec == open_here(exported[name]).spec


def strip_contract(file: Path, to: Path) -> Path:
    """Write the model again as a program without our metadata would."""
    if file.suffix == ".onnx":
        import onnx

        model = onnx.load(file)
        del model.metadata_props[:]
        onnx.save(model, to)
    else:
        import zipfile

        with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as new:
            for entry in old.infolist():
                if "/extra/" not in entry.filename:
                    new.writestr(entry, old.read(entry))
    return to


@pytest.mark.parametrize("name", FORMATS)
def test_without_a_contract_there_is_a_sentence_and_the_one_beside_it_helps(exported, tmp_path, name):
    bare = strip_contract(exported[name], tmp_path / ("bare" + exported[name].suffix))
    with pytest.raises(StudioError, match="does not say what input and classes it was made for") as caught:
        open_here(bare)
    assert f"{bare.name}.json" in caught.value.remedy
    shutil.copy(beside(exported[name]), beside(bare))
    if name == "onnx":
        assert open_here(bare).spec.class_names == ("w", "r", "g", "b")


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": "other"}', '{"format": "detection-studio-contract-1"}', "\x00"]
)
def test_a_broken_contract_is_a_sentence(exported, tmp_path, text):
    bare = strip_contract(exported["onnx"], tmp_path / "bare.onnx")
    beside(bare).write_text(text)
    with pytest.raises(StudioError, match=r"can't be understood|description is incomplete"):
        open_here(bare)


@pytest.mark.parametrize("name", ["best.pt", "model.onnx", "model.ptl", "model.torchscript", "photo.jpg"])
@pytest.mark.parametrize("content", [b"", b"just a line of text\n", b"PK\x03\x04 not a zip after all"])
def test_what_is_not_a_model_is_a_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StudioError) as caught:
        open_here(path)
    assert str(path) in caught.value.cause
    assert caught.value.remedy
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_short_is_a_sentence(exported, tmp_path, name):
    whole = exported[name].read_bytes()
    path = tmp_path / exported[name].name
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StudioError):
        open_here(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(StudioError, match="does not exist"):
        load_detector(tmp_path / "nothing.onnx")
    with pytest.raises(StudioError, match="holds no checkpoint"):
        load_detector(tmp_path)


def test_loading_runs_no_code_of_a_checkpoint(tmp_path):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))

    torch.save({"format": "detection-studio-checkpoint-1", "spec": Trap()}, tmp_path / "trap.pt")
    with pytest.raises(StudioError):
        load_detector(tmp_path / "trap.pt")
    assert not (tmp_path / "sprung").exists()


def test_outputs_that_do_not_fit_the_description_are_a_sentence(exported, tmp_path, picture):
    bare = strip_contract(exported["onnx"], tmp_path / "bare.onnx")
    text = beside(exported["onnx"]).read_text().replace('"w",\n   "r",', '"w",', 1)
    beside(bare).write_text(text)
    with pytest.raises(StudioError, match="does not fit its description"):
        open_here(bare).detect(picture)


def write_onnx(folder: Path, kind: str = "FLOAT", sides: tuple = (1, 3, 128, 128), inputs: int = 1) -> Path:
    """Write the ONNX file of another program that gives its picture's mean, as if that were 252 boxes."""
    import onnx
    from onnx import TensorProto, helper

    taken = [
        helper.make_tensor_value_info(f"in{index}", getattr(TensorProto, kind), sides)
        for index in range(inputs)
    ]
    given = helper.make_tensor_value_info("output", getattr(TensorProto, kind), None)
    # Fails in the middle when the picture is of another size than 128x128.
    shape = helper.make_node("Constant", [], ["shape"], value_ints=[1, 3, 128, 128])
    boxes = helper.make_node("Constant", [], ["boxes"], value_ints=[1, 252, 9])
    nodes = [
        helper.make_node("Reshape", ["in0", "shape"], ["picture"]),
        helper.make_node("ReduceMean", ["picture"], ["mean"], keepdims=0),
        helper.make_node("Expand", ["mean", "boxes"], ["output"]),
    ]
    graph = helper.make_graph([shape, boxes, *nodes], "graph", taken, [given])
    path = folder / "theirs.onnx"
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (
            {"kind": "FLOAT16"},
            "takes tensor(float16) 1x3x128x128, but its description says tensor(float) 1x3",
        ),
        ({"sides": (1, 3, 64, 64)}, "takes tensor(float) 1x3x64x64, but its description"),
        ({"sides": (1, "c", "h", 64)}, "takes tensor(float) 1xcxhx64, but its description"),
        ({"sides": (3, 128, 128)}, "takes tensor(float) 3x128x128, but its description"),
        ({"inputs": 2}, "1x3x128x128, tensor(float) 1x3x128x128, but its description"),
    ],
)
def test_an_onnx_file_that_takes_something_else_than_described_is_a_sentence(exported, tmp_path, wish, words):
    path = write_onnx(tmp_path, **wish)
    shutil.copy(beside(exported["onnx"]), beside(path))
    with pytest.raises(StudioError) as caught:
        open_here(path)
    assert words in caught.value.cause
    assert "correct the description" in caught.value.remedy


def test_an_engine_that_stops_in_the_middle_is_a_sentence(exported, tmp_path, picture):
    path = write_onnx(tmp_path, sides=("n", 3, "h", "w"))
    beside(path).write_text(beside(exported["onnx"]).read_text().replace("128", "64"))
    with pytest.raises(StudioError, match=r"can't be run by onnx: .*Reshape.*\.$") as caught:
        open_here(path).detect(picture)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("answer", "words"),
    [(RuntimeError("in this graph:\nsizes 3 and 5\n"), "sizes 3 and 5"), ([[1, 2]], "no attribute .shape.")],
)
def test_a_graph_that_stops_or_gives_something_else_is_a_sentence(exported, monkeypatch, answer, words):
    detector = open_here(exported["torchscript"])

    def run(tensor):
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(detector.engine, "_module", run)
    with pytest.raises(StudioError, match=f"can't be run by torchscript: .*{words}"):
        detector.warm_up()


@pytest.mark.parametrize(
    "values", [(-0.1, 0.5, 9), (1.1, 0.5, 9), (float("nan"), 0.5, 9), (0.5, 2, 9), (0.5, 0.5, 0)]
)
def test_thresholds_out_of_range_are_a_sentence(values):
    with pytest.raises(StudioError):
        Thresholds(*values)


def test_threads_are_those_asked_for(checkpoint, exported, monkeypatch):
    before = torch.get_num_threads()
    try:
        load_detector(checkpoint, threads=1)
        assert torch.get_num_threads() == 1
        monkeypatch.setattr(threads, "usable_cores", lambda: 2)
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
        load_detector(checkpoint)
        assert torch.get_num_threads() == 2
        monkeypatch.setenv("OMP_NUM_THREADS", "1")
        load_detector(checkpoint)
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)
    with pytest.raises(StudioError, match="0 threads"):
        load_detector(exported["onnx"], threads=0)


def test_measuring_threads_keeps_the_fastest(monkeypatch, checkpoint):
    """Engines whose time is known: two threads are faster than one, four are slower."""
    closed = []

    class Timed:
        name = "timed"
        spec = load_detector(checkpoint).spec

        def __init__(self, count: int) -> None:
            self.count = count

        def infer(self, tensor):
            threads.time.sleep({1: 0.004, 2: 0.001, 4: 0.003}[self.count])
            return [tensor]

        def close(self):
            closed.append(self.count)

    monkeypatch.setattr(threads, "usable_cores", lambda: 4)
    engine = threads.resolve_threads("measure", Timed)
    assert engine.count == 2
    assert closed == [1, 4]
    assert isinstance(Detector(engine), Detector)


@pytest.mark.parametrize("fastest", [1, 2, 4])
def test_measuring_threads_leaves_torch_at_the_fastest(monkeypatch, checkpoint, fastest):
    """Each engine in torch sets the one number all of them run with."""
    before = torch.get_num_threads()

    class Timed:
        spec = load_detector(checkpoint).spec

        def __init__(self, count: int) -> None:
            torch.set_num_threads(count)
            self.count = count

        def infer(self, tensor):
            threads.time.sleep(0.001 if self.count == fastest else 0.004)
            return [tensor]

        def close(self):
            pass

    monkeypatch.setattr(threads, "usable_cores", lambda: 4)
    try:
        assert threads.resolve_threads("measure", Timed).count == fastest
        assert torch.get_num_threads() == fastest
    finally:
        torch.set_num_threads(before)


def test_measuring_a_real_model_gives_a_working_detector(exported, picture):
    assert len(load_detector(exported["onnx"], threads="measure").detect(picture).detections) > 0


def test_running_onnx_needs_no_torch(exported, picture, tmp_path):
    image = tmp_path / "picture.png"
    from studio.core.pictures import imwrite

    imwrite(image, picture)
    program = (
        "import sys; from pathlib import Path; from studio.core.pictures import imread\n"
        "from studio.core.runtime.detector import load_detector\n"
        "detector = load_detector(Path(sys.argv[1]), is_ours=True)\n"
        "found = detector.detect(imread(Path(sys.argv[2]))).detections\n"
        "print(len(found), 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(exported["onnx"]), str(image)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    count, has_torch = done.stdout.split()
    assert int(count) > 5
    assert has_torch == "False"
