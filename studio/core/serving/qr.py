"""QR codes: as rows of modules, for a window to paint, and as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

QUIET = 2
"""Light modules around a code; phones want two of them, where the norm asks for four."""
_HALVES = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}


def qr_rows(text: str) -> list[str]:
    """Return the modules of a code for `text`, a string a row, dark as "1", with the light border as "0"."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix_iter(border=QUIET)]


def qr_text(rows: Sequence[str]) -> list[str]:
    """Return a code as lines of half blocks, drawn in the terminal's bright colour on its dark ground."""
    # Below an odd one there is the terminal's own ground.
    even = [*rows, "1" * len(rows[0])] if len(rows) % 2 else rows
    return [
        "".join(_HALVES[up == "1", down == "1"] for up, down in zip(upper, lower, strict=True))
        for upper, lower in zip(even[::2], even[1::2], strict=True)
    ]
