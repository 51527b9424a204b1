"""Detector: a picture in, detections and stage times out, whatever engine runs the network."""

from __future__ import annotations

import importlib
import itertools
import math
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np

from studio.core.boxes.decode import candidates, decode_raw
from studio.core.boxes.detections import Detections
from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.boxes.nms import nms
from studio.core.errors import StudioError
from studio.core.pictures import Image
from studio.core.runtime.contract import check_outputs
from studio.core.runtime.engine import Engine, Tensor
from studio.core.runtime.threads import Threads, resolve_threads
from studio.core.spec import ModelSpec
from studio.core.timing import FrameTimings, StageTimer
from studio.core.weights.mistaken import mistaken
from studio.core.words import tr


@dataclass(slots=True)
class Thresholds:
    """What is kept of a network's candidates.

    Attributes:
        confidence: least score, 0..1.
        iou: overlap above which the lower of two boxes of one class is dropped, 0..1.
        top_k: most candidates that go into NMS, highest scores first. Each object brings about five, so
            1000 serves pictures of 200 objects; 300 lost a quarter of the boxes on photos of 120 lamps.
    """

    confidence: float = 0.25
    iou: float = 0.45
    top_k: int = 1000

    def __post_init__(self) -> None:
        """Raise a StudioError when a value is out of its range."""
        for name, value in (("confidence", self.confidence), ("IoU", self.iou)):
            if not (math.isfinite(value) and 0 <= value <= 1):
                raise StudioError(
                    tr("The {name} threshold {value} is not between 0 and 1.", name=name, value=value),
                    tr("Use a value such as 0.25 for confidence and 0.45 for IoU."),
                )
        if self.top_k < 1:
            raise StudioError(
                tr("Top-k is {value}, so no box could be kept.", value=self.top_k),
                tr("Use 1 or more; 1000 is usual."),
            )


EngineLoader = Callable[[Path, int | None, int], Engine]
"""(file, asked input size or None, threads) -> engine; raises StudioError."""


@dataclass(frozen=True, slots=True)
class RuntimeKind:
    """One row of RUNTIMES: name, usual file suffixes, where its loader is, and a line for people.

    Attributes:
        is_program: what such a file computes is its own affair, so that it is run where it can be killed.
    """

    name: str
    suffixes: tuple[str, ...]
    loader: str
    text: str
    is_program: bool = True

    def load(self) -> EngineLoader:
        """Import and return the loader."""
        module, function = self.loader.split(":")
        return cast(EngineLoader, getattr(importlib.import_module(module), function))


RUNTIMES: tuple[RuntimeKind, ...] = (
    RuntimeKind("onnx", (".onnx",), "studio.core.runtime.onnx:load", "onnxruntime: fast on any desktop"),
    RuntimeKind(
        "ptl", (".ptl",), "studio.core.runtime.torchscript:load_lite", "PyTorch Mobile lite interpreter"
    ),
    RuntimeKind(
        "torchscript", (".torchscript",), "studio.core.runtime.torchscript:load", "TorchScript in libtorch"
    ),
    RuntimeKind(
        "pytorch",
        (".pt", ".pth", ".weights", ".cfg"),
        "studio.core.runtime.pytorch:load",
        "the checkpoint itself, as it was trained: a run's, a published one, or darknet's",
        is_program=False,
    ),
)


@dataclass(frozen=True, slots=True)
class FrameResult:
    """What one picture gave: detections in its own pixels, and the milliseconds of each stage."""

    detections: Detections
    timings: FrameTimings


