"""The program's own icon, at the sizes that systems ask for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon

from studio.core.files import resource_path


@pytest.mark.parametrize("side", [16, 32, 256])
def test_the_icon_can_be_told_at_every_size(qapp, side: int) -> None:
    picture = QIcon(str(resource_path("icon.svg"))).pixmap(side, side).toImage()
    assert (picture.width(), picture.height()) == (side, side)
    assert picture.pixelColor(0, 0).alpha() < 128, "its corners are round"
    lamp = picture.pixelColor(side // 2, side // 2)
    assert lamp.red() > 230 and lamp.green() > 180 and lamp.blue() < 140
    colours = [picture.pixelColor(x, y) for x in range(side) for y in range(side)]
    assert any(min(one.red(), one.green(), one.blue()) > 240 for one in colours), "the box is white"
    assert picture.pixelColor(side // 2, 1) == QColor("#2563d8")
