"""Frames of a video as images of a dataset: at an interval, at scene changes, or single ones."""

from __future__ import annotations

import contextlib
import math
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.data import image_moves
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.opening import ImageList
from studio.core.errors import Cancelled, StudioError
from studio.core.files import atomic_write, write_error
from studio.core.labelling.dissolves import Dissolves
from studio.core.pictures import IMAGE_SUFFIXES, Image, encoded_image, imread
from studio.core.pictures.videos import Video
from studio.core.words import tr

DIGITS = 6
SAMPLES_PER_SECOND = 5.0
"""How often a scene change is looked for."""
LEAST_CHANGE, SURE_CHANGE = 0.15, 0.5
"""Of two pictures that may be of different scenes, and of two that surely are; 0 is the same, 1 the most."""
JUMP = 2.0
"""How many times the usual change of late a change of scene is."""
OF_LATE = 10
SMALL_WH = (32, 24)
BINS = 16
SHIFT = 4
"""Pixels of such a small picture by which a camera may have moved on between two samples."""
NAMED_EVERY_S = 2.0
"""So that of a run that is killed the list lacks few."""
SAME_PICTURE = 12.0
"""Grey levels by which, on average, a frame may differ from itself as it was written before."""

Chosen = Iterator[bool]
"""Goes through a video, and says of each frame it stops at whether it is wanted."""


# Which frames


def step_of(video: Video, seconds: float) -> float:
    """Return an interval in frames, at least one.

    Raises:
        StudioError: it isn't longer than nothing.
    """
    if not 0 < seconds < float("inf"):
        raise StudioError(
            tr("An interval of {seconds} s gives no frames.", seconds=f"{seconds:g}"),
            tr("Use a number above 0, such as 1 or 0.5."),
        )
    return max(1.0, seconds * video.fps)


def count_every(video: Video, seconds: float) -> int:
    """Return how many frames an interval gives; raises as `step_of`."""
    return int((video.count - 1) / step_of(video, seconds)) + 1


def every(video: Video, seconds: float) -> Chosen:
    """Choose a frame at an interval, the first one at 0; raises as `step_of`."""
    return _at_steps(video, step_of(video, seconds))


def _at_steps(video: Video, step: float) -> Chosen:
    count = 0
    while video.go_to(round(count * step)):
        yield True
        # Where frames are missing, the next place that isn't passed yet.
        count += 1
        while round(count * step) <= video.number:
            count += 1


def at_times(video: Video, seconds: Sequence[float]) -> Chosen:
    """Choose the frames that are shown at these times.

    Raises:
        StudioError: the video is not that long; nothing was chosen.
    """
    for moment in seconds:
        if not 0 <= moment <= video.seconds:
            raise StudioError(
                tr(
                    "{path} has no frame at {time} s: it is {length} s long.",
                    path=video.path,
                    time=f"{moment:g}",
                    length=f"{video.seconds:.1f}",
                ),
                tr("Use a time from 0 up to that."),
            )
    return at_numbers(video, [min(int(moment * video.fps + 1e-6), video.count - 1) for moment in seconds])


def at_numbers(video: Video, numbers: Iterable[int]) -> Chosen:
    """Choose frames by number, in ascending order; those that can't be read are passed over."""
    for number in sorted(set(numbers)):
        if video.go_to(number):
            yield True


def scenes(video: Video) -> Chosen:
    """Choose the first frame, and each that another scene begins with: after a cut or a dissolve.

    What a cut is followed by differs from the sample before it as only another scene does.
    """
    step = max(1, round(video.fps / SAMPLES_PER_SECOND))
    before: Image | None = None
    of_late: deque[float] = deque(maxlen=OF_LATE)
    dissolves, cuts = Dissolves(SHIFT), 0
    is_there = video.go_to(0)
    while is_there:
        picture = video.picture()
        if picture is not None:
            small = small_grey(picture)
            changed = 1.0 if before is None else change(before, small)
            usual = sum(of_late) / len(of_late) if of_late else 0.0
            is_cut = changed >= min(max(LEAST_CHANGE, JUMP * usual), SURE_CHANGE)
            # Of a passage in which every sample is another picture, its beginning and its end are chosen.
            is_new = not cuts if is_cut else cuts > 1 or dissolves.has_ended(small)
            cuts = cuts + 1 if is_cut else 0
            if is_new or is_cut:
                dissolves.begin(small)
            yield is_new
            before = small
            if not is_cut:
                of_late.append(changed)
        is_there = video.go_to(video.number + step)


