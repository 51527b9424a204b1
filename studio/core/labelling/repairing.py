"""Repairs written: as a step of a label session's history, or from the command line with a backup."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.checking.repairs import REPAIRS, Plan
from studio.core.data.dataset import Dataset
from studio.core.labelling.backups import back_up, restoring
from studio.core.labelling.journal import folder_of
from studio.core.labelling.session import LabelSession
from studio.core.words import tr


def repair_in(session: LabelSession, plan: Plan) -> None:
    """Write a repair as one step of a session's history; what it replaces is backed up first.

    Raises:
        StudioError: a file was changed since it was planned, an image has edits that aren't on disk, or it
            can't be written; nothing was written.
    """
    text = tr(REPAIRS[plan.repair].done)
    if len(plan.change.edits) == 1 and session.journal.backups is not None:
        # Of several files the session makes one itself.
        back_up(plan.change, session.dataset.root, text, session.journal.backups)
    session.change_files(plan.change, text)


def repair(dataset: Dataset, plan: Plan) -> Path | None:
    """Write a repair and return the backup of what it replaced; None when it moved files only.

    Raises:
        StudioError: a file was changed since it was planned, or can't be written; nothing was written.
    """
    text = tr(REPAIRS[plan.repair].done)
    backup = None
    if plan.change.edits:
        backup = back_up(plan.change, dataset.root, text, folder_of(dataset.source) / "backups")
    dataset.change_files(plan.change)
    return backup


def restore(dataset: Dataset, backup: Path) -> tuple[int, Path | None]:
    """Give files what a backup holds of them.

    Returns:
        how many were changed, and the backup of what they held until now; None when none was.

    Raises:
        StudioError: the backup can't be read or is of another dataset, or a file can't be written.
    """
    known = {record.label_path for record in dataset.records} | {one.path for one in dataset.lists}
    change = restoring(backup, dataset.root, known | set(dataset.class_lists.paths()))
    replaced = None
    if change.edits:
        # Files may have been edited since the backup was made.
        replaced = back_up(change, dataset.root, tr("restored"), folder_of(dataset.source) / "backups")
    dataset.change_files(change)
    return len(change.edits), replaced
