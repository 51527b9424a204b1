"""Splits that are asked for: no group is torn, shares come near, and what can't be fair is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.dataset import Dataset
from studio.core.data.photos import source_of_name
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.blocks import Place, frame_places, strips
from studio.core.data.splitting.plan import SplitChoice, SplitPlan, Splitter
from studio.core.errors import StudioError
from tests.factories import make_dataset

BOX = "{} 0.5 0.5 0.2 0.2\n"
SIDE = 100


def side_of(plan: SplitPlan) -> dict[str, str]:
    """The side of each image; fails when one is on two or on none."""
    found = [(record.path.name, side) for side, records in plan.sides.items() for record in records]
    assert len(dict(found)) == len(found)
    return dict(found)


def grid_places(dataset: Dataset, columns: int) -> dict[Path, Place]:
    """Places of images `NAME_N`, numbered from 1 along the rows of a grid."""
    places = {}
    for record in dataset.records:
        photo, _, number = record.path.stem.rpartition("_")
        row, column = divmod(int(number) - 1, columns)
        places[record.path] = Place(photo, column * SIDE, row * SIDE, SIDE, SIDE)
    return places


@pytest.fixture(scope="module")
def tiled(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Six photos of 6 to 30 tiles, with two classes that are everywhere."""
    labels = {
        f"p{photo}x_{tile}.png": BOX.format((tile + photo) % 2) * (1 + tile % 3)
        for photo in range(6)
        for tile in range(1, 7 + 5 * photo - photo % 2)
    }
    return make_dataset(tmp_path_factory.mktemp("tiled"), labels, size_wh=(8, 8))


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Twenty whole photos."""
    labels = {f"photo{number:02}.png": BOX.format(number % 2) for number in range(20)}
    return make_dataset(tmp_path_factory.mktemp("photos"), labels, size_wh=(8, 8))


@pytest.fixture(scope="module")
def one_photo_a_class(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Four photos of 40 tiles, each with a class of its own, as wrgb has them."""
    labels = {
        f"201911251748{photo}0_{tile}.png": BOX.format(photo) for photo in range(4) for tile in range(1, 41)
    }
    return make_dataset(tmp_path_factory.mktemp("lonely"), labels, names="wrgb", size_wh=(8, 8))


@pytest.fixture(scope="module")
def splitter(tiled: Dataset) -> Splitter:
    return Splitter(tiled)


@settings(deadline=None, max_examples=30)
@given(
    val=st.floats(0.05, 0.5),
    test=st.one_of(st.just(0.0), st.floats(0.05, 0.4)),
    seed=st.integers(0, 10_000),
)
def test_no_photo_is_torn_and_shares_come_near(
    splitter: Splitter, val: float, test: float, seed: int
) -> None:
    choice = SplitChoice(val, test, "source", seed)
    plan = splitter.plan(choice)
    sides = side_of(plan)
    assert sides.keys() == {record.path.name for record in splitter.dataset.records}
    of_photo: dict[str, set[str]] = {}
    for name, side in sides.items():
        of_photo.setdefault(name.split("_")[0], set()).add(side)
    assert all(len(found) == 1 for found in of_photo.values())
    assert set(sides.values()) == {"train", "val"} | ({"test"} if test else set())
    assert side_of(splitter.plan(choice)) == sides
    largest = max(Counter(name.split("_")[0] for name in sides).values())
    counts = Counter(sides.values())
    assert abs(counts["val"] - val * len(sides)) <= largest
    assert abs(counts["test"] - test * len(sides)) <= largest


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_pictures_that_look_the_same_stay_together(photos: Dataset, seed: int) -> None:
    paths = [record.path for record in photos.records]
    bursts = [paths[:3], paths[2:5], paths[9:11]]
    splitter = Splitter(photos, alike=bursts)
    sides = side_of(splitter.plan(SplitChoice(0.3, seed=seed)))
    assert len({sides[path.name] for path in paths[:5]}) == 1
    assert sides[paths[9].name] == sides[paths[10].name]


