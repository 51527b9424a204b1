"""The web page: resources/web with what runs its models, as one folder of static files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from studio.core.data.class_colours import class_colour
from studio.core.environments.places import web_parts
from studio.core.export.bundles.parts import Parts
from studio.core.files import resource_path
from studio.core.runtime.contract import beside

RUNTIMES = {"onnx": "onnxruntime/", "tflite": "litert/"}
"""The folder of the environment `web` that a format is run by."""
NOT_SHIPPED = (".d.ts", "package.json")
"""Of resources/web what only other programs need."""
TEMPLATES = ("manifest.webmanifest", "service-worker.js")


def files(parts: Parts) -> dict[str, bytes]:
    """Return the page's files by relative path, and those of the runtimes that its models need.

    Raises:
        StudioError: the environment `web` isn't ready.
    """
    found = {
        path.name: path.read_bytes()
        for path in sorted(resource_path("web").iterdir())
        if not path.name.endswith(NOT_SHIPPED)
    }
    for name, path in web_parts().items():
        if any(name.startswith(RUNTIMES[file.format]) for file in parts.files):
            found[name] = _adapted(name, path.read_bytes())
    found["page.json"] = _page(parts)
    found["manifest.webmanifest"] = _filled(found["manifest.webmanifest"], parts, title=_quoted(parts.title))
    kept = [name for name in found if "/" not in name and name not in TEMPLATES]
    version = hashlib.sha256()
    for content in (*found.values(), *_models(parts)):
        version.update(hashlib.sha256(content).digest())
    found["service-worker.js"] = _filled(
        found["service-worker.js"],
        parts,
        version=version.hexdigest()[:16],
        files=json.dumps(["manifest.webmanifest", "bundle.json", *kept]),
    )
    found["README.md"] = _readme(parts)
    return found


def _page(parts: Parts) -> bytes:
    """Return what the page begins with: thresholds, and the colours of its classes."""
    thresholds = asdict(parts.thresholds)
    thresholds["topK"] = thresholds.pop("top_k")
    colours = [class_colour(place, name) for place, name in enumerate(parts.spec.class_names)]
    return json.dumps({"thresholds": thresholds, "colours": colours}, indent=1).encode()


def _models(parts: Parts) -> list[bytes]:
    paths: list[Path] = [path for file in parts.files for path in (file.path, beside(file.path))]
    return [path.read_bytes() for path in paths]


def _adapted(name: str, content: bytes) -> bytes:
    """Return a runtime's file as browsers take it in a worker: with its own part named by its place."""
    if name == "litert/index.js":
        return content.replace(b'"@litertjs/wasm-utils"', b'"./wasm-utils.js"')
    return content


def _filled(template: bytes, parts: Parts, **words: str) -> bytes:
    return parts.fill(template.decode(), **words).encode()


def _quoted(text: str) -> str:
    """Return a text as it stands between the quotes of a JSON document."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _readme(parts: Parts) -> bytes:
    names = ", ".join(file.path.name for file in parts.files)
    return _filled(resource_path("web", "README.md").read_bytes(), parts, title=parts.title, models=names)
