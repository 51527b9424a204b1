"""Splits that don't leak, and telling when declared ones do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.photos import leak_free_groups, same_content, source_of_name, source_photos
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.splits import Split, check_classes, training_split, validation_records
from studio.core.errors import StudioError
from tests.factories import make_dataset

LINE = "0 0.5 0.5 0.25 0.5\n"
TILES = {
    f"p{photo}x_{tile}.png": f"{photo % 2} 0.5 0.5 0.2 0.2\n" for photo in range(5) for tile in range(1, 5)
}


def flattered(split: Split) -> list[str]:
    """What makes the scores of a split too good."""
    return [warning for warning in split.warnings if warning.endswith("will flatter.")]


def names(records: list) -> list[str]:
    return [record.path.name for record in records]


@pytest.mark.parametrize(
    ("stem", "source"),
    [
        ("20191125174750_45", "20191125174750"),
        ("20191125174750", "20191125174750"),
        ("kitchen_3", "kitchen"),
        ("kitchen_r1_c2", "kitchen"),
        ("kitchen_R1C2", "kitchen"),
        ("IMG_0001", "IMG_0001"),
        ("img_3", "img_3"),
        ("DSC_0042", "DSC_0042"),
        ("frame_00017", "frame_00017"),
        ("IMG_20191125_174750", "IMG_20191125_174750"),
        ("IMG_2019_3", "IMG_2019"),
        ("holiday_007", "holiday_007"),
        ("clip2_007", "clip2"),
        ("12", "12"),
        ("_12", "_12"),
    ],
)
def test_the_photo_a_name_points_to(stem: str, source: str):
    assert source_of_name(stem) == source


def test_a_common_prefix_is_no_photo(tmp_path: Path):
    dataset = make_dataset(tmp_path, {f"lamp_{number}.png": LINE for number in range(4)})
    assert len(set(source_photos(dataset).values())) == 4


@pytest.mark.parametrize("seed", range(5))
def test_seeded_split_keeps_photos_whole_and_classes_on_both_sides(tmp_path: Path, seed: int):
    dataset = make_dataset(tmp_path, TILES)
    split = training_split(dataset, val_fraction=0.4, seed=seed)
    assert sorted(names(split.train) + names(split.val)) == sorted(TILES)
    photos = [{name.split("_")[0] for name in names(side)} for side in (split.train, split.val)]
    assert not photos[0] & photos[1]
    assert len(split.val) == 8
    assert {class_id for record in split.val for class_id in dataset.class_ids(record)} == {0, 1}
    again = training_split(dataset, val_fraction=0.4, seed=seed)
    assert (names(again.train), names(again.val)) == (names(split.train), names(split.val))
    assert not flattered(split)


def test_copies_of_a_picture_stay_together(tmp_path: Path):
    labels = {f"{name}.png": LINE for name in "abcdef"}
    dataset = make_dataset(tmp_path, labels)
    for name in "bce":
        shutil.copy(tmp_path / "a.png", tmp_path / f"{name}.png")
    assert [names(group) for group in same_content(dataset.records)] == [["a.png", "b.png", "c.png", "e.png"]]
    groups = leak_free_groups(dataset, dataset.records)
    assert sorted(map(len, groups)) == [1, 1, 4]
    for seed in range(6):
        split = training_split(dataset, seed=seed)
        assert len({name in names(split.val) for name in ("a.png", "b.png", "c.png", "e.png")}) == 1


def test_unseen_and_unreadable_labels_are_left_out(tmp_path: Path):
    labels = {"a.png": LINE, "b.png": "", "c.png": None, "d.png": LINE, "e.png": "1 2 3\n"}
    split = training_split(make_dataset(tmp_path, labels))
    assert sorted(names(split.train) + names(split.val)) == ["a.png", "b.png", "d.png"]
    assert any(note == "Images left out because they have no label file: 1." for note in split.notes)
    assert any("no line of their labels" in note for note in split.notes)


def test_declared_splits_win_and_leaks_are_told(tmp_path: Path):
    labels = {"q1_1.png": LINE, "q1_2.png": LINE, "z.png": LINE, "y.png": LINE, "k.png": LINE}
    splits = {"train": ["q1_1.png", "z.png", "k.png"], "val": ["q1_2.png", "y.png", "k.png"]}
    dataset = make_dataset(tmp_path, labels, layout="yaml", splits=splits)
    shutil.copy(tmp_path / "images/z.png", tmp_path / "images/y.png")
    split = training_split(dataset)
    assert names(split.train) == splits["train"]
    assert names(split.val) == splits["val"]
    assert len(split.warnings) == 3
    assert all(warning.endswith("will flatter.") for warning in split.warnings)
    assert set(split.warnings) <= set(split.notes)


@pytest.mark.parametrize("declared", ["train", "val"])
def test_a_missing_side_is_split_off(tmp_path: Path, declared: str):
    labels = {f"{name}.png": LINE for name in "abcde"}
    dataset = make_dataset(tmp_path, labels, layout="yaml", splits={declared: list(labels)})
    split = training_split(dataset)
    assert (len(split.train), len(split.val)) == (4, 1)


def test_tiles_of_a_single_photo_are_split_with_a_warning(tmp_path: Path):
    dataset = make_dataset(tmp_path, {f"20200101_{tile}.png": LINE for tile in range(1, 9)})
    (tmp_path / "tiles.json").write_text(
        '{"tiles": ['
        + ", ".join(f'{{"image": "20200101_{tile}.png", "photo": "x"}}' for tile in range(1, 9))
        + "]}"
    )
    split = training_split(dataset)
    assert split.train
    assert split.val
    assert any("one photo" in note for note in split.notes)


def make_named_by_class(folder: Path, words: dict[str, int], count: int = 12) -> Dataset:
    """Photos named by what is on them, which look like tiles: cat_1.png to cat_12.png."""
    labels = {
        f"{word}_{number}.png": f"{class_id} 0.5 0.5 0.2 0.2\n"
        for word, class_id in words.items()
        for number in range(1, count + 1)
    }
    return make_dataset(folder, labels)


def classes_of(dataset: Dataset, records: list[ImageRecord]) -> set[int]:
    return {class_id for record in records for class_id in dataset.class_ids(record)}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "words",
    [
        {"cat": 0, "dog": 1},
        {"cat": 0, "dog": 1, "bird": 2},
        {"tabby": 0, "cat": 0, "kitten": 0, "lynx": 0, "dog": 1},
    ],
)
def test_photos_named_by_class_are_split_each_for_itself_and_it_is_told(
    tmp_path: Path, words: dict[str, int], seed: int
):
    dataset = make_named_by_class(tmp_path, words)
    split = training_split(dataset, seed=seed)
    assert classes_of(dataset, split.train) == classes_of(dataset, split.val) == set(words.values())
    assert 0.1 < len(split.val) / len(dataset.records) < 0.3
    (warning,) = split.warnings
    assert warning in split.notes
    assert warning.startswith("Names such as ")
    assert "_1.png look like tiles of one photo" in warning


def test_a_few_boxes_elsewhere_do_not_bring_a_class_to_both_sides(tmp_path: Path):
    """One in forty is a slip of whoever labelled, or a model's whose suggestions were accepted."""
    line = {word: f"{index} 0.5 0.5 0.2 0.2\n" for index, word in enumerate(("cat", "dog"))}
    labels = {f"{word}_{n}.png": line[word] * 4 for word in line for n in range(1, 13)}
    labels["dog_5.png"] += line["cat"]
    dataset = make_dataset(tmp_path, labels)
    for seed in range(6):
        split = training_split(dataset, seed=seed)
        for side in (split.train, split.val):
            cats = sum(box.class_id == 0 for record in side for box in dataset.read(record).boxes)
            assert cats >= 4
        assert "so 24 images were split as photos of their own" in split.warnings[0]


