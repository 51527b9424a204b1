"""Detections: what a model found in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Detections:
    """Boxes with scores and classes, highest score first when they come from a detector.

    Attributes:
        xyxy: (N, 4) float32, absolute pixels of the picture they were found in.
        scores: (N,) float32, 0..1.
        class_ids: (N,) int64.
    """

    xyxy: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    class_ids: npt.NDArray[np.int64]

    def __post_init__(self) -> None:
        count = len(self.xyxy)
        if self.xyxy.shape != (count, 4) or self.scores.shape != (count,) or self.class_ids.shape != (count,):
            raise ValueError(
                f"xyxy {self.xyxy.shape}, scores {self.scores.shape} and class_ids {self.class_ids.shape} "
                "must be (N, 4), (N,) and (N,)"
            )

    @classmethod
    def from_arrays(cls, xyxy: npt.ArrayLike, scores: npt.ArrayLike, class_ids: npt.ArrayLike) -> Detections:
        """Build from anything array-like, plain lists included."""
        return cls(
            np.asarray(xyxy, np.float32).reshape(-1, 4),
            np.asarray(scores, np.float32).reshape(-1),
            np.asarray(class_ids, np.int64).reshape(-1),
        )

    @classmethod
    def empty(cls) -> Detections:
        """Return detections of nothing."""
        return cls.from_arrays([], [], [])

    @classmethod
    def joined(cls, parts: Sequence[Detections]) -> Detections:
        """Return those of several in a row, as they come."""
        parts = [cls.empty(), *parts]
        return cls(
            np.concatenate([part.xyxy for part in parts]),
            np.concatenate([part.scores for part in parts]),
            np.concatenate([part.class_ids for part in parts]),
        )

    def __len__(self) -> int:
        return len(self.xyxy)

    def __getitem__(
        self, index: slice | Sequence[int] | npt.NDArray[np.bool_] | npt.NDArray[np.int64]
    ) -> Detections:
        """Return those selected by a slice, a mask or indices."""
        return Detections(self.xyxy[index], self.scores[index], self.class_ids[index])

    def with_boxes(self, xyxy: npt.NDArray[np.floating]) -> Detections:
        """Return the same detections with other coordinates."""
        return Detections(xyxy.astype(np.float32), self.scores, self.class_ids)
