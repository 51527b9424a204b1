"""What a checkpoint of others does not say itself, told by a person or by files beside it; without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.core.data.names import read_names_file
from studio.core.errors import StudioError
from studio.core.files import resource_path
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of a model.

    Attributes:
        data_file: the `.data` that a Yolo-FastestV2 was trained with; it holds the anchors.
        names: a list of class names, one a line.
        is_start: the weights alone are wanted, to train on from; anchors are then the new training's affair.
    """

    data_file: Path | None = None
    names: Path | None = None
    is_start: bool = False

    def __bool__(self) -> bool:
        return bool(self.data_file or self.names)

    def refuse_data_file(self, model: Path) -> None:
        """Raise a StudioError when a `.data` is given for a model that says its anchors itself."""
        if self.data_file:
            raise StudioError(
                tr("{file} is not a checkpoint of Yolo-FastestV2, which --data-file is for.", file=model),
                tr("Leave --data-file out."),
            )

    def refuse(self, model: Path) -> None:
        """Raise a StudioError when anything is given for an exported file, which says all itself."""
        if self:
            option = "--data-file" if self.data_file else "--names"
            raise StudioError(
                tr("{file} is an exported file, and {option} is for checkpoints.", file=model, option=option),
                tr("Leave {option} out, or export again with it.", option=option),
            )


NOTHING = Given()


def read_class_names(file: Path, count: int) -> tuple[str, ...]:
    """Return the names in a list that a person gave.

    Raises:
        StudioError: it can't be read, or names more or fewer classes than the model has.
    """
    names = tuple(read_names_file(file))
    if len(names) != count:
        raise StudioError(
            tr(
                "{file} names {found} classes, but the model has {count}.",
                file=file,
                found=len(names),
                count=count,
            ),
            tr("Give the list it was trained with, one name a line."),
        )
    return names


def names_beside(weights: Path, count: int) -> tuple[str, ...]:
    """Return the names of a list beside a file of weights that fits, else COCO's, else numbered ones.

    Raises:
        StudioError: the list of the same name as the file can't be read.
    """
    own, folder = weights.with_suffix(".names"), weights.parent
    lists = [own, *sorted(folder.glob("*.names")), *sorted(folder.glob("*classes.txt"))]
    for candidate in [*lists, resource_path("coco.names")]:
        if candidate.is_file():
            try:
                names = tuple(read_names_file(candidate))
            except StudioError:
                if candidate == own:
                    raise
                continue
            if len(names) == count:
                return names
    return tuple(f"class {index}" for index in range(count))
