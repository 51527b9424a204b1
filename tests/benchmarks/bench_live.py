"""The loop of `studio live` over one video in every runtime: p50 and p95 of each stage, side by side.

    python -m tests.benchmarks.bench_live [--model MODEL] [--video FILE] [--frames N]

Without a model a `yolov5n` of random weights is exported; without a video one is drawn. The runtimes take
turns, so that a busy minute of the machine does not count against one of them. Below stands what the child
process that runs an exported file costs a picture. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np

from studio.core.data.scenes import SceneMovie
from studio.core.live.loop import LiveFrame, run_live
from studio.core.live.sources import open_source
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runtime.contract import ENTRY, Contract
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


def random_checkpoint(path: Path, *, architecture: str = "yolov5n", imgsz: int = 416) -> Path:
    """Write a network of four classes that was never trained: its times are those of a trained one."""
    table = find_table(architecture)
    network = Network(table, 4)
    spec = ModelSpec(
        architecture, ("w", "r", "g", "b"), (imgsz, imgsz), network.strides, table.anchors, table.resize,
        table.colour, code=network.detect.code,
    )  # fmt: skip
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


def child_costs(model: Path, pictures: int = 300) -> tuple[float, float]:
    """Return the milliseconds of an inference in this process and in a child, in turns; medians."""
    here, there = load_detector(model, is_ours=True), load_detector(model)
    width, height = here.spec.input_wh
    picture = np.random.default_rng(0).random((1, 3, height, width), np.float32)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(pictures):
        for detector, own in zip((here, there), times, strict=True):
            start = time.perf_counter()
            detector.engine.infer(picture)
            own.append((time.perf_counter() - start) * 1000)
    there.close()
    return float(np.median(times[0])), float(np.median(times[1]))


def quick_onnx(path: Path, *, imgsz: int = 416, rows: int = 10_647) -> Path:
    """Write a network of no work with the input and output of a yolov5n of four classes."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    boxes = numpy_helper.from_array(np.zeros((1, rows, 9), np.float32), "boxes")
    start, end = (numpy_helper.from_array(np.full(4, place), f"at{place}") for place in (0, 1))
    nodes = [
        helper.make_node("Slice", ["images", "at0", "at1"], ["corner"]),
        helper.make_node("ReduceMax", ["corner"], ["value"], keepdims=0),
        helper.make_node("Add", ["boxes", "value"], ["output"]),
    ]
    given = helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, imgsz, imgsz])
    found = helper.make_tensor_value_info("output", TensorProto.FLOAT, None)
    graph = helper.make_graph(nodes, "quick", [given], [found], [boxes, start, end])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    spec = ModelSpec("quick", ("w", "r", "g", "b"), (imgsz, imgsz), (8,), (((8.0, 8.0),),))
    entry = model.metadata_props.add()
    entry.key, entry.value = ENTRY, Contract(spec).to_json()
    onnx.save(model, str(path))
    return path


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
        models = export_all(checkpoint, folder)
        histories = measure(models, video, options.frames)
        costs = {"a network of no work": child_costs(quick_onnx(folder / "quick.onnx"))}
        costs |= {identify_model(model): child_costs(model, 100) for model in models[:-1]}
    summaries = {runtime: history.summary() for runtime, history in histories.items()}
    print(f"{'p50 / p95 ms':<14}" + "".join(f"{runtime:>18}" for runtime in summaries))
    for stage in (*STAGES, "total"):
        cells = (
            f"{summary[stage]['p50']:8.1f} /{summary[stage]['p95']:7.1f}" for summary in summaries.values()
        )
        print(f"{stage:<14}" + "".join(f"{cell:>18}" for cell in cells))
    for name, (here, there) in costs.items():
        print(f"{name}: {here:.2f} ms a picture in this process, {there:.2f} in a child")


if __name__ == "__main__":
    main()
