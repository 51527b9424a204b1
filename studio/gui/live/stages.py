"""The stages of a frame as the window shows them: one word and one colour each."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QColor

_STAGES: dict[str, tuple[str, str]] = {
    "capture": (QT_TRANSLATE_NOOP("stages", "Capture"), "#8a93a3"),
    "preprocess": (QT_TRANSLATE_NOOP("stages", "Preprocess"), "#56b4e9"),
    "inference": (QT_TRANSLATE_NOOP("stages", "Inference"), "#2f7de1"),
    "decode": (QT_TRANSLATE_NOOP("stages", "Decode"), "#e69f00"),
    "nms": (QT_TRANSLATE_NOOP("stages", "NMS"), "#1fa187"),
    "draw": (QT_TRANSLATE_NOOP("stages", "Draw"), "#cc79a7"),
}
"""Words and colours by stage. The colours are told apart in either theme and by the colour-blind."""

BUDGET_MS = 33.3
"""Time a frame may take at 30 frames a second; drawn as a line."""


def stage_text(stage: str) -> str:
    """Return the word shown for a stage of `timing.STAGES`, or for `total`."""
    if stage == "total":
        return QCoreApplication.translate("stages", "Total")
    return QCoreApplication.translate("stages", _STAGES[stage][0])


def stage_colour(stage: str) -> QColor:
    """Return the colour a stage is painted in."""
    return QColor(_STAGES[stage][1])


def axis_limit(longest_ms: float, limit_ms: float) -> float:
    """Return where the time axis ends: a round number above `longest_ms`.

    It grows at once but shrinks only when the present `limit_ms` is more than three times too long, so that
    a single slow frame does not make the picture jump to and fro.
    """
    fitting = next((step for step in _AXIS_STEPS_MS if longest_ms <= step), _AXIS_STEPS_MS[-1])
    return limit_ms if fitting <= limit_ms < 3 * fitting else fitting


_AXIS_STEPS_MS = (50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0)
