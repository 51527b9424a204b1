"""What the writer of a bundle is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.golden import Written
from studio.core.spec import ModelSpec

WORD = re.compile(r"@[A-Z][A-Z_0-9]*@")
"""A place in a template that is to be filled."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a bundle is made of.

    Attributes:
        files: the exported models that the bundle can use, best first.
        thresholds: by which boxes are kept unless the person moves them.
        models: the folder of the bundle that the models lie in, relative; "" for the bundle's own.
    """

    files: tuple[Written, ...]
    thresholds: Thresholds
    models: str = ""

    @property
    def spec(self) -> ModelSpec:
        """Facts of the network, which all of the models share."""
        return self.files[0].contract.spec

    @property
    def title(self) -> str:
        """What people call the model: its file's name without suffix."""
        return self.files[0].path.name.partition(".")[0]

    def place(self, file: Written) -> str:
        """Return where a model lies in the bundle, relative, with `/`."""
        return f"{self.models}/{file.path.name}" if self.models else file.path.name

    @staticmethod
    def fill(text: str, **words: str) -> str:
        """Return a template with each `@WORD@` replaced by the argument `word`.

        Raises:
            LookupError: one is left over, or an argument has no place: the template is wrong.
        """
        places = {f"@{word.upper()}@": value for word, value in words.items()}
        asked = set(WORD.findall(text))
        if asked != set(places):
            raise LookupError(f"template and words differ in {sorted(asked ^ set(places))}")
        return WORD.sub(lambda match: places[match[0]], text)


Writer = Callable[[Parts], dict[str, bytes]]
"""Parts -> the bundle's files by relative POSIX path, but for models, contracts and the golden set.

Raises StudioError when they don't fit together."""
