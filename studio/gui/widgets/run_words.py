"""Words for the states of a run, the same on every page."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_STATES = {
    "running": (QT_TRANSLATE_NOOP("RunStates", "Training"), "accent"),
    "finished": (QT_TRANSLATE_NOOP("RunStates", "Done"), "ok"),
    "stopped": (QT_TRANSLATE_NOOP("RunStates", "Stopped"), "muted"),
    "interrupted": (QT_TRANSLATE_NOOP("RunStates", "Interrupted"), "warn"),
    "failed": (QT_TRANSLATE_NOOP("RunStates", "Failed"), "error"),
}


def state_text(state: str) -> tuple[str, str]:
    """Return the word for a run's state and the theme's colour it is written in."""
    text, colour = _STATES[state]
    return QCoreApplication.translate("RunStates", text), colour


def go_on_text(state: str) -> str:
    """Return what a button says that goes on with a run in this state."""
    is_finished = state == "finished"
    text = (
        QT_TRANSLATE_NOOP("RunStates", "Train on")
        if is_finished
        else QT_TRANSLATE_NOOP("RunStates", "Resume")
    )
    return QCoreApplication.translate("RunStates", text)
