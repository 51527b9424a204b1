"""Faults planted in a right file: what usually goes wrong on the way to a device, by graph surgery.

They are planted in ONNX. A TFLite file with a fault is what the studio's converter makes of such a file.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from studio.core.boxes.letterbox import Letterbox
from studio.core.export.agreement import Terms, Tolerances
from studio.core.export.chosen import ChosenImages
from studio.core.export.diagnose import diagnose
from studio.core.export.diagnosis import Diagnosis
from studio.core.export.export import export_model
from studio.core.export.source import Source
from studio.core.export.tflite import convert
from studio.core.export.verify import USUAL, settle_confidence, verify_files
from studio.core.pictures import imread, imwrite, list_images
from studio.core.runtime.contract import ENTRY, Contract
from studio.core.runtime.detector import Detector, load_detector
from studio.core.spec import PAD, ModelSpec, Output

GREY = PAD / 255
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Surgery:
    """A file that is operated on: nodes go in front of it or behind it, and its description may change.

    Attributes:
        spec: what its description says.
        placement: where the pictures that are shown to it lie in its input.
    """

    def __init__(self, model: onnx.ModelProto, placement: Letterbox) -> None:
        self.model, self.graph, self.placement = model, model.graph, placement
        (self._entry,) = [each for each in model.metadata_props if each.key == ENTRY]
        self.contract = Contract.from_json(self._entry.value)
        self._count = 0

    @property
    def spec(self) -> ModelSpec:
        return self.contract.spec

    def describe(self, **change: Any) -> None:
        """Say something else in the description."""
        self.contract = replace(self.contract, spec=replace(self.spec, **change))
        self._entry.value = self.contract.to_json()

    def constant(self, value: Any) -> str:
        array = np.asarray(value)
        array = array.astype(np.float32 if array.dtype.kind == "f" else np.int64)
        name = self._name()
        self.graph.initializer.append(numpy_helper.from_array(array, name))
        return name

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = self._name()
        self._new.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def math(self, kind: str, tensor: str, value: Any) -> str:
        return self.node(kind, tensor, self.constant(np.asarray(value, np.float32)))

    def columns(self, rows: str, start: int, end: int, axis: int = 2) -> str:
        return self.node("Slice", rows, *(self.constant([each]) for each in (start, end, axis)))

    def join(self, *parts: str, axis: int = 2) -> str:
        return self.node("Concat", *parts, axis=axis)

    def in_front(self, build: Callable[[Surgery, str], str]) -> None:
        """Let nodes change the input before the network has it."""
        old = list(self.graph.node)
        self._new: list[onnx.NodeProto] = []
        name = self.graph.input[0].name
        result = build(self, name)
        for node in old:
            node.input[:] = [result if each == name else each for each in node.input]
        del self.graph.node[:]
        self.graph.node.extend([*self._new, *old])

    def behind(self, build: Callable[[Surgery, Sequence[str]], Sequence[str]]) -> None:
        """Let nodes change the outputs; there may be others then, of any shape."""
        self._new = []
        results = build(self, [output.name for output in self.graph.output])
        self.graph.node.extend(self._new)
        del self.graph.output[:]
        self.graph.output.extend(
            helper.make_tensor_value_info(each, TensorProto.FLOAT, None) for each in results
        )

    def _name(self) -> str:
        self._count += 1
        return f"planted_{self._count}"


Plant = Callable[[Surgery], None]


@dataclass(frozen=True)
class Fault:
    """One fault, the names in the table of causes that say it, and how it is planted.

    Attributes:
        head: of the right file that it is planted in.
        imgsz: the size that the right file is exported for; None for the checkpoint's.
        needs: a spec it can be planted in.
    """

    name: str
    causes: tuple[str, ...]
    plant: Plant
    head: Output = "decoded"
    imgsz: int | None = None
    needs: Callable[[ModelSpec], bool] = field(default=lambda spec: True)


def plant(fault: Fault, right: Path, to: Path, image_wh: tuple[int, int]) -> Path:
    """Write a copy of a right file with a fault in it, for pictures of one size."""
    model = onnx.load(right)
    surgery = Surgery(model, None)  # type: ignore[arg-type]
    spec = surgery.spec
    surgery.placement = Letterbox.fit(image_wh, spec.input_wh, spec.resize)
    fault.plant(surgery)
    onnx.save(model, to)
    return to


def as_tflite(file: Path) -> Path:
    """Convert an ONNX file, right or not, to TFLite, and return the file beside it."""
    model = onnx.load(file)
    (entry,) = [each for each in model.metadata_props if each.key == ENTRY]
    source = Source(None, replace(Contract.from_json(entry.value), layout="nhwc"))  # type: ignore[arg-type]
    # What the converter starts from, in place of the network's.
    source.__dict__["onnx"] = file.read_bytes()
    to = file.with_suffix(".tflite")
    to.write_bytes(convert(source)[".tflite"])
    return to


def right_files(checkpoint: Path, folder: Path) -> Callable[[Fault], Path]:
    """Return what gives the right file that a fault is planted in, each exported once."""

    @cache
    def export(head: str, imgsz: int | None) -> Path:
        report = export_model(checkpoint, ["onnx"], folder / f"{head}-{imgsz}", head=head, imgsz=imgsz)
        return report.files[0].path

    return lambda fault: export(fault.head, fault.imgsz)


def caught(checkpoint: Path, files: Sequence[Path], pictures: Sequence[Path]) -> list[bool]:
    """Tell of each file whether the proof fails."""
    proofs = verify_files(checkpoint, files, ChosenImages(list(pictures)))
    return [proof.verdict == "FAIL" for proof in proofs]


def ask(ours: Detector, file: Path, pictures: Sequence[Path]) -> Diagnosis | None:
    """Return what the diagnosis says about a file beside its checkpoint."""
    confidence, _ = settle_confidence(ours, pictures, USUAL, lambda done, of: None)
    terms = Terms(replace(USUAL, confidence=confidence), Tolerances().at(confidence), max(ours.spec.input_wh))
    with contextlib.closing(load_detector(file, is_ours=True)) as theirs:
        return diagnose(theirs.engine, ours, pictures, terms)


def crop(paths: list[Path], folder: Path) -> list[Path]:
    """Write the pictures cut to one size that is not square, so that placing and padding show."""
    images = [imread(path) for path in paths]
    width = min(image.shape[1] for image in images)
    height = min(*(image.shape[0] for image in images), round(width * 0.55))
    folder.mkdir()
    for path, image in zip(paths, images, strict=True):
        imwrite(folder / f"{path.stem}.png", image[:height, :width])
    return list_images(folder)


@dataclass(frozen=True)
class Outcome:
    """What came of a planted fault: whether the proof failed, what was told, and after how long."""

    fault: Fault
    caught: bool
    diagnosis: Diagnosis | None
    seconds: float

    @property
    def named(self) -> bool:
        """Whether just the causes were told that were planted."""
        told = self.diagnosis
        return bool(told and told.is_certain and (told.causes, told.others) == (self.fault.causes, ()))


def try_all(
    checkpoint: Path,
    pictures: Sequence[Path],
    folder: Path,
    *,
    faults: Sequence[Fault] | None = None,
    finish: Callable[[Path], Path] = lambda file: file,
) -> tuple[list[Outcome], list[str]]:
    """Plant each fault that a checkpoint's files can have; the second is what is told of right files.

    Args:
        faults: those of FAULTS to plant; None for all.
        finish: makes the file that is proved of the ONNX file.
    """
    right = right_files(checkpoint, folder)
    image_wh = imread(pictures[0]).shape[1::-1]
    with contextlib.closing(load_detector(checkpoint)) as ours:
        stride = max(ours.spec.strides)
        fitting = [
            replace(fault, imgsz=fault.imgsz and max(ours.spec.input_wh) - stride)
            for fault in (FAULTS if faults is None else faults)
            if fault.needs(ours.spec)
        ]
        files = [
            finish(plant(fault, right(fault), folder / f"{number}.onnx", image_wh))
            for number, fault in enumerate(fitting)
        ]
        outcomes = []
        proofs = caught(checkpoint, files, pictures)
        for fault, file, is_caught in zip(fitting, files, proofs, strict=True):
            start = time.perf_counter()
            told = ask(ours, file, pictures)
            outcomes.append(Outcome(fault, is_caught, told, time.perf_counter() - start))
        own = [finish(file) for file in sorted({right(fault) for fault in fitting if not fault.imgsz})]
        alarms = [told.sentence for file in own if (told := ask(ours, file, pictures))]
        passed = caught(checkpoint, own, pictures)
    return outcomes, alarms + ["A right file fails."] * sum(passed)


def front(build: Callable[[Surgery, str], str]) -> Plant:
    return lambda surgery: surgery.in_front(build)


def rows(build: Callable[[Surgery, str], str]) -> Plant:
    """Change the one output of decoded rows."""
    return lambda surgery: surgery.behind(lambda s, outputs: [build(s, outputs[0])])


def heads(build: Callable[[Surgery, Sequence[str]], Sequence[str]]) -> Plant:
    return lambda surgery: surgery.behind(build)


def described(**change: Any) -> Plant:
    return lambda surgery: surgery.describe(**change)


def both(*plants: Plant) -> Plant:
    def plant_all(surgery: Surgery) -> None:
        for each in plants:
            each(surgery)

    return plant_all


def _channels(values: Sequence[float], spec: ModelSpec) -> np.ndarray:
    order = slice(None) if spec.colour == "rgb" else slice(None, None, -1)
    return np.array(values[order], np.float32).reshape(1, 3, 1, 1)


def swap_channels(s: Surgery, x: str) -> str:
    return s.node("Gather", x, s.constant([2, 1, 0]), axis=1)


def imagenet(s: Surgery, x: str) -> str:
    return s.math("Add", s.math("Mul", x, _channels(DEVIATION, s.spec)), _channels(MEAN, s.spec))


def signed(s: Surgery, x: str) -> str:
    return s.math("Mul", s.math("Add", x, 1.0), 0.5)


def channels_last(s: Surgery, x: str) -> str:
    width, height = s.spec.input_wh
    return s.node("Transpose", s.node("Reshape", x, s.constant([1, height, width, 3])), perm=[0, 3, 1, 2])


def _free(s: Surgery) -> tuple[int, int]:
    wh, scaled = s.placement.input_wh, s.placement.scaled_wh
    return wh[0] - scaled[0], wh[1] - scaled[1]


def placed(at: str) -> Plant:
    """Expect the picture in a corner: the file itself moves it to the middle, and its boxes back."""

    def plant_it(surgery: Surgery) -> None:
        (free_x, free_y), (x, y) = _free(surgery), surgery.placement.offset_xy
        start = (0, 0) if at == "top left" else (free_x, free_y)
        width, height = surgery.placement.scaled_wh

        def move(s: Surgery, name: str) -> str:
            picture = s.columns(s.columns(name, start[1], start[1] + height), start[0], start[0] + width, 3)
            pads = s.constant([0, 0, y, x, 0, 0, free_y - y, free_x - x])
            return s.node("Pad", picture, pads, s.constant(np.float32(GREY)))

        surgery.in_front(move)
        columns = 5 + len(surgery.spec.class_names)
        shift = np.zeros((1, 1, columns), np.float32)
        shift[..., :2] = start[0] - x, start[1] - y
        rows(lambda s, output: s.math("Add", output, shift))(surgery)

    return plant_it


def padded(level: int) -> Plant:
    """Expect another grey around the picture: the file itself makes the usual one of it."""

    def build(s: Surgery, name: str) -> str:
        (x, y), (width, height) = s.placement.offset_xy, s.placement.scaled_wh
        bars = np.ones((1, 1, *s.spec.input_wh[::-1]), np.float32)
        bars[..., y : y + height, x : x + width] = 0
        return s.math("Add", name, bars * np.float32(GREY - level / 255))

    return front(build)


def _split(s: Surgery, output: str) -> tuple[str, str, str, str, str]:
    """Return cx and cy, w and h, objectness, classes, and all scores."""
    edges = ((0, 2), (2, 4), (4, 5), (5, 100_000), (4, 100_000))
    return tuple(s.columns(output, *each) for each in edges)  # type: ignore[return-value]


def corners(s: Surgery, output: str) -> str:
    centre, size, _, _, scores = _split(s, output)
    half = s.math("Mul", size, 0.5)
    return s.join(s.node("Sub", centre, half), s.node("Add", centre, half), scores)


def top_left(s: Surgery, output: str) -> str:
    centre, size, _, _, scores = _split(s, output)
    return s.join(s.node("Sub", centre, s.math("Mul", size, 0.5)), size, scores)


def normalised(s: Surgery, output: str) -> str:
    centre, size, _, _, scores = _split(s, output)
    wh = np.array(s.spec.input_wh, np.float32)
    return s.join(s.math("Div", centre, wh), s.math("Div", size, wh), scores)


def y_first(s: Surgery, output: str) -> str:
    columns = [1, 0, 3, 2, *range(4, 5 + len(s.spec.class_names))]
    return s.node("Gather", output, s.constant(columns), axis=2)


def transposed(s: Surgery, output: str) -> str:
    return s.node("Transpose", output, perm=[0, 2, 1])


def no_objectness(s: Surgery, output: str) -> str:
    centre, size, objectness, classes, _ = _split(s, output)
    return s.join(centre, size, s.node("Mul", classes, objectness))


def product(s: Surgery, output: str) -> str:
    centre, size, objectness, classes, _ = _split(s, output)
    return s.join(centre, size, objectness, s.node("Mul", classes, objectness))


def logits(s: Surgery, output: str) -> str:
    centre, size, _, _, scores = _split(s, output)
    clipped = s.node("Clip", scores, s.constant(np.float32(1e-7)), s.constant(np.float32(1 - 1e-7)))
    odds = s.node("Div", clipped, s.node("Sub", s.constant(np.float32(1)), clipped))
    return s.join(centre, size, s.node("Log", odds))


def sigmoid_twice(s: Surgery, output: str) -> str:
    centre, size, _, _, scores = _split(s, output)
    return s.join(centre, size, s.node("Sigmoid", scores))


def _blocks(spec: ModelSpec) -> list[tuple[int, int, int]]:
    width, height = spec.input_wh
    return [(len(a), height // n, width // n) for a, n in zip(spec.anchors, spec.strides, strict=True)]


def coarsest_first(s: Surgery, output: str) -> str:
    """Run over scales from the coarsest, and over rows, columns, anchors."""
    order, start = [], 0
    for sides in _blocks(s.spec):
        count = int(np.prod(sides))
        order.append(np.arange(start, start + count).reshape(sides).transpose(1, 2, 0).ravel())
        start += count
    return s.node("Gather", output, s.constant(np.concatenate(order[::-1])), axis=1)


def _per_row(spec: ModelSpec, value: Callable[[int, int, np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
    """Return 1xNxK of a function of scale, anchor, rows and columns of cells."""
    found = []
    for scale, (anchors, height, width) in enumerate(_blocks(spec)):
        row, column = (each.ravel() for each in np.indices((height, width)))
        found += [value(scale, anchor, row, column) for anchor in range(anchors)]
    return np.concatenate(found).astype(np.float32)[None]


def grid(s: Surgery, output: str) -> str:
    def step(scale: int, anchor: int, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        one = (row - column) * s.spec.strides[scale]
        return np.stack([one, -one], axis=1)

    centre, size, _, _, scores = _split(s, output)
    return s.join(s.math("Add", centre, _per_row(s.spec, step)), size, scores)


def _with_anchors(s: Surgery, output: str, others: Sequence[Sequence[tuple[float, float]]]) -> str:
    def ratio(scale: int, anchor: int, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        pair = np.array(others[scale][anchor]) / np.array(s.spec.anchors[scale][anchor])
        return np.tile(pair, (len(row), 1))

    centre, size, _, _, scores = _split(s, output)
    return s.join(centre, s.math("Mul", size, _per_row(s.spec, ratio)), scores)


def anchors_exchanged(s: Surgery, output: str) -> str:
    return _with_anchors(s, output, s.spec.anchors[::-1])


def strides_exchanged(s: Surgery, output: str) -> str:
    def ratio(scale: int, anchor: int, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        return np.full((len(row), 2), s.spec.strides[::-1][scale] / s.spec.strides[scale])

    centre, size, _, _, scores = _split(s, output)
    return s.join(s.math("Mul", centre, _per_row(s.spec, ratio)), size, scores)


def other_anchors(s: Surgery, output: str) -> str:
    return _with_anchors(
        s, output, [[(w * (1.3 + i / 7), h * (0.7 + i / 9)) for i, (w, h) in enumerate(layer)]
                    for layer in s.spec.anchors]
    )  # fmt: skip


def classes_reversed(s: Surgery, output: str) -> str:
    count = len(s.spec.class_names)
    return s.node("Gather", output, s.constant([*range(5), *range(4 + count, 4, -1)]), axis=2)


def with_spare(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    return [*outputs, s.columns(outputs[0], 0, 4)]


def in_parts(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    return [s.columns(outputs[0], 0, 4), s.columns(outputs[0], 4, 5), s.columns(outputs[0], 5, 100_000)]


def no_batch(s: Surgery, output: str) -> str:
    return s.node("Squeeze", output, s.constant([0]))


def heads_as_rows(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    """Put raw heads side by side as rows, as an export in training mode does."""
    values = 5 + len(s.spec.class_names)
    parts = []
    for output, (anchors, height, width) in zip(outputs, _blocks(s.spec), strict=True):
        head = s.node("Reshape", output, s.constant([1, anchors, values, height * width]))
        turned = s.node("Transpose", head, perm=[0, 1, 3, 2])
        parts.append(s.node("Reshape", turned, s.constant([1, -1, values])))
    return [s.join(*parts, axis=1)]


def reversed_heads(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    return list(outputs)[::-1]


def heads_channels_last(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    return [s.node("Transpose", each, perm=[0, 2, 3, 1]) for each in outputs]


def heads_with_sigmoid(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    return [s.node("Sigmoid", each) for each in outputs]


def heads_interleaved(s: Surgery, outputs: Sequence[str]) -> Sequence[str]:
    values = 5 + len(s.spec.class_names)
    found = []
    for output, (anchors, height, width) in zip(outputs, _blocks(s.spec), strict=True):
        head = s.node("Reshape", output, s.constant([1, anchors, values, height * width]))
        turned = s.node("Transpose", head, perm=[0, 2, 1, 3])
        found.append(s.node("Reshape", turned, s.constant([1, anchors * values, height, width])))
    return found


def _is_letterboxed(spec: ModelSpec) -> bool:
    return spec.resize == "letterbox"


def _has_scales(spec: ModelSpec) -> bool:
    return len(spec.strides) > 1 and len({len(layer) for layer in spec.anchors}) == 1


def _is_sigmoid(spec: ModelSpec) -> bool:
    return spec.code.size == "squared" and spec.code.classes == "sigmoid"


def other_colour(surgery: Surgery) -> None:
    surgery.describe(colour="rgb" if surgery.spec.colour == "bgr" else "bgr")


def other_resize(surgery: Surgery) -> None:
    surgery.describe(resize="letterbox" if surgery.spec.resize == "stretch" else "stretch")


FAULTS: tuple[Fault, ...] = (
    Fault("channels swapped", ("colour",), front(swap_channels)),
    Fault("described as the other colour order", ("colour",), other_colour),
    Fault("divides by 255 itself", ("undivided",), front(lambda s, x: s.math("Mul", x, 1 / 255))),
    Fault("expects 0 to 1/255", ("divided twice",), front(lambda s, x: s.math("Mul", x, 255.0))),
    Fault("ImageNet mean and deviation", ("imagenet",), front(imagenet)),
    Fault("expects -1 to 1", ("signed",), front(signed)),
    Fault("input is NHWC in memory", ("layout",), front(channels_last)),
    Fault("described with the other resizing", ("resize",), other_resize),
    Fault("picture at the top left", ("top left",), placed("top left"), needs=_is_letterboxed),
    Fault("picture at the bottom right", ("bottom right",), placed("bottom right"), needs=_is_letterboxed),
    Fault("padding of 0", ("pad 0",), padded(0), needs=_is_letterboxed),
    Fault("padding of 128", ("pad 128",), padded(128), needs=_is_letterboxed),
    Fault("output transposed", ("transposed",), rows(transposed)),
    Fault("boxes as xyxy", ("xyxy",), rows(corners)),
    Fault("boxes as corner and size", ("xywh",), rows(top_left)),
    Fault("boxes normalised", ("normalised",), rows(normalised)),
    Fault("y before x", ("y first",), rows(y_first)),
    Fault("no column of objectness", ("no objectness",), rows(no_objectness)),
    Fault("objectness multiplied in", ("product",), rows(product)),
    Fault("scores are logits", ("logits",), rows(logits), needs=_is_sigmoid),
    Fault("sigmoid twice", ("sigmoid twice",), rows(sigmoid_twice)),
    Fault("rows in another order", ("order",), rows(coarsest_first), needs=_has_scales),
    Fault("grid x and y exchanged", ("grid",), rows(grid)),
    Fault("anchors of the scales exchanged", ("scales",), rows(anchors_exchanged), needs=_has_scales),
    Fault("strides of the scales exchanged", ("scales",), rows(strides_exchanged), needs=_has_scales),
    Fault("anchors of another set", ("anchors",), rows(other_anchors)),
    Fault("classes in another order", ("classes",), rows(classes_reversed)),
    Fault("made for another size", ("size",), lambda surgery: None, imgsz=96),
    Fault("an output too many", ("surplus",), heads(with_spare)),
    Fault("boxes and scores apart", ("parts",), heads(in_parts)),
    Fault("no batch side", ("batch",), rows(no_batch)),
    Fault("raw heads as rows", ("undecoded",),
          both(heads(heads_as_rows), described(output="decoded")), head="raw"),
    Fault("raw heads described as decoded", ("heads",), described(output="decoded"), head="raw"),
    Fault("decoded described as raw heads", ("decoded",), described(output="raw")),
    Fault("heads in reverse", ("heads",), heads(reversed_heads), head="raw", needs=_has_scales),
    Fault("heads NHWC", ("heads",), heads(heads_channels_last), head="raw"),
    Fault("heads with sigmoid", ("probabilities",), heads(heads_with_sigmoid), head="raw", needs=_is_sigmoid),
    Fault("heads value by value", ("interleaved",), heads(heads_interleaved), head="raw"),
    # Two at once
    Fault("BGR, 0 to 255", ("colour", "undivided"),
          front(lambda s, x: swap_channels(s, s.math("Mul", x, 1 / 255)))),
    Fault("BGR, boxes normalised", ("colour", "normalised"),
          both(front(swap_channels), rows(normalised))),
    Fault("normalised xyxy", ("normalised", "xyxy"), rows(lambda s, x: normalised(s, corners(s, x)))),
    Fault("transposed, no objectness", ("transposed", "no objectness"),
          rows(lambda s, x: transposed(s, no_objectness(s, x)))),
    Fault("0 to 255, classes in another order", ("undivided", "classes"),
          both(front(lambda s, x: s.math("Mul", x, 1 / 255)), rows(classes_reversed))),
)  # fmt: skip

TFLITE_FAULTS: tuple[Fault, ...] = tuple(
    fault
    for fault in FAULTS
    if fault.name
    in (
        "channels swapped",
        "described as the other colour order",
        "divides by 255 itself",
        "ImageNet mean and deviation",
        "described with the other resizing",
        "boxes as xyxy",
        "boxes normalised",
        "y before x",
        "no column of objectness",
        "scores are logits",
        "sigmoid twice",
        "grid x and y exchanged",
        "anchors of the scales exchanged",
        "anchors of another set",
        "classes in another order",
        "BGR, boxes normalised",
    )
)
"""Those that a converter to TFLite may well bring about, or keep; a transposed output it turns back."""
