"""studio detect: what a model finds in images."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.options import add_detector_options, chosen_detector
from studio.cli.output import Cell, Output
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.pictures import Image
    from studio.core.runtime.detector import Detector


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio detect`."""
    add_detector_options(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Detect in images; among several, those that can't be read are told and left out."""
    from studio.core.errors import StudioError
    from studio.core.pictures import imread, note_on_depth, read_header

    paths = _images(Path(options.source), output)
    detector = chosen_detector(options)
    detector.warm_up()
    results = []
    headers = []
    progress = output.progress(tr("images"))
    for done, path in enumerate(paths, start=1):
        try:
            image = imread(path)
        except StudioError as error:
            if len(paths) == 1:
                raise
            output.say(str(error))
            continue
        results.append(_result(path, image, detector))
        headers.append(read_header(path))
        if len(paths) > 1:
            progress(done, len(paths))
    detector.close()
    if note := note_on_depth(headers):
        output.say(note)
    if not results:
        raise StudioError(
            tr("{source} holds no image that can be read.", source=options.source),
            tr("Give an image, or a folder with images."),
        )
    if options.json:
        output.json({"results": results})
        return 0
    for result in results:
        milliseconds = result["timings_ms"]["total"]
        output.line(f"{result['image']}: {len(result['detections'])} ({milliseconds:.1f} ms)")
        output_rows: list[list[Cell]] = [
            ["", found["class_name"], f"{found['score']:.3f}", *(f"{side:.1f}" for side in found["box"])]
            for found in result["detections"]
        ]
        if output_rows:
            output.table(output_rows)
    return 0


def _images(source: Path, output: Output) -> list[Path]:
    """Return the images of a file, a folder or a dataset.

    Raises:
        StudioError: there are none.
    """
    from studio.core.data.dataset import open_dataset
    from studio.core.errors import StudioError
    from studio.core.pictures import find_images

    if source.suffix.lower() in (".yaml", ".yml", ".data"):
        paths = [record.path for record in open_dataset(source).records]
    elif source.is_file():
        paths = [source]
    else:
        found = find_images(source)
        paths = found.paths
        if note := found.note():
            output.say(note)
    if not paths:
        raise StudioError(
            tr("{source} holds no images.", source=source), tr("Give an image, or a folder with images.")
        )
    return paths


def _result(path: Path, image: Image, detector: Detector) -> dict[str, Any]:
    frame = detector.detect(image)
    names = detector.spec.class_names
    found, timings = frame.detections, frame.timings
    return {
        "image": str(path),
        "width": image.shape[1],
        "height": image.shape[0],
        "detections": [
            {
                "box": [round(side, 3) for side in xyxy],
                "score": round(score, 6),
                "class_id": class_id,
                "class_name": names[class_id],
            }
            for xyxy, score, class_id in zip(
                found.xyxy.tolist(), found.scores.tolist(), found.class_ids.tolist(), strict=True
            )
        ],
        "timings_ms": {
            "preprocess": timings.preprocess,
            "inference": timings.inference,
            "decode": timings.decode,
            "nms": timings.nms,
            "total": timings.total,
        },
    }
