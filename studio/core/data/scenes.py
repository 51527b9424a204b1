"""Drawn pictures of LED chains on a wooden floor: a sample set, and a moving scene for the live view.

Light is additive, as in a camera: a scene is a floor with cables (what the room's light shows) plus the
light of the bulbs, then exposure, blur and sensor noise. So one floor and one layer of light per colour
also make a film, by moving a window over them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.pictures import Image, imwrite
from studio.core.words import tr

Float32 = npt.NDArray[np.float32]
Points = npt.NDArray[np.float64]

CLASS_NAMES = ("white", "red", "green", "blue")
LIGHTS = np.array([(0.93, 0.9, 1.0), (1.0, 0.1, 0.07), (0.08, 1.0, 0.2), (0.09, 0.17, 1.0)], np.float32)
"""RGB of each class's light, 0..1; saturated cores look white in all of them."""
WOODS = ((186, 168, 140), (172, 158, 132), (196, 170, 148), (160, 150, 128), (206, 194, 178), (140, 112, 86))
MIN_VISIBLE = 0.35
"""Bulbs at the border count as objects from this share of their box on."""


@dataclass(frozen=True, slots=True)
class Bulb:
    """One bulb: an ellipse (centre, half axes in pixels, angle in radians), its class, 0..1 of brightness."""

    x: float
    y: float
    length: float
    width: float
    angle: float
    class_id: int
    brightness: float

    @property
    def half_extent(self) -> tuple[float, float]:
        """Half the width and height of the upright box around the ellipse."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        return math.hypot(self.length * cos, self.width * sin), math.hypot(
            self.length * sin, self.width * cos
        )


@dataclass(frozen=True, slots=True)
class _Layout:
    cables: list[Points]
    stems: list[Points]
    bulbs: list[Bulb]
    thickness: float


@dataclass(frozen=True, slots=True)
class SceneStyle:
    """What is asked of drawn pictures; as it comes, nothing.

    Attributes:
        blur: share of pictures that are out of focus or shaken, 0..1.
        exposure: stops by which a picture is brighter or darker at most.
        overlap: share of bulbs that another one hangs in front of, 0..1.
        distance: how many times as far away the camera is: bulbs get smaller, and more.
    """

    blur: float = 0.0
    exposure: float = 0.0
    overlap: float = 0.0
    distance: float = 1.0

    def __post_init__(self) -> None:
        """Check each value; raises StudioError."""
        for name, (low, high) in STYLE_RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise StudioError(
                    tr("{name} is {value}.", name=name, value=value),
                    tr("Use a value from {low} to {high}.", low=low, high=high),
                )


STYLE_RANGES = {"blur": (0.0, 1.0), "exposure": (0.0, 4.0), "overlap": (0.0, 1.0), "distance": (0.5, 4.0)}
USUAL = SceneStyle()


def draw_scene(
    seed: int, size_wh: tuple[int, int] = (416, 416), style: SceneStyle = USUAL
) -> tuple[Image, list[Box]]:
    """Draw one picture and its boxes; the same seed, size and style always give the same."""
    rng = np.random.default_rng(seed)
    # Of its own, so that what is asked for changes nothing else in a picture.
    odd = np.random.default_rng((seed, 1))
    layout = _lay_out(rng, size_wh, style.distance)
    layout.bulbs.extend(_in_front(layout.bulbs, style.overlap, odd))
    picture = _floor(rng, size_wh) * rng.uniform(0.45, 0.95)
    _draw_cables(picture, layout, rng)
    for layer in _light(layout.bulbs, size_wh):
        picture += layer
    _reflect(picture, rng)
    picture *= np.float32(2.0 ** odd.uniform(-style.exposure, style.exposure))
    if odd.random() < style.blur:
        picture = _blurred(picture, odd)
    return _photograph(picture, rng), _boxes(layout.bulbs, size_wh)


def _in_front(bulbs: Sequence[Bulb], share: float, rng: np.random.Generator) -> list[Bulb]:
    """Return bulbs of any colour that hang in front of a share of others, and overlap them."""
    added = []
    for bulb in bulbs:
        if rng.random() < share:
            away, towards = bulb.length * rng.uniform(0.5, 1.3), rng.uniform(0, 2 * math.pi)
            added.append(
                replace(
                    bulb,
                    x=bulb.x + away * math.cos(towards),
                    y=bulb.y + away * math.sin(towards),
                    angle=float(rng.uniform(0, math.pi)),
                    class_id=int(rng.integers(4)),
                )
            )
    return added


def _blurred(picture: Float32, rng: np.random.Generator) -> Float32:
    """Return a picture out of focus, or shaken along some way."""
    import cv2

    if rng.random() < 0.5:
        return cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(1.8, 4.0))).astype(np.float32, copy=False)
    reach, turn = int(rng.integers(4, 10)), float(rng.uniform(0, math.pi))
    height, width = picture.shape[:2]
    wider = np.pad(picture, ((reach, reach), (reach, reach), (0, 0)), mode="reflect")
    total = np.zeros_like(picture)
    for step in range(-reach, reach + 1):
        top, left = reach + round(step * math.sin(turn)), reach + round(step * math.cos(turn))
        total += wider[top : top + height, left : left + width]
    return total / np.float32(2 * reach + 1)


def write_sample_set(
    folder: Path,
    *,
    images: int = 24,
    size_wh: tuple[int, int] = (416, 416),
    seed: int = 0,
    val: float = 0.2,
    style: SceneStyle = USUAL,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Path:
    """Draw a labelled dataset with train and val folders; returns its `data.yaml`.

    `progress` is told (photos drawn, photos in all).

    Raises:
        StudioError: the folder can't be written.
    """
    val_images = max(1, round(images * val))
    scenes = []
    for index in range(images):
        split = "val" if index < val_images else "train"
        picture, boxes = draw_scene(seed * 100_003 + index, size_wh, style)
        path = folder / "images" / split / f"scene{index:03d}.jpg"
        imwrite(path, picture, quality=92)
        scenes.append((path, boxes))
        progress(index + 1, images)
    description = {
        "path": ".",
        "train": "images/train",
        "val": "images/val",
        "names": dict(enumerate(CLASS_NAMES)),
    }
    atomic_write(folder / "data.yaml", yaml.safe_dump(description, sort_keys=False))
    dataset = open_dataset(folder / "data.yaml")
    records = {record.path.resolve(): record for record in dataset.records}
    for path, boxes in scenes:
        dataset.write(records[path.resolve()], boxes)
    return folder / "data.yaml"


class SceneMovie:
    """A camera gliding over a floor with blinking chains, for the live view; about a millisecond a frame."""

    def __init__(self, size_wh: tuple[int, int] = (640, 480), seed: int = 7) -> None:
        rng = np.random.default_rng(seed)
        width, height = size_wh
        whole = (width * 2, height * 2)
        layout = _lay_out(rng, whole)
        floor = _floor(rng, whole) * 0.7
        _draw_cables(floor, layout, rng)
        self.size_wh = size_wh
        self._bulbs = layout.bulbs
        self._floor = _to_uint8(floor)
        self._lights = [_to_uint8(layer) for layer in _light(layout.bulbs, whole)]
        self._noise = (
            (rng.standard_normal((height + 64, width + 64, 1)) * 4).astype(np.int8).repeat(3, axis=2)
        )

    def _window(self, t: float) -> tuple[int, int]:
        """Return the top left corner of what the camera sees at `t` seconds."""
        width, height = self.size_wh
        x = (0.5 + 0.5 * math.sin(t * 0.31)) * width
        y = (0.5 + 0.5 * math.sin(t * 0.23 + 1.0)) * height
        return int(x), int(y)

    @staticmethod
    def _brightness(class_id: int, t: float) -> float:
        """Return 0..1: each colour goes out for a moment every few seconds."""
        return min(1.0, max(0.0, 2.5 + 3.0 * math.sin(t * 0.9 + class_id * 1.7)))

    def frame(self, t: float) -> Image:
        """Return the picture at `t` seconds."""
        import cv2

        x, y = self._window(t)
        width, height = self.size_wh
        view = (slice(y, y + height), slice(x, x + width))
        picture = self._floor[view]
        for class_id, layer in enumerate(self._lights):
            brightness = self._brightness(class_id, t)
            picture = cv2.addWeighted(picture, 1.0, layer[view], brightness, 0.0).astype(np.uint8, copy=False)
        shift = int(t * 1000) * 29
        top, left = shift % 61, shift // 61 % 61
        noise = self._noise[top : top + height, left : left + width]
        return cv2.add(picture, noise, dtype=cv2.CV_8U).astype(np.uint8, copy=False)

    def boxes(self, t: float) -> list[Box]:
        """Return the boxes of the bulbs that are lit in `frame(t)`."""
        x, y = self._window(t)
        lit = [bulb for bulb in self._bulbs if bulb.brightness * self._brightness(bulb.class_id, t) > 0.4]
        return _boxes(lit, self.size_wh, (x, y))


def _lay_out(rng: np.random.Generator, size_wh: tuple[int, int], distance: float = 1.0) -> _Layout:
    """Lay parallel-ish cables across the picture and hang bulbs on them."""
    width, height = size_wh
    zoom = float(rng.uniform(0.8, 1.35))
    radius = (5.0 * zoom + float(rng.uniform(0, 3.6))) / distance
    zoom /= distance
    reach = math.hypot(width, height) / 2
    turn = float(rng.normal(0, 0.35)) + (math.pi / 2 if rng.random() < 0.3 else 0.0)
    rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    centre = np.array([width / 2, height / 2])
    is_dark_scene = rng.random() < 0.05
    favourite = int(rng.integers(4))
    cables: list[Points] = []
    stems: list[Points] = []
    bulbs: list[Bulb] = []
    offset = -reach + float(rng.uniform(0, 90))
    while offset < reach:
        cable = _cable(rng, reach, offset, zoom) @ rotation + centre
        cables.append(cable)
        colour = favourite if rng.random() < 0.4 else int(rng.integers(4))
        is_mixed = rng.random() < 0.3
        is_lit = not is_dark_scene and rng.random() > 0.08
        step = max(3, int(rng.uniform(42, 80) * zoom / 4))
        for at in range(int(rng.integers(2, step)), len(cable) - 1, step):
            root = cable[min(len(cable) - 2, max(0, at + int(rng.integers(-3, 4))))]
            if not (-40 < root[0] < width + 40 and -40 < root[1] < height + 40):
                continue
            along = cable[at + 1] - cable[at - 1]
            side = 1 if rng.random() < 0.75 else -1
            angle = math.atan2(along[1], along[0]) + side * math.pi / 2 + float(rng.normal(0, 0.5))
            direction = np.array([math.cos(angle), math.sin(angle)])
            half = radius * float(rng.uniform(0.85, 1.2))
            tip = root + direction * float(rng.uniform(13, 22)) * zoom
            x, y = tip + direction * half * 0.8
            if any(math.hypot(x - other.x, y - other.y) < 2.2 * (half + other.length) for other in bulbs):
                continue
            stems.append(np.stack([root, tip]))
            bulbs.append(
                Bulb(
                    float(x),
                    float(y),
                    half,
                    half * float(rng.uniform(0.78, 1.0)),
                    angle,
                    int(rng.integers(4)) if is_mixed else colour,
                    float(rng.uniform(0.7, 1.0)) if is_lit and rng.random() > 0.07 else 0.0,
                )
            )
        offset += float(rng.uniform(80, 190)) * zoom
    return _Layout(cables, stems, bulbs, 2.6 * zoom)


def _cable(rng: np.random.Generator, reach: float, offset: float, zoom: float) -> Points:
    """Return a smooth wavy line from left to right, about one point every 4 pixels."""
    x = np.arange(-reach - 60, reach + 60, 4.0)
    y = np.full_like(x, offset)
    for wavelength, height in ((400.0, 32.0), (170.0, 15.0), (60.0, 3.5)):
        phase = rng.uniform(0, 2 * math.pi)
        y += height * zoom * rng.uniform(0.4, 1.2) * np.sin(x * 2 * math.pi / (wavelength * zoom) + phase)
    return np.stack([x, y], axis=1)


def _floor(rng: np.random.Generator, size_wh: tuple[int, int]) -> Float32:
    """Return HxWx3 of planks with grain and seams, 0..255."""
    import cv2

    width, height = size_wh
    side = math.ceil(math.hypot(width, height))
    tone = np.zeros((side, side), np.float32)
    plank = int(rng.uniform(48, 110))
    grain = _stretched_noise(rng, side, (side // 40 + 2, side // 3)) * 7
    grain += _stretched_noise(rng, side, (side // 90 + 2, side // 22 + 2)) * 9
    for left in range(0, side, plank):
        bottom = int(rng.integers(0, 300))
        for top in (0, *range(bottom, side, 300)):
            tone[top:, left : left + plank] = rng.uniform(-15, 15)
            tone[top : top + 1, left : left + plank] -= 22
        tone[:, left : left + 1] -= rng.uniform(10, 26)
        # Each plank is cut from another tree: the grain must not run on across seams.
        grain[:, left : left + plank] = np.roll(
            grain[:, left : left + plank], int(rng.integers(side)), axis=0
        )
    tone += grain
    # Light falls unevenly over a room's floor.
    tone += _smooth_noise(rng, (side, side), 3) * 16
    angle = np.radians(float(rng.normal(0, 12)) + 90 * rng.integers(2))
    cosine, sine = 1.05 * np.cos(angle), 1.05 * np.sin(angle)
    linear = np.array([[cosine, sine], [-sine, cosine]])
    middle = np.array([side / 2, side / 2])
    turn = np.column_stack([linear, np.array([width / 2, height / 2]) - linear @ middle])
    turned = cv2.warpAffine(tone, turn, size_wh, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    wood = np.array(WOODS[int(rng.integers(len(WOODS)))], np.float32) + rng.normal(0, 3, 3).astype(np.float32)
    floor = turned[:, :, None] * np.array([1.0, 0.95, 0.85]) + wood
    result: Float32 = floor.astype(np.float32)
    return result


def _stretched_noise(rng: np.random.Generator, side: int, cells: tuple[int, int]) -> Float32:
    import cv2

    noise = rng.standard_normal(cells, np.float32)
    return cv2.resize(noise, (side, side), interpolation=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _smooth_noise(rng: np.random.Generator, size_wh: tuple[int, int], cells: int) -> Float32:
    import cv2

    noise = rng.standard_normal((cells, cells), np.float32)
    return cv2.resize(noise, size_wh, interpolation=cv2.INTER_CUBIC).astype(np.float32, copy=False)


def _draw_cables(picture: Float32, layout: _Layout, rng: np.random.Generator) -> None:
    """Draw shadows, twisted cables, stems and the dull glass of unlit bulbs into `picture`."""
    import cv2

    height, width = picture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    shine = np.zeros_like(mask)
    thickness = max(1, round(layout.thickness))
    cv2.polylines(mask, [_fixed(cable) for cable in layout.cables], False, 255, thickness, cv2.LINE_AA, 4)
    stems = [_fixed(stem) for stem in layout.stems]
    cv2.polylines(mask, stems, False, 255, thickness + 2, cv2.LINE_AA, 4)
    for cable in layout.cables:
        along = np.gradient(cable, axis=0)
        across = np.stack([-along[:, 1], along[:, 0]], axis=1) / 4 + along / 6
        strands = np.stack([cable - across * thickness * 0.3, cable + across * thickness * 0.3], axis=1)
        cv2.polylines(shine, list(_fixed(strands)), False, 255, 1, cv2.LINE_AA, 4)
    shadow = cv2.GaussianBlur(np.roll(mask, (4, 3), axis=(0, 1)), (0, 0), 2.5).astype(np.float32)
    picture *= 1 - shadow[:, :, None] * np.float32(0.4 / 255)
    cover = mask[:, :, None] * np.float32(0.92 / 255)
    rubber = np.array([34, 36, 34], np.float32) + np.float32(rng.uniform(-8, 14))
    picture += (rubber + shine[:, :, None] * np.float32(0.16) - picture) * cover
    for bulb in layout.bulbs:
        part, glass = _patch(bulb, (width, height), reach=1.2)
        if glass.size:
            cover = np.clip((1.05 - glass) * 5, 0, 0.45)[:, :, None]
            picture[part] += (np.array([206, 208, 204], np.float32) * 0.8 - picture[part]) * cover


def _fixed(points: Points) -> npt.NDArray[np.int32]:
    """Return pixel coordinates as OpenCV's fixed point numbers with 4 fractional bits."""
    return np.round(points * 16).astype(np.int32)


