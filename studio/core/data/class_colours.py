"""The colour each class is drawn in: the one it is named for, else one that colour-blind eyes tell apart."""

from __future__ import annotations

import re

# Okabe and Ito's set without black, then lighter and darker tones of it.
CLASS_COLOURS = (
    "#56b4e9", "#e69f00", "#009e73", "#f0e442", "#d55e00", "#cc79a7", "#0072b2",
    "#a6dcff", "#ffd37a", "#5fe0b7", "#ff9d5c", "#f5bfe0",
)  # fmt: skip

NAMED_COLOURS = {
    "white": "#ffffff", "w": "#ffffff",
    "red": "#ff4b4b", "r": "#ff4b4b",
    "green": "#2fd168", "g": "#2fd168",
    "blue": "#4a8cff", "b": "#4a8cff",
    "yellow": "#ffe14d", "y": "#ffe14d",
    "orange": "#ff9e3d", "o": "#ff9e3d",
    "purple": "#b07cff", "violet": "#b07cff", "p": "#b07cff",
    "pink": "#ff8fc7", "magenta": "#ff5ce1", "m": "#ff5ce1",
    "cyan": "#3fe0e6", "c": "#3fe0e6", "turquoise": "#3fe0e6",
    "brown": "#b98352", "black": "#5a5f6a", "k": "#5a5f6a",
    "grey": "#a5abb5", "gray": "#a5abb5",
    "weiß": "#ffffff", "blanc": "#ffffff", "blanco": "#ffffff",
    "rot": "#ff4b4b", "rouge": "#ff4b4b", "rojo": "#ff4b4b",
    "grün": "#2fd168", "vert": "#2fd168", "verde": "#2fd168",
    "blau": "#4a8cff", "bleu": "#4a8cff", "azul": "#4a8cff",
    "gelb": "#ffe14d", "jaune": "#ffe14d", "amarillo": "#ffe14d",
}  # fmt: skip

COLOUR_SIGNS = {
    "白": "white", "红": "red", "紅": "red", "绿": "green", "綠": "green", "蓝": "blue", "藍": "blue",
    "黄": "yellow", "黃": "yellow", "橙": "orange", "紫": "purple", "粉": "pink", "青": "cyan", "黑": "black",
    "灰": "grey",
}  # fmt: skip
"""Chinese signs, which say a colour within a word, too, as in 红灯."""

WORD = re.compile(r"[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])|[A-Z][^\W\d_A-Z]*|\d+")
"""Words, as in `white_lamp`, `whiteLamp`, `WHITE-LAMP` and `white2`."""


def class_colour(class_id: int, name: str = "") -> str:
    """Return the colour of a class as `#rrggbb`: that of the first colour its name says ("white lamp").

    A single letter is a colour only when it is the whole name.
    """
    words = WORD.findall(name)
    for word in words:
        if (len(word) > 1 or len(words) == 1) and word.lower() in NAMED_COLOURS:
            return NAMED_COLOURS[word.lower()]
    for sign in name:
        if sign in COLOUR_SIGNS:
            return NAMED_COLOURS[COLOUR_SIGNS[sign]]
    return CLASS_COLOURS[class_id % len(CLASS_COLOURS)]
