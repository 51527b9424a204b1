"""FLAVOURS: the two programs that are built; LEFT_OUT: what of the libraries stays out of them, and why."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flavour:
    """One row of FLAVOURS.

    Attributes:
        text: what it is for.
        max_mb: the room that it may take when it is installed.
        extras: of pyproject's, packed besides what the studio always needs.
        without: packages of that left out: whatever asks for them says how to get them.
    """

    name: str
    title: str
    text: str
    max_mb: int
    extras: tuple[str, ...] = ("tflite",)
    without: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The name of its .deb, and the begin of its files' names."""
        return "detection-studio" if self.name == "full" else f"detection-studio-{self.name}"


FLAVOURS: dict[str, Flavour] = {
    flavour.name: flavour
    for flavour in (
        Flavour("full", "Detection Studio", "label, tile, train, export with proof, live", 700),
        Flavour(
            "lite",
            "Detection Studio Lite",
            "label, tile, detect and live with exported models; without training and export",
            250,
            without=(
                "torch",
                "torchgen",
                "functorch",
                "onnx",
                "onnxslim",
                "pnnx",
                "sympy",
                "mpmath",
                "networkx",
            ),
        ),
    )
}

NEVER = (
    "tkinter", "matplotlib", "IPython", "tensorboard", "torch.utils.tensorboard", "pandas", "scipy",
    "pytest", "_pytest", "pytestqt", "hypothesis", "mypy", "ruff", "importlinter", "pycocotools",
    "PyInstaller", "setuptools", "pip", "wheel", "PyQt5", "PyQt6", "PySide2", "numpy.f2py",
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtNetwork", "PySide6.QtDBus",
    "onnx.backend.test", "onnx.reference", "onnxruntime.transformers", "onnxruntime.quantization",
    "onnxruntime.tools", "ai_edge_litert.aot", "ai_edge_litert.tools",
    # OpenCV's own windows, and modules of its graph API: nothing here opens them.
    "cv2.gapi", "cv2.mat_wrapper",
)  # fmt: skip
"""Modules that no flavour needs, though something in reach of the studio mentions them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Files left out: patterns of their places in the program (`*` crosses folders), and why."""

    why: str
    patterns: tuple[str, ...]
    but: tuple[str, ...] = ()

    def takes(self, place: str) -> bool:
        """Return whether a file at this place is left out by it."""

        def fits(patterns: tuple[str, ...]) -> bool:
            return any(fnmatch.fnmatchcase(place, pattern) for pattern in patterns)

        return fits(self.patterns) and not fits(self.but)


QT = ("PySide6/Qt/", "PySide6/")
"""Where Qt's own folders lie: on Linux and macOS, on Windows."""


def _qt(*names: str) -> tuple[str, ...]:
    return tuple(folder + name for folder in QT for name in names)


