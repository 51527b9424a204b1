"""What the reference trainers would make of label files, by the rules that each reads by."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.checking.trainer_needs import bare_batches, needs_of_trainers, stretching
from studio.core.data.checking.trainers import TRAINERS, Seen, Trial, label_path_of
from studio.core.data.checking.words import trainer_verdict, verdict
from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder

GOOD = "0 0.5 0.5 0.2 0.2\n"
IMAGE, LABEL = Path("/set/img/a.jpg"), Path("/set/img/a.txt")
V5, V7, LITE, FASTEST = (trainer.key for trainer in TRAINERS)
ALL = {V5, V7, LITE, FASTEST}


def losses(
    content: bytes | str | None,
    image: Path = IMAGE,
    label: Path = LABEL,
    *,
    size_wh: tuple[int, int] | None = (400, 300),
    is_truncated: bool = False,
) -> dict[str, tuple[str, str, int]]:
    """Return of each trainer that loses something the effect, the reason and how many boxes."""
    trial = Trial(2, 416)
    encoded = content.encode() if isinstance(content, str) else content
    trial.look(Seen(image, label, encoded, size_wh, is_truncated))
    return {loss.trainer: (loss.effect, loss.reason, loss.boxes) for loss in trial.losses()}


@pytest.mark.parametrize("content", [GOOD, GOOD + "1 1e-1 .5 0.1 0.1\n", "", "\n", GOOD.rstrip()])
def test_plain_labels_are_taken_by_all(content: str):
    found = losses(content)
    assert found.keys() <= ({FASTEST} if content == "\n" else set())


def test_repeated_lines_cost_a_box_or_the_image():
    dropped = ("dropped", "repeated", 3)
    expected = {V5: ("lost", "repeated", 1), V7: dropped, LITE: dropped}
    assert losses(GOOD + "1 0.2 0.2 0.1 0.1\n" + GOOD) == expected
    # The trainers compare numbers, not texts.
    assert losses(GOOD + "0 0.50 0.5 0.2 0.2\n")[V7] == ("dropped", "repeated", 2)


@pytest.mark.parametrize(
    ("line", "reason", "of_fastest"),
    [
        ("0 0.5 0.5 0.2", "columns", ("stops", "columns", 1)),
        ("0 0.5 0.5 0.2 0.2 0.9", "columns", None),
        ("0 0.5 0,5 0.2 0.2", "number", ("stops", "number", 1)),
        ("0 0.5 1.5 0.2 0.2", "range", ("misread", "range", 1)),
        ("0 -0.5 0.5 0.2 0.2", "range", ("misread", "range", 1)),
        ("0 nan 0.5 0.2 0.2", "range", ("misread", "range", 1)),
    ],
)
def test_one_bad_line_costs_the_whole_image(line: str, reason: str, of_fastest: tuple[str, str, int] | None):
    expected = dict.fromkeys((V5, V7, LITE), ("dropped", reason, 2))
    if of_fastest:
        expected[FASTEST] = of_fastest
    assert losses(GOOD + line) == expected


def test_a_blank_line_between_labels():
    dropped = ("dropped", "blank", 2)
    assert losses(GOOD + "\n1 0.2 0.2 0.1 0.1\n") == {
        V7: dropped,
        LITE: dropped,
        FASTEST: ("stops", "blank", 1),
    }


@pytest.mark.parametrize("blank", [" ", "\t"])
def test_a_line_of_spaces_is_skipped_by_none(blank: str):
    dropped = ("dropped", "blank", 2)
    expected = dict.fromkeys((V5, V7, LITE), dropped) | {FASTEST: ("stops", "blank", 1)}
    assert losses(f"{GOOD}{blank}\n1 0.2 0.2 0.1 0.1\n") == expected


@pytest.mark.parametrize("line", ["0  0.5 0.5 0.2 0.2", "0\t0.5\t0.5\t0.2\t0.2"])
def test_one_splits_at_single_spaces_only(line: str):
    assert losses(line) == {FASTEST: ("stops", "spaces", 1)}
    # Behind the fifth value it looks at nothing.
    assert FASTEST not in losses("0 0.5 0.5 0.2 0.2 red\tlamp")


def test_a_polygon_makes_boxes_of_its_file_polygons():
    found = losses(GOOD + "0 0.1 0.1 0.3 0.1 0.3 0.3\n")
    assert found[V5] == ("misread", "polygon", 1)
    # Seven values are neither five nor more than eight.
    assert found[V7] == found[LITE] == ("dropped", "columns", 2)
    assert found[FASTEST] == ("misread", "columns", 1)


def test_polygons_are_judged_by_the_boxes_around_them():
    # A point beyond the image; the box around has its middle and its sides in range.
    beyond = "0 0.8 0.1 1.02 0.1 1.02 0.3 0.8 0.3\n"
    assert losses(beyond) == {FASTEST: ("misread", "columns", 1)}
    # One with its middle outside.
    outside = "0 0.99 0.1 1.02 0.1 1.02 0.3 0.99 0.3\n"
    assert losses(outside)[V5] == losses(outside)[V7] == ("dropped", "range", 1)
    # Two polygons with one box around them.
    twice = "0 0.1 0.1 0.3 0.1 0.3 0.3 0.1 0.3\n0 0.1 0.3 0.1 0.1 0.3 0.1 0.3 0.3\n"
    assert losses(twice)[V5] == ("lost", "repeated", 1)
    assert losses(twice)[V7] == losses(twice)[LITE] == ("dropped", "repeated", 2)
    assert losses("0 0.1 0.1 0.104 0.1 0.104 0.3 0.1 0.3\n")[V5] == ("lost", "tiny", 1)


def test_numbers_have_32_bits():
    assert losses(GOOD + "0 0.500000001 0.5 0.2 0.2\n")[V5] == ("lost", "repeated", 1)
    assert losses("0 0.5 0.5 1.00000001 0.2\n") == {}
    assert losses("0 0.5 0.5 1.0000001 0.2\n")[V7] == ("dropped", "range", 1)
    assert losses("0 1e300 0.5 0.2 0.2\n")[V7] == ("dropped", "range", 1)


def test_classes_that_do_not_exist_stop_all():
    assert losses("2 0.5 0.5 0.2 0.2") == dict.fromkeys(ALL, ("stops", "class", 1))


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode("utf-16")])
def test_a_byte_order_mark_costs_the_image(content: bytes):
    expected = dict.fromkeys(ALL - {FASTEST}, ("dropped", "encoding", 1))
    assert losses(content) == expected | {FASTEST: ("stops", "encoding", 1)}


def test_boxes_too_small_to_survive_augmentation():
    tiny = ("lost", "tiny", 1)
    assert losses("0 0.5 0.5 0.004 0.2\n") == {V5: tiny, V7: tiny, LITE: tiny}


def test_images_that_cannot_be_used():
    stops = {FASTEST: ("stops", "image", 1)}
    assert losses(GOOD, size_wh=None) == dict.fromkeys(ALL, ("dropped", "image", 1)) | stops
    small = losses(GOOD, size_wh=(9, 300))
    assert small.keys() == {V5, V7, LITE} and small[V5] == ("dropped", "small", 1)
    cut = losses(GOOD, is_truncated=True)
    assert cut[V5][0] == "rewritten" and cut[V7][0] == "grey"
    dropped = dict.fromkeys(ALL, ("dropped", "truncated", 1)) | {FASTEST: ("stops", "truncated", 1)}
    assert losses(GOOD, Path("/set/img/a.png"), is_truncated=True) == dropped
    webp = losses(GOOD, Path("/set/img/a.webp"))
    assert webp == {FASTEST: ("stops", "suffix", 1)}
    # Of the four only one looks at capital letters.
    assert losses(GOOD, Path("/set/img/a.JPG")) == {FASTEST: ("stops", "suffix", 1)}
    assert losses(None) == {FASTEST: ("stops", "missing", 0)}


def test_labels_elsewhere_are_not_found():
    image, label = Path("/images/set/images/a.jpg"), Path("/images/set/labels/a.txt")
    background = ("background", "elsewhere", 1)
    assert losses(GOOD, image, label) == {
        V7: background,
        LITE: background,
        FASTEST: ("stops", "elsewhere", 1),
    }
    assert losses(GOOD, Path("/set.v2/a.jpg"), Path("/set.v2/a.txt")) == {FASTEST: ("stops", "elsewhere", 1)}
    assert label_path_of(TRAINERS[1], image) == "/labels/set/images/a.txt"


def test_what_a_description_lacks(tmp_path: Path):
    source = make_dataset_folder(tmp_path, {"a.png": GOOD}, layout="yaml", splits={"train": ["a.png"]})
    source.write_text("path: .\ntrain: images\nnames:\n  0: w\n")
    dataset = open_dataset(source)
    dataset.source = source
    found = needs_of_trainers(dataset)
    assert {key for key, told in found if "nc" in told} == {V7, LITE}
    assert {key for key, told in found if "needs val in the YAML" in told} == {V5, V7, LITE}
    assert {key for key, told in found if "numbers for names" in told} == {V7, LITE}
    assert {key for key, told in found if "passes over path" in told} == {V7, LITE}
    assert any(key == V5 and "path" in told for key, told in found)
    assert all(told.endswith(".") for _, told in found)
    assert not any("cache" in told for _, told in found)
    (tmp_path / "labels.cache").write_bytes(b"old")
    cached = [(key, "whatever" in told) for key, told in needs_of_trainers(dataset) if "labels.cache" in told]
    assert cached == [(V7, True), (V5, False), (LITE, False)]
    assert bare_batches(0) == []
    ((key, told),) = bare_batches(4)
    assert key == FASTEST and "4 are without objects" in told
    assert stretching({(64, 64): 3}) == []
    ((key, told),) = stretching({(64, 64): 3, (64, 48): 2})
    assert key == FASTEST and "2 are not square" in told
    source.write_text("{")
    assert {key for key, _ in needs_of_trainers(dataset)} == ALL


def test_where_each_looks_for_what_a_yaml_names(tmp_path: Path):
    source = make_dataset_folder(tmp_path, {"a.png": GOOD}, layout="yaml", splits={"train": ["a.png"]})
    dataset = open_dataset(source)
    dataset.source = source

    def told_of_places(text: str) -> dict[str, str]:
        source.write_text(text + "nc: 1\nnames: [w]\n")
        words = ("program folder", "is started in", "passes over")
        found = [(key, word) for key, told in needs_of_trainers(dataset) for word in words if word in told]
        return dict(found)

    assert told_of_places("train: a\nval: b\n") == {
        V5: "program folder", V7: "is started in", LITE: "is started in",
    }  # fmt: skip
    assert told_of_places("path: sets/x\ntrain: a\nval: b\n") == {
        V5: "program folder", V7: "passes over", LITE: "passes over",
    }  # fmt: skip
    assert told_of_places("path: /sets/x\ntrain: [/a, c]\nval: /b\n") == {
        V7: "passes over", LITE: "passes over",
    }  # fmt: skip
    # Whole paths need nothing else.
    assert told_of_places("path: sets/x\ntrain: /a\nval: /b\n") == {}


@pytest.mark.parametrize(
    ("told", "batch"),
    [
        ("batch_size=4\n", 4),
        ("batch_size = 8\nsubdivisions=2\n", 4),
        ("batch_size=3\n", None),
        ("batch_size=many\n", 128),
        ("batch_size=4\nsubdivisions=0\n", 128),
        ("", 128),
    ],
)
def test_images_that_fill_no_batch_are_not_trained_on(tmp_path: Path, told: str, batch: int | None):
    names = ["a.png", "b.png", "c.png", "d.png"]
    source = make_dataset_folder(
        tmp_path, dict.fromkeys(names, GOOD), layout="darknet", splits={"train": names[:3], "val": names[3:]}
    )
    with source.open("a") as stream:
        stream.write(f"[train-configure]\n{told}")
    found = [one for one in needs_of_trainers(open_dataset(source)) if "batch_size" in one[1]]
    sentence = (
        f"It drops images that don't fill a batch: with batch_size={batch} it would train on none of 3. Make"
        " it smaller."
    )
    assert found == ([] if batch is None else [(FASTEST, sentence)])


def test_what_trainers_would_take_does_not_pass_over_what_they_need():
    plain = "Would take every image and box of these files."
    assert trainer_verdict(TRAINERS[0], [], 0) == plain
    assert trainer_verdict(TRAINERS[0], [], 2) == (
        "Would take every image and box of these files once this is seen to: 2."
    )
    sound = "Nothing was found that costs images or boxes, or makes results doubtful."
    assert verdict([], [], []) == [
        sound,
        "All four reference trainers would take every image and box of these files.",
    ]
    assert verdict([], [], [(LITE, "It needs nc."), (V5, "It needs val."), (V5, "It needs names.")]) == [
        sound,
        "All four reference trainers would take every image and box of these files once what is said of"
        " them is seen to: YOLOv5, YOLOv5-Lite.",
    ]


def test_places_in_lists(tmp_path: Path):
    source = make_dataset_folder(tmp_path, {"a.png": GOOD}, layout="darknet", splits={"train": ["a.png"]})
    dataset = open_dataset(source)

    def concerned(line: str) -> set[str]:
        (tmp_path / "train.txt").write_text(line + "\n")
        return {key for key, told in needs_of_trainers(dataset) if line in told and "is started in" in told}

    assert concerned("img/a.png") == ALL
    # The folder of the list stands in for this; the fourth takes no name for it.
    assert concerned("./img/a.png") == set()
    assert concerned("../set/img/a.png") == {V5, V7, LITE}
