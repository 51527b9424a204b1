"""Plots: SVG that parses, with every text and value where a reader looks for it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.report.plots import (
    HEIGHT,
    MAX_POINTS,
    TOP,
    WIDTH,
    Line,
    bar_plot,
    bubble_plot,
    count_plot,
    dot_plot,
    line_plot,
    matrix_plot,
    round_ticks,
    tinted,
)

NAUGHTY = '<b> & "q" \x07\ud800 ]]>'


def parsed(picture: str) -> ET.Element:
    picture.encode()
    return ET.fromstring(picture)


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in parsed(picture).iter() if element.tag.endswith("text")]


def points(picture: str, colour: str) -> list[tuple[float, float]]:
    """Return the points of the line of a colour."""
    path = next(
        element
        for element in parsed(picture).iter()
        if element.tag.endswith("path") and element.get("stroke") == colour
    )
    pairs = re.findall(r"L([\d.]+),([\d.]+)", path.get("d") or "")
    return [(float(x), float(y)) for x, y in pairs]


def lines_of(*lines: Line, **choices) -> str:
    axes = {"x_name": "epoch", "y_name": "loss", "x_range": (0.0, 10.0), **choices}
    return line_plot("Losses", lines, **axes)


def test_a_line_goes_where_its_values_say() -> None:
    picture = lines_of(
        Line("box", "#3f86d8", np.array([0.0, 5.0, 10.0]), np.array([0.0, 1.0, 2.0])), y_range=(0, 2)
    )
    (x0, y0), (x1, y1), (x2, y2) = points(picture, "#3f86d8")
    assert (x0, x2) == (56, WIDTH - 16)
    assert x1 == pytest.approx((x0 + x2) / 2, abs=0.1)
    assert (y0, y2) == (HEIGHT - 46, TOP)
    assert y1 == pytest.approx((y0 + y2) / 2, abs=0.1)
    assert {"Losses", "box", "epoch", "loss", "0", "2", "10"} <= set(texts(picture))


def test_gaps_single_points_and_nothing_at_all_can_be_drawn() -> None:
    broken = Line("a", "#3f86d8", np.arange(5.0), np.array([1, np.nan, 3, np.inf, np.nan]))
    path = next(element for element in parsed(lines_of(broken)).iter() if element.tag.endswith("path"))
    assert (path.get("d") or "").count("M") == 2
    parsed(lines_of(Line("a", "#3f86d8", np.array([1.0]), np.array([0.0])), x_range=(1, 1)))
    parsed(lines_of(Line("a", "#3f86d8", np.zeros(0), np.zeros(0))))
    parsed(lines_of(Line("a", "#3f86d8", np.arange(2.0), np.full(2, np.nan))))
    parsed(lines_of())


def test_long_runs_make_no_long_files() -> None:
    x = np.linspace(0, 10, 100_000)
    picture = lines_of(Line("a", "#3f86d8", x, x))
    drawn = points(picture, "#3f86d8")
    assert MAX_POINTS <= len(drawn) < 2 * MAX_POINTS
    assert drawn[-1][0] == WIDTH - 16


def test_white_lines_show_on_white_ground() -> None:
    x = np.arange(3.0)
    inks = [
        element.get("stroke")
        for element in parsed(lines_of(Line("w", "#ffffff", x, x), Line("b", "#4a8cff", x, x))).iter()
        if element.tag.endswith("path")
    ]
    assert inks == ["currentColor", "#ffffff", "#4a8cff"]


def test_a_mark_is_named() -> None:
    x = np.arange(3.0)
    line = Line("mAP", "#4a8cff", x, x)
    assert "best: 0.96" in texts(lines_of(line, y_range=(0, 1), mark=(10, 0.96, "best: 0.96")))


def test_bars_carry_their_shares_and_remarks() -> None:
    picture = bar_plot(
        "Recall", [("0–8", "1 of 2", 0.5), ("> 128", "0 of 0", None)], x_name="size", y_name="recall"
    )
    assert {"0–8", "1 of 2", "0.50", "> 128", "0 of 0"} <= set(texts(picture))
    bars = [element for element in parsed(picture).iter() if element.get("fill") == "#3f86d8"]
    assert len(bars) == 1
    field = HEIGHT - 46 - 14 - TOP
    assert float(bars[0].get("height") or 0) == pytest.approx(field / 2, abs=0.1)


def test_dots_and_crosses_lie_where_they_should_and_not_beyond_the_field() -> None:
    dots = Line("boxes", "currentColor", np.array([5.0, 10, 11]), np.array([5.0, 0, 5]))
    anchors = Line("stride 8", "#d9822b", np.array([5.0]), np.array([10.0]))
    picture = dot_plot("Sizes", dots, [anchors], x_name="width", y_name="height", limit=(10, 10))
    paths = [element for element in parsed(picture).iter() if element.tag.endswith("path")]
    middle = (56 + WIDTH - 16) / 2
    assert paths[0].get("d") == f"M{middle:.1f},{(TOP + HEIGHT - 46) / 2:.1f}h.01M{WIDTH - 16:.1f},334.0h.01"
    assert [path.get("stroke") for path in paths[1:]] == ["currentColor", "#d9822b"]
    assert (paths[2].get("d") or "").startswith(f"M{middle - 6:.1f},{TOP - 6:.1f}l12,12")
    assert {"Sizes", "boxes", "stride 8", "width", "height"} <= set(texts(picture))


def test_a_plot_can_be_had_in_given_colours() -> None:
    picture = tinted(lines_of(), ink="#e6e8ec", ground="#1e2127")
    assert parsed(picture).get("color") == "#e6e8ec"
    assert 'fill="#1e2127"' in picture
    assert "style" not in picture


def test_what_is_white_stays_white_on_any_ground() -> None:
    bars = tinted(
        count_plot("Boxes", [("w", "#ffffff", 5)], x_name="class", y_name="boxes"),
        ink="#fff",
        ground="#111111",
    )
    fills = [element.get("fill") for element in parsed(bars).iter() if element.tag.endswith("rect")]
    assert fills[0] == "#111111" and "#ffffff" in fills[1:]


@pytest.mark.parametrize("sides", [1, 5, 81])
def test_a_matrix_has_every_count_to_point_at(sides: int) -> None:
    names = [f"class {index}" for index in range(sides)]
    counts = np.arange(sides * sides).reshape(sides, sides)
    picture = matrix_plot("Confusion", names, counts, row_name="true", column_name="found")
    tips = [element.text for element in parsed(picture).iter() if element.tag.endswith("title")]
    assert len(tips) == sides * sides
    assert tips[-1] == f"class {sides - 1} → class {sides - 1}: {sides * sides - 1}"
    if sides == 5:
        assert "24" in texts(picture)


def test_names_of_any_kind_are_written_harmlessly() -> None:
    x = np.arange(3.0)
    for picture in (
        line_plot(NAUGHTY, [Line(NAUGHTY, "#ffffff", x, x)], x_name=NAUGHTY, y_name=NAUGHTY, x_range=(0, 2)),
        bar_plot(NAUGHTY, [(NAUGHTY, NAUGHTY, 0.5)], x_name=NAUGHTY, y_name=NAUGHTY),
        matrix_plot(NAUGHTY, [NAUGHTY], np.ones((1, 1), int), row_name=NAUGHTY, column_name=NAUGHTY),
    ):
        assert any(text.startswith('<b> & "q') for text in texts(picture))
        assert "prefers-color-scheme: dark" in picture


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 60, 6, [0, 10, 20, 30, 40, 50, 60]),
        (0, 0.14, 7, [0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14]),
        (3, 3, 5, [3]),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, most: int, expected: list[float]) -> None:
    assert round_ticks(low, high, most) == pytest.approx(expected)


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(2, 12))
def test_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    high = low + span
    ticks = round_ticks(low, high, most)
    assert len(ticks) <= most + 1
    margin = 1e-6 * max(abs(low), abs(high), span)
    assert all(low - margin <= tick <= high + margin for tick in ticks)


def test_bubbles_lie_at_their_values_and_are_as_large_as_their_counts() -> None:
    found = [(640, 480, 9), (4000, 3000, 36), (4000, 3010, 1)]
    picture = bubble_plot("Sizes", found, x_name="width", y_name="height")
    circles = [element for element in parsed(picture).iter() if element.tag.endswith("circle")]
    (x0, y0, r0), (x1, y1, r1) = (
        [float(circle.get(name) or "") for name in ("cx", "cy", "r")] for circle in circles[:2]
    )
    # The most frequent first, so that small ones lie on top of it; a quarter as many have half the radius.
    assert (r0, r1) == (15.0, 7.5)
    assert (x1 - 56) / (x0 - 56) == pytest.approx(640 / 4000, abs=0.002) and y0 < y1
    told = [element.text for element in parsed(picture).iter() if element.tag.endswith("title")]
    assert told == ["4000 × 3000: 36", "640 × 480: 9", "4000 × 3010: 1"]
    # The third would be written over the first.
    assert [text for text in texts(picture) if "×" in text] == ["4000 × 3000: 36", "640 × 480: 9"]
    assert bubble_plot("None", [], x_name="", y_name="")
