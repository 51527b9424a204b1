"""How near the training loop comes to the limit of this processor, and what makes the step itself faster.

    python tests/benchmarks/bench_training.py [DATA] [--model yolov5n] [--imgsz 416] [--rounds 5]
                                               [--unsettled]

The limit is forward, backward and optimiser step of the same network on tensors that are ready, in the faster
memory format. All variants take turns in one run, because machines are noisy; each keeps its best round.
Rounds are of the same number of steps for all: the best of short rounds is better than that of long ones.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch

from studio.core.data.scenes import write_sample_set
from studio.core.model.network import Network
from studio.core.runs.config import TrainConfig
from studio.core.runs.log import Diary
from studio.core.training.devices import settled_process
from studio.core.training.leader import Leader
from studio.core.training.loop import Training
from studio.core.training.optimizer import freeze_norms
from studio.core.training.prepare import prepare
from studio.core.training.team import Team

LIMIT = "bare step, channels-last: the limit"
READY = 12
"""Input tensors made before the time is taken."""


def ready(training: Training, count: int) -> list[torch.Tensor]:
    """Return input tensors like those of the first steps."""
    config = training.config
    shape = (config.batch, 3, config.imgsz, config.imgsz)
    return [torch.rand(shape).contiguous(memory_format=torch.channels_last) for _ in range(count)]


def bare(network: Network, optimizer: torch.optim.Optimizer, images: list[torch.Tensor], steps: int) -> float:
    """Return the seconds of a bare step, the mean of so many."""
    begun = time.perf_counter()
    for image in itertools.islice(itertools.cycle(images), steps):
        heads = network(image)
        torch.stack([head.square().mean() for head in heads]).sum().backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return (time.perf_counter() - begun) / steps


def variant(
    training: Training,
    *,
    channels_last: bool = True,
    fused: bool = True,
    frozen: bool = False,
    compiled: bool = False,
) -> Callable[[list[torch.Tensor], int], float]:
    """Return a bare step of a network like the training's, made in one of the ways."""
    network = training.prepared.build_network(None).train()
    if channels_last:
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if frozen:
        freeze_norms(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-4, fused=fused)
    called = torch.compile(network) if compiled else network

    def run(images: list[torch.Tensor], steps: int) -> float:
        kept = images if channels_last else [image.contiguous() for image in images]
        return bare(called, optimizer, kept, steps)

    return run


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", help="dataset; a drawn one by default")
    parser.add_argument("--model", default="yolov5n")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument(
        "--unsettled", action="store_true", help="without what trainings set for their process"
    )
    parser.add_argument("--compile", action="store_true", help="try torch.compile, too (minutes)")
    options = parser.parse_args()
    settled = contextlib.nullcontext() if options.unsettled else settled_process()
    with settled, tempfile.TemporaryDirectory() as folder:
        data = options.data or str(write_sample_set(Path(folder, "set"), images=120, size_wh=(1280, 960)))
        run = Path(folder, "run")
        run.mkdir()
        config = TrainConfig(
            data, str(run), model=options.model, imgsz=options.imgsz, epochs=1000, threads=options.threads
        )
        diary = Diary(run, lambda event: None)
        prepared = prepare(config)
        leader = Leader(prepared, diary, None)
        training = Training(prepared, Team(), leader, None)
        images = ready(training, READY)
        ways = {
            LIMIT: variant(training),
            "contiguous": variant(training, channels_last=False),
            "AdamW as a loop over parameters": variant(training, fused=False),
            "frozen batch norm": variant(training, frozen=True),
        }
        if options.compile and (shutil.which("g++") or shutil.which("cl")):
            ways["torch.compile"] = variant(training, compiled=True)
        loop_seconds, validation = float("inf"), float("inf")
        best = dict.fromkeys(ways, float("inf"))
        training.train_epoch(1)
        leader.evaluate(training.stepper)
        for run_way in ways.values():
            run_way(images, 2)
        for number in range(options.rounds):
            for name, run_way in ways.items():
                best[name] = min(best[name], run_way(images, training.steps))
            begun = time.perf_counter()
            training.train_epoch(2 + number)
            loop_seconds = min(loop_seconds, (time.perf_counter() - begun) / training.steps)
            begun = time.perf_counter()
            leader.evaluate(training.stepper)
            validation = min(validation, time.perf_counter() - begun)
        diary.close()
    batch = training.config.batch
    loop = loop_seconds * batch / (len(training.prepared.data.store) / training.steps)
    limit = best[LIMIT]
    print(f"{options.model} at {options.imgsz}, batch {batch}, {training.threads} threads, images a second:")
    for name, seconds in best.items():
        print(f"  {batch / seconds:7.1f}  {limit / seconds:5.2f}  {name}")
    print(f"  {batch / loop:7.1f}  {limit / loop:5.2f}  whole training loop")
    epoch = loop_seconds * training.steps
    print(f"validation: {validation:.2f} s beside {epoch:.2f} s of training, {validation / epoch:.0%}")


if __name__ == "__main__":
    main()
