"""Brings resources/translations up to date with the source: `python packaging/translations.py [LANGUAGE]`.

Each .ts file (Qt Linguist's format) gets an entry for every text that is shown to people, keeps its
translations and drops what is shown no more; then Qt's lrelease writes beside it the .qm file that the window
reads.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import yaml

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "resources/translations"
CORE = "core"
PLURAL_RULE = "n != 1"

COLUMNS: dict[str, tuple[str, tuple[int, ...]]] = {
    "Action": ("Actions", (1,)),
    "Need": ("Actions", (1,)),
    "PageEntry": ("Pages", (1,)),
    "GESTURES": ("Actions", (1, 2)),
    "MENUS": ("Actions", (0,)),
}
"""Tables of the window: by the class of their rows, or their own name, context and columns that show."""


@dataclass(frozen=True, order=True)
class Entry:
    """A text that is shown: its context in the .ts file, and for one with a number also its form for 1."""

    context: str
    text: str
    one: str = ""


@dataclass(frozen=True)
class Translated:
    """What a .ts file says of an entry: a text, or the forms of one with a number; none if it lacks them."""

    forms: tuple[str, ...] = ()


def entries() -> list[Entry]:
    """Return every text that is shown, in the order of contexts and texts."""
    found = {Entry(CORE, PLURAL_RULE)}
    for path in sorted((ROOT / "studio").rglob("*.py")):
        found.update(
            of_module(
                ast.parse(path.read_text(encoding="utf-8")), is_window="gui" in path.relative_to(ROOT).parts
            )
        )
    for path in sorted((ROOT / "resources/models").glob("*.yaml")):
        found.add(Entry(CORE, yaml.safe_load(path.read_text(encoding="utf-8"))["text"]))
    return sorted(found)


def of_module(tree: ast.Module, *, is_window: bool) -> Iterator[Entry]:
    """Yield the texts of a module that are marked as shown."""
    contexts = _wrappers(tree) if is_window else {}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "studio.core.words"
        for alias in node.names
    } | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for owner, node in _nodes(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, owner, contexts, imported)
        elif is_window and isinstance(node, ast.AnnAssign):
            yield from _of_table(node)


def _of_call(call: ast.Call, owner: str, contexts: dict[str, str], imported: set[str]) -> Iterator[Entry]:
    name = name_of(call.func)
    texts = [_literal(argument) for argument in call.args]
    if isinstance(call.func, ast.Attribute) and name == "tr":
        base = call.func.value
        context = owner if isinstance(base, ast.Name) and base.id == "self" else "MainWindow"
        yield from _entry(context, texts[0])
    elif name in ("translate", "QT_TRANSLATE_NOOP") and len(texts) > 1:
        yield from _entry(texts[0], texts[1])
    elif name in contexts and isinstance(call.func, ast.Name):
        yield from _entry(contexts[name], texts[0])
    elif name in ("tr", "mark") and name in imported:
        yield from _entry(CORE, texts[0])
    elif name in ("trn", "mark_n") and name in imported and texts[1:] and texts[0]:
        yield Entry(CORE, texts[1], texts[0])
    elif name in COLUMNS and isinstance(call.func, ast.Name):
        context, columns = COLUMNS[name]
        for column in columns:
            if name != "Need" or (len(call.args) == 2 and isinstance(call.args[0], ast.Lambda)):
                yield from _entry(context, texts[column])


def _of_table(node: ast.AnnAssign) -> Iterator[Entry]:
    if isinstance(node.target, ast.Name) and node.target.id in COLUMNS and isinstance(node.value, ast.Tuple):
        context, columns = COLUMNS[node.target.id]
        for row in node.value.elts:
            if isinstance(row, ast.Tuple):
                yield from (Entry(context, _literal(row.elts[column])) for column in columns)


def _entry(context: str, text: str) -> Iterator[Entry]:
    if text:
        yield Entry(context, text)


def _nodes(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield all nodes below one, each with the name of the class it is written in."""
    waiting = [("", tree)]
    while waiting:
        owner, node = waiting.pop()
        yield owner, node
        inner = node.name if isinstance(node, ast.ClassDef) else owner
        waiting += [(inner, child) for child in ast.iter_child_nodes(node)]


def _wrappers(tree: ast.Module) -> dict[str, str]:
    """Return functions of a module that do nothing but translate in one context, by their names."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and len(node.body) == 1 and isinstance(node.body[0], ast.Return):
            call = node.body[0].value
            if isinstance(call, ast.Call) and name_of(call.func) == "translate" and _literal(call.args[0]):
                found[node.name] = _literal(call.args[0])
    return found


def name_of(function: ast.expr) -> str:
    """Return the last part of what is called."""
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _literal(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def read(path: Path) -> dict[Entry, Translated]:
    """Return what a .ts file holds."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (
                translation.text or "",
            )
            is_missing = translation.get("type") is not None or not all(forms)
            entry = Entry(
                context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", "")
            )
            found[entry] = Translated(() if is_missing else forms)
    return found


def write(path: Path, content: dict[Entry, Translated]) -> None:
    """Write a .ts file, in the order of contexts and texts."""
    root = ElementTree.Element("TS", version="2.1", language=path.stem, sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for entry in sorted(content):
        if entry.context not in contexts:
            contexts[entry.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[entry.context], "name").text = entry.context
        message = ElementTree.SubElement(contexts[entry.context], "message")
        ElementTree.SubElement(message, "source").text = entry.text
        if entry.one:
            message.set("numerus", "yes")
            ElementTree.SubElement(message, "comment").text = entry.one
        translation = ElementTree.SubElement(message, "translation")
        forms = content[entry].forms
        if not forms:
            translation.set("type", "unfinished")
        if entry.one:
            for form in forms or ("",):
                ElementTree.SubElement(translation, "numerusform").text = form
        else:
            translation.text = "".join(forms)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8", newline="\n"
    )


def update(path: Path, shown: Iterable[Entry]) -> int:
    """Give a .ts file exactly the texts that are shown; returns how many have no translation."""
    known = read(path) if path.exists() else {}
    # A text that moved to another class keeps its translation.
    by_text = {(entry.text, entry.one): translated for entry, translated in known.items() if translated.forms}
    missing = Translated()
    content = {
        entry: known[entry]
        if entry in known and known[entry].forms
        else by_text.get((entry.text, entry.one), missing)
        for entry in shown
    }
    write(path, content)
    return sum(not translated.forms for translated in content.values())


def compile_for_qt(path: Path, target: Path) -> None:
    """Write what the window reads of a .ts file, with Qt's lrelease."""
    with tempfile.TemporaryDirectory() as folder:
        window = Path(folder, path.name)
        write(window, {entry: known for entry, known in read(path).items() if entry.context != CORE})
        program = next((Path(PySide6.__file__).parent).rglob("lrelease*"))
        subprocess.run([program, "-silent", window, "-qm", target], check=True)


def main(arguments: list[str]) -> int:
    """Update every language, and begin the new ones that are named."""
    TRANSLATIONS.mkdir(exist_ok=True)
    shown = entries()
    paths = {*TRANSLATIONS.glob("*.ts"), *(TRANSLATIONS / f"{code}.ts" for code in arguments)}
    for path in sorted(paths):
        missing = update(path, shown)
        compile_for_qt(path, path.with_suffix(".qm"))
        print(f"{path.relative_to(ROOT)}: {len(shown)} texts, {missing} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
