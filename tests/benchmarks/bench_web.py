"""Stage times of the web page in Chromium beside the loop of `studio live`, on the same pictures.

    python -m tests.benchmarks.bench_web [--models NAME ...] [--frames N] [--imgsz N] [--tflite]

The models have random weights: their times are those of trained ones. The pictures are the built-in moving
scene, as a video that both read. The page and the loop take turns, so that a busy minute counts against both.
Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
import warnings
from pathlib import Path

import numpy as np

from studio.core.data.scenes import SceneMovie
from studio.core.live.loop import LiveFrame, run_live
from studio.core.live.sources import open_source
from studio.core.pictures import imwrite
from studio.core.runtime.detector import load_detector
from studio.core.timing import STAGES, FrameTimings, TimingHistory
from tests.benchmarks.bench_live import random_checkpoint
from tests.web.browser import browse, require_browser, served, write_y4m
from tests.web.pages import write_page

MODELS = ("yolo-fastestv2", "v5lite-e", "yolov5n")
ROUNDS = 3
STEPS = """
await page.waitForFunction(() => !document.getElementById('camera').disabled, null, { timeout: 200000 });
const frames = await page.evaluate((count) => new Promise((resolve) => {
  const found = [];
  studio.onFrame = ({ timings }) => {
    found.push(timings);
    if (found.length === count) resolve(found);
  };
  document.getElementById('camera').click();
}), facts.frames);
return { frames, engine: await page.textContent('#engine'), fps: await page.textContent('#fps') };
"""


def page_times(page: Path, video: Path, frames: int, history: TimingHistory) -> str:
    """Add the times of some frames in Chromium to a history, and return what ran the model."""
    with served(page) as site:
        answer, _ = browse(site.address, STEPS, camera=video, facts={"frames": frames + 5}, timeout_s=500)
    # The first frames meet code that is not compiled yet.
    for timings in answer["frames"][5:]:
        history.add(FrameTimings(**timings))
    return f"{answer['engine']}, {answer['fps']} fps"


def loop_times(model: Path, video: Path, frames: int, history: TimingHistory) -> None:
    """Add the times of some frames in the live loop, with its drawing."""

    def keep(frame: LiveFrame) -> None:
        history.add(frame.result.timings)

    with contextlib.closing(load_detector(model)) as detector:
        run_live(detector, open_source(str(video), paced=False), frames=frames, on_frame=keep, draw=True)


def export(name: str, folder: Path, imgsz: int, formats: list[str]) -> tuple[Path, list[Path]]:
    """Return a checkpoint of random weights and its exported files."""
    from studio.core.export.export import export_model

    checkpoint = random_checkpoint(folder / f"{name}.pt", architecture=name, imgsz=imgsz)
    with warnings.catch_warnings():
        # torch calls its own exporters deprecated; that is known and no news here.
        warnings.simplefilter("ignore")
        report = export_model(checkpoint, formats, folder / name)
    return checkpoint, [file.path for file in report.files]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", nargs="+", default=MODELS, help="names of layer tables")
    parser.add_argument("--frames", type=int, default=60, help="frames of each of the three rounds")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--tflite", action="store_true", help="LiteRT.js as well (studio setup tflite)")
    options = parser.parse_args()
    require_browser()
    columns: dict[str, TimingHistory] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        movie = SceneMovie()
        video = write_y4m(folder / "lamps.y4m", [movie.frame(number / 30) for number in range(90)])
        pictures = [folder / f"{number}.png" for number in range(2)]
        for number, path in enumerate(pictures):
            imwrite(path, np.ascontiguousarray(movie.frame(float(number))))
        for model in options.models:
            checkpoint, files = export(model, folder, options.imgsz, ["onnx", *["tflite"] * options.tflite])
            pages = {
                file.suffix: write_page(folder / f"{model}{file.suffix}", checkpoint, [file], pictures)
                for file in files
            }
            length = ROUNDS * options.frames
            names = {suffix: f"{model} page{suffix}" for suffix in pages}
            columns |= {title: TimingHistory(length) for title in (*names.values(), f"{model} studio")}
            for _ in range(ROUNDS):
                for suffix, page in pages.items():
                    told = page_times(page, video, options.frames, columns[names[suffix]])
                    print(f"{names[suffix]}: {told}", flush=True)
                loop_times(files[0], video, options.frames, columns[f"{model} studio"])
    width = max(map(len, columns)) + 2
    print(f"\n{'p50 / p95 ms':<{width}}" + "".join(f"{stage:>16}" for stage in (*STAGES, "total")))
    for title, history in columns.items():
        cells = (f"{each['p50']:8.1f} /{each['p95']:6.1f}" for each in history.summary().values())
        print(f"{title:<{width}}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main()
