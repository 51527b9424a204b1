"""The environments that the studio can make: what each is for and what is in it."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.environments.contents import Contents
from studio.core.environments.npm import NpmFiles, NpmPackage
from studio.core.environments.packages import PythonPackages
from studio.core.errors import StudioError
from studio.core.words import mark, tr


@dataclass(frozen=True, slots=True)
class Environment:
    """One row of ENVIRONMENTS.

    Attributes:
        name: what a person types, and the name of its folder.
        title: how a sentence begins that speaks of it.
        purpose: one sentence on what it is needed for.
        contents: what is in it.
        size_mb: on disk.
    """

    name: str
    title: str
    purpose: str
    contents: Contents
    size_mb: int


ENVIRONMENTS: dict[str, Environment] = {
    row.name: row
    for row in (
        Environment(
            "tflite",
            mark("The converter for TFLite"),
            mark("Converts models to TFLite, for Android and the browser."),
            PythonPackages(
                # What onnx2tf imports on its way from ONNX to a flatbuffer, and no more: what it declares
                # besides (OpenCV, onnxruntime, h5py, pytest) is for its other ways. It asks for Python 3.12
                # and works on 3.11: its files are the same to the last byte.
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
                pythons=("3.11", "3.12", "3.13"),
            ),
            size_mb=280,
        ),
        Environment(
            "web",
            mark("What runs models in a browser"),
            mark("Goes into web pages: onnxruntime-web and LiteRT.js."),
            NpmFiles(
                (
                    NpmPackage(
                        "onnxruntime-web",
                        "1.30.0",
                        33_106_585,
                        "sha512-q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==",
                        (
                            *(
                                (f"dist/{name}", f"onnxruntime/{name}")
                                for name in (
                                    "ort.wasm.min.mjs",
                                    "ort-wasm-simd-threaded.mjs",
                                    "ort-wasm-simd-threaded.wasm",
                                    # With WebGPU.
                                    "ort.webgpu.min.mjs",
                                    "ort-wasm-simd-threaded.asyncify.mjs",
                                    "ort-wasm-simd-threaded.asyncify.wasm",
                                )
                            ),
                        ),
                    ),
                    NpmPackage(
                        "@litertjs/core",
                        "2.5.3",
                        11_817_097,
                        "sha512-PlGmbMOq9WitX7FO0jhbdJw9GthatsyuCQXjTt/wJZo0FLaw48q4tz8IwqgqCIkviYGr9OFDL1kCnN4nzWoyJQ==",
                        (
                            ("dist/index.js", "litert/index.js"),
                            # LiteRT.js asks for one of these by its name, by what the browser can do: vectors
                            # of the newer kind, threads, neither.
                            *(
                                (f"wasm/{name}.{suffix}", f"litert/{name}.{suffix}")
                                for name in (
                                    "litert_wasm_internal",
                                    "litert_wasm_threaded_internal",
                                    "litert_wasm_compat_internal",
                                )
                                for suffix in ("js", "wasm")
                            ),
                        ),
                    ),
                    NpmPackage(
                        "@litertjs/wasm-utils",
                        "2.5.3",
                        4_698,
                        "sha512-4fJiw6tBQnIs+0jH/OQ16nYOiSl8/+zZnn5h2ul8aTKHi05sVqZW580Tmk78pC2kT39A9OYBVdFawteZ/sI1kQ==",
                        (("dist/index.js", "litert/wasm-utils.js"),),
                    ),
                ),
                # The packages name their licences and don't bring the texts.
                licences=(
                    ("onnxruntime.txt", "onnxruntime/LICENSE.txt"),
                    ("litert.txt", "litert/LICENSE.txt"),
                ),
            ),
            size_mb=71,
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
