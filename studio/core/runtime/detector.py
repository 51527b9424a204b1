"""Detector: a picture in, detections and stage times out, whatever engine runs the network."""

from __future__ import annotations

import importlib
import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal, cast

import numpy as np

from studio.core.boxes.decode import candidates, decode_raw
from studio.core.boxes.detections import Detections
from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.pictures import Image
from studio.core.runtime.contract import check_outputs, run_error
from studio.core.runtime.engine import Engine, Tensor
from studio.core.runtime.needs import TORCH, Need
from studio.core.runtime.threads import Threads, resolve_threads
from studio.core.runtime.tiled import detect_in_tiles
from studio.core.spec import ModelSpec
from studio.core.tiling.tiling import Tiling
from studio.core.timing import FrameTimings, StageTimer
from studio.core.weights.given import NOTHING, Given
from studio.core.weights.mistaken import mistaken
from studio.core.words import mark, tr

EngineLoader = Callable[[Path, int | None, int], Engine]
"""(file, asked input size or None, threads) -> engine; raises StudioError."""
OwnTiling = Literal["own"]


@dataclass(frozen=True, slots=True)
class RuntimeKind:
    """One row of RUNTIMES: name, usual file suffixes, where its loader is, and a line for people.

    Attributes:
        is_program: what such a file computes is its own affair, so that it is run where it can be killed.
        needs: what must be installed besides the studio.
    """

    name: str
    suffixes: tuple[str, ...]
    loader: str
    text: str
    is_program: bool = True
    needs: Need | None = None

    def missing(self) -> StudioError | None:
        """Return what to tell when what it needs is not installed, None when it is."""
        return self.needs.missing() if self.needs else None

    def load(self, given: Given = NOTHING) -> EngineLoader:
        """Import and return the loader, which knows what is given of a checkpoint.

        Raises:
            StudioError: what it needs is not installed.
        """
        if missing := self.missing():
            raise missing
        module, function = self.loader.split(":")
        loader = getattr(importlib.import_module(module), function)
        return cast(EngineLoader, partial(loader, given=given) if given else loader)


RUNTIMES: tuple[RuntimeKind, ...] = (
    RuntimeKind("onnx", (".onnx",), "studio.core.runtime.onnx:load", "onnxruntime: fast on any desktop"),
    RuntimeKind(
        "ptl",
        (".ptl",),
        "studio.core.runtime.torchscript:load_lite",
        "PyTorch Mobile lite interpreter",
        needs=TORCH,
    ),
    RuntimeKind(
        "torchscript",
        (".torchscript",),
        "studio.core.runtime.torchscript:load",
        "TorchScript in libtorch",
        needs=TORCH,
    ),
    RuntimeKind("ncnn", (".param",), "studio.core.runtime.ncnn:load", "NCNN: phones and small computers"),
    RuntimeKind(
        "tflite",
        (".tflite",),
        "studio.core.runtime.tflite:load",
        "LiteRT: Android and the browser",
        needs=Need(mark("LiteRT, which runs TFLite files,"), "tflite", ("ai_edge_litert",)),
    ),
    RuntimeKind(
        "openvino",
        (".xml",),
        "studio.core.runtime.openvino:load",
        "OpenVINO: Intel's processors and graphics",
        needs=Need("OpenVINO", "openvino", ("openvino",)),
    ),
    RuntimeKind(
        "executorch",
        (".pte",),
        "studio.core.runtime.executorch:load",
        "ExecuTorch: Android and iOS apps",
        needs=Need("ExecuTorch", "executorch", ("executorch",)),
    ),
    RuntimeKind(
        "coreml",
        (".mlpackage",),
        "studio.core.runtime.coreml:load",
        "CoreML: iPhone, iPad and Mac",
        needs=Need("CoreML", "coreml", ("coremltools",), systems=("darwin",)),
    ),
    RuntimeKind(
        "pytorch",
        (".pt", ".pth", ".weights", ".cfg"),
        "studio.core.runtime.pytorch:load",
        "the checkpoint itself, as it was trained: a run's, a published one, or darknet's",
        is_program=False,
        needs=TORCH,
    ),
)


