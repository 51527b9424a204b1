"""What the user said of a dataset, yes or no: remembered for the newest of them."""

from __future__ import annotations

from pathlib import Path

from studio.core.json_door import Fields

KEPT = 20


class DatasetChoices:
    """The newest choices, one a dataset."""

    def __init__(self) -> None:
        self._choices: dict[str, bool] = {}

    def get(self, dataset: Path, otherwise: bool) -> bool:
        """Return what was chosen for a dataset, or `otherwise`."""
        return self._choices.get(str(dataset), otherwise)

    def put(self, dataset: Path, keep: bool) -> None:
        """Remember a choice; the oldest goes when there are too many."""
        self._choices.pop(str(dataset), None)
        self._choices[str(dataset)] = keep
        while len(self._choices) > KEPT:
            self._choices.pop(next(iter(self._choices)))

    def state(self) -> dict[str, bool]:
        """Return all choices, oldest first, for the settings."""
        return dict(self._choices)

    def restore(self, state: Fields) -> None:
        """Take back what `state` returned; what doesn't fit is left out."""
        for dataset in state.names():
            self.put(Path(dataset), state.flag(dataset, False))
