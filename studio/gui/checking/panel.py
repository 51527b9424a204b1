"""The panel of the Check page: what a kind of finding means, the finding looked at, and repairs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from studio.core.data.checking.findings import FINDINGS, TITLES
from studio.core.data.checking.repairs import REPAIRS, Plan
from studio.core.data.record import Problem
from studio.core.words import tr, visible
from studio.gui import theme
from studio.gui.checking.result import Result
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.panels import Inspector, Notice

SHOWN_LINES = 4
SMALLEST, LARGEST, USUAL = 32, 4096, 416


class RepairOffer(QWidget):
    """What one repair would change, and its button."""

    wanted = Signal(object)
    """Please write this Plan."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._text = theme.label("", "muted", wrap=True)
        self._preview = theme.label("", wrap=True)
        self._button = QPushButton()
        self._button.clicked.connect(lambda: self.wanted.emit(self._plan))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._text, self._preview, self._button):
            layout.addWidget(widget)

    def show_plan(self, plan: Plan) -> None:
        """Show what a repair would do; without anything to do it can't be pressed."""
        self._plan, about = plan, REPAIRS[plan.repair]
        self._text.setText(tr(about.text))
        lines = [
            f"{_breakable(edit.file.name)}:{edit.line}: "
            + visible(f"{edit.before[:60]} → {edit.after[:60] or '–'}")
            for edit in plan.edits[:SHOWN_LINES]
        ]
        told = self.tr("Lines: {lines}, files: {files}.").format(
            lines=f"{len(plan.edits):,}", files=f"{plan.files:,}"
        )
        if len(plan.edits) > SHOWN_LINES:
            lines.append(tr("and {count} more", count=f"{len(plan.edits) - SHOWN_LINES:,}"))
        self._preview.setText("\n".join([told, *lines]))
        self._preview.setObjectName(f"preview_{plan.repair}")
        self._button.setObjectName(f"repair_{plan.repair}")
        self._button.setText(tr(about.title))
        self._button.setEnabled(bool(plan.files))


class CheckPanel(Inspector):
    """Everything at the right of the findings."""

    repair_wanted = Signal(object)
    open_wanted = Signal()
    page_wanted = Signal()
    size_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        settings = self.add_section(self.tr("Check"))
        self.size = NumberField()
        self.size.setObjectName("checkSize")
        self.size.setRange(SMALLEST, LARGEST)
        self.size.setSingleStep(32)
        self.size.setValue(USUAL)
        self.size.setSuffix(self.tr(" px"))
        self.size.setToolTip(self.tr("The training size that boxes are judged at."))
        self.size.valueChanged.connect(self.size_changed)
        settings.add_row(self.tr("Training size"), self.size)
        self.save = QPushButton(self.tr("Save as a page…"))
        self.save.setObjectName("saveCheck")
        self.save.setToolTip(self.tr("One HTML file with pictures and plots, to pass on."))
        self.save.clicked.connect(self.page_wanted)
        settings.add(self.save)
        self.outdated = Notice()
        self.outdated.setObjectName("checkOutdated")
        settings.add(self.outdated)
        self._section = self.add_section(self.tr("Finding"))
        self._severity = Notice()
        self._meaning = theme.label("", wrap=True)
        self._meaning.setObjectName("checkMeaning")
        self._advice = theme.label("", "muted", wrap=True)
        self._advice.setObjectName("checkAdvice")
        for widget in (self._severity, self._meaning, self._advice):
            self._section.add(widget)
        self._one = self.add_section(self.tr("Chosen"))
        self._message = theme.label("", wrap=True)
        self._message.setObjectName("checkMessage")
        self._open = QPushButton(theme.icon("vector-square"), self.tr("Open in Label"))
        self._open.setObjectName("openFinding")
        self._open.clicked.connect(self.open_wanted)
        self._one.add(self._message)
        self._one.add(self._open)
        self._repairs = self.add_section(self.tr("Repair"))
        self._offers = [RepairOffer(), RepairOffer()]
        for offer in self._offers:
            offer.wanted.connect(self.repair_wanted)
            self._repairs.add(offer)
        self._kept = theme.label(
            self.tr("What is replaced is kept in a dated backup; Ctrl+Z takes the repair back."),
            "muted",
            wrap=True,
        )
        self._repairs.add(self._kept)
        self.show_overview(None)

    def show_overview(self, result: Result | None) -> None:
        """Show no kind of finding."""
        for section in (self._section, self._one, self._repairs):
            section.setVisible(False)
        self.save.setEnabled(result is not None)

    def show_kind(self, kind: str, note: str = "") -> None:
        """Show what a kind means, and a note beside it; its repairs come when they are planned."""
        self._section.set_note(note)
        about = FINDINGS[kind]
        notice = {"error": "error", "warn": "warn", "info": "info"}[about.severity]
        self._severity.set_text(tr(TITLES[about.severity]), notice)
        self._meaning.setText(tr(about.meaning))
        self._advice.setText(tr(about.advice) if about.advice else "")
        self._advice.setVisible(bool(about.advice))
        self._section.setVisible(True)
        self._repairs.setVisible(False)
        self._one.setVisible(False)

    def show_problem(self, problem: Problem, *, has_image: bool) -> None:
        """Show one finding."""
        place = f"{problem.file.name}:{problem.line}" if problem.line else problem.file.name
        self._message.setText(f"{_breakable(place)}\n{visible(problem.message)}")
        self._open.setEnabled(has_image)
        self._one.setVisible(True)

    def show_plans(self, plans: list[Plan]) -> None:
        """Offer repairs."""
        for offer, plan in zip(self._offers, plans, strict=False):
            offer.show_plan(plan)
        for index, offer in enumerate(self._offers):
            offer.setVisible(index < len(plans))
        self._repairs.setVisible(bool(plans))


def _breakable(text: str) -> str:
    """Return a text whose file names may be broken where they have a sign, so that none widens the panel."""
    return "".join(f"{sign}\u200b" if sign in "_-." else sign for sign in visible(text))
