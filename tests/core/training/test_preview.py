"""What a training will see: its own first samples, and a warning when the jitter mixes classes up."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.scenes import write_sample_set
from studio.core.errors import StudioError
from studio.core.model.zoo import find_table
from studio.core.pictures import Image, imread, imwrite
from studio.core.runs.config import TrainConfig
from studio.core.training import colour_shift, preview
from studio.core.training.augment import CLASS_COLOUR, FREE_COLOUR, Augmenter, ColourJitter, jitter
from studio.core.training.colour_shift import WARNED_SHARE, ColourCheck, ColourShift, colour_shifts, mean_hue
from studio.core.training.prepare import open_data, prepare
from studio.core.training.preview import first_samples, write_preview
from studio.core.training.samples import batches

RED, WHITE, BLUE = (200, 60, 50), (190, 190, 190), (60, 70, 210)
Colour = tuple[int, int, int]


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_set(tmp_path_factory.mktemp("lamps"), images=10, seed=1)


def squares(folder: Path, classes: dict[str, list[Colour]]) -> Path:
    """Write six photos of noise with squares on them; a class's boxes take its colours in turn."""
    rng = np.random.default_rng(0)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "classes.txt").write_text("\n".join(classes) + "\n")
    for number in range(6):
        image = rng.integers(90, 110, (96, 96, 3), np.uint8)
        lines = []
        for class_id, colours in enumerate(classes.values()):
            for place in range(4):
                x, y = 8 + 22 * place, 8 + 30 * class_id
                image[y : y + 14, x : x + 14] = colours[(number + place) % len(colours)]
                lines.append(f"{class_id} {(x + 7) / 96} {(y + 7) / 96} {14 / 96} {14 / 96}")
        imwrite(folder / f"{number}.png", image)
        (folder / f"{number}.txt").write_text("\n".join(lines) + "\n")
    return folder


def check_of(data: Path, by: ColourJitter, imgsz: int = 96) -> ColourCheck:
    opened = open_data(TrainConfig(data=str(data), out="", imgsz=imgsz), find_table("yolov5n"))
    return colour_shifts(opened.store, opened.dataset.class_names, by)


def warned(check: ColourCheck) -> set[tuple[str, str]]:
    """Return which classes are warned of, each with those it looks like."""
    much = {name for name, share in check.shares.items() if share > WARNED_SHARE}
    assert len(check.warnings) == len(much)
    return {(shift.class_name, shift.like) for shift in check.shifts if shift.class_name in much}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_samples_are_those_of_the_first_epoch(lamps: Path, tmp_path: Path, share: float) -> None:
    config = TrainConfig(
        data=str(lamps), out=str(tmp_path), imgsz=96, seed=7, copy_paste=0.5, close_mosaic=share
    )
    prepared = prepare(config)
    augmenter = Augmenter(prepared.data.store, config, classes_by_colour=prepared.data.by_colour)
    mosaic = not config.is_among_last(1, config.close_mosaic)
    assert mosaic == (share == 0)
    made = batches(partial(augmenter.make, mosaic=mosaic), len(prepared.data.store), batch=2, seed=7, epoch=1)
    seen = [picture for batch in made for picture in batch.images.numpy()]

    opened = open_data(config, find_table("yolov5n"))
    other = Augmenter(opened.store, config, classes_by_colour=opened.by_colour)
    samples = [sample.image for _, sample in first_samples(other, config, 5)]
    assert len(samples) == 5
    for ours, theirs in islice(zip(samples, seen, strict=False), 5):
        assert np.array_equal(ours, theirs)


def test_pictures_show_the_boxes_that_are_left(tmp_path: Path) -> None:
    data = squares(tmp_path / "set", {"a": [BLUE], "b": [BLUE]})
    config = TrainConfig(data=str(data), out="", imgsz=96, mosaic=0, scale=0, translate=0)
    made = write_preview(config, tmp_path / "out", count=3)
    assert [sample.file for sample in made.samples] == ["01.jpg", "02.jpg", "03.jpg"]
    assert [sample.boxes for sample in made.samples] == [8, 8, 8]
    assert json.loads((tmp_path / "out" / "preview.json").read_bytes()) == made.to_dict()
    picture = imread(tmp_path / "out" / "01.jpg")
    # Whole factors only: pixels stay what they are.
    assert picture.shape == (864, 864, 3)
    edge = picture[9 * 8 : 9 * 22, 9 * 8].astype(int)
    # #56b4e9, the first of the colours of classes.
    assert np.abs(edge - (86, 180, 233)).max() < 60


