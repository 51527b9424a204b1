"""What a verb, page or format needs that an installation may lack: an extra, an environment, or PyTorch."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec

from studio.core.errors import StudioError
from studio.core.words import mark, tr

SYSTEMS = {"darwin": "macOS", "linux": "Linux", "win32": "Windows"}
"""What people call the values of sys.platform."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the lite program is without, packages of one of pyproject's extras, or one of ENVIRONMENTS.

    Attributes:
        title: what people call it.
        extra: the name in `pip install -e '.[extra]'`; "" for what the full program has.
        modules: what is imported of it.
        environment: the name in `studio setup NAME`; then there is no extra.
        systems: values of sys.platform that it works on; none named: all.
    """

    title: str
    extra: str = ""
    modules: tuple[str, ...] = ()
    environment: str = ""
    systems: tuple[str, ...] = ()

    @property
    def works_here(self) -> bool:
        """Whether this system is one that it can be had for."""
        return not self.systems or sys.platform in self.systems

    def missing(self) -> StudioError | None:
        """Return what to tell when it is not installed, None when it is; nothing is imported for that."""
        if not self.works_here:
            names = tr(" and ").join(SYSTEMS[system] for system in self.systems)
            return StudioError(
                tr("{title} runs on {systems} only.", title=tr(self.title), systems=names),
                tr("Do that part on such a computer; the others work here."),
            )
        if self.environment:
            from studio.core.environments.places import problem

            return problem(self.environment)
        if all(find_spec(module) is not None for module in self.modules):
            return None
        return StudioError(tr("{title} is not installed.", title=tr(self.title)), self._remedy())

    def require(self) -> None:
        """Raise what `missing` returns, if anything."""
        if missing := self.missing():
            raise missing

    def _remedy(self) -> str:
        if not hasattr(sys, "frozen"):
            wanted = f"-e '.[{self.extra}]'" if self.extra else " ".join(self.modules)
            return tr("Install it with: pip install {wanted}", wanted=wanted)
        # A built program can't be added to.
        if not self.extra:
            return tr("Install the full Detection Studio, which has it; this is the lite one.")
        return tr("Install the studio with pip, and its extra {extra}.", extra=self.extra)


TORCH = Need(mark("PyTorch, which trains, exports and runs checkpoints,"), modules=("torch",))
"""What the lite program is without."""
