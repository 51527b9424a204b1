"""Darknet's files: what a .cfg builds, what its .weights give in OpenCV 4, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import StudioError
from studio.core.export.export import export_model
from studio.core.model.darknet_cfg import read_cfg
from studio.core.model.darknet_writer import write_cfg
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runtime.detector import identify_model
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.darknet import read_darknet, write_weights
from studio.core.weights.opening import load_checkpoint, load_network
from tests.core.weights import darknet_sample as sample

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"


def write_sample(folder: Path, name: str) -> Path:
    (folder / f"{name}.cfg").write_text(sample.CFGS[name])
    path = folder / f"{name}.weights"
    path.write_bytes(sample.weights(name))
    return path


@pytest.mark.parametrize("fused", [False, True])
@pytest.mark.parametrize("name", sample.CFGS)
def test_outputs_agree_with_opencv(name: str, fused: bool, tmp_path: Path) -> None:
    network, spec = load_network(write_sample(tmp_path, name), fused=fused)
    width, height = spec.input_wh
    assert (width, height) == sample.SIZE_WH
    x = torch.from_numpy(sample.picture()).permute(2, 0, 1).float()[None] / 255
    with torch.no_grad():
        decoded = network(x)[0].numpy()
    recorded = json.loads(sample.RECORDED.read_text())[name]
    anchors, start, compared = len(spec.anchors[0]), 0, 0
    # Sections stand coarsest first in the .cfg; our rows run over anchors first, darknet's over cells.
    for stride, rows in zip(spec.strides, reversed(recorded), strict=True):
        cells = (width // stride) * (height // stride)
        ours = decoded[start : start + anchors * cells].reshape(anchors, cells, -1).transpose(1, 0, 2)
        ours = ours.reshape(anchors * cells, -1)[: len(rows)]
        start += anchors * cells
        theirs = np.array(rows)
        assert np.abs(ours[:, :4] / [width, height, width, height] - theirs[:, :4]).max() < 1e-4
        assert np.abs(ours[:, 4] - theirs[:, 4]).max() < 1e-5
        scores = ours[:, 5:] * ours[:, 4:5]
        # The section suppresses overlapping boxes by itself: their class scores are 0 there.
        kept = theirs[:, 5:] > 0
        assert np.abs(scores - theirs[:, 5:])[kept].max() < 1e-5
        compared += int(kept.sum())
    assert compared > 10


@pytest.mark.parametrize("name", ["yolov2-tiny", "yolov3-tiny", "yolov4-tiny"])
def test_what_is_written_is_read_back(name: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    table = find_table(name)
    network = Network(table, 4).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    spec = ModelSpec(
        name, tuple("wrgb"), (64, 96), network.strides, table.anchors, "stretch", code=network.detect.code
    )
    (tmp_path / "net.cfg").write_text(write_cfg(table, spec))
    (tmp_path / "net.weights").write_bytes(write_weights(network))
    (tmp_path / "net.names").write_text("w\nr\ng\nb\n")
    checkpoint = read_darknet(tmp_path / "net.cfg")
    assert checkpoint.spec.class_names == ("w", "r", "g", "b")
    assert checkpoint.spec.input_wh == (64, 96)
    again = {**checkpoint.table.to_dict(), "name": name, "text": table.text, "facts": table.facts}
    ours = table.to_dict()
    # A .cfg has one size; ours are for 416.
    assert again.pop("imgsz") == 64
    ours.pop("imgsz")
    mine, theirs = again.pop("anchors"), ours.pop("anchors")
    assert np.allclose(np.array(mine), np.array(theirs), rtol=1e-4)
    assert [row[2:] for row in again.pop("rows")] == [row[2:] for row in ours.pop("rows")]
    assert again == ours
    for key, value in network.state_dict().items():
        if not key.endswith(("num_batches_tracked", "anchors")):
            assert torch.equal(value, checkpoint.weights[key]), key


def test_what_the_format_has_no_place_for_is_folded_into_what_it_has(tmp_path: Path) -> None:
    """yolov7-tiny: its own number beside variances, constants around the heads, sizes by (2s)^2."""
    torch.manual_seed(0)
    table = find_table("yolov7-tiny")
    network = Network(table, 2).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            # Where 1e-3 beside them counts.
            module.running_var.uniform_(1e-4, 1e-2)
            torch.nn.init.constant_(module.weight, 0.1)
    for name, values in network.detect.named_parameters():
        if "implicit" in name:
            torch.nn.init.normal_(values, 0.5, 0.2)
    before = {name: values.clone() for name, values in network.state_dict().items()}
    spec = ModelSpec("y", ("a", "b"), (64, 64), network.strides, table.anchors, code=network.detect.code)
    (tmp_path / "net.cfg").write_text(write_cfg(table, spec))
    (tmp_path / "net.weights").write_bytes(write_weights(network))
    assert all(torch.equal(values, before[name]) for name, values in network.state_dict().items())
    again, read = load_network(tmp_path / "net.weights", fused=False)
    assert read.code == spec.code
    x = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.allclose(again(x), network(x), atol=1e-3)


THIN = """
depth_multiple: 1.0
width_multiple: 0.3
channel_step: 4
activation: leaky
norm_eps: 1.0e-6
resize: stretch
anchors: [[10, 14, 23, 27]]
backbone:
  - [-1, 1, Conv, [32, 3, 2]]
  - [-1, 1, Conv, [32, 3, 1]]
  - [-1, 1, Conv, [32, 3, 1, mish]]
  - [[-1, 0, 1], 1, Add, []]
