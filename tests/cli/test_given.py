"""What a checkpoint doesn't say itself, given on the command line: --data-file and --names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from studio.core.data.dataset import open_dataset
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.weights.state_dicts import FASTESTV2_NAMES
from tests.cli.conftest import Studio
from tests.core.weights.state_dict_sample import state_of

DATA = """[model-configure]
classes=4
width=96
height=96
anchor_num=3
anchors=5,14, 13,14, 15,8, 16,16, 18,20, 23,24
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    torch.manual_seed(0)
    network = Network(find_table("yolo-fastestv2"), 4).eval()
    # So that it finds something everywhere.
    torch.nn.init.constant_(network.detect.obj.bias, 3.0)
    torch.save(state_of(network, FASTESTV2_NAMES), folder / "own.pth")
    (folder / "told").mkdir()
    (folder / "told/own.data").write_text(DATA)
    (folder / "told/lamps.txt").write_text("dim\nbright\nbroken\noff\n")
    return folder / "own.pth"


@pytest.mark.proof
def test_every_verb_with_a_model_takes_what_it_does_not_say(
    studio: Studio, own: Path, scenes: Path, tmp_path: Path
) -> None:
    given = ("--data-file", own.parent / "told/own.data", "--names", own.parent / "told/lamps.txt")
    image = next(scenes.parent.rglob("*.png"), None) or next(scenes.parent.rglob("*.jpg"))
    for arguments in (("detect", own, image), ("inspect", own), ("live", own, "sample", "--frames", 1)):
        refused = studio(*arguments)
        assert refused.code == 2
        assert "does not hold the anchors it was trained with" in refused.err
        assert "--data-file" in refused.err
        assert studio(*arguments, *given).code == 0
    found = studio("detect", own, image, *given, "--conf", 0.01, "--json").json["results"][0]["detections"]
    assert found
    assert {each["class_name"] for each in found} <= {"dim", "bright", "broken", "off"}
    exported = studio("export", own, "--to", "onnx", "--out", tmp_path, *given)
    assert exported.code == 0
    file = tmp_path / "yolo-fastestv2-96.onnx"
    assert studio("inspect", file, "--json").json["class_names"] == ["dim", "bright", "broken", "off"]
    refused = studio("detect", file, image, *given)
    assert refused.code == 2
    assert "is an exported file, and --data-file is for checkpoints" in refused.err
    refused = studio("inspect", file, "--names", own.parent / "told/lamps.txt")
    assert refused.code == 2


@pytest.mark.proof
def test_a_model_is_measured_and_verified_with_what_was_given(
    studio: Studio, own: Path, tmp_path: Path, scenes: Path
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("\n".join(open_dataset(scenes).class_names))
    given = ("--data-file", own.parent / "told/own.data", "--names", names)
    assert studio("evaluate", own, scenes, *given, "--split", "all").code == 0
    assert studio("export", own, "--to", "onnx", "--out", tmp_path, *given).code == 0
    file = tmp_path / "yolo-fastestv2-96.onnx"
    verified = studio("verify", file, "--against", own, "--data", scenes, *given)
    assert verified.code in (0, 1)
    assert re.match(r"(PASS|FAIL|NOTHING)", verified.out)


@pytest.mark.parametrize("option", ["--data-file", "--names"])
def test_a_file_that_is_not_there_is_told(studio: Studio, own: Path, tmp_path: Path, option: str) -> None:
    refused = studio("inspect", own, option, tmp_path / "gone.txt")
    assert refused.code == 2
    assert "There is no file" in refused.err
    assert option in refused.err
