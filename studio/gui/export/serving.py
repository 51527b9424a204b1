"""Showing a web page on a phone: a card over the page, and the server as long as the card is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.json_door import Text, has_shape
from studio.core.serving.inbox import inbox_beside
from studio.core.serving.network import own_addresses
from studio.gui import jobs, theme
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.elided import ElidedLabel
from studio.gui.widgets.floating import Floating
from studio.gui.widgets.panels import Notice
from studio.gui.widgets.qr_code import QrCode

PATIENCE_MS = 1000
"""A server has nothing to finish."""
TOLD: dict[str, dict[str, object]] = {
    "serving": {"address": Text(), "sentence": Text(), "qr": [Text()]},
    "picture": {"file": Text()},
    "warning": {"message": Text()},
}
"""Shapes of the events of `studio serve`."""


class ServingCard(QFrame):
    """One page at a time. Leaving the card, by whatever way, ends the server."""

    def __init__(self, page: QWidget, middle: QWidget) -> None:
        super().__init__()
        self.setObjectName("question")
        self.setProperty("role", "question")
        self._bundle = Path()
        self._dataset: Path | None = None
        self._job: jobs.ProcessJob | None = None
        self._served: list[str] = []
        self._starts_again = False
        self._count = 0

        self._code = QrCode()
        self._code.setObjectName("serving_code")
        self._title = theme.label(self.tr("Show on a phone"), "heading")
        self._sentence = theme.label("", "muted", wrap=True)
        self._sentence.setObjectName("serving_sentence")
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._address = QLineEdit()
        self._address.setObjectName("serving_address")
        self._address.setReadOnly(True)
        self._address.setAccessibleName(self.tr("Address"))
        self._copy = _button(self.tr("Copy"), "serving_copy")
        self._copy.clicked.connect(self._copy_address)
        self._host = ChoiceBox()
        self._host.setObjectName("serving_host")
        self._host.setAccessibleName(self.tr("Served at"))
        self._host.setEditable(True)
        self._host.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._host.setToolTip(theme.tip(self.tr("An address of this computer that the phone can reach.")))
        self._host.activated.connect(self._on_changed)
        self._host.lineEdit().editingFinished.connect(self._on_changed)
        self._port = NumberField()
        self._port.setObjectName("serving_port")
        self._port.setAccessibleName(self.tr("Port"))
        self._port.setRange(0, 65535)
        self._port.setSpecialValueText(self.tr("Any free"))
        self._port.setGroupSeparatorShown(False)
        self._port.editingFinished.connect(self._on_changed)
        self._takes = QCheckBox(self.tr("Phones may send pictures back"))
        self._takes.setObjectName("serving_inbox")
        self._takes.toggled.connect(self._on_changed)
        self._inbox = ElidedLabel()
        self._inbox.setObjectName("serving_inbox_folder")
        self._choose = _button(self.tr("Choose…"), "serving_choose")
        self._choose.clicked.connect(self._choose_inbox)
        self._notice = Notice()
        self._notice.setObjectName("serving_notice")
        self._toggle = _button("", "serving_toggle")
        self._toggle.clicked.connect(self._on_toggle)
        close = _button(self.tr("Close"), "serving_close")
        close.clicked.connect(self.leave)
        self._folder = Path()
        self._lay_out(close)
        Floating(self, page, at_top=True, within=middle)

    def open(self, bundle: Path, dataset: Path | None) -> None:
        """Serve a page; pictures, if they are wanted, go beside the dataset."""
        if self._job is not None and bundle == self._bundle:
            return
        self._bundle, self._dataset = bundle, dataset
        self._folder = inbox_beside(dataset or bundle.parent)
        self._takes.blockSignals(True)
        self._takes.setChecked(False)
        self._takes.blockSignals(False)
        if self._host.count() == 0:
            self._host.addItems(own_addresses())
        self.show()
        self._toggle.setFocus()
        self._serve()

    def leave(self) -> bool:
        """End the server and take the card away; returns False when there was none."""
        was_open = not self.isHidden()
        self._stop()
        self.hide()
        return was_open

    # -- inside ------------------------------------------------------------------------------------

    def _lay_out(self, close: QPushButton) -> None:
        address = _row(self._address, self._copy)
        address.setStretch(0, 1)
        host = _row(theme.label(self.tr("Served at")), self._host, theme.label(self.tr("Port")), self._port)
        host.setStretch(1, 1)
        inbox = _row(self._inbox, self._choose)
        inbox.setStretch(0, 1)
        words = QVBoxLayout()
        words.setSpacing(8)
        for item in (self._title, self._sentence):
            words.addWidget(item)
        words.addLayout(address)
        words.addLayout(host)
        words.addWidget(self._takes)
        words.addLayout(inbox)
        words.addWidget(self._notice)
        words.addStretch(1)
        buttons = _row(self._toggle, close)
        buttons.addStretch(1)
        words.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def _arguments(self) -> list[str]:
        told = [str(self._bundle), "--tied", "--host", self._host.currentText().strip()]
        told += ["--port", str(self._port.value())]
        return [*told, "--inbox", str(self._folder)] if self._takes.isChecked() else told

    def _serve(self) -> None:
        """Start the server, or start it anew as it is wanted now; the old one has to be gone before."""
        if self._job is not None:
            self._starts_again = True
            self._job.stop()
            return
        self._served = self._arguments()
        self._count = 0
        title = self.tr("Web page on the network")
        self._job = job = jobs.ProcessJob("serve", self._served, self, title=title, patience_ms=PATIENCE_MS)
        job.told.connect(self._on_told)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._notice.set_text("")
        self._show_address("", self.tr("Starting."), [])
        job.start()
        self._show()

    def _stop(self) -> None:
        self._starts_again = False
        if self._job is not None:
            self._job.stop()

    def _on_toggle(self) -> None:
        if self._job is not None:
            self._stop()
        else:
            self._serve()

    def _on_changed(self) -> None:
        self._show()
        if self._job is not None and self._arguments() != self._served:
            self._serve()

    def _on_told(self, event: dict[str, Any]) -> None:
        kind = event["event"]
        if self._starts_again or not has_shape(event, TOLD.get(kind, {})):
            return
        if kind == "serving":
            self._show_address(event["address"], event["sentence"], event["qr"])
        elif kind == "picture":
            self._count += 1
            text = self.tr("Pictures that came: {count}. The newest is {name}.")
            self._notice.set_text(text.format(count=self._count, name=Path(event["file"]).name), "ok")
        elif kind == "warning":
            self._notice.set_text(event["message"], "warn")

    def _on_failed(self, problem: StudioError) -> None:
        self._notice.set_text(str(problem), "error")

    def _on_ended(self) -> None:
        self._job = None
        again, self._starts_again = self._starts_again, False
        if again:
            self._serve()
            return
        self._show_address("", self.tr("The page is not served now."), [])
        self._show()

    def _show_address(self, address: str, sentence: str, rows: list[str]) -> None:
        self._address.setText(address)
        self._address.setCursorPosition(0)
        self._sentence.setText(sentence)
        self._code.show_rows(rows)
        self._copy.setEnabled(bool(address))

    def _show(self) -> None:
        self._toggle.setText(self.tr("Start") if self._job is None else self.tr("Stop"))
        self._inbox.setText(self.tr("To {folder}").format(folder=self._folder))
        self._inbox.setEnabled(self._takes.isChecked())
        self._choose.setEnabled(self._takes.isChecked())

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._address.text())

    def _choose_inbox(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for pictures from phones"), str(self._folder.parent)
        )
        if chosen:
            self._folder = Path(chosen)
            self._on_changed()


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return row
