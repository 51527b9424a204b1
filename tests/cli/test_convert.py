"""convert: labels in another format."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, snapshot
from tests.label_files import image_set, labelme, shape, write_json

LINES = "0 0.5 0.5 0.2 0.2\n1 0.2 0.2 0.1 0.1\n"


def test_a_table_tells_what_came_of_it(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.jpg": LINES, "b.jpg": "", "c.jpg": None})
    before = snapshot(tmp_path / "set")
    result = studio("convert", data, "--to", "coco", "--out", tmp_path / "out")
    assert result.code == 0
    told = {line.rsplit(None, 1)[0].strip(): line.rsplit(None, 1)[1] for line in result.lines if " " in line}
    assert told["images"] == "3"
    assert told["boxes"] == told["boxes read back"] == "2"
    assert told["written"] == "coco"
    assert (tmp_path / "out" / "annotations" / "instances.json").is_file()
    assert snapshot(tmp_path / "set") == before


def test_what_is_lost_comes_first_and_the_document_has_all(tmp_path: Path, studio) -> None:
    image_set(tmp_path / "set", place=".")
    boxes = [shape("w", [[4, 5], [20, 30]], flags={"occluded": True}), shape("w", [[4, 5]], "point")]
    write_json(tmp_path / "set" / "a.json", labelme(boxes))
    result = studio("convert", tmp_path / "set", "--to", "yolo", "--out", tmp_path / "out", "--json")
    assert result.code == 0
    assert "1 box is marked occluded" in result.err
    document = result.json
    assert document["losses"] == []
    assert document["notes"][0].startswith("This format has no room for it: 1 box is marked occluded.")
    (said,) = open_dataset(Path(document["opens"])).records[:1]
    assert open_dataset(Path(document["opens"])).read(said).boxes[0].attributes.occluded
    assert [problem["kind"] for problem in document["problems"]] == ["label_shape"]
    assert (document["boxes"], document["compared"], document["unseen"]) == (1, 1, 1)
    assert open_dataset(Path(document["opens"])).class_names == ["w"]


def test_yolo_fastestv2_by_the_command(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", {f"{index}.jpg": LINES for index in range(3)})
    options = ("--to", "darknet", "--out", tmp_path / "out", "--fastestv2", "--imgsz", "416")
    result = studio("convert", data, *options)
    assert result.code == 0, result.err
    assert "no val split" in result.err
    text = (tmp_path / "out" / "yolo-fastestv2" / "yolo-fastestv2.data").read_text()
    assert "width=416\nheight=416\nanchor_num=3\nanchors=" in text
    assert text.split("anchors=")[1].splitlines()[0].count(",") == 11
    refused = studio("convert", data, "--to", "yolo", "--out", tmp_path / "other", "--fastestv2")
    assert (refused.code, "--to darknet" in refused.err) == (2, True)
    refused = studio("convert", data, "--to", "darknet", "--out", tmp_path / "a.b", "--fastestv2")
    assert (refused.code, "a point in its path" in refused.err) == (2, True)


def test_wrong_use(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.jpg": LINES})
    refused = studio("convert", data, "--to", "kitti", "--out", tmp_path / "out")
    assert (refused.code, "Use one of yolo, darknet" in refused.err) == (2, True)
    refused = studio("convert", data, "--to", "voc", "--out", tmp_path / "out", "--from", "coco")
    assert (refused.code, "no COCO labels" in refused.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_look_writes_nothing(tmp_path: Path, studio) -> None:
    image_set(tmp_path / "set", place=".")
    write_json(tmp_path / "set" / "a.json", labelme([shape("w", [[4, 5], [20, 30]], description="lit")]))
    result = studio("convert", tmp_path / "set", "--to", "voc", "--out", tmp_path / "out", "--look", "--json")
    assert result.code == 0
    assert (result.json["boxes"], result.json["images"], result.json["compared"]) == (1, 2, 0)
    assert "has a text" in result.json["losses"][0]
    assert [path.name for path in tmp_path.iterdir()] == ["set"]
