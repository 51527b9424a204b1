"""Golden sets: well chosen, and their checks, run as on a device, pass what is right and fail what is not."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.export.agreement import Tolerances
from studio.core.export.export import export_model
from studio.core.export.exporters import UNIVERSAL
from studio.core.export.golden import (
    FOLDER,
    RUNTIME_NAMES,
    Written,
    check_count,
    choose_golden,
    write_golden,
)
from studio.core.export.report import read_report
from studio.core.pictures import imread, imwrite
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import load_detector
from studio.core.tiling.tiling import Tiling

ONNXRUNTIME_WEB = Path(os.environ.get("NODE_PATH") or Path(__file__).parents[2] / "node_modules")
"""Where `npm install --prefix tests onnxruntime-web` puts it."""


def make_set(checkpoint: Path, scenes: Path, out: Path, head: str, formats: list[str]) -> Path:
    report = export_model(checkpoint, formats, out, head=head, verify=open_dataset(scenes), golden=5)
    assert report.golden == out / FOLDER
    again = read_report(out)
    assert again is not None and again.golden == report.golden
    return report.golden


HEADS_AND_FORMATS = [
    ("decoded", ["onnx"]),
    pytest.param(("decoded", [name for name in UNIVERSAL if name != "onnx"]), marks=pytest.mark.proof),
    pytest.param(("raw", ["onnx"]), marks=pytest.mark.proof),
    pytest.param(("detections", ["onnx", "torchscript"]), marks=pytest.mark.proof),
]


@pytest.fixture(scope="module", params=HEADS_AND_FORMATS, ids=lambda each: f"{each[0]}-{each[1][0]}")
def golden(request, tmp_path_factory: pytest.TempPathFactory, checkpoint: Path, scenes: Path) -> Path:
    return make_set(checkpoint, scenes, tmp_path_factory.mktemp("golden") / "out", *request.param)


def onnx_file(folder: Path) -> Path:
    """Return the ONNX file of an export; skips the test when there is none."""
    found = list(folder.glob("*.onnx"))
    if not found:
        pytest.skip("this set is of other formats")
    return found[0]


def check(folder: Path, name: str) -> tuple[int, str]:
    """Run a check as somebody would who has nothing of this program."""
    # -P: nothing of the folder it is run in is imported.
    command = ["node", name] if name.endswith(".mjs") else [sys.executable, "-P", name]
    plain = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ended = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env={**plain, "ORT_DISABLE_TELEMETRY": "1", "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


def test_a_check_passes_the_file_it_was_made_for(golden: Path) -> None:
    for path in sorted(golden.glob("check_*.py")):
        code, said = check(golden, path.name)
        assert code == 0, said
        assert said.splitlines()[-1] == "PASS 5 of 5 images"
        assert sum(int(count) for count in re.findall(r"(\d+) found", said)) > 20


@pytest.mark.proof
def test_a_check_in_javascript_passes_it_too(golden: Path, tmp_path: Path) -> None:
    if not (shutil.which("node") and (ONNXRUNTIME_WEB / "onnxruntime-web").is_dir()):
        pytest.skip("node or onnxruntime-web is not here: npm install --prefix tests onnxruntime-web")
    onnx_file(golden.parent)
    copy = Path(shutil.copytree(golden.parent, tmp_path / "export"))
    (tmp_path / "node_modules").symlink_to(ONNXRUNTIME_WEB, target_is_directory=True)
    code, said = check(copy / FOLDER, "check_onnx.mjs")
    assert code == 0, said
    assert said.splitlines()[-1] == "PASS 5 of 5 images"
    damage(onnx_file(copy))
    code, said = check(copy / FOLDER, "check_onnx.mjs")
    assert code == 1
    assert "FAIL" in said


def damage(path: Path) -> None:
    """Make a network a little worse: the weights of its last convolution a twentieth larger."""
    model = onnx.load(path)
    last = [node for node in model.graph.node if node.op_type == "Conv"][-1].input[1]
    (weights,) = [tensor for tensor in model.graph.initializer if tensor.name == last]
    weights.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weights) * np.float32(1.05), last))
    onnx.save(model, path)


def test_a_check_fails_a_file_that_sees_something_else(golden: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(golden.parent, tmp_path / "export"))
    damage(onnx_file(copy))
    code, said = check(copy / FOLDER, "check_onnx.py")
    assert code == 1, said
    assert said.splitlines()[-1].startswith("FAIL")


def test_the_expected_boxes_are_those_of_the_checkpoint(golden: Path, checkpoint: Path) -> None:
    document = json.loads((golden / "golden.json").read_text(encoding="utf-8"))
    detector = load_detector(checkpoint)
    assert document["input_hw"] == [128, 128]
    certain = 0
    for image in document["images"]:
        found = detector.detect(imread(golden / image["picture"])).detections
        assert (golden / image["pixels"]).stat().st_size == 128 * 128 * 3
        sure = [each for each in image["detections"] if each["certain"]]
        certain += len(sure)
        for each in sure:
            x1, y1, x2, y2 = each["box_in_picture"]
            if x1 == x2 or y1 == y2:
                continue  # it lies in the bars beside the picture
            gap = np.abs(found.xyxy - each["box_in_picture"]).max(axis=1)
            assert (gap[found.class_ids == each["class_id"]] < 0.01).any()
    assert certain > 10


def test_every_class_and_all_brightnesses_are_shown(tmp_path: Path) -> None:
    for number in range(30):
        imwrite(tmp_path / f"{number:02}.png", np.full((32, 32, 3), 8 * number, np.uint8))
        (tmp_path / f"{number:02}.txt").write_text(f"{number == 17:d} 0.5 0.5 0.2 0.2\n")
    (tmp_path / "classes.txt").write_text("often\nonce\n")
    (tmp_path / "15.png").write_bytes(b"no picture")
    dataset = open_dataset(tmp_path)
    chosen = [
        int(path.stem) for path in choose_golden(dataset, [record.path for record in dataset.records], 5)
    ]
    assert len(set(chosen)) == 5
    assert {0, 29, 17} <= set(chosen), "the darkest, the brightest, and the only one of its class"
    assert sorted(chosen)[1] in range(4, 12)
    few = choose_golden(dataset, [record.path for record in dataset.records[:3]], 5)
    assert len(few) == 3


@pytest.mark.parametrize("count", [0, 4, 21])
def test_a_set_of_too_few_or_too_many_is_refused(count: int) -> None:
    with pytest.raises(StudioError, match=f"can't have {count} pictures"):
        check_count(count, has_photos=True)
    with pytest.raises(StudioError, match="none are given"):
        check_count(5, has_photos=False)


def test_only_files_of_a_set_before_are_replaced(
    checkpoint: Path, scenes: Path, golden: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(golden.parent, tmp_path / "export"))
    (copy / FOLDER / "99.png").write_bytes(b"of an older set")
    (copy / FOLDER / "notes.txt").write_text("mine")
    file = Written("onnx", onnx_file(copy), Contract(load_detector(checkpoint).spec))
    picture = open_dataset(scenes).records[0].path
    write_golden(
        copy, load_detector(checkpoint), [picture], [file], thresholds=Thresholds(), tolerances=Tolerances()
    )
    left = sorted(path.name for path in (copy / FOLDER).iterdir())
    assert "99.png" not in left
    assert "notes.txt" in left
    assert "check_ncnn.py" not in left
    elsewhere = tmp_path / "elsewhere"
    shutil.move(copy / FOLDER, elsewhere)
    (copy / FOLDER).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(StudioError, match="is a link to another folder"):
        write_golden(
            copy, load_detector(checkpoint), [], [file], thresholds=Thresholds(), tolerances=Tolerances()
        )


def test_every_format_with_a_check_has_its_parts() -> None:
    from studio.core.files import resource_path

    assert set(UNIVERSAL) <= set(RUNTIME_NAMES)
    for name in RUNTIME_NAMES:
        compile(resource_path("golden", f"run_{name}.py").read_text(encoding="utf-8"), name, "exec")


def test_of_a_model_that_looks_in_tiles_the_set_shows_the_busiest_tile(
    checkpoint: Path, scenes: Path, tmp_path: Path
) -> None:
    """The checks run the network alone: a whole photo at its input's size may show it nothing."""
    tiling = Tiling.parse("2x2")
    report = export_model(
        checkpoint, ["onnx"], tmp_path, verify=open_dataset(scenes), images=5, golden=5, tiling=tiling
    )
    (file,) = report.files
    assert Contract.from_json(beside(file.path).read_bytes()).tiling == tiling
    with contextlib.closing(load_detector(file.path)) as detector:
        # Foreign, in a child process: the description inside the file counts.
        assert detector.tiling == tiling
    code, said = check(tmp_path / FOLDER, "check_onnx.py")
    assert code == 0, said
    document = json.loads((tmp_path / FOLDER / "golden.json").read_text(encoding="utf-8"))
    places = [each for image in document["images"] for each in image["detections"] if each["certain"]]
    assert places
    for image in document["images"]:
        x1, y1, x2, y2 = image["tile"]
        assert (x2 - x1, y2 - y1) == (208, 208)
        for each in image["detections"]:
            left, top, right, bottom = each["box_in_picture"]
            assert x1 <= left <= right <= x2
            assert y1 <= top <= bottom <= y2
