"""ncnn's threads beside those of others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = "import os; from studio.core.runtime.ncnn import library; library(); print(os.environ.get('{name}'))"


@pytest.mark.skipif(sys.platform != "linux", reason="its OpenMP is another one there and says nothing")
@pytest.mark.parametrize(("given", "policy"), [(None, "PASSIVE"), ("active", "ACTIVE")])
def test_threads_sleep_while_they_wait_unless_told_otherwise(given: str | None, policy: str) -> None:
    """Spinning ones made a picture a hundred times slower on a busy machine."""
    variables = os.environ | {"OMP_DISPLAY_ENV": "true", "PYTHONPATH": os.pathsep.join(sys.path)}
    variables.pop("OMP_WAIT_POLICY", None)
    if given:
        variables["OMP_WAIT_POLICY"] = given
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(name="OMP_WAIT_POLICY")],
        env=variables,
        capture_output=True,
        text=True,
        timeout=200,
        check=True,
    )
    # Nothing is left behind for other libraries.
    assert done.stdout.strip() == str(given)
    assert f"OMP_WAIT_POLICY = '{policy}'" in done.stderr
