"""The verdict on planted differences: what right files show passes, what wrong ones show fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.boxes.detections import Detections
from studio.core.evaluation.average_precision import Evaluation, MeanAveragePrecision
from studio.core.export.agreement import TOLERANCES, Numbers, Sighting, Terms, output_difference
from studio.core.export.tally import WORST, Tally, Truth
from studio.core.export.verification import Verification
from studio.core.export.verify import USUAL

NAMES = ("w", "r")
COUNT = 200
"""Boxes of a picture, each of 20 px in a place of its own."""


def grid(count: int = COUNT) -> np.ndarray:
    x, y = 40.0 * (np.arange(count) % 20), 40.0 * (np.arange(count) // 20)
    return np.stack([x, y, x + 20, y + 20], 1)


def sighting(
    xyxy: np.ndarray, scores: np.ndarray, *, class_id: int = 0, has_rows: bool = True, scale: float = 1.0
) -> Sighting:
    """What a side that computed these boxes keeps of them above 0.25."""
    near = Detections.from_arrays(xyxy, scores, [class_id] * len(xyxy))
    kept = near[near.scores > USUAL.confidence]
    rows = np.zeros((1, 1, 7), np.float32)
    return Sighting(rows if has_rows else None, kept, near if has_rows else None, scored=near, scale=scale)


def terms(numbers: Numbers) -> Terms:
    return Terms(USUAL, TOLERANCES[numbers].at(USUAL.confidence), 416, numbers=numbers)


def verdict(expected: Sighting, found: Sighting, by: Terms, truth: Truth | None = None) -> Verification:
    tally, metric = Tally(by, NAMES), MeanAveragePrecision(NAMES)
    tally.add(Path("a.png"), expected, found, truth)
    evaluation: Evaluation | None = None
    if truth is not None:
        metric.add(expected.scored, truth.xyxy, truth.class_ids)
        evaluation = metric.result()
    return tally.verification(expected=evaluation)


SCORES = np.linspace(0.26, 0.95, COUNT)
ROUNDING = np.random.default_rng(3)
MOVED = ROUNDING.uniform(-0.76, 0.76, (COUNT, 4))
RESCORED = ROUNDING.uniform(-0.07, 0.07, COUNT)
"""By so much the largest differences of a right file in 16 bits were."""


def rounded(*, has_rows: bool = True) -> Sighting:
    return sighting(grid() + MOVED, SCORES + RESCORED, has_rows=has_rows)


@pytest.mark.parametrize("has_rows", [True, False], ids=["rows shown", "NMS inside"])
def test_what_rounding_to_16_bits_does_passes_as_fp16_and_fails_as_fp32(has_rows: bool) -> None:
    expected = sighting(grid(), SCORES)
    proof = verdict(expected, rounded(has_rows=has_rows), terms("fp16"))
    assert (proof.verdict, proof.missed, proof.extra, proof.differing) == ("PASS", 0, 0, 0)
    # Those that rounding pushed over the threshold.
    assert proof.borderline > 3
    assert "Judged as fp16" in proof.judged_by
    assert verdict(expected, rounded(has_rows=has_rows), terms("fp32")).verdict == "FAIL"


FAULTS = {
    "moved": sighting(grid() + 5, SCORES),
    "another class": sighting(grid(), SCORES, class_id=1),
    "rescored": sighting(grid(), np.minimum(SCORES + 0.2, 1)),
    "a twentieth missing": sighting(grid()[: COUNT - 10], SCORES[: COUNT - 10]),
    "a twentieth invented": sighting(grid(COUNT + 10), np.append(SCORES, [0.6] * 10)),
}


@pytest.mark.parametrize("numbers", ["fp16", "fp32"])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_fails_with_any_numbers(fault: str, numbers: Numbers) -> None:
    proof = verdict(sighting(grid(), SCORES), FAULTS[fault], terms(numbers))
    assert proof.verdict == "FAIL"
    hidden = replace(FAULTS[fault], output=None, near=None)
    assert verdict(sighting(grid(), SCORES), hidden, terms(numbers)).verdict == "FAIL"


def test_one_box_of_two_hundred_may_be_lost_in_16_bits_and_none_in_32() -> None:
    expected, found = sighting(grid(), SCORES), sighting(grid()[:-1], SCORES[:-1])
    half, whole = (verdict(expected, found, terms(numbers)) for numbers in ("fp16", "fp32"))
    assert (half.verdict, half.missed) == ("PASS", 1)
    assert "199 of 200 boxes agree" in half.sentence
    assert (whole.verdict, whole.missed) == ("FAIL", 1)


def test_rounding_moves_boxes_of_a_large_photo_by_more_pixels() -> None:
    large = sighting(10 * grid(), SCORES, scale=10)
    moved = sighting(10 * (grid() + MOVED), SCORES, scale=10)
    assert verdict(large, moved, terms("fp16")).verdict == "PASS"
    assert verdict(replace(large, scale=1), moved, terms("fp16")).verdict == "FAIL"


def test_nms_inside_may_choose_the_other_of_two_equal_boxes_but_no_stranger() -> None:
    """Such a file shows no candidates: the checkpoint's tell whether what it kept instead is right."""
    two = np.array([[0.0, 0, 20, 20], [0, 0, 20, 16]])
    scores = np.array([0.8, 0.79999])
    near = Detections.from_arrays(two, scores, [0, 0])
    expected = Sighting(np.zeros((1, 1, 7), np.float32), near[[0]], near)
    other = Sighting(None, near[[1]], None)
    proof = verdict(expected, other, terms("fp32"))
    assert (proof.verdict, proof.missed, proof.extra) == ("PASS", 0, 0)
    stranger = Detections.from_arrays([[0.0, 0, 20, 13]], [0.9], [0])
    assert verdict(expected, Sighting(None, stranger, None), terms("fp32")).verdict == "FAIL"


