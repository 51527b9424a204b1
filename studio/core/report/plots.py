"""Plots as SVG text: lines, dots, bars and a matrix, readable on light and on dark ground.

Ink is `currentColor`; a style inside each picture chooses ink and ground by what the reader prefers. The
attributes beside it serve programs that know no style sheets.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_markup

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

WIDTH, HEIGHT = 640, 380
LEFT, TOP, RIGHT, BOTTOM = 56, 62, 16, 46
"""Pixels around the field that the lines or bars are drawn in; title and legend stand above it."""
MAX_POINTS = 400
INK, GROUND = "#1b1f27", "#ffffff"
"""For programs that know no style sheets."""
STYLE = (
    "<style>.plot{color:#1b1f27;font-family:system-ui,sans-serif}.plot .ground{fill:#ffffff}"
    "@media (prefers-color-scheme: dark){.plot{color:#e6e8ec}.plot .ground{fill:#1e2127}}</style>"
)
FILL = "#3f86d8"
"""Of bars, bubbles and the cells of a matrix."""
LARGEST_BUBBLE = 15.0
"""Pixels from its middle to its edge."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plot: name in the legend, colour as #rrggbb, and points; gaps where y is not finite."""

    name: str
    colour: str
    x: Values
    y: Values


def line_plot(
    title: str,
    lines: Sequence[Line],
    *,
    x_name: str,
    y_name: str,
    x_range: tuple[float, float],
    y_range: tuple[float, float] | None = None,
    mark: tuple[float, float, str] | None = None,
) -> str:
    """Return a plot of lines.

    Args:
        y_range: None goes from 0 to the highest value.
        mark: a point (x, y) and what to write at it.
    """
    finite = np.concatenate([np.zeros(0), *(line.y[np.isfinite(line.y)] for line in lines)])
    high = float(finite.max()) if len(finite) else 1.0
    field = _Field(*x_range, *(y_range or (0.0, high * 1.05 or 1.0)))
    parts = [*field.grid(), *field.axis_names(x_name, y_name)]
    for line in lines:
        path = field.path(*_thinned(line.x, line.y))
        # A line in ink beneath lets white show on white, and black on black.
        beneath = [("currentColor", 3.6, 0.45)] if _is_extreme(line.colour) else []
        for stroke, width, opacity in (*beneath, (line.colour, 2.0, 1.0)):
            parts.append(
                f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}" '
                f'stroke-opacity="{opacity}" stroke-linejoin="round" stroke-linecap="round"/>'
            )
    if mark is not None:
        x, y = field.place(mark[0], mark[1])
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="none" stroke="currentColor"/>')
        end = "end" if x > WIDTH / 2 else "start"
        parts.append(_text(x, y - 9 if y > TOP + 20 else y + 20, mark[2], anchor=end))
    return _picture(title, [*parts, *_legend([(line.name, line.colour) for line in lines])])


def dot_plot(
    title: str, dots: Line, crosses: Sequence[Line], *, x_name: str, y_name: str, limit: tuple[float, float]
) -> str:
    """Return faint dots, and over them crosses in the colours of their groups.

    Args:
        limit: the highest x and y shown; what lies beyond is left out.
    """
    field = _Field(0.0, limit[0], 0.0, limit[1])
    parts = [*field.grid(), *field.axis_names(x_name, y_name)]
    # A hair of a line with round ends is a dot; all of them are one path, which keeps the file small.
    places = "".join(f"M{x:.1f},{y:.1f}h.01" for x, y in _inside(field, dots))
    parts.append(
        f'<path d="{places}" fill="none" stroke="{dots.colour}" stroke-width="4.5" stroke-opacity="0.5" '
        'stroke-linecap="round"/>'
    )
    for group in crosses:
        path = "".join(
            f"M{x - 6:.1f},{y - 6:.1f}l12,12M{x - 6:.1f},{y + 6:.1f}l12,-12" for x, y in _inside(field, group)
        )
        # Ink beneath sets a cross off from the dots it lies among.
        for stroke, width, opacity in (("currentColor", 5.5, 0.8), (group.colour, 3.2, 1.0)):
            parts.append(
                f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}" '
                f'stroke-opacity="{opacity}" stroke-linecap="round"/>'
            )
    return _picture(title, [*parts, *_legend([(line.name, line.colour) for line in (dots, *crosses)])])


