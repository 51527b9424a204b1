"""The Label page's inspector: classes, boxes of this image, suggestions, view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QPushButton

from studio.core.json_door import Fields
from studio.core.labelling.tone import Tone
from studio.gui import theme
from studio.gui.actions import set_tip
from studio.gui.labelling.box_list import BoxView
from studio.gui.labelling.class_list import ClassPanel
from studio.gui.labelling.ghost_panel import GhostPanel
from studio.gui.widgets.controls import ValueSlider
from studio.gui.widgets.panels import Inspector, Section

if TYPE_CHECKING:
    from studio.core.labelling.session import LabelSession
    from studio.gui.labelling.describing import Description


class LabelInspector(Inspector):
    """Five sections; the page fills them and listens."""

    view_changed = Signal()
    """A choice about how image and boxes are shown was made."""
    tone_changed = Signal()
    typed = Signal()
    """Something was typed and entered: the photo may have the keys again."""

    def __init__(self) -> None:
        super().__init__()
        self._session: LabelSession | None = None
        self.classes = ClassPanel()
        self.class_section = self.add_section(self.tr("Classes"))
        self.class_section.add(self.classes)

        self.boxes = BoxView()
        self.box_section = self.add_section(self.tr("Boxes"), stretch=1)
        self.box_section.add(self.boxes, 1)
        self.delete = self._button("label.delete", self.tr("Delete"))
        self.copy_previous = self._button("label.copy_previous", self.tr("Copy previous"))
        self.no_objects = self._button("label.no_objects", self.tr("No objects"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.delete, self.copy_previous, self.no_objects):
            row.addWidget(button, 1)
        self.box_section.add(row)

        self.description: Description | None = None
        self.said_section = self.add_section(self.tr("Attributes"), foldable=True, folded=True)
        self.said_section.opened.connect(self._on_said_opened)

        self.ghosts = GhostPanel()
        self.ghost_section = self.add_section(self.tr("Suggestions"), foldable=True)
        self.ghost_section.add(self.ghosts)

        self.view_section = self.add_section(self.tr("View"), foldable=True)
        self.show_boxes = self._check("label.hide_boxes", self.tr("Boxes"), True)
        self.show_texts = self._check("label.labels", self.tr("Class names"), True)
        self.crosshair = QCheckBox(self.tr("Crosshair"))
        self.crosshair.setObjectName("crosshair")
        self.crosshair.setChecked(True)
        self.keep_zoom = QCheckBox(self.tr("Keep zoom"))
        self.keep_zoom.setToolTip(
            self.tr("Show the next image at the same place and zoom, if it is as large")
        )
        self.snap = QCheckBox(self.tr("Snap while drawing"))
        self.snap.setObjectName("snap_drawing")
        self.snap.setToolTip(
            theme.tip(
                self.tr("Fit each box drawn to what stands out in it, with the margin of your other boxes")
            )
        )
        self.alike = self._button("label.alike", self.tr("Find similar"))
        self.alike.setObjectName("find_alike")
        finding = QHBoxLayout()
        finding.addWidget(self.snap, 1)
        finding.addWidget(self.alike)
        self.box_section.add(finding)
        self.loupe = self._check("label.loupe", self.tr("Loupe"), False)
        self.loupe.setObjectName("loupe")
        self.pixel_grid = QCheckBox(self.tr("Pixel grid"))
        self.pixel_grid.setObjectName("pixel_grid")
        self.pixel_grid.setToolTip(self.tr("Lines between the pixels of the photo, from a zoom of 1000 % on"))
        pairs = (
            (self.show_boxes, self.show_texts),
            (self.crosshair, self.keep_zoom),
            (self.loupe, self.pixel_grid),
        )
        for left, right in pairs:
            pair = QHBoxLayout()
            pair.addWidget(left, 1)
            pair.addWidget(right, 1)
            self.view_section.add(pair)
        self.brightness = ValueSlider(-100, 100, 0, decimals=0, step=5)
        self.brightness.setObjectName("brightness")
        self.contrast = ValueSlider(-100, 100, 0, decimals=0, step=5)
        self.contrast.setObjectName("contrast")
        self.gamma = ValueSlider(-100, 100, 0, decimals=0, step=5)
        self.gamma.setObjectName("gamma")
        self.view_section.add_row(self.tr("Brightness"), self.brightness)
        self.view_section.add_row(self.tr("Contrast"), self.contrast)
        self.view_section.add_row(self.tr("Gamma"), self.gamma)
        for box in (self.snap, *(one for pair in pairs for one in pair)):
            box.toggled.connect(self.view_changed)
        for slider in (self.brightness, self.contrast, self.gamma):
            slider.value_changed.connect(self.tone_changed)
        self._leave_keys()

    def _leave_keys(self) -> None:
        """Let a click on a button leave the keys where they are, with the photo; Tab comes to it."""
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _on_said_opened(self) -> None:
        if self.description is None:
            # Made when it is first wanted, so that the window opens sooner.
            from studio.gui.labelling.describing import Description

            self.description = Description()
            self.said_section.add(self.description)
            self.description.entered.connect(self.typed)
            self._leave_keys()
        if self._session is not None:
            self.description.show_session(self._session)

    def describe(self) -> None:
        """Put the cursor into the text of the selected boxes."""
        self.said_section.set_folded(False)
        if self.description is not None:
            self.description.text.setFocus()
            self.description.text.selectAll()
            self.ensureWidgetVisible(self.description.text)

    def adjust(self) -> None:
        """Put the keys on the slider for brightness."""
        self.view_section.set_folded(False)
        self.brightness.setFocus()
        self.ensureWidgetVisible(self.brightness)

    def save_state(self) -> dict[str, bool]:
        """Return which sections are folded, for the settings."""
        return {f"{name}_folded": section.is_folded() for name, section in self._foldable()}

    def restore_state(self, state: Fields) -> None:
        """Fold the sections that were folded."""
        for name, section in self._foldable():
            section.set_folded(state.flag(f"{name}_folded", section.is_folded()))

    def _foldable(self) -> list[tuple[str, Section]]:
        return [("view", self.view_section), ("ghosts", self.ghost_section), ("said", self.said_section)]

    def tone(self) -> Tone:
        """Return how photos are to be shown."""
        return Tone(self.brightness.value(), self.contrast.value(), self.gamma.value())

    def finish_typing(self) -> None:
        """Say what is half typed about boxes and image: another image is opened."""
        if self.description is not None:
            self.description.finish()

    def show_session(self, session: LabelSession, boxes_per_class: list[int]) -> None:
        """Show the classes and boxes of the open image; the counts are those of the whole dataset."""
        names = session.dataset.class_names
        class_ids = [box.class_id for box in session.boxes]
        here = [class_ids.count(class_id) for class_id in range(len(names))]
        self.classes.model.set_counts(here, boxes_per_class)
        self.classes.view.set_current(session.current_class)
        self._session = session
        if self.description is not None and not self.said_section.is_folded():
            self.description.show_session(session)
        self.boxes.show_boxes(session.boxes, names, session.selection, session.locked, session.hidden)
        self.boxes.tell_waiting(len(session.pending))
        self.box_section.set_note(str(len(session.boxes)))
        self.delete.setEnabled(bool(session.held))
        self.copy_previous.setEnabled(session.index > 0)
        self.no_objects.setEnabled(session.state != "empty")
        self.alike.setEnabled(bool(session.boxes))

    @staticmethod
    def _button(key: str, text: str) -> QPushButton:
        button = QPushButton(text)
        set_tip(button, key)
        return button

    @staticmethod
    def _check(key: str, text: str, value: bool) -> QCheckBox:
        box = QCheckBox(text)
        set_tip(box, key)
        box.setChecked(value)
        return box
