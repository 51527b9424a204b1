"""The panel beside the live picture: source, model, thresholds, and the classes with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from studio.core.boxes.thresholds import Thresholds
from studio.gui import theme
from studio.gui.live.class_counts import ClassCounts
from studio.gui.live.frame_buttons import FrameButtons
from studio.gui.live.source_picker import SourcePicker
from studio.gui.live.worker import ModelFacts
from studio.gui.widgets.class_comparison import ClassComparison
from studio.gui.widgets.controls import ValueSlider
from studio.gui.widgets.model_picker import ModelPicker
from studio.gui.widgets.panels import Inspector
from studio.gui.widgets.tile_choice import TileChoice

MAX_CANDIDATES = 3000
CONFIDENCE_STEP = 0.05


class LivePanel(Inspector):
    """Holds what the user chooses; `thresholds_changed` is sent while a slider moves."""

    thresholds_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        section = self.add_section(self.tr("Source"))
        self.source = SourcePicker()
        section.add(self.source)
        section = self.add_section(self.tr("Model"))
        self.model = ModelPicker()
        section.add(self.model)
        self._facts = theme.label("", "muted", wrap=True)
        self._facts.setObjectName("modelFacts")
        self._facts.hide()
        section.add(self._facts)
        self.comparison = ClassComparison()
        section.add(self.comparison)
        self.tiles = TileChoice("liveTiles")
        section.add_row(self.tr("Tiles"), self.tiles)
        section = self.add_section(self.tr("Thresholds"))
        usual = Thresholds()
        self._confidence = ValueSlider(0.0, 1.0, usual.confidence)
        self._iou = ValueSlider(0.0, 1.0, usual.iou)
        self._top_k = ValueSlider(1, MAX_CANDIDATES, usual.top_k, decimals=0)
        for slider, name, text, tip in (
            (
                self._confidence,
                "confidence",
                self.tr("Confidence"),
                self.tr("Least score of a detection that is shown (Up, Down)."),
            ),
            (
                self._iou,
                "iou",
                self.tr("Overlap (IoU)"),
                self.tr("Of two boxes of one class that overlap by more than this, the lower goes."),
            ),
            (
                self._top_k,
                "topK",
                self.tr("Top-k"),
                self.tr("Most candidates looked at, highest scores first; fewer is faster in a crowd."),
            ),
        ):
            slider.setObjectName(name)
            slider.setToolTip(theme.tip(tip))
            section.add_row(text, slider)
            slider.value_changed.connect(lambda _: self.thresholds_changed.emit(self.thresholds()))
        self._frame_section = self.add_section(self.tr("This frame"))
        self.frame = FrameButtons()
        self._frame_section.add(self.frame)
        self._frame_section.hide()
        self._classes_section = self.add_section(self.tr("Classes"))
        self.classes = ClassCounts()
        self._classes_section.add(self.classes)
        self._classes_section.hide()

    def thresholds(self) -> Thresholds:
        """Return what the sliders say."""
        return Thresholds(self._confidence.value(), self._iou.value(), int(self._top_k.value()))

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Move the sliders."""
        self._confidence.set_value(thresholds.confidence)
        self._iou.set_value(thresholds.iou)
        self._top_k.set_value(thresholds.top_k)

    def change_confidence(self, steps: int) -> None:
        """Move the confidence slider by steps of 0.05."""
        self._confidence.set_value(min(1.0, max(0.0, self._confidence.value() + steps * CONFIDENCE_STEP)))

    def show_facts(self, facts: ModelFacts | None, dataset_classes: Sequence[str] = ()) -> None:
        """Tell what the loaded model is, and which classes are not the dataset's; None forgets it."""
        self.comparison.show_lists(dataset_classes, facts.class_names if facts else ())
        self._facts.setVisible(facts is not None)
        self._classes_section.setVisible(facts is not None)
        self.classes.show_classes(facts.class_names if facts else ())
        self.forget_detections()
        if facts is not None:
            self._facts.setText(
                self.tr("{architecture} in {runtime}, {size}, loaded in {seconds}\u00a0s").format(
                    architecture=facts.architecture,
                    runtime=facts.runtime,
                    size="{}\u00a0×\u00a0{}\u00a0px".format(*facts.input_wh),
                    seconds=f"{facts.loading_seconds:.1f}",
                )
            )

    def show_frame_state(self, *, is_shown: bool, is_running: bool, is_frozen: bool) -> None:
        """Offer what can be done with the frame that is shown, if one is."""
        self._frame_section.setVisible(is_shown)
        self.frame.show_state(is_running=is_running, is_frozen=is_frozen)

    def forget_detections(self) -> None:
        """Count nothing: no frame is shown."""
        self.classes.show_counts([])
        self._classes_section.set_note("")

    def show_detections(self, class_ids: list[int]) -> None:
        """Count one frame's detections by class."""
        self.classes.show_counts(class_ids)
        self._classes_section.set_note(self.tr("{count} in this frame").format(count=len(class_ids)))
