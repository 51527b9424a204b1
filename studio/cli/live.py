"""The verbs that run a model: detect on images, live on a stream of frames."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.output import Cell, Output, stop_on_interrupt
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.pictures import Image
    from studio.core.runtime.detector import Detector
    from studio.core.runtime.live import LiveSummary


def _detector_arguments(parser: argparse.ArgumentParser) -> None:
    from studio.core.runtime.detector import Thresholds

    usual = Thresholds()
    parser.add_argument("model", metavar="MODEL", type=Path, help="run folder, checkpoint or exported file")
    parser.add_argument("source", metavar="SOURCE", help=_SOURCE_TEXTS[parser.prog.split()[-1]])
    for option, default, text in (
        ("--conf", usual.confidence, "least score"),
        ("--iou", usual.iou, "overlap above which one box goes"),
        ("--top-k", usual.top_k, "most candidates that go into NMS"),
    ):
        parser.add_argument(option, type=type(default), default=default, help=f"{text} ({default})")
    parser.add_argument("--imgsz", metavar="N", type=int, help="input size of a checkpoint (its own)")
    parser.add_argument("--threads", metavar="N", type=int, help="processor threads")


_SOURCE_TEXTS = {
    "detect": "image, folder of images, data YAML or obj.data",
    "live": "camera number, video, folder of images, URL, or the word sample",
}


def _load(options: argparse.Namespace) -> Detector:
    from studio.core.runtime.detector import Thresholds, load_detector

    thresholds = Thresholds(options.conf, options.iou, options.top_k)
    detector = load_detector(options.model, imgsz=options.imgsz, threads=options.threads)
    detector.thresholds = thresholds
    return detector


def detect_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio detect`."""
    _detector_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def detect(options: argparse.Namespace, output: Output) -> int:
    """Detect in images; among several, those that can't be read are told and left out."""
    from studio.core.errors import StudioError
    from studio.core.pictures import imread

    paths = _images(Path(options.source), output)
    detector = _load(options)
    detector.warm_up()
    results = []
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
        if len(paths) > 1:
            progress(done, len(paths))
    detector.close()
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


def live_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio live`."""
    _detector_arguments(parser)
    parser.add_argument("--frames", metavar="N", type=int, help="stop after so many frames")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def live(options: argparse.Namespace, output: Output) -> int:
    """Run the live loop; Ctrl+C ends it and shows the figures so far. Without a frame it failed."""
    from studio.core.errors import StudioError
    from studio.core.runtime.live import run_live
    from studio.core.runtime.sources import open_source

    if options.frames is not None and options.frames < 1:
        raise StudioError(
            tr("{frames} frames can't be timed.", frames=options.frames), tr("Use --frames 1 or more.")
        )
    # The source first: a missing camera is told before a model is loaded.
    source = open_source(options.source, paced=False)
    try:
        detector = _load(options)
    except BaseException:
        source.close()
        raise
    with stop_on_interrupt() as asked:
        summary = run_live(detector, source, frames=options.frames, should_stop=asked.is_set, draw=True)
    detector.close()
    output.say(summary.ended)
    for sentence in summary.skipped:
        output.say(sentence)
    if options.json:
        output.json(summary.to_dict())
    else:
        _show_figures(summary, output)
    return 0 if summary.frames else 1


def _show_figures(summary: LiveSummary, output: Output) -> None:
    rows: list[list[Cell]] = [[tr("stage"), tr("p50 ms"), tr("p95 ms")]]
    rows += [[stage, figures["p50"], figures["p95"]] for stage, figures in summary.stages.items()]
    output.table(rows)
    output.line(
        tr(
            "{frames} frames, {fps:.1f} a second, {dropped} dropped, {detections} detections,"
            " {runtime} at {size}",
            frames=summary.frames,
            fps=summary.fps,
            dropped=summary.dropped,
            detections=summary.detections,
            runtime=summary.runtime,
            size="x".join(map(str, summary.input_wh)),
        )
    )
