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


def test_it_gives_back_the_room_when_fewer_lines_are_needed(qtbot):
    words = WrappedLabel()
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(words)
    layout.addStretch(1)
    qtbot.addWidget(holder)
    words.setText("The file does not find what the checkpoint finds. " * 2)
    holder.resize(150, 400)
    holder.show()
    line = words.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: words.height() > 3 * line)
    holder.resize(1200, 400)
    qtbot.waitUntil(lambda: words.height() < 2 * line)
    words.setText("Gone on.\nFurther.")
    qtbot.waitUntil(lambda: 2 * line <= words.height() < 3 * line)
    words.setText("")
    qtbot.waitUntil(lambda: words.height() <= line)
