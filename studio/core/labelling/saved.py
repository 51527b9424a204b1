"""What of a label session's edits is on disk: what can't be written, and what another program wrote."""

from __future__ import annotations

from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.labelling.document import Document
from studio.core.words import tr


class SavedDocument(Document):
    """A document whose edits are on disk, but for those that can't be written: `failure` tells why."""

    @property
    def failure(self) -> StudioError | None:
        """Return why an edit can't be written (the open image's first); None when all could be."""
        return self._sheet.failure or next(iter(self.sheets.failures), None)

    @property
    def unnamed(self) -> StudioError | None:
        """Return why pending boxes keep the session from being closed; None when there are none."""
        return self.sheets.unnamed

    @property
    def has_conflict(self) -> bool:
        """Say whether the open image waits for `reload` or `overwrite`."""
        return self._sheet.has_conflict

    @property
    def unsaved(self) -> list[ImageRecord]:
        """Return the images with edits that aren't on disk, boxes without a class among them."""
        return self.sheets.unsaved

    def retry(self) -> bool:
        """Write what isn't on disk and read the open image anew; return whether all could be written."""
        self.open(self._index)
        return self.failure is None

    def give_up(self, *, keeps_pending: bool = False) -> None:
        """Forget every edit that isn't on disk, and boxes without a class unless they are kept."""
        self.sheets.give_up(keeps_pending=keeps_pending)
        self._selection = self._fresh = ()
        self._announce()

    def reload(self) -> None:
        """Take the open image's boxes from disk, as a step that undo takes back."""
        sheet, before = self._sheet, self._sheet.state
        if sheet.accept(self.dataset.read(self.record), self.sheets.size_or_none(self.record)):
            text = tr("loaded what another program wrote for {image}", image=self.record.path.name)
            self._push(sheet, before, text)
            self.journal.settled([self.record.label_path, self.dataset.remarks.path_of(self.record)])
            self._selection = self._fresh = ()
            self.touched.add(sheet.index)
        self._announce()

    def overwrite(self) -> None:
        """Write the open image's boxes over what another program wrote."""
        self._sheet.on_disk = self.dataset.read(self.record)
        self.sheets.save(self._sheet)
        self._announce()