def bubble_plot(title: str, bubbles: Sequence[tuple[float, float, int]], *, x_name: str, y_name: str) -> str:
    """Return a circle at each (x, y), its area by how many there are; the largest have x, y and count beside.

    Both axes begin at 0.
    """
    widest, highest = (1.12 * max((bubble[axis] for bubble in bubbles), default=1) for axis in (0, 1))
    field = _Field(0.0, widest, 0.0, highest)
    parts = [*field.grid(), *field.axis_names(x_name, y_name)]
    most = max((count for *_, count in bubbles), default=1)
    taken: list[tuple[float, float]] = []
    words = []
    for width, height, count in sorted(bubbles, key=lambda bubble: -bubble[2]):
        x, y = field.place(width, height)
        radius = max(LARGEST_BUBBLE * math.sqrt(count / most), 2.5)
        told = f"{width:g} × {height:g}: {count:,}"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{FILL}" fill-opacity="0.55" '
            f'stroke="currentColor" stroke-opacity="0.4"><title>{escape(told)}</title></circle>'
        )
        # Words beside a circle, where no others are yet.
        if len(taken) < 8 and all(abs(x - at) > 150 or abs(y - down) > 16 for at, down in taken):
            taken.append((x, y))
            is_left = x > (LEFT + WIDTH) / 2
            place = x - radius - 5 if is_left else x + radius + 5
            words.append(_text(place, y + 4, told, anchor="end" if is_left else "start"))
    return _picture(title, [*parts, *words])


def bar_plot(title: str, bars: Sequence[tuple[str, str, float | None]], *, x_name: str, y_name: str) -> str:
    """Return upright bars of shares 0..1, with name and remark below; None leaves a bar's place empty."""
    field = _Field(0, len(bars), 0, 1, bottom=BOTTOM + 14)
    parts = [*field.grid(upright=False), *field.axis_names(x_name, y_name)]
    for index, (name, remark, share) in enumerate(bars):
        (x, y), (end, ground) = field.place(index + 0.18, share or 0), field.place(index + 0.82, 0)
        middle = (x + end) / 2
        if share is not None:
            sides = f'width="{end - x:.1f}" height="{ground - y:.1f}"'
            parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" {sides} fill="{FILL}"/>')
            parts.append(_text(middle, y - 5, f"{share:.2f}"))
        parts.append(_text(middle, ground + 16, name))
        parts.append(_text(middle, ground + 31, remark, opacity=0.7, size=11))
    return _picture(title, parts)


def count_plot(title: str, bars: Sequence[tuple[str, str, int]], *, x_name: str, y_name: str) -> str:
    """Return upright bars of counts, each a name, a colour as #rrggbb and how many."""
    field = _Field(0, max(len(bars), 1), 0, 1.08 * max((count for *_, count in bars), default=1) or 1)
    parts = [*field.grid(upright=False), *field.axis_names(x_name, y_name)]
    every = math.ceil(len(bars) / 16) or 1
    for index, (name, colour, count) in enumerate(bars):
        (x, y), (end, ground) = field.place(index + 0.14, count), field.place(index + 0.86, 0)
        sides = f'width="{end - x:.1f}" height="{ground - y:.1f}"'
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" {sides} fill="{colour}" stroke="currentColor" '
            f'stroke-opacity="0.4"><title>{escape(name)}: {count:,}</title></rect>'
        )
        if index % every == 0:
            short = name if len(name) <= 12 else name[:11] + "…"
            parts.append(_text((x + end) / 2, ground + 17, short, size=12 if len(bars) <= 8 else 10))
        if len(bars) <= 12:
            parts.append(_text((x + end) / 2, y - 5, f"{count:,}"))
    return _picture(title, parts)