head:
  - [-1, 1, Conv, [50, 3, 2]]
  - [[-1], 1, DarknetDetect, [1.0, sigmoid]]
"""
"""Channels that aren't those in its rows, and a sum of three rows."""


def test_a_thin_network_with_a_sum_of_three_is_written_and_read_back(tmp_path: Path) -> None:
    torch.manual_seed(0)
    (tmp_path / "thin.yaml").write_text(THIN)
    table = find_table(str(tmp_path / "thin.yaml"))
    network = Network(table, 2).eval()
    spec = ModelSpec("thin", ("a", "b"), (64, 64), network.strides, table.anchors, "stretch",
                     code=network.detect.code)  # fmt: skip
    (tmp_path / "net.cfg").write_text(write_cfg(table, spec))
    (tmp_path / "net.weights").write_bytes(write_weights(network))
    again, _ = load_network(tmp_path / "net.weights", fused=False)
    assert [row.args[0] for row in again.table.rows if row.module == "Conv"] == [12, 12, 12, 16]
    x = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.allclose(again(x), network(x), atol=1e-5)


@pytest.mark.proof
def test_exported_and_verified(tmp_path: Path, scenes: Path) -> None:
    from studio.core.data.dataset import open_dataset

    path = write_sample(tmp_path, "yolo")
    checkpoint = load_checkpoint(path)
    checkpoint.save(tmp_path / "best.pt")
    report = export_model(
        tmp_path / "best.pt", ["darknet", "onnx"], tmp_path / "out", verify=open_dataset(scenes), images=2
    )
    assert report.verdict == "PASS"
    files = sorted(each.suffix for each in (tmp_path / "out").glob("yolo-*"))
    assert {".weights", ".cfg", ".names", ".onnx"} <= set(files)
    with pytest.raises(StudioError, match="no raw head"):
        export_model(tmp_path / "best.pt", ["darknet"], tmp_path / "raw", head="raw")


