"""Renaming and deleting classes in a label session: steps of its history like any other."""

from __future__ import annotations

from studio.core.data.changes import Change
from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.core.words import tr


def rename_class(session: LabelSession, class_id: int, name: str) -> Change:
    """Rename a class in the dataset's lists and return what was written.

    Raises:
        StudioError: the name is taken or unusable, or a list can't be written.
    """
    change = session.dataset.renaming_class(class_id, name)
    old = session.dataset.class_names[class_id]
    session.change_files(change, tr("renamed “{old}” to “{new}”", old=old, new=name.strip()))
    return change


def delete_class(session: LabelSession, change: Change) -> None:
    """Take the last class out of the lists, as `Dataset.removing_class` found that it can be.

    Raises:
        StudioError: a box that isn't on disk has it, or a list can't be written.
    """
    name = change.old[-1]
    if used := session.sheets.with_class(len(change.new)):
        raise StudioError(
            tr("A box on {image} has the class {name}.", image=used[0].path.name, name=name),
            tr("Give it another class or delete it first."),
        )
    session.change_files(change, tr("deleted the class “{name}”", name=name))
