"""How a picture can be fed to a network: what spec and contract say, and the usual other ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.pictures import Image
from studio.core.runtime.engine import Tensor
from studio.core.spec import PAD, Colour, ModelSpec, Resize

Place = Literal["centre", "top left", "bottom right"]
Triple = tuple[float, float, float]
IMAGENET_MEAN: Triple = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION: Triple = (0.229, 0.224, 0.225)
"""Of red, green and blue in 0..1. Source: the preprocessing of torchvision's published classifiers."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One way from a picture to the input tensor.

    Attributes:
        place: where a letterboxed picture lies in the input.
        pad: grey level outside it, 0..255.
        mean, factor: a value v in 0..1 is fed as (v - mean) * factor; of red, green and blue.
        is_nhwc: values lie in memory by row, column and channel.
    """

    input_wh: tuple[int, int]
    resize: Resize
    colour: Colour
    place: Place = "centre"
    pad: int = PAD
    mean: Triple = (0.0, 0.0, 0.0)
    factor: Triple = (1.0, 1.0, 1.0)
    is_nhwc: bool = False

    @classmethod
    def of(cls, spec: ModelSpec) -> Feed:
        """Return the way that a detector goes by itself."""
        return cls(spec.input_wh, spec.resize, spec.colour, pad=spec.pad)

    def prepare(self, image: Image) -> tuple[Tensor, Letterbox]:
        """Return the 1x3xHxW float32 input for an HxWx3 RGB image, and where the image lies in it."""
        height, width = image.shape[:2]
        placement = Letterbox.fit((width, height), self.input_wh, self.resize, self.pad)
        free = [whole - side for whole, side in zip(self.input_wh, placement.scaled_wh, strict=True)]
        if self.place != "centre":
            offset = (0, 0) if self.place == "top left" else (free[0], free[1])
            placement = replace(placement, offset_xy=offset)
        tensor = to_input(placement.apply(image), self.colour)
        order = slice(None) if self.colour == "rgb" else slice(None, None, -1)
        mean, factor = (
            np.array(each[order], np.float32).reshape(1, 3, 1, 1) for each in (self.mean, self.factor)
        )
        tensor = (tensor - mean) * factor
        if self.is_nhwc:
            tensor = np.ascontiguousarray(tensor.transpose(0, 2, 3, 1)).reshape(tensor.shape)
        return tensor, placement

    def with_other_colour(self) -> Feed:
        """Return it with the channels the other way round."""
        return replace(self, colour="bgr" if self.colour == "rgb" else "rgb")

    def with_other_resize(self) -> Feed:
        """Return it stretched instead of letterboxed, or the reverse."""
        return replace(self, resize="stretch" if self.resize == "letterbox" else "letterbox")

    def with_pixels(self) -> Feed:
        """Return it with values 0 to 255."""
        return replace(self, factor=(255.0, 255.0, 255.0))

    def with_twice_divided(self) -> Feed:
        """Return it with values that were divided by 255 twice."""
        return replace(self, factor=(1 / 255, 1 / 255, 1 / 255))

    def with_imagenet(self) -> Feed:
        """Return it with ImageNet's mean and deviation."""
        red, green, blue = IMAGENET_DEVIATION
        return replace(self, mean=IMAGENET_MEAN, factor=(1 / red, 1 / green, 1 / blue))

    def with_signed(self) -> Feed:
        """Return it with values -1 to 1."""
        return replace(self, mean=(0.5, 0.5, 0.5), factor=(2.0, 2.0, 2.0))
