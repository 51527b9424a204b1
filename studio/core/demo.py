"""`studio demo`: the whole main job on drawn photos, and a table of what came out."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.data.checking.checks import check_dataset
from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import write_sample_set
from studio.core.errors import StudioError
from studio.core.pictures import imread
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.evaluation.average_precision import Evaluation

# Chosen so that all of it takes about five minutes on two cores and ends well above the goal.
PHOTOS = 16
PHOTO_WH = (1280, 960)
GRID = (3, 4)
MODEL = "yolov5n"
IMGSZ = 320
EPOCHS = 20
GOAL_MAP50 = 0.9
LIVE_FRAMES = 120

Say = Callable[[str], None]


@dataclass(slots=True)
class DemoReport:
    """What the demo came to: one row (step, result, seconds) per step, and whether all of it held."""

    rows: list[tuple[str, str, float | str]] = field(default_factory=list)
    passed: bool = True
    verdict: str = ""

    @contextmanager
    def step(self, name: str, say: Say) -> Iterator[list[str]]:
        """Time a step; the lines put into the list are its results."""
        say(name + " ...")
        lines: list[str] = []
        start = time.perf_counter()
        yield lines
        seconds = round(time.perf_counter() - start, 1)
        for index, line in enumerate(lines):
            self.rows.append((name, line, seconds) if index == 0 else ("", line, ""))
            say(f"    {line}")


def run_demo(out: Path | None, *, epochs: int | None = None, say: Say = lambda line: None) -> DemoReport:
    """Draw photos, check, tile, train, evaluate, export, verify, detect and time, all in the folder `out`.

    Without `out` a new folder `studio-demo` is made here. `epochs` replaces the usual number; the goal for
    mAP then doesn't count.

    Raises:
        StudioError: `out` isn't empty, or a step was refused.
    """
    if epochs is not None and epochs < 1:
        raise StudioError(tr("{epochs} epochs train nothing.", epochs=epochs), tr("Use --epochs 1 or more."))
    folder = _make_folder(out)
    report = DemoReport()
    photos = _draw(folder, report, say)
    tiles = _tile(photos, folder, report, say)
    run = _train(tiles, folder, epochs or EPOCHS, report, say)
    result = _evaluate(run, tiles, report, say)
    exported = _export(run, tiles, folder, report, say)
    # After an epoch or two the best confidence is next to nothing.
    _detect(exported, tiles, max(result.confidence, 0.1), report, say)
    _time_live(exported, report, say)
    if epochs is None and result.map50 < GOAL_MAP50:
        report.passed = False
    report.verdict = tr(
        "{outcome}: mAP@0.5 is {map50:.3f} (goal {goal}{remark}); everything is in {folder}.",
        outcome=tr("Done") if report.passed else tr("Not as it should be"),
        map50=result.map50,
        goal=GOAL_MAP50,
        remark="" if epochs is None else tr(", which counts for the usual {epochs} epochs", epochs=EPOCHS),
        folder=folder,
    )
    return report


def _make_folder(out: Path | None) -> Path:
    """Return the folder to work in: `out` when it is empty or new, else the first free `studio-demo`."""
    number = 1
    folder = out or Path("studio-demo")
    while folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        if out is not None:
            raise StudioError(
                tr("{folder} is already there and not an empty folder.", folder=folder),
                tr("Choose another --out, or remove it first."),
            )
        number += 1
        folder = Path(f"studio-demo-{number}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudioError(
            tr("{folder} can't be made: {reason}.", folder=folder, reason=error.strerror or error),
            tr("Choose another --out."),
        ) from error
    return folder


def _draw(folder: Path, report: DemoReport, say: Say) -> Path:
    with report.step(tr("draw and check photos"), say) as lines:
        photos = write_sample_set(folder / "photos", images=PHOTOS, size_wh=PHOTO_WH, seed=1)
        found = check_dataset(open_dataset(photos))
        lines.append(
            tr(
                "{images} photos of {width} x {height}, {boxes} boxes of {classes} classes,"
                " {problems} problems",
                images=found.images, boxes=found.boxes, classes=len(found.classes),
                width=PHOTO_WH[0], height=PHOTO_WH[1], problems=len(found.problems),
            )
        )  # fmt: skip
    return photos


def _tile(photos: Path, folder: Path, report: DemoReport, say: Say) -> Path:
    with report.step(tr("tile"), say) as lines:
        cut = cut_dataset(open_dataset(photos), folder / "tiles", Cutting(grid=GRID))
        lines.append(
            tr(
                "{tiles} tiles; boxes: {kept} kept, {clipped} clipped, {dropped} dropped",
                tiles=cut.tiles, kept=cut.kept, clipped=cut.clipped, dropped=cut.dropped,
            )
        )  # fmt: skip
    return folder / "tiles" / "data.yaml"


def _train(tiles: Path, folder: Path, epochs: int, report: DemoReport, say: Say) -> Path:
    from studio.core.runs.config import TrainConfig
    from studio.core.training.loop import train

    losses: list[float] = []

    def follow(event: dict[str, Any]) -> None:
        if event["event"] == "epoch":
            losses.append(event["box"] + event["objectness"] + event["classification"])
            say(
                tr(
                    "    {epoch}/{epochs} epochs: loss {loss:.3f}, mAP@0.5 {map50:.3f}, {seconds:.1f} s",
                    epoch=event["epoch"], epochs=epochs, loss=losses[-1],
                    map50=event["map50"], seconds=event["seconds"],
                )
            )  # fmt: skip

    with report.step(tr("train"), say) as lines:
        run = train(
            TrainConfig(data=str(tiles), out=str(folder / "run"), model=MODEL, imgsz=IMGSZ, epochs=epochs),
            follow,
        )
        lines.append(
            tr(
                "{model} at {imgsz}, {epochs} epochs: loss {first:.3f} -> {last:.3f}",
                model=MODEL, imgsz=IMGSZ, epochs=len(losses), first=losses[0], last=losses[-1],
            )
        )  # fmt: skip
    return run


def _evaluate(run: Path, tiles: Path, report: DemoReport, say: Say) -> Evaluation:
    from studio.core.evaluation.evaluate import evaluate_model

    with report.step(tr("evaluate"), say) as lines:
        result = evaluate_model(run, open_dataset(tiles), threads="measure").evaluation
        lines.append(
            tr(
                "mAP@0.5 {map50:.3f}, mAP@0.5:0.95 {map50_95:.3f}, precision {precision:.3f},"
                " recall {recall:.3f} on {images} val tiles",
                map50=result.map50, map50_95=result.map50_95, precision=result.precision,
                recall=result.recall, images=result.images,
            )
        )  # fmt: skip
        lines += [
            tr(
                "    {name}: mAP@0.5 {map50:.3f}, {boxes} boxes",
                name=name, map50=part.map50, boxes=part.boxes,
            )
            for name, part in result.per_class.items()
        ]  # fmt: skip
    return result


def _export(run: Path, tiles: Path, folder: Path, report: DemoReport, say: Say) -> list[Path]:
    from studio.core.export.export import export_model
    from studio.core.export.exporters import UNIVERSAL

    with report.step(tr("export and verify"), say) as lines:
        exported = export_model(run, list(UNIVERSAL), folder / "exported", verify=open_dataset(tiles))
        for file in exported.files:
            proof = file.verification
            assert proof is not None
            lines.append(
                tr(
                    "{format}, {size:.1f} MB: {verdict}, {matched} of {detections} boxes matched,"
                    " differences {score:.1e} in score, {box:.1e} px",
                    format=file.format, size=file.size_bytes / 1e6, verdict=proof.verdict,
                    matched=proof.matched, detections=proof.detections,
                    score=proof.largest_score_difference, box=proof.largest_box_difference_px,
                )
            )  # fmt: skip
            report.passed &= proof.verdict != "FAIL"
    return [file.path for file in exported.files]


def _detect(exported: list[Path], tiles: Path, confidence: float, report: DemoReport, say: Say) -> None:
    """Count what each exported file finds in the val tiles beside what is there."""
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.detector import load_detector

    dataset = open_dataset(tiles)
    records = dataset.splits["val"]
    boxes = sum(len(dataset.read(record).boxes) for record in records)
    with report.step(tr("detect"), say) as lines:
        for path in exported:
            detector = load_detector(path, threads="measure", is_ours=True)
            detector.thresholds = Thresholds(confidence)
            detector.warm_up()
            frames = [detector.detect(imread(record.path)) for record in records]
            lines.append(
                tr(
                    "{runtime}: {found} detections above {confidence:.2f} where {boxes} boxes are,"
                    " {ms:.1f} ms a tile",
                    runtime=detector.engine.name,
                    found=sum(len(frame.detections) for frame in frames),
                    boxes=boxes,
                    confidence=confidence,
                    ms=statistics.median(frame.timings.total for frame in frames),
                )
            )
            detector.close()


def _time_live(exported: list[Path], report: DemoReport, say: Say) -> None:
    """Run the live loop on the moving sample scene with each exported file."""
    from studio.core.live.loop import run_live
    from studio.core.live.sources import open_source
    from studio.core.runtime.detector import load_detector

    with report.step(tr("live on the moving scene"), say) as lines:
        for path in exported:
            detector = load_detector(path, threads="measure", is_ours=True)
            summary = run_live(detector, open_source("sample", paced=False), frames=LIVE_FRAMES, draw=True)
            detector.close()
            total, inference = summary.stages["total"], summary.stages["inference"]
            lines.append(
                tr(
                    "{runtime}: total p50 {p50:.1f} ms, p95 {p95:.1f} ms (inference {inference:.1f} ms),"
                    " {fps:.0f} frames a second",
                    runtime=summary.runtime, p50=total["p50"], p95=total["p95"],
                    inference=inference["p50"], fps=summary.fps,
                )
            )  # fmt: skip
