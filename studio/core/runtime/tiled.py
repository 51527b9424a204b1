"""Looking at a picture tile by tile: each is one picture for the network, and what is found is merged."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from studio.core.boxes.detections import Detections
from studio.core.pictures import Image
from studio.core.tiling.merge import merge
from studio.core.tiling.tiling import Tiling
from studio.core.timing import StageTimer

if TYPE_CHECKING:
    from studio.core.runtime.detector import Detector


def detect_in_tiles(
    detector: Detector, tiling: Tiling, image: Image, timer: StageTimer
) -> tuple[Detections, int]:
    """Return what a detector finds in the tiles of an HxWx3 RGB image, in its pixels, and how many there are.

    `engine.batch` tiles go through the network together. Each stage's time is that of all tiles; merging
    counts as NMS, for it is one across tiles.

    Raises:
        StudioError: the image can't be cut so, or the model can't be run.
    """
    thresholds = detector.thresholds
    image_wh = image.shape[1], image.shape[0]
    tiles = tiling.tiles(image_wh)
    found: list[Detections] = []
    waiting = iter(tiles)
    while chunk := list(itertools.islice(waiting, detector.engine.batch)):
        with timer.stage("preprocess"):
            prepared = []
            for tile in chunk:
                x1, y1, x2, y2 = tile.xyxy
                prepared.append(detector.prepare(image[y1:y2, x1:x2]))
            tensor = np.concatenate([tensor for tensor, _ in prepared])
        with timer.stage("inference"):
            outputs = detector.engine.infer(tensor, thresholds)
        for place, (tile, (_, placement)) in enumerate(zip(chunk, prepared, strict=True)):
            own = outputs if len(chunk) == 1 else [output[place : place + 1] for output in outputs]
            part = detector.finish(own, placement, timer, thresholds).detections
            found.append(part.with_boxes(part.xyxy + np.array([tile.x, tile.y, tile.x, tile.y], np.float32)))
    with timer.stage("nms"):
        merged = merge(
            Detections.joined(found),
            np.repeat(np.arange(len(tiles)), [len(part) for part in found]),
            tiles,
            image_wh,
            iou_threshold=thresholds.iou,
            top_k=thresholds.top_k,
            rule=tiling.rule,
        )
    return merged, len(tiles)
