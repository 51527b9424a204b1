"""ACTIONS: everything a key or a menu can do, as one table; and the menus made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.settings import Settings
from studio.gui import theme
from studio.gui.keymap import keymap
from studio.gui.needs import (
    ALIKE,
    ALL_GHOSTS,
    ALWAYS,
    BOX,
    BOXES,
    BOXES_HERE,
    CARRIED,
    COPIED,
    DATASET,
    DONE,
    GHOSTS,
    ONE_RUN,
    PHOTO,
    PHOTOS,
    PICTURE,
    PREVIOUS,
    RUNS,
    RUNS_DONE,
    SUGGESTING,
    TORCH,
    TRAINABLE,
    UNDONE,
    Need,
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: `run` is called with the page (with the window when `page` is "").

    The text is translated when it is shown; `keys` are shortcuts separated by spaces, which the user may set
    otherwise. `needs` says when it is
    possible. `scope`: "window" works wherever the focus is while the page is shown; "canvas" only in the
    page's `shortcut_scope()`, for keys that lists and fields need themselves (arrows, Tab). `repeats`: goes
    on while its key is held; for going through things and for what a further press takes back, never for what
    adds, deletes or marks. `number` stands for {number} in the text.
    """

    key: str
    text: str
    keys: str
    icon: str
    page: str
    run: Callable[[Any], object]
    needs: Need = ALWAYS
    scope: Literal["window", "canvas"] = "window"
    repeats: bool = False
    number: int = 0

    @property
    def shortcuts(self) -> list[str]:
        """Return the key sequences that are set, the one to show first."""
        return keymap.of(self)

    def shown_text(self) -> str:
        """Return the text in the user's language."""
        return QCoreApplication.translate("Actions", self.text).format(number=self.number)

    def shown_keys(self) -> list[str]:
        """Return the shortcuts as the user's system writes them, the one to show first.

        Two keys that are called alike, as Return and Enter in Chinese, are one word.
        """
        native = QKeySequence.SequenceFormat.NativeText
        return list(dict.fromkeys(QKeySequence(shortcut).toString(native) for shortcut in self.shortcuts))

    def shown_shortcut(self) -> str:
        """Return all shortcuts as the user's system writes them."""
        return ", ".join(self.shown_keys())

    def first_key(self) -> str:
        """Return the shortcut to tell of as the user's system writes it, "" for none."""
        return next(iter(self.shown_keys()), "")

    def tooltip(self) -> str:
        """Return the text with the shortcut behind it."""
        shortcut = self.shown_shortcut()
        return f"{self.shown_text()} ({shortcut})" if shortcut else self.shown_text()


_L = "labelling"