def _patch(
    bulb: Bulb, size_wh: tuple[int, int], reach: float
) -> tuple[tuple[slice, slice], npt.NDArray[np.float32]]:
    """Return the part of the picture within `reach` bulb lengths, and its pixels' distance (1 = the rim)."""
    width, height = size_wh
    half = bulb.length * reach
    left, right = max(0, math.floor(bulb.x - half)), min(width, math.ceil(bulb.x + half))
    top, bottom = max(0, math.floor(bulb.y - half)), min(height, math.ceil(bulb.y + half))
    if left >= right or top >= bottom:
        return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), np.float32)
    dx = np.arange(left, right, dtype=np.float32)[None, :] + np.float32(0.5 - bulb.x)
    dy = np.arange(top, bottom, dtype=np.float32)[:, None] + np.float32(0.5 - bulb.y)
    cos, sin = np.float32(math.cos(bulb.angle)), np.float32(math.sin(bulb.angle))
    u, v = (dx * cos + dy * sin) / bulb.length, (dy * cos - dx * sin) / bulb.width
    distance = np.sqrt(u * u + v * v).astype(np.float32, copy=False)
    return (slice(top, bottom), slice(left, right)), distance


def _light(bulbs: Sequence[Bulb], size_wh: tuple[int, int]) -> list[Float32]:
    """Return per class the light (HxWx3, 0..255 and above) that its bulbs add to the picture."""
    width, height = size_wh
    layers = [np.zeros((height, width, 3), np.float32) for _ in CLASS_NAMES]
    for bulb in bulbs:
        if not bulb.brightness:
            continue
        colour = LIGHTS[bulb.class_id]
        part, distance = _patch(bulb, size_wh, reach=4.2)
        # The sensor saturates in the middle, so every colour has a white core inside a coloured rim.
        core = np.clip((0.72 - distance) * 4, 0, 1) * 235
        body = np.clip((1.04 - distance) * 8, 0, 1) * 190
        glow = np.exp(-(distance**2) / 2.4) * 95 + np.exp(-(distance**2) / 7) * 44
        light = core[:, :, None] + (body + glow)[:, :, None] * colour
        layers[bulb.class_id][part] += light * np.float32(bulb.brightness)
    return layers


