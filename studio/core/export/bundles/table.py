"""The bundles that an export can be packed into."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from studio.core.errors import StudioError
from studio.core.runtime.needs import Need
from studio.core.spec import Output
from studio.core.words import mark, tr

if TYPE_CHECKING:
    from studio.core.export.bundles.parts import Writer

ALL_HEADS: tuple[Output, ...] = ("decoded", "raw", "detections")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One row of BUNDLES.

    Attributes:
        title: what people call it.
        text: what it is for.
        formats: of models that it can use, best first, by the names of EXPORTERS; the first is written when
            none of them is asked for.
        heads: outputs of the model that it can use.
        writer: where the function is that makes its files.
        models: folder of the bundle that the models lie in; "" for the bundle's own.
        needs: what must be there besides the studio.
        looks_at_tiles: whether its screens look at pictures tile by tile where the contract says so.
    """

    name: str
    title: str
    text: str
    formats: tuple[str, ...]
    heads: tuple[Output, ...]
    writer: str
    models: str = ""
    needs: Need | None = None
    looks_at_tiles: bool = True

    def load(self) -> Writer:
        """Import and return the writer."""
        module, function = self.writer.split(":")
        return cast("Writer", getattr(importlib.import_module(module), function))

    def misfit(self, output: Output) -> StudioError | None:
        """Return why it can't be made of models with this output, or not here; None when it can."""
        if output not in self.heads:
            return StudioError(
                tr("The bundle {name} can't use a model with the head {head}.", name=self.name, head=output),
                tr("Use --head {heads} for it.", heads=", ".join(self.heads)),
            )
        return self.needs.missing() if self.needs else None

    def untiled_note(self) -> str:
        """Return what to know when models are exported with tiles, "" where its screens look at them."""
        if self.looks_at_tiles:
            return ""
        return tr(
            "The screens of the bundle {title} look at whole frames, not at tiles, for a camera's frames come"
            " in the size of the input; small objects may be missed. Its tiles.js cuts other pictures.",
            title=tr(self.title),
        )


BUNDLES: dict[str, Bundle] = {
    bundle.name: bundle
    for bundle in (
        Bundle(
            "web",
            mark("Web page"),
            mark("A page for the browser of a phone or computer, which needs no network once it is loaded"),
            ("onnx", "tflite"),
            ALL_HEADS,
            "studio.core.export.bundles.web:files",
            needs=Need(mark("What web pages are run by"), environment="web"),
        ),
        Bundle(
            "react-native",
            "React Native",
            mark(
                "Sources for an app: model, types, a screen with the camera, and what comes after the network"
            ),
            ("ptl", "onnx", "executorch"),
            ALL_HEADS,
            "studio.core.export.bundles.react_native:files",
            looks_at_tiles=False,
        ),
        Bundle(
            "ncnn-cpp",
            "NCNN for C++ and Android",
            mark("C++ and Kotlin sources with CMake and an Android project; no library but ncnn"),
            ("ncnn",),
            ("decoded", "raw"),
            "studio.core.export.bundles.ncnn_cpp:files",
            models="assets",
        ),
        Bundle(
            "python",
            "Python",
            mark("One file for computers without the studio: numpy, OpenCV and one runtime"),
            ("onnx", "ncnn", "tflite"),
            ALL_HEADS,
            "studio.core.export.bundles.python:files",
        ),
    )
}


def find_bundles(names: Iterable[str]) -> list[Bundle]:
    """Return the rows named, each once, in the order given.

    Raises:
        StudioError: one isn't known.
    """
    wanted = list(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    unknown = [name for name in wanted if name not in BUNDLES]
    if unknown:
        raise StudioError(
            tr("The bundle {names} is not known.", names=", ".join(unknown)),
            tr("Use one or more of {names}.", names=", ".join(BUNDLES)),
        )
    return [BUNDLES[name] for name in wanted]


def formats_for(bundles: Iterable[Bundle], formats: Iterable[str]) -> list[str]:
    """Return the formats asked for, and for each bundle that can use none of them the one it takes best."""
    asked = [name.strip().lower() for name in formats if name.strip()]
    # What one bundle brings is not what another takes best.
    brought = [bundle.formats[0] for bundle in bundles if not set(asked) & set(bundle.formats)]
    return list(dict.fromkeys(asked + brought))