def test_copies_among_photos_named_by_class_stay_together(tmp_path: Path):
    make_named_by_class(tmp_path, {"cat": 0, "dog": 1})
    # With a copy under both names everything would be one photo.
    for name in ("cat_2", "cat_3", "dog_4"):
        shutil.copy(tmp_path / "cat_1.png", tmp_path / f"{name}.png")
    dataset = open_dataset(tmp_path)
    for seed in range(6):
        split = training_split(dataset, seed=seed)
        copies = {"cat_1.png", "cat_2.png", "cat_3.png", "dog_4.png"}
        assert len(copies & set(names(split.val))) in (0, 4)
        assert classes_of(dataset, split.train) == classes_of(dataset, split.val) == {0, 1}
        assert len(split.warnings) == 1


def test_tiles_the_sidecar_knows_are_never_torn(tmp_path: Path):
    make_named_by_class(tmp_path, {"cat": 0, "dog": 1})
    tiles = [
        {"image": f"{word}_{number}.png", "photo": word} for word in ("cat", "dog") for number in range(1, 13)
    ]
    (tmp_path / "tiles.json").write_text(json.dumps({"tiles": tiles}))
    split = training_split(open_dataset(tmp_path))
    assert sorted(len({name.split("_")[0] for name in names(side)}) for side in (split.train, split.val)) == [
        1,
        1,
    ]
    assert not flattered(split)