@settings(deadline=None, max_examples=25)
@given(
    val=st.floats(0.05, 0.5),
    test=st.one_of(st.just(0.0), st.floats(0.05, 0.3)),
    seed=st.integers(0, 9),
    columns=st.integers(4, 10),
)
def test_a_block_is_held_out_and_nothing_to_learn_from_touches_it(
    one_photo_a_class: Dataset, val: float, test: float, seed: int, columns: int
) -> None:
    places = grid_places(one_photo_a_class, columns)
    splitter = Splitter(one_photo_a_class, places=places)
    try:
        plan = splitter.plan(SplitChoice(val, test, "block", seed))
    except StudioError:
        # A few rows can't hold two strips and two margins.
        assert columns <= 8 or val + test > 0.5
        return
    side_of(plan)
    held = [record for side in ("val", "test") for record in plan.sides.get(side, [])]
    for record in plan.sides["train"]:
        mine = places[record.path]
        for other in held:
            its = places[other.path]
            far = max(abs(mine.x - its.x), abs(mine.y - its.y))
            assert mine.photo != its.photo or far >= 2 * SIDE
    for class_id in range(4):
        assert plan.boxes["train"][class_id] and plan.boxes["val"][class_id]
    assert side_of(splitter.plan(SplitChoice(val, test, "block", seed))) == side_of(plan)


