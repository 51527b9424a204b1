"""QR codes say the address, in a window and in a terminal."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.core.serving.qr import QUIET, qr_rows, qr_text

ADDRESS = "https://192.168.178.121:43407/U5MWnnqhwcdEcNYoAp4TZw/"


def read(rows: list[str]) -> str:
    pixels = np.array([[0 if module == "1" else 255 for module in row] for row in rows], np.uint8)
    large = np.kron(pixels, np.ones((8, 8), np.uint8))
    framed = cv2.copyMakeBorder(large, 32, 32, 32, 32, cv2.BORDER_CONSTANT, value=255)
    return cv2.QRCodeDetector().detectAndDecode(framed)[0]


def test_a_reader_finds_the_address() -> None:
    rows = qr_rows(ADDRESS)
    assert len({len(row) for row in rows}) == 1 and len(rows) == len(rows[0])
    assert set("".join(rows[:QUIET] + rows[-QUIET:])) == {"0"}
    assert read(rows) == ADDRESS


@pytest.mark.parametrize("text", [ADDRESS, "https://[::1]:8443/x/"])
def test_the_text_is_the_code_in_halves(text: str) -> None:
    rows = qr_rows(text)
    halves = {" ": "11", "▄": "10", "▀": "01", "█": "00"}
    lines = qr_text(rows)
    again = ["".join(halves[sign][half] for sign in line) for line in lines for half in (0, 1)]
    assert again[: len(rows)] == rows
    assert len(lines) == -(-len(rows) // 2)