@dataclass(frozen=True, slots=True)
class FrameResult:
    """What one picture gave: detections in its own pixels, the milliseconds of each stage, and its tiles."""

    detections: Detections
    timings: FrameTimings
    tiles: int = 1


@dataclass(slots=True)
class Detector:
    """An engine with all that lies between a picture and its detections.

    `thresholds` and `tiling` may be replaced between two pictures; each picture uses one set from start to
    end. With a tiling `detect` and `detect_all` look at a picture tile by tile; all else is about one picture
    for the network.
    """

    engine: Engine
    thresholds: Thresholds = field(default_factory=Thresholds)
    tiling: Tiling | None = None

    @property
    def spec(self) -> ModelSpec:
        """The facts of the model."""
        return self.engine.spec

    def prepare(self, image: Image) -> tuple[Tensor, Letterbox]:
        """Return the network's input for an HxWx3 RGB image, and where the image lies in it."""
        spec = self.spec
        height, width = image.shape[:2]
        placement = Letterbox.of((width, height), spec)
        return to_input(placement.apply(image), spec.colour), placement

    def scale_xy(self, image_wh: tuple[int, int]) -> tuple[float, float]:
        """Return how many pixels of the network's input are one of an image of this size, along each axis."""
        first = self.tiling.tiles(image_wh)[0] if self.tiling else None
        width, height = (first.width, first.height) if first else image_wh
        scaled = Letterbox.of((width, height), self.spec).scaled_wh
        return scaled[0] / width, scaled[1] / height

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
        if self.tiling is not None:
            found, tiles = detect_in_tiles(self, self.tiling, image, timer)
            return FrameResult(found, timer.timings, tiles)
        thresholds = self.thresholds
        with timer.stage("preprocess"):
            tensor, placement = self.prepare(image)
        with timer.stage("inference"):
            outputs = self.engine.infer(tensor, thresholds)
        return self.finish(outputs, placement, timer, thresholds)

    def detect_all(self, images: Iterable[Image]) -> Iterator[Detections]:
        """Yield what the model finds in each image; `engine.batch` of them, or of its tiles, run together."""
        if self.tiling is not None:
            for image in images:
                yield self.detect(image).detections
            return
        waiting = iter(images)
        while prepared := [self.prepare(image) for image in itertools.islice(waiting, self.engine.batch)]:
            tensors = np.concatenate([tensor for tensor, _ in prepared])
            outputs = self.engine.infer(tensors, self.thresholds)
            for place, (_, placement) in enumerate(prepared):
                own = outputs if len(prepared) == 1 else [output[place : place + 1] for output in outputs]
                yield self.finish(own, placement).detections

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
        if self.spec.output == "detections":
            kept = self._kept_inside(outputs, thresholds.confidence)
        else:
            with timer.stage("decode"):
                found = candidates(self.decode(outputs, above=thresholds.confidence), thresholds.confidence)
            with timer.stage("nms"):
                kept = nms(found, iou_threshold=thresholds.iou, top_k=thresholds.top_k)
        with timer.stage("nms"):
            kept = kept.with_boxes(placement.input_to_image(kept.xyxy))
            # A box that lay wholly in the letterbox bars has no pixel of the picture.
            kept = kept[(kept.xyxy[:, 2] > kept.xyxy[:, 0]) & (kept.xyxy[:, 3] > kept.xyxy[:, 1])]
        return FrameResult(kept, timer.timings)

    def _kept_inside(self, outputs: list[Tensor], confidence: float) -> Detections:
        """Return what NMS in the file kept, in input pixels, of it what passes `confidence` (which a file
        with a threshold of its own does not know).

        Raises:
            StudioError: the outputs are no detections.
        """
        check_outputs([output.shape for output in outputs], self.spec)
        boxes, scores, classes, count = outputs
        rows = slice(int(np.clip(np.nan_to_num(count[0]), 0, len(boxes))))
        if not len(boxes) == len(scores) == len(classes):
            raise run_error(self.engine.name, tr("its outputs have different lengths"))
        with np.errstate(invalid="ignore"):
            known = (classes >= 0) & (classes < len(self.spec.class_names))
            keep = known[rows] & (scores[rows] > confidence) & np.isfinite(boxes[rows]).all(axis=1)
            class_ids = np.where(known, classes, 0).astype(np.int64)
        return Detections(boxes[rows][keep], scores[rows][keep], class_ids[rows][keep])

    def warm_up(self) -> None:
        """Run the network on grey twice: engines plan and allocate in their first runs."""
        width, height = self.spec.input_wh
        tensor = np.full((1, 3, height, width), 0.5, np.float32)
        for _ in range(2):
            self.engine.infer(tensor)

    def close(self) -> None:
        """Free the network."""
        self.engine.close()


