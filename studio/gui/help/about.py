"""About: which version this is, and the licences of all that it is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from studio import __version__
from studio.core.licences import components, notices
from studio.gui import theme
from studio.gui.widgets.panels import Card

TEXT_HEIGHT = 320


class About(Card):
    """The version, and a text that is read from the packages when it is asked for."""

    def __init__(self) -> None:
        super().__init__(self.tr("About"))
        version = theme.label(
            self.tr("Detection Studio {version}, under the Apache License 2.0.").format(version=__version__)
        )
        version.setObjectName("about_version")
        self.add(version)
        self._button = QPushButton(self.tr("Licences of its parts"))
        self._button.setObjectName("about_licences")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._on_toggled)
        self.add(self._button)
        self._text = QPlainTextEdit()
        self._text.setObjectName("about_text")
        self._text.setReadOnly(True)
        self._text.setFixedHeight(TEXT_HEIGHT)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.hide()
        self.add(self._text)

    def _on_toggled(self, wanted: bool) -> None:
        if wanted and not self._text.toPlainText():
            self._text.setPlainText(notices(components("tflite")))
        self._text.setVisible(wanted)
