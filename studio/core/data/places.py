"""Where the labels of an image are: the folder conventions in use, however folders and files are spelt."""

# Fifty thousand images pass through here; as strings that takes a fifth of the time of Paths.
# ruff: noqa: PTH118, PTH120, PTH122, PTH206

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.data.formats import yolo
from studio.core.data.record import ImageRecord
from studio.core.files import check_is_file
from studio.core.pictures import IMAGE_SUFFIXES

_IMAGE_FOLDER = re.compile(
    r"(.*?)(?:(?:jpe?g)?images?|imgs?|photos?|pictures?|pics?|frames?)(.*)", re.I | re.S
)
_LABEL_FOLDER = re.compile(r"(.*?)(?:labels?|lbls?|annotations?|annos?|bboxe?s?|txts?)(.*)", re.I | re.S)
"""What folders of pictures and of labels are called; `train_images` has its labels in `train_labels`."""
_LOOKS_LIKE_LABELS = re.compile(r"[^\w.]*\d{1,4}(?:\.0*)?(?:[ \t,;]+[+-]?[\d.]+(?:e[+-]?\d+)?){4}", re.I)
_FIRST_BYTES = 512
_ENTRIES_WALKED = 50_000
"""At least; a data YAML may lie in a folder with much else below it."""


@dataclass(slots=True)
class _Listing:
    """The names in one folder: text files, subfolders, and all else."""

    texts: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class _Folders:
    """Lists every folder once, without a look at the files."""

    def __init__(self) -> None:
        self._listings: dict[str, _Listing] = {}

    def __getitem__(self, folder: str) -> _Listing:
        listing = self._listings.get(folder)
        if listing is None:
            listing = self._listings[folder] = _list(folder)
        return listing


def _list(folder: str) -> _Listing:
    listing = _Listing()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name[-4:].lower() == yolo.SUFFIX:
                    listing.texts.append(name)
                elif not name.lower().endswith(IMAGE_SUFFIXES) and entry.is_dir():
                    listing.folders.append(name)
                else:
                    listing.others.append(name)
    except OSError:
        pass
    # The file system gives them in any order, and the first of two alike is taken.
    listing.texts.sort()
    listing.folders.sort()
    return listing


class _Place:
    """A folder that labels may be in, and which of them belong to the images of another folder."""

    def __init__(self, folder: str, texts: Sequence[str], images: Sequence[str]) -> None:
        self.before = os.path.join(folder, "")
        stem_of = {name: os.path.splitext(name)[0] for name in images}
        stems = set(stem_of.values())
        # `.txt` sorts behind `.TXT`, and so is what stays.
        by_stem = {text[:-4]: text for text in texts}
        self._exact = {stem: text for stem, text in by_stem.items() if stem in stems}
        self._by_name = {name: by_stem[stem] for name, stem in stem_of.items() if stem in by_stem}
        self._loose: dict[str, str] = {}
        for stem, text in by_stem.items():
            if stem not in stems:
                self._loose.setdefault(_folded(stem), text)
        self.count = len(self._exact)
        if self._loose:
            unpaired = (name for name in images if name not in self._by_name)
            self.count += sum(self.label_of(name) is not None for name in unpaired)

    def label_of(self, image: str) -> str | None:
        """Return the name of an image's label file, or None.

        The same stem to the letter comes first, then the same but for case and composed letters, then
        the image's whole name with the suffix behind it.
        """
        if (known := self._by_name.get(image)) is not None:
            return known
        # One in the trash, whose name is not in the folder.
        stem = os.path.splitext(image)[0]
        exact = self._exact.get(stem)
        if exact is not None or not self._loose:
            return exact
        return self._loose.get(_folded(stem)) or self._loose.get(_folded(image))


