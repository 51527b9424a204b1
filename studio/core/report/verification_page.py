"""The page on a verification, which needs nothing but itself: do files find what their checkpoint finds?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Any

from studio.core.errors import StudioError
from studio.core.pictures import encoded_image, imread
from studio.core.report.page import document, picture, section, table, tiles, warnings
from studio.core.report.plots import escape
from studio.core.report.verification_pictures import draw_sides
from studio.core.words import mark, tr

SIDES = ("checkpoint", "file")
STAGES = ("preprocess", "inference", "decode", "nms", "total")
QUALITY = 82
ELSEWHERE = re.compile(r"(?<![\w.])(?:[A-Za-z]:)?[/\\](?:[^\s/\\]+[/\\])+(?=[^\s/\\])")
"""Folders that no file of the report lies in, such as those of a list of images."""

Data = dict[str, Any]


def verification_page(report: Data) -> str:
    """Return the page for the plain data of `report.json`.

    The worst images are read from where the data says they lie, one at a time; one that is gone is left out.
    No folder of this machine is told.
    """
    model = PurePath(report["model"]).name
    title = tr("Verification of {model}", model=model)
    checked = [file for file in report["files"] if file["verification"]]
    folders = _folders(report)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="muted">{escape(_summary(report, checked))}</p>',
        *warnings(
            _without(note, folders)
            for note in (*report["notes"], *_skipped(checked), *_not_compared(report), *_refused(report))
        ),
        *_headline(report, checked),
        *section(tr("Verdicts"), [f'<div class="card scroll">{_verdicts(checked)}</div>']),
        *section(tr("Time"), [_told(TIME_WORDS), f'<div class="card scroll">{_times(checked)}</div>']),
    ]
    for file in checked:
        parts += section(PurePath(file["file"]).name, _file(report, file, folders))
    return document(title, parts)


TIME_WORDS = mark(
    "Median milliseconds of a picture on this machine. A file that comes from elsewhere runs in a process of"
    " its own; the way there and back is in its inference."
)


def _told(sentence: str) -> str:
    return f'<p class="muted">{escape(tr(sentence))}</p>'


def _summary(report: Data, checked: Sequence[Data]) -> str:
    spec = report["spec"]
    parts = [
        tr("{architecture} at {width}x{height}, {count} classes", architecture=spec["architecture"],
           width=spec["input_wh"][0], height=spec["input_wh"][1], count=len(spec["class_names"])),
    ]  # fmt: skip
    if report["data"]:
        parts.append(tr("compared on {data}", data=PurePath(report["data"]).name))
    if checked:
        thresholds = checked[0]["verification"]["thresholds"]
        parts.append(
            tr(
                "boxes above a confidence of {confidence:g}, NMS at an IoU of {iou:g}",
                confidence=thresholds["confidence"],
                iou=thresholds["iou"],
            )
        )
    return " · ".join([*parts, tr("SHA-256 of the checkpoint {digest}", digest=report["sha256"][:16])])


def _headline(report: Data, checked: Sequence[Data]) -> list[str]:
    checks = [file["verification"] for file in checked]
    cells = [(tr("verdict"), str(report["verdict"]))]
    cells.append((tr("images"), f"{max((check['images'] for check in checks), default=0):,}"))
    cells.append((tr("boxes compared"), f"{max((check['detections'] for check in checks), default=0):,}"))
    scored = next((check["scores"] for check in checks if check["scores"]), None)
    if scored:
        for name, measure in (("map50", "mAP@0.5"), ("map50_95", "mAP@0.5:0.95")):
            cells.append(
                (tr("{measure} of the checkpoint", measure=measure), f"{scored[SIDES[0]][name]:.4f}")
            )
    return tiles(cells)


def _verdicts(checked: Iterable[Data]) -> str:
    heads = (
        *(tr("file"), tr("format"), tr("verdict"), tr("MB"), tr("boxes"), tr("matched"), tr("missed")),
        *(tr("extra"), tr("borderline"), tr("score difference"), tr("box difference")),
        *("mAP@0.5", tr("lost"), "mAP@0.5:0.95", tr("lost")),
    )
    rows = []
    for file in checked:
        check = file["verification"]
        counts = (check[name] for name in ("detections", "matched", "missed", "extra", "borderline"))
        maps = ["–"] * 4
        if check["scores"]:
            maps = [
                text
                for name in ("map50", "map50_95")
                for text in (f"{check['scores'][SIDES[1]][name]:.4f}", _points(check["drop"][name]))
            ]
        rows.append(
            [
                *(
                    PurePath(file["file"]).name,
                    file["format"],
                    check["verdict"],
                    f"{file['bytes'] / 1e6:.2f}",
                ),
                *(f"{count:,}" for count in counts),
                f"{check['largest_score_difference']:.2g}",
                tr("{px:.3g} px", px=check["largest_box_difference_px"]),
                *maps,
            ]
        )
    return table(heads, rows)


def _points(lost: float) -> str:
    """Return points of mAP that were lost; those gained have a minus, and none has no sign."""
    return "0.00" if abs(lost) < 0.005 else f"{lost:.2f}"


def _times(checked: Iterable[Data]) -> str:
    rows = []
    for file in checked:
        of_side = file["verification"]["stage_ms"]
        names = {"checkpoint": tr("checkpoint beside it"), "file": PurePath(file["file"]).name}
        for side in reversed(SIDES):
            if side in of_side:
                rows.append([names[side], *(f"{of_side[side][stage]:.2f}" for stage in STAGES)])
    return table((tr("side"), *map(tr, STAGES)), rows)


def _file(report: Data, file: Data, folders: Sequence[str]) -> list[str]:
    """Return what is told of one file: its verdict and why, its classes, its worst images."""
    check = file["verification"]
    parts = [
        f"<p><strong>{escape(check['verdict'])}</strong> {escape(_without(check['sentence'], folders))}</p>"
    ]
    if check["diagnosis"]:
        told = f"{check['diagnosis']['sentence']} {check['diagnosis']['remedy']}"
        parts.append(f"<p><strong>{escape(_without(told, folders))}</strong></p>")
    parts.append(_told(check["judged_by"]))
    if check["largest_output_difference"]:
        parts.append(_told(_output_words(check["largest_output_difference"])))
    if check["scores"]:
        parts.append(f'<div class="card scroll">{_classes(check)}</div>')
    figures = [
        picture(image["image"], _difference_words(image), content)
        for image in check["worst"]
        if (content := _drawn(report, file, image)) is not None
    ]
    if figures:
        told = tr("The images that differ most: the checkpoint on the left, the file on the right.")
        parts += [f'<p class="muted">{escape(told)}</p>', '<div class="pictures">', *figures, "</div>"]
    return parts


def _output_words(difference: dict[str, float]) -> str:
    return tr(
        "Of all raw rows, boxes differ by up to {box:.2g} px of the input and scores by up to {score:.2g}.",
        box=difference["box_px"],
        score=difference["score"],
    )


def _classes(check: Data) -> str:
    ours, theirs = (check["scores"][side] for side in SIDES)
    heads = (
        *(tr("class"), tr("boxes")),
        *(tr("mAP@0.5, checkpoint"), tr("file"), tr("lost")),
        *(tr("mAP@0.5:0.95, checkpoint"), tr("file"), tr("lost")),
    )

    def row(name: str, expected: Data, found: Data) -> list[str]:
        cells = [name, f"{expected['boxes']:,}"]
        for measure in ("map50", "map50_95"):
            lost = 100 * (expected[measure] - found[measure])
            cells += [f"{expected[measure]:.4f}", f"{found[measure]:.4f}", _points(lost)]
        return cells

    rows = [row(name, part, theirs["per_class"][name]) for name, part in ours["per_class"].items()]
    return table(heads, [*rows, row(tr("all"), ours, theirs)])


def _difference_words(image: Data) -> str:
    counted = (
        (image["missed"], tr("{n} missed", n=image["missed"])),
        (image["extra"], tr("{n} extra", n=image["extra"])),
        (image["differing"], tr("{n} differ", n=image["differing"])),
        (image["borderline"], tr("{n} borderline", n=image["borderline"])),
    )
    told = [words for count, words in counted if count]
    if image["matched"]:
        differences = tr(
            "scores differ by up to {score:.2g}, sides by up to {box:.2g} px",
            score=image["largest_score_difference"],
            box=image["largest_box_difference_px"],
        )
        told.append(differences)
    return ", ".join(told) or tr("nothing is found")


def _drawn(report: Data, file: Data, image: Data) -> bytes | None:
    """Return the JPEG of an image with what both sides found in it; None when it can't be read any more."""
    names = PurePath(report["model"]).name, PurePath(file["file"]).name
    try:
        photo = imread(Path(image["image"]))
    except StudioError:
        return None
    drawn = draw_sides(photo, image["expected"], image["found"], report["spec"]["class_names"], names)
    return encoded_image(Path("sides.jpg"), drawn, quality=QUALITY)


def _skipped(checked: Sequence[Data]) -> list[str]:
    return checked[0]["verification"]["skipped"] if checked else []


def _not_compared(report: Data) -> list[str]:
    reasons = ((PurePath(file["file"]).name, file.get("not_compared")) for file in report["files"])
    return [f"{name}: {reason}" for name, reason in reasons if reason]


def _refused(report: Data) -> list[str]:
    return [
        tr("Left out: {format}: {cause}", format=each["format"], cause=each["cause"])
        for each in report["refused"]
    ]


def _folders(report: Data) -> list[str]:
    """Return the folders whose names are nobody's business, longest first."""
    places = [report["model"], report["data"] or "", *(file["file"] for file in report["files"])]
    for file in report["files"]:
        places += [image["image"] for image in (file["verification"] or {}).get("worst", ())]
    folders = {str(PurePath(place).parent) for place in places if PurePath(place).is_absolute()}
    if report["data"]:
        folders.add(report["data"])
    return sorted(folders, key=len, reverse=True)


def _without(text: str, folders: Sequence[str]) -> str:
    """Return a text without these folders before the names of what lies in them."""
    for folder in folders:
        for separator in "/\\":
            text = text.replace(folder + separator, "")
    return ELSEWHERE.sub("", text)
