"""Converters that start from torch's graph and talk a lot: run in a child process, with the graph as a file.

What they import (pandas, sklearn, scipy ...), print and leave behind stays there. Such a converter is a
module with `lower(program, contract) -> dict[str, bytes]`, which the child calls.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.environments.programs import own_variables, run_program
from studio.core.errors import StudioError
from studio.core.export.source import Source
from studio.core.export.trace import example_input, with_head
from studio.core.words import tr

if TYPE_CHECKING:
    from torch.export import ExportedProgram

TIMEOUT_SECONDS = 1800
"""Twenty times what the largest network here takes."""
GRAPH, CONTRACT, PROBLEM, MADE = "model.pt2", "contract.json", "problem.txt", "made"
"""What lies in the folder between the two processes; `made` holds the files, named by their suffixes."""


def lowered(source: Source, module: str, title: str) -> dict[str, bytes]:
    """Return the files that `lower` of a module makes of a network, by suffix.

    Raises:
        StudioError: it can't convert this network.
    """
    import torch

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        scratch = folder / "scratch"
        scratch.mkdir()
        (folder / CONTRACT).write_text(source.contract.to_json(), encoding="utf-8")
        torch.export.save(_graph(source), folder / GRAPH)
        variables = own_variables() | {name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP")}
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        ended = run_program(
            [sys.executable, "-P", "-m", "studio.core.export.lowering", module, str(folder)],
            timeout_s=TIMEOUT_SECONDS,
            folder=scratch,
            variables=variables,
        )
        made, problem = folder / MADE, folder / PROBLEM
        if ended.code == 0 and made.is_dir():
            paths = sorted(path for path in made.rglob("*") if path.is_file())
            return {path.relative_to(made).as_posix(): path.read_bytes() for path in paths}
        if ended.code is None:
            reason = tr("it did not end")
        elif problem.is_file():
            reason = problem.read_text(encoding="utf-8").rstrip(".")
        else:
            reason = tr("it ended with {code}", code=ended.code)
    raise StudioError(
        tr("This model can't be converted to {title}: {reason}.", title=title, reason=reason),
        tr("Export to another format."),
    )


def _graph(source: Source) -> ExportedProgram:
    """Return the network and its head as torch's graph, for one input size."""
    import torch

    spec = source.contract.spec
    with warnings.catch_warnings(), torch.no_grad():
        # Of torch about itself.
        warnings.simplefilter("ignore")
        return torch.export.export(with_head(source.network, spec), (example_input(spec),))


def main(module: str, folder: Path) -> int:
    """Do the child's part, and return its exit code."""
    import torch

    from studio.core.runtime.contract import Contract

    try:
        contract = Contract.from_json((folder / CONTRACT).read_bytes())
        files = importlib.import_module(module).lower(torch.export.load(folder / GRAPH), contract)
        for name, content in files.items():
            path = folder / MADE / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        (folder / PROBLEM).write_text(reason[:300], encoding="utf-8")
        return 1
    return 0


if __name__ == "__main__":
    # Tied to the parent, which holds the other end of standard input.
    import threading

    threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
    code = main(sys.argv[1], Path(sys.argv[2]))
    # Whatever threads the libraries still have.
    os._exit(code)
