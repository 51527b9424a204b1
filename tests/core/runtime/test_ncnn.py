"""ncnn: its threads beside those of others, and the width of its numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.export.export import export_model
from studio.core.pictures import imread, list_images
from studio.core.runtime import ncnn, pytorch
from tests.lively import write_lively

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


def test_a_file_in_32_bits_is_run_in_32_bits(scenes: Path, tmp_path: Path) -> None:
    """By itself ncnn runs what is fully connected in 16: scores of a v5lite-c were wrong by 0.02."""
    pictures = list_images(scenes.parent)
    checkpoint = write_lively(tmp_path / "best.pt", "v5lite-c", pictures)
    (file,) = export_model(checkpoint, ["ncnn"], tmp_path / "out").files
    ours, theirs = pytorch.load(checkpoint, None, 1), ncnn.load(file.path, None, 1)
    spec = ours.spec
    picture = imread(pictures[0])
    placed = Letterbox.fit(picture.shape[1::-1], spec.input_wh, spec.resize).apply(picture)
    tensor = to_input(placed, spec.colour)
    (wanted,), (found,) = ours.infer(tensor), theirs.infer(tensor)
    assert found.shape == wanted.shape
    assert np.abs(found[..., 4:] - wanted[..., 4:]).max() < 2e-5
