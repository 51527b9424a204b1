"""ACTIONS: everything a key or a menu can do, as one table; and the menus made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.gui import theme


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: `method` of the page (the window's when `page` is "") is called, with any `argument`.

    `method` may reach into the page ("canvas.fit"). The text is translated when it is shown; `keys` are
    shortcuts separated by spaces. `scope`: "window" works
    wherever the focus is while the page is shown; "canvas" only in the page's `shortcut_scope()`, for keys
    that lists and fields need themselves (arrows, Tab). `repeats`: goes on while its key is held; for going
    through things and for what a further press takes back, never for what adds, deletes or marks.
    """

    key: str
    text: str
    keys: str = ""
    icon: str = ""
    page: str = ""
    method: str = ""
    argument: Any = None
    scope: Literal["window", "canvas"] = "window"
    repeats: bool = False

    @property
    def shortcuts(self) -> list[str]:
        """Return the key sequences, the one to show first."""
        return self.keys.split()

    def shown_text(self) -> str:
        """Return the text in the user's language."""
        return QCoreApplication.translate("Actions", self.text)

    def shown_shortcut(self) -> str:
        """Return the shortcuts as the user's system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return ", ".join(QKeySequence(shortcut).toString(native) for shortcut in self.shortcuts)

    def tooltip(self) -> str:
        """Return the text with the shortcut behind it."""
        shortcut = self.shown_shortcut()
        return f"{self.shown_text()} ({shortcut})" if shortcut else self.shown_text()


_L = "labelling"

# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("open_folder", "Open folder…", "Ctrl+O", "folder-open-outline", method="datasets.ask_for_folder"),
    Action("open_file", "Open YAML, obj.data…", "Ctrl+Shift+O", "", method="datasets.ask_for_file"),
    Action("close_dataset", "Close dataset", "", method="datasets.close"),
    Action("quit", "Quit", "Ctrl+Q", method="close"),
    Action("primary", "Do what the button at the top right says", "Ctrl+Return", method="run_primary"),
    Action("back_out", "Back out", "Esc", method="back_out"),
    Action("inspector", "Show or hide the panel at the right", "F9", "dock-right", method="toggle_inspector"),
    Action("fullscreen", "Full screen", "F11", method="toggle_fullscreen"),
    Action("help", "Keys and help", "F1", "help-circle-outline", method="show_or_leave", argument="help"),
    Action("settings", "Settings", "Ctrl+,", "cog-outline", method="show_or_leave", argument="settings"),
    Action("page_label", "Go to Label", "Alt+1", method="show_page", argument="labelling"),
    Action("page_tile", "Go to Tile", "Alt+2", method="show_page", argument="tiling"),
    Action("page_train", "Go to Train", "Alt+3", method="show_page", argument="training"),
    Action("page_export", "Go to Export", "Alt+4", method="show_page", argument="export"),
    Action("page_live", "Go to Live", "Alt+5", method="show_page", argument="live"),
    Action("page_runs", "Go to Runs", "Alt+6", method="show_page", argument="runs"),

    Action("label.next", "Next image", "D", "chevron-right", _L, "browsing.next_image", repeats=True),
    Action("label.previous", "Previous image", "A", "chevron-left", _L, "browsing.previous_image",
           repeats=True),
    Action("label.next_unlabelled", "Next unlabelled image", "PgDown", "", _L, "browsing.next_unlabelled",
           repeats=True),
    Action("label.previous_unlabelled", "Previous unlabelled image", "PgUp", "", _L,
           "browsing.previous_unlabelled", repeats=True),
    Action("label.first", "First image", "Home", "", _L, "browsing.first_image", scope="canvas"),
    Action("label.last", "Last image", "End", "", _L, "browsing.last_image", scope="canvas"),
    Action("label.go_to", "Go to image number", "G", "", _L, "browsing.focus_go_to"),
    Action("label.search", "Search images", "/ Ctrl+F", "magnify", _L, "browsing.focus_search"),

    Action("label.draw", "Draw on top of other boxes", "W R", "vector-square-plus", _L, "view.draw_on_top"),
    Action("label.cycle", "Select next box", "Tab", "", _L, "editing.cycle", 1, "canvas", repeats=True),
    Action("label.cycle_back", "Select previous box", "Shift+Tab", "", _L, "editing.cycle", -1, "canvas",
           repeats=True),
    Action("label.class", "Choose or search a class", "C Ctrl+E", "tag-outline", _L, "view.choose_class"),
    Action("label.rename_class", "Rename the class of new boxes", "F2", "", _L,
           "panel.classes.rename_current"),
    Action("label.select_all", "Select all boxes", "Ctrl+A", "", _L, "editing.select_all"),
    Action("label.delete", "Delete box", "Del Backspace", "", _L, "editing.delete_selected"),
    Action("label.undo", "Undo", "Ctrl+Z", "undo", _L, "editing.undo"),
    Action("label.redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "redo", _L, "editing.redo"),
    Action("label.copy", "Copy boxes", "Ctrl+C", "content-copy", _L, "editing.copy"),
    Action("label.paste", "Paste boxes", "Ctrl+V", "content-paste", _L, "editing.paste"),
    Action("label.duplicate", "Duplicate box", "Ctrl+D", "", _L, "editing.duplicate"),
    Action("label.copy_previous", "Copy boxes of previous image", "P", "", _L, "editing.copy_previous"),
    Action("label.no_objects", "No objects here, next image", "N", "", _L, "editing.mark_empty"),
    Action("label.save", "Save now", "Ctrl+S", "", _L, "save_now"),

    Action("label.left", "Move box left, or go back", "Left", "", _L, "editing.arrow", (-1, 0), "canvas",
           repeats=True),
    Action("label.right", "Move box right, or go on", "Right", "", _L, "editing.arrow", (1, 0), "canvas",
           repeats=True),
    Action("label.up", "Move box up, or go back", "Up", "", _L, "editing.arrow", (0, -1), "canvas",
           repeats=True),
    Action("label.down", "Move box down, or go on", "Down", "", _L, "editing.arrow", (0, 1), "canvas",
           repeats=True),
    Action("label.far_left", "Box 10 px left", "Shift+Left", "", _L, "editing.arrow", (-10, 0), "canvas",
           repeats=True),
    Action("label.far_right", "Box 10 px right", "Shift+Right", "", _L, "editing.arrow", (10, 0), "canvas",
           repeats=True),
    Action("label.far_up", "Box 10 px up", "Shift+Up", "", _L, "editing.arrow", (0, -10), "canvas",
           repeats=True),
    Action("label.far_down", "Box 10 px down", "Shift+Down", "", _L, "editing.arrow", (0, 10), "canvas",
           repeats=True),

    Action("label.hide_boxes", "Hide or show boxes", "H", "", _L, "panel.show_boxes.toggle"),
    Action("label.labels", "Hide or show class names", "L", "", _L, "panel.show_texts.toggle"),
    Action("label.fit", "Fit image", "F", "fit-to-page-outline", _L, "canvas.fit"),
    Action("label.zoom_box", "Zoom to box", "Z", "magnify-scan", _L, "view.zoom_to_selected"),
    Action("label.zoom_full", "Zoom to 100 %", "Ctrl+0", "", _L, "canvas.set_zoom", 1.0),
    Action("label.zoom_in", "Zoom in", "Ctrl++ Ctrl+= +", "", _L, "canvas.zoom_by", 1.25, repeats=True),
    Action("label.zoom_out", "Zoom out", "Ctrl+- -", "", _L, "canvas.zoom_by", 0.8, repeats=True),
    *(Action(f"label.class_{n}", "Class {number}", str(n % 10), "", _L, "editing.pick_class", n - 1)
      for n in range(1, 11)),
    *(Action(f"label.class_{n}", "Class {number}", f"Ctrl+{n % 10}", "", _L, "editing.pick_class", n - 1)
      for n in range(11, 20)),

    Action("tile.next", "Next photo", "D", "chevron-right", "tiling", "next_photo", repeats=True),
    Action("tile.previous", "Previous photo", "A", "chevron-left", "tiling", "previous_photo", repeats=True),
    Action("tile.right", "Next photo", "Right", "", "tiling", "next_photo", scope="canvas", repeats=True),
    Action("tile.left", "Previous photo", "Left", "", "tiling", "previous_photo", scope="canvas",
           repeats=True),
    Action("tile.fit", "Fit image", "F", "fit-to-page-outline", "tiling", "fit"),

    Action("train.layers", "Layers of the model", "Ctrl+L", "layers-outline", "training", "toggle_layers"),
    Action("train.preview", "Preview what the network will see", "Ctrl+P", "", "training", "toggle_preview"),

    Action("runs.rename", "Rename the run", "F2", "", "runs", "rename"),
    Action("runs.trash", "Move to the trash", "Del", "", "runs", "trash_chosen", scope="canvas"),
    Action("runs.undo", "Undo", "Ctrl+Z", "", "runs", "undo"),

    Action("live.freeze", "Freeze or go on", "Space", "", "live", "toggle_frozen", scope="canvas"),
    Action("live.more", "Raise confidence", "Up", "", "live", "change_confidence", 1, "canvas", repeats=True),
    Action("live.less", "Lower confidence", "Down", "", "live", "change_confidence", -1, "canvas",
           repeats=True),
    Action("live.snapshot", "Save a snapshot", "S", "camera-outline", "live", "save_snapshot"),
    Action("live.fit", "Fit image", "F", "fit-to-page-outline", "live", "fit"),
)
# fmt: on

MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    (
        "File",
        ("open_folder", "open_file", "close_dataset", None, "settings", None, "quit"),
    ),
    (
        "Edit",
        (
            "label.undo",
            "label.redo",
            None,
            "label.copy",
            "label.paste",
            "label.duplicate",
            "label.copy_previous",
            None,
            "label.select_all",
            "label.delete",
            "label.no_objects",
            None,
            "runs.rename",
            "runs.trash",
        ),
    ),
    (
        "View",
        (
            "label.fit",
            "label.zoom_full",
            "label.zoom_box",
            "label.zoom_in",
            "label.zoom_out",
            None,
            "label.hide_boxes",
            "label.labels",
            None,
            "train.layers",
            "train.preview",
            None,
            "inspector",
            "fullscreen",
        ),
    ),
    (
        "Go",
        (
            "label.next",
            "label.previous",
            "label.next_unlabelled",
            "label.previous_unlabelled",
            "label.search",
            None,
            "page_label",
            "page_tile",
            "page_train",
            "page_export",
            "page_live",
            "page_runs",
        ),
    ),
)

# What the mouse does, for the cheat sheet; keys come from ACTIONS.
GESTURES: tuple[tuple[str, str, str], ...] = (
    (_L, "Drag on the photo", "Draw a box of the current class"),
    (_L, "Drag a box or its handles", "Move or resize it"),
    (_L, "Alt+click", "Select the box underneath"),
    (_L, "Shift+click", "Select several boxes"),
    (_L, "Wheel", "Zoom at the cursor"),
    (_L, "Middle button, or Space and drag", "Move the photo"),
    (_L, "Right click on a box", "Change its class, duplicate or delete it"),
    ("training", "Left, Right in the layers", "Go to what feeds the row, or what it feeds"),
    ("training", "Wheel over the layers", "Zoom along the rows; a double click shows all"),
    ("runs", "Ctrl+click, Shift+click", "Choose several runs to compare"),
    ("", "Drop a folder, data YAML or obj.data", "Open it"),
)


def find(key: str) -> Action:
    """Return the action with this key.

    Raises:
        KeyError: there is none.
    """
    for action in ACTIONS:
        if action.key == key:
            return action
    raise KeyError(key)


def make_qaction(action: Action, trigger: Callable[[Action], None], parent: QWidget) -> QAction:
    """Return the QAction of a row of the table; it calls `trigger(action)`."""
    result = QAction(action.shown_text().format(number=_number(action)), parent)
    result.setObjectName(action.key)
    result.setAutoRepeat(action.repeats)
    result.setShortcuts([QKeySequence(shortcut) for shortcut in action.shortcuts])
    result.setToolTip(action.tooltip().format(number=_number(action)))
    context = Qt.ShortcutContext
    result.setShortcutContext(
        context.WidgetWithChildrenShortcut if action.scope == "canvas" else context.WindowShortcut
    )
    if action.icon:
        result.setIcon(theme.icon(action.icon))
    result.triggered.connect(lambda: trigger(action))
    return result


def _number(action: Action) -> int:
    return action.argument + 1 if isinstance(action.argument, int) else 0
