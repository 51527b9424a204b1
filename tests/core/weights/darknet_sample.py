"""Two small darknet networks whose every number follows from a formula, and what OpenCV 4 makes of them.

To record it again, in an environment with numpy and an OpenCV that still reads darknet (before 5):

    python tests/core/weights/darknet_sample.py

The numbers go to darknet_sample.json beside this file.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np

RECORDED = Path(__file__).with_suffix(".json")
SIZE_WH = (96, 64)
ROWS = 12

NET = "[net]\nwidth=96\nheight=64\nchannels=3\n"


def convolution(filters: int, size: int, stride: int = 1, activation: str = "leaky") -> str:
    return (
        f"\n[convolutional]\nbatch_normalize=1\nfilters={filters}\nsize={size}\nstride={stride}\npad=1\n"
        f"activation={activation}\n"
    )


def linear(filters: int) -> str:
    return f"\n[convolutional]\nsize=1\nstride=1\npad=1\nfilters={filters}\nactivation=linear\n"


ANCHORS = "anchors=10,14, 23,27, 37,58, 81,82"
YOLO = "\n[yolo]\nmask={mask}\n" + ANCHORS + "\nclasses=3\nnum=4\nscale_x_y=1.05\nthresh=0\n"
CFGS = {
    # Half the channels, a jump, a max pool without stride, two heads: what yolov3-tiny and yolov4-tiny do.
    "yolo": NET
    + convolution(8, 3, 2)
    + "\n[route]\nlayers=-1\ngroups=2\ngroup_id=1\n"
    + convolution(6, 3)
    + "\n[route]\nlayers=-1,-3\n"
    + "\n[maxpool]\nsize=2\nstride=2\n"
    + convolution(12, 3, 2, "mish")
    + "\n[maxpool]\nsize=2\nstride=1\n"
    + convolution(12, 3)
    + "\n[shortcut]\nfrom=-3\nactivation=linear\n"
    + linear(16)
    + YOLO.format(mask="2,3")
    + "\n[route]\nlayers=-3\n"
    + convolution(6, 1)
    + "\n[upsample]\nstride=2\n"
    + "\n[route]\nlayers=-1,4\n"
    + convolution(10, 3)
    + linear(16)
    + YOLO.format(mask="0,1"),
    "region": NET
    + convolution(8, 3)
    + "\n[maxpool]\nsize=2\nstride=2\n"
    + convolution(8, 3, 2)
    + "\n[maxpool]\nsize=2\nstride=2\n"
    + linear(24)
    + "\n[region]\nanchors=0.57,0.68, 1.87,2.06, 3.34,5.47\nclasses=3\ncoords=4\nnum=3\nsoftmax=1\n"
    + "thresh=0\n",
}
SHAPES = {
    # per convolution: filters, channels in, kernel, whether batch norm follows
    "yolo": [(8, 3, 3, 1), (6, 4, 3, 1), (12, 14, 3, 1), (12, 12, 3, 1), (16, 12, 1, 0), (6, 12, 1, 1),
             (10, 20, 3, 1), (16, 10, 1, 0)],
    "region": [(8, 3, 3, 1), (8, 8, 3, 1), (24, 8, 1, 0)],
}  # fmt: skip


def wave(count: int, phase: float) -> np.ndarray:
    """Numbers between -1 and 1 that look random and are the same everywhere."""
    return np.sin(np.arange(count) * 12.9898 + phase * 78.233).astype(np.float64)


def weights(name: str) -> bytes:
    """The .weights file of one of CFGS."""
    parts = []
    for place, (filters, channels, kernel, has_norm) in enumerate(SHAPES[name]):
        fan_in = channels * kernel * kernel
        parts.append(0.3 * wave(filters, place + 0.1))
        if has_norm:
            scales, means = 1 + 0.3 * wave(filters, place + 0.2), 0.2 * wave(filters, place + 0.3)
            parts += [scales, means, 0.3 + 0.2 * wave(filters, place + 0.4)]
        parts.append(wave(filters * fan_in, place + 0.5) * np.sqrt(2 / fan_in))
    numbers = np.concatenate(parts).astype("<f4")
    return struct.pack("<3iQ", 0, 2, 5, 32_000) + numbers.tobytes()


def picture() -> np.ndarray:
    """A picture (H x W x 3, uint8, RGB) made by formula too."""
    width, height = SIZE_WH
    return ((wave(height * width * 3, 0.7) + 1) * 127).astype(np.uint8).reshape(height, width, 3)


def record() -> None:
    """Write down the first rows of what OpenCV gives, per detection section, boxes as shares of the input."""
    import tempfile

    import cv2

    found: dict[str, object] = {"opencv": cv2.__version__}
    for name, text in CFGS.items():
        with tempfile.TemporaryDirectory() as folder:
            cfg, numbers = Path(folder) / "a.cfg", Path(folder) / "a.weights"
            cfg.write_text(text)
            numbers.write_bytes(weights(name))
            network = cv2.dnn.readNetFromDarknet(str(cfg), str(numbers))
        network.setInput(cv2.dnn.blobFromImage(picture(), 1 / 255))
        outputs = network.forward(network.getUnconnectedOutLayersNames())
        found[name] = [output[:ROWS].astype(float).round(7).tolist() for output in outputs]
    RECORDED.write_text(json.dumps(found, indent=0) + "\n")


if __name__ == "__main__":
    record()
