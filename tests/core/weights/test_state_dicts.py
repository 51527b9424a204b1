"""Plain state dicts, made here under their publishers' names, and what is said beside them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import StudioError
from studio.core.export.export import export_model
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runs.config import TrainConfig
from studio.core.runtime.contract import beside
from studio.core.runtime.detector import load_detector
from studio.core.training.prepare import plan_model
from studio.core.weights.given import Given
from studio.core.weights.opening import load_checkpoint, load_network
from studio.core.weights.state_dicts import COCO_BIASES, FASTESTV2_NAMES, TINY_ANCHORS, TINY_NAMES
from tests.core.weights.state_dict_sample import state_of

DATA = """[name]
model_name=lamps

[model-configure]
pre_weights=None
classes={classes}
width=416
height=320
anchor_num=3
anchors=5.48,14.20, 13.54,14.93, 15.09,8.58, 16.81,16.89, 18.91,20.13, 23.56,24.22

[data-configure]
train=../datasets/lamps/train.txt
names=../datasets/lamps/lamps.list
"""
ANCHORS = (
    ((5.48, 14.20), (13.54, 14.93), (15.09, 8.58)),
    ((16.81, 16.89), (18.91, 20.13), (23.56, 24.22)),
)


def data_text(classes: int = 2, **changes: str) -> str:
    text = DATA.format(classes=classes)
    for key, value in changes.items():
        text = re.sub(rf"(?m)^{key}=.*$", f"{key}={value}", text)
    return text


@pytest.fixture(scope="module")
def fastest() -> Network:
    torch.manual_seed(2)
    return Network(find_table("yolo-fastestv2"), 2, ANCHORS).eval()


@pytest.fixture
def own(fastest: Network, tmp_path: Path) -> Path:
    """The `.pth` of somebody's own training, alone in a folder."""
    (tmp_path / "weights").mkdir()
    torch.save(state_of(fastest, FASTESTV2_NAMES), tmp_path / "weights/own.pth")
    return tmp_path / "weights/own.pth"


def test_a_plain_state_dict_is_known_by_its_names(fastest: Network, own: Path) -> None:
    own.with_name("obj.data").write_text(data_text())
    state = state_of(fastest, FASTESTV2_NAMES)
    assert "backbone.stage3.7.branch_main.0.weight" in state
    found, spec = load_network(own, fused=False)
    assert spec.class_names == ("class 0", "class 1")
    assert (spec.resize, spec.colour, spec.code.classes) == ("stretch", "bgr", "softmax")
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        assert torch.equal(found(x), fastest(x))
    torch.save({**state, "other.weight": torch.ones(1)}, own)
    with pytest.raises(StudioError, match=r"such as other\.weight"):
        load_checkpoint(own)
    del state["output_cls_layers.weight"]
    torch.save(state, own)
    with pytest.raises(StudioError, match="without class scores"):
        load_checkpoint(own)


@pytest.mark.parametrize("shells", ["module.", "_orig_mod.", "module._orig_mod.", "model.", "model.module."])
@pytest.mark.parametrize("key", [None, "state_dict", "model", "model_state_dict", "ema"])
def test_a_state_dict_is_read_whatever_is_put_around_it(
    fastest: Network, own: Path, shells: str, key: str | None
) -> None:
    own.with_name("obj.data").write_text(data_text())
    state = state_of(fastest, FASTESTV2_NAMES, shells)
    torch.save({key: state, "epoch": 3, "optimizer": {}} if key else state, own)
    weights = load_checkpoint(own).weights
    assert all(torch.equal(weights[name], value) for name, value in fastest.state_dict().items())


@pytest.mark.parametrize("where", ["given", "beside"])
def test_the_data_file_of_a_training_says_anchors_size_and_names(own: Path, where: str) -> None:
    folder = own.parent if where == "beside" else own.parents[1] / "datasets/lamps"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "obj-Yolo-FastestV2.data"
    file.write_text(data_text(), encoding="utf-8")
    (folder / "lamps.list").write_text("红\ngreen\n", encoding="utf-8")
    spec = load_checkpoint(own, Given(data_file=file) if where == "given" else Given()).spec
    assert spec.anchors == ANCHORS
    assert spec.input_wh == (416, 320)
    assert spec.class_names == ("红", "green")