def test_seeds_0_and_1_hold_out_opposite_ends(one_photo_a_class: Dataset) -> None:
    places = grid_places(one_photo_a_class, 8)
    splitter = Splitter(one_photo_a_class, places=places)
    ends = []
    for seed in range(4):
        plan = splitter.plan(SplitChoice(0.25, 0, "block", seed))
        held = [places[record.path] for record in plan.sides["val"]]
        ends.append(({place.x // SIDE for place in held}, {place.y // SIDE for place in held}))
    assert [sorted(columns) for columns, _ in ends[:2]] == [[0, 1], [6, 7]]
    assert [sorted(rows) for _, rows in ends[2:]] == [[0], [4]]


def test_what_whole_photos_cannot_be_fair_to_is_said(one_photo_a_class: Dataset) -> None:
    splitter = Splitter(one_photo_a_class, places=grid_places(one_photo_a_class, 8))
    told = "\n".join(splitter.plan(SplitChoice()).warnings)
    assert "w, r, g, b are in 1 photo each, 1 of them cut: a split by photo can't be fair to them." in told
    assert "by blocks" in told and "class-blind" in told and "background" in told
    assert "Val has no box of" in told
    blocks = "\n".join(splitter.plan(SplitChoice(group_by="block")).warnings)
    assert "can't be fair" not in blocks and "Val has no" not in blocks and "background" in blocks
    assert "flatter" in "\n".join(splitter.plan(SplitChoice(group_by="none")).warnings)


def test_a_class_in_few_photos_is_named_alone(tmp_path: Path) -> None:
    labels = {f"photo{number}.png": BOX.format(0) for number in range(12)}
    labels |= {"photo12_1.png": BOX.format(1), "photo12_2.png": BOX.format(1), "photo13.png": BOX.format(1)}
    dataset = make_dataset(tmp_path, labels, names=["lamp", "b"], size_wh=(8, 8))
    plan = Splitter(dataset).plan(SplitChoice())
    assert plan.warnings[0] == "b is in 2 photos, 1 of them cut: a split by photo can't be fair to it."
    assert [each.photos for each in plan.classes] == [12, 2]


def test_a_few_photos_beside_cut_ones_are_trained_on(tmp_path: Path) -> None:
    labels = {f"p1x_{tile}.png": BOX.format(0) for tile in range(1, 41)}
    labels |= {f"whole{number}.png": BOX.format(0) for number in range(4)}
    dataset = make_dataset(tmp_path, labels, size_wh=(8, 8))
    cut = {record.path for record in dataset.records if "_" in record.path.stem}
    places = {
        path: Place("p1x", 100 * (number % 8), 100 * (number // 8), 100, 100)
        for number, path in enumerate(sorted(cut, key=lambda path: int(path.stem[4:])))
    }
    plan = Splitter(dataset, places=places).plan(SplitChoice(0.2, group_by="block"))
    assert all(side_of(plan)[f"whole{number}.png"] == "train" for number in range(4))
    assert "4 images can't be part of a block: they are trained on." in plan.notes
    assert plan.groups_told() == "A strip of 1 photo is held out."


def test_nothing_is_said_of_classes_in_many_photos(tiled: Dataset) -> None:
    assert Splitter(tiled).plan(SplitChoice(0.3)).warnings == []


def test_a_photo_can_be_left_out(one_photo_a_class: Dataset) -> None:
    splitter = Splitter(one_photo_a_class)
    plan = splitter.plan(SplitChoice(photos=("20191125174820",)))
    assert {record.path.stem.split("_")[0] for record in plan.sides["val"]} == {"20191125174820"}
    assert len(plan.sides["val"]) == 40
    with pytest.raises(StudioError, match="No image is of a photo called nobody"):
        splitter.plan(SplitChoice(photos=("nobody",)))
    keys = tuple(f"201911251748{photo}0" for photo in range(4))
    with pytest.raises(StudioError, match="none be left"):
        splitter.plan(SplitChoice(photos=keys))


def test_one_photo_alone_is_refused_with_a_way_out(tmp_path: Path) -> None:
    labels = {f"clip9_{number:06}.png": BOX.format(0) for number in range(0, 200, 10)}
    labels |= {"clip9_000300.png": BOX.format(0)}
    dataset = make_dataset(tmp_path / "one", labels, size_wh=(8, 8))
    # One prefix for all is how images are named; a copy of the first frame elsewhere makes it a video.
    assert len(Splitter(dataset).plan(SplitChoice()).sides["val"]) == 4
    (tmp_path / "one" / "other.png").write_bytes((tmp_path / "one" / "clip9_000000.png").read_bytes())
    from studio.core.data.dataset import open_dataset

    again = Splitter(open_dataset(tmp_path / "one"))
    with pytest.raises(StudioError, match="All images come from one photo"):
        again.plan(SplitChoice())
    plan = again.plan(SplitChoice(0.3, group_by="block"))
    numbers = {
        side: [int(record.path.stem[-6:]) for record in records if record.path.stem != "other"]
        for side, records in plan.sides.items()
    }
    assert max(numbers["val"]) + 10 < min(numbers["train"])
    assert numbers["margin"]


def test_copies_are_never_on_two_sides(tmp_path: Path) -> None:
    labels = {f"p1x_{tile}.png": BOX.format(0) for tile in range(1, 41)}
    dataset = make_dataset(tmp_path, labels, size_wh=(8, 8))
    (tmp_path / "p1x_40.png").write_bytes((tmp_path / "p1x_1.png").read_bytes())
    plan = Splitter(dataset, places=grid_places(dataset, 8)).plan(SplitChoice(0.25, group_by="block"))
    sides = side_of(plan)
    assert (sides["p1x_1.png"], sides["p1x_40.png"]) == ("val", "margin")
    alone = Splitter(dataset).plan(SplitChoice(group_by="none"))
    assert side_of(alone)["p1x_1.png"] == side_of(alone)["p1x_40.png"]


def test_declared_test_images_stay_unless_asked_for(tmp_path: Path) -> None:
    labels = {f"photo{number}.png": BOX.format(0) for number in range(20)}
    names = list(labels)
    splits = {"train": names[:10], "val": names[10:15], "test": names[15:]}
    dataset = make_dataset(tmp_path, labels, layout="yaml", splits=splits, size_wh=(8, 8))
    plan = Splitter(dataset).plan(SplitChoice(0.4))
    assert [record.path.name for record in plan.sides["test"]] == names[15:]
    assert len(plan.sides["val"]) == 6 and "stay test" in plan.notes[0]
    anew = Splitter(dataset).plan(SplitChoice(0.2, 0.2, seed=3))
    assert {record.path.name for record in anew.sides["test"]} != set(names[15:])
    assert [len(anew.sides[side]) for side in ("train", "val", "test")] == [12, 4, 4]


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"val": 0}, "can't be held out"),
        ({"val": 0.95}, "can't be held out"),
        ({"val": float("nan")}, "can't be held out"),
        ({"val": 0.5, "test": 0.5}, "would be held out"),
        ({"group_by": "weather"}, "can't be grouped by weather"),
    ],
)
def test_choices_that_mean_nothing_are_refused(choice: dict, told: str) -> None:
    with pytest.raises(StudioError, match=told):
        SplitChoice(**choice)


@pytest.mark.parametrize(
    ("stem", "source"),
    [
        ("clip_000120", "clip"),
        ("IMG_0001_000120", "IMG_0001"),
        ("VID_20191125_174805_000120", "VID_20191125_174805"),
        ("20191125_174805", "20191125_174805"),
        ("PXL_20191125_174805", "PXL_20191125_174805"),
        ("IMG_000120", "IMG_000120"),
        ("frame_000120", "frame_000120"),
        ("holiday_0001200", "holiday_0001200"),
    ],
)
def test_frames_of_a_video_are_known_by_name(stem: str, source: str) -> None:
    assert source_of_name(stem) == source


def test_frames_reach_into_those_after_them(tmp_path: Path) -> None:
    records = [ImageRecord(tmp_path / f"clip_{n:06}.png", tmp_path / "x.txt") for n in range(0, 1000, 10)]
    places = frame_places(records)
    found = strips(records, places, {"val": 0.2}, 0)
    assert found is not None
    assert [len(found.held["val"]), len(found.margin)] == [20, 5]
