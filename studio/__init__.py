"""Detection Studio: from a folder of photos to an object detector that runs on your own device."""

import os
import sys

__version__ = "0.1.0"

# Read by libraries when they are loaded, so set before any of them, for child processes too.
# onnxruntime (since 1.29) reports its use to its maker, and keeps an id under ~/.cache and a file in the
# temporary folder for it, unless it is told not to.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# OpenVINO reports each import of it, and keeps an id in ~/intel for that; where its package for that can't be
# imported, it does neither.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # as Python marks what can't be imported
# torch makes this folder, by default one in the temporary folder, and would read programs from it; this one
# is there, and nobody else can write to it. Nothing here is compiled by torch.
os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", sys.prefix)
