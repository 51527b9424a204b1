"""studio verify: the proof for a file from anywhere, and what the exit code says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from studio.core.runtime.contract import beside
from studio.core.runtime.stored import stored_contract
from studio.core.weights.opening import load_checkpoint
from tests.tiny_onnx import write_tiny_onnx


@pytest.fixture
def edited(exported: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    """Return a copy of the exported ONNX file after `change` of the model."""

    def edit(change: Callable[[onnx.ModelProto], None], name: str = "edited.onnx") -> Path:
        model = onnx.load(exported["onnx"])
        change(model)
        onnx.save(model, tmp_path / name)
        return tmp_path / name

    return edit


def swap_colours(model: onnx.ModelProto) -> None:
    """Have the first convolution take blue for red."""
    first = next(each for each in model.graph.initializer if list(each.dims[1:2]) == [3])
    weight = numpy_helper.to_array(first)[:, ::-1].copy()
    first.CopyFrom(numpy_helper.from_array(weight, first.name))


def quantise(model: onnx.ModelProto) -> None:
    """Round the weights of each convolution to 4095 steps a channel, much as a quantiser does."""
    for each in model.graph.initializer:
        if len(each.dims) == 4:
            weight = numpy_helper.to_array(each)
            step = np.abs(weight).max(axis=(1, 2, 3), keepdims=True) / 2047
            each.CopyFrom(
                numpy_helper.from_array((np.round(weight / step) * step).astype(np.float32), each.name)
            )


def forget(model: onnx.ModelProto) -> None:
    del model.metadata_props[:]


def test_an_exported_file_passes_and_json_is_the_report(checkpoint, exported, scenes, tmp_path, studio):
    out = tmp_path / "out"
    result = studio(
        "verify", exported["torchscript"], "--against", checkpoint, "--data", scenes,
        "--images", 2, "--out", out, "--json",
    )  # fmt: skip
    assert result.code == 0, result.out + result.err
    assert result.json == json.loads((out / "report.json").read_text(encoding="utf-8"))
    (file,) = result.json["files"]
    assert (file["format"], file["verification"]["verdict"]) == ("torchscript", "PASS")
    assert file["bytes"] == exported["torchscript"].stat().st_size
    assert (out / "report.html").is_file()


def test_a_file_whose_colours_were_swapped_fails(checkpoint, edited, scenes, studio, tmp_path):
    file = edited(swap_colours)
    before = sorted(tmp_path.iterdir())
    result = studio("verify", file, "--against", checkpoint, "--data", scenes, "--images", 2)
    assert result.code == 1
    assert result.lines[0].startswith("FAIL  The file does not find what the checkpoint finds")
    assert "Judged as fp32 (its description says so)" in result.out
    assert "The file expects BGR. Feed it BGR, or export it again so that it takes RGB." in result.out
    # Without --out nothing is written.
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.proof
def test_a_quantised_file_is_judged_by_its_own_numbers_when_told(checkpoint, edited, scenes, studio):
    line = ("verify", edited(quantise), "--against", checkpoint, "--data", scenes, "--images", 2)
    assert studio(*line).code == 1
    told = studio(*line, "--numbers", "int8")
    assert (told.code, told.lines[0].partition(" ")[0]) == (0, "PASS"), told.out
    assert "Judged as int8 (as asked for)" in told.out


def test_a_file_that_says_nothing_is_taken_for_what_the_checkpoint_is_exported_to(
    checkpoint, edited, scenes, studio, tmp_path
):
    bare = edited(forget, "bare.onnx")
    line = ("--against", checkpoint, "--data", scenes, "--images", 2)
    result = studio("verify", bare, *line)
    assert result.code == 0, result.out + result.err
    assert "bare.onnx says nothing of its input and classes" in result.err
    assert "128x128, letterbox, RGB" in result.err
    assert not beside(bare).exists()
    # What lies beside it is believed: here that the file takes BGR.
    contract = json.loads(stored_contract_of(checkpoint, tmp_path))
    contract["spec"]["colour"] = "bgr"
    beside(bare).write_text(json.dumps(contract))
    assert studio("verify", bare, *line).code == 1
    # A sentence about it names the file, not the copy that was run.
    cut = tmp_path / "cut.onnx"
    cut.write_bytes(bare.read_bytes()[:4000])
    refused = studio("verify", cut, *line)
    assert refused.code == 2
    assert f"{cut} can't be opened as an ONNX model" in refused.err


def stored_contract_of(checkpoint: Path, folder: Path) -> str:
    from studio.core.runtime.contract import Contract

    return Contract(load_checkpoint(checkpoint).spec).to_json()


def test_a_contract_is_read_out_of_every_format_without_an_engine(exported):
    for path in exported.values():
        found = stored_contract(path)
        assert found is not None
        assert found.to_json() == beside(path).read_text(encoding="utf-8")


def test_classes_of_another_model_fail_and_what_is_no_model_is_unusable(
    checkpoint, exported, scenes, tmp_path, studio
):
    tiny = write_tiny_onnx(tmp_path / "tiny.onnx")
    line = ("--against", checkpoint, "--data", scenes, "--images", 1)
    other = studio("verify", tiny, *line)
    assert other.code == 1
    assert "names other classes than the checkpoint: red, green, blue, not w, r, g, b" in other.out
    assert "64x64" in other.err or "64" in other.err
    text = tmp_path / "notes.onnx"
    text.write_text("no model")
    for wrong in (text, tmp_path / "gone.onnx"):
        refused = studio("verify", wrong, *line)
        assert refused.code == 2
        assert len(refused.err.strip().splitlines()) <= 2
        assert wrong.name in refused.err
    assert studio("verify", exported["onnx"], *line, "--max-drop", "-1").code == 2
    gone = studio("verify", exported["onnx"], "--against", tmp_path / "no", "--data", scenes)
    assert gone.code == 2


def test_the_page_needs_nothing_but_itself_and_tells_no_folder(checkpoint, edited, scenes, tmp_path, studio):
    file = edited(swap_colours)
    broken = scenes.parent / "images" / "val"
    assert broken.is_dir()
    out = tmp_path / "out"
    studio("verify", file, "--against", checkpoint, "--data", scenes, "--out", out)
    page = (out / "report.html").read_text(encoding="utf-8")
    text = re.sub(r'src="data:image/jpeg;base64,[^"]*"', "", page)
    assert page.count("data:image/jpeg;base64,") == len(
        json.loads((out / "report.json").read_text())["files"][0]["verification"]["worst"]
    )
    assert not re.search(r"https?://|<script|<link|@import|url\(", text)
    for folder in (scenes.parent, tmp_path, checkpoint.parent):
        assert str(folder) not in text
    for words in ("FAIL", "edited.onnx", "best.pt", "Judged as fp32", "inference", "missed"):
        assert words in text
