"""What must be so for an action to be possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Need:
    """What must be so for an action to be possible; the menu shows it grey while it isn't.

    Attributes:
        is_met: asked of the page (the window for what belongs to no page), once `after` holds.
        otherwise: what to say when its key is pressed all the same.
        after: what must be so before that makes sense; while it isn't, its own sentence is said.
    """

    is_met: Callable[[Any], bool]
    otherwise: str
    after: Need | None = None

    def holds(self, target: Any) -> bool:
        """Return whether the action is possible."""
        return (self.after is None or self.after.holds(target)) and self.is_met(target)

    def reason(self, target: Any) -> str:
        """Return what to say when it isn't."""
        if self.after is not None and not self.after.holds(target):
            return self.after.reason(target)
        return self.otherwise


def _chosen_runs(page: Any) -> int:
    return len(page.chosen_runs())


ALWAYS = Need(lambda target: True, "")
DATASET = Need(lambda window: window.datasets.current is not None, "No dataset is open.")
PHOTOS = Need(
    lambda page: page.dataset is not None and bool(page.dataset.records), "Open a folder of photos first."
)
PHOTO = Need(lambda page: page.places.is_photo_shown(), "Go back to the photo first.", after=PHOTOS)
BOX = Need(lambda page: bool(page.session.held), "Select a box first.", after=PHOTO)
BOXES = Need(lambda page: bool(page.session.boxes), "There is no box to copy.", after=PHOTO)
COPIED = Need(
    lambda page: page.editing.can_paste(), "There is nothing to paste; copy boxes first.", after=PHOTO
)
PREVIOUS = Need(lambda page: page.session.index > 0, "This is the first image.", after=PHOTO)
DONE = Need(lambda page: page.session is not None and page.session.can_undo, "There is nothing to undo.")
UNDONE = Need(lambda page: page.session is not None and page.session.can_redo, "There is nothing to redo.")
GHOSTS = Need(lambda page: page.ghosts.can_accept(), "There is no suggestion on this image.", after=PHOTO)
ALL_GHOSTS = Need(lambda page: page.ghosts.can_accept_everywhere(), "There is no suggestion on any image.")
ALIKE = Need(
    lambda page: page.ghosts.can_find_alike(),
    "Draw a box or two first; what looks like them is found then.",
    after=PHOTO,
)
SUGGESTING = Need(lambda page: page.ghosts.can_suggest(), "Choose a model under Suggestions first.")
BOXES_HERE = Need(
    lambda page: bool(page.session.boxes), "Label this image and an earlier one first.", after=PHOTO
)
CARRIED = Need(
    lambda page: bool(page.session.boxes), "There is no box to carry to the next image.", after=PHOTO
)
RUNS = Need(lambda page: _chosen_runs(page) > 0, "Choose a run first.")
ONE_RUN = Need(lambda page: _chosen_runs(page) == 1, "Choose one run first.")
RUNS_DONE = Need(lambda page: page.can_undo(), "There is nothing to undo.")
TORCH = Need(lambda page: page.can_train(), "It needs PyTorch, which this installation is without.")
TRAINABLE = Need(lambda page: PHOTOS.is_met(page), "Open a folder of photos first.", after=TORCH)
PICTURE = Need(lambda page: page.has_picture(), "Start the live view first.")
