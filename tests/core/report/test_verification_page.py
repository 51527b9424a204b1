"""The page on a verification, from the plain data of a report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.core.boxes.detections import Detections
from studio.core.boxes.thresholds import Thresholds
from studio.core.export.agreement import ImageComparison, Tolerances
from studio.core.export.report import PAGE, ExportedFile, Report
from studio.core.export.verification import Verification
from studio.core.pictures import imwrite
from studio.core.report.pictures import MISSED
from studio.core.report.verification_page import verification_page
from studio.core.report.verification_pictures import GAP, PANEL_SIDE, draw_sides
from studio.core.spec import ModelSpec

SPEC = ModelSpec("yolov5n", ("<w>", "r"), (96, 96), (8,), (((10.0, 10.0),),))
FIGURES = {
    "map50": 0.9,
    "map50_95": 0.5,
    "precision": 0.8,
    "recall": 0.7,
    "boxes": 9,
    "confidence": 0.4,
    "images": 1,
}


def scores(map50: float) -> dict[str, Any]:
    own = {**FIGURES, "map50": map50}
    return {**own, "per_class": dict.fromkeys(SPEC.class_names, own)}


@pytest.fixture
def report(tmp_path: Path) -> Report:
    image = tmp_path / "my set" / "a.png"
    imwrite(image, np.full((60, 90, 3), 90, np.uint8))
    boxes = Detections.from_arrays([[5, 5, 25, 25], [40, 5, 60, 30]], [0.9, 0.8], [0, 1])
    gone = image.with_name("gone.png")
    worst = [
        ImageComparison(path, 1, 1, 0, 0, 0.01, 0.2, boxes, boxes[:1], 0, ("same", "alone"), ("same",))
        for path in (image, gone)
    ]
    lost = tmp_path / "elsewhere" / "bad.jpg"
    check = Verification(
        verdict="FAIL", sentence=f"The program in {tmp_path / 'out' / 'm.onnx'} ended.", images=2,
        detections=4, matched=2, missed=2, extra=0, borderline=0, largest_score_difference=0.01,
        largest_box_difference_px=0.2, largest_output_difference={"box_px": 0.3, "score": 0.02},
        thresholds=Thresholds(), tolerances=Tolerances(),
        scores={"checkpoint": scores(0.9), "file": scores(0.8)},
        drop={"map50": 10.0, "map50_95": 0.0},
        stage_ms={side: dict.fromkeys(("preprocess", "inference", "decode", "nms", "total"), 7.125)
                  for side in ("checkpoint", "file")},
        judged_by="Judged as fp32.", diagnosis={"sentence": "The file expects BGR.", "remedy": "Swap them."},
        worst=worst, skipped=[f"{lost} can't be read."],
    )  # fmt: skip
    file = ExportedFile("onnx", tmp_path / "out" / "m.onnx", None, 7_100_000, 1.0, check)
    return Report(
        tmp_path / "run" / "best.pt", "0" * 64, SPEC, tmp_path / "out", [file], image.parent, ["One note."]
    )


def test_the_page_tells_all_and_no_folder(report: Report, tmp_path: Path) -> None:
    page = verification_page(report.to_dict())
    text = re.sub(r'src="data:image/jpeg;base64,[^"]*"', "", page)
    assert str(tmp_path) not in text
    assert str(tmp_path.parent) not in text
    for words in (
        *(
            "Verification of best.pt",
            "my set",
            "FAIL",
            "The program in m.onnx ended.",
            "bad.jpg can&#x27;t be read.",
        ),
        *(
            "The file expects BGR. Swap them.",
            "Judged as fp32.",
            "One note.",
            "&lt;w&gt;",
            "10.00",
            "7.12",
            "7.10",
        ),
        "a.png: 1 missed, scores differ by up to 0.01, sides by up to 0.2 px",
    ):
        assert words in text, words
    # The image that is gone is left out.
    assert page.count("data:image/jpeg;base64,") == 1


def test_it_is_written_beside_the_report_and_goes_with_it(report: Report) -> None:
    report.out.mkdir()
    report.write()
    assert (report.out / PAGE).is_file()
    report.discard_old()
    assert not (report.out / PAGE).exists()
    report.files[0].verification = None
    report.write()
    assert not (report.out / PAGE).exists()


def test_what_one_side_alone_found_is_red_on_its_half() -> None:
    image = np.full((100, 200, 3), 90, np.uint8)
    lone = [{"box": [20, 20, 60, 60], "score": 0.9, "class_id": 0, "fate": "alone"}]
    drawn = draw_sides(image, lone, [], ["w"], ("best.pt", "m.onnx"))
    assert drawn.shape[1] == 2 * PANEL_SIDE + GAP
    red = np.array([int(MISSED[at : at + 2], 16) for at in (1, 3, 5)])
    is_red = cv2.inRange(drawn, red.astype(float), red.astype(float)) > 0
    left, right = is_red[:, :PANEL_SIDE], is_red[:, PANEL_SIDE + GAP :]
    rows, columns = np.nonzero(left)
    assert not right.any()
    # 200 pixels are drawn as PANEL_SIDE.
    scale = PANEL_SIDE / 200
    assert abs(columns.min() - 20 * scale) < 6
    assert abs(rows.max() - 60 * scale) < 30
