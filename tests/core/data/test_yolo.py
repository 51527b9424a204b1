"""The YOLO label format: what is read, what is a problem, and rewriting without touching other lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.formats import yolo
from studio.core.data.record import Box, LabelFile

FILE = Path("labels/a.txt")
SIZE_WH = (640, 480)
GOOD = "1 0.5 0.5 0.25 0.5"


def read(content: bytes | str | None) -> LabelFile:
    data = content.encode() if isinstance(content, str) else content
    return yolo.read(data, size_wh=SIZE_WH, class_count=4, file=FILE)


def render(content: bytes | None, boxes: list[Box]) -> bytes:
    return yolo.render(content, boxes, size_wh=SIZE_WH, class_count=4)


def test_boxes_are_pixels_of_the_image():
    labels = read(GOOD)
    assert labels.boxes == (Box(1, 240, 120, 400, 360),)
    assert labels.boxes[0].line == GOOD
    assert labels.problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "1 0.5 0.5 0.25 0.5",
        "1\t0.5   0.5 .25 5e-1 ",
        "  1.0 0.50 +0.5 0.25 0.5",
        "1 0.500000000001 0.5 0.25 0.5",
    ],
)
def test_odd_spellings_are_read(line: str):
    (box,) = read(line).boxes
    assert box.class_id == 1
    assert box.xyxy == pytest.approx((240, 120, 400, 360), abs=1e-6)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1 0.5 0.5 0.25", "label_columns"),
        ("1 0.5 lamp 0.25 0.5 0.9", "label_columns"),
        ("1 0.1 0.1 0.2 0.2 0.3 0.3 0.1 cat", "label_columns"),
        ("1 0.1 0.1 0.2 0.2 0.3 0.3 12 0.3", "label_range"),
        ("1 0.1 0.1 0.1 0.2 0.1 0.3", "label_size"),
        ("9 0.1 0.1 0.2 0.2 0.3 0.3", "label_class"),
        ("1 1.001 0.5 0.25 0.5", "label_range"),
        ("1 -0.001 0.5 0.25 0.5", "label_range"),
        ("0,0,5,0,5,0,2,0,2", "label_range"),
        ("cat", "label_columns"),
        ("9 0.5 0.5 0.25 0.5", "label_class"),
        ("-1 0.5 0.5 0.25 0.5", "label_class"),
        ("1.7 0.5 0.5 0.25 0.5", "label_class"),
        ("nan 0.5 0.5 0.25 0.5", "label_class"),
        ("inf 0.5 0.5 0.25 0.5", "label_class"),
        ("1e300 0.5 0.5 0.25 0.5", "label_class"),
        ("1 1.7 0.5 0.25 0.5", "label_range"),
        ("1 NaN 0.5 0.25 0.5", "label_range"),
        ("1 0.5 -inf 0.25 0.5", "label_range"),
        ("1 0.5 -0.1 0.25 0.5", "label_range"),
        ("1 0.5 0.5 1e999 0.5", "label_range"),
        ("1 0.5 0.5 0 0.5", "label_size"),
        ("1 0.5 0.5 0.25 0.0", "label_size"),
        ("1 0.5 0.5 1_0 0.5", "label_number"),
        ("1 0.5 0.5 ٠ 0.5", "label_number"),
        ("cat 0.5 0.5 0.25 0.5", "label_number"),
        ("\x00 0 0 0 0", "label_number"),
    ],
)
def test_bad_lines_are_problems_and_the_others_stay(line: str, kind: str):
    labels = read(f"{GOOD}\n{line}\n0 0.5 0.5 0.1 0.1\n")
    assert [box.class_id for box in labels.boxes] == [1, 0]
    (problem,) = labels.problems
    assert (problem.kind, problem.file, problem.line) == (kind, FILE, 2)
    assert problem.message.endswith(".")
    assert len(problem.message) < 200


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1 0.375 0.25 0.625 0.25 0.625 0.75 0.375 0.75", "label_polygon"),
        ("1 0.375 0.5 0.5 0.25 0.625 0.5 0.5 0.75 0.6 0.7", "label_polygon"),
        ("1 0.375 0.25 0.625 0.75 0.5 0.5", "label_polygon"),
        ("1.0 0.375 0.25 0.625 0.25 0.625 0.75 0.375 0.75 0.93", "label_polygon"),
        ("1 0.5 0.5 0.25 0.5 0.93", "label_score"),
        ("1 0.5 0.5 0.25 0.5 1.0", "label_score"),
        ("1 0.5 0.5 0.25 0.5 17", "label_score"),
        ("1 0.5 0.5 0.25 0.5 0.93 17", "label_score"),
        ("1 0.5 0.5 0.25 0.5 0.45 0.4 2", "label_keypoints"),
        ("1 0.5 0.5 0.25 0.5 0.45 0.4 2 0 0 0", "label_keypoints"),
        ("1 0.5 0.5 0.25 0.5 # a lamp", "label_text"),
        ("1 0.5 0.5 0.25 0.5 0.9 lamp", "label_text"),
        ("1 0,5 0,5 0,25 0,5", "label_spelling"),
        ("1, 0.5, 0.5, 0.25, 0.5", "label_spelling"),
        ("1,0.5,0.5,0.25,0.5", "label_spelling"),
        ("1;0,5;0,5;0,25;0,5", "label_spelling"),
        ("[1, 0.5, 0.5, 0.25, 0.5]", "label_spelling"),
        ('"1" "0.5" "0.5" "0.25" "0.5"', "label_spelling"),
        ("'1 0.5 0.5 0.25 0.5'", "label_spelling"),
    ],
)
def test_a_box_in_another_form_is_read_told_and_kept_in_its_line(line: str, kind: str):
    content = f"{GOOD}\n{line}\r\n2 0.5 0.5 0.1 0.1\n".encode()
    labels = read(content)
    assert [box.class_id for box in labels.boxes] == [1, 1, 2]
    assert labels.boxes[1].xyxy == pytest.approx((240, 120, 400, 360), abs=1e-6)
    assert [(problem.kind, problem.line) for problem in labels.problems if problem.kind == kind] == [
        (kind, 2)
    ]
    assert not labels.has_unreadable_lines
    assert yolo.class_ids(content, 4) == [1, 1, 2]
    # An edit of another box leaves the line as it is; of this box only the box is left.
    boxes = list(labels.boxes)
    assert render(content, boxes[1:]) == content.split(b"\n", 1)[1]
    boxes[1] = boxes[1].with_class(3)
    assert render(content, boxes) == content.replace(line.encode(), b"3 0.500000 0.500000 0.250000 0.500000")


def test_a_polygon_in_the_corner_is_no_keypoints():
    line = "1 0.9 0.95 0.85 0.9 1 0.8 1 1 0.7 1"
    (box,) = read(line).boxes
    assert box.xyxy == pytest.approx((0.7 * 640, 0.8 * 480, 640, 480))


@pytest.mark.parametrize(
    ("line", "xyxy"),
    [
        ("1 1.0000001 0.5 0.25 0.5", (560, 120, 720, 360)),
        ("1 0.5 0.5 1.00005 1", (0, 0, 640, 480)),
        ("1 -1e-7 0.5 0.25 0.5", (-80, 120, 80, 360)),
        ("-0.0 -0.0 0.5 0.25 0.5", (-80, 120, 80, 360)),
        ("1 1.0000001 0.25 0.625 0.25 0.625 0.75", (400, 120, 640, 360)),
    ],
)
def test_what_rounding_put_outside_is_inside(line: str, xyxy: tuple[float, ...]):
    labels = read(line)
    assert labels.boxes[0].xyxy == pytest.approx(xyxy)
    assert not labels.has_unreadable_lines


def test_same_box_twice_is_told_and_kept():
    labels = read(f"{GOOD}\n{GOOD}\n")
    assert len(labels.boxes) == 2
    assert [(problem.kind, problem.line) for problem in labels.problems] == [("label_duplicate", 2)]
    assert labels.problems[0].message == "The same box stands on line 1."


@pytest.mark.parametrize("content", [None, b"", b"\n", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_nothing_in_a_file_is_no_boxes_and_no_problem(content: bytes | None):
    labels = read(content)
    assert (labels.boxes, labels.problems, labels.content) == ((), (), content)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_and_they_are_kept(content: bytes):
    labels = read(content)
    assert render(content, list(labels.boxes)) == content


coordinate = st.floats(0.02, 0.98)
lines = st.one_of(
    st.builds(
        "{} {:.6f} {:.5f} {:.3f} {}".format, st.integers(0, 3), coordinate, coordinate, coordinate, coordinate
    ),
    st.builds(
        " {}\t{:.6f}  {:.5f} {:.3f} {} ".format,
        st.integers(0, 3),
        coordinate,
        coordinate,
        coordinate,
        coordinate,
    ),
    st.sampled_from(["", "  ", "# note", "1 2 3", "9 0.5 0.5 0.1 0.1", "café", "1 0.5 0.5 0.1 0.1"]),
)
files = st.builds(
    lambda mark, pairs, last: (mark + "".join(text + end for text, end in pairs) + last).encode(),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.tuples(lines, st.sampled_from(["\n", "\r\n", "\r"])), max_size=8),
    lines,
)


@given(files, st.data())
def test_lines_of_untouched_boxes_survive_any_edit(content: bytes, data: st.DataObject):
    labels = read(content)
    boxes: list[Box] = []
    for box in labels.boxes:
        fate = data.draw(st.sampled_from(["keep", "keep", "delete", "change"]))
        if fate == "keep":
            boxes.append(box)
        elif fate == "change":
            boxes.append(Box(3, 10, 10, 50, 60))
    boxes += [Box(2, 5, 5, 25, 25)] * data.draw(st.integers(0, 2))
    result = render(content, boxes)

    again = read(result)
    assert len(again.boxes) == len(boxes)
    for before, after in zip(boxes, again.boxes, strict=True):
        assert after.class_id == before.class_id
        assert after.xyxy == pytest.approx(
            before.clipped(SIZE_WH).xyxy if before.line is None else before.xyxy, abs=1e-3
        )
        if before.line is not None:
            assert after.line == before.line
    # What couldn't be read is still there, in its order.
    junk = [line for line in texts(content) if is_junk(line)]
    assert [line for line in texts(result) if is_junk(line)] == junk
    # And the boxes as they were give the very bytes back.
    assert render(content, list(labels.boxes)) == content


def texts(content: bytes) -> list[str]:
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_junk(line: str) -> bool:
    return bool(line.strip()) and not isinstance(yolo.parse_line(line, 4), yolo.Row)


A, B, C = "0 0.1 0.1 0.1 0.1", "1  0.5 0.5 0.1 0.1", "2 0.7 0.7 0.1 0.100"
NEW = Box(3, 64, 48, 128, 96)
NEW_LINE = "3 0.150000 0.150000 0.100000 0.100000"


@pytest.mark.parametrize(
    ("content", "change", "expected"),
    [
        (None, "add", f"{NEW_LINE}\n"),
        ("", "add", f"{NEW_LINE}\n"),
        (f"{A}\r\n{B}\r\n", "add", f"{A}\r\n{B}\r\n{NEW_LINE}\r\n"),
        (f"\ufeff{A}\n", "add", f"\ufeff{A}\n{NEW_LINE}\n"),
        (f"{A}\r\n{B}", "add", f"{A}\r\n{B}\r\n{NEW_LINE}"),
        (f"{A}\n{B}\n\n\n", "add", f"{A}\n{B}\n{NEW_LINE}\n\n\n"),
        (f"{A}\nbad\n{B}\n{C}\n", 0, f"bad\n{B}\n{C}\n"),
        (f"{A}\nbad\n{B}\n{C}\n", 1, f"{A}\nbad\n{C}\n"),
        (f"{A}\r\n{B}\n{C}", 2, f"{A}\r\n{B}\n"),
        (f"{A}\nbad\n{B}\r\n{C}\n", "change 1", f"{A}\nbad\n{NEW_LINE}\r\n{C}\n"),
        (f"{A}\nbad\n{B}\n", "clear", "bad\n"),
        (f"{A}\n\n", "clear", ""),
    ],
)
def test_rewriting(content: str | None, change: str | int, expected: str):
    data = None if content is None else content.encode()
    boxes = list(read(data).boxes)
    if change == "add":
        boxes.append(NEW)
    elif change == "clear":
        boxes = []
    elif change == "change 1":
        boxes[1] = NEW
    else:
        assert isinstance(change, int)
        del boxes[change]
    assert render(data, boxes).decode() == expected


@given(
    st.floats(-50, 700), st.floats(-50, 500), st.floats(0.01, 800), st.floats(0.01, 600), st.integers(0, 3)
)
def test_a_written_box_reads_back_within_a_thousandth_pixel(
    x: float, y: float, width: float, height: float, class_id: int
):
    box = Box(class_id, x, y, x + width, y + height)
    inside = box.clipped(SIZE_WH)
    if inside.width <= 0 or inside.height <= 0:
        with pytest.raises(ValueError, match="empty"):
            render(None, [box])
        return
    labels = read(render(None, [box]))
    assert labels.problems == ()
    assert labels.boxes[0].xyxy == pytest.approx(inside.xyxy, abs=2e-3)


@pytest.mark.parametrize("box", [Box(4, 1, 1, 9, 9), Box(-1, 1, 1, 9, 9), Box(0, float("nan"), 1, 9, 9)])
def test_impossible_boxes_are_never_written(box: Box):
    with pytest.raises(ValueError, match=r"class|finite"):
        render(None, [box])
