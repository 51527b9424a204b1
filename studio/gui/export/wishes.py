"""How the files are written: what they give, how exact their weights are, and what lies beside them."""

from __future__ import annotations

from typing import Any, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from studio.core.json_door import Fields
from studio.core.runtime.contract import Precision
from studio.core.spec import Output
from studio.gui import theme
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.panels import Section
from studio.gui.widgets.tile_choice import OFF, TileChoice

BYTECODES = (8, 7, 6, 5, 4)
GOLDEN = (0, 5, 10, 20)


class Wishes(QObject):
    """Fields in a section of the panel, and the arguments of `studio export` they stand for."""

    changed = Signal()

    def __init__(self, section: Section) -> None:
        super().__init__(section)
        self._head = self._field(section, "export_head", self.tr("Output"))
        self._precision = self._field(section, "export_precision", self.tr("Weights"))
        self._bytecode = self._field(section, "export_bytecode", self.tr("Bytecode"))
        self._golden = self._field(section, "export_golden", self.tr("Golden set"))
        self._tiles = TileChoice("export_tiles", has_own=False)
        self._tiles.activated.connect(self.changed)
        section.add_row(self.tr("Tiles"), self._tiles)
        heads = {
            "decoded": self.tr("Boxes; NMS in the app"),
            "raw": self.tr("Raw values"),
            "detections": self.tr("Boxes after NMS"),
        }
        for output in get_args(Output):
            self._head.addItem(heads[output], output)
        self._head.setCurrentIndex(self._head.findData("decoded"))
        self._precision.addItem(self.tr("32 bits"), "fp32")
        self._precision.addItem(self.tr("16 bits, half the size"), "fp16")
        for version in BYTECODES:
            text = self.tr("{version}, the newest") if version == BYTECODES[0] else "{version}"
            self._bytecode.addItem(text.format(version=version), version)
        for count in GOLDEN:
            text = self.tr("{count} pictures").format(count=count) if count else self.tr("None")
            self._golden.addItem(text, count)
        for box, tip in (
            (
                self._head,
                self.tr(
                    "What the file gives: boxes that the app still passes through a threshold and NMS, "
                    "the network's own values, or finished detections with threshold, top-k and NMS inside."
                ),
            ),
            (
                self._precision,
                self.tr(
                    "How the weights are stored. 16 bits make half the bytes; whether less is found"
                    " is measured."
                ),
            ),
            (
                self._bytecode,
                self.tr("Of PyTorch Mobile files: an app with an older runtime reads only older bytecode."),
            ),
            (
                self._golden,
                self.tr(
                    "Pictures with what must be found in them, and small programs that check it on a device."
                ),
            ),
        ):  # fmt: skip
            box.setToolTip(theme.tip(tip))

    def output(self) -> Output:
        """Return the head chosen."""
        head: Output = self._head.currentData()
        return head

    def precision(self) -> Precision:
        """Return how the weights are stored."""
        precision: Precision = self._precision.currentData()
        return precision

    def golden(self) -> int:
        """Return how many pictures the golden set is to have; 0 for none."""
        return int(self._golden.currentData())

    def show_for(self, formats: list[str], *, has_dataset: bool) -> None:
        """Dim what has no meaning for these formats, or without photos."""
        self._bytecode.setEnabled("ptl" in formats)
        self._golden.setEnabled(has_dataset)

    def arguments(self, formats: list[str], *, has_dataset: bool) -> list[str]:
        """Return what `studio export` is told of the choices."""
        told = ["--head", self.output()]
        if self.precision() == "fp16":
            told.append("--half")
        if "ptl" in formats and self._bytecode.currentData() != BYTECODES[0]:
            told += ["--bytecode", str(self._bytecode.currentData())]
        if self._tiles.tiles() != OFF:
            told += ["--tile", self._tiles.tiles()]
        if has_dataset and self.golden():
            told += ["--golden", str(self.golden())]
        return told

    def save(self) -> dict[str, Any]:
        """Return the choices, to be remembered."""
        return {name: box.currentData() for name, box in self._boxes().items()} | {
            "tiles": self._tiles.tiles()
        }

    def restore(self, state: Fields) -> None:
        """Take back choices that are still there to be made."""
        self._tiles.set_tiles(state.text("tiles"))
        for name, box in self._boxes().items():
            wanted = {"bytecode": state.whole, "golden": state.whole}.get(name, state.text)
            place = box.findData(wanted(name, box.currentData()))
            box.setCurrentIndex(max(0, place))

    def _boxes(self) -> dict[str, QComboBox]:
        return {
            "head": self._head,
            "precision": self._precision,
            "bytecode": self._bytecode,
            "golden": self._golden,
        }

    def _field(self, section: Section, name: str, text: str) -> QComboBox:
        box = ChoiceBox()
        box.setObjectName(name)
        box.activated.connect(self.changed)
        section.add_row(text, box)
        return box
