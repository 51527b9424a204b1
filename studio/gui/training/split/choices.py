"""What is asked for: shares, how images are grouped, the seed, and photos to leave out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from studio.gui import theme
from studio.gui.widgets.choice_field import ChoiceField
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.panels import Card

PHOTO = "photo"
MOST_PERCENT = 90
WIDTH = 340


class SplitChoices(Card):
    """The fields; `choice` is what they say."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("What is held out"))
        self.setObjectName("split_choices")
        self.setFixedWidth(WIDTH)
        self.ways: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(2)
        for key, text, told in self._ways():
            button = QRadioButton(text)
            button.setObjectName(f"split_by_{key}")
            button.toggled.connect(self._on_way)
            group.addButton(button)
            column.addWidget(button)
            words = theme.label(told, "muted", wrap=True)
            words.setContentsMargins(24, 0, 0, 6)
            column.addWidget(words)
            self.ways[key] = button
        self.add(column)
        self.photo = ChoiceField()
        self.photo.setObjectName("split_photo")
        self.val, self.test, self.seed = NumberField(), NumberField(), NumberField()
        for name, field, low, high in (
            ("split_val", self.val, 1, MOST_PERCENT),
            ("split_test", self.test, 0, MOST_PERCENT - 1),
            ("split_seed", self.seed, 0, 2**31 - 1),
        ):
            field.setObjectName(name)
            field.setRange(low, high)
            field.valueChanged.connect(self.changed)
        self.val.setSuffix(" %")
        self.test.setSuffix(" %")
        self.val.setValue(20)
        self._rows: list[tuple[QWidget, QWidget]] = []
        for text, field in (
            (self.tr("Validation"), self.val),
            (self.tr("Test"), self.test),
            (self.tr("Seed"), self.seed),
            (self.tr("Photo"), self.photo),
        ):
            field.setAccessibleName(text)
            self._rows.append((self.add_row(text, field), field))
        self.photo.currentIndexChanged.connect(self.changed)
        self.ways["source"].setChecked(True)

    def _ways(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (
                "source",
                self.tr("Whole photos"),
                self.tr("Tiles of a photo, frames of a video, copies and bursts stay together."),
            ),
            (
                "block",
                self.tr("A block of each photo"),
                self.tr(
                    "A strip of its tiles, with a margin in neither. Seeds 0 to 3 take it from each side."
                ),
            ),
            ("none", self.tr("Single images"), self.tr("Tiles of a photo on both sides: scores flatter.")),
            (PHOTO, self.tr("One photo"), self.tr("To see how much is found on a photo never seen.")),
        )

    def way(self) -> str:
        """Return which way of grouping is chosen."""
        return next(key for key, button in self.ways.items() if button.isChecked())

    def show_photos(self, keys: Sequence[str]) -> None:
        """Offer these photos to be left out."""
        blocked = self.photo.blockSignals(True)
        self.photo.clear()
        self.photo.addItems(list(keys))
        self.photo.blockSignals(blocked)
        self.ways[PHOTO].setEnabled(len(keys) > 1)

    def values(self) -> dict[str, Any]:
        """Return what `SplitChoice` takes."""
        by = self.way()
        return {
            "val": self.val.value() / 100,
            "test": self.test.value() / 100 if by != PHOTO else 0.0,
            "group_by": "source" if by == PHOTO else by,
            "seed": self.seed.value(),
            "photos": (self.photo.currentText(),) if by == PHOTO else (),
        }

    def arguments(self) -> list[str]:
        """Return the same for the command line."""
        values = self.values()
        line = ["--val", str(values["val"]), "--test", str(values["test"])]
        line += ["--group-by", values["group_by"], "--seed", str(values["seed"])]
        # One argument: a photo's name may begin with a dash.
        return [*line, *(f"--photo={name}" for name in values["photos"])]

    def _on_way(self, is_on: bool) -> None:
        if is_on:
            is_photo = self.way() == PHOTO
            for caption, field in self._rows:
                is_shown = (field is self.photo) == is_photo
                caption.setVisible(is_shown)
                field.setVisible(is_shown)
            self.changed.emit()