class LabelFinder:
    """Finds the label file of each image, listing every folder once.

    The published rule: the last `/images/` of the path becomes `/labels/`, else the label is beside the
    image. Labels may also stand in a `labels` folder inside the image's folder or inside the dataset's, and
    beside folders called otherwise (`JPEGImages`, `img`, `train_images`) in one called like it; the label
    that exists wins, and new ones go where most of that folder's labels are.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._places: dict[str, list[_Place]] = {}
        self._folders = _Folders()

    def find(self, image: str) -> str:
        """Return the path of the image's label file, whether it exists or not."""
        head, _, name = image.rpartition(os.sep)
        folder = head or os.sep
        places = self._places.get(folder)
        if places is None:
            places = self._places[folder] = self._list_places(folder)
        for place in places:
            label = place.label_of(name)
            if label is not None:
                return place.before + label
        return places[0].before + os.path.splitext(name)[0] + yolo.SUFFIX

    def _list_places(self, folder: str) -> list[_Place]:
        """Return the folders labels may be in, preferred first; never empty."""
        images = [name for name in self._folders[folder].others if not name.startswith(".")]
        places = [
            _Place(place, self._folders[place].texts, images)
            for place in dict.fromkeys(map(self._spelt, self._candidates(folder)))
        ]
        # Stable: among equals the published rule stays first.
        return sorted(places, key=lambda place: -place.count)

    def _spelt(self, place: str) -> str:
        """Return a folder below the dataset's as it is spelt there, where it isn't to the letter."""
        if not place.startswith(self._root.rstrip(os.sep) + os.sep):
            return place
        above, name = os.path.split(place)
        above = self._spelt(above)
        folders = self._folders[above].folders
        alike = [name] if name in folders else [other for other in folders if _folded(other) == _folded(name)]
        return os.path.join(above, alike[0] if alike else name)

    def _candidates(self, folder: str) -> Iterator[str]:
        """Yield the folders the labels of a folder of images may be in, likeliest first."""
        above, images, below = (folder + os.sep).rpartition(f"{os.sep}images{os.sep}")
        if images:
            yield os.path.normpath(os.path.join(above, "labels", below))
        beside = list(self._beside(folder))
        yield from (place for place, is_spelling in beside if is_spelling)
        yield folder
        yield from (os.path.join(folder, name) for name in self._label_folders(folder))
        relative = os.path.relpath(folder, self._root)
        if not relative.startswith(".."):
            for name in self._label_folders(self._root):
                yield os.path.normpath(os.path.join(self._root, name, relative))
        yield from (place for place, is_spelling in beside if not is_spelling)

    def _beside(self, folder: str) -> Iterator[tuple[str, bool]]:
        """Yield the folders of labels beside an image folder, or one it lies in, innermost first.

        Each comes with whether it follows the published rule but for capitals. Of the folders above the
        dataset's only the one it lies in may be the folder of images.
        """
        depth = self._root.count(os.sep) - 2
        parts = folder.split(os.sep)
        for index in range(len(parts) - 1, max(depth, 0), -1):
            match = _IMAGE_FOLDER.fullmatch(parts[index])
            if match:
                above = os.sep.join(parts[:index]) or os.sep
                for name in self._label_folders(above, match[1].lower(), match[2].lower()):
                    is_spelling = (parts[index].lower(), name.lower()) == ("images", "labels")
                    yield os.path.join(above, name, *parts[index + 1 :]), is_spelling

    def _label_folders(self, above: str, before: str = "", behind: str = "") -> list[str]:
        """Return the folders in `above` called after labels, with this before and behind that word."""
        found = []
        for name in self._folders[above].folders:
            match = _LABEL_FOLDER.fullmatch(name)
            if match and (match[1].lower(), match[2].lower()) == (before, behind):
                found.append(name)
        return sorted(found, key=lambda name: (not name.lower().startswith("label"), name.lower() != name))


def stray_labels(root: Path, records: Iterable[ImageRecord]) -> list[Path]:
    """Return the files under a dataset's folder that look like labels and belong to no image, by path."""
    records = list(records)
    images = {str(record.path) for record in records}
    claimed = {str(record.label_path) for record in records}
    starts = [str(root), *sorted({os.path.dirname(path) for path in images | claimed})]
    unclaimed: list[str] = []
    other_images: list[str] = []
    for folder, listing in _walk(starts, max(_ENTRIES_WALKED, 6 * len(records))):
        texts = (os.path.join(folder, name) for name in listing.texts if not name.startswith("."))
        unclaimed += [path for path in texts if path not in claimed]
        other_images += [
            path
            for name in listing.others
            if name.lower().endswith(IMAGE_SUFFIXES)
            and not name.startswith(".")
            and (path := os.path.join(folder, name)) not in images
        ]
    if unclaimed:
        # An image that a list leaves out has its label all the same.
        finder = LabelFinder(root)
        claimed |= {finder.find(image) for image in other_images}
    strays = _looking_like_labels(path for path in unclaimed if path not in claimed)
    if strays:
        real = {os.path.realpath(path) for path in claimed}
        strays = [path for path in strays if os.path.realpath(path) not in real]
    return [Path(path) for path in sorted(strays)]


def _walk(starts: Sequence[str], limit: int) -> Iterator[tuple[str, _Listing]]:
    """Yield folders with what is in them, each once, the upper ones first, until so many names were seen."""
    waiting = deque(starts)
    met: set[str] = set()
    while waiting and limit > 0:
        folder = waiting.popleft()
        real = os.path.realpath(folder)
        if real in met:
            continue
        met.add(real)
        listing = _list(folder)
        limit -= len(listing.texts) + len(listing.folders) + len(listing.others)
        waiting += [os.path.join(folder, name) for name in listing.folders if not name.startswith(".")]
        yield folder, listing


def _looking_like_labels(paths: Iterable[str]) -> list[str]:
    """Return the files that begin like labels, and empty ones in a folder with such files."""
    by_folder: dict[str, list[str]] = defaultdict(list)
    empty: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folder = os.path.dirname(path)
        try:
            check_is_file(Path(path))
            with open(path, "rb") as stream:
                content = stream.read(_FIRST_BYTES)
        except OSError:
            continue
        if not content.strip():
            empty[folder].append(path)
        elif looks_like_labels(content.decode(_encoding_of(content), "replace")):
            by_folder[folder].append(path)
    return [path for folder, found in by_folder.items() for path in (*found, *empty[folder])]


def looks_like_labels(text: str) -> bool:
    """Say whether a text begins like a label file."""
    return bool(_LOOKS_LIKE_LABELS.match(text))


def _encoding_of(content: bytes) -> str:
    return "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _folded(name: str) -> str:
    """Return a name as file systems that pass over case and the ways to compose letters compare it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