def test_colour_classes_are_mixed_up_by_free_colour_alone(tmp_path: Path, lamps: Path) -> None:
    data = squares(tmp_path, {"one": [RED], "two": [WHITE], "three": [BLUE]})
    assert warned(check_of(data, FREE_COLOUR)) == {("one", "two"), ("three", "two")}
    assert warned(check_of(data, CLASS_COLOUR)) == set()
    assert warned(check_of(data, ColourJitter(0, 0, 0.4))) == set()
    assert any(like == "white" for _, like in warned(check_of(lamps, FREE_COLOUR)))
    assert warned(check_of(lamps, CLASS_COLOUR)) == set()


def test_a_large_move_of_hue_is_seen_too(tmp_path: Path) -> None:
    data = squares(tmp_path, {"yellow-green": [(150, 200, 40)], "green": [(60, 200, 60)]})
    assert warned(check_of(data, FREE_COLOUR)) == set()
    assert ("green", "yellow-green") in warned(check_of(data, ColourJitter(0.4, 0, 0)))


@pytest.mark.parametrize(
    "classes",
    [
        {"wide": [RED], "tall": [RED]},
        {"wide": [RED, WHITE, BLUE], "tall": [BLUE, RED, WHITE]},
        {"only": [RED]},
        {"red": [RED], "red too": [RED, WHITE]},
    ],
    ids=["one colour", "all colours", "one class", "part of another"],
)
def test_classes_that_do_not_differ_by_colour_never_warn(
    tmp_path: Path, classes: dict[str, list[Colour]]
) -> None:
    assert warned(check_of(squares(tmp_path, classes), FREE_COLOUR)) == set()


def told(classes: int, judged: list[str], *shifts: tuple[str, str, float]) -> tuple[list[str], str]:
    check = ColourCheck(classes, judged, [ColourShift(*shift) for shift in shifts])
    return check.warnings, check.sentence()


def test_the_sum_of_wrong_colours_of_a_class_is_what_is_warned_of() -> None:
    names = ["red", "white", "orange"]
    warnings, _ = told(3, names, ("red", "white", 0.04), ("red", "orange", 0.035), ("white", "red", 0.03))
    assert len(warnings) == 1
    assert "8 % of the boxes of class red look like other classes (white 4.0 %, orange 3.5 %)" in warnings[0]
    warnings, _ = told(3, names, ("white", "red", 0.2), ("red", "white", 0.07), ("red", "orange", 0.001))
    assert "20 % of the boxes of class white look like class red:" in warnings[0]
    assert "7 % of the boxes of class red look like class white:" in warnings[1]
    assert told(3, names, ("red", "white", 0.02), ("red", "orange", 0.02))[0] == []


def test_of_colours_only_what_is_known_is_said(tmp_path: Path) -> None:
    none = "no class takes on the colour of another"
    assert none in told(2, ["a", "b"])[1]
    assert "2 of 3 classes could be judged: none takes on" in told(3, ["a", "b"])[1]
    below = told(2, ["a", "b"], ("a", "b", 0.02), ("b", "a", 0.0001))[1]
    assert "2 of 2 classes could be judged: at most 2.0 % of the boxes" in below
    assert "at most 0.1 %" in told(2, ["a", "b"], ("b", "a", 0.0001))[1]

    two = squares(tmp_path / "two", {"one": [RED], "two": [WHITE]})
    check = check_of(two, CLASS_COLOUR)
    assert (check.judged, check.warnings) == (["one", "two"], [])
    assert none in check.sentence()
    config = TrainConfig(data=str(two), out="", imgsz=96, classes_by_colour=False)
    for name, by in (("free", False), ("kept", True)):
        made = write_preview(replace(config, classes_by_colour=by), tmp_path / name, count=1)
        assert made.to_dict()["colours_judged"] == ["one", "two"]
        assert made.to_dict()["colour_note"] == ("Hue and saturation are left nearly alone." if by else "")
        assert bool(made.warnings) != by


def test_what_cannot_be_judged_is_not_called_harmless(tmp_path: Path) -> None:
    one = squares(tmp_path / "one", {"only": [RED]})
    same = squares(tmp_path / "same", {"wide": [RED], "tall": [RED]})
    few = squares(tmp_path / "few", {"one": [RED], "two": [WHITE]})
    for number in range(6):
        lines = (few / f"{number}.txt").read_text().splitlines()
        (few / f"{number}.txt").write_text("\n".join([lines[0], lines[-1]]) + "\n")
    for data in (one, same, few):
        check = check_of(data, FREE_COLOUR)
        assert (check.judged, check.shifts, check.warnings) == ([], [], [])
        assert "can't be told" in check.sentence()


