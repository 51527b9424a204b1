"""What runs models in a browser, from `tests/node_modules`: what `studio setup web` fetches, laid out as it does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NODE_MODULES = Path(os.environ.get("NODE_PATH") or Path(__file__).parents[1] / "node_modules")
"""Where `npm install --prefix tests` puts packages."""
ORT = "onnxruntime-web/dist"
LITERT = "@litertjs/core"
PLACES = {
    "onnxruntime/ort.wasm.min.mjs": f"{ORT}/ort.wasm.min.mjs",
    "onnxruntime/ort-wasm-simd-threaded.mjs": f"{ORT}/ort-wasm-simd-threaded.mjs",
    "onnxruntime/ort-wasm-simd-threaded.wasm": f"{ORT}/ort-wasm-simd-threaded.wasm",
    "onnxruntime/ort.webgpu.min.mjs": f"{ORT}/ort.webgpu.min.mjs",
    "onnxruntime/ort-wasm-simd-threaded.asyncify.mjs": f"{ORT}/ort-wasm-simd-threaded.asyncify.mjs",
    "onnxruntime/ort-wasm-simd-threaded.asyncify.wasm": f"{ORT}/ort-wasm-simd-threaded.asyncify.wasm",
    "litert/index.js": f"{LITERT}/dist/index.js",
    **{
        f"litert/litert_wasm_{kind}internal.{suffix}": f"{LITERT}/wasm/litert_wasm_{kind}internal.{suffix}"
        for kind in ("", "threaded_", "compat_")
        for suffix in ("js", "wasm")
    },
    "litert/wasm-utils.js": "@litertjs/wasm-utils/dist/index.js",
}


def shipped() -> dict[str, Path]:
    """Return the runtimes' files by their place in a page's folder; skips the test where they aren't here."""
    found = {place: NODE_MODULES / name for place, name in PLACES.items()}
    if not all(path.is_file() for path in found.values()):
        pytest.skip(
            "the browser's runtimes are not here: "
            "npm install --prefix tests onnxruntime-web@1.30.0 @litertjs/core@2.5.3"
        )
    return found
