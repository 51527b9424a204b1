"""How well anchors fit a dataset: recall and mean IoU before and after fitting, and a plot of the boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.core.model.anchors import (
    MIN_BOXES,
    AnchorFit,
    Anchors,
    Sizes,
    fit_anchors,
    in_layers,
    measure,
    own_anchors,
)
from studio.core.model.table import LayerTable
from studio.core.report.anchor_plot import anchor_plot


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """A table's own anchors beside those fitted to a dataset, at one input size.

    Attributes:
        sizes: (N, 2) widths and heights of the training boxes in input pixels.
        strides: one per group of `own`.
        own, own_fit: the table's anchors at this size, and how they fit.
        fitted, fitted_fit: those fitted to the boxes; one group alone when a free number was asked for.
        is_fitted: whether they were; of too few boxes a training keeps the table's own.
    """

    model: str
    imgsz: int
    images: int
    sizes: Sizes
    strides: tuple[int, ...]
    own: Anchors
    own_fit: AnchorFit
    fitted: Anchors
    fitted_fit: AnchorFit
    is_fitted: bool

    @property
    def fitted_strides(self) -> tuple[int, ...]:
        """The stride of each group of fitted anchors; none when a free number was asked for."""
        return self.strides if len(self.fitted) == len(self.strides) else ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio anchors`."""
        return {
            "model": self.model,
            "imgsz": self.imgsz,
            "images": self.images,
            "boxes": len(self.sizes),
            "is_fitted": self.is_fitted,
            "before": _as_dict(self.own, self.strides, self.own_fit),
            "after": _as_dict(self.fitted, self.fitted_strides, self.fitted_fit),
        }

    def plot(self) -> str:
        """Return box sizes with the fitted anchors as SVG."""
        return anchor_plot(self.sizes, self.fitted, self.fitted_strides)


def report_anchors(
    table: LayerTable,
    strides: tuple[int, ...],
    sizes: Sizes,
    imgsz: int,
    *,
    images: int,
    count: int = 0,
    seed: int = 0,
) -> AnchorReport:
    """Fit a table's anchors to box sizes (N, 2) as a training does, or a free `count` of anchors."""
    own, layers = own_anchors(table, imgsz), len(table.anchors)
    is_fitted = bool(count) or len(sizes) >= MIN_BOXES
    fitted = fit_anchors(sizes, count or len(own), seed=seed) if is_fitted else own
    return AnchorReport(
        model=table.name,
        imgsz=imgsz,
        images=images,
        sizes=sizes,
        strides=strides,
        own=in_layers(own, layers),
        own_fit=measure(sizes, own),
        fitted=in_layers(fitted, 1 if count else layers),
        fitted_fit=measure(sizes, fitted),
        is_fitted=is_fitted,
    )


def _as_dict(anchors: Anchors, strides: tuple[int, ...], fit: AnchorFit) -> dict[str, Any]:
    return {
        "recall": fit.recall,
        "mean_iou": fit.mean_iou,
        "strides": list(strides),
        "anchors": [[[round(w, 2), round(h, 2)] for w, h in layer] for layer in anchors],
    }
