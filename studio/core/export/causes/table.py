"""The usual causes why a file finds other boxes than its checkpoint, the most usual first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.core.export.causes import estimates, outputs, rows
from studio.core.export.causes.evidence import FitOutputs, FitRows
from studio.core.export.causes.feeds import Feed
from studio.core.export.causes.rows import always
from studio.core.words import mark


@dataclass(frozen=True, slots=True)
class Cause:
    """One row of CAUSES: what is said, and how a file is fed or its outputs are read when it is so.

    Attributes:
        name: one word or two, for tables and JSON.
        sentence, remedy: with places in braces: `colour` and `resize` are what the file expects, `own_colour`
            and `own_resize` what it says; others are facts of an estimate.
        kind: two causes of one kind exclude each other; "" excludes none.
        feed: the other way to feed it; None when this one doesn't apply.
        outputs: fits how the outputs as a whole are to be read.
        rows: fits how each row is to be read. Of two causes the one further up is undone first.
    """

    name: str
    sentence: str
    remedy: str
    kind: str = ""
    feed: Callable[[Feed], Feed | None] | None = None
    outputs: FitOutputs | None = None
    rows: FitRows | None = None


def _placed(**change: object) -> Callable[[Feed], Feed | None]:
    """Return a change of padding, which a stretched picture has none of."""
    return lambda feed: replace(feed, **change) if feed.resize == "letterbox" else None  # type: ignore[arg-type]


CAUSES: tuple[Cause, ...] = (
    Cause(
        "colour",
        mark("The file expects {colour}."),
        mark("Feed it {colour}, or export it again so that it takes {own_colour}."),
        feed=Feed.with_other_colour,
    ),
    Cause(
        "undivided",
        mark("The file expects values from 0 to 255: it divides by 255 itself."),
        mark("Feed it the pixels undivided, or export it again without the division inside."),
        kind="values",
        feed=Feed.with_pixels,
    ),
    Cause(
        "resize",
        mark("The file expects a picture that is {resize}, not {own_resize}."),
        mark("Prepare its pictures so, or correct its description."),
        feed=Feed.with_other_resize,
    ),
    Cause(
        "layout",
        mark("The file reads its input as rows, columns, channels (NHWC)."),
        mark("Feed it the channels of each pixel side by side, or export it again as NCHW."),
        feed=lambda feed: replace(feed, is_nhwc=True),
    ),
    Cause(
        "top left",
        mark("The file expects the picture at the top left of its input, with the padding right and below."),
        mark("Place the picture there, or export it again for one in the middle."),
        kind="place",
        feed=_placed(place="top left"),
    ),
    Cause(
        "imagenet",
        mark("The file expects values with ImageNet's mean and deviation taken out."),
        mark(
            "Subtract 0.485, 0.456, 0.406 and divide by 0.229, 0.224, 0.225, or export it again without"
            " these."
        ),
        kind="values",
        feed=Feed.with_imagenet,
    ),
    Cause(
        "pad 0",
        mark("The file expects padding of 0 (black), not 114."),
        mark("Pad its pictures with 0, or export it again for 114."),
        kind="pad",
        feed=_placed(pad=0),
    ),
    Cause(
        "pad 128",
        mark("The file expects padding of 128, not 114."),
        mark("Pad its pictures with 128, or export it again for 114."),
        kind="pad",
        feed=_placed(pad=128),
    ),
    Cause(
        "signed",
        mark("The file expects values from -1 to 1."),
        mark("Feed it (value / 255 - 0.5) * 2, or export it again for values from 0 to 1."),
        kind="values",
        feed=Feed.with_signed,
    ),
    Cause(
        "divided twice",
        mark("The file expects values that are divided by 255 twice."),
        mark("Divide them once more, or export it again without the factor of 255 inside."),
        kind="values",
        feed=Feed.with_twice_divided,
    ),
    Cause(
        "bottom right",
        mark(
            "The file expects the picture at the bottom right of its input, with the padding left and above."
        ),
        mark("Place the picture there, or export it again for one in the middle."),
        kind="place",
        feed=_placed(place="bottom right"),
    ),
    Cause(
        "surplus",
        mark("The file has outputs besides the one that its description promises."),
        mark("Read that one alone, or export it again with it alone."),
        outputs=outputs.fit_surplus,
    ),
    Cause(
        "parts",
        mark("The file gives boxes and scores as outputs of their own."),
        mark("Join them side by side, or export it again with one output."),
        outputs=outputs.fit_parts,
    ),
    Cause(
        "batch",
        mark("The file's output has one side of length 1 too few or too many."),
        mark("Shape it as 1 x rows x columns, or export it again."),
        outputs=outputs.fit_batch,
    ),
    Cause(
        "transposed",
        mark("The file's output is transposed: columns come before rows."),
        mark("Swap its last two sides, or export it again."),
        outputs=outputs.fit_transposed,
    ),
    Cause(
        "heads",
        mark("The file gives raw heads, or gives them in another order or layout than its description says."),
        mark("Decode them as they are, or export it again."),
        outputs=outputs.fit_heads,
    ),
    Cause(
        "decoded",
        mark("The file's output is decoded already, though its description promises raw heads."),
        mark("Read its rows as they are, or correct its description."),
        outputs=outputs.fit_decoded,
    ),
    Cause(
        "interleaved",
        mark("The channels of the file's heads run over values first, then anchors."),
        mark("Read them so, or export it again."),
        outputs=outputs.fit_interleaved,
    ),
    Cause(
        "probabilities",
        mark("The file's heads went through the sigmoid already."),
        mark("Leave it out of the decoding, or export the file again with logits."),
        outputs=outputs.fit_probabilities,
    ),
    Cause(
        "undecoded",
        mark("The file's rows are undecoded: they hold the logits of the raw heads."),
        mark("Decode them with grid, strides and anchors, or export it again with a decoded head."),
        kind="decoding",
        rows=rows.fit_undecoded,
    ),
    Cause(
        "logits",
        mark("The file's scores are logits: the sigmoid is missing."),
        mark("Put them through the sigmoid, or export it again."),
        kind="decoding",
        rows=rows.fit_logits,
    ),
    Cause(
        "sigmoid twice",
        mark("The file's scores went through the sigmoid twice."),
        mark("Take one out and export it again."),
        kind="decoding",
        rows=rows.fit_sigmoid_twice,
    ),
    Cause(
        "no objectness",
        mark("The file's rows have no column of objectness; it is in the class scores already."),
        mark("Take the class scores as they are, or export it again."),
        kind="objectness",
        rows=rows.fit_no_objectness,
    ),
    Cause(
        "product",
        mark("The file's class scores are multiplied with the objectness already."),
        mark("Don't multiply them again, or export it again."),
        kind="objectness",
        rows=always(rows.undo_product),
    ),
    Cause(
        "normalised",
        mark("The file gives boxes as shares of the input (0 to 1), not in pixels."),
        mark("Multiply them by the input's width and height, or export it again."),
        rows=always(rows.undo_share),
    ),
    Cause(
        "y first",
        mark("The file gives y before x, and height before width."),
        mark("Exchange them, or export it again."),
        rows=always(rows.undo_y_first),
    ),
    Cause(
        "xyxy",
        mark("The file gives boxes as x1, y1, x2, y2, not as centre and size."),
        mark("Read them so, or export it again."),
        kind="columns",
        rows=always(rows.undo_corners),
    ),
    Cause(
        "xywh",
        mark("The file gives the top left corner and the size of boxes, not their centre and size."),
        mark("Read them so, or export it again."),
        kind="columns",
        rows=always(rows.undo_top_left),
    ),
    Cause(
        "cxcywh",
        mark("The file gives boxes as centre and size, not as x1, y1, x2, y2."),
        mark("Read them so, or export it again."),
        kind="columns",
        rows=rows.fit_centres,
    ),
    Cause(
        "order",
        mark("The file's rows come in another order than the checkpoint's."),
        mark(
            "Boxes do not depend on it; what reads single rows does. Export it again to have the usual order."
        ),
        rows=estimates.fit_order,
    ),
    Cause(
        "grid",
        mark("The file exchanges rows and columns of the grid."),
        mark("Export it again with x from a cell's column and y from its row."),
        rows=estimates.fit_grid,
    ),
    Cause(
        "scales",
        mark("The file exchanges the strides or the anchors of its scales."),
        mark("Export it again with each scale's own; those that fit are, finest first: {anchors}."),
        kind="anchors",
        rows=estimates.fit_scales,
    ),
    Cause(
        "anchors",
        mark("The file makes its boxes with anchors of another set: {anchors}."),
        mark("Export it again with the checkpoint's own."),
        kind="anchors",
        rows=estimates.fit_anchors,
    ),
    Cause(
        "classes",
        mark("The file's classes come in another order: {classes}."),
        mark("Name them in that order, or export it again."),
        rows=estimates.fit_classes,
    ),
)

SIZE = Cause(
    "size",
    mark("The file was made for {size}, and the checkpoint was run at {own_size}."),
    mark("Run both at one size, or export it again at {own_size}."),
)
NAMES = Cause(
    "names",
    mark("The file's description names the classes in another order than the checkpoint: {classes}."),
    mark("Correct the description, or export it again."),
)
ORDER = next(cause for cause in CAUSES if cause.name == "order")
