"""Frames of a video: which are chosen, how they are called, and what of a dataset names them."""

from __future__ import annotations

import errno
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core import files
from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import SceneMovie
from studio.core.errors import Cancelled, DiskFull, StudioError
from studio.core.labelling import frames
from studio.core.labelling.frames import (
    Destination,
    at_numbers,
    at_times,
    count_every,
    count_scenes,
    every,
    scenes,
    take_frames,
)
from studio.core.pictures import imread
from studio.core.pictures.videos import Video
from tests.factories import make_dataset_folder, memory_below, snapshot

FPS = 10


def write_video(path: Path, pictures, *, codec: str = "MJPG") -> Path:
    """Write HxWx3 RGB pictures as a video of FPS frames a second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = list(pictures)
    height, width = pictures[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), FPS, (width, height))
    for picture in pictures:
        writer.write(picture[..., ::-1])
    writer.release()
    return path


def greys(count: int = 30):
    return [np.full((48, 64, 3), 5 + 8 * number, np.uint8) for number in range(count)]


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """Thirty frames, each brighter than the one before."""
    return write_video(tmp_path_factory.mktemp("film") / "灯 film.avi", greys())


@pytest.fixture
def video(film):
    video = Video(film)
    yield video
    video.close()


def numbers(video: Video, chosen) -> list[int]:
    return [video.number for is_wanted in chosen if is_wanted]


def names(paths) -> list[str]:
    return [path.name for path in paths]


def test_an_interval_gives_a_frame_at_its_every_multiple(video):
    assert numbers(video, every(video, 1)) == [0, 10, 20]
    assert numbers(video, every(video, 0.75)) == [0, 8, 15, 22]
    assert numbers(video, every(video, 0.001)) == list(range(30))
    assert [count_every(video, seconds) for seconds in (1, 0.75, 0.001, 99)] == [3, 4, 30, 1]


def test_frames_at_times_are_those_shown_then_in_any_order(video):
    assert numbers(video, at_times(video, [2.95, 0, 0.19, 3.0])) == [0, 1, 29]
    with pytest.raises(StudioError, match=r"has no frame at 3\.1 s: it is 3\.0 s long"):
        at_times(video, [0, 3.1])
    with pytest.raises(StudioError, match="An interval of 0 s gives no frames"):
        every(video, 0)


@pytest.mark.parametrize("codec", ["MJPG", "mp4v"])
def test_a_frame_is_the_same_however_it_was_come_by(tmp_path, codec):
    path = write_video(tmp_path / ("a.mp4" if codec == "mp4v" else "a.avi"), greys(), codec=codec)
    video = Video(path)
    for number in (5, 27, 3, 3, 29, 0, 12):
        assert video.go_to(number)
        assert video.number == number
        assert abs(float(video.picture().mean()) - (5 + 8 * number)) < 4
    assert not video.go_to(30)
    assert video.go_to(2)
    video.close()


def test_scene_changes_are_found_and_a_moving_camera_is_none(tmp_path):
    films = [SceneMovie((160, 120), seed=seed) for seed in (1, 2, 3)]
    pictures = [film.frame(number / FPS) for film in films for number in range(20)]
    video = Video(write_video(tmp_path / "cuts.avi", pictures))
    found = numbers(video, scenes(video))
    assert found == [0, 20, 40]
    assert count_scenes(video) == 3
    with pytest.raises(Cancelled):
        count_scenes(video, lambda: True)
    video.close()


def landscape(seed: int, width: int = 600) -> np.ndarray:
    """Return a picture 120 px high, as detailed as photos are: the finer the fainter."""
    dice = np.random.default_rng(seed)
    rows, columns = np.fft.fftfreq(120)[:, None] * 120, np.fft.fftfreq(width)[None] * width
    size = np.maximum(np.hypot(rows, columns), 1)
    waves = np.fft.ifft2(np.fft.fft2(dice.standard_normal((120, width))) / size).real
    grey = np.clip(128 + 45 * waves / waves.std(), 0, 255)
    return np.repeat(grey[..., None], 3, axis=2).astype(np.uint8)


def pan(picture: np.ndarray, count: int, pixels: float) -> list[np.ndarray]:
    """Move a view of 160x120 over a picture."""
    moves = (np.float32([[1, 0, -pixels * number], [0, 1, 0]]) for number in range(count))
    return [cv2.warpAffine(picture, move, (160, 120)) for move in moves]


def dissolved(a: list[np.ndarray], b: list[np.ndarray]) -> list[np.ndarray]:
    """Return the frames in which one scene turns into the other."""
    shares = np.linspace(0, 1, len(a) + 2)[1:-1]
    return [cv2.addWeighted(x, 1 - share, y, share, 0) for x, y, share in zip(a, b, shares, strict=True)]


def chosen_of(path: Path, pictures: list[np.ndarray]) -> list[int]:
    video = Video(write_video(path, pictures))
    found = numbers(video, scenes(video))
    video.close()
    return found


@pytest.mark.parametrize("seconds", [1, 2, 3, 4.4])
@pytest.mark.parametrize("pixels", [0, 0.3])
def test_a_slow_dissolve_is_a_change_of_scene_as_a_cut_is(tmp_path, seconds: float, pixels: float):
    length = int(seconds * FPS)
    first, second, third = (pan(landscape(seed), 60 + length, pixels) for seed in (1, 2, 3))
    mixed = dissolved(second[40 : 40 + length], third[:length])
    film = [*first[:40], *second[:40], *mixed, *third[length : length + 40], *first[:20]]
    found = chosen_of(tmp_path / "film.avi", film)
    over = 80 + length
    assert found[:2] + found[3:] == [0, 40, over + 40]
    # Told when the next scene stands alone, and not long after.
    assert over <= found[2] <= over + 4


@pytest.mark.parametrize("pixels", [0.2, 0.5, 1, 2])
def test_a_slow_pan_is_no_change_of_scene_however_far_it_goes(tmp_path, pixels: float):
    assert chosen_of(tmp_path / "pan.avi", pan(landscape(4), 200, pixels)) == [0]


def test_what_gets_brighter_or_passes_by_is_no_dissolve(tmp_path):
    picture = landscape(5, 160)
    lit = [cv2.convertScaleAbs(picture, alpha=0.5 + number / 200) for number in range(100)]
    assert chosen_of(tmp_path / "lit.avi", lit) == [0]
    passing = []
    for number in range(100):
        frame = picture.copy()
        frame[40:, max(0, 2 * number - 50) : 2 * number] = 230
        passing.append(frame)
    assert chosen_of(tmp_path / "passing.avi", passing) == [0]


def test_of_a_passage_in_which_all_changes_the_beginning_and_the_end_are_chosen(tmp_path):
    dark, bright = np.full((120, 160, 3), 20, np.uint8), landscape(6, 160)
    flicker = [np.roll(landscape(7 + number, 160), 50 * number, axis=1) for number in range(5) for _ in "ab"]
    assert chosen_of(tmp_path / "film.avi", [*[dark] * 20, *flicker, *[bright] * 20]) == [0, 20, 32]


def test_files_are_named_by_video_and_number_and_taken_once(video, tmp_path):
    report = take_frames(video, every(video, 1), Destination.of(tmp_path / "new"))
    assert names(report.taken) == ["灯 film_000000.jpg", "灯 film_000010.jpg", "灯 film_000020.jpg"]
    assert abs(float(imread(report.taken[1]).mean()) - 85) < 3
    before = snapshot(tmp_path / "new")
    report = take_frames(video, every(video, 0.5), Destination.of(tmp_path / "new"), suffix=".png")
    assert names(report.known) == [f"灯 film_{number:06}.jpg" for number in (0, 10, 20)]
    assert names(report.taken) == [f"灯 film_{number:06}.png" for number in (5, 15, 25)]
    assert before.items() <= snapshot(tmp_path / "new").items()


def test_a_file_of_that_name_with_another_picture_is_left_alone(video, tmp_path):
    other = write_video(tmp_path / "other" / video.path.name, reversed(greys()))
    take_frames(video, at_numbers(video, [0]), Destination.of(tmp_path / "set"))
    before = snapshot(tmp_path / "set")
    second = Video(other)
    for _ in range(2):
        report = take_frames(second, at_numbers(second, [0]), Destination.of(tmp_path / "set"))
    second.close()
    assert names(report.known) == ["灯 film-2_000000.jpg"]
    assert before.items() <= snapshot(tmp_path / "set").items()


@pytest.mark.parametrize("layout", ["yaml", "darknet"])
def test_lists_name_new_frames_as_they_name_others(video, tmp_path, layout):
    data = make_dataset_folder(
        tmp_path, {"a.png": None, "b.png": ""}, layout=layout, splits={"train": ["a.png"], "val": ["b.png"]}
    )
    image_folder = "images" if layout == "yaml" else "img"
    (tmp_path / "train.txt").write_bytes(f"{image_folder}/a.png\r\n{image_folder}/gone.png".encode())
    report = take_frames(video, at_numbers(video, [3, 4]), Destination.of(data))
    assert report.listed == 2
    lines = (tmp_path / "train.txt").read_bytes().decode().split("\r\n")
    frames_named = [f"{image_folder}/灯 film_00000{number}.jpg" for number in (3, 4)]
    assert lines == [f"{image_folder}/a.png", f"{image_folder}/gone.png", *frames_named, ""]
    dataset = open_dataset(data)
    assert names(record.path for record in dataset.splits["train"]) == ["a.png", *names(report.taken)]
    assert names(record.path for record in dataset.splits["val"]) == ["b.png"]
    again = take_frames(video, at_numbers(video, [3, 4]), Destination.of(data))
    assert (again.listed, len(again.known)) == (0, 2)


def test_a_list_in_another_encoding_stays_in_it(video, tmp_path):
    data = make_dataset_folder(tmp_path, {"a.png": None, "红灯.png": None}, layout="yaml")
    (tmp_path / "train.txt").write_bytes("./images/a.png\n./images/红灯.png\n".encode("gbk"))
    take_frames(video, at_numbers(video, [3]), Destination.of(data))
    wanted = "./images/a.png\n./images/红灯.png\n./images/灯 film_000003.jpg\n"
    assert (tmp_path / "train.txt").read_bytes() == wanted.encode("gbk")


def test_a_stop_keeps_what_was_taken_and_the_next_run_goes_on(video, tmp_path):
    data = make_dataset_folder(tmp_path, {"a.png": None}, layout="yaml")
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        take_frames(
            video,
            every(video, 0.5),
            Destination.of(data),
            progress=lambda done, of: told.append((done, of)),
            is_stopped=lambda: len(told) == 2,
        )
    assert told == [(1, 30), (6, 30)]
    assert len(open_dataset(data).records) == 3
    # As a run that was killed leaves it: files that no list names.
    (tmp_path / "train.txt").write_text("./images/a.png\n")
    report = take_frames(video, every(video, 0.5), Destination.of(data))
    assert (len(report.known), len(report.taken), report.listed) == (2, 4, 6)
    assert len(open_dataset(data).records) == 7


def test_a_full_disk_is_told_and_what_was_written_stays(video, tmp_path, monkeypatch):
    data = make_dataset_folder(tmp_path, {"a.png": None}, layout="yaml")
    written = []

    def write(path, content, **choices):
        if path.suffix == ".jpg" and len(written) == 2:
            raise files.write_error(path, OSError(errno.ENOSPC, "No space left on device"))
        written.append(path)
        files.atomic_write(path, content, **choices)

    monkeypatch.setattr(frames, "atomic_write", write)
    with pytest.raises(DiskFull, match=r"The disk is full, so .*film_000010\.jpg was not written"):
        take_frames(video, every(video, 0.5), Destination.of(data))
    assert len(open_dataset(data).records) == 3


def test_what_is_no_video_is_one_sentence(tmp_path):
    (tmp_path / "a.mp4").write_text("not a film")
    (tmp_path / "empty.mp4").write_bytes(b"")
    (tmp_path / "a.png").write_bytes(b"")
    for name, told in (
        ("a.mp4", "is not a video that can be read"),
        ("gone.mp4", "There is no video file"),
        ("", "There is no video file"),
        ("empty.mp4", "is not a video that can be read"),
        ("a.png", "is a picture, and not a video"),
    ):
        with pytest.raises(StudioError, match=told):
            Video(tmp_path / name)


def test_a_video_that_breaks_off_gives_what_can_be_read(film, tmp_path):
    cut = tmp_path / "cut.avi"
    content = film.read_bytes()
    cut.write_bytes(content[: len(content) * 6 // 10])
    video = Video(cut)
    report = take_frames(video, every(video, 0.1), Destination.of(tmp_path / "out"))
    video.close()
    assert 8 <= len(report.taken) < 30


def test_memory_does_not_grow_with_the_frames(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8)
    video = Video(write_video(tmp_path / "long.avi", [np.roll(noise, shift, 1) for shift in range(40)]))
    with memory_below(2_500_000):
        take_frames(video, every(video, 0.1), Destination.of(tmp_path / "out"))
    video.close()


def test_frames_go_where_most_images_to_train_on_lie(tmp_path):
    plain = make_dataset_folder(tmp_path / "plain", {"a.png": None})
    assert Destination.of(plain).folder == plain
    described = make_dataset_folder(tmp_path / "set", {"a.png": None}, layout="yaml")
    assert Destination.of(described).folder == tmp_path / "set" / "images"
    assert Destination.of(tmp_path / "new").folder == tmp_path / "new"
    with pytest.raises(StudioError, match="is not a dataset"):
        Destination.of(Path(__file__))
