"""Bringing a picture to a network's input size, and boxes there and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.pictures import Image
from studio.core.spec import Colour, Resize

PAD_VALUE = 114
"""Grey of the letterbox bars, as in the published YOLOv5 preprocessing."""


@dataclass(frozen=True, slots=True)
class Letterbox:
    """The exact map between an image and a network input: scale, then offset, per axis.

    Attributes:
        image_wh: size of the image in pixels.
        input_wh: size of the network input in pixels.
        scaled_wh: size the image is resized to before it is placed.
        offset_xy: where its top left corner lands in the input, in whole pixels.
    """

    image_wh: tuple[int, int]
    input_wh: tuple[int, int]
    scaled_wh: tuple[int, int]
    offset_xy: tuple[int, int]

    @classmethod
    def fit(
        cls, image_wh: tuple[int, int], input_wh: tuple[int, int], resize: Resize = "letterbox"
    ) -> Letterbox:
        """Plan the placement: centred with its shape kept, or stretched over the whole input."""
        if resize == "stretch":
            return cls(image_wh, input_wh, input_wh, (0, 0))
        ratio = min(input_wh[0] / image_wh[0], input_wh[1] / image_wh[1])
        width = max(1, round(image_wh[0] * ratio))
        height = max(1, round(image_wh[1] * ratio))
        return cls(
            image_wh, input_wh, (width, height), ((input_wh[0] - width) // 2, (input_wh[1] - height) // 2)
        )

    def apply(self, image: Image, pad: int = PAD_VALUE) -> Image:
        """Return the input picture, HxWx3 uint8, `pad` in all channels outside the image."""
        import cv2

        scaled = image
        if self.scaled_wh != self.image_wh:
            # Bilinear, because that is what the code on the device will use.
            scaled = cv2.resize(image, self.scaled_wh, interpolation=cv2.INTER_LINEAR).astype(
                np.uint8, copy=False
            )
        if self.scaled_wh == self.input_wh:
            return scaled
        canvas = np.full((self.input_wh[1], self.input_wh[0], 3), pad, np.uint8)
        x, y = self.offset_xy
        canvas[y : y + self.scaled_wh[1], x : x + self.scaled_wh[0]] = scaled
        return canvas

    @property
    def _scale(self) -> npt.NDArray[np.float64]:
        x, y = self.scaled_wh[0] / self.image_wh[0], self.scaled_wh[1] / self.image_wh[1]
        return np.array([x, y, x, y])

    @property
    def _shift(self) -> npt.NDArray[np.float64]:
        return np.array([*self.offset_xy, *self.offset_xy], np.float64)

    def image_to_input(self, xyxy: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Map boxes (N, 4) in image pixels to input pixels."""
        return xyxy * self._scale + self._shift

    def input_to_image(self, xyxy: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Map boxes (N, 4) in input pixels to image pixels, clipped to the image."""
        boxes = (xyxy - self._shift) / self._scale
        width, height = self.image_wh
        clipped: npt.NDArray[np.floating] = np.clip(boxes, 0, [width, height, width, height])
        return clipped


def to_input(picture: Image, colour: Colour = "rgb") -> npt.NDArray[np.float32]:
    """Return 1x3xHxW float32 in 0..1, channels in the order the network wants, from an HxWx3 RGB picture."""
    import cv2

    # OpenCV takes the channels apart in a quarter of the time numpy needs with strides of three bytes.
    channels = cv2.split(np.ascontiguousarray(picture))
    if colour == "bgr":
        channels = channels[::-1]
    tensor = np.empty((1, 3, *picture.shape[:2]), np.float32)
    for place, channel in enumerate(channels):
        np.multiply(channel, np.float32(1 / 255), out=tensor[0, place])
    return tensor
