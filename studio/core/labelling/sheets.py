"""The images of a dataset that were opened: each one's sheet, read when it is opened, written when edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from studio.core import files
from studio.core.data.changes import Change
from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord
from studio.core.errors import FileMissing, StudioError
from studio.core.labelling.journal import Journal
from studio.core.labelling.sheet import Sheet, Size
from studio.core.labelling.steps import ReadAgain
from studio.core.words import tr, trn


class Sheets:
    """All sheets of a session.

    Attributes:
        touched: the indices of the images whose boxes changed since it was cleared.
    """

    def __init__(self, dataset: Dataset, journal: Journal) -> None:
        self._dataset = dataset
        self._journal = journal
        self._by_image: dict[Path, Sheet] = {}
        self._away: dict[Path, Sheet] = {}
        """Of images in the trash."""
        self.touched: set[int] = set()

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self._by_image.values())

    def known(self, record: ImageRecord) -> Sheet | None:
        """Return an image's sheet if it was opened."""
        return self._by_image.get(record.path)

    def opened(self, index: int) -> Sheet:
        """Return an image's sheet, which is read if it was not opened before."""
        record = self._dataset.records[index]
        if record.path not in self._by_image:
            self.read(index)
        return self._by_image[record.path]

    def found(self, image: Path) -> Sheet | None:
        """Return the sheet of an image as it is now, which is about to change; None when it isn't there.

        Raises:
            StudioError: the image can't be read.
        """
        records = self._dataset.records
        index = next((index for index, record in enumerate(records) if record.path == image), None)
        if index is None:
            return None
        self._dataset.image_size(records[index])
        self.read(index)
        self.touched.add(index)
        return self._by_image[image]

    def read(self, index: int) -> bool:
        """Take in how an image and its label file are now; returns whether its boxes changed by that."""
        record = self._dataset.records[index]
        sheet = self._by_image.get(record.path)
        if sheet is None:
            labels = self._dataset.read(record)
            self._by_image[record.path] = Sheet.of(index, record, labels, self.size_or_none(record))
            return False
        is_changed = sheet.take_in(self._dataset.read(record), self.size_or_none(record))
        if is_changed:
            self.touched.add(index)
        return is_changed

    def size_or_none(self, record: ImageRecord) -> Size | None:
        """Return an image's size as it is now; None when it can't be read."""
        try:
            return self._dataset.image_size(record)
        except StudioError:
            return None

    def size_of(self, sheet: Sheet) -> Size:
        """Return an image's size; of one that was seen and is gone, the size it had.

        Raises:
            StudioError: the image can't be read.
        """
        try:
            return self._dataset.image_size(sheet.record)
        except FileMissing:
            # It was seen, so it can be labelled; that waits in memory until its folder is back.
            if sheet.size_wh is None:
                raise
            return sheet.size_wh

    def save(self, sheet: Sheet) -> None:
        """Write a sheet whose boxes changed."""
        self.touched.add(sheet.index)
        self._save(sheet)

    def _save(self, sheet: Sheet) -> None:
        sheet.save(self._dataset)
        if sheet.failure is None:
            self._journal.settled(self._files_of(sheet))

    def _files_of(self, sheet: Sheet) -> list[Path]:
        return [sheet.record.label_path, self._dataset.remarks.path_of(sheet.record)]

    def retry(self) -> None:
        """Try again to write what could not be written."""
        for sheet in self:
            # A conflict is the user's to decide, however often one saves.
            if sheet.failure and not sheet.has_conflict:
                self._save(sheet)

    def failure_among(self, paths: Iterable[Path]) -> StudioError | None:
        """Return why one of these label files is not what its sheet says; None when all are."""
        wanted = set(paths)
        return next((s.failure for s in self if s.failure and wanted & {*self._files_of(s)}), None)

    def follow(self, change: Change, put_back: Iterable[Sheet] = ()) -> ReadAgain:
        """Take in what a change of files wrote, and read the other sheets under the classes as they are now.

        Sheets whose states were put back with the change have the right boxes; those that have other boxes
        by it are returned.
        """
        right = {sheet.index for sheet in put_back}
        contents = {edit.path: edit.after for edit in change.edits}
        changed = []
        for sheet in self:
            before = sheet.state
            content = contents.get(sheet.record.label_path, sheet.on_disk.content)
            if sheet.index in right:
                sheet.on_disk = self._dataset.reading(sheet.record, content)
            elif any(path in contents for path in self._files_of(sheet)):
                sheet.follow(self._dataset.reading(sheet.record, content))
                changed.append((sheet, before, sheet.state))
            elif change.old != change.new and sheet.read_again(self._dataset):
                changed.append((sheet, before, sheet.state))
        self.touched |= right | {sheet.index for sheet, _, _ in changed}
        return changed

    def follow_images(self) -> None:
        """Take in that images went to the trash or came back: others have their numbers now."""
        numbers = {record.path: index for index, record in enumerate(self._dataset.records)}
        known = {**self._away, **self._by_image}
        self._by_image = {path: sheet for path, sheet in known.items() if path in numbers}
        self._away = {path: sheet for path, sheet in known.items() if path not in numbers}
        for path, sheet in self._by_image.items():
            sheet.index = numbers[path]
        self.touched.clear()

    def with_class(self, class_id: int) -> list[ImageRecord]:
        """Return the images with a box of this class or one after it, on disk or not."""
        return [sheet.record for sheet in self if any(box.class_id >= class_id for box in sheet.boxes)]

    # What is not on disk

    def save_elsewhere(self, folder: Path) -> list[Path]:
        """Write the labels of images whose own files can't be written into a folder, and return the files.

        They have the names they would have; where two would be alike, the folders below the dataset's too.
        Nothing else changes: those images are still not saved.

        Raises:
            StudioError: a file of that name is there with other labels, or can't be written.
        """
        contents = {
            sheet.record.label_path: sheet.render(self._dataset)
            for sheet in self
            if sheet.failure and sheet.state.is_seen and sheet.size_wh
        }
        names = Counter(path.name for path in contents)
        root = self._dataset.root
        written = []
        for path, content in contents.items():
            is_below = names[path.name] > 1 and path.is_relative_to(root)
            target = folder / (path.relative_to(root) if is_below else path.name)
            there = files.read_or_none(target)
            if there not in (None, content):
                raise StudioError(
                    tr("{file} is there already, with other labels.", file=target),
                    tr("Choose an empty folder."),
                )
            files.atomic_write(target, content)
            written.append(target)
        return written

    def give_up(self, *, keeps_pending: bool) -> None:
        """Go back to what is on disk, for every image with edits that aren't."""
        for sheet in self:
            if sheet.failure or (sheet.state.pending and not keeps_pending):
                before = sheet.state
                sheet.give_up(self._dataset, keeps_pending=keeps_pending)
                self._journal.given_up(self._files_of(sheet), sheet.waiting(before, sheet.state))
                self.touched.add(sheet.index)

    @property
    def failures(self) -> list[StudioError]:
        """Return why edits could not be written, one for each such image."""
        return [sheet.failure for sheet in self if sheet.failure]

    @property
    def unnamed(self) -> StudioError | None:
        """Return why boxes without a class are not saved; None when there are none."""
        count = sum(len(sheet.state.pending) for sheet in self)
        if not count:
            return None
        return StudioError(
            trn(
                "{n} box has no class yet, so it is not saved.",
                "{n} boxes have no class yet, so they are not saved.",
                count,
            ),
            tr("Type the class at the box and press Enter, or press Esc there to drop it."),
        )

    @property
    def unsaved(self) -> list[ImageRecord]:
        """Return the images with either."""
        return [sheet.record for sheet in self if sheet.failure or sheet.state.pending]
