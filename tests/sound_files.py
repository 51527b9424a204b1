"""What tests damage: small sets that are sound, in every layout and format, and what is kept beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import PIL.Image

from studio.core.conversion import convert
from studio.core.conversion.fastest import data_file_writer
from studio.core.data.dataset import open_dataset
from studio.core.data.formats import LABEL_FORMATS
from studio.core.labelling.ghost_file import Found, GhostFile, Stamp
from studio.core.labelling.journal import Journal
from studio.core.labelling.review import Review
from studio.core.labelling.session import LabelSession
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from tests.damage import IMAGES
from tests.factories import make_dataset_folder, make_detections, make_image, write_image

LINES = {"a.png": "0 .5 .5 .3 .4\n3 .2 .2 .1 .1\n", "b.png": "", "c.png": "1 .9 .9 .2 .2\n"}
MODEL = Stamp(1, 1)
CFG = """[net]
width=64
height=64
channels=3
[convolutional]
batch_normalize=1
filters=8
size=3
stride=2
pad=1
activation=leaky
[maxpool]
size=2
stride=2
[convolutional]
filters=27
size=1
stride=1
activation=linear
[yolo]
mask=0,1,2
anchors=4,4, 8,8, 16,16
classes=4
num=3
"""


def say_of(folder: Path) -> None:
    """Say of a dataset what is kept beside it, in the user's folder."""
    dataset = open_dataset(folder)
    first = dataset.records[0]
    session = LabelSession(dataset, Journal.of(dataset.source))
    session.select([0])
    session.say("difficult", True)
    session.say("text", "é")
    session.set_tags(["night"])
    session.journal.close()
    Review(dataset).set_verified(first, True)
    ghosts = GhostFile(folder / "ghosts.jsonl", MODEL)
    ghosts.begin(("w", "r"), 0.1)
    stamp = Stamp.of(first.path)
    assert stamp
    ghosts.add(first.path, stamp, Found(make_detections((1, 1, 9, 9, 0.5, 0)), (64, 48)))


def _pictures(folder: Path) -> None:
    """Write pictures of every kind that is read."""
    folder.mkdir()
    values = make_image()
    for suffix in IMAGES:
        PIL.Image.fromarray(values).save(folder / f"p{suffix}")
    deep = values[:, :, 0].astype(np.uint16) * 200
    PIL.Image.fromarray(deep).save(folder / "deep.png")
    PIL.Image.fromarray(deep).save(folder / "deep.tif")
    write_image(folder / "turned.jpg", orientation=6)
    PIL.Image.fromarray(values).convert("P").save(folder / "palette.png")
    PIL.Image.fromarray(values).convert("CMYK").save(folder / "cmyk.jpg")


def sound_sets(place: Path) -> dict[str, Path]:
    """Write sets of every layout and format, these as a zip too, pictures, and a network of darknet."""
    splits = {"train": list(LINES)[:2], "val": ["c.png"]}
    source = make_dataset_folder(place / "yaml", LINES, layout="yaml", splits=splits)
    make_dataset_folder(place / "obj", LINES, layout="darknet", splits=splits)
    make_dataset_folder(place / "said", LINES)
    notes = make_dataset_folder(place / "notes", LINES)
    (notes / "classes.txt").unlink()
    told = ", ".join(f'{{"id": {number}, "name": "{name}"}}' for number, name in enumerate("wrgb"))
    (notes / "notes.json").write_text(f'{{"categories": [{told}], "info": {{"year": 2026}}}}')
    cut_dataset(open_dataset(source), place / "tiles", Cutting(grid=(2, 2)))
    _pictures(place / "pictures")
    (place / "cfg").mkdir()
    (place / "cfg" / "net.cfg").write_text(CFG)
    folders = {name: place / name for name in ("yaml", "obj", "said", "notes", "tiles", "pictures", "cfg")}
    for name in LABEL_FORMATS:
        also = data_file_writer(352, lambda sizes, count: sizes[:1] * count) if name == "darknet" else None
        convert(source, name, place / f"to-{name}", also=also)
        folders[name] = place / f"to-{name}"
        archive = place / f"{name}-zip" / "set.zip"
        archive.parent.mkdir()
        shutil.make_archive(str(archive.with_suffix("")), "zip", folders[name])
        folders[f"{name}-zip"] = archive.parent
    return folders
