"""Labels of other programs, as they write them, each with the images it speaks of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from studio.core.conversion import find_labels
from studio.core.data.formats.neutral import LabelledImage, LabelSet
from studio.core.data.record import Problem
from tests.factories import write_image

Read = tuple[LabelSet, dict[str, LabelledImage], list[Problem]]


def image_set(folder: Path, names: Sequence[str] = ("a.png", "b.png"), place: str = "images") -> Path:
    """Write images of 64 x 48 and return the folder."""
    for seed, name in enumerate(names):
        write_image(folder / place / name, seed=seed)
    return folder


def write_json(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def write_text(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read_labels(path: Path, **choices: object) -> Read:
    """Read labels: the set, the images by file name, and every problem."""
    labels = find_labels(path, **choices)  # type: ignore[arg-type]
    images: dict[str, LabelledImage] = {}
    problems: list[Problem] = []
    for entry in labels.entries():
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        images[entry.path.name if entry.path else entry.name] = entry
        problems += entry.problems
    return labels, images, problems


def boxes_of(image: LabelledImage) -> list[tuple[str, float, float, float, float]]:
    return [(box.name, *(round(side, 3) for side in box.xyxy)) for box in image.boxes]


def kinds(problems: Sequence[Problem]) -> list[str]:
    return [problem.kind for problem in problems]


def voc(objects: str, *, filename: str = "a.png", size: str = "", attributes: str = "") -> str:
    return f"<annotation{attributes}><filename>{filename}</filename>{size}{objects}</annotation>"


def voc_object(name: str, *corners: float | str, more: str = "") -> str:
    keys = ("xmin", "ymin", "xmax", "ymax")
    sides = "".join(f"<{key}>{value}</{key}>" for key, value in zip(keys, corners, strict=True))
    return f"<object><name>{name}</name>{more}<bndbox>{sides}</bndbox></object>"


def coco(images: object, annotations: object, categories: object = None, **more: object) -> dict[str, object]:
    return {
        "images": images,
        "annotations": annotations,
        "categories": [{"id": 1, "name": "w"}] if categories is None else categories,
        **more,
    }


def labelme(shapes: object, *, image: str = "a.png", **more: object) -> dict[str, object]:
    return {
        "version": "5.5.0",
        "flags": {},
        "shapes": shapes,
        "imagePath": image,
        "imageData": None,
        "imageHeight": 48,
        "imageWidth": 64,
        **more,
    }


def shape(label: str, points: object, kind: str = "rectangle", **more: object) -> dict[str, object]:
    return {"label": label, "points": points, "shape_type": kind, "group_id": None, "flags": {}, **more}


def cvat(body: str, labels: Sequence[str] = (), meta: str = "") -> str:
    named = "".join(f"<label><name>{name}</name></label>" for name in labels)
    return (
        "<annotations><version>1.1</version>"
        f"<meta><task><labels>{named}</labels>{meta}</task></meta>{body}</annotations>"
    )


def task(image: str, results: object, **more: object) -> dict[str, object]:
    return {"id": 1, "data": {"image": image}, "annotations": [{"result": results, **more}]}


def result(label: str, x: float, y: float, width: float, height: float, **more: object) -> dict[str, object]:
    return {
        "type": "rectanglelabels",
        "original_width": 64,
        "original_height": 48,
        "value": {
            "x": x,
            "y": y,
            "width": width,
            "height": height,
            "rotation": 0,
            "rectanglelabels": [label],
            **more,
        },
    }
