"""Cards with a tick: a format or a bundle, what it is for, and why it can't be had now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from studio.core.errors import StudioError
from studio.core.export.bundles.table import Bundle
from studio.core.export.exporters import Exporter
from studio.core.words import tr
from studio.gui import theme
from studio.gui.widgets.panels import Card

CARD_WIDTH = 190
"""Pixels a card wants at least."""


class ChoiceCard(Card):
    """One row of EXPORTERS or BUNDLES: a tick and what it is for; a click anywhere ticks it."""

    toggled = Signal()
    setup_wanted = Signal(str)
    """Make the environment of this name, which the row needs."""

    def __init__(self, row: Exporter | Bundle, kind: str, corner: str = "", *, ticked: bool) -> None:
        super().__init__()
        self.row = row
        self.setObjectName(f"{kind}_card_{row.name}")
        self.tick = QCheckBox(tr(row.title))
        self.tick.setObjectName(f"{kind}_{row.name}")
        self.tick.setChecked(ticked)
        self.tick.toggled.connect(self.toggled)
        head = QHBoxLayout()
        head.addWidget(self.tick)
        head.addStretch(1)
        head.addWidget(theme.label(corner, "muted"))
        self.add(head)
        self._purpose = self.tr("{purpose}.").format(purpose=tr(row.text))
        self._words = theme.label(self._purpose, "muted", wrap=True)
        self._words.setObjectName(f"{kind}_words_{row.name}")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setMinimumHeight(3 * self._words.fontMetrics().lineSpacing())
        self.add(self._words, 1)
        self._set_up = QPushButton(self.tr("Set up"))
        self._set_up.setObjectName(f"set_up_{row.name}")
        self._set_up.setToolTip(
            theme.tip(self.tr("Download and install what it needs, in a place of its own."))
        )
        self._set_up.clicked.connect(self._on_set_up)
        self._set_up.hide()
        self.add(self._set_up)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_refusal(self, problem: StudioError | None) -> None:
        """Dim the card and say why it can't be had; None: it can."""
        # Of a card that is dimmed as a whole no button could be pressed.
        self.tick.setEnabled(problem is None)
        self._words.setEnabled(problem is None)
        needs = self.row.needs
        can_set_up = needs is not None and bool(needs.environment) and needs.missing() is not None
        self._set_up.setVisible(can_set_up and problem is not None)
        self._words.setText(str(problem) if problem else self._purpose)
        self.setToolTip(theme.tip(str(problem or "")))

    def is_wanted(self) -> bool:
        """Return whether it is ticked and can be had."""
        return self.tick.isEnabledTo(self) and self.tick.isChecked()

    def _on_set_up(self) -> None:
        if self.row.needs is not None:
            self.setup_wanted.emit(self.row.needs.environment)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick or untick."""
        if self.tick.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.tick.toggle()


class CardGrid(QWidget):
    """Cards in as few rows as have room for them, all rows of one length."""

    changed = Signal()
    setup_wanted = Signal(str)

    def __init__(self, cards: Sequence[ChoiceCard]) -> None:
        super().__init__()
        self._cards = cards
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        for card in cards:
            card.toggled.connect(self.changed)
            card.setup_wanted.connect(self.setup_wanted)
        self._lay_cards(len(cards))

    def titles(self) -> str:
        """Return what people call those that are wanted, or of what none is."""
        if wanted := [tr(card.row.title) for card in self._cards if card.is_wanted()]:
            return ", ".join(wanted)
        every = ", ".join(tr(card.row.title) for card in self._cards)
        return self.tr("None of {titles}").format(titles=every)

    def event(self, event: QEvent) -> bool:
        """Keep room for all words when those of a card change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_room()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards anew for another width."""
        super().resizeEvent(event)
        fit = max(1, self.width() // CARD_WIDTH)
        rows = -(-len(self._cards) // fit)
        self._lay_cards(-(-len(self._cards) // rows))
        self._keep_room()

    def _keep_room(self) -> None:
        # Layouts around this one ask for the least height at any width, at which wrapped words are cut.
        self.setMinimumHeight(self._grid.totalHeightForWidth(self.width()))

    def _lay_cards(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, int(column < columns))
