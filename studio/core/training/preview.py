"""The first samples of a training, drawn with their boxes before any step is done."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.data.class_colours import class_colour
from studio.core.errors import StudioError
from studio.core.files import atomic_write, is_temporary, write_error
from studio.core.json_door import Text, read_json
from studio.core.pictures import Image, imwrite
from studio.core.report.pictures import outline
from studio.core.runs.config import TrainConfig
from studio.core.training.augment import Augmenter
from studio.core.training.colour_shift import ColourCheck, colour_shifts
from studio.core.training.prepare import open_data, plan_model
from studio.core.training.samples import Sample, epoch_order, sample_generator
from studio.core.words import tr

PREVIEW = "preview.json"
EARLIER = {"samples": [{"file": Text()}]}
"""What an earlier preview's list says of its files."""
MIN_SIDE = 800
"""Pixels a sample is enlarged to, by a whole factor: objects of ten pixels are to be seen."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A sample: its picture's file name, how many boxes are left in it, and the image it was made of.

    Of a mosaic `source` is the first of its four images.
    """

    file: str
    boxes: int
    source: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the network will see, and what is doubtful about it.

    Attributes:
        classes_by_colour: hue and saturation are left nearly alone.
        colours: which classes take on which others' colour by the jitter.
        notes: sentences of opening the data.
        data_warnings: those on what is dropped, or makes scores doubtful.
    """

    samples: list[DrawnSample]
    classes_by_colour: bool
    colours: ColourCheck
    notes: list[str]
    data_warnings: list[str]

    @property
    def warnings(self) -> list[str]:
        """Sentences on what costs accuracy."""
        return [*self.data_warnings, *self.colours.warnings]

    @property
    def colour_note(self) -> str:
        """What is known of colours where no warning is due; "" where one is."""
        if self.classes_by_colour:
            return tr("Hue and saturation are left nearly alone.")
        return "" if self.colours.warnings else self.colours.sentence()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio preview`."""
        return {
            "samples": [asdict(sample) for sample in self.samples],
            "classes_by_colour": self.classes_by_colour,
            "colours_judged": self.colours.judged,
            "colour_shifts": [shift.to_dict() for shift in self.colours.shifts],
            "colour_note": self.colour_note,
            "warnings": self.warnings,
        }


def first_samples(
    augmenter: Augmenter, config: TrainConfig, count: int, *, epoch: int = 1
) -> list[tuple[int, Sample]]:
    """Return the first samples of an epoch, each with its index in the store, as the training makes them.

    Only `multi_scale` is not shown: it resizes whole batches.
    """
    order = epoch_order(len(augmenter.store), seed=config.seed, epoch=epoch)[:count]
    mosaic = not config.is_among_last(epoch, config.close_mosaic)
    return [
        (index, augmenter.make(index, sample_generator(index, seed=config.seed, epoch=epoch), mosaic=mosaic))
        for index in order
    ]


def write_preview(
    config: TrainConfig, out: Path, *, count: int = 16, progress: Progress | None = None
) -> Preview:
    """Write the first `count` samples of a training as pictures into `out`, with `preview.json`.

    Args:
        progress: told (pictures done, pictures in all); may raise to stop.

    Raises:
        StudioError: the data, the model or a setting doesn't allow training, or `out` holds other files.
    """
    data = open_data(config, plan_model(config).table)
    _clear(out)
    # Written first, so that what a run leaves behind that is ended half-way is known as its own.
    planned = [{"file": _file_name(number)} for number in range(1, min(count, len(data.store)) + 1)]
    atomic_write(out / PREVIEW, json.dumps({"samples": planned}) + "\n")
    augmenter = Augmenter(data.store, config, classes_by_colour=data.by_colour)
    names = data.dataset.class_names
    colours = colour_shifts(data.store, names, augmenter.colour, seed=config.seed, progress=progress)
    samples = []
    for number, (index, sample) in enumerate(first_samples(augmenter, config, count), start=1):
        name = _file_name(number)
        imwrite(out / name, draw_sample(sample, names), quality=90)
        samples.append(DrawnSample(name, len(sample.class_ids), str(data.store.records[index].path)))
    notes = [*data.notes, *(str(problem) for problem in data.store.unreadable)]
    preview = Preview(samples, data.by_colour, colours, notes, data.warnings)
    atomic_write(out / PREVIEW, json.dumps(preview.to_dict(), indent=1) + "\n")
    return preview


def draw_sample(sample: Sample, class_names: list[str]) -> Image:
    """Return a sample, enlarged, with its boxes in the colours of their classes."""
    import PIL.Image
    import PIL.ImageDraw

    height, width = sample.image.shape[:2]
    scale = max(1, math.ceil(MIN_SIDE / max(width, height)))
    photo = PIL.Image.fromarray(np.ascontiguousarray(sample.image))
    picture = photo.resize((width * scale, height * scale), PIL.Image.Resampling.BICUBIC)
    draw = PIL.ImageDraw.Draw(picture)
    for box, class_id in zip(sample.xyxy.astype(np.float64) * scale, sample.class_ids.tolist(), strict=True):
        outline(draw, box, class_colour(class_id, class_names[class_id]), line=2)
    return np.asarray(picture)


def _file_name(number: int) -> str:
    return f"{number:02}.jpg"


def _clear(out: Path) -> None:
    """Remove an earlier preview, whole or not; a folder with anything else is somebody's, and stays as it is.

    Raises:
        StudioError: the folder holds other files.
    """
    try:
        names = {path.name for path in out.iterdir()} if out.exists() else set()
        earlier = _earlier(out) if PREVIEW in names else {"samples": []}
        listed = {sample["file"] for sample in earlier["samples"]}
        own = {name for name in listed if re.fullmatch(r"\d{2,}\.jpg", name)} | {PREVIEW}
        half_written = {name for name in names if any(is_temporary(name, of=file) for file in own)}
        if names - own - half_written:
            raise StudioError(
                tr("The folder {folder} holds other files.", folder=out),
                tr("Give an empty or a new folder with --out."),
            )
        # The list of the others goes last.
        for name in sorted(names, key=lambda name: name == PREVIEW):
            (out / name).unlink()
    except OSError as error:
        raise write_error(out, error) from error


def _earlier(out: Path) -> Any:
    try:
        return read_json(out / PREVIEW, EARLIER)
    except StudioError as error:
        raise StudioError(
            tr("{path} is not that of a preview.", path=out / PREVIEW),
            tr("Give an empty or a new folder with --out."),
        ) from error
