"""Damaged files of every kind, over every reader: no crash, no changed file, and one clear line each."""

from __future__ import annotations

import os
import random
import re
import shutil
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.core import pictures
from studio.core.conversion import convert, survey
from studio.core.conversion.finding import opened_labels
from studio.core.data.checking.checks import PROBLEM_KINDS
from studio.core.data.checking.examination import examine
from studio.core.data.checking.findings import FURTHER_KINDS
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.descriptions import is_description
from studio.core.data.formats import LABEL_FORMATS, yolo
from studio.core.data.formats.lists import read_names
from studio.core.data.photos import leak_free_groups
from studio.core.data.record import Problem
from studio.core.data.splitting.splits import training_split
from studio.core.errors import StudioError
from studio.core.labelling.ghost_file import GhostFile
from studio.core.labelling.journal import Journal
from studio.core.labelling.review import Review
from studio.core.labelling.session import LabelSession
from studio.core.model.darknet_cfg import read_cfg
from studio.core.tiling.stitch import stitch_dataset
from studio.core.tiling.sync import photos_of, plan_sync
from studio.core.weights.data_file import Layout, find_data_file
from studio.core.words import visible
from tests.damage import DAMAGED, copied, damage, state_of
from tests.factories import make_dataset_folder, memory_below, write_image
from tests.sound_files import LINES, MODEL, say_of, sound_sets

resource = pytest.importorskip("resource", reason="tells how much memory was taken at most")
LONGEST_S = 5.0
"""Of one processor."""
MOST_BYTES = 700 << 20
"""What a call may add to the memory of the process."""
LONGEST_LINE = 1500


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return sound_sets(tmp_path_factory.mktemp("sound"))


# What reads it

Told = list[StudioError | Problem]


def _dataset(folder: Path, told: Told) -> Dataset | None:
    """Open a folder, and each file that describes it."""
    dataset = None
    for path in (folder, *filter(is_description, sorted(folder.rglob("*")))):
        try:
            opened = open_dataset(path)
            told += examine(opened).report.problems
            for note in opened.notes:
                check_text(note)
        except StudioError as error:
            told.append(error)
            continue
        dataset = dataset or opened
    return dataset


def read_datasets(folder: Path, place: Path, told: Told) -> None:
    """Open, check, and plan a training."""
    dataset = _dataset(folder, told)
    read_names(folder)
    if dataset is None:
        return
    dataset.states()
    leak_free_groups(dataset, dataset.records)
    try:
        training_split(dataset)
    except StudioError as error:
        told.append(error)


def read_tiles(folder: Path, place: Path, told: Told) -> None:
    """Put tiles together again, and compare their labels with those of the photos they were cut from."""
    try:
        tiles = open_dataset(folder)
        stitch_dataset(tiles, place / "whole")
    except StudioError as error:
        told.append(error)
        return
    try:
        plan_sync(tiles, photos_of(tiles))
    except StudioError as error:
        told.append(error)


def read_labels(folder: Path, place: Path, told: Told) -> None:
    """Count what labels of any program hold, and what each of their files does by itself."""
    archive = folder / "set.zip"
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".json", ".xml")][:2]
    for path in (archive if archive.exists() else folder, *files):
        try:
            with opened_labels(path, place) as labels:
                told += survey(labels).problems
        except StudioError as error:
            told.append(error)


def read_to_convert(folder: Path, place: Path, told: Told) -> None:
    """Convert, to a format that the folder's name alone tells."""
    to = list(LABEL_FORMATS)[int(folder.name) % len(LABEL_FORMATS)]
    archive = folder / "set.zip"
    try:
        report = convert(archive if archive.exists() else folder, to, place / "out")
        told += report.problems
    except StudioError as error:
        told.append(error)
        assert not (place / "out").exists()
    assert not list(place.glob(".*"))


def read_pictures(folder: Path, place: Path, told: Told) -> None:
    """Look at heads, then decode; the two agree."""
    for path in pictures.list_images(folder):
        size_wh = None
        try:
            size_wh = pictures.image_size(path)
        except StudioError as error:
            told.append(error)
        try:
            height, width, _ = pictures.imread(path).shape
        except StudioError as error:
            told.append(error)
        else:
            assert size_wh == (width, height)


