"""studio bugs."""

from __future__ import annotations

from pathlib import Path

from studio.core.pictures import imwrite
from tests.factories import make_dataset_folder, snapshot
from tests.tiny_onnx import SPEC, squares_image, write_tiny_onnx


def test_bugs_ranks_what_model_and_labels_disagree_on(tmp_path: Path, studio) -> None:
    model = write_tiny_onnx(tmp_path / "squares.onnx")
    right = "1 0.6875 0.1875 0.125 0.125\n"
    folder = make_dataset_folder(
        tmp_path / "set", {"a.png": right, "b.png": None}, names=SPEC.class_names, size_wh=(64, 64)
    )
    imwrite(folder / "a.png", squares_image((1, 1, "red"), (5, 1, "green")))
    before = snapshot(folder)
    found = studio("bugs", model, folder, "--json").json
    assert (found["boxes"], found["noticed"], found["doubt"]) == (1, 1, "")
    assert found["found"] == 1 and found["classes"] == list(SPEC.class_names)
    (row,) = found["rows"]
    assert (row["kind"], row["class_name"], row["box"]) == ("missed", "red", [8.0, 8.0, 16.0, 16.0])
    assert "finds red here (100 %)" in row["reason"]
    assert "a.png" in studio("bugs", model, folder, "--top", "5").out
    assert snapshot(folder) == before


def test_a_model_that_finds_nothing_says_that_it_can_not_judge(tmp_path: Path, studio) -> None:
    model = write_tiny_onnx(tmp_path / "squares.onnx")
    boxes = "".join(f"0 0.{n} 0.5 0.125 0.125\n" for n in range(2, 7))
    folder = make_dataset_folder(tmp_path / "set", {"a.png": boxes}, names=SPEC.class_names, size_wh=(64, 64))
    imwrite(folder / "a.png", squares_image())
    doubt = "The model found something at 0 of 5 labelled boxes and can't judge the others"
    assert studio("bugs", model, folder).out.startswith(f"The model disagrees with no label.\n{doubt}")
    told = studio("bugs", model, folder, "--json").json
    assert (told["boxes"], told["noticed"], told["rows"]) == (5, 0, []) and told["doubt"].startswith(doubt)


def test_a_dataset_without_labels_is_refused_in_a_sentence(tmp_path: Path, studio) -> None:
    model = write_tiny_onnx(tmp_path / "squares.onnx")
    folder = make_dataset_folder(tmp_path / "set", {"a.png": None}, names=SPEC.class_names)
    result = studio("bugs", model, folder)
    assert result.code == 2 and "is labelled yet" in result.err
