"""The plots of the check, from the figures of an examination."""

from __future__ import annotations

import json
from pathlib import Path

from studio.core.data.checking.examination import MAX_IMAGE_SIZES, Figures, examine
from studio.core.data.record import Box, LabelFile
from studio.core.report.check_page import render_check_page
from studio.core.report.check_plots import PLOTS, check_plots
from tests.factories import make_dataset, write_image


def plots_of(figures: Figures) -> dict[str, str]:
    return check_plots(json.loads(json.dumps(figures.to_dict(["w"]))), ["w"])


def test_images_without_boxes_have_sizes_too() -> None:
    figures = Figures()
    assert plots_of(figures) == {}
    for _ in range(3):
        figures.add(LabelFile(()), (640, 480))
    plots = plots_of(figures)
    assert list(plots) == ["image_sizes"]
    assert "Sizes of images" in plots["image_sizes"] and "640 × 480: 3" in plots["image_sizes"]
    figures.add(LabelFile((Box(0, 1, 1, 9, 9),)), (640, 480))
    assert set(plots_of(figures)) == set(PLOTS)


def test_of_very_many_sizes_the_most_frequent_are_shown_and_it_is_told() -> None:
    figures = Figures()
    for number in range(MAX_IMAGE_SIZES + 5):
        figures.add(LabelFile(()), (100 + number, 100))
    figures.add(LabelFile(()), (100 + MAX_IMAGE_SIZES, 100))
    picture = plots_of(figures)["image_sizes"]
    assert f"The {MAX_IMAGE_SIZES} most frequent sizes of images" in picture
    assert f"{100 + MAX_IMAGE_SIZES} × 100: 2" in picture and picture.count("<circle") == MAX_IMAGE_SIZES


def test_the_page_has_the_plot(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path, {"a.png": "0 0.5 0.5 0.5 0.5\n", "b.png": ""})
    write_image(tmp_path / "b.png", (120, 90))
    page = render_check_page(dataset, examine(dataset), progress=lambda done, of: None)
    assert "64 × 48: 1" in page and "120 × 90: 1" in page
