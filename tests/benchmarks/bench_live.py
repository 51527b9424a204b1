"""The loop of `studio live` over one video in every runtime: p50 and p95 of each stage, side by side.

    python -m tests.benchmarks.bench_live [--model MODEL] [--video FILE] [--frames N]

Without a model a `yolov5n` of random weights is exported; without a video one is drawn. The runtimes take
turns, so that a busy minute of the machine does not count against one of them. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from pathlib import Path

from studio.core.data.scenes import SceneMovie
from studio.core.live.loop import LiveFrame, run_live
from studio.core.live.sources import open_source
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runtime.detector import identify_model, load_detector
from studio.core.spec import ModelSpec
from studio.core.timing import STAGES, TimingHistory
from studio.core.weights.checkpoint import Checkpoint

ROUNDS = 3


def draw_video(path: Path, *, frames: int = 100) -> Path:
    """Write the built-in moving scene as a video."""
    import cv2

    movie = SceneMovie()
    height, width = movie.frame(0.0).shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 30.0, (width, height))
    for number in range(frames):
        writer.write(movie.frame(number / 30)[:, :, ::-1])
    writer.release()
    return path


def random_checkpoint(path: Path, *, imgsz: int = 416) -> Path:
    """Write a yolov5n of four classes that was never trained: its times are those of a trained one."""
    table = find_table("yolov5n")
    network = Network(table, 4)
    spec = ModelSpec("yolov5n", ("w", "r", "g", "b"), (imgsz, imgsz), network.strides, table.anchors)
    Checkpoint(spec, table, network.state_dict()).save(path)
    return path


def export_all(checkpoint: Path, folder: Path) -> list[Path]:
    """Export a checkpoint to every format; return the files and the checkpoint."""
    from studio.core.export.export import export_model
    from studio.core.export.exporters import UNIVERSAL

    with warnings.catch_warnings():
        # torch calls its own exporters deprecated; that is known and no news here.
        warnings.simplefilter("ignore")
        report = export_model(checkpoint, list(UNIVERSAL), folder)
    return [*(file.path for file in report.files), checkpoint]


def measure(models: list[Path], video: Path, frames: int) -> dict[str, TimingHistory]:
    """Run every model over the video several times in turn; return all frames' times by runtime."""
    histories = {identify_model(model): TimingHistory(length=ROUNDS * frames) for model in models}
    for _ in range(ROUNDS):
        for model in models:
            history = histories[identify_model(model)]
            detector = load_detector(model)

            def keep(frame: LiveFrame, history: TimingHistory = history) -> None:
                history.add(frame.result.timings)

            run_live(detector, open_source(str(video), paced=False), frames=frames, on_frame=keep, draw=True)
            detector.close()
    return histories


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, help="run folder or checkpoint")
    parser.add_argument("--video", type=Path, help="video file")
    parser.add_argument("--frames", type=int, default=100, help="frames of each of the three rounds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checkpoint = options.model or random_checkpoint(folder / "best.pt")
        video = options.video or draw_video(folder / "film.mp4", frames=options.frames)
        histories = measure(export_all(checkpoint, folder), video, options.frames)
    summaries = {runtime: history.summary() for runtime, history in histories.items()}
    print(f"{'p50 / p95 ms':<14}" + "".join(f"{runtime:>18}" for runtime in summaries))
    for stage in (*STAGES, "total"):
        cells = (
            f"{summary[stage]['p50']:8.1f} /{summary[stage]['p95']:7.1f}" for summary in summaries.values()
        )
        print(f"{stage:<14}" + "".join(f"{cell:>18}" for cell in cells))


if __name__ == "__main__":
    main()