def _class_action(number: int, keys: str) -> Action:
    def pick(page: Any) -> None:
        page.editing.pick_class(number - 1)

    return Action(f"label.class_{number}", "Class {number}", keys, "", _L, pick, PHOTOS, number=number)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("open_folder", "Open folder…", "Ctrl+O", "folder-open-outline", "",
           lambda window: window.datasets.ask_for_folder()),
    Action("open_file", "Open YAML, obj.data…", "Ctrl+Shift+O", "", "",
           lambda window: window.datasets.ask_for_file()),
    Action("split", "Split into train and val…", "Ctrl+Shift+S", "call-split", "",
           lambda window: window.show_split(), DATASET),
    Action("convert", "Convert into another format…", "Ctrl+Shift+E", "swap-horizontal", "",
           lambda window: window.cards.convert(), DATASET),
    Action("close_dataset", "Close dataset", "", "", "", lambda window: window.datasets.close(), DATASET),
    Action("quit", "Quit", "Ctrl+Q", "", "", lambda window: window.close()),
    Action("primary", "Do what the button at the top right says", "Ctrl+Return", "", "",
           lambda window: window.run_primary()),
    Action("back_out", "Back out", "Esc", "", "", lambda window: window.back_out()),
    Action("inspector", "Show or hide the panel at the right", "F9", "dock-right", "",
           lambda window: window.toggle_inspector()),
    Action("fullscreen", "Full screen", "F11", "", "", lambda window: window.toggle_fullscreen()),
    Action("help", "Keys and help", "F1", "help-circle-outline", "",
           lambda window: window.show_or_leave("help")),
    Action("settings", "Settings", "Ctrl+,", "cog-outline", "",
           lambda window: window.show_or_leave("settings")),
    Action("page_welcome", "Go to Start", "Alt+Home", "", "", lambda window: window.show_page("welcome")),
    Action("page_label", "Go to Label", "Alt+1", "", "", lambda window: window.show_page("labelling")),
    Action("page_tile", "Go to Tile", "Alt+2", "", "", lambda window: window.show_page("tiling")),
    Action("page_train", "Go to Train", "Alt+3", "", "", lambda window: window.show_page("training")),
    Action("page_export", "Go to Export", "Alt+4", "", "", lambda window: window.show_page("export")),
    Action("page_live", "Go to Live", "Alt+5", "", "", lambda window: window.show_page("live")),
    Action("page_runs", "Go to Runs", "Alt+6", "", "", lambda window: window.show_page("runs")),
    Action("page_check", "Go to Check", "Alt+7", "", "", lambda window: window.show_page("checking")),

    Action("label.next", "Next image", "D", "chevron-right", _L,
           lambda page: page.browsing.next_image(), PHOTOS, repeats=True),
    Action("label.previous", "Previous image", "A", "chevron-left", _L,
           lambda page: page.browsing.previous_image(), PHOTOS, repeats=True),
    Action("label.next_unlabelled", "Next unlabelled image", "PgDown", "", _L,
           lambda page: page.browsing.next_unlabelled(), PHOTOS, repeats=True),
    Action("label.previous_unlabelled", "Previous unlabelled image", "PgUp", "", _L,
           lambda page: page.browsing.previous_unlabelled(), PHOTOS, repeats=True),
    Action("label.next_unverified", "Next image that is not verified", "Shift+PgDown", "", _L,
           lambda page: page.browsing.next_unverified(), PHOTOS, repeats=True),
    Action("label.first", "First image", "Home", "", _L,
           lambda page: page.browsing.first_image(), PHOTOS, scope="canvas"),
    Action("label.last", "Last image", "End", "", _L,
           lambda page: page.browsing.last_image(), PHOTOS, scope="canvas"),
    Action("label.go_to", "Go to image number", "G", "", _L,
           lambda page: page.browsing.focus_go_to(), PHOTOS),
    Action("label.search", "Search images", "/ Ctrl+F", "magnify", _L,
           lambda page: page.browsing.focus_search(), PHOTOS),

    Action("label.draw", "Draw on top of other boxes", "W R", "vector-square-plus", _L,
           lambda page: page.view.draw_on_top(), PHOTO),
    Action("label.cycle", "Select next box", "Tab", "", _L,
           lambda page: page.editing.cycle(1), PHOTOS, scope="canvas", repeats=True),
    Action("label.cycle_back", "Select previous box", "Shift+Tab", "", _L,
           lambda page: page.editing.cycle(-1), PHOTOS, scope="canvas", repeats=True),
    Action("label.class", "Choose or search a class", "C Ctrl+E", "tag-outline", _L,
           lambda page: page.view.choose_class(), PHOTO),
    Action("label.rename_class", "Rename the class of new boxes", "F2", "", _L,
           lambda page: page.panel.classes.rename_current(), PHOTOS),
    Action("label.select_all", "Select all boxes", "Ctrl+A", "", _L,
           lambda page: page.editing.select_all(), PHOTO),
    Action("label.delete", "Delete box", "Del Backspace", "", _L,
           lambda page: page.editing.delete_selected(), BOX),
    Action("label.undo", "Undo", "Ctrl+Z", "undo", _L, lambda page: page.editing.undo(), DONE),
    Action("label.redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "redo", _L, lambda page: page.editing.redo(), UNDONE),
    Action("label.copy", "Copy boxes", "Ctrl+C", "content-copy", _L, lambda page: page.editing.copy(), BOXES),
    Action("label.paste", "Paste boxes", "Ctrl+V", "content-paste", _L,
           lambda page: page.editing.paste(), COPIED),
    Action("label.duplicate", "Duplicate box", "Ctrl+D", "", _L, lambda page: page.editing.duplicate(), BOX),
    Action("label.copy_previous", "Copy boxes of previous image", "P", "", _L,
           lambda page: page.editing.copy_previous(), PREVIOUS),
    Action("label.no_objects", "No objects here, next image", "N", "", _L,
           lambda page: page.editing.mark_empty(), PHOTO),
    Action("label.trash_image", "Move image to the trash", "Shift+Del", "", _L,
           lambda page: page.editing.trash_image(), PHOTO),
    Action("label.save", "Save now", "Ctrl+S", "", _L, lambda page: page.save_now(), PHOTOS),

    Action("label.accept_all", "Accept all suggestions shown", "Return Enter", "check", _L,
           lambda page: page.ghosts.accept_all(), GHOSTS, scope="canvas"),
    Action("label.accept", "Accept the chosen suggestion", "Shift+Return Shift+Enter", "", _L,
           lambda page: page.ghosts.accept_picked(), GHOSTS, scope="canvas"),
    Action("label.reject", "Reject the chosen suggestion", "X", "", _L,
           lambda page: page.ghosts.reject_picked(), GHOSTS),
    Action("label.accept_everywhere", "Accept suggestions on all images…", "", "", _L,
           lambda page: page.ghosts.accept_everywhere(), ALL_GHOSTS),
    Action("label.alike", "Find more like the selected boxes, else like all", "M", "image-search-outline", _L,
           lambda page: page.ghosts.find_alike(), ALIKE),
    Action("label.suggest_all", "Suggest boxes for all unlabelled images", "", "", _L,
           lambda page: page.ghosts.suggest_all(), SUGGESTING),
    Action("label.bugs", "Find label mistakes…", "Ctrl+M", "bug-outline", _L,
           lambda page: page.places.show_bugs(), PHOTOS),
    Action("label.crops", "All boxes of a class", "Ctrl+G", "view-grid-outline", _L,
           lambda page: page.places.show_crops(), PHOTOS),
    Action("label.verify", "Image is right, next image", "Space", "", _L,
           lambda page: page.reviewing.verify(), PHOTOS, scope="canvas"),
    Action("label.unverify", "Image is not verified after all", "Shift+Space", "", _L,
           lambda page: page.reviewing.take_back(), PHOTOS, scope="canvas"),
    Action("label.snap", "Snap box to what is in it", "S", "magnet", _L,
           lambda page: page.snapping.snap_held(), BOX),

    Action("label.frames", "Frames from a video…", "Ctrl+Shift+I", "filmstrip", _L,
           lambda page: page.videos.take_frames()),
    Action("label.carry", "Carry boxes to the next image", "T Ctrl+Shift+Right", "", _L,
           lambda page: page.videos.carry_on(), CARRIED),
    Action("label.fill", "Fill the images between…", "Ctrl+Shift+F", "", _L,
           lambda page: page.videos.fill_between(), BOXES_HERE),

    Action("label.left", "Move box left, or go back", "Left", "", _L,
           lambda page: page.editing.arrow((-1, 0)), PHOTOS, scope="canvas", repeats=True),
    Action("label.right", "Move box right, or go on", "Right", "", _L,
           lambda page: page.editing.arrow((1, 0)), PHOTOS, scope="canvas", repeats=True),
    Action("label.up", "Move box up, or go back", "Up", "", _L,
           lambda page: page.editing.arrow((0, -1)), PHOTOS, scope="canvas", repeats=True),
    Action("label.down", "Move box down, or go on", "Down", "", _L,
           lambda page: page.editing.arrow((0, 1)), PHOTOS, scope="canvas", repeats=True),
    Action("label.far_left", "Box 10 px left", "Shift+Left", "", _L,
           lambda page: page.editing.nudge((-10, 0)), BOX, scope="canvas", repeats=True),
    Action("label.far_right", "Box 10 px right", "Shift+Right", "", _L,
           lambda page: page.editing.nudge((10, 0)), BOX, scope="canvas", repeats=True),
    Action("label.far_up", "Box 10 px up", "Shift+Up", "", _L,
           lambda page: page.editing.nudge((0, -10)), BOX, scope="canvas", repeats=True),
    Action("label.far_down", "Box 10 px down", "Shift+Down", "", _L,
           lambda page: page.editing.nudge((0, 10)), BOX, scope="canvas", repeats=True),

    Action("label.lock", "Lock boxes, or unlock all", "K", "", _L, lambda page: page.editing.lock(), PHOTO),
    Action("label.hide_one", "Hide selected boxes, or show all", "Shift+H", "", _L,
           lambda page: page.editing.hide(), PHOTO),
    Action("label.difficult", "Boxes are difficult, or not", "Shift+D", "", _L,
           lambda page: page.editing.toggle_attribute("difficult"), BOX),
    Action("label.occluded", "Boxes are occluded, or not", "Shift+O", "", _L,
           lambda page: page.editing.toggle_attribute("occluded"), BOX),
    Action("label.truncated", "Boxes are truncated, or not", "Shift+T", "", _L,
           lambda page: page.editing.toggle_attribute("truncated"), BOX),
    Action("label.describe", "Write a text for the boxes", "Shift+A", "", _L,
           lambda page: page.panel.describe(), BOX),
    Action("label.loupe", "Loupe at the cursor", "Q", "", _L, lambda page: page.panel.loupe.toggle(), PHOTOS),
    Action("label.tone", "Brightness of the view", "B", "", _L, lambda page: page.panel.adjust(), PHOTOS),
    Action("label.hide_boxes", "Hide or show boxes", "H", "", _L,
           lambda page: page.panel.show_boxes.toggle(), PHOTOS),
    Action("label.labels", "Hide or show class names", "L", "", _L,
           lambda page: page.panel.show_texts.toggle(), PHOTOS),
    Action("label.fit", "Fit image", "F", "fit-to-page-outline", _L, lambda page: page.canvas.fit(), PHOTOS),
    Action("label.zoom_box", "Zoom to box", "Z", "magnify-scan", _L,
           lambda page: page.view.zoom_to_selected(), BOX),
    Action("label.zoom_full", "Zoom to 100 %", "Ctrl+0", "", _L,
           lambda page: page.canvas.set_zoom(1.0), PHOTOS),
    Action("label.zoom_in", "Zoom in", "Ctrl++ Ctrl+= +", "", _L,
           lambda page: page.canvas.zoom_by(1.25), PHOTOS, repeats=True),
    Action("label.zoom_out", "Zoom out", "Ctrl+- -", "", _L,
           lambda page: page.canvas.zoom_by(0.8), PHOTOS, repeats=True),
    *(_class_action(number, str(number % 10)) for number in range(1, 11)),
    *(_class_action(number, f"Ctrl+{number % 10}") for number in range(11, 20)),

    Action("check.undo", "Undo", "Ctrl+Z", "undo", "checking", lambda page: page.travel(-1), PHOTOS),
    Action("check.redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "redo", "checking",
           lambda page: page.travel(1), PHOTOS),

    Action("tile.next", "Next photo", "D", "chevron-right", "tiling",
           lambda page: page.next_photo(), PHOTOS, repeats=True),
    Action("tile.previous", "Previous photo", "A", "chevron-left", "tiling",
           lambda page: page.previous_photo(), PHOTOS, repeats=True),
    Action("tile.right", "Next photo", "Right", "", "tiling",
           lambda page: page.next_photo(), PHOTOS, scope="canvas", repeats=True),
    Action("tile.left", "Previous photo", "Left", "", "tiling",
           lambda page: page.previous_photo(), PHOTOS, scope="canvas", repeats=True),
    Action("tile.fit", "Fit image", "F", "fit-to-page-outline", "tiling", lambda page: page.fit(), PHOTOS),

    Action("train.layers", "Layers of the model", "Ctrl+L", "layers-outline", "training",
           lambda page: page.toggle_layers(), TORCH),
    Action("train.preview", "Preview what the network will see", "Ctrl+P", "", "training",
           lambda page: page.toggle_preview(), TRAINABLE),

    Action("export.serve", "Show a web page on a phone…", "Ctrl+Shift+P", "cellphone", "export",
           lambda page: page.ask_for_page()),

    Action("runs.rename", "Rename the run", "F2", "", "runs", lambda page: page.rename(), ONE_RUN),
    Action("runs.trash", "Move to the trash", "Del", "", "runs",
           lambda page: page.trash_chosen(), RUNS, scope="canvas"),
    Action("runs.undo", "Undo", "Ctrl+Z", "", "runs", lambda page: page.undo(), RUNS_DONE),

    Action("live.freeze", "Freeze or go on", "Space", "", "live",
           lambda page: page.toggle_frozen(), PICTURE, scope="canvas"),
    Action("live.more", "Raise confidence", "Up", "", "live",
           lambda page: page.change_confidence(1), scope="canvas", repeats=True),
    Action("live.less", "Lower confidence", "Down", "", "live",
           lambda page: page.change_confidence(-1), scope="canvas", repeats=True),
    Action("live.snapshot", "Save a snapshot", "S", "camera-outline", "live",
           lambda page: page.save_snapshot(), PICTURE),
    Action("live.add_frame", "Add the frame to the dataset", "Shift+S", "image-plus-outline", "live",
           lambda page: page.add_frame(), PICTURE),
    Action("live.fit", "Fit image", "F", "fit-to-page-outline", "live", lambda page: page.fit(), PICTURE),
)
# fmt: on

MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    (
        "File",
        (
            *("open_folder", "open_file", "split", "convert", "close_dataset", None),
            *("export.serve", None, "settings", None, "quit"),
        ),
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
            "label.snap",
            "label.verify",
            "label.unverify",
            "label.difficult",
            "label.occluded",
            "label.truncated",
            "label.describe",
            "label.bugs",
            "label.crops",
            "label.trash_image",
            None,
            "label.frames",
            "label.carry",
            "label.fill",
            None,
            "label.accept_all",
            "label.accept",
            "label.reject",
            "label.accept_everywhere",
            "label.alike",
            "label.suggest_all",
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
            "label.hide_one",
            "label.lock",
            "label.labels",
            "label.loupe",
            "label.tone",
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
            "label.next_unverified",
            "label.search",
            None,
            "page_welcome",
            "page_label",
            "page_check",
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
    (_L, "Click on a dashed box", "Accept the suggestion; with Shift choose it"),
    (_L, "Shift+drag", "Select the boxes in a rectangle"),
    (_L, "Double click", "Draw a box as large as the last one"),
    (_L, "Wheel", "Zoom at the cursor"),
    (_L, "Middle button, or Space and drag", "Move the photo"),
    (_L, "Right click on a box", "Change its class, duplicate or delete it"),
    (_L, "Drop or paste photos", "Add copies of them to the dataset"),
    ("training", "Left, Right in the layers", "Go to what feeds the row, or what it feeds"),
    ("training", "Wheel over the layers", "Zoom along the rows; a double click shows all"),
    ("runs", "Ctrl+click, Shift+click", "Choose several runs to compare"),
    ("", "Drag a picture", "Move it; a double click shows all of it. On Label both draw."),
    (
        "",
        "Drop on the window",
        "Open a folder, data YAML, obj.data, zip, labels of another program, model or video",
    ),
)