def test_a_network_darknet_has_no_section_for_is_told(tmp_path: Path) -> None:
    table = find_table("yolov5n")
    network = Network(table, 2)
    spec = ModelSpec("yolov5n", ("a", "b"), (64, 64), network.strides, table.anchors)
    Checkpoint(spec, table, network.state_dict()).save(tmp_path / "best.pt")
    with pytest.raises(StudioError, match="no section for row 2 of yolov5n, C3"):
        export_model(tmp_path / "best.pt", ["darknet"], tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.weights"))


LAST_HEAD = sample.linear(16) + sample.YOLO.format(mask="0,1")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[upsample]", "[reorg3d]", r"line 8\d, \[reorg3d\]: the section \[reorg3d\] is not known"),
        ("filters=12", "filters=many", r"line 3\d, \[convolutional\]: filters is many, not a whole"),
        ("activation=mish", "activation=maxout", r"\[convolutional\]: the activation maxout"),
        ("layers=-1,-3", "layers=-1,-30", r"\[route\]: layer -30 has no output"),
        ("layers=-1,-3", "layers=a,b", r"layers is a,b, not numbers"),
        ("mask=0,1", "mask=0,7", r"\[yolo\]: its mask names an anchor that is not there"),
        ("mask=0,1", "mask=0", r"detection sections differ"),
        ("width=96", "width 96", r"line 2: width 96 is not key=value"),
        ("[net]", "[network of mine]", r"does not begin with a \[net\]"),
        ("[yolo]", "[dropout]", r"a convolution without batch_normalize=1"),
        ("[yolo]", "[Gaussian_yolo]", r"line 6\d, \[gaussian_yolo\]: the section \[gaussian_yolo\]"),
        ("num=4", "num=3", r"\[yolo\]: its mask names an anchor that is not there"),
        ("groups=2\n", "", r"line \d+, \[route\]: group_id=1 of 1 groups"),
        ("group_id=1", "group_id=2", r"line \d+, \[route\]: group_id=2 of 2 groups"),
        ("filters=12", "filters=1_2", r"\[convolutional\]: filters is 1_2, not a whole"),
        ("filters=12", "filters=１２", r"\[convolutional\]: filters is １２, not a whole"),
        (
            LAST_HEAD,
            LAST_HEAD + "\n[route]\nlayers=-3\n" + LAST_HEAD,
            r"it reads the same layer as the detection section above it",
        ),
    ],
)
def test_a_wrong_cfg_is_told_by_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "wrong.cfg"
    assert old in sample.CFGS["yolo"]
    path.write_text(sample.CFGS["yolo"].replace(old, new), encoding="utf-8")
    with pytest.raises(StudioError, match=message):
        read_cfg(path)


def test_channels_that_are_not_equal_parts_are_refused(tmp_path: Path) -> None:
    path = write_sample(tmp_path, "yolo")
    cfg = path.with_suffix(".cfg")
    # Darknet takes channels 4 to 7 of nine; two equal chunks of torch are 0 to 4 and 5 to 8.
    cfg.write_text(cfg.read_text().replace("filters=8", "filters=9", 1))
    with pytest.raises(StudioError, match="9 channels are not 2 equal parts"):
        read_darknet(path)


def test_without_a_mask_the_first_anchors_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "yolo.cfg"
    text = sample.CFGS["yolo"].replace("mask=0,1\n", "").replace("mask=2,3\n", "")
    path.write_text(text.replace("num=4", "num=2"))
    model = read_cfg(path)
    assert model.problem is None
    assert model.table.anchors == (((10, 14), (23, 27)),) * 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk"])
