"""The sources of a bundle: they lie whole in `resources/bundles`, with a few words to be filled in."""

from __future__ import annotations

from studio.core.export.bundles.parts import WORD, Parts
from studio.core.files import resource_path


def sources(parts: Parts, folder: str, **more: str) -> dict[str, bytes]:
    """Return the files below a folder of `resources/bundles` by relative POSIX path, their words filled in.

    Each file uses those it needs of TITLE, MODEL (its place in the bundle), WIDTH, HEIGHT, CLASSES and what
    is kept: CONFIDENCE, IOU, TOP_K; and of `more`.
    """
    width, height = parts.spec.input_wh
    words = {
        "title": parts.title,
        "model": parts.place(parts.files[0]),
        "width": str(width),
        "height": str(height),
        "classes": str(len(parts.spec.class_names)),
        "confidence": repr(float(parts.thresholds.confidence)),
        "iou": repr(float(parts.thresholds.iou)),
        "top_k": str(parts.thresholds.top_k),
        **more,
    }
    root = resource_path("bundles", folder)
    found: dict[str, bytes] = {}
    for path in sorted(root.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            places = set(WORD.findall(text))
            asked = {word: value for word, value in words.items() if f"@{word.upper()}@" in places}
            found[path.relative_to(root).as_posix()] = parts.fill(text, **asked).encode()
    return found
