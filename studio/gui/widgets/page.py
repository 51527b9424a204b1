"""Page: what every page of the window is, and what the window asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.json_door import Fields
    from studio.core.settings import Settings


class Page(QWidget):
    """A page's body, shown in the centre; `inspector` is shown at the right by the window.

    The window calls the methods below; a page overrides those it needs. It never touches the window:
    it emits signals, and `main_window.LINKS` connects pages with each other.
    """

    dataset_changed = Signal(object)
    """Please open this dataset (a Path)."""
    theme_chosen = Signal(str)
    """Please show the window in this theme: system, dark or light."""
    language_chosen = Signal()
    open_wanted = Signal()
    """Please ask the user for a folder to open."""
    file_wanted = Signal()
    """Please ask the user for a data YAML or obj.data to open."""
    dataset_edited = Signal()
    """Labels or classes of the open dataset changed on disk."""
    settled = Signal()
    """What kept the page from being closed is decided."""
    primary_changed = Signal()
    """Text or state of the primary button changed."""
    heading_changed = Signal()
    actions_changed = Signal()
    """What can be done on this page is something else now."""
    status_changed = Signal(str)
    """Badge for the rail: "" (none), "dot", "ok", or a progress such as "0.42"."""
    saved_changed = Signal(str)
    """Text for the status bar's saved state: "Saved", "Saving" or what failed."""
    position_changed = Signal(str)
    """Text for the status bar's left end: cursor position and zoom."""

    key = ""
    follows_edits = False
    """Whether edits are shown at once that another page's history makes while this one is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.key)
        self.dataset: Dataset | None = None
        self.inspector: QWidget | None = None
        self.settings: Settings | None = None
        """The user's settings; given by the window before `restore_state`."""

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show this dataset, or the empty state for None."""
        self.dataset = dataset

    def refresh_dataset(self) -> None:
        """Labels or classes were edited on another page since this one was last shown."""
        self.set_dataset(self.dataset)

    def primary(self) -> tuple[str, bool]:
        """Return the primary button's text ("" hides it) and whether it can be pressed."""
        return "", False

    def run_primary(self) -> None:
        """Do what the primary button says."""

    def heading(self) -> str:
        """Return what is open on this page, for the top bar."""
        return ""

    def shortcut_scope(self) -> QWidget:
        """Return the widget in which the page's `canvas` shortcuts work (arrows, Tab)."""
        return self

    def has(self, widget: QWidget | None) -> bool:
        """Return whether a widget is where the `canvas` shortcuts work."""
        scope = self.shortcut_scope()
        return widget is not None and (widget is scope or scope.isAncestorOf(widget))

    def take_focus(self) -> None:
        """Have the keys: the work does, or the button of the sentence that stands in its place."""
        buttons = self.findChildren(QAbstractButton, "empty_button")
        shown = [button for button in buttons if button.isVisibleTo(self)]
        scope = self.shortcut_scope()
        (shown[0] if shown and not scope.isVisibleTo(self) else scope).setFocus()

    def activate(self) -> None:
        """Called when the page was brought to the front."""

    def deactivate(self) -> None:
        """Called when another page is brought to the front."""

    def back_out(self) -> None:
        """Esc was pressed: leave what is under way, such as a half-drawn box."""

    def can_close(self) -> bool:
        """Save what is unsaved; return False to keep the window open (and say why by a message)."""
        return True

    def close_down(self) -> None:
        """The window closes for good: give back what others may want."""

    def save_state(self) -> dict[str, Any]:
        """Return choices to remember (plain JSON data)."""
        return {}

    def restore_state(self, state: Fields) -> None:
        """Take back what `save_state` returned, in this or an earlier version of the program.

        The file may have been damaged since: each field is asked for as what it must be.
        """
