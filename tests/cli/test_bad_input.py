"""Whatever is wrong with the input: exit code 2, one line that says it, and no file touched."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest

from tests.factories import make_dataset_folder, snapshot, write_image

CASES = {
    "missing folder": "check {tmp}/nowhere",
    "dataset that is text": "check {tmp}/text.yaml",
    "tile a missing folder": "tile {tmp}/nowhere --out {tmp}/out --grid 2x2",
    "tile without a way": "tile {data} --out {tmp}/out",
    "tile by a broken grid": "tile {data} --out {tmp}/out --grid 2x",
    "tile by no grid": "tile {data} --out {tmp}/out --grid 0x3",
    "tile size of 1.7": "tile {data} --out {tmp}/out --size 1.7",
    "tile overlap of 1.7": "tile {data} --out {tmp}/out --size 32 --overlap 1.7",
    "tile overlap of NaN": "tile {data} --out {tmp}/out --size 32 --overlap nan",
    "tile visible share of 1.7": "tile {data} --out {tmp}/out --grid 2x2 --min-visible 1.7",
    "tile into what is there": "tile {data} --out {tmp} --grid 2x2",
    "no classes": "models --classes 0",
    "inspect nothing": "inspect {tmp}/nowhere.pt",
    "inspect text": "inspect {tmp}/text.pt",
    "inspect at 410": "inspect v5lite-e --imgsz 410",
    "train without data": "train",
    "train a missing folder": "train {tmp}/nowhere --model yolov5n",
    "train at 410": "train {data} --model yolov5n --imgsz 410 --out {tmp}/out",
    "train an unknown model": "train {data} --model yolov99 --out {tmp}/out",
    "train for 1.7 epochs": "train {data} --epochs 1.7 --out {tmp}/out",
    "train for no epochs": "train {data} --epochs 0 --out {tmp}/out",
    "train at a rate of NaN": "train {data} --lr nan --out {tmp}/out",
    "train with a share of 1.7": "train {data} --mosaic 1.7 --out {tmp}/out",
    "train on no device": "train {data} --device abacus --out {tmp}/out",
    "train from what is no checkpoint": "train {data} --weights {tmp}/text.pt --out {tmp}/out",
    "train by a broken table": "train {data} --model {tmp}/text.yaml --out {tmp}/out",
    "resume nothing": "train --resume {tmp}/nowhere",
    "resume with other settings": "train {data} --resume {tmp}/nowhere --batch 3",
    "evaluate nothing": "evaluate {tmp}/nowhere {data}",
    "evaluate text": "evaluate {tmp}/text.pt {data}",
    "evaluate a harmful file": "evaluate {tmp}/harm.pt {data}",
    "evaluate no such split": "evaluate {checkpoint} {data} --split holidays",
    "evaluate at another size": "evaluate {onnx} {data} --imgsz 160",
    "evaluate other classes": "evaluate {checkpoint} {other}",
    "report on nothing": "report {tmp}/nowhere",
    "report on a dataset": "report {data}",
    "detect with text": "detect {tmp}/text.pt {image}",
    "detect with text as ONNX": "detect {tmp}/text.onnx {image}",
    "detect with text as ptl": "detect {tmp}/text.ptl {image}",
    "detect in text": "detect {checkpoint} {tmp}/text.jpg",
    "detect in a folder of texts": "detect {checkpoint} {tmp}/texts",
    "detect in a folder of texts, as JSON": "detect {checkpoint} {tmp}/texts --json",
    "detect nowhere": "detect {checkpoint} {tmp}/nowhere",
    "detect above 1.7": "detect {checkpoint} {image} --conf 1.7",
    "detect above NaN": "detect {checkpoint} {image} --conf nan",
    "detect with IoU of 1.7": "detect {checkpoint} {image} --iou 1.7",
    "detect with top-k of 0": "detect {checkpoint} {image} --top-k 0",
    "detect at 410": "detect {checkpoint} {image} --imgsz 410",
    "detect at another size than exported": "detect {onnx} {image} --imgsz 160",
    "detect with no threads": "detect {checkpoint} {image} --threads 0",
    "export text": "export {tmp}/text.pt --to onnx --out {tmp}/out",
    "export at 410": "export {checkpoint} --to onnx --imgsz 410 --out {tmp}/out",
    "export to an unknown format": "export {checkpoint} --to onnx,papyrus --out {tmp}/out",
    "export to no format": "export {checkpoint} --to , --out {tmp}/out",
    "export with an unknown head": "export {checkpoint} --to onnx --head loose --out {tmp}/out",
    "export what is exported": "export {onnx} --to ptl --out {tmp}/out",
    "export verified on nothing": "export {checkpoint} --to onnx --verify {tmp}/nowhere --out {tmp}/out",
    "live from nowhere": "live {onnx} {tmp}/film.mp4",
    "live from text": "live {onnx} {tmp}/text.mp4 --frames 1",
    "live with text": "live {tmp}/text.onnx sample --frames 1",
    "live for no frames": "live {onnx} sample --frames 0",
    "demo for no epochs": "demo --out {tmp}/out --epochs 0",
    "demo into what is there": "demo --out {tmp}",
    "an unknown option": "check {data} --jsn",
}


class Harm:
    """A pickle that would run something when it is read."""

    def __reduce__(self) -> tuple:
        return Path("harmed").write_text, ("done",)


@pytest.fixture
def places(tmp_path: Path, checkpoint: Path, exported: dict[str, Path]) -> dict[str, str]:
    labels = {"a.jpg": "0 0.5 0.5 0.2 0.2\n", "b.jpg": "1 0.5 0.5 0.2 0.2\n", "c.jpg": ""}
    splits = {"train": ["a.jpg", "b.jpg"], "val": ["c.jpg"]}
    data = make_dataset_folder(tmp_path / "data", labels, layout="yaml", splits=splits)
    other = make_dataset_folder(tmp_path / "other", labels, layout="yaml", names=("cat", "dog"))
    for name in ("text.yaml", "text.pt", "text.onnx", "text.ptl", "text.jpg", "text.mp4"):
        (tmp_path / name).write_text("This is text.\n")
    (tmp_path / "texts").mkdir()
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / "texts" / name).write_text("This is text.\n")
    with zipfile.ZipFile(tmp_path / "harm.pt", "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(Harm()))
        archive.writestr("archive/version", "3\n")
    image = write_image(tmp_path / "image.png")
    return {
        "tmp": str(tmp_path), "data": str(data), "other": str(other), "image": str(image),
        "checkpoint": str(checkpoint), "onnx": str(exported["onnx"]),
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_one_sentence_and_code_2(case: str, places, tmp_path: Path, studio) -> None:
    before = snapshot(tmp_path)
    result = studio(*(part.format(**places) for part in CASES[case].split()))
    assert result.code == 2, result.err
    assert "Traceback" not in result.err
    complaint = result.err.splitlines()[-1]
    assert complaint.startswith("studio")
    assert complaint.endswith(".")
    assert result.out == ""
    assert snapshot(tmp_path) == before
    assert not Path("harmed").exists()


def test_json_says_nothing_on_stdout_when_it_fails(places, studio) -> None:
    result = studio("detect", places["checkpoint"], f"{places['tmp']}/nowhere", "--json")
    assert (result.code, result.out) == (2, "")