LEFT_OUT: tuple[Rule, ...] = (
    Rule("headers and libraries to build with torch", ("torch/include/*", "torch/share/*", "*.a", "*.lib",
         "*.h", "*.hpp", "*.cuh", "*.cmake", "*.pyi")),
    # torch looks for its shared memory manager when it is imported; the others are tests and compilers.
    Rule("torch's tests and compilers", ("torch/test/*", "torch/bin/*", "torch/lib/libtorchbind_test*",
         "torch/lib/libjitbackend_test*", "torch/lib/libbackend_with_compiler*",
         "torch/lib/libaoti_custom_ops*", "torch/testing/*"), but=("torch/bin/torch_shm_manager*",)),
    # Settings are read out of the sources of modules named so.
    Rule("sources of torch that it never reads again", ("torch/_inductor/*", "torch/_dynamo/*", "torch/ao/*",
         "torch/onnx/*", "torch/_export/*", "torch/_functorch/*", "torch/package/*", "torch/_vendor/*",
         "torch/profiler/*", "torchgen/*", "functorch/*", "torch/distributed/*", "torch/fx/*",
         "torch/sparse/*", "torch/_refs/*", "torch/_higher_order_ops/*", "torch/export/*", "torch/_numpy/*",
         "torch/_prims/*", "torch/_*_docs.py"), but=("*.so", "*.pyd", "*.dll", "*config*.py",
         # Scripted when they are imported.
         "torch/distributed/optim/*", "torch/distributed/nn/*")),
    Rule("lists of installed files", ("*.dist-info/RECORD",)),
    Rule("test data", ("onnx/backend/test/*", "numpy/*/tests/*", "networkx/*/tests/*", "sympy/*/tests/*")),
    # PyInstaller's hook brings all fonts; theme.py reads one family.
    Rule("icon fonts that no icon is taken from", ("qtawesome/fonts/*",),
         but=("qtawesome/fonts/materialdesignicons6*",)),
    Rule("OpenCV's face cascades", ("cv2/data/*",)),
    # The interpreter lies in libpywrap_litert_common; the other is of the interface for compiled models.
    Rule("LiteRT on graphics processors, and its model compiler", ("ai_edge_litert/*WebGpu*",
         "ai_edge_litert/libLiteRt.so", "ai_edge_litert/vendors/*", "ai_edge_litert/aot/*",
         "ai_edge_litert/tools/*")),
    Rule("onnxruntime once more, for C programs", ("onnxruntime/capi/libonnxruntime.so.*",)),
    # Of the system's C library, with the rest of which it must agree.
    Rule("bindings of Qt's that the window doesn't use", tuple(
         f"PySide6/{name}.*" for name in ("QtOpenGL", "QtOpenGLWidgets", "QtNetwork", "QtDBus"))),
    Rule("parts of the C library", ("libmvec.so*",)),
    Rule("GTK, for the file dialogs of GNOME, which the desktop portal shows as well",
         _qt("plugins/platformthemes/*gtk3*")),
    Rule("picture formats of Qt's that pictures are not read with",
         _qt(*(f"plugins/imageformats/*{name}.*" for name in ("qtga", "qtiff", "qwbmp", "qicns")))),
    Rule("Qt Quick, QML, designer, PDF, virtual keyboard", (
         *_qt("qml/*", "plugins/qmltooling/*", "plugins/qmllint/*", "plugins/designer/*",
              "plugins/platforminputcontexts/*virtualkeyboard*", "plugins/imageformats/*qpdf*",
              "plugins/vectorimageformats/*", "lib/*Qml*", "lib/*Quick*", "lib/*VirtualKeyboard*",
              "lib/*Pdf*", "lib/*Designer*", "lib/*Labs*", "lib/*Lottie*", "lib/*Help*", "lib/*ShaderTools*",
              "Qt6Qml*", "Qt6Quick*", "Qt6VirtualKeyboard*", "Qt6Pdf*"),)),
    Rule("Qt on bare screens and over the network", _qt(
         "plugins/platforms/*eglfs*", "plugins/platforms/*linuxfb*", "plugins/platforms/*vnc*",
         "plugins/platforms/*vkkhr*", "plugins/platforms/*minimal*", "plugins/egldeviceintegrations/*",
         "plugins/generic/*", "plugins/wayland-graphics-integration-server/*", "lib/*EglFS*", "lib/*EglFs*",
         "plugins/networkinformation/*", "plugins/tls/*", "plugins/sqldrivers/*", "plugins/printsupport/*",
         "lib/*WaylandCompositor*", "lib/*Qt6Sql*", "lib/*Qt6Test*", "lib/*Qt6PrintSupport*")),
    Rule("Qt's software OpenGL", ("PySide6/opengl32sw.dll",)),
    # The window speaks English and Chinese.
    Rule("Qt's other languages", _qt("translations/*"), but=_qt("translations/qt*_zh_CN.qm")),
    Rule("screenshots of the README", ("resources/screenshots/*",)),
)  # fmt: skip


def rule_for(place: str) -> Rule | None:
    """Return the rule that leaves out a file of the program, None when it stays."""
    place = place.replace("\\", "/")
    return next((rule for rule in LEFT_OUT if rule.takes(place)), None)
