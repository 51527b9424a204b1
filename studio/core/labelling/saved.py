"""What of a label session's edits is on disk: what can't be written, or a crash kept from files."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.changes import Change, FileEdit, Watch
from studio.core.data.formats.yolo import class_ids
from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.files import read_or_none
from studio.core.labelling.document import Document
from studio.core.words import tr, trn


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
            self.journal.given_up([self.record.label_path, self.dataset.remarks.path_of(self.record)])
            self._selection = self._fresh = ()
            self.touched.add(sheet.index)
        self._announce()

    def overwrite(self) -> None:
        """Write the open image's boxes over what another program wrote."""
        self._sheet.on_disk = self.dataset.read(self.record)
        self.sheets.save(self._sheet)
        self._announce()

    # What a crash kept from files

    @property
    def lacking(self) -> list[FileEdit]:
        """Return what the journal holds and label files don't, which hold what they held before."""
        return self.journal.past.lacking

    @property
    def overtaken(self) -> list[FileEdit]:
        """Return what files lacked likewise that were changed since; it would replace what they hold."""
        return self.journal.past.overtaken

    def compare_lacking(self) -> None:
        """Look which files were changed since: those go from `lacking` to `overtaken`.

        Labels of images that aren't there, as they are in the trash, wait until they are.
        """

        def work(watch: Watch) -> None:
            past, known = self.journal.past, self._paths()
            lacking, others = [], {edit.path: edit for edit in past.overtaken}
            for edit in past.lacking:
                if _now(edit) != edit.before:
                    others[edit.path] = edit
                elif edit.before is not None or self._is_known(edit.path, known):
                    lacking.append(edit)
            seen = [FileEdit(path, _now(edit), edit.after) for path, edit in others.items()]
            seen = [edit for edit in seen if edit.before is not None or self._is_known(edit.path, known)]
            past.lacking, past.overtaken = lacking, [edit for edit in seen if edit.before != edit.after]

        self.at_length(len(self.lacking) + len(self.overtaken), work)

    def box_counts(self, edit: FileEdit) -> tuple[int, int] | None:
        """Return how many boxes a label file holds before and after an edit; None of another kind of file."""
        if not any(record.label_path == edit.path for record in self.dataset.records):
            return None
        known = len(self.dataset.class_names)
        return len(class_ids(edit.before or b"", known)), len(class_ids(edit.after or b"", known))

    def _paths(self) -> set[Path]:
        """Return the files of labels, lists and classes that the dataset has or may have."""
        labels = {record.label_path for record in self.dataset.records}
        return labels | {one.path for one in self.dataset.lists} | set(self.dataset.class_lists.paths())

    def _is_known(self, path: Path, known: set[Path]) -> bool:
        return path in known or self.dataset.remarks.is_own(path)

    def recover(self, *, overtaken: bool = False) -> int:
        """Write what is lacking, or what was overtaken, as one step; return how many files that were.

        Raises:
            StudioError: a file can't be written, or its image has edits that aren't on disk; nothing was
                written.
        """
        self.compare_lacking()
        edits = self.overtaken if overtaken else self.lacking
        count = len(edits)
        text = trn("recovered the labels of {n} image", "recovered the labels of {n} images", count)
        self.change_files(Change((), (), tuple(edits)), text)
        edits.clear()
        return count

    def leave_lacking(self, *, overtaken: bool = False) -> None:
        """Leave those files as they are for good."""
        edits = self.overtaken if overtaken else self.lacking
        self.journal.given_up([edit.path for edit in edits])
        edits.clear()


def _now(edit: FileEdit) -> bytes | None:
    """Return what a file holds; of one that can't be read what it held, so that writing it tells why."""
    try:
        return read_or_none(edit.path)
    except StudioError:
        return edit.before
