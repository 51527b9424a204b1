"""Frames from everything that can give them, at the pace they should have."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import StudioError
from studio.core.live import sources
from studio.core.live.newest import NewestFrame
from studio.core.live.sources import SOURCES, FrameSource, open_source
from studio.core.pictures import imwrite

GREY = [40, 90, 140, 190, 240]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    for index, grey in enumerate(GREY):
        imwrite(folder / f"{index}.png", np.full((24, 32, 3), grey, np.uint8))
    (folder / "2_bad.jpg").write_text("not a picture")
    return folder


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Five frames at 10 a second, red brighter than blue."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 10, (64, 48))
    for grey in GREY:
        writer.write(np.full((48, 64, 3), (0, grey // 2, grey), np.uint8))
    writer.release()
    return path


def drain(source: FrameSource) -> list[np.ndarray]:
    frames = []
    while (frame := source.read()) is not None:
        frames.append(frame)
    source.close()
    return frames


def test_a_folder_gives_its_pictures_in_order_and_lists_what_it_skipped(photos):
    source = open_source(str(photos), paced=False)
    assert [frame[0, 0, 0] for frame in drain(source)] == GREY
    assert len(source.skipped) == 1
    assert "2_bad.jpg is not an image" in source.skipped[0]
    assert "were shown" in source.ended
    assert source.read() is None


def test_one_picture_is_a_source_too(photos):
    source = open_source(str(photos / "3.png"), paced=False)
    assert source.read()[0, 0].tolist() == [190] * 3
    assert source.title.endswith("3.png")
    assert source.capture_ms > 0
    assert source.read() is None


def test_photos_in_a_live_view_stay_for_half_a_second(photos, monkeypatch):
    monkeypatch.setattr(sources, "PHOTOS_PER_SECOND", 20.0)
    start = time.perf_counter()
    source = open_source(str(photos), paced=True)
    assert len(drain(source)) == 5
    assert time.perf_counter() - start >= 0.2
    assert not source.is_live


def test_a_video_gives_every_frame_in_rgb(video):
    source = open_source(str(video), paced=False)
    frames = drain(source)
    assert len(frames) == 5
    assert not source.is_live
    assert source.fps == pytest.approx(10)
    for frame, grey in zip(frames, GREY, strict=True):
        red, green, blue = frame.reshape(-1, 3).mean(0)
        assert red == pytest.approx(grey, abs=6)
        assert green == pytest.approx(grey // 2, abs=6)
        assert blue == pytest.approx(0, abs=6)
    assert "is over" in source.ended


def test_a_paced_video_plays_at_its_own_speed_and_the_wait_is_no_capture_time(video):
    source = open_source(str(video), paced=True)
    start = time.perf_counter()
    spent = []
    while source.read() is not None:
        spent.append(source.capture_ms)
    assert source.is_live
    assert time.perf_counter() - start >= 0.4
    assert np.median(spent) < 50
    source.close()


@pytest.mark.parametrize("paced", [True, False])
def test_the_sample_scene_moves(paced):
    source = open_source("sample", paced=paced)
    frames = [source.read() for _ in range(4)]
    assert source.is_live == paced
    assert all(frame.dtype == np.uint8 and frame.shape[2] == 3 for frame in frames)
    assert any((frames[0] != frame).any() for frame in frames[1:])
    source.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No source is given"),
        ("  ", "No source is given"),
        ("nowhere/film.mp4", "does not exist"),
        ("nowhere/picture.jpg", "does not exist"),
        ("97", "Camera 97 can't be opened"),
    ],
)
def test_what_is_not_there_is_a_sentence(text, words, capfd):
    with pytest.raises(StudioError, match=words) as caught:
        open_source(text)
    assert caught.value.remedy
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["film.mp4", "photo.png", "noise"])
def test_what_can_not_be_read_is_a_sentence(tmp_path, name, capfd):
    (tmp_path / name).write_text("text\n" * 50)
    with pytest.raises(StudioError, match=name):
        open_source(str(tmp_path / name))
    assert capfd.readouterr().err == ""


def test_an_empty_folder_is_a_sentence(tmp_path):
    with pytest.raises(StudioError, match="holds no pictures"):
        open_source(str(tmp_path))


def test_a_stream_that_can_not_be_reached_is_a_sentence_without_its_password(capfd):
    with pytest.raises(StudioError, match=r"stream http://…@127\.0\.0\.1:9/x can't be opened: nothing"):
        open_source("http://me:secret@127.0.0.1:9/x")
    assert capfd.readouterr().err == ""


@pytest.fixture
def server(video: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def copyfile(self, source, outputfile):
            # The reader goes away before the end: that is the reader's business.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                super().copyfile(source, outputfile)

    handler = functools.partial(Quiet, directory=str(video.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/{video.name}"
        running.shutdown()
        thread.join()


def test_a_film_on_a_server_ends_and_is_not_started_again(server):
    source = open_source(server)
    assert source.is_live
    assert len(drain(source)) == 5
    assert "ended" in source.ended


class BrokenOff:
    """A capture that gives some frames and then fails, as a camera whose plug is pulled."""

    def __init__(self, frames: int) -> None:
        self.left = frames
        self.released = False

    def get(self, _property: int) -> float:
        return 0.0

    def grab(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def retrieve(self) -> tuple[bool, np.ndarray]:
        return True, np.zeros((4, 4, 3), np.uint8)

    def release(self) -> None:
        self.released = True


def test_a_camera_that_is_unplugged_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr(sources, "open_capture", lambda *_: BrokenOff(3))
    source = open_source("0")
    assert len(drain(source)) == 3
    assert source.ended == "Camera 0 stopped sending pictures; check its plug and start again."


def test_a_stream_is_reached_again_and_given_up_in_the_end(monkeypatch):
    captures = [BrokenOff(2), BrokenOff(3)]
    opened = list(captures)

    def capture(text, by_ffmpeg, stopped):
        if not opened:
            raise StudioError("gone")
        return opened.pop(0)

    monkeypatch.setattr(sources, "open_stream", capture)
    monkeypatch.setattr(sources, "RECONNECT_SECONDS", (0.01, 0.01))
    source = open_source("rtsp://camera/live")
    assert len(drain(source)) == 5
    assert source.ended == "The stream rtsp://camera/live ended and could not be reached again."
    assert all(each.released for each in captures)


def test_each_row_of_the_table_is_reached_by_its_example(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").mkdir()
    assert len({kind.name for kind in SOURCES}) == len(SOURCES)
    for kind in SOURCES:
        assert next(row for row in SOURCES if row.matches(kind.example)) is kind


class Counter:
    """A live source that counts up every few milliseconds, in every pixel."""

    name, fps, is_live, capture_ms, ended, title = "counter", None, True, 1.5, "Counted.", ""

    def __init__(self, limit: int, *, failure: Exception | None = None) -> None:
        self.skipped: list[str] = []
        self.number = 0
        self.limit = limit
        self.failure = failure
        self.closed_by = ""

    def read(self):
        if self.number == self.limit:
            if self.failure:
                raise self.failure
            return None
        time.sleep(0.003)
        self.number += 1
        return np.full((2, 2, 3), self.number, np.uint8)

    def stop(self) -> None:
        pass

    def close(self) -> None:
        self.closed_by = threading.current_thread().name


def test_a_slow_reader_gets_the_newest_and_the_rest_is_counted():
    counter = Counter(40)
    feed = NewestFrame(counter)
    numbers = []
    while (frame := feed.read()) is not None:
        numbers.append(int(frame[0, 0, 0]))
        time.sleep(0.02)
    feed.close()
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == 40
    assert len(numbers) < 20
    assert feed.dropped == 40 - len(numbers)
    assert feed.ended == "Counted."
    assert feed.capture_ms == 1.5
    # The thread that reads closes, for OpenCV crashes when another one does.
    assert counter.closed_by == "frames"


def test_a_fast_reader_waits_and_loses_nothing():
    feed = NewestFrame(Counter(15))
    assert len(drain(feed)) == 15
    assert feed.dropped == 0


def test_closing_wakes_a_waiting_reader():
    class Dark(Counter):
        def read(self):
            while not stop.is_set():
                time.sleep(0.005)

    stop = threading.Event()
    feed = NewestFrame(Dark(1))
    got: list[object] = []
    reader = threading.Thread(target=lambda: got.append(feed.read()))
    reader.start()
    feed.stop()
    reader.join(timeout=2)
    assert got == [None]
    stop.set()
    feed.close()


def test_a_fault_in_the_grabbing_thread_reaches_the_reader():
    feed = NewestFrame(Counter(2, failure=RuntimeError("driver")))
    with pytest.raises(RuntimeError, match="driver"):
        drain(feed)
    feed.close()
