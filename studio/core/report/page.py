"""What a page that needs nothing but itself is made of: frame, style, sections, tables, pictures."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from studio.core.report.plots import escape
from studio.core.words import tr

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
.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,240px),1fr))}
.small figcaption{font-size:13px}details,.needs{margin-top:12px!important}summary{cursor:pointer}
.badge{border:1px solid var(--line);border-radius:6px;padding:1px 8px;font-size:13px;font-weight:400}
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


def document(title: str, parts: Iterable[str]) -> str:
    """Return a page of these parts: no scripts, no network."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            # The tag of the language that the page is in.
            f'<html lang="{tr("en")}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            *parts,
            "</body></html>\n",
        ]
    )


def warnings(notes: Iterable[str]) -> list[str]:
    """Return sentences set off by a rule; nothing for none."""
    lines = [f"<p>{escape(note)}</p>" for note in notes]
    return ['<div class="warnings">', *lines, "</div>"] if lines else []


def section(title: str, parts: Sequence[str]) -> list[str]:
    """Return parts under a heading; nothing for none."""
    return [f"<h2>{escape(title)}</h2>", *parts] if parts else []


def tiles(cells: Iterable[tuple[str, str]]) -> list[str]:
    """Return figures in large type, each under its name."""
    cards = [
        f'<div class="card"><span class="muted">{escape(n)}</span><b>{escape(v)}</b></div>' for n, v in cells
    ]
    return ['<div class="tiles">', *cards, "</div>"]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column is text and whose others are numbers."""

    def line(cells: Sequence[str], tag: str) -> str:
        first, *others = (escape(cell) for cell in cells)
        numbers = "".join(f'<{tag} class="number">{cell}</{tag}>' for cell in others)
        return f"<tr><{tag}>{first}</{tag}>{numbers}</tr>"

    return "".join(["<table>", line(heads, "th"), *(line(row, "td") for row in rows), "</table>"])


def picture(image: str, sentence: str, content: bytes) -> str:
    """Return a JPEG, in the page itself, with the name of the image it is of and a sentence under it."""
    name = escape(PurePath(image).name)
    data = base64.b64encode(content).decode()
    return (
        f'<figure><img alt="{name}" src="data:image/jpeg;base64,{data}"><figcaption>{name}: '
        f"{escape(sentence)}</figcaption></figure>"
    )
