"""Names are shown as they are: nothing that comes from a file or a user is taken for markup by the window."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import Qt, QTextDocumentFragment
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QWidget

from studio.core.errors import StudioError
from studio.core.runs.notes import save_note
from studio.core.settings import Settings
from studio.gui import jobs, messages, theme
from studio.gui.main_window import MainWindow
from studio.gui.pages import PAGES
from tests.factories import make_dataset_folder, write_image
from tests.run_factory import write_run

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "studio" / "gui").rglob("*.py"))
MARKUP = "<b>x</b><img src='file:x.png'>"
ESCAPES = "\x1b]0;owned\x07\n\u202e"


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
            yield node


def is_plain(text: ast.expr) -> bool:
    """Return whether an expression is a sentence of the program, or passes through `theme.tip`."""
    match text:
        case ast.Constant():
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return is_plain(body) and is_plain(orelse)
        case ast.Call(func=ast.Attribute(attr="tip" | "tr" | "tooltip")):
            return True
        case ast.Attribute(attr="address"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Attribute(attr="tooltip")), attr="format")):
            return True
    return False


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_tips_and_labels_are_plain_text(path: Path) -> None:
    tips = [ast.unparse(call) for call in calls(path, "setToolTip") if not is_plain(call.args[0])]
    tips += [
        ast.unparse(call)
        for call in calls(path, "setItemData")
        if "ToolTipRole" in ast.unparse(call.args[2]) and not is_plain(call.args[1])
    ]
    assert tips == []
    labels = [ast.unparse(call) for call in calls(path, "QLabel") if call.args]
    assert labels == ([] if path.name != "theme.py" else ["QLabel(text)"])
    # A box takes markup for what it looks like; questions are asked otherwise.
    assert list(calls(path, "QMessageBox")) == []


@pytest.fixture
def window(qtbot, qapp, tmp_path: Path):
    theme.apply_theme(qapp, "dark")
    folder = tmp_path / "<i>set"
    for split in ("train", "val"):
        path = write_image(folder / "images" / split / "<b>a<img src=x.png>.jpg", (64, 64))
        label = folder / "labels" / split / path.with_suffix(".txt").name
        label.parent.mkdir(parents=True)
        label.write_text("0 0.5 0.5 0.5 0.5\n9 9 9\n")
    data = folder / "data.yaml"
    data.write_text(f'train: images/train\nval: images/val\nnames: ["{MARKUP}", plain]\n', encoding="utf-8")
    save_note(write_run("<b>run<img src=x.png>", data), f"{MARKUP}, a note")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.datasets.open(data)
    qtbot.waitUntil(lambda: window.datasets.current is not None)
    # What is told of its labels must not take the place of what the test tells.
    qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=60_000)
    yield window
    jobs.shut_down()


def tips(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    if isinstance(widget, QAbstractItemView | QComboBox):
        yield from model_tips(widget.model())


def model_tips(model: QAbstractItemModel | None) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex()) if model else 0):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            yield model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""


def test_names_that_look_like_markup_are_shown_as_they_are(window, qtbot) -> None:
    seen = ""
    job = jobs.Job(f"{MARKUP}, a job")
    job.begin()
    job.report(0.5, f"{MARKUP}, a step")
    messages.info(f"{MARKUP}, a message")
    messages.error(StudioError(f"{MARKUP}, a cause", f"{MARKUP}, a remedy"))
    for entry in PAGES:
        window.show_page(entry.key)
        qtbot.wait(50)
        for widget in window.findChildren(QWidget):
            for tip in tips(widget):
                shown = QTextDocumentFragment.fromHtml(tip).toPlainText() if Qt.mightBeRichText(tip) else tip
                # What markup was taken for is gone from what is shown.
                assert "<img" not in tip, tip
                seen += shown
            if isinstance(widget, QLabel) and "<" in widget.text():
                seen += widget.text()
                rich = Qt.TextFormat.RichText
                assert widget.textFormat() == Qt.TextFormat.PlainText or (
                    widget.textFormat() == rich and "<img" not in widget.text()
                )
    job.end()
    assert MARKUP in seen
    assert "<b>a<img src=x.png>.jpg" in seen
    assert "<b>run<img src=x.png>" in seen
    for what in ("a note", "a job", "a step", "a message", "a cause", "a remedy"):
        assert f"{MARKUP}, {what}" in seen
    # Markup is not a fault of a name: titles have it as it is.
    assert window.windowTitle().startswith("<i>set – ")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names of files")
def test_signs_that_are_obeyed_do_not_reach_the_title(window_robot, tmp_path: Path) -> None:
    robot = window_robot()
    robot.open(make_dataset_folder(tmp_path / f"R&D{ESCAPES}", {"a.png": ""}))
    assert robot.window.windowTitle().startswith("R&D\\x1b]0;owned\\x07\\n\\u202e – ")
    # An & of a button's text would underline the sign behind it.
    assert robot.text("dataset_button").startswith("R&&D")


def test_a_long_tip_is_broken_into_lines(qapp) -> None:
    short = "Fit the image."
    assert theme.tip(short) == short
    long = "Frames that came while an earlier one < was at work; the newest is always taken next."
    assert Qt.mightBeRichText(theme.tip(long))
    assert QTextDocumentFragment.fromHtml(theme.tip(long)).toPlainText() == long