def heat_plot(title: str, counts: Sequence[Sequence[int]], *, remark: str) -> str:
    """Return a square of cells, each tinted by its count: none is the ground, the most the full colour."""
    side, top = 400.0, 62.0
    left, most = 16.0, max((count for row in counts for count in row), default=0) or 1
    parts = [_text(left, 48, remark, anchor="start", opacity=0.7)]
    cell = side / max(len(counts), 1)
    for row, values in enumerate(counts):
        for column, count in enumerate(values):
            if count:
                parts.append(
                    f'<rect x="{left + column * cell:.1f}" y="{top + row * cell:.1f}" width="{cell:.2f}" '
                    f'height="{cell:.2f}" fill="{FILL}" fill-opacity="{0.12 + 0.88 * count / most:.3f}">'
                    f"<title>{count:,}</title></rect>"
                )
    parts.append(
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" stroke="currentColor" '
        'stroke-opacity="0.4"/>'
    )
    return _picture(title, parts, width=side + 32, height=side + top + 16)


def matrix_plot(
    title: str,
    names: Sequence[str],
    counts: npt.NDArray[np.int64],
    *,
    row_name: str,
    column_name: str,
) -> str:
    """Return counts, each cell tinted by its share of its row; `names` are of rows and columns."""
    sides = len(names)
    cell = min(64.0, 560 / sides)
    short = [name if len(name) <= 14 else name[:13] + "…" for name in names]
    name_width = 7.0 * max(map(len, short))
    is_level = name_width <= cell
    left, top = 36 + name_width, 62 + (22 if is_level else name_width + 12)
    width, height = left + cell * sides + 16, top + cell * sides + 16
    has_room = cell >= 22
    size, every = (12, 1) if has_room else (9, math.ceil(11 / cell))
    parts = [
        _text(left + cell * sides / 2, 52, column_name, opacity=0.7),
        _text(16, top + cell * sides / 2, row_name, opacity=0.7, turned=True),
    ]
    for index in range(0, sides, every):
        at, name = cell * (index + 0.5), short[index]
        parts.append(_text(left - 8, top + at + 4, name, anchor="end", size=size))
        if is_level:
            parts.append(_text(left + at, top - 8, name, size=size))
        else:
            parts.append(_text(left + at + 4, top - 8, name, anchor="start", size=size, turned=True))
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    for row, column in np.ndindex(*counts.shape):
        x, y = left + cell * column, top + cell * row
        said = escape(f"{names[row]} → {names[column]}: {counts[row, column]}")
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{cell:.1f}" height="{cell:.1f}" fill="{FILL}" '
            f'fill-opacity="{0.85 * shares[row, column]:.3f}" stroke="currentColor" stroke-opacity="0.2">'
            f"<title>{said}</title></rect>"
        )
        if has_room and counts[row, column]:
            parts.append(_text(x + cell / 2, y + cell / 2 + 4, str(counts[row, column])))
    return _picture(title, parts, width=max(width, 320), height=height)


