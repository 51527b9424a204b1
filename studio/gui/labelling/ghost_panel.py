"""The inspector's section on suggestions: which model, from which score on, and what is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.gui import theme
from studio.gui.actions import find
from studio.gui.widgets.controls import ValueSlider
from studio.gui.widgets.model_picker import ModelPicker
from studio.gui.widgets.panels import Notice
from studio.gui.widgets.tile_choice import TileChoice

if TYPE_CHECKING:
    from studio.gui.widgets.class_comparison import ClassComparison

USUAL_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class GhostFacts:
    """What the section tells.

    Attributes:
        here: suggestions shown on the open image; None while the model didn't look at it.
        everywhere: suggestions above the score on all images, and `images` how many of these have any.
        is_looking: whether the model is at work on the open image.
        can_suggest: whether there is an image to look at, and a model.
        progress: how far the work on all images is, 0..1; None when none is under way.
        notice: what is wrong, or what to do first.
        is_warning: whether it is wrong.
        is_alike: whether there is something of the open image that looks like its boxes.
        is_finding: whether such are being looked for.
        times_as_large: by how much suggestions here are enlarged, to be as large as the person's boxes.
        classes: the dataset's and the model's, once both are known.
    """

    here: int | None = None
    everywhere: int = 0
    images: int = 0
    is_looking: bool = False
    can_suggest: bool = False
    progress: float | None = None
    notice: str = ""
    is_warning: bool = False
    is_alike: bool = False
    is_finding: bool = False
    times_as_large: float = 1.0
    classes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


class GhostPanel(QWidget):
    """A switch, a model, a score and buttons; what they do is the page's affair."""

    switched = Signal()
    """Suggestions are wanted, or not any more, or of another model."""
    score_changed = Signal()
    sized_changed = Signal()
    """They are to be as large as the person draws, or as the model has them."""
    accept_wanted = Signal()
    accept_everywhere_wanted = Signal()
    suggest_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.switch = QCheckBox(self.tr("Suggest boxes"))
        self.switch.setObjectName("ghosts_on")
        self.model = ModelPicker()
        self.model.setObjectName("ghost_model")
        self.tiles = TileChoice("ghost_tiles")
        self.score = ValueSlider(0.05, 0.95, USUAL_SCORE, decimals=2)
        self.score.setObjectName("ghost_score")
        self.score.setAccessibleName(self.tr("Least score"))
        self.sized = QCheckBox(self.tr("As large as I draw"))
        self.sized.setObjectName("ghosts_sized")
        self.sized.setChecked(True)
        self.sized.setToolTip(
            self.tr(
                "Draw or resize three boxes where there are suggestions: the others become as much larger or "
                "smaller than the model found them."
            )
        )
        self.told = theme.label("", "muted", wrap=True)
        self.told.setObjectName("ghosts_told")
        self.accept = QPushButton()
        self.accept.setObjectName("ghosts_accept")
        self.accept.setToolTip(find("label.accept_all").tooltip())
        self.everywhere = QPushButton(self.tr("Accept on all images…"))
        self.everywhere.setObjectName("ghosts_everywhere")
        self.suggest = QPushButton()
        self.suggest.setObjectName("ghosts_suggest")
        self.bar = QProgressBar()
        self.bar.setObjectName("ghosts_bar")
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.notice = Notice()
        self.notice.setObjectName("ghosts_notice")
        self._comparison: ClassComparison | None = None
        self._compared: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._is_at_work = False
        # What is left over is the list of boxes'.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.switch.toggled.connect(self.switched)
        self.model.changed.connect(self.switched)
        self.tiles.chosen.connect(self.switched)
        self.score.value_changed.connect(self.score_changed)
        # Who has found the score wants what it shows.
        self.score.entered.connect(self.accept.click)
        self.sized.toggled.connect(self.sized_changed)
        self.accept.clicked.connect(self.accept_wanted)
        self.everywhere.clicked.connect(self.accept_everywhere_wanted)
        self.suggest.clicked.connect(self._on_suggest)
        self.show_facts(GhostFacts())

    def _lay_out(self) -> None:
        least = QHBoxLayout()
        least.setSpacing(8)
        least.addWidget(theme.label(self.tr("Least score")))
        least.addWidget(self.score, 1)
        tiled = QHBoxLayout()
        tiled.setSpacing(8)
        tiled.addWidget(theme.label(self.tr("Tiles")))
        tiled.addWidget(self.tiles, 1)
        switches = QHBoxLayout()
        switches.setSpacing(8)
        switches.addWidget(self.switch)
        switches.addStretch(1)
        switches.addWidget(self.sized)
        accepting = QHBoxLayout()
        accepting.setSpacing(8)
        accepting.addWidget(self.accept, 1)
        accepting.addWidget(self.everywhere, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.model)
        column.addLayout(tiled)
        column.addLayout(switches)
        column.addLayout(least)
        # Above the sentence, whose lines come and go: a button stays where the mouse is.
        column.addLayout(accepting)
        column.addWidget(self.told)
        column.addWidget(self.suggest)
        column.addWidget(self.bar)
        column.addWidget(self.notice)

    def is_on(self) -> bool:
        """Return whether suggestions are to be shown."""
        return self.switch.isChecked() and self.model.path() is not None

    def show_facts(self, facts: GhostFacts) -> None:
        """Show counts, what is under way and what is wrong."""
        is_on = self.is_on()
        is_shown = is_on or facts.is_alike
        here = facts.here or 0
        self.switch.setEnabled(self.model.path() is not None)
        self.tiles.setEnabled(self.model.path() is not None)
        self.score.setEnabled(is_shown)
        self.sized.setEnabled(is_on)
        self.accept.setText(
            self.tr("Accept {count}").format(count=f"{here:,}") if here else self.tr("Accept")
        )
        self.accept.setEnabled(is_shown and here > 0)
        self.everywhere.setEnabled(is_on and facts.everywhere > 0)
        self._is_at_work = facts.progress is not None
        self.suggest.setText(self.tr("Stop") if self._is_at_work else self.tr("Suggest for all unlabelled"))
        self.suggest.setEnabled(self._is_at_work or facts.can_suggest)
        self.bar.setVisible(self._is_at_work)
        self.bar.setValue(round((facts.progress or 0.0) * 1000))
        self.told.setText(self._sentence(facts) if is_shown or facts.is_finding else "")
        self.told.setVisible(is_shown or facts.is_finding)
        self.notice.set_text(facts.notice, "warn" if facts.is_warning else "info")
        self._compare(facts.classes if is_on else ((), ()))

    def _compare(self, classes: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        """Show the dataset's classes beside the model's, where they differ."""
        if classes == self._compared:
            return
        self._compared = ours, theirs = classes
        if self._comparison is None:
            # Made when there is something to compare, so that the window opens sooner.
            from studio.gui.widgets.class_comparison import ClassComparison

            self._comparison = ClassComparison("ghost_classes")
            self.layout().addWidget(self._comparison)
        if set(theirs) <= set(ours):
            advice = self.tr("Suggestions go by name, so each gets the dataset's number.")
        else:
            advice = self.tr(
                "Suggestions go by name: add the missing classes under Classes to get theirs too."
            )
        self._comparison.show_lists(ours, theirs, advice)

    def _sentence(self, facts: GhostFacts) -> str:
        if facts.is_finding:
            return self.tr("Looking for more like your boxes. Esc stops it.")
        if facts.is_looking and facts.here is None:
            here = self.tr("The model is looking at this image.")
        elif facts.here is None:
            here = self.tr("The model did not look at this image yet.")
        else:
            here = self.tr("From {score} on: {count} here").format(
                score=f"{self.score.value():.2f}", count=f"{facts.here:,}"
            )
        if round(facts.times_as_large, 2) != 1:
            here += "  ·  " + self.tr("{ratio} times as large as found, like your boxes").format(
                ratio=f"{facts.times_as_large:.2f}"
            )
        if not facts.everywhere or (facts.images == 1 and facts.everywhere == facts.here):
            # The one image is this one.
            return here
        one, many = self.tr("{count} in one image"), self.tr("{count} in {images} images")
        everywhere = (one if facts.images == 1 else many).format(
            count=f"{facts.everywhere:,}", images=f"{facts.images:,}"
        )
        return f"{here}  ·  {everywhere}"

    def _on_suggest(self) -> None:
        (self.stop_wanted if self._is_at_work else self.suggest_wanted).emit()
