"""Running the command line as a person does, and a network that finds something."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from studio import cli
from tests.core.conftest import checkpoint, exported, scenes

__all__ = ["checkpoint", "exported", "scenes"]


@dataclass(frozen=True)
class Result:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The lines of stdout."""
        return self.out.splitlines()


Studio = Callable[..., Result]


@pytest.fixture
def studio(capsys: pytest.CaptureFixture[str]) -> Studio:
    """Run `studio` with these arguments in this process."""

    def run(*arguments: object) -> Result:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run