def test_a_cfg_may_be_in_any_encoding_and_with_any_line_ends(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "yolo.cfg"
    path.write_text(sample.CFGS["yolo"])
    expected = read_cfg(path).table.to_dict()
    text = "# 训练\r\n" + sample.CFGS["yolo"].replace("\n", "\r\n").replace("=", " = ")
    path.write_bytes(text.encode(encoding))
    found = read_cfg(path).table.to_dict()
    del found["rows"], expected["rows"]
    assert found == expected


@pytest.mark.parametrize("content", [bytes(range(1, 10)) * 900, b"\xff\xd8\xff\xe0\0\x10JFIF" * 50])
def test_a_cfg_that_is_no_text_is_one_short_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "yolo.cfg"
    path.write_bytes(content)
    with pytest.raises(StudioError, match=r"line 1: .* is not key=value") as told:
        read_cfg(path)
    str(told.value).encode()
    assert len(told.value.cause.replace(str(path), "")) < 100


CONVOLUTION = "[convolutional]\nbatch_normalize=1\n"
POOL = "[maxpool]\n"


@pytest.mark.parametrize(
    ("after", "option"),
    [
        *[(CONVOLUTION, option) for option in (
            "dilation=2", "antialiasing=1", "stride_x=1", "stride_y=3", "xnor=1", "binary=1", "bin_output=1",
            "flipped=1", "deform=1", "sway=1", "rotate=1", "reverse=1", "assisted_excitation=400",
            "invented=1", "groups=0", "pad=-1",
        )],
        *[(POOL, option) for option in (
            "padding=0", "maxpool_depth=1", "antialiasing=1", "stride_x=1", "invented=0", "dilation=2",
        )],
        *[("[upsample]\n", option) for option in ("scale=0.5", "reverse=1", "stride=-2", "stride=0")],
        *[("[route]\n", option) for option in ("layers=nan,1", "layers=1.5", "layers=", "group=2", "axis=2")],
        *[("[shortcut]\n", option) for option in (
            "activation=leaky", "weights_type=per_channel", "weights_type=per_feature", "alpha=0.5",
            "from=nan",
        )],
        *[("[yolo]\n", option) for option in (
            "new_coords=1", "scale_x_y=nan", "scale_x_y=0", "mask=nan", "classes=0", "classes=1000000",
            "anchors=1e999,2", "anchors=0,0,1,1", "anchors=1,2,3", "invented=1",
        )],
        *[("[net]\n", option) for option in (
            "channels=1", "channels=4", "width=0", "width=1000000", "height=nan", "letter_box=x",
            "invented=1",
        )],
    ],
)  # fmt: skip
def test_what_changes_the_arithmetic_is_refused_by_name_and_line(
    tmp_path: Path, after: str, option: str
) -> None:
    text = sample.CFGS["yolo"]
    assert after in text
    path = tmp_path / "other.cfg"
    # Of two lines with one name darknet takes the first.
    changed = text.replace(after, f"{after}{option}\n", 1)
    path.write_text(changed)
    name = option.partition("=")[0]
    line = changed[: changed.index(f"{after}{option}\n") + len(after)].count("\n") + 1
    with pytest.raises(StudioError, match=rf"line {line}, \[\w+\]: .*{name}"):
        read_cfg(path)


@pytest.mark.parametrize(
    ("after", "option"),
    [
        (CONVOLUTION, "dilation=1"), (CONVOLUTION, "antialiasing=0"), (CONVOLUTION, "xnor=0"),
        (CONVOLUTION, "stopbackward=1"), (POOL, "padding=1"), (POOL, "maxpool_depth=0\nout_channels=4"),
        (POOL, "stride_x=2"), ("[upsample]\n", "scale=1.0"), ("[shortcut]\n", "weights_type=none"),
        ("[yolo]\n", "iou_loss=ciou"), ("[yolo]\n", "new_coords=0"), ("[net]\n", "mosaic=1"),
        ("[net]\n", "channels=3"),
    ],
)  # fmt: skip
def test_what_changes_nothing_is_read(tmp_path: Path, after: str, option: str) -> None:
    path = tmp_path / "yolo.cfg"
    path.write_text(sample.CFGS["yolo"])
    expected = read_cfg(path).table.to_dict()
    path.write_text(sample.CFGS["yolo"].replace(after, f"{after}{option}\n", 1))
    found = read_cfg(path).table.to_dict()
    assert found == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("size=1", "size=3"), ("stride=1", "stride=2"), ("activation=linear", "activation=leaky"),
        ("filters=16", "filters=16\ngroups=2"), ("filters=16", "filters=16\nbatch_normalize=1"),
    ],
)  # fmt: skip
def test_the_convolution_before_a_detection_is_the_one_that_is_computed(
    tmp_path: Path, old: str, new: str
) -> None:
    text = sample.linear(16).replace(old, new, 1)
    assert text != sample.linear(16)
    path = tmp_path / "other.cfg"
    path.write_text(sample.CFGS["yolo"].replace(sample.linear(16), text, 1))
    with pytest.raises(StudioError, match="before a detection section a convolution has"):
        read_cfg(path)


