"""Golden sets: a few pictures with what the checkpoint finds in them, and programs that check a device by it.

A check needs the runtime alone: the pictures lie there as the bytes that the network takes (rows of pixels,
placed and in its order of channels), beside the photos they were made of, which are for the program around
it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.boxes.box import iou
from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.letterbox import Letterbox
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.export.agreement import Tolerances
from studio.core.export.verification import Verification
from studio.core.files import atomic_write, own_folder, resource_path, write_error
from studio.core.pictures import Image, imread
from studio.core.runtime.contract import Contract, output_names
from studio.core.tiling.grid import Tile
from studio.core.tiling.tiling import Tiling
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.runtime.detector import Detector

FORMAT = "detection-studio-golden-1"
FOLDER = "golden"
FEWEST, MOST = 5, 20
SCORES, SIDES = (0.005, 0.2), (0.5, 4.0)
"""The least and the most that a score, and a side in pixels, may differ on a device."""
OURS = re.compile(r"\d\d\.\w+|golden\.json|check_\w+\.(py|mjs)")
"""Files of a set, which the next one replaces; others in the folder are somebody's."""
LOOKED_AT = 200
"""Pictures of a large dataset among which the set is chosen."""
IOU_MARGIN = 0.02
"""So near to the overlap at which NMS drops a box, another processor's last digits decide."""
RUNTIME_NAMES = {
    "onnx": "onnxruntime",
    "torchscript": "torch",
    "ptl": "torch",
    "ncnn": "ncnn",
    "tflite": "ai-edge-litert",
    "openvino": "openvino",
    "executorch": "executorch",
}
"""What a format's check is run by; formats that aren't named have none."""


@dataclass(frozen=True, slots=True)
class Written:
    """An exported file that the set is to check."""

    format: str
    path: Path
    contract: Contract


def check_count(count: int, *, has_photos: bool) -> None:
    """Raise a StudioError unless a golden set can have so many pictures, of photos that were given."""
    if not has_photos:
        raise StudioError(
            tr("A golden set is made of photos, and none are given."), tr("Add --verify DATA to it.")
        )
    if not FEWEST <= count <= MOST:
        raise StudioError(
            tr("A golden set can't have {count} pictures.", count=count),
            tr("Use a number from {fewest} to {most}.", fewest=FEWEST, most=MOST),
        )


def golden_tolerances(proofs: Sequence[Verification]) -> Tolerances:
    """Return how much a device may differ: a few times what the files differed here, within limits."""
    score = max((proof.largest_score_difference for proof in proofs), default=0.0)
    box = max((proof.largest_box_difference_px for proof in proofs), default=0.0)
    return Tolerances(float(np.clip(3 * score, *SCORES)), float(np.clip(3 * box, *SIDES)))


def choose_golden(dataset: Dataset, paths: Sequence[Path], count: int) -> list[Path]:
    """Return up to `count` of some pictures of a dataset, which show every class and all brightnesses.

    First those that bring most classes not yet shown, then always the one whose brightness is furthest from
    all that are chosen. What can't be read is left out.
    """
    wanted = set(paths)
    records = [record for record in dataset.records if record.path in wanted]
    places = np.linspace(0, len(records) - 1, min(LOOKED_AT, len(records))).round().astype(int)
    light: dict[Path, float] = {}
    classes: dict[Path, set[int]] = {}
    for place in dict.fromkeys(places.tolist()):
        record = records[place]
        try:
            light[record.path] = float(imread(record.path)[::8, ::8].mean())
        except StudioError:
            continue
        classes[record.path] = set(dataset.class_ids(record))
    chosen: list[Path] = []
    shown: set[int] = set()
    while len(chosen) < min(count, len(light)):
        left = [path for path in light if path not in chosen]
        best = max(left, key=lambda path: (len(classes[path] - shown), _distance(path, chosen, light)))
        chosen.append(best)
        shown |= classes[best]
    return chosen