def read_said(folder: Path, place: Path, told: Told) -> None:
    """Read what is kept of images and boxes in the user's folder: attributes, reviews, predictions, steps."""
    dataset = _dataset(folder, told)
    if dataset is None:
        return
    try:
        review = Review(dataset)
        review.verified(dataset.records)
        ghosts = GhostFile(folder / "ghosts.jsonl", MODEL)
        for record in dataset.records:
            ghosts.read(record.path)
    except StudioError as error:
        told.append(error)
    journal = Journal.of(dataset.source)
    if journal.problem:
        told.append(journal.problem)
    try:
        LabelSession(dataset, journal).take_over(journal.read())
    except StudioError as error:
        told.append(error)
    finally:
        journal.close()


def read_networks(folder: Path, place: Path, told: Told) -> None:
    """Read what describes a network: darknet's .cfg, the .data of Yolo-FastestV2."""
    for path in sorted(folder.rglob("*")):
        try:
            if path.suffix == ".cfg":
                read_cfg(path)
            elif path.suffix == ".data":
                find_data_file(path, Layout(4, 2, 3, 32))
        except StudioError as error:
            told.append(error)


READERS: tuple[Callable[[Path, Path, Told], None], ...] = (
    read_datasets,
    read_labels,
    read_pictures,
    read_to_convert,
    read_networks,
)
ALONE = {
    "tiles": (read_tiles, read_datasets),
    "pictures": (read_pictures, read_datasets),
    "cfg": (read_networks,),
    "said": (read_said,),
}


# The run


def cases(sound: dict[str, Path], seeds: range, place: Path) -> Iterator[tuple[str, Path, Path, str]]:
    """Yield copies of sound sets in which one file or two are damaged: name, folder, home, what was done."""
    names = [*sound, *("pictures", "said", "tiles", "pictures")]
    for seed in seeds:
        rng = random.Random(seed)
        name = names[seed % len(names)]
        folder, home = copied(sound[name], place / str(seed)), place / "home"
        home.mkdir()
        places = [folder]
        if name == "said":
            say_of(folder)
            places.append(home)
        files = sorted(path for each in places for path in each.rglob("*") if path.suffix in DAMAGED)
        if name != "pictures":
            # Most of what can be wrong is in labels; an image is one of many.
            files = [path for path in files if path.suffix != ".png" or rng.random() < 0.3] or files
        chosen = rng.sample(files, min(len(files), rng.randint(1, 2)))
        yield name, folder, home, "; ".join(f"{path.name}: {damage(path, rng)}" for path in chosen)
        shutil.rmtree(folder)
        shutil.rmtree(home)


def check_line(one: StudioError | Problem) -> None:
    """Check that what is told is one line, says enough, and not too much."""
    if isinstance(one, Problem):
        assert one.kind in {**PROBLEM_KINDS, **FURTHER_KINDS}
        check_text(one.message)
    else:
        check_text(one.cause)
        check_text(one.remedy)


def check_text(text: str) -> None:
    """Check one sentence."""
    assert text.strip()
    assert len(text) < LONGEST_LINE
    # What a terminal would obey is an escape in it.
    assert "\n" not in visible(text)
    assert not re.search(r"Traceback|object at 0x|Error\(", text), text


def run(sound: dict[str, Path], count: int, place: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Read all cases, and return how many of them something was told of."""
    monkeypatch.setenv("STUDIO_HOME", str(place / "home"))
    # Of the disk of this machine nothing is to be proved here, and others wait for it.
    monkeypatch.setattr("os.sync", lambda: None)
    monkeypatch.setattr("os.fsync", lambda _: None)
    count_told = 0
    for name, folder, home, done in cases(sound, range(count), place):
        rooms = place / "rooms"
        rooms.mkdir()
        before, before_home = state_of(folder), state_of(home)
        told: Told = []
        for reader in ALONE.get(name, READERS):
            began, most = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            try:
                reader(folder, rooms, told)
                for one in told:
                    check_line(one)
            except (StudioError, Exception) as error:
                error.add_note(f"case {folder.name}: {name}, {reader.__name__}, {done}")
                raise
            where = f"case {folder.name}: {name}, {reader.__name__}, {done}"
            assert time.process_time() - began < LONGEST_S, where
            assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most) << 10 < MOST_BYTES, where
            assert state_of(folder) == before, where
        after_home = state_of(home)
        kept = {path: each for path, each in before_home.items() if "journal" not in path}
        assert {path: after_home.get(path) for path in kept} == kept, f"case {folder.name}: {done}"
        count_told += bool(told)
        shutil.rmtree(rooms)
    return count_told


def test_100_damaged_sets(sound: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(sound, 100, tmp_path, monkeypatch) > 60


@pytest.mark.proof
@pytest.mark.timeout(900)  # two minutes of one processor, which others may want, too
def test_2000_damaged_sets(sound: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(sound, 2000, tmp_path, monkeypatch) > 1000


# What the run has found, by itself


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.parametrize("name", ["a.png", "a.txt", "classes.txt", "train.txt", "b.json", "obj.data"])
def test_a_pipe_holds_nobody_up(tmp_path: Path, name: str) -> None:
    """Reading one waits for a writer, who never comes."""
    make_dataset_folder(tmp_path / "set", LINES)
    path = tmp_path / "set" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    told: Told = []
    read_datasets(tmp_path / "set", tmp_path, told)
    read_labels(tmp_path / "set", tmp_path, told)
    assert name not in ("a.png", "a.txt") or any("it is not a" in str(one) for one in told)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_among_what_is_kept_beside_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labelling goes on without what it would have said."""
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "home"))
    folder = make_dataset_folder(tmp_path / "set", LINES)
    say_of(folder)
    kept = [path for path in (tmp_path / "home").rglob("*.json*") if path.name != "dataset.json"]
    assert len(kept) == 3
    for path in (folder / "ghosts.jsonl", *kept):
        path.unlink()
        os.mkfifo(path)
    told: Told = []
    read_said(folder, tmp_path, told)
    assert len([one for one in told if "it is not a file" in str(one)]) == 3
    for one in told:
        check_line(one)


