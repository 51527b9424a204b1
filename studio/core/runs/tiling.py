"""How the set was cut that a model was trained on: the tiling it should look at whole photos with."""

from __future__ import annotations

import contextlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.files import real_path
from studio.core.runs import folder as runs
from studio.core.runtime.detector import OwnTiling
from studio.core.tiling.sidecar import read_sidecar
from studio.core.tiling.stitch import whole_photos
from studio.core.tiling.tiling import Tiling
from studio.core.words import tr

DEPTH = 3
"""How many folders a model may be below its run."""
SAMPLE = 50
"""So many pictures tell what a set's are usually like."""
FAR_LARGER = 2.5
"""A photo with a side so many times as long as usual likely shows things too small for the model."""
FAR_SMALLER = 2.0
"""So many times smaller in the photo boxes are hardly found."""


def chosen_tiling(text: str, model: Path) -> Tiling | OwnTiling | None:
    """Return what a text means for a model: `own`, `off`, `auto` (`tiling_of`), or what `Tiling.parse` reads.

    Raises:
        StudioError: it is none of these, or the model's run doesn't tell.
    """
    text = text.strip().lower()
    if text in ("", "own"):
        return "own"
    if text == "off":
        return None
    return tiling_of(model) if text == "auto" else Tiling.parse(text)


def tiling_of(model: Path) -> Tiling:
    """Return how the training set of a model's run was cut into tiles.

    Args:
        model: a run folder, or a checkpoint or exported file in one.

    Raises:
        StudioError: it is in no run, or its set is gone, or is not one of tiles.
    """
    data = _training_set(model)
    try:
        return _tiling_of_set(open_dataset(data))
    except StudioError as error:
        raise StudioError(
            tr("How the training set {data} was cut is not known: {cause}", data=data, cause=error.cause),
            _say(),
        ) from error


@dataclass(frozen=True, slots=True)
class Learnt:
    """The pictures that a model was trained on.

    Attributes:
        side: their usual longer side in pixels.
        share: side of their usual box, as of a square, as a part of it; 0 when none has boxes.
    """

    side: int
    share: float

    def tile_for(self, size_wh: tuple[int, int], boxes: Sequence[Box]) -> float | None:
        """Return the side in pixels of tiles that show a photo as large; None where it need not be cut.

        Boxes tell better than the photo's size, which takes for granted that both were taken from as far.

        Args:
            boxes: what is labelled in the photo.
        """
        side = max(size_wh)
        if (here := usual_side(boxes)) and self.share:
            tile = here / self.share
            return tile if side >= FAR_SMALLER * tile else None
        return float(self.side) if side >= FAR_LARGER * self.side else None


def usual_side(boxes: Iterable[Box]) -> float:
    """Return the usual side of boxes in pixels, as of squares; 0 without any."""
    sides = [math.sqrt(box.width * box.height) for box in boxes]
    return median(sides) if sides else 0.0


def learnt_pictures(model: Path) -> Learnt | None:
    """Return what a model was trained on, by a sample of it; None where nothing tells.

    Args:
        model: as for `tiling_of`.
    """
    try:
        dataset = open_dataset(_training_set(model))
    except StudioError:
        return None
    sides, shares = [], []
    for record in dataset.records[:: max(1, len(dataset.records) // SAMPLE)]:
        # Pictures that can't be read tell nothing.
        with contextlib.suppress(StudioError):
            sides.append(max(dataset.image_size(record)))
            if boxes := dataset.read(record).boxes:
                shares.append(usual_side(boxes) / sides[-1])
    return Learnt(int(median(sides)), median(shares) if shares else 0.0) if sides else None


def _training_set(model: Path) -> Path:
    path = real_path(model)
    run = next((each for each in (path, *path.parents[:DEPTH]) if (each / runs.CONFIG).is_file()), None)
    if run is None:
        raise StudioError(tr("{model} is in no run, which would tell its training set.", model=model), _say())
    return Path(str(runs.read_run(run).config.get("data", "")))


def _tiling_of_set(dataset: Dataset) -> Tiling:
    """Return how a set was cut: what its sidecar says, or tiles as large as those whose borders fit."""
    if sidecar := read_sidecar(dataset.root):
        cutting = sidecar.cutting
        return Tiling(cutting.grid) if cutting.grid else Tiling(size=cutting.size, overlap=cutting.overlap)
    sizes = Counter(max(tile.width, tile.height) for each in whole_photos(dataset) for _, tile in each.tiles)
    if not sizes:
        raise StudioError(tr("Its images are no tiles of photos that can be told."), _say())
    return Tiling(size=sizes.most_common(1)[0][0])


def _say() -> str:
    return tr("Say it: --tile 2x2, or --tile 208 for tiles of so many pixels.")