class _Field:
    """The rectangle of a plot: values to pixels, grid, axes."""

    def __init__(self, x0: float, x1: float, y0: float, y1: float, *, bottom: float = BOTTOM) -> None:
        self.x = (x0, x1 if x1 > x0 else x0 + 1)
        self.y = (y0, y1 if y1 > y0 else y0 + 1)
        self.bottom = HEIGHT - bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = min(max((y - self.y[0]) / (self.y[1] - self.y[0]), 0.0), 1.0)
        return LEFT + across * (WIDTH - LEFT - RIGHT), self.bottom - up * (self.bottom - TOP)

    def path(self, x: Values, y: Values) -> str:
        """Return path data; a point without neighbours becomes a dot."""
        parts, is_down = [], False
        for value_x, value_y in zip(x.tolist(), y.tolist(), strict=True):
            if not math.isfinite(value_y):
                is_down = False
                continue
            at = "{:.1f},{:.1f}".format(*self.place(value_x, value_y))
            parts.append(f"L{at}" if is_down else f"M{at}L{at}")
            is_down = True
        return "".join(parts)

    def grid(self, *, upright: bool = True) -> list[str]:
        parts = []
        for tick in round_ticks(*self.y, 6):
            _, y = self.place(self.x[0], tick)
            opacity = 0.5 if tick == self.y[0] else 0.14
            parts.append(_stroke(LEFT, y, WIDTH - RIGHT, y, opacity))
            parts.append(_text(LEFT - 8, y + 4, f"{tick:.6g}", anchor="end", opacity=0.8))
        for tick in round_ticks(*self.x, 8) if upright else ():
            x, _ = self.place(tick, 0)
            parts.append(_stroke(x, TOP, x, self.bottom, 0.5 if tick == self.x[0] else 0.14))
            parts.append(_text(x, self.bottom + 17, f"{tick:.6g}", opacity=0.8))
        return parts

    def axis_names(self, x_name: str, y_name: str) -> list[str]:
        return [
            _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_name, opacity=0.7),
            _text(14, (TOP + self.bottom) / 2, y_name, opacity=0.7, turned=True),
        ]


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about `most` round numbers (1, 2 or 5 times a power of ten apart) in a range."""
    if not high > low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def tinted(picture: str, *, ink: str, ground: str) -> str:
    """Return a plot in two given colours, for programs with looks of their own."""
    plain = picture.replace(STYLE, "").replace(f'color="{INK}"', f'color="{ink}"')
    # White bars and lines of a class that is white stay white: only the ground is another.
    return re.sub(rf'(<rect class="ground"[^>]* fill="){GROUND}"', rf'\g<1>{ground}"', plain, count=1)


def escape(text: object) -> str:
    """Return text fit for SVG and HTML: signs escaped, and what neither may hold replaced."""
    return escape_markup("".join(sign if sign.isprintable() else "�" for sign in str(text)))


def _is_extreme(colour: str) -> bool:
    """Return whether a colour is too light for light ground or too dark for dark."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return not 0.3 < 0.3 * red + 0.6 * green + 0.1 * blue < 0.7


def _inside(field: _Field, line: Line) -> list[tuple[float, float]]:
    """Return where the points of a line lie, without those beyond the field."""
    points = zip(line.x.tolist(), line.y.tolist(), strict=True)
    return [field.place(x, y) for x, y in points if 0 <= x <= field.x[1] and 0 <= y <= field.y[1]]


def _thinned(x: Values, y: Values) -> tuple[Values, Values]:
    """Return at most about MAX_POINTS of the points, the last among them."""
    every = max(1, len(x) // MAX_POINTS)
    kept = np.arange(len(x) - 1, -1, -every)[::-1]
    return x[kept], y[kept]


def _legend(entries: Sequence[tuple[str, str]]) -> list[str]:
    parts, x = [], float(LEFT)
    for name, colour in entries:
        short = name if len(name) <= 24 else name[:23] + "…"
        if x + 30 + 7 * len(short) > WIDTH:
            parts.append(_text(x, 50, "…", anchor="start"))
            break
        parts.append(
            f'<rect x="{x}" y="40" width="14" height="10" rx="2" fill="{colour}" stroke="currentColor" '
            'stroke-opacity="0.4"/>'
        )
        parts.append(_text(x + 20, 50, short, anchor="start"))
        x += 38 + 7 * len(short)
    return parts


def _stroke(x1: float, y1: float, x2: float, y2: float, opacity: float) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="currentColor" stroke-opacity="{opacity}"/>'


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "middle",
    size: int = 12,
    opacity: float = 1.0,
    turned: bool = False,
) -> str:
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="currentColor" '
        f'fill-opacity="{opacity}"{turn}>{escape(text)}</text>'
    )


def _picture(title: str, parts: Sequence[str], *, width: float = WIDTH, height: float = HEIGHT) -> str:
    heading = (
        f'<text x="16" y="24" font-size="15" font-weight="600" fill="currentColor">{escape(title)}</text>'
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" color="{INK}" font-family="sans-serif" role="img" '
            f'aria-label="{escape(title)}">',
            STYLE,
            f'<rect class="ground" width="{width:.0f}" height="{height:.0f}" fill="{GROUND}"/>',
            heading,
            *parts,
            "</svg>\n",
        ]
    )