def labelled(boxes: int) -> tuple[Truth, Sighting]:
    return Truth(grid(boxes), np.zeros(boxes, np.int64)), sighting(grid(boxes), np.linspace(0.5, 0.9, boxes))


def test_a_drop_of_map_fails_where_boxes_alone_would_pass() -> None:
    truth, expected = labelled(COUNT)
    # 1.4 px of 20 along both axes costs the highest of the ten overlaps, and no box.
    found = sighting(expected.near.xyxy + 1.4, expected.near.scores)
    proof = verdict(expected, found, terms("fp16"), truth)
    assert (proof.missed, proof.extra, proof.differing) == (0, 0, 0)
    assert proof.drop["map50"] == 0
    assert proof.drop["map50_95"] > 10
    assert proof.verdict == "FAIL"
    assert "points of mAP@0.5:0.95" in proof.sentence
    assert verdict(expected, found, terms("fp16")).verdict == "PASS"


@pytest.mark.parametrize("boxes", [8, 200])
def test_of_few_boxes_one_step_of_map_may_be_lost(boxes: int) -> None:
    truth, expected = labelled(boxes)
    moved = expected.near.xyxy.copy()
    # One box loses the overlap of 0.95.
    moved[0, 2] += 1.2
    proof = verdict(expected, sighting(moved, expected.near.scores), terms("fp16"), truth)
    # Average precision is the mean over 101 recalls, and one of ten overlaps.
    assert proof.drop["map50_95"] == pytest.approx(10 * {8: 13, 200: 1}[boxes] / 101)
    assert proof.verdict == "PASS"
    assert ("what one box of the rarest class is worth" in proof.judged_by) is (boxes == 8)
    asked = replace(terms("fp16"), tolerances=replace(TOLERANCES["fp16"], max_drop=0.001), is_drop_asked=True)
    assert verdict(expected, sighting(moved, expected.near.scores), asked, truth).verdict == "FAIL"


def test_near_zero_a_score_may_not_differ_by_more_than_it_is() -> None:
    assert TOLERANCES["fp16"].at(0.25).score == pytest.approx(0.1)
    assert TOLERANCES["fp16"].at(0.003).score < 0.003
    assert TOLERANCES["fp32"].at(0.25) == TOLERANCES["fp32"]


def test_what_16_bits_can_not_hold_is_infinite_in_a_right_file_and_nothing_else_is() -> None:
    expected = np.array([[[7e4, 10, 10, 10, 0, 0, 0]]], np.float32)
    found = expected.copy()
    found[0, 0, 0] = np.inf
    assert output_difference(expected, found, 416, is_exact=False) == (0, 0)
    assert output_difference(expected, found, 416) is None
    found[0, 0, 1] = np.inf
    assert output_difference(expected, found, 416, is_exact=False) is None


def test_the_worst_pictures_are_kept_with_what_became_of_each_box() -> None:
    tally = Tally(terms("fp32"), NAMES)
    right = sighting(grid(3), np.array([0.9, 0.8, 0.7]))
    sides: Sequence[Sighting] = [sighting(grid(3)[:keep], right.near.scores[:keep]) for keep in (3, 1, 2)]
    for number in range(3 * WORST):
        tally.add(Path(f"{number}.png"), right, sides[number % 3])
    worst = tally.verification().worst
    assert len(worst) == WORST == 12
    assert [image.missed for image in worst] == [2] * 12
    assert worst[0].expected_fates == ("same", "alone", "alone")
    again = Verification.from_dict(tally.verification().to_dict())
    assert again.worst[0].expected_fates == worst[0].expected_fates


def test_a_failed_file_says_why_before_all_else() -> None:
    tally = Tally(terms("fp32"), NAMES)
    tally.fail("It ended.")
    proof = tally.verification()
    assert (proof.verdict, proof.sentence, proof.images, proof.scores) == ("FAIL", "It ended.", 0, None)
