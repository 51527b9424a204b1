"""How the set was cut that a model was trained on: the tiling it should look at whole photos with."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.dataset import open_dataset
from studio.core.data.photos import SIDECAR
from studio.core.errors import StudioError
from studio.core.files import real_path
from studio.core.json_door import Number, Whole, read_json
from studio.core.runs import folder as runs
from studio.core.runtime.detector import OwnTiling
from studio.core.tiling.tiling import Tiling
from studio.core.words import tr

CUT = {"cutting": {"grid": ([Whole(1)], None), "size": (Whole(1), None), "overlap": Number(0, 1)}}
DEPTH = 3
"""How many folders a model may be below its run."""


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
        StudioError: it is in no run, or its set was not cut by this program or is gone.
    """
    path = real_path(model)
    run = next((each for each in (path, *path.parents[:DEPTH]) if (each / runs.CONFIG).is_file()), None)
    if run is None:
        raise StudioError(tr("{model} is in no run, which would tell its training set.", model=model), _say())
    data = Path(str(runs.read_run(run).config.get("data", "")))
    try:
        cutting = read_json(open_dataset(data).root / SIDECAR, CUT)["cutting"]
        grid = cutting["grid"]
        return Tiling(tuple(grid) if grid else None, None if grid else cutting["size"], cutting["overlap"])
    except StudioError as error:
        raise StudioError(
            tr("How the training set {data} was cut is not known: {cause}", data=data, cause=error.cause),
            _say(),
        ) from error


def _say() -> str:
    return tr("Say it: --tile 2x2, or --tile 208 for tiles of so many pixels.")
