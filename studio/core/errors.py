"""The one error a user can cause: what went wrong, and what to do about it."""

from studio.core.addresses import hide_passwords
from studio.core.words import paragraph, shortened


class StudioError(Exception):
    """A problem the user can mend.

    Attributes:
        cause: one sentence saying what happened, with the file or value named.
        remedy: one sentence saying what to do next.
    """

    def __init__(self, cause: str, remedy: str = "") -> None:
        # Whoever formats a message with an address, or with what a file says, would have to remember it.
        cause, remedy = shortened(hide_passwords(cause)), shortened(hide_passwords(remedy))
        super().__init__(paragraph(cause, remedy))
        self.cause = cause
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["StudioError"], tuple[str, str]]:
        return type(self), (self.cause, self.remedy)


class DiskFull(StudioError):
    """There was no room to write; it can be tried again when there is."""


class FileMissing(StudioError):
    """A file that was known is not there any more."""


class Cancelled(Exception):
    """Raised inside long work when the user asked it to stop."""


class DataGone(StudioError):
    """What a work in progress reads has gone; what was done before is kept, and can be gone on with."""
