"""The React Native bundle: sources of a detector and a screen for each runtime that there is a model for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.core.export.bundles.parts import Parts
from studio.core.export.golden import Written
from studio.core.files import resource_path
from studio.core.runtime.contract import beside

REACT_NATIVE = "0.85.3"
"""The version whose types the sources were checked with; `tests/react_native/package.json` installs it."""
SHARED = ("contract", "letterbox", "decode", "nms", "tiles", "detector", "timings")
"""Modules that all JavaScript of the studio stands on: from `resources/web`, with their types."""
FRAMES = {
    "react-native-vision-camera": "5.2.3",
    "react-native-vision-camera-resizer": "5.2.1",
    "react-native-vision-camera-worklets": "5.2.3",
    "react-native-worklets": "0.12.2",
    "react-native-nitro-modules": "0.37.1",
    "react-native-nitro-image": "0.15.2",
    "react-native-blob-util": "0.24.9",
}
"""What brings frames and assets to a runtime that has no camera of its own."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One row of VARIANTS: a runtime's folder in the bundle.

    Attributes:
        packages: npm packages by name, in the versions that were checked.
        files: of the folder, each with its source in `resources/bundles/react-native`.
        shared: files of other folders that they stand on.
    """

    folder: str
    packages: Mapping[str, str]
    files: Mapping[str, str]
    shared: tuple[str, ...] = ()


def _of_frames(folder: str, package: str, version: str) -> Variant:
    return Variant(
        folder,
        {package: version, **FRAMES},
        {
            "detector.ts": f"{folder}/detector.ts",
            "DetectorScreen.tsx": "frames/DetectorScreen.tsx",
            "model.ts": "frames/model.ts",
        },
        ("frames/FrameScreen.tsx", "frames/assets.ts", "frames/pixels.ts"),
    )


VARIANTS: dict[str, Variant] = {
    "ptl": Variant(
        "pytorch",
        {"react-native-pytorch-core": "0.2.4"},
        {
            name: f"pytorch/{name}"
            for name in ("detector.ts", "DetectorScreen.tsx", "fetched.ts", "model.ts", "prepare.ts")
        },
    ),
    "onnx": _of_frames("onnxruntime", "onnxruntime-react-native", "1.24.3"),
    "executorch": _of_frames("executorch", "react-native-executorch", "0.10.2"),
}
"""The runtimes by the format of their models."""


def files(parts: Parts) -> dict[str, bytes]:
    """Return the sources of the bundle and its README by relative path."""
    found = {name: _source(name) for name in ("inputs.ts", "screen.tsx")}
    for module in SHARED:
        for suffix in (".js", ".d.ts"):
            found[module + suffix] = resource_path("web", module + suffix).read_bytes()
    for file in parts.files:
        variant = VARIANTS[file.format]
        found |= {name: _source(name) for name in variant.shared}
        found |= {f"{variant.folder}/{name}": _source(source) for name, source in variant.files.items()}
        model = f"{variant.folder}/model.ts"
        found[model] = _model(parts, file, found[model].decode()).encode()
    found["README.md"] = _readme(parts).encode()
    return found


def _source(name: str) -> bytes:
    return resource_path("bundles", "react-native", *name.split("/")).read_bytes()


def _model(parts: Parts, file: Written, template: str) -> str:
    kept = parts.thresholds
    return parts.fill(
        template,
        model=parts.place(file),
        confidence=str(kept.confidence),
        iou=str(kept.iou),
        top_k=str(kept.top_k),
    )


def _readme(parts: Parts) -> str:
    variants = []
    for file in parts.files:
        variant = VARIANTS[file.format]
        words = {
            "model": parts.place(file),
            "packages": " ".join(f"{name}@{version}" for name, version in variant.packages.items()),
        }
        if file.format == "ptl":
            words["bytecode"] = str(file.contract.bytecode)
        variants.append(parts.fill(_source(f"{variant.folder}/README.md").decode(), **words).strip())
    return parts.fill(
        _source("README.md").decode(),
        title=parts.title,
        variants="\n".join(variants),
        contracts=", ".join(f"`{beside(Path(parts.place(file)))}`" for file in parts.files),
        react_native=REACT_NATIVE,
    )
