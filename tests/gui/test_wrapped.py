"""Lines of text that keep their height."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTextEdit, QVBoxLayout, QWidget

from studio.gui.widgets.wrapped import WrappedLabel


def test_a_splitter_leaves_room_for_every_line(qtbot):
    above, words = QTextEdit(), WrappedLabel()
    above.setMinimumHeight(150)
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(above)
    layout.addWidget(words)
    splitter = QSplitter(Qt.Orientation.Vertical)
    qtbot.addWidget(splitter)
    splitter.addWidget(holder)
    splitter.addWidget(QTextEdit())
    splitter.setSizes([10, 400])
    splitter.resize(300, 400)
    splitter.show()
    words.setText("The file does not find what the checkpoint finds. " * 4)
    qtbot.waitUntil(lambda: words.height() > 3 * words.fontMetrics().lineSpacing())
    assert words.height() >= words.heightForWidth(words.width())
    assert words.y() >= above.geometry().bottom()
    splitter.resize(200, 400)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(200 - 40))
