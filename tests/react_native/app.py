"""The React Native bundle in an app of its own: its sources as node runs them, on what a network gave."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from studio.core.boxes.detections import Detections
from studio.core.boxes.thresholds import Thresholds

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
"""Where `npm install --prefix tests/react_native` puts the compiler and the real packages."""
ONNXRUNTIME_WEB = Path(os.environ.get("NODE_PATH") or HERE.parent / "node_modules") / "onnxruntime-web"
STAND_INS = {
    "react-native-pytorch-core": HERE / "react-native-pytorch-core.cjs",
    "react-native-executorch": HERE / "react-native-executorch.cjs",
    "onnxruntime-react-native": ONNXRUNTIME_WEB,
}
"""What node gets instead of packages with native parts. The last gives the same tensors and sessions."""

needs_compiler = pytest.mark.skipif(
    not (shutil.which("node") and (PACKAGES / "typescript").is_dir()),
    reason="node or its packages are not here: npm install --prefix tests/react_native --ignore-scripts",
)
needs_onnxruntime = pytest.mark.skipif(
    not ONNXRUNTIME_WEB.is_dir(), reason="not here: npm install --prefix tests onnxruntime-web"
)

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of `size` (width, height) as a variant takes it, and what the network gives for it."""

    size: tuple[int, int]
    values: Array
    outputs: Sequence[Array] = ()


def node(*command: str | Path) -> str:
    """Run a program of node and return what it prints."""
    ended = subprocess.run(
        ["node", *map(str, command)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def write_app(sources: dict[str, bytes], folder: Path) -> Path:
    """Write the sources of a bundle, compiled, into an app and return their folder there."""
    bundle = folder / "bundle"
    for name, content in sources.items():
        place = bundle / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    node(HERE / "compile.cjs", bundle, folder / "app" / "detector")
    for name, place in STAND_INS.items():
        package = folder / "app" / "node_modules" / name
        package.mkdir(parents=True)
        (package / "index.js").write_text(
            f"module.exports = require({json.dumps(str(place))});\n", encoding="utf-8"
        )
    return folder / "app" / "detector"


def detect(app: Path, variant: str, pictures: Sequence[Shown], **told: Any) -> dict[str, Any]:
    """Run a variant on pictures; returns `found` (Detections each) and `inputs`, or `error`.

    Args:
        told: more of the case, as `detect.cjs` has it: model, contract (JSON text), inside, input.
    """
    kept = Thresholds()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def stored(array: Array, key: str) -> str:
            np.ascontiguousarray(array).tofile(folder / key)
            return str(folder / key)

        case = {
            "variant": variant,
            "thresholds": {"confidence": kept.confidence, "iou": kept.iou, "topK": kept.top_k},
            "pictures": [
                {
                    "width": shown.size[0],
                    "height": shown.size[1],
                    "file": stored(shown.values, f"{number}"),
                    "outputs": [
                        {
                            "file": stored(output, f"{number}.{place}"),
                            "shape": list(output.shape),
                            "type": str(output.dtype),
                        }
                        for place, output in enumerate(shown.outputs)
                    ],
                }
                for number, shown in enumerate(pictures)
            ],
            **told,
        }
        (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
        answer: dict[str, Any] = json.loads(node(HERE / "detect.cjs", app, folder / "case.json"))
    if "found" in answer:
        answer["found"] = [
            Detections.from_arrays(each["boxes"], each["scores"], each["classes"]) for each in answer["found"]
        ]
    return answer