PAGE_TITLES = {
    "": QT_TRANSLATE_NOOP("Help", "Everywhere"),
    "labelling": QT_TRANSLATE_NOOP("Help", "Label"),
    "checking": QT_TRANSLATE_NOOP("Help", "Check"),
    "tiling": QT_TRANSLATE_NOOP("Help", "Tile"),
    "training": QT_TRANSLATE_NOOP("Help", "Train"),
    "export": QT_TRANSLATE_NOOP("Help", "Export"),
    "live": QT_TRANSLATE_NOOP("Help", "Live"),
    "runs": QT_TRANSLATE_NOOP("Help", "Runs"),
}


def find(key: str) -> Action:
    """Return the action with this key.

    Raises:
        KeyError: there is none.
    """
    for action in ACTIONS:
        if action.key == key:
            return action
    raise KeyError(key)


def refused(qactions: Mapping[str, QAction], event: QKeyEvent, page: str, is_in_scope: bool) -> Action | None:
    """Return the page's action whose key this is though it is grey.

    Where the work has a key to itself, that key in a field (not `is_in_scope`) is none of its business.
    """
    pressed = QKeySequence(event.keyCombination())
    for action in ACTIONS:
        is_heard = action.page == page and (action.scope == "window" or is_in_scope)
        if is_heard and not qactions[action.key].isEnabled() and pressed in qactions[action.key].shortcuts():
            return action
    return None