@dataclass(slots=True)
class Detector:
    """An engine with all that lies between a picture and its detections.

    `thresholds` may be replaced between two pictures; each picture uses one set from start to end.
    """

    engine: Engine
    thresholds: Thresholds = field(default_factory=Thresholds)

    @property
    def spec(self) -> ModelSpec:
        """The facts of the model."""
        return self.engine.spec

    def prepare(self, image: Image) -> tuple[Tensor, Letterbox]:
        """Return the network's input for an HxWx3 RGB image, and where the image lies in it."""
        spec = self.spec
        height, width = image.shape[:2]
        placement = Letterbox.fit((width, height), spec.input_wh, spec.resize)
        return to_input(placement.apply(image), spec.colour), placement

    def decode(self, outputs: list[Tensor], *, above: float = 0.0) -> Tensor:
        """Return an engine's outputs as 1xNx(5+classes); raw heads leave out rows that can't pass `above`.

        Raises:
            StudioError: the outputs don't have the shape the model's description promises.
        """
        check_outputs([(1, *output.shape[1:]) for output in outputs], self.spec)
        return decode_raw(outputs, self.spec, above=above) if self.spec.output == "raw" else outputs[0]

    def detect(self, image: Image, timer: StageTimer | None = None) -> FrameResult:
        """Return what the model finds in an HxWx3 RGB image; `timer` goes on from stages already timed."""
        timer = timer or StageTimer()
        thresholds = self.thresholds
        with timer.stage("preprocess"):
            tensor, placement = self.prepare(image)
        with timer.stage("inference"):
            outputs = self.engine.infer(tensor)
        return self.finish(outputs, placement, timer, thresholds)

    def detect_all(self, images: Iterable[Image]) -> Iterator[Detections]:
        """Yield what the model finds in each image; `engine.batch` of them are held and run together."""
        waiting = iter(images)
        while prepared := [self.prepare(image) for image in itertools.islice(waiting, self.engine.batch)]:
            outputs = self.engine.infer(np.concatenate([tensor for tensor, _ in prepared]))
            for place, (_, placement) in enumerate(prepared):
                yield self.finish([output[place : place + 1] for output in outputs], placement).detections

    def finish(
        self,
        outputs: list[Tensor],
        placement: Letterbox,
        timer: StageTimer | None = None,
        thresholds: Thresholds | None = None,
    ) -> FrameResult:
        """Return the result of a picture whose network outputs are already there."""
        timer = timer or StageTimer()
        thresholds = thresholds or self.thresholds
        with timer.stage("decode"):
            found = candidates(self.decode(outputs, above=thresholds.confidence), thresholds.confidence)
        with timer.stage("nms"):
            kept = nms(found, iou_threshold=thresholds.iou, top_k=thresholds.top_k)
            kept = kept.with_boxes(placement.input_to_image(kept.xyxy))
            # A box that lay wholly in the letterbox bars has no pixel of the picture.
            kept = kept[(kept.xyxy[:, 2] > kept.xyxy[:, 0]) & (kept.xyxy[:, 3] > kept.xyxy[:, 1])]
        return FrameResult(kept, timer.timings)

    def warm_up(self) -> None:
        """Run the network on grey twice: engines plan and allocate in their first runs."""
        width, height = self.spec.input_wh
        tensor = np.full((1, 3, height, width), 0.5, np.float32)
        for _ in range(2):
            self.engine.infer(tensor)

    def close(self) -> None:
        """Free the network."""
        self.engine.close()


def identify_model(path: Path) -> str:
    """Return the name in RUNTIMES of what can run the model at `path`, judged by its content.

    Raises:
        StudioError: nothing is there, or nothing here can run it.
    """
    path = Path(path)
    if not path.exists():
        raise StudioError(
            tr("The model {path} does not exist.", path=path), tr("Check the path and try again.")
        )
    if path.is_dir():
        return "pytorch"
    if not path.is_file():
        # A named pipe or a device: reading it may never end.
        raise StudioError(
            tr("{path} is not a file that can be read to its end.", path=path),
            tr("Copy the model into a file and give that."),
        )
    if path.suffix.lower() in (".onnx", ".weights", ".cfg"):
        return "onnx" if path.suffix.lower() == ".onnx" else "pytorch"
    names: list[str] = []
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        pass
    inside = {name.partition("/")[2] for name in names}
    if "bytecode.pkl" in inside:
        return "ptl"
    if "constants.pkl" in inside:
        return "torchscript"
    if "data.pkl" in inside or (path.suffix.lower() in (".pt", ".pth") and _is_pickle(path)):
        return "pytorch"
    raise mistaken(path) or StudioError(
        tr("{path} is not a model this program can run.", path=path),
        tr(
            "Give a run folder, a checkpoint (.pt), or a file exported as {suffixes}.",
            suffixes=", ".join(
                suffix for kind in RUNTIMES for suffix in kind.suffixes if kind.name != "pytorch"
            ),
        ),
    )


def _is_pickle(path: Path) -> bool:
    """Return whether a file begins as pickles of protocol 2 and later do; torch before 1.6 wrote such."""
    with path.open("rb") as stream:
        start = stream.read(2)
    return len(start) == 2 and start[0] == 0x80 and 2 <= start[1] <= 5


def load_detector(
    model: Path,
    *,
    imgsz: int | None = None,
    threads: Threads = None,
    is_ours: bool = False,
    should_stop: Callable[[], bool] = lambda: False,
) -> Detector:
    """Return a detector for a run folder, a checkpoint or an exported file.

    Args:
        imgsz: changes the input size of a checkpoint; an exported file has the one it was exported for.
        threads: None takes a sensible number, "measure" tries them out on this machine now.
        is_ours: this process has just written the exported file itself. Any other is a foreign program and
            is run by a child process, which ends with the detector, with Ctrl+C and with this process.
        should_stop: asked while a child is waited for, here and in the detector; True kills it, and the wait
            ends with a Cancelled.

    Raises:
        StudioError: it isn't a model, says nothing of its input, or was exported for another size.
    """
    model = Path(model)
    name = identify_model(model)
    kind = next(row for row in RUNTIMES if row.name == name)
    if kind.is_program and not is_ours:
        from studio.core.runtime.program import ProgramEngine

        return Detector(ProgramEngine(kind.name, model, imgsz, threads, should_stop))
    load = kind.load()
    return Detector(resolve_threads(threads, lambda count: load(model, imgsz, count)))