def test_large_boxes_are_measured_by_some_of_their_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(3)
    (tmp_path / "classes.txt").write_text("red\nwhite\n")
    for number in range(24):
        # Lamps on dark ground, each as large as its picture.
        image = rng.integers(0, 40, (320, 320, 3), np.uint8)
        image[60:260, 60:260] = np.array((RED, WHITE)[number % 2]) + rng.integers(-40, 40, (200, 200, 3))
        imwrite(tmp_path / f"{number:02}.png", image)
        (tmp_path / f"{number:02}.txt").write_text(f"{number % 2} 0.5 0.5 1 1\n")
    sides = []

    def jitter_told(image: Image, rng: np.random.Generator, by: ColourJitter) -> Image:
        sides.append(max(image.shape[:2]))
        return jitter(image, rng, by)

    monkeypatch.setattr(colour_shift, "jitter", jitter_told)
    some = check_of(tmp_path, FREE_COLOUR, imgsz=320)
    assert max(sides) == 64
    monkeypatch.setattr(colour_shift, "MAX_SIDE", 1000)
    whole = check_of(tmp_path, FREE_COLOUR, imgsz=320)
    assert max(sides) == 320
    assert warned(some) == warned(whole) == {("red", "white")}
    assert some.shares == pytest.approx(whole.shares, abs=0.01)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.floats(0.45, 0.95))
def test_a_darker_picture_has_the_same_mean_hue(colour: Colour, share: float) -> None:
    bright = np.full((4, 4, 3), colour, np.uint8)
    dark = np.round(bright * share).astype(np.uint8)
    x, y = mean_hue(bright)
    assert np.hypot(x, y) <= 1 + 1e-9
    if max(colour) > 60:
        # As far as whole numbers allow: of 30 levels one is 3 %.
        assert mean_hue(dark) == pytest.approx((x, y), abs=0.12)


def test_grey_has_no_hue_and_red_points_along_the_axis() -> None:
    assert mean_hue(np.full((2, 2, 3), 90, np.uint8)) == (0, 0)
    assert mean_hue(np.full((2, 2, 3), (200, 0, 0), np.uint8)) == pytest.approx((1, 0))
    half = np.zeros((2, 2, 3), np.uint8)
    half[0] = (200, 0, 0)
    assert mean_hue(half) == pytest.approx((1, 0))
    grey = jitter(np.full((2, 2, 3), 90, np.uint8), np.random.default_rng(0), FREE_COLOUR)
    assert mean_hue(grey) == (0, 0)


def test_an_earlier_preview_is_replaced_and_other_folders_are_left_alone(lamps: Path, tmp_path: Path) -> None:
    config = TrainConfig(data=str(lamps), out="", imgsz=64)
    out = tmp_path / "out"
    write_preview(config, out, count=4)
    write_preview(config, out, count=2)
    assert sorted(path.name for path in out.iterdir()) == ["01.jpg", "02.jpg", "preview.json"]
    (out / "03.jpg").write_bytes(b"a photo")
    with pytest.raises(StudioError, match="other files"):
        write_preview(config, out)
    assert (out / "03.jpg").read_bytes() == b"a photo"
    assert (out / "01.jpg").exists()
    (out / "03.jpg").unlink()
    (out / "preview.json").write_text("[]")
    with pytest.raises(StudioError, match="not that of a preview"):
        write_preview(config, out)


def test_what_a_list_calls_a_sample_is_not_deleted_for_it(lamps: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("theirs")
    listed = {"samples": [{"file": "thesis.txt"}]}
    (tmp_path / "preview.json").write_text(json.dumps(listed))
    with pytest.raises(StudioError, match="other files"):
        write_preview(TrainConfig(data=str(lamps), out="", imgsz=64), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "theirs"


def test_what_a_killed_run_left_is_replaced(
    lamps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = TrainConfig(data=str(lamps), out="", imgsz=64)
    out = tmp_path / "out"

    def write_two(path: Path, image: Image, *, quality: int) -> None:
        if path.name == "03.jpg":
            (out / ".03.jpg.a1b2c3.part").write_bytes(b"half of it")
            raise KeyboardInterrupt
        imwrite(path, image, quality=quality)

    with monkeypatch.context() as patched:
        patched.setattr(preview, "imwrite", write_two)
        with pytest.raises(KeyboardInterrupt):
            write_preview(config, out, count=4)
    assert (out / "02.jpg").exists()
    write_preview(config, out, count=1)
    assert sorted(path.name for path in out.iterdir()) == ["01.jpg", "preview.json"]
    (out / ".notes.part").write_text("somebody's")
    with pytest.raises(StudioError, match="other files"):
        write_preview(config, out)