@pytest.mark.parametrize(
    "text",
    [
        "[net]\n",
        "[net]\n[yolo]\n",
        "[net]\n[convolutional]\nfilters=21\nactivation=linear\n[yolo]\nanchors=1,2\nclasses=2\n",
        "[net]\n[route]\nlayers=-1\n[convolutional]\nfilters=7\nactivation=linear\n[yolo]\nanchors=1,2\nclasses=2\n",
    ],
)
def test_a_cfg_that_is_cut_is_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cut.cfg"
    path.write_text(text)
    with pytest.raises(StudioError, match=r"cut\.cfg"):
        read_cfg(path)


def test_a_shortcut_of_several_layers_adds_all(tmp_path: Path) -> None:
    path = write_sample(tmp_path, "yolo")
    one, _ = load_network(path, fused=False)
    cfg = path.with_suffix(".cfg")
    cfg.write_text(cfg.read_text().replace("from=-3", "from=-3,-3"))
    both, _ = load_network(path, fused=False)
    x = torch.rand(1, 3, 64, 96)
    index = next(place for place, row in enumerate(one.table.rows) if row.module == "Add")
    with torch.no_grad():
        source = list(one.rows(x))[one.inputs[index][1]]
        assert torch.allclose(list(both.rows(x))[index], list(one.rows(x))[index] + source, atol=1e-6)


def test_filters_that_do_not_fit_the_classes_stop_weights_but_not_a_training(tmp_path: Path) -> None:
    path = write_sample(tmp_path, "region")
    cfg = path.with_suffix(".cfg")
    cfg.write_text(cfg.read_text().replace("filters=24", "filters=18"))
    with pytest.raises(StudioError, match=r"filters=18, but 3 anchors and 3 classes need 24"):
        read_darknet(path)
    assert Network(find_table(str(cfg)), 7).heads(torch.zeros(1, 3, 64, 64))[0].shape[1] == 3 * 12


@pytest.mark.parametrize(
    ("cut", "message"),
    [(-40, r"holds \d+ numbers, but yolo.cfg needs \d+. The file is cut off"), (10, "only 10 bytes")],
)
def test_half_a_weights_file_is_told(tmp_path: Path, cut: int, message: str) -> None:
    path = write_sample(tmp_path, "yolo")
    content = path.read_bytes()
    path.write_bytes(content[:cut])
    with pytest.raises(StudioError, match=message):
        load_checkpoint(path)
    path.write_bytes(content + b"\0" * 8)
    with pytest.raises(StudioError, match=r"Use the \.cfg these weights were trained with"):
        load_checkpoint(path)


def test_both_files_are_needed(tmp_path: Path) -> None:
    path = write_sample(tmp_path, "yolo")
    assert identify_model(path) == "pytorch"
    path.with_suffix(".cfg").rename(tmp_path / "other.cfg")
    # The only one in the folder will do; with two, one must have the same name.
    assert load_checkpoint(path).spec.class_names == ("class 0", "class 1", "class 2")
    (tmp_path / "third.cfg").write_text("")
    with pytest.raises(StudioError, match=r"yolo.weights needs yolo.cfg beside it"):
        load_checkpoint(path)


@pytest.mark.skipif(not WRGB.is_dir(), reason="needs the wrgb files beside the checkout")
@pytest.mark.parametrize("name", ["yolov2-tiny", "yolov3-tiny"])
def test_real_cfgs_are_the_tables_of_the_studio(name: str) -> None:
    found = read_cfg(WRGB / f"{name}.cfg")
    ours = find_table(name)
    assert [(row.sources, row.module, row.args) for row in found.table.rows] == [
        (row.sources, row.module, row.args) for row in ours.rows
    ]
    assert np.allclose(np.array(found.table.anchors), np.array(ours.anchors), atol=0.01)
    assert (found.classes, found.input_wh) == (4, (416, 416))
    # Its author wrote 30 filters where 4 classes need 45.
    assert (found.problem is not None) == (name == "yolov2-tiny")