def test_names_that_a_person_gives_come_first(own: Path) -> None:
    own.with_name("obj.data").write_text(data_text())
    own.with_name("lamps.list").write_text("a\nb\n")
    own.with_name("coco.names").write_text("c\nd\n")
    (own.parents[1] / "mine.txt").write_text("e\nf\n\n")
    assert load_checkpoint(own).spec.class_names == ("a", "b")
    assert load_checkpoint(own, Given(names=own.parents[1] / "mine.txt")).spec.class_names == ("e", "f")
    own.with_name("lamps.list").unlink()
    assert load_checkpoint(own).spec.class_names == ("c", "d")
    (own.parents[1] / "mine.txt").write_text("only\n")
    with pytest.raises(StudioError, match="names 1 classes, but the model has 2"):
        load_checkpoint(own, Given(names=own.parents[1] / "mine.txt"))


def test_without_anchors_it_is_told_what_is_missing(own: Path) -> None:
    # A dataset's own description, a training of other classes, and a file that is none.
    own.with_name("obj.data").write_text("classes=2\ntrain=train.txt\nnames=obj.names\n")
    own.with_name("other.data").write_text(data_text(classes=3))
    own.with_name("zip.data").write_bytes(b"PK\x03\x04\x00\xff\xfe")
    with pytest.raises(StudioError, match=r"does not hold the anchors it was trained with") as caught:
        load_checkpoint(own)
    assert "--data-file" in caught.value.remedy
    # To train on from it, anchors are not wanted: they are fitted to the new dataset.
    config = TrainConfig(data="", out="", model="", weights=str(own), imgsz=96)
    assert plan_model(config).strides == (16, 32)


def test_several_data_files_that_fit_are_named(own: Path) -> None:
    own.with_name("a.data").write_text(data_text())
    own.with_name("b.data").write_text(data_text())
    assert load_checkpoint(own).spec.anchors == ANCHORS
    own.with_name("b.data").write_text(data_text(width="352"))
    with pytest.raises(StudioError, match=r"several .data files that fit it: a\.data, b\.data") as caught:
        load_checkpoint(own)
    assert "--data-file" in caught.value.remedy
    assert load_checkpoint(own, Given(data_file=own.with_name("b.data"))).spec.input_wh == (352, 320)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"classes": "3"}, "it says 3 classes, and the checkpoint has 2"),
        ({"classes": "many"}, "its classes is many"),
        ({"anchors": "1,2,3"}, "it has 3 numbers of anchors, and not 12"),
        ({"anchors": "1,2,x"}, "its anchors are 1,2,x"),
        ({"anchors": ",".join(["nan"] * 12)}, "its anchors are nan"),
        ({"anchors": ",".join(["-1"] * 12)}, "its anchors are -1"),
        ({"width": "400"}, "its input of 400x320 is not of multiples of 32"),
        ({"height": "64000"}, "its input of 416x64000"),
    ],
    ids=str,
)
def test_a_data_file_that_does_not_fit_is_told(own: Path, changes: dict[str, str], message: str) -> None:
    file = own.with_name("obj.data")
    file.write_text(data_text(**changes))
    with pytest.raises(StudioError, match=message):
        load_checkpoint(own, Given(data_file=file))


def test_only_the_published_weights_have_the_published_anchors(tmp_path: Path) -> None:
    table = find_table("yolo-fastestv2")
    state = state_of(Network(table, 80), FASTESTV2_NAMES)
    torch.save(state, tmp_path / "coco.pth")
    with pytest.raises(StudioError, match="does not hold the anchors"):
        load_checkpoint(tmp_path / "coco.pth")
    state["output_reg_layers.bias"] = torch.tensor(COCO_BIASES)
    torch.save({name: value.half() for name, value in state.items()}, tmp_path / "coco.pth")
    spec = load_checkpoint(tmp_path / "coco.pth").spec
    assert (spec.anchors, spec.input_wh, len(spec.class_names)) == (table.anchors, (352, 352), 80)