def _distance(path: Path, chosen: Sequence[Path], light: dict[Path, float]) -> float:
    return min((abs(light[path] - light[other]) for other in chosen), default=0.0)


def write_golden(
    out: Path,
    detector: Detector,
    pictures: Sequence[Path],
    files: Sequence[Written],
    *,
    thresholds: Thresholds,
    tolerances: Tolerances,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Path:
    """Write the folder `golden` into an export, and return it.

    Args:
        detector: of the checkpoint, at the size of the files.
        thresholds: by which the boxes are kept, by the checks as well.
        tolerances: how much a score, and a side in pixels of the input, may differ.

    Raises:
        StudioError: it can't be written, or a picture can't be read any more.
    """
    folder = own_folder(out, FOLDER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if OURS.fullmatch(old.name):
                old.unlink()
    except OSError as error:
        raise write_error(folder, error) from error
    spec = detector.spec
    images: list[dict[str, Any]] = []
    for number, path in enumerate(pictures, start=1):
        image = imread(path)
        # Where pictures are looked at in tiles, the one that shows most: the network may see nothing in all.
        tile = _busiest(detector, image, files[0].contract.tiling)
        x1, y1, x2, y2 = tile.xyxy
        image = image[y1:y2, x1:x2]
        pixels = _pixels(detector, image)
        name = f"{number:02}"
        picture = folder / (name + path.suffix.lower())
        try:
            shutil.copyfile(path, picture)
        except OSError as error:
            raise write_error(picture, error) from error
        atomic_write(folder / f"{name}.rgb", pixels.tobytes())
        images.append(
            {
                "picture": picture.name,
                "pixels": f"{name}.rgb",
                "tile": [x1, y1, x2, y2],
                "detections": _expected(detector, image, tile, thresholds, tolerances),
            }
        )
        progress(number, len(pictures))
    contract = files[0].contract
    width, height = spec.input_wh
    document = {
        "format": FORMAT,
        "input_hw": [height, width],
        "pixels": f"{height} x {width} x 3 bytes, channels {spec.colour}; divide by 255",
        "outputs": output_names(contract.spec),
        "precision": contract.precision,
        "spec": contract.spec.to_dict(),
        "thresholds": {
            "confidence": thresholds.confidence, "iou": thresholds.iou, "top_k": thresholds.top_k,
        },
        "tolerances": {"score": tolerances.score, "box_px": tolerances.box_px},
        "images": images,
    }  # fmt: skip
    atomic_write(folder / "golden.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    for file in files:
        for name, text in checkers(file, file.path.relative_to(out).as_posix()).items():
            atomic_write(folder / name, text)
    return folder


def checkers(file: Written, place: str) -> dict[str, str]:
    """Return the programs that check an exported file by a golden set, by name.

    Args:
        place: of the file, from the folder that the set's folder is in.
    """
    head = file.contract.spec.output
    texts: dict[str, str] = {}
    if file.format in RUNTIME_NAMES:
        name = f"check_{file.format}.py"
        texts[name] = _assembled("py", "# @{}@", head, file, place, name)
    if file.format == "onnx":
        texts["check_onnx.mjs"] = _assembled("mjs", "// @{}@", head, file, place, "check_onnx.mjs")
    return texts


def _assembled(language: str, mark: str, head: str, file: Written, place: str, name: str) -> str:
    """Return a check put together from what runs the file, what reads its outputs, and what compares."""

    def part(kind: str) -> str:
        return resource_path("golden", f"{kind}.{language}").read_text(encoding="utf-8")

    gap = "\n\n" if language == "py" else ""
    readers = ["read_detections"] if head == "detections" else [f"rows_{head}", "read_rows"]
    text = part("check").replace(mark.format("READ") + "\n", gap.join(map(part, readers)))
    if language == "py":
        run = part(f"run_{file.format}")
        # What is imported stands at the top with the rest.
        imports, _, body = run.partition("\n\n")
        text = text.replace("import numpy as np\n", "import numpy as np\n" + imports + "\n", 1)
        text = text.replace(mark.format("RUN") + "\n", body.strip("\n") + "\n\n\n")
    words = {"@MODEL@": place, "@RUNTIME@": RUNTIME_NAMES[file.format], "@NAME@": name}
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _pixels(detector: Detector, image: Image) -> Image:
    """Return a picture as HxWx3 bytes, placed in the network's input, in its order of channels."""
    spec = detector.spec
    placed = Letterbox.of((image.shape[1], image.shape[0]), spec).apply(image)
    return np.ascontiguousarray(placed[..., ::-1] if spec.colour == "bgr" else placed)


def _busiest(detector: Detector, image: Image, tiling: Tiling | None) -> Tile:
    """Return the tile of a picture in which most is found; all of it where there are no tiles."""
    whole = Tile(0, 0, image.shape[1], image.shape[0])
    tiles = [tile for tile in tiling.tiles((whole.width, whole.height)) if tile != whole] if tiling else []
    if not tiles:
        return whole
    crops = (image[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] for tile in tiles)
    counts = [len(found) for found in detector.detect_all(crops)]
    return tiles[int(np.argmax(counts))]


def _expected(
    detector: Detector, image: Image, tile: Tile, thresholds: Thresholds, tolerances: Tolerances
) -> list[dict[str, Any]]:
    """Return what may be found in a picture (of `tile`), in pixels of the input, and of what it is certain.

    Where the last digits decide (a score at the threshold, an overlap at its limit, two boxes of one object
    with the same score) all that can come out is listed, and none of it is certain.
    """
    tensor, placement = detector.prepare(image)
    decoded = detector.decode(detector.engine.infer(tensor))
    every = candidates(decoded, thresholds.confidence - tolerances.score)
    kept = [
        nms(every, iou_threshold=thresholds.iou + shift, top_k=thresholds.top_k)
        for shift in (0.0, -IOU_MARGIN, IOU_MARGIN)
    ]
    rows = {_key(found, index): found[[index]] for found in kept for index in range(len(found))}
    always = set.intersection(*({_key(found, index) for index in range(len(found))} for found in kept))
    twins: dict[tuple[Any, ...], bool] = {}
    for key, own in list(rows.items()):
        near = _twins(every, own, thresholds.iou - IOU_MARGIN, tolerances.score)
        twins[key] = len(near) > 0
        for index in range(len(near)):
            rows.setdefault(_key(near, index), near[[index]])
    names = detector.spec.class_names
    shift = np.array([tile.x, tile.y, tile.x, tile.y])
    listed = []
    for key, own in sorted(rows.items(), key=lambda item: -float(item[1].scores[0])):
        score, class_id = float(own.scores[0]), int(own.class_ids[0])
        certain = key in always and not twins[key] and score > thresholds.confidence + tolerances.score
        placed = placement.input_to_image(own.xyxy)[0] + shift
        listed.append(
            {
                "box": [round(side, 3) for side in own.xyxy[0].tolist()],
                "box_in_picture": [round(side, 3) for side in placed.tolist()],
                "score": round(score, 6),
                "class_id": class_id,
                "class_name": names[class_id],
                "certain": certain,
            }
        )
    return listed


def _twins(every: Detections, own: Detections, least: float, score: float) -> Detections:
    """Return other boxes of a box's class that overlap it and may as well be the better one."""
    level = (every.class_ids == own.class_ids[0]) & (np.abs(every.scores - own.scores[0]) <= score)
    near = every[level]
    overlaps = iou(near.xyxy.astype(np.float64), own.xyxy.astype(np.float64))[:, 0]
    differs = np.abs(near.xyxy - own.xyxy[0]).max(axis=1) > 0
    return near[(overlaps > least) & differs]


def _key(found: Detections, index: int) -> tuple[Any, ...]:
    return (*found.xyxy[index].tolist(), float(found.scores[index]), int(found.class_ids[index]))