def _reflect(picture: Float32, rng: np.random.Generator) -> None:
    """Add a few pale spots without a bulb: light mirrored by the floor, which is no object."""
    height, width = picture.shape[:2]
    for _ in range(int(rng.poisson(width * height / 120_000))):
        length = float(rng.uniform(9, 22))
        x, y = float(rng.uniform(0, width)), float(rng.uniform(0, height))
        spot = Bulb(x, y, length, length * 0.7, float(rng.uniform(0, math.pi)), int(rng.integers(4)), 1.0)
        part, distance = _patch(spot, (width, height), reach=2.2)
        picture[part] += np.exp(-(distance**2) * 1.5)[:, :, None] * LIGHTS[spot.class_id] * 48


def _photograph(picture: Float32, rng: np.random.Generator) -> Image:
    """Return what a phone's camera makes of the scene: white balance, exposure, blur, noise, 8 bits."""
    import cv2

    balance = rng.uniform(0.96, 1.04, 3).astype(np.float32) * np.float32(rng.uniform(0.85, 1.15))
    blurred = cv2.GaussianBlur(picture * balance, (0, 0), float(rng.uniform(0.4, 1.1)))
    noise = rng.standard_normal(picture.shape, np.float32)
    noise *= np.float32(rng.uniform(1.5, 6.0))
    return _to_uint8(blurred + noise)


def _to_uint8(picture: npt.NDArray[np.floating]) -> Image:
    result: Image = np.clip(picture, 0, 255).astype(np.uint8)
    return result


def _boxes(bulbs: Sequence[Bulb], size_wh: tuple[int, int], origin_xy: tuple[int, int] = (0, 0)) -> list[Box]:
    """Return the boxes of lit bulbs seen in a `size_wh` window at `origin_xy`, clipped to it."""
    width, height = size_wh
    boxes = []
    for bulb in bulbs:
        x, y = bulb.x - origin_xy[0], bulb.y - origin_xy[1]
        half_width, half_height = bulb.half_extent
        x1, x2 = max(0.0, x - half_width), min(float(width), x + half_width)
        y1, y2 = max(0.0, y - half_height), min(float(height), y + half_height)
        visible = max(0.0, x2 - x1) * max(0.0, y2 - y1) / (4 * half_width * half_height)
        if bulb.brightness and visible >= MIN_VISIBLE:
            boxes.append(Box(bulb.class_id, x1, y1, x2, y2))
    return boxes
