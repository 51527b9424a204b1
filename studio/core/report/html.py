"""The report of a run as one HTML page that needs nothing but itself: no scripts, no network."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from studio.core.report.pictures import Picture
from studio.core.report.plots import escape
from studio.core.runs.config import TrainConfig
from studio.core.words import tr

PLACES = ("data", "out", "weights", "model")
"""Settings that can be paths, of which a report shows the names alone."""

STYLE = """
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#ffffff;--line:#d9dde4;--ink:#1b1f27;
--muted:#5b6472;--warn:#9a6700}
@media (prefers-color-scheme:dark){:root{--ground:#16181d;--card:#1e2127;--line:#343a44;--ink:#e6e8ec;
--muted:#9aa3b2;--warn:#e0a13a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1360px;padding:24px;background:var(--ground);color:var(--ink);
font:15px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:24px;margin:0}h2{font-size:18px;margin:32px 0 12px}p{margin:4px 0}
.muted{color:var(--muted)}.warnings{border-left:3px solid var(--warn);padding-left:12px;margin:16px 0}
.tiles,.plots,.pictures{display:grid;gap:12px}
.tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr));margin-top:16px}
.plots{grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr))}
.pictures{grid-template-columns:repeat(auto-fit,minmax(min(100%,520px),1fr))}
.card,figure{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:12px;margin:0}
.card b{display:block;font-size:22px}
.card svg{display:block;max-width:100%;height:auto;margin:0 auto}
figure img{display:block;width:100%;border-radius:4px}figcaption{padding-top:8px;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 16px 4px 0;text-align:left;border-bottom:1px solid var(--line)}
td.number,th.number{text-align:right}code{overflow-wrap:anywhere}
.settings{columns:3 280px}.settings p{margin:0;break-inside:avoid;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0}.card,figure{break-inside:avoid}}
"""


def render_page(
    figures: dict[str, Any], config: dict[str, Any], plots: dict[str, str], pictures: Sequence[Picture]
) -> str:
    """Return the page for the figures of `figures.json`, plots as SVG by name and the worst images."""
    title = tr("Report of {run}", run=figures["run"])
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="muted">{escape(_summary(figures))}</p>',
        *(f"<p>{escape(line)}</p>" for line in figures["note"].splitlines()),
        *_warnings(_without_folders(note, config) for note in figures["notes"]),
        *_headline(figures),
        *_section(tr("Curves"), _plots(plots, ("loss", "map"))),
        *_section(tr("Classes"), _classes(figures, plots)),
        *_section(tr("Sizes and mistakes"), _plots(plots, ("confusion", "recall_by_size", "anchors"))),
        *_section(tr("The worst images"), _pictures(pictures, figures)),
        *_section(tr("Data"), _data(figures, config)),
        *_section(tr("Settings"), _settings(config)),
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            *parts,
            "</body></html>\n",
        ]
    )


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
        parts.append(datetime.fromtimestamp(figures["time"]).strftime("%Y-%m-%d %H:%M"))
    return " · ".join(parts)


def _without_folders(text: str, config: dict[str, Any]) -> str:
    """Return a text without where on this machine a run's files lie, which a report tells nobody."""
    for name in PLACES:
        place = str(config.get(name) or "")
        parent = place[: len(place) - len(PurePath(place).name)]
        if len(parent) > 1:
            text = text.replace(parent, "")
    return text


def _warnings(notes: Iterable[str]) -> list[str]:
    lines = [f"<p>{escape(note)}</p>" for note in notes]
    return ['<div class="warnings">', *lines, "</div>"] if lines else []


def _headline(figures: dict[str, Any]) -> list[str]:
    evaluation = figures["evaluation"]
    if not evaluation:
        return []
    tiles = [("mAP@0.5", f"{evaluation['map50']:.3f}"), ("mAP@0.5:0.95", f"{evaluation['map50_95']:.3f}")]
    tiles += [(tr("precision"), f"{evaluation['precision']:.3f}")]
    tiles += [(tr("recall"), f"{evaluation['recall']:.3f}")]
    if "confidence" in evaluation:
        tiles.append((tr("at a confidence of"), f"{evaluation['confidence']:.3f}"))
    if figures["best_epoch"]:
        tiles.append((tr("best epoch"), str(figures["best_epoch"])))
    if "images" in evaluation:
        tiles.append((tr("images, boxes"), f"{evaluation['images']:,}, {evaluation['boxes']:,}"))
    cards = [
        f'<div class="card"><span class="muted">{escape(n)}</span><b>{escape(v)}</b></div>' for n, v in tiles
    ]
    return ['<div class="tiles">', *cards, "</div>"]


def _section(title: str, parts: Sequence[str]) -> list[str]:
    return [f"<h2>{escape(title)}</h2>", *parts] if parts else []


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
    return ['<div class="plots">', *curve, f'<div class="card scroll">{_table(heads, rows)}</div>', "</div>"]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column is text and whose others are numbers."""

    def line(cells: Sequence[str], tag: str) -> str:
        first, *others = (escape(cell) for cell in cells)
        numbers = "".join(f'<{tag} class="number">{cell}</{tag}>' for cell in others)
        return f"<tr><{tag}>{first}</{tag}>{numbers}</tr>"

    return "".join(["<table>", line(heads, "th"), *(line(row, "td") for row in rows), "</table>"])


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
    for picture in pictures:
        content = base64.b64encode(picture.content).decode()
        name = escape(PurePath(picture.image).name)
        parts.append(
            f'<figure><img alt="{name}" src="data:image/jpeg;base64,{content}"><figcaption>{name}: '
            f"{escape(picture.sentence)}</figcaption></figure>"
        )
    return [*parts, "</div>"]


def _data(figures: dict[str, Any], config: dict[str, Any]) -> list[str]:
    parts = [f"<p><code>{escape(PurePath(config.get('data') or '').name)}</code></p>"]
    if sealed := figures["data"]:
        rows = [
            [name, f"{counts['images']:,}", f"{counts['boxes']:,}"]
            for name, counts in sealed["splits"].items()
        ]
        parts.append(_table((tr("split"), tr("images"), tr("boxes")), rows))
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
