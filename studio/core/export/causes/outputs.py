"""What can be wrong with a file's outputs as a whole, and how they are read then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.core.export.causes.evidence import Evidence, OutputReading, Outputs, fits, is_share, logit
from studio.core.runtime.engine import Tensor
from studio.core.spec import ModelSpec


def fit_surplus(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """One of several outputs is what was promised."""
    fitting = [place for place, each in enumerate(outputs) if fits([each], evidence.stated)]
    if len(outputs) < 2 or len(fitting) != 1:
        return None
    return OutputReading(lambda outputs: [outputs[fitting[0]]])


def fit_parts(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """Boxes, objectness and classes are outputs of their own."""
    flat = [each.reshape(1, -1, each.shape[-1]) if each.ndim > 1 else each for each in outputs]
    if len(outputs) < 2 or len({each.shape[:2] for each in flat if each.ndim == 3}) != 1:
        return None
    widths = [each.shape[-1] for each in flat]
    places = list(range(len(flat)))
    # Boxes first, then objectness, then classes; with one class the order given decides.
    if widths[0] != 4 and 4 in widths:
        places.sort(key=lambda place: (widths[place] != 4, widths[place]))
    if sum(widths) not in (evidence.values, evidence.values - 1) or widths[places[0]] != 4:
        return None

    def join(outputs: Outputs) -> Outputs:
        parts = [outputs[place].reshape(1, -1, outputs[place].shape[-1]) for place in places]
        return [np.concatenate(parts, axis=2)]

    return OutputReading(join)


def fit_transposed(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """Columns come before rows: 1x(5+classes)xN."""
    widths = (evidence.values, evidence.values - 1)
    if len(outputs) != 1 or outputs[0].ndim != 3:
        return None
    _, rows, columns = outputs[0].shape
    if rows not in widths or columns in widths:
        return None
    return OutputReading(lambda outputs: [outputs[0].transpose(0, 2, 1)])


def fit_batch(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """The rows have one side of length 1 too few or too many."""
    if len(outputs) != 1 or outputs[0].ndim == 3 or outputs[0].squeeze().ndim != 2:
        return None
    return OutputReading(lambda outputs: [outputs[0].squeeze()[None]])


def fit_heads(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """Raw heads come where decoded rows are promised, or in another order or layout than promised."""
    raw = replace(evidence.stated, output="raw")
    if any(fits(each, evidence.stated) for each in (outputs, *([one] for one in outputs))):
        return None
    if _heads(outputs, raw) is None:
        return None
    return OutputReading(lambda outputs: _heads(outputs, raw) or outputs, gives="raw")


def fit_decoded(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """Decoded rows come where raw heads are promised."""
    decoded = replace(evidence.stated, output="decoded")
    if fits(outputs, evidence.stated) or not fits(outputs, decoded):
        return None
    return OutputReading(lambda outputs: outputs, gives="decoded")


def _heads(outputs: Outputs, spec: ModelSpec) -> Outputs | None:
    """Return outputs as 1 x anchors*(5+classes) x H x W, finest first; None when they are no heads."""
    width, height = spec.input_wh
    values = 5 + len(spec.class_names)
    found: Outputs = []
    for stride, anchors in zip(spec.strides, spec.anchors, strict=True):
        sides = (len(anchors), height // stride, width // stride)
        heads = (as_head(each, sides, values) for each in outputs)
        head = next((each for each in heads if each is not None), None)
        if head is None:
            return None
        found.append(head)
    return found


def as_head(output: Tensor, sides: tuple[int, int, int], values: int) -> Tensor | None:
    anchors, height, width = sides
    channels = anchors * values
    layouts: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {
        # shape: (shape with its five axes told apart, order of the axes anchor, value, row, column)
        (channels, height, width): ((anchors, values, height, width), (0, 1, 2, 3)),
        (height, width, channels): ((height, width, anchors, values), (2, 3, 0, 1)),
        (anchors, values, height, width): ((anchors, values, height, width), (0, 1, 2, 3)),
        (anchors, height, width, values): ((anchors, height, width, values), (0, 3, 1, 2)),
        (height, width, anchors, values): ((height, width, anchors, values), (2, 3, 0, 1)),
        (anchors * height * width, values): ((anchors, height, width, values), (0, 3, 1, 2)),
    }
    layout = layouts.get(output.shape[1:]) if len(output) == 1 else None
    if layout is None:
        return None
    shape, axes = layout
    return output.reshape(shape).transpose(axes).reshape(1, channels, height, width)


def fit_interleaved(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """The channels of raw heads run over values, then anchors."""
    spec = evidence.stated
    if spec.output != "raw" or not fits(outputs, spec):
        return None

    def turn(outputs: Outputs) -> Outputs:
        return [
            head.reshape(evidence.values, -1, *head.shape[2:]).swapaxes(0, 1).reshape(head.shape)
            for head in outputs
        ]

    return OutputReading(turn)


def fit_probabilities(outputs: Outputs, evidence: Evidence) -> OutputReading | None:
    """Raw heads went through the sigmoid already."""
    if evidence.stated.output != "raw" or not all(is_share(head) for head in outputs):
        return None
    return OutputReading(lambda outputs: [logit(head) for head in outputs])