def find_runtime(path: Path) -> RuntimeKind:
    """Return the row of RUNTIMES that runs the model at `path`; raises as `identify_model` does."""
    name = identify_model(path)
    return next(row for row in RUNTIMES if row.name == name)


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
    suffix = path.suffix.lower()
    if path.is_dir():
        return "coreml" if suffix == ".mlpackage" else "pytorch"
    if not path.is_file():
        # A named pipe or a device: reading it may never end.
        raise StudioError(
            tr("{path} is not a file that can be read to its end.", path=path),
            tr("Copy the model into a file and give that."),
        )
    if suffix not in (".pt", ".pth", ".ptl", ".torchscript"):
        # Such files say nothing in their first bytes that could not be found in others.
        for kind in RUNTIMES:
            if suffix in kind.suffixes and (suffix != ".xml" or is_ir(path)):
                return kind.name
    if _begins(path)[4:8] == b"TFL3":
        return "tflite"
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
    if "data.pkl" in inside or (suffix in (".pt", ".pth") and _is_pickle(path)):
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
    start = _begins(path)
    return start[:1] == b"\x80" and start[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05")


def is_ir(path: Path) -> bool:
    """Return whether an .xml file is an OpenVINO model: labels of CVAT and VOC are XML, too."""
    return b"<net" in _begins(path)


def _begins(path: Path) -> bytes:
    """Return the first bytes of a file; none when it can't be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(200)
    except OSError:
        return b""


def load_detector(
    model: Path,
    *,
    imgsz: int | None = None,
    threads: Threads = None,
    is_ours: bool = False,
    given: Given = NOTHING,
    tiling: Tiling | OwnTiling | None = "own",
    should_stop: Callable[[], bool] = lambda: False,
) -> Detector:
    """Return a detector for a run folder, a checkpoint or an exported file.

    Args:
        imgsz: changes the input size of a checkpoint, and of an exported file that takes any; others have
            the one they were exported for.
        threads: None takes a sensible number, "measure" tries them out on this machine now.
        is_ours: this process has just written the exported file itself. Any other is a foreign program and
            is run by a child process, which ends with the detector, with Ctrl+C and with this process.
        given: what a checkpoint doesn't say itself.
        tiling: how pictures are cut up; None: not at all; "own": as an exported file's description says.
        should_stop: asked while a child is waited for, here and in the detector; True kills it, and the wait
            ends with a Cancelled.

    Raises:
        StudioError: it isn't a model, says nothing of its input, was exported for another size, or what is
            given doesn't fit it.
    """
    model = Path(model)
    kind = find_runtime(model)
    if missing := kind.missing():
        raise missing
    if kind.is_program:
        given.refuse(model)
    if kind.is_program and not is_ours:
        from studio.core.runtime.program import ProgramEngine

        engine: Engine = ProgramEngine(kind.name, model, imgsz, threads, should_stop)
    else:
        load = kind.load(given)
        engine = resolve_threads(threads, lambda count: load(model, imgsz, count))
    chosen = (_own_tiling(model) if kind.is_program else None) if tiling == "own" else tiling
    return Detector(engine, tiling=chosen)


def _own_tiling(path: Path) -> Tiling | None:
    """Return how an exported file, which was opened, is to look at pictures."""
    from studio.core.runtime.stored import stored_contract

    contract = stored_contract(path)
    return contract.tiling if contract else None
