"""Everything shown to people can be translated, and is, in every language there is a file for."""

from __future__ import annotations

import ast
import re
import string
import subprocess
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest
import translations
from translations import Entry, name_of

from studio.gui.actions import ACTIONS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "resources/translations").glob("*.ts"))
MARKED = {"tr", "trn", "mark", "mark_n", "_tr", "translate", "QT_TRANSLATE_NOOP"}
SHOWING = {
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton", "QGroupBox", "QAction", "QMenu"),
    *("setText", "setToolTip", "setPlaceholderText", "setWindowTitle", "setTitle", "setStatusTip", "addRow"),
    *("addItem", "addAction", "addMenu", "addTab", "add_section", "add_row"),
    *("label", "Card", "Notice", "EmptyState", "Offer", "Cell", "StudioError", "FileMissing", "DataGone"),
    *("info", "say", "warn", "line", "Setting", "add_argument", "ArgumentParser", "_Parser", "Command"),
}
"""What shows its texts to people, of Qt and of our own."""
UNSEEN = {
    "metavar",
    "default",
    "dest",
    "prog",
    "action",
    "name",
    "colour",
    "key",
    "about",
    "nargs",
    "choices",
}
"""Named arguments of these that nobody sees, or that are typed."""
PARTLY = {"addRow": 0, "addItem": 0, "label": 0, "add_argument": None, "Command": None, "Setting": None}
"""Of some only this argument is shown, or those by name."""
WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z(]|^[A-Z][a-z]{2,}[.…]?$")


@pytest.fixture(scope="module")
def shown() -> list[Entry]:
    return translations.entries()


def test_there_is_simplified_chinese() -> None:
    assert "zh_CN" in [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_text_has_a_translation_and_each_translation_a_text(path: Path, shown: list[Entry]) -> None:
    found = translations.read(path)
    assert sorted(set(shown) - set(found)) == [], "run packaging/translations.py, then translate"
    assert sorted(set(found) - set(shown)) == [], "run packaging/translations.py"
    assert [entry for entry, known in found.items() if not known.forms] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_translations_have_the_places_of_their_texts(path: Path) -> None:
    found = translations.read(path)
    rule = c2py(found.pop(Entry(translations.CORE, translations.PLURAL_RULE)).forms[0])
    count = 1 + max(rule(n) for n in range(200))
    for entry, known in found.items():
        for form in known.forms:
            assert _places(form) == _places(entry.text), entry
            assert form[:1].isspace() == entry.text[:1].isspace() or entry.text == " and ", entry
        assert len(known.forms) == (count if entry.one else 1), entry
        if entry.one:
            assert _places(entry.one) <= _places(entry.text), entry


def _places(text: str) -> set[str]:
    names = {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return names | set(re.findall(r"%(?:\(\w+\))?[a-z]", text.replace(" % ", " ")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_window_reads_is_made_of_the_source(path: Path, tmp_path: Path) -> None:
    translations.compile_for_qt(path, tmp_path / "fresh.qm")
    fresh = (tmp_path / "fresh.qm").read_bytes()
    assert path.with_suffix(".qm").read_bytes() == fresh, "run packaging/translations.py"


def test_qts_own_tool_finds_no_text_that_ours_misses(shown: list[Entry], tmp_path: Path) -> None:
    """The window's texts are looked up by the class they stand in, which Qt's tool knows best."""
    program = next(Path(PySide6.__file__).parent.rglob("lupdate*"))
    sources = [str(path) for path in (ROOT / "studio/gui").rglob("*.py")]
    target = tmp_path / "found.ts"
    # It would take the core's tr for the window's.
    command = [program, "-silent", *sources, "-ts", str(target), "-tr-function-alias", "tr=nothing"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ElementTree.parse(target).getroot().iter("context")
        for message in context.iter("message")
    }
    ours = {(entry.context, entry.text) for entry in shown}
    assert len(found) > 20
    assert sorted(found - ours) == []


def test_no_text_is_shown_that_is_not_marked() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted((ROOT / "studio").rglob("*.py"))
        for line, text in unmarked(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert faults == []


def test_unmarked_texts_are_found() -> None:
    code = (
        'QLabel("Open the folder")\n'
        'button.setToolTip(f"Open the {name}")\n'
        'raise StudioError(tr("It is gone."), "Bring it back.")\n'
        'parser.add_argument("--out", help="folder for the files")\n'
        'self.tr(f"Saved in {folder}")\n'
        'tr("Saved in " + folder)\n'
        'tr("Saved in {}".format(folder))\n'
        'QLabel("Done" if done else self.tr("Failed"))\n'
    )
    assert [line for line, _ in unmarked(ast.parse(code))] == list(range(1, 9))
    fine = 'QLabel(self.tr("Open"))\nbox.addItem(name, "not shown")\nlog.info("not shown to people")\n'
    assert list(unmarked(ast.parse(fine))) == []


def unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of what is shown without passing `tr`, or can't be looked up in it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node.func)
        if name in MARKED and node.args:
            if isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call):
                yield node.lineno, ast.unparse(node)
        elif name in SHOWING and not _is_of_a_log(node.func):
            for text in _texts_shown(node, name):
                yield node.lineno, text


def _is_of_a_log(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) in ("log", "logging")


def _texts_shown(call: ast.Call, name: str) -> Iterator[str]:
    which = PARTLY.get(name, -1)
    arguments = [] if which is None else call.args if which == -1 else call.args[: which + 1]
    named = [each.value for each in call.keywords if each.arg not in UNSEEN]
    for argument in (*arguments, *named):
        for literal in _literals(argument):
            if WORDS.search(literal.removeprefix("Detection Studio")):
                yield literal


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the texts an expression may come to, but for those that are marked."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.BinOp):
        yield from (*_literals(node.left), *_literals(node.right))
    elif isinstance(node, ast.Tuple | ast.List):
        for each in node.elts:
            yield from _literals(each)
    elif isinstance(node, ast.Call) and name_of(node.func) in ("format", "join"):
        yield from _literals(node.func.value) if isinstance(node.func, ast.Attribute) else ()


def test_each_reason_why_an_action_is_grey_is_found_to_be_translated(shown: list[Entry]) -> None:
    reasons = {action.needs.otherwise for action in ACTIONS} - {""}
    assert len(reasons) > 15
    assert reasons <= {entry.text for entry in shown if entry.context == "Actions"}
