"""QR codes say the address, in a window and in a terminal."""

from __future__ import annotations

import pytest

from studio.core.serving.qr import QUIET, qr_rows, qr_text
from tests.qr_reader import read_code

ADDRESS = "https://192.168.178.121:43407/U5MWnnqhwcdEcNYoAp4TZw/"


def test_a_reader_finds_the_address() -> None:
    rows = qr_rows(ADDRESS)
    assert len({len(row) for row in rows}) == 1 and len(rows) == len(rows[0])
    assert set("".join(rows[:QUIET] + rows[-QUIET:])) == {"0"}
    assert read_code(rows) == ADDRESS


@pytest.mark.parametrize("text", [ADDRESS, "https://[::1]:8443/x/"])
def test_the_text_is_the_code_in_halves(text: str) -> None:
    rows = qr_rows(text)
    halves = {" ": "11", "▄": "10", "▀": "01", "█": "00"}
    lines = qr_text(rows)
    again = ["".join(halves[sign][half] for sign in line) for line in lines for half in (0, 1)]
    assert again[: len(rows)] == rows
    assert len(lines) == -(-len(rows) // 2)
