"""The JavaScript of the bundles, called from Python: one node process a call, arrays as bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not here, which runs the JavaScript")

Array = npt.NDArray[Any]


def call(steps: str, facts: Mapping[str, Any], **arrays: Array) -> dict[str, Array]:
    """Run the body of a JavaScript function and return the arrays it returns.

    Args:
        steps: what is computed with `modules` (those of `resources/web` that know no browser), `facts` and
            `arrays`; returns (a promise of) an object of typed arrays.
        arrays: uint8, int32, float32 or float64.
    """
    assert NODE is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed = {}
        for key, array in arrays.items():
            np.ascontiguousarray(array).tofile(folder / key)
            listed[key] = str(array.dtype)
        told = {"facts": facts, "arrays": listed, "steps": steps}
        (folder / "call.json").write_text(json.dumps(told), encoding="utf-8")
        ended = subprocess.run(
            [NODE, str(HERE / "call.mjs"), str(folder)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        kinds = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
        return {key: np.fromfile(folder / f"{key}.out", kind) for key, kind in kinds.items()}


def refusal(steps: str, facts: Mapping[str, Any], **arrays: Array) -> str:
    """Return the message of the Error that the steps of `call` throw."""
    caught = f"try {{ await (async () => {{ {steps} }})(); }} catch (error) {{ " + (
        "return { said: new TextEncoder().encode(error.message) }; } return { said: new Uint8Array() };"
    )
    return bytes(call(caught, facts, **arrays)["said"]).decode()