def test_a_data_file_is_refused_where_anchors_are_known(
    checkpoint: Path, exported: dict[str, Path], own: Path
) -> None:
    file = own.with_name("obj.data")
    file.write_text(data_text())
    with pytest.raises(StudioError, match="not a checkpoint of Yolo-FastestV2"):
        load_checkpoint(checkpoint, Given(data_file=file))
    for given, option in ((Given(data_file=file), "--data-file"), (Given(names=file), "--names")):
        with pytest.raises(StudioError, match=rf"is an exported file, and {option} is for checkpoints"):
            load_detector(exported["onnx"], given=given)


@pytest.mark.proof
def test_a_training_at_other_anchors_finds_other_boxes_in_the_exported_file(
    fastest: Network, own: Path, tmp_path: Path
) -> None:
    """What reading with the published anchors gave: boxes of another size."""
    own.with_name("obj.data").write_text(data_text(width="96", height="96"))
    (path,) = (file.path for file in export_model(own, ["onnx"], tmp_path / "out").files)
    detector = load_detector(path, is_ours=True)
    assert detector.spec.anchors == ANCHORS
    x = torch.rand(1, 3, 96, 96)
    with torch.no_grad():
        assert np.abs(detector.engine.infer(x.numpy())[0] - fastest(x).numpy()).max() < 1e-3


@pytest.fixture(scope="module")
def tiny() -> Network:
    table = find_table("yolov7-tiny")
    table = replace(table, rows=(*table.rows[:-1], replace(table.rows[-1], module="Detect")))
    pairs = tuple(zip(TINY_ANCHORS[::2], TINY_ANCHORS[1::2], strict=True))
    torch.manual_seed(3)
    return Network(table, 2, (pairs[:3], pairs[3:6], pairs[6:])).eval()


@pytest.fixture(scope="module")
def tiny_file(tiny: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tiny") / "best_epoch_weights.pth"
    torch.save(state_of(tiny, TINY_NAMES), path)
    return path


def test_yolov7_tiny_as_a_plain_state_dict_is_read(tiny: Network, tiny_file: Path) -> None:
    found, spec = load_network(tiny_file, fused=False)
    assert (spec.architecture, spec.resize, spec.colour) == ("yolov7-tiny", "letterbox", "rgb")
    assert (spec.pad, spec.input_wh, spec.class_names) == (128, (640, 640), ("class 0", "class 1"))
    x = torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        assert torch.equal(found(x), tiny(x))


def test_names_and_anchors_beside_it_are_its_own(tiny_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.pth"
    path.write_bytes(tiny_file.read_bytes())
    (tmp_path / "voc_classes.txt").write_text("one\n")
    (tmp_path / "lamps_classes.txt").write_text("dim\nbright\n")
    sides = range(1, 19)
    (tmp_path / "yolo_anchors.txt").write_text(", ".join(map(str, sides)))
    spec = load_checkpoint(path).spec
    assert spec.class_names == ("dim", "bright")
    assert [side for layer in spec.anchors for pair in layer for side in pair] == list(sides)
    (tmp_path / "yolo_anchors.txt").write_text("1,2")
    with pytest.raises(StudioError, match=r"yolo_anchors\.txt does not hold the anchors of own\.pth"):
        load_checkpoint(path)


def test_its_bars_are_of_its_grey_in_each_file_made_of_it(tiny_file: Path, tmp_path: Path) -> None:
    load_checkpoint(tiny_file).save(tmp_path / "own.pt")
    (file,) = export_model(tmp_path / "own.pt", ["onnx"], tmp_path / "out", imgsz=64).files
    told = json.loads(beside(file.path).read_text(encoding="utf-8"))
    assert told["spec"]["pad"] == 128
    assert "filled with 128, 128, 128" in " ".join(told["preprocessing"])
    image = np.full((20, 40, 3), 200, np.uint8)
    for detector in (load_detector(tiny_file, imgsz=64), load_detector(file.path, is_ours=True)):
        tensor, _ = detector.prepare(image)
        assert np.unique((tensor * 255).round()).tolist() == [128, 200]
