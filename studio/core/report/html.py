"""The report of a run as one HTML page that needs nothing but itself: no scripts, no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from studio.core.report.page import document, picture, section, table, tiles, warnings
from studio.core.report.pictures import Picture
from studio.core.report.plots import escape
from studio.core.runs.config import TrainConfig
from studio.core.words import date, tr

PLACES = ("data", "out", "weights", "model")
"""Settings that can be paths, of which a report shows the names alone."""


def render_page(
    figures: dict[str, Any], config: dict[str, Any], plots: dict[str, str], pictures: Sequence[Picture]
) -> str:
    """Return the page for the figures of `figures.json`, plots as SVG by name and the worst images."""
    title = tr("Report of {run}", run=figures["run"])
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="muted">{escape(_summary(figures))}</p>',
        *(f"<p>{escape(line)}</p>" for line in figures["note"].splitlines()),
        *warnings(_without_folders(note, config) for note in figures["notes"]),
        *_headline(figures),
        *section(tr("Curves"), _plots(plots, ("loss", "map"))),
        *section(tr("Classes"), _classes(figures, plots)),
        *section(tr("Sizes and mistakes"), _plots(plots, ("confusion", "recall_by_size", "anchors"))),
        *section(tr("The worst images"), _pictures(pictures, figures)),
        *section(tr("Data"), _data(figures, config)),
        *section(tr("Settings"), _settings(config)),
    ]
    return document(title, parts)


def _summary(figures: dict[str, Any]) -> str:
    """Return in one line what was trained, how far, how long and when."""
    facts = {"model": figures["model"], "done": figures["epochs_done"], "epochs": figures["epochs"]}
    words = {
        "done": tr("{model}, finished after {done} of {epochs} epochs", **facts),
        "stopped": tr("{model}, stopped after {done} of {epochs} epochs", **facts),
        "error": tr("{model}, failed after {done} of {epochs} epochs", **facts),
        None: tr("{model}, after {done} of {epochs} epochs, without an end so far", **facts),
    }[figures["ended"]]
    parts = [words, tr("{minutes:.1f} minutes", minutes=figures["seconds"] / 60)]
    if figures["time"]:
        parts.append(date(figures["time"]))
    return " · ".join(parts)


def _without_folders(text: str, config: dict[str, Any]) -> str:
    """Return a text without where on this machine a run's files lie, which a report tells nobody."""
    for name in PLACES:
        place = str(config.get(name) or "")
        parent = place[: len(place) - len(PurePath(place).name)]
        if len(parent) > 1:
            text = text.replace(parent, "")
    return text


def _headline(figures: dict[str, Any]) -> list[str]:
    evaluation = figures["evaluation"]
    if not evaluation:
        return []
    cells = [("mAP@0.5", f"{evaluation['map50']:.3f}"), ("mAP@0.5:0.95", f"{evaluation['map50_95']:.3f}")]
    cells += [(tr("precision"), f"{evaluation['precision']:.3f}")]
    cells += [(tr("recall"), f"{evaluation['recall']:.3f}")]
    if "confidence" in evaluation:
        cells.append((tr("at a confidence of"), f"{evaluation['confidence']:.3f}"))
    if figures["best_epoch"]:
        cells.append((tr("best epoch"), str(figures["best_epoch"])))
    if "images" in evaluation:
        cells.append((tr("images, boxes"), f"{evaluation['images']:,}, {evaluation['boxes']:,}"))
    return tiles(cells)


def _plots(plots: dict[str, str], names: Iterable[str]) -> list[str]:
    cards = [f'<div class="card">{plots[name]}</div>' for name in names if name in plots]
    return ['<div class="plots">', *cards, "</div>"] if cards else []


def _classes(figures: dict[str, Any], plots: dict[str, str]) -> list[str]:
    """Return the table of figures per class beside the curve of precision over recall."""
    evaluation = figures["evaluation"]
    if not evaluation:
        return []
    heads = (tr("class"), "mAP@0.5", "mAP@0.5:0.95", tr("precision"), tr("recall"), tr("boxes"))
    keys = ("map50", "map50_95", "precision", "recall")
    rows = [
        [name, *(f"{part[key]:.3f}" for key in keys), f"{part['boxes']:,}"]
        for name, part in evaluation["per_class"].items()
    ]
    boxes = sum(part["boxes"] for part in evaluation["per_class"].values())
    rows.append([tr("all"), *(f"{evaluation[key]:.3f}" for key in keys), f"{boxes:,}"])
    curve = [f'<div class="card">{plots["precision_recall"]}</div>'] if "precision_recall" in plots else []
    return ['<div class="plots">', *curve, f'<div class="card scroll">{table(heads, rows)}</div>', "</div>"]


def _pictures(pictures: Sequence[Picture], figures: dict[str, Any]) -> list[str]:
    if not pictures:
        return []
    told = tr(
        "Judged at a confidence of {confidence:.3f} and an IoU of {iou}. White dashes are the truth, solid"
        " lines what was found.",
        confidence=figures["confusion"]["confidence"],
        iou=figures["confusion"]["iou"],
    )
    parts = [f'<p class="muted">{escape(told)}</p>', '<div class="pictures">']
    parts += [picture(each.image, each.sentence, each.content) for each in pictures]
    return [*parts, "</div>"]


def _data(figures: dict[str, Any], config: dict[str, Any]) -> list[str]:
    parts = [f"<p><code>{escape(PurePath(config.get('data') or '').name)}</code></p>"]
    if sealed := figures["data"]:
        rows = [
            [name, f"{counts['images']:,}", f"{counts['boxes']:,}"]
            for name, counts in sealed["splits"].items()
        ]
        parts.append(table((tr("split"), tr("images"), tr("boxes")), rows))
        told = tr("Seal of all images and labels: {digest}", digest=sealed["digest"])
        parts.append(f'<p class="muted"><code>{escape(told)}</code></p>')
    else:
        told = tr("The run has no seal of its data, so later changes can't be told.")
        parts.append(f'<p class="muted">{escape(told)}</p>')
    if figures["sha256"]:
        told = tr("Checkpoint best.pt, SHA-256: {digest}", digest=figures["sha256"])
        parts.append(f'<p class="muted"><code>{escape(told)}</code></p>')
    return ['<div class="card">', *parts, "</div>"]


def _settings(config: dict[str, Any]) -> list[str]:
    """Return all settings, those that differ from one click's in bold."""
    usual = TrainConfig(data="", out="").to_dict()
    lines = []
    for name, value in config.items():
        if name in ("data", "out"):
            continue
        shown = PurePath(value).name if name in PLACES and isinstance(value, str) else value
        text = f"{escape(name)}: {escape('–' if shown in (None, '') else shown)}"
        is_usual = name in usual and usual[name] == value
        lines.append(f"<p>{text}</p>" if is_usual else f"<p><strong>{text}</strong></p>")
    told = escape(tr("What differs from the defaults is bold."))
    return [f'<p class="muted">{told}</p>', '<div class="card settings">', *lines, "</div>"]