def set_tip(widget: QWidget, key: str) -> None:
    """Give a widget the tooltip of an action, with the keys that are set, also when others are set later."""
    widget.setProperty(TIP_OF, key)
    widget.setToolTip(theme.tip(find(key).tooltip()))


TIP_OF = "tip_of_action"


class KeysInUse(QObject):
    """Lets the window's actions and tooltips have the keys that are set."""

    def __init__(self, settings: Settings, qactions: Mapping[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._qactions = qactions
        keymap.changed.connect(self._show)
        keymap.take(settings.get("keys"))

    def _show(self) -> None:
        for action in ACTIONS:
            qaction = self._qactions[action.key]
            qaction.setShortcuts([QKeySequence(shortcut) for shortcut in action.shortcuts])
            qaction.setToolTip(action.tooltip())
        for widget in QApplication.allWidgets():
            if key := widget.property(TIP_OF):
                widget.setToolTip(theme.tip(find(key).tooltip()))


def make_qaction(action: Action, trigger: Callable[[Action], None], parent: QWidget) -> QAction:
    """Return the QAction of a row of the table; it calls `trigger(action)`."""
    result = QAction(action.shown_text(), parent)
    result.setObjectName(action.key)
    result.setAutoRepeat(action.repeats)
    result.setShortcuts([QKeySequence(shortcut) for shortcut in action.shortcuts])
    result.setToolTip(action.tooltip())
    context = Qt.ShortcutContext
    result.setShortcutContext(
        context.WidgetWithChildrenShortcut if action.scope == "canvas" else context.WindowShortcut
    )
    if action.icon:
        result.setIcon(theme.icon(action.icon))
    result.triggered.connect(lambda: trigger(action))
    return result
