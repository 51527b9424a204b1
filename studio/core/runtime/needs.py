"""What a format needs that the studio is not installed with: an extra, or an environment of its own."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from studio.core.errors import StudioError
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Need:
    """Packages of one of pyproject's extras.

    Attributes:
        title: what people call it.
        extra: the name in `pip install -e '.[extra]'`.
        modules: what is imported of it.
    """

    title: str
    extra: str
    modules: tuple[str, ...]

    def missing(self) -> StudioError | None:
        """Return what to tell when it is not installed, None when it is; nothing is imported for that."""
        if all(find_spec(module) is not None for module in self.modules):
            return None
        return StudioError(
            tr("{title} is not installed.", title=self.title),
            tr("Install it with: pip install -e '.[{extra}]'", extra=self.extra),
        )