def test_xml_in_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png")
    (tmp_path / "a.xml").write_text('<?xml version="1.0" encoding="utf-0"?><annotation></annotation>')
    with opened_labels(tmp_path, tmp_path) as labels:
        assert labels.format == "voc"
        assert survey(labels).images == 1


def test_a_list_of_endless_paths_is_read_at_once(tmp_path: Path) -> None:
    source = make_dataset_folder(tmp_path, LINES, layout="yaml")
    (tmp_path / "train.txt").write_text("./images/a.png\n" + ("../" * 1300 + "a.png\n") * 20 + "x/" * 50_000)
    began = time.monotonic()
    dataset = open_dataset(source)
    assert time.monotonic() - began < 5
    assert [problem.kind for problem in dataset.problems].count("image_missing") == 21
    assert max(len(problem.message) for problem in dataset.problems) < LONGEST_LINE


def test_a_number_of_endless_digits_is_told_at_once() -> None:
    """Where the digits may end before the point or behind it, a matcher tries all ways to part them."""
    began = time.process_time()
    labels = yolo.read(
        b"0 " + b"9" * 200_000 + b"x .5 .5 .5\n", size_wh=(9, 9), class_count=1, file=Path("a")
    )
    assert time.process_time() - began < 1
    assert [problem.kind for problem in labels.problems] == ["label_number"]


def test_a_png_that_claims_more_than_it_can_hold_is_cut_off(tmp_path: Path) -> None:
    """A gigapixel in 3 kB: decoders ask for 4 GB before they look."""
    path = write_image(tmp_path / "a.png")
    content = bytearray(path.read_bytes())
    content[16:24] = struct.pack(">II", 60_000, 17_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    path.write_bytes(content)
    with memory_below(50 << 20), pytest.raises(pictures.ImageCut, match="cut off"):
        pictures.imread(path)


def test_a_part_of_a_png_that_claims_two_gigabytes(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.png")
    content = path.read_bytes()
    path.write_bytes(content[:33] + b"\x7f\xff\xff\xff" + content[37:])
    began = time.monotonic()
    with pytest.raises(pictures.ImageCut, match="cut off"):
        pictures.imread(path)
    assert time.monotonic() - began < 1


def test_a_tiff_with_a_tag_of_no_values(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.tif")
    content = bytearray(path.read_bytes())
    # Compression is tag 259: its count of values stands behind tag and kind.
    at = content.index(struct.pack("<HHI", 259, 3, 1))
    content[at + 4 : at + 8] = bytes(4)
    path.write_bytes(content)
    try:
        pictures.imread(path)
    except StudioError as error:
        check_line(error)


def test_a_sentence_is_no_longer_than_one_is_read() -> None:
    error = StudioError("It says " + "{" * 100_000 + " there.", "x" * 5000)
    assert len(error.cause) < LONGEST_LINE > len(error.remedy)
    assert error.cause.startswith("It says {{") and error.cause.endswith("{ there.")
    assert len(Problem("names", Path("a"), None, "y" * 5000).message) < LONGEST_LINE
