"""Where the live pictures come from: a kind, and what that kind needs to know."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.json_door import Fields
from studio.gui.widgets.choice_field import ChoiceField
from studio.gui.widgets.controls import NumberField

_TEXTS = {
    "sample": QT_TRANSLATE_NOOP("SourcePicker", "Sample scene"),
    "camera": QT_TRANSLATE_NOOP("SourcePicker", "Camera"),
    "video": QT_TRANSLATE_NOOP("SourcePicker", "Video file"),
    "photos": QT_TRANSLATE_NOOP("SourcePicker", "Folder of pictures"),
    "stream": QT_TRANSLATE_NOOP("SourcePicker", "Network stream"),
}
"""The word shown for each kind of `core.runtime.sources.SOURCES`, in the order of the list."""


class SourcePicker(QWidget):
    """Chooses a source; `text()` is what `open_source` takes. What was typed is kept per kind."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ChoiceField()
        self._kind.setObjectName("sourceKind")
        for name, text in _TEXTS.items():
            self._kind.addItem(self.tr(text), name)
        self._camera = NumberField()
        self._camera.setObjectName("cameraNumber")
        self._camera.setRange(0, 63)
        self._camera.setPrefix(self.tr("number "))
        self._camera.setToolTip(self.tr("0 is the first camera of this computer."))
        self._value = QLineEdit()
        self._value.setObjectName("sourceValue")
        self._browse = QPushButton(self.tr("Choose"))
        self._browse.setObjectName("browseSource")
        self._values: dict[str, str] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._value, 1)
        row.addWidget(self._browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._kind)
        layout.addWidget(self._camera)
        layout.addLayout(row)
        self._show_kind()
        self._kind.currentIndexChanged.connect(self._on_kind_changed)
        self._camera.valueChanged.connect(self.changed)
        self._value.editingFinished.connect(self._on_value_edited)
        self._browse.clicked.connect(self._ask)

    def kind(self) -> str:
        """Return the name of the chosen row of SOURCES."""
        return str(self._kind.currentData())

    def text(self) -> str:
        """Return the source for `open_source`; "" while a file or an address is still to be given."""
        if self.kind() == "sample":
            return "sample"
        if self.kind() == "camera":
            return str(self._camera.value())
        return self._value.text().strip()

    def shown(self) -> str:
        """Return a word for the source: the kind, or the name of the file."""
        if self.kind() == "camera":
            return self.tr("camera {number}").format(number=self._camera.value())
        return (
            Path(self.text()).name if self.kind() in ("video", "photos") else self._kind.currentText().lower()
        )

    def set_text(self, text: str) -> None:
        """Choose the source `open_source` would open for this text."""
        from studio.core.live.sources import SOURCES

        kind = next(row.name for row in SOURCES if row.matches(text))
        if kind == "camera":
            self._camera.setValue(int(text))
        elif kind != "sample":
            self._values[kind] = text
        index = self._kind.findData(kind)
        if index != self._kind.currentIndex():
            self._kind.setCurrentIndex(index)
        else:
            self._show_kind()
            self.changed.emit()

    def save_state(self) -> dict[str, object]:
        """Return kind and values for the settings; addresses that hold a password are left out."""
        from studio.core.addresses import hide_password

        values = {kind: text for kind, text in self._values.items() if hide_password(text) == text}
        return {"kind": self.kind(), "camera": self._camera.value(), "values": values}

    def restore_state(self, state: Fields) -> None:
        """Take back what `save_state` returned; what doesn't fit is left out."""
        values = state.fields("values")
        self._values = {kind: values.text(kind) for kind in values.names() if kind in _TEXTS}
        self._camera.setValue(state.whole("camera", self._camera.value()))
        self._kind.setCurrentIndex(max(0, self._kind.findData(state.text("kind"))))
        self._show_kind()

    def _on_kind_changed(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _on_value_edited(self) -> None:
        if self._values.get(self.kind(), "") != self.text():
            self._values[self.kind()] = self.text()
            self.changed.emit()

    def _show_kind(self) -> None:
        kind = self.kind()
        hints = {
            "video": self.tr("A video file"),
            "photos": self.tr("A folder, or one picture"),
            "stream": "rtsp://camera/stream",
        }
        self._camera.setVisible(kind == "camera")
        self._value.setVisible(kind in hints)
        self._browse.setVisible(kind in ("video", "photos"))
        self._value.setPlaceholderText(hints.get(kind, ""))
        self._value.setText(self._values.get(kind, ""))
        self._value.setAccessibleName(hints.get(kind, ""))

    def _ask(self) -> None:
        start = self.text() or str(Path.home())
        if self.kind() == "photos":
            chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of pictures"), start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a video"), start)
        if chosen:
            self.set_text(chosen)