def test_only_the_photo_with_a_class_of_its_own_is_doubted(tmp_path: Path):
    labels = {
        f"p{photo}x_{tile}.png": "0 0.5 0.5 0.2 0.2\n" + ("1 0.5 0.5 0.2 0.2\n" if photo == 0 else "")
        for photo in range(5)
        for tile in range(1, 7)
    }
    split = training_split(make_dataset(tmp_path, labels))
    sides = [{name.split("_")[0] for name in names(side)} for side in (split.train, split.val)]
    assert sides[0] & sides[1] == {"p0x"}
    assert any("so 6 images were split as photos of their own" in warning for warning in split.warnings)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("single", [{}, {"z0.png": "0 0.5 0.5 0.2 0.2\n", "z1.png": "1 0.5 0.5 0.2 0.2\n"}])
def test_photos_that_share_their_classes_with_others_are_never_torn(
    tmp_path: Path, single: dict[str, str], seed: int
):
    tiles = {name: line for name, line in TILES.items() if not single or name[:2] in ("p0", "p1")}
    split = training_split(make_dataset(tmp_path, tiles | single), seed=seed)
    sides = [{name.split("_")[0] for name in names(side)} for side in (split.train, split.val)]
    assert not sides[0] & sides[1]
    assert not flattered(split)


def test_a_class_on_one_image_is_no_reason_to_tear_a_photo(tmp_path: Path):
    labels = TILES | {"p0x_1.png": "2 0.5 0.5 0.2 0.2\n"}
    split = training_split(make_dataset(tmp_path, labels), val_fraction=0.4)
    sides = [{name.split("_")[0] for name in names(side)} for side in (split.train, split.val)]
    assert not sides[0] & sides[1]
    assert not flattered(split)


@pytest.mark.parametrize(
    "sidecar", ["", "[]", '{"tiles": 3}', '{"tiles": [{}]}', '{"tiles": ["a.png"]}', "[" * 9999]
)
def test_a_broken_sidecar_is_ignored(tmp_path: Path, sidecar: str):
    dataset = make_dataset(tmp_path, {"a.png": LINE, "b.png": LINE})
    (tmp_path / "tiles.json").write_text(sidecar)
    assert set(source_photos(dataset).values()) == {"a", "b"}


@pytest.mark.parametrize("labels", [{"a.png": None}, {"a.png": "", "b.png": ""}, {"a.png": LINE}])
def test_too_little_to_train_on_is_one_sentence(tmp_path: Path, labels: dict[str, str | None]):
    with pytest.raises(StudioError) as caught:
        training_split(make_dataset(tmp_path, labels))
    assert caught.value.remedy


@given(count=st.integers(2, 12), fraction=st.floats(0, 1), seed=st.integers(0, 5))
def test_both_sides_always_have_images(
    tmp_path_factory: pytest.TempPathFactory, count: int, fraction: float, seed: int
):
    folder = tmp_path_factory.mktemp("set")
    dataset = make_dataset(folder, {f"x{number}y.png": LINE for number in range(count)}, size_wh=(12, 12))
    split = training_split(dataset, val_fraction=fraction, seed=seed)
    assert split.train
    assert split.val
    assert len(split.train) + len(split.val) == count


@pytest.mark.parametrize(
    ("train", "val", "expected"),
    [
        (["0", "0"], ["", ""], ["The val images have no boxes, so nothing can be measured"]),
        (["0", "0"], ["-", "0"], []),
        (
            ["0 1", "0 1"],
            ["0"],
            ["No val image has boxes of these classes", "measured: r."],
        ),
        (["0", "0"], ["0 1", "1 2", "2 1"], ["No train image has boxes of these classes", "learned: r, g."]),
        (["0 1", "0"], ["0"], ["Boxes of these classes are in one photo only", "not both: r."]),
        (["0"], ["0 3"], ["Boxes of these classes are in one photo only", "not both: b."]),
        (["0", "1"], ["0", "1"], []),
    ],
)
def test_what_can_not_be_measured_or_learned_is_told(
    tmp_path: Path, train: list[str], val: list[str], expected: list[str]
):
    sides = {"train": train, "val": val}
    splits = {side: [f"{side}{'abc'[n]}.png" for n in range(len(photos))] for side, photos in sides.items()}
    labels: dict[str, str | None] = {}
    for side, photos in sides.items():
        for name, classes in zip(splits[side], photos, strict=True):
            lines = [f"{class_id} 0.5 0.5 0.25 0.5\n" for class_id in classes.split() if class_id != "-"]
            labels[name] = None if classes == "-" else "".join(lines)
    split = training_split(make_dataset(tmp_path, labels, layout="yaml", splits=splits))
    if not expected:
        assert split.warnings == []
        return
    (warning,) = split.warnings
    assert all(part in warning for part in expected)
    assert warning in split.notes


