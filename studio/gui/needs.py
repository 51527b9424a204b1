"""What must be so for an action to be possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Need:
    """What must be so for an action to be possible; the menu shows it grey while it isn't.

    Attributes:
        holds: asked of the page (the window for what belongs to no page).
        otherwise: what to say when its key is pressed all the same.
    """

    holds: Callable[[Any], bool]
    otherwise: str


def _chosen_runs(page: Any) -> int:
    return len(page.chosen_runs())


ALWAYS = Need(lambda target: True, "")
DATASET = Need(lambda window: window.datasets.current is not None, "No dataset is open.")
PHOTOS = Need(
    lambda page: page.dataset is not None and bool(page.dataset.records), "Open a folder of photos first."
)
PHOTO = Need(lambda page: PHOTOS.holds(page) and page.places.is_photo_shown(), "Go back to the photo first.")
BOX = Need(lambda page: PHOTO.holds(page) and bool(page.session.held), "Select a box first.")
BOXES = Need(lambda page: PHOTO.holds(page) and bool(page.session.boxes), "There is no box to copy.")
COPIED = Need(
    lambda page: PHOTO.holds(page) and page.editing.can_paste(),
    "There is nothing to paste; copy boxes first.",
)
PREVIOUS = Need(lambda page: PHOTO.holds(page) and page.session.index > 0, "This is the first image.")
DONE = Need(lambda page: page.session is not None and page.session.can_undo, "There is nothing to undo.")
UNDONE = Need(lambda page: page.session is not None and page.session.can_redo, "There is nothing to redo.")
GHOSTS = Need(
    lambda page: PHOTO.holds(page) and page.ghosts.can_accept(), "There is no suggestion on this image."
)
ALL_GHOSTS = Need(lambda page: page.ghosts.can_accept_everywhere(), "There is no suggestion on any image.")
ALIKE = Need(
    lambda page: PHOTO.holds(page) and page.ghosts.can_find_alike(),
    "Draw a box or two first; what looks like them is found then.",
)
SUGGESTING = Need(lambda page: page.ghosts.can_suggest(), "Choose a model under Suggestions first.")
BOXES_HERE = Need(BOXES.holds, "Label this image and an earlier one first.")
CARRIED = Need(BOXES.holds, "There is no box to carry to the next image.")
RUNS = Need(lambda page: _chosen_runs(page) > 0, "Choose a run first.")
ONE_RUN = Need(lambda page: _chosen_runs(page) == 1, "Choose one run first.")
RUNS_DONE = Need(lambda page: page.can_undo(), "There is nothing to undo.")
TORCH = Need(lambda page: page.can_train(), "It needs PyTorch, which this installation is without.")
TRAINABLE = Need(lambda page: TORCH.holds(page) and PHOTOS.holds(page), "Open a folder of photos first.")
PICTURE = Need(lambda page: page.has_picture(), "Start the live view first.")
