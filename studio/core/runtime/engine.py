"""Engine: what runs a network, the only thing that differs between model formats."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from studio.core.boxes.thresholds import Thresholds
from studio.core.spec import ModelSpec

Tensor = npt.NDArray[np.float32]


class Engine(Protocol):
    """Runs one network.

    Attributes:
        batch: how many pictures it is to be given at once; exported files take one.
    """

    name: str
    spec: ModelSpec
    batch: int

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a Bx3xHxW float32 input in 0..1, as `spec.output` says, all as float32.

        `thresholds` are for the head `detections`; None: those the file comes with.
        """

    def close(self) -> None:
        """Free the network; the engine is not used afterwards."""
