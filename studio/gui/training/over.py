"""What is shown instead of cards or monitor, until one goes back: layers, preview or split."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.gui.training.layers.view import LayersView
from studio.gui.training.preview.view import PreviewView
from studio.gui.training.split.view import SplitView


class Over(QObject):
    """The three views, of which one may be shown."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.layers, self.preview, self.split = LayersView(), PreviewView(), SplitView()
        self.views = (self.layers, self.preview, self.split)
        self.shown: LayersView | PreviewView | SplitView | None = None
        for view in self.views:
            view.back_wanted.connect(self.leave)

    def show(self, view: LayersView | PreviewView | SplitView) -> None:
        """Show a view, in the place of another."""
        self.leave()
        self.shown = view
        self.changed.emit()

    def leave(self) -> bool:
        """Go back to what is below; returns whether there was a view."""
        view, self.shown = self.shown, None
        if view is not None:
            view.leave()
            self.changed.emit()
        return view is not None

    def forget_labels(self) -> None:
        """Leave what shows labels as they were."""
        if self.shown is not self.layers:
            self.leave()

    def heading(self) -> str:
        """Return what the view that is shown is called."""
        if self.shown is self.layers:
            return self.tr("Layers")
        return self.tr("Preview") if self.shown is self.preview else self.tr("Split")