def count_scenes(video: Video, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Return how many frames `scenes` chooses.

    Raises:
        Cancelled: `is_stopped` said so.
    """
    count = 0
    for is_wanted in scenes(video):
        if is_stopped():
            raise Cancelled
        count += is_wanted
    return count


def small_grey(picture: Image) -> Image:
    """Return an HxWx3 RGB picture as a grey one of SMALL_WH, HxW."""
    import cv2

    small = cv2.resize(picture, SMALL_WH, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def change(before: Image, after: Image) -> float:
    """Return how much two small grey pictures differ, 0..1: in how much of them is how bright, and where.

    What moves changes places, so the later one is laid over the other where it fits best.
    """
    import cv2

    histograms = [_histogram(picture) for picture in (before, after)]
    of_brightness = float(np.abs(histograms[0] - histograms[1]).sum() / 2)
    middle = after[SHIFT:-SHIFT, SHIFT:-SHIFT]
    squares = cv2.matchTemplate(before, middle, cv2.TM_SQDIFF)
    of_places = math.sqrt(max(0.0, float(squares.min()) / middle.size)) / 64
    return min(1.0, (of_brightness + of_places) / 2)


def _histogram(grey: Image) -> npt.NDArray[np.float64]:
    counts = np.bincount(grey.ravel() // (256 // BINS), minlength=BINS) / grey.size
    # Smoothed, so that a level at the border of two bins does not jump.
    return np.convolve(counts, (0.25, 0.5, 0.25), mode="same")


# Where they go


@dataclass(frozen=True, slots=True)
class Destination:
    """The folder that gets frames, and the list that names the images of its dataset, if one does."""

    folder: Path
    listed_in: ImageList | None = None

    @classmethod
    def of(cls, out: Path) -> Destination:
        """Return where frames go that are to be part of what is at a path: a dataset, or any folder.

        Raises:
            StudioError: it is a file that describes no dataset.
        """
        out = Path(out).absolute()
        dataset = None
        with (
            contextlib.suppress(StudioError) if out.is_dir() or not out.exists() else contextlib.nullcontext()
        ):
            dataset = open_dataset(out)
        return cls(out) if dataset is None else cls.in_dataset(dataset)

    @classmethod
    def in_dataset(cls, dataset: Dataset) -> Destination:
        """Return where most images of a dataset lie that are trained on."""
        split = next(iter(dataset.splits), "") if "train" not in dataset.splits else "train"
        folders = Counter(record.path.parent for record in dataset.splits.get(split) or dataset.records)
        if not split and (len(folders) > 1 or dataset.root in folders):
            return cls(dataset.root)
        folder = folders.most_common(1)[0][0]
        return cls(folder, next((one for one in dataset.lists if one.split == split), None))


@dataclass(slots=True)
class FramesReport:
    """What became of the frames that were chosen.

    Attributes:
        folder: where they are. taken: files that were written. known: files that were there already.
        damaged: frames that could not be decoded. listed: images that a list names now.
    """

    video: Path
    folder: Path
    taken: list[Path] = field(default_factory=list)
    known: list[Path] = field(default_factory=list)
    damaged: int = 0
    listed: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio frames`."""
        return {
            "video": str(self.video),
            "folder": str(self.folder),
            "taken": [str(path) for path in self.taken],
            "known": [str(path) for path in self.known],
            "damaged": self.damaged,
            "listed": self.listed,
        }


def take_frames(
    video: Video,
    chosen: Chosen,
    destination: Destination,
    *,
    suffix: str = ".jpg",
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> FramesReport:
    """Write the frames that are chosen as new images; those that are there already stay as they are.

    They are called as the video with the frame's number; one that is there by that name and shows something
    else keeps it, and the frame gets another. What was taken when it ends, however it ends, is in the list.
    `progress` is told (frames gone through, frames of the video).

    Raises:
        StudioError: one can't be written; those before it stay.
        Cancelled: `is_stopped` said so; those before it stay.
    """
    report = FramesReport(video.path, destination.folder)
    names = _Names(video.path.stem, destination.folder, suffix)
    named = time.monotonic()
    with _listing(destination, report):
        for is_wanted in chosen:
            if is_stopped():
                raise Cancelled
            if is_wanted:
                _take(video, names, report)
            if time.monotonic() - named > NAMED_EVERY_S:
                _name_in_list(destination, report)
                named = time.monotonic()
            progress(min(video.number + 1, video.count - 1), video.count)
    progress(video.count, video.count)
    return report


def _take(video: Video, names: _Names, report: FramesReport) -> None:
    picture = video.picture()
    if picture is None:
        report.damaged += 1
        return
    path, is_known = names.place(video.number, picture)
    if is_known:
        report.known.append(path)
        return
    atomic_write(path, encoded_image(path, picture))
    names.add(path)
    report.taken.append(path)


@contextlib.contextmanager
def _listing(destination: Destination, report: FramesReport) -> Iterator[None]:
    """Let the dataset's list name what was taken, also what an earlier run that was killed left unnamed."""
    try:
        yield
    except BaseException:
        # What ended it is what is told.
        with contextlib.suppress(StudioError):
            _name_in_list(destination, report)
        raise
    _name_in_list(destination, report)


def _name_in_list(destination: Destination, report: FramesReport) -> None:
    images = [*report.known, *report.taken]
    if destination.listed_in is not None and images:
        naming, count = image_moves.listing(images, destination.listed_in)
        naming.write()
        report.listed += count


class _Names:
    """The names of frames in a folder: `film_000120.jpg`; whatever is there keeps its own."""

    def __init__(self, stem: str, folder: Path, suffix: str) -> None:
        self._stem, self._folder, self._suffix = stem, folder, suffix
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._there = {
                path.stem.casefold(): path
                for path in folder.iterdir()
                if path.name.lower().endswith(IMAGE_SUFFIXES)
            }
        except OSError as error:
            raise write_error(folder, error) from error

    def add(self, path: Path) -> None:
        """Take in a file that was written."""
        self._there[path.stem.casefold()] = path

    def place(self, number: int, picture: Image) -> tuple[Path, bool]:
        """Return the file of a frame, and whether it is there already."""
        again = 1
        while True:
            # An image of this name with another suffix would share its labels.
            stem = f"{self._stem if again == 1 else f'{self._stem}-{again}'}_{number:0{DIGITS}d}"
            there = self._there.get(stem.casefold())
            if there is None:
                return self._folder / f"{stem}{self._suffix}", False
            if _shows(there, picture):
                return there, True
            again += 1


def _shows(path: Path, picture: Image) -> bool:
    """Return whether a file is a picture, as nearly as one is that was encoded."""
    try:
        other = imread(path)
    except StudioError:
        return False
    if other.shape != picture.shape:
        return False
    difference = np.abs(small_grey(other).astype(np.float32) - small_grey(picture))
    return float(difference.mean()) < SAME_PICTURE and float(difference.max()) < 4 * SAME_PICTURE
