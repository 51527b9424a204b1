"""Networks built from tables: their facts, their two outputs, and their freedom from baked sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.files import resource_path
from studio.core.model.heads import HEADS
from studio.core.model.layer_facts import describe
from studio.core.model.layers import MODULES
from studio.core.model.network import Network
from studio.core.model.table import LayerTable, read_table
from studio.core.model.zoo import ARCHITECTURES, find_table


def test_layer_facts_follow_the_table() -> None:
    rows = describe(Network(find_table("v5lite-e"), 4), (128, 128), repeats=1)
    assert [row.module for row in rows] == [row.module for row in find_table("v5lite-e").rows]
    assert rows[0].shapes == ((1, 32, 32, 32),)
    assert rows[9].sources == (8, 4)
    assert rows[-1].shapes == ((1, 27, 16, 16), (1, 27, 8, 8), (1, 27, 4, 4))
    assert all(row.milliseconds > 0 and row.text for row in rows)


def test_every_module_has_a_sentence_and_is_used() -> None:
    used = {row.module for name in ARCHITECTURES for row in find_table(name).rows}
    assert used == {*MODULES, *HEADS}
    assert all(kind.text.endswith(".") for kind in MODULES.values())


def test_table_survives_the_checkpoint_form() -> None:
    table = find_table("v5lite-e")
    again = LayerTable.from_dict(table.to_dict())
    assert again.to_dict() == table.to_dict()
    assert Network(again, 4).parameter_count() == table.facts["parameters"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[-1, 3, C3, [128]]",
            "[-1, 3, C4, [128]]",
            r"line 15: row 2 names the module C4, which doesn't exist. Known .* C3",
        ),
        ("[-1, 3, C3, [128]]", "[-1, 3, C3]", r"line 15: row 2 is"),
        ("[-1, 3, C3, [128]]", "[-1, 3, C3, []]", r"line 15: row 2 can't be built"),
        ("[-1, 3, C3, [128]]", "[-1, 3, C3, [a]]", r"line 15: row 2 .* C3 takes \[channels, shortcut = true"),
        ("[128, 3, 2]", "[128, 3, 2, 1, 1, 7, relu]", r"line 14: .* Conv takes \[channels, kernel = 1, str"),
        ("[128, 3, 2]", "[128, -3, 2]", r"line 14: row 1 can't be built as Conv with \[128, -3, 2\]"),
        ("[-1, 1, Upsample, [2]]", "[-1, 1, Upsample, [3]]", r"line 26: row 12 .* Concat"),
        ("[-1, 3, C3, [128]]", "[7, 3, C3, [128]]", r"row 2 reads from row 7"),
        ("[[17, 20, 23], 1, Detect, []]", "[[17, 20], 1, Concat, []]", r"does not end in a detection head"),
        ("backbone:", "spine:", r"not usable"),
        ("anchors:", "anchors: [", r"is not YAML"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = resource_path("models", "yolov5n.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StudioError, match=message):
        Network(read_table(path), 4)


def test_own_table_builds_by_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = resource_path("models", "v5lite-e.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("width_multiple: 1.0", "width_multiple: 0.5"), encoding="utf-8")
    network = Network(find_table(str(path)), 4)
    assert network.table.name == "mine"
    assert network.parameter_count() < 300_000


def test_unknown_model_names_those_there_are() -> None:
    with pytest.raises(StudioError, match="yolov5n, yolov5s, yolov5m"):
        find_table("yolov99")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[128, 3, 2]", "[200000, 3, 2]", r"line 14: row 1 .*feature map of 50000x64x64"),
        ("[128, 3, 2]", "[128, 2001, 2]", r"line 14: row 1 .*(feature map|parameters)"),
        ("[128, 3, 2]", "[128, 3, 2, 20000]", r"line 14: row 1 .*feature map of"),
        ("[128, 3, 2]", "[128, 3, 2, 1, 1000000000000000000000000000]", r"line 14: row 1 "),
        ("[128, 3, 2]", f"[{10**400}, 3, 2]", r"line 14: row 1 "),
        ("[-1, 3, C3, [128]]", "[-1, 900000000, C3, [128]]", r"line 15: row 2 .*repeated 297000000 times"),
        ("[-1, 3, C3, [128]]", f"[-1, 1, SPP, [128, [{'3, ' * 9000}3]]]", r"line 15: row 2 .*feature map"),
        ("[-1, 3, C3, [128]]", "[-1, 1, MaxPool, [200001]]", r"line 15: row 2 .*operations"),
        ("[-1, 1, Upsample, [2]]", "[-1, 1, Upsample, [5000]]", r"line 25: row 11 .*feature map"),
        ("[-1, 1, Upsample, [2]]", f"[-1, 1, Upsample, [{10**400}]]", r"line 25: row 11 "),
        ("width_multiple: 0.25", "width_multiple: 1.0e+300", r"row 0 "),
        ("depth_multiple: 0.33", "depth_multiple: 1.0e+308", r"row 2 "),
        ("anchors:", "imgsz: 1000000000\nanchors:", r"imgsz is 1000000000.0, more than 4096"),
    ],
)
def test_a_row_that_costs_too_much_is_named_before_it_is_made(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = resource_path("models", "yolov5n.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(StudioError, match=message):
        Network(read_table(path), 4)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_head_of_endless_classes_is_refused() -> None:
    with pytest.raises(StudioError, match=r"row 24 .*(feature map|parameters)"):
        Network(find_table("yolov5n"), 10**7)


@pytest.mark.parametrize("side", [10**400, float("nan"), float("inf"), -1, "x"])
def test_an_anchor_is_a_side_of_a_box(side: object) -> None:
    data = find_table("yolov5n").to_dict()
    data["anchors"][0][1] = side
    with pytest.raises(StudioError, match="is not usable"):
        LayerTable.from_dict(data)
