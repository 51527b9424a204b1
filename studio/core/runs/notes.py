"""The note of a run: what its user wrote about it, as text in the run's folder."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import atomic_write, write_error
from studio.core.words import tr

NOTE = "note.txt"


def load_note(run: Path) -> str:
    """Return what the user wrote about a run, "" when that is nothing."""
    try:
        return (run / NOTE).read_bytes().decode(errors="replace").strip()
    except OSError:
        return ""


def save_note(run: Path, text: str) -> None:
    """Keep a text about a run; an empty one takes the note away.

    Raises:
        StudioError: the run is gone, or its folder can't be written to.
    """
    # Writing would make the folder anew, with nothing of a run in it but the note.
    if not run.is_dir():
        raise StudioError(
            tr("The note of {run} can't be kept: the run is no longer there.", run=run.name),
            tr("Copy its text if you need it."),
        )
    if text.strip():
        atomic_write(run / NOTE, text.strip().encode(errors="replace") + b"\n")
        return
    try:
        (run / NOTE).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(run / NOTE, error) from error
