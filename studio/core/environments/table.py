"""The environments that the studio can make: what each is for and what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from studio.core.errors import StudioError
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Environment:
    """One row of ENVIRONMENTS.

    Attributes:
        name: what a person types, and the name of its folder.
        title: how a sentence begins that speaks of it.
        purpose: one sentence on what it is needed for.
        requirements: all packages in it, each with its exact version; nothing else is installed.
        size_mb: on disk.
        pythons: versions of Python that it was seen to work with.
    """

    name: str
    title: str
    purpose: str
    requirements: tuple[str, ...]
    size_mb: int
    pythons: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Hexadecimal SHA-256 of the requirements: an environment made of others is stale."""
        return hashlib.sha256("\n".join(self.requirements).encode()).hexdigest()


ENVIRONMENTS: dict[str, Environment] = {
    row.name: row
    for row in (
        Environment(
            "tflite",
            "The converter for TFLite",
            "Converts models to TFLite, for Android and the browser.",
            # What onnx2tf imports on its way from ONNX to a flatbuffer, and no more: what it declares besides
            # (OpenCV, onnxruntime, h5py, pytest) is for its other ways. It asks for Python 3.12 and works on
            # 3.11: its files are the same to the last byte.
            (
                "onnx2tf==2.6.9",
                "sng4onnx==2.0.1",
                "onnx==1.20.1",
                "numpy==2.2.6",
                "ml_dtypes==0.5.4",
                "protobuf==7.35.1",
                "flatbuffers==25.12.19",
                "ai-edge-litert==2.3.0",
                "psutil==7.2.2",
                "tqdm==4.67.1",
                "typing_extensions==4.16.0",
            ),
            size_mb=280,
            pythons=("3.11", "3.12", "3.13"),
        ),
    )
}


def find_environment(name: str) -> Environment:
    """Return the row of ENVIRONMENTS with this name.

    Raises:
        StudioError: there is none.
    """
    if name in ENVIRONMENTS:
        return ENVIRONMENTS[name]
    raise StudioError(
        tr("There is no environment called {name}.", name=name),
        tr("Use one of {names}.", names=", ".join(ENVIRONMENTS)),
    )
