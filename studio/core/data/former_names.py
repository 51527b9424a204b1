"""What classes are called now that were renamed, or went into others, since a dataset was opened.

Models, and what was said of suggestions before, know them by the names they had.
"""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.data.changes import Change


class FormerNames:
    """Follows the changes of a dataset's classes, and those that take them back."""

    def __init__(self, class_names: Sequence[str] = ()) -> None:
        """`class_names` are the dataset's, which change as they do."""
        self._class_names = class_names
        self._gone: list[tuple[tuple[str, str], bool]] = []
        """What each change called anew, and whether the old name stayed in the list."""

    @property
    def count(self) -> int:
        """Return how many changes count; with `now` they tell what comes after them."""
        return len(self._gone)

    def follow(self, change: Change) -> None:
        """Take in a change that was written."""
        called = [pair for pair, _ in self._gone]
        if change.uncalls in called:
            del self._gone[len(called) - 1 - called[::-1].index(change.uncalls)]
        if change.calls is not None:
            self._gone.append((change.calls, change.calls[0] in change.new))

    def now(self, since: int = 0) -> dict[str, str]:
        """Return what each name means now that went after so many changes, "" for nothing any more.

        One that was given to a new class means that; one that stayed in the list without boxes, where these
        went.
        """
        gone = self._gone[since:]
        own = set(self._class_names) - {old for (old, _), is_kept in gone if is_kept}
        meant = {}
        for (first, _), _ in gone:
            if first not in own:
                meant[first] = first
                for (old, new), _ in gone:
                    meant[first] = new if meant[first] == old else meant[first]
        return meant