@pytest.mark.parametrize(
    ("empty", "declared", "expected"),
    [
        (
            "train",
            {"train": ["a.png"], "val": ["b.png", "c.png", "d.png"]},
            "None of the train images can be used",
        ),
        (
            "val",
            {"train": ["b.png", "c.png", "d.png"], "val": ["a.png"]},
            "None of the val images can be used",
        ),
        ("train", {"val": ["b.png", "c.png", "d.png"]}, "No train images are declared"),
    ],
)
def test_a_side_without_usable_images_is_told(
    tmp_path: Path, empty: str, declared: dict[str, list[str]], expected: str
):
    labels = {"a.png": None, "b.png": LINE, "c.png": LINE, "d.png": LINE}
    split = training_split(make_dataset(tmp_path, labels, layout="yaml", splits=declared))
    assert any(warning.startswith(expected) for warning in split.warnings), empty
    assert (len(split.train), len(split.val)) == (2, 1)


def test_what_is_measured_on_is_one_list_for_all(tmp_path: Path):
    labels = {
        "a.png": LINE,
        "b.png": LINE,
        "c.png": "",
        "d.png": None,
        "e.png": "0 50 50 9 9\n",
        "f.png": LINE,
    }
    splits = {"train": ["a.png"], "val": list("bcdef")}
    splits["val"] = [f"{name}.png" for name in splits["val"]]
    dataset = make_dataset(tmp_path, labels, layout="yaml", splits=splits)
    (tmp_path / "images/f.png").write_text("not an image")
    told: list[str] = []
    records = validation_records(dataset, tell=told.append)
    assert names(records) == ["b.png", "c.png"]
    assert records == training_split(dataset).val
    assert sum("left out" in text.lower() for text in told) == 3
    assert names(validation_records(dataset, "all")) == ["a.png", "b.png", "c.png"]
    with pytest.raises(StudioError, match="no split called test"):
        validation_records(dataset, "test")
    flat = make_dataset(tmp_path / "flat", dict.fromkeys(labels, LINE))
    assert validation_records(flat, seed=3) == training_split(flat, seed=3).val


def test_what_is_declared_is_measured_though_nothing_can_be_trained(tmp_path: Path):
    labels = {"a.png": "", "b.png": LINE, "c.png": LINE}
    splits = {"train": ["a.png"], "val": ["b.png", "c.png"]}
    dataset = make_dataset(tmp_path, labels, layout="yaml", splits=splits)
    assert names(validation_records(dataset, "val")) == ["b.png", "c.png"]
    told: list[str] = []
    assert names(validation_records(dataset, "train", tell=told.append)) == ["a.png"]
    assert told == ["The images of train have no boxes, so nothing can be measured."]
    with pytest.raises(StudioError, match="no labelled images to train on"):
        training_split(dataset)


def test_a_val_without_boxes_says_nothing_of_measuring_on_train(tmp_path: Path):
    labels = {"a.png": LINE, "b.png": ""}
    dataset = make_dataset(tmp_path, labels, layout="yaml", splits={"train": ["a.png"], "val": ["b.png"]})
    told: list[str] = []
    assert names(validation_records(dataset, "train", tell=told.append)) == ["a.png"]
    assert told == []
    validation_records(dataset, "val", tell=told.append)
    assert len(told) == 1
    assert told[0].startswith("The val images have no boxes")


def test_a_dataset_of_test_images_alone_is_told_as_such(tmp_path: Path):
    dataset = make_dataset(
        tmp_path, {"a.png": LINE, "b.png": LINE}, layout="yaml", splits={"test": ["a.png"]}
    )
    for ask in (training_split, validation_records):
        with pytest.raises(StudioError, match="declares neither train nor val images, only test") as caught:
            ask(dataset)
        assert "use the split test" in caught.value.remedy
    assert names(validation_records(dataset, "test")) == ["a.png"]


def test_classes_of_a_model_are_the_first_of_the_datasets():
    assert check_classes(["a", "b"], ["a", "b"]) == []
    assert check_classes(["a"], ["a", "b", "c"]) == ["b", "c"]
    for other in (["a"], ["b", "a"], ["a", "c"], []):
        with pytest.raises(StudioError, match=r"The classes differ: number [01] is"):
            check_classes(["a", "b"], other)


def test_a_folder_of_one_photo_is_measured_on(tmp_path: Path) -> None:
    """Nothing is trained by it, so that there is nothing to hold it out from."""
    dataset = make_dataset(tmp_path, {"a.png": "0 .5 .5 .3 .4\n", "b.png": None})
    told: list[str] = []
    assert [record.name for record in validation_records(dataset, tell=told.append)] == ["a.png"]
    assert told == ["Images left out because they have no label file: 1."]
    with pytest.raises(StudioError, match="One image is not enough"):
        training_split(dataset)
    with pytest.raises(StudioError, match="One image is not enough"):
        validation_records(dataset, "train")
