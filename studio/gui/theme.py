"""How everything looks: colours, palette, the one style sheet, icons and class colours."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QTemporaryDir
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    Qt,
)
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from studio.core.data import class_colours
from studio.core.json_door import read_json

SPACE = (4, 8, 12, 16, 24)
"""The only distances used between things, in pixels."""

RADIUS = 6
SELECTED_TEXT = "#ffffff"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as #rrggbb; `fill` lies under white text, `canvas` around the photo."""

    background: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    fill: str
    ok: str
    warn: str
    error: str
    canvas: str


DARK = Tokens(
    background="#16181d",
    surface="#1e2127",
    raised="#272b33",
    border="#343a44",
    text="#e6e8ec",
    muted="#9aa3b2",
    accent="#4c8dff",
    fill="#2563d8",
    ok="#3fb27f",
    warn="#e0a13a",
    error="#e5615a",
    canvas="#101216",
)
LIGHT = Tokens(
    background="#f6f7f9",
    surface="#ffffff",
    raised="#ffffff",
    border="#d9dde4",
    text="#1b1f27",
    muted="#5b6472",
    accent="#1f6feb",
    fill="#1f6feb",
    ok="#1a7f52",
    warn="#9a6700",
    error="#c4312b",
    canvas="#d9dde4",
)

_current: list[Tokens] = [DARK]


def tokens() -> Tokens:
    """Return the colours in use now; ask at paint time, they change with the theme."""
    return _current[0]


def colour(name: str) -> QColor:
    """Return the token `name` ("muted", "ok", ...) of the theme in use as a QColor."""
    return QColor(getattr(tokens(), name))


def apply_theme(app: QApplication, name: str) -> None:
    """Give the whole program the `dark`, `light` or `system` look."""
    scheme = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
    # Title bars and native dialogs follow as well.
    app.styleHints().setColorScheme(scheme.get(name, Qt.ColorScheme.Unknown))
    if name == "system":
        name = "light" if app.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"
    _current[0] = LIGHT if name == "light" else DARK
    app.setStyle("Fusion")
    app.setPalette(_palette(tokens()))
    app.setStyleSheet(_style_sheet(tokens()))


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: t.background,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.raised,
        role.ToolTipBase: t.raised,
        role.ToolTipText: t.text,
        role.PlaceholderText: t.muted,
        role.Text: t.text,
        role.Button: t.raised,
        role.ButtonText: t.text,
        role.BrightText: t.error,
        role.Link: t.accent,
        role.Highlight: t.fill,
        role.HighlightedText: "#ffffff",
        role.Light: t.border,
        role.Midlight: t.border,
        role.Mid: t.border,
        role.Dark: t.border,
        role.Shadow: t.background,
        role.Accent: t.fill,
    }
    for key, value in colours.items():
        palette.setColor(key, QColor(value))
    disabled = QColor(t.muted)
    disabled.setAlphaF(0.6)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, disabled)
    return palette


def _style_sheet(t: Tokens) -> str:
    arrows = {way: _line_file(way, t.muted) for way in ("up", "down")}
    check = _line_file("check", "#ffffff")
    hover = t.border if t is DARK else "#eef1f5"
    return f"""
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border}; padding: 4px 6px; }}
    QSplitter::handle {{ background: {t.border}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] {{ background: transparent; border: none; }}

    QLabel[role="title"] {{ font-size: 13pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-weight: 600; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="ok"] {{ color: {t.ok}; }}
    QLabel[role="warn"] {{ color: {t.warn}; }}
    QLabel[role="error"] {{ color: {t.error}; }}

    QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.border};
        border-radius: {RADIUS}px; }}
    QFrame[role="rule"] {{ background: {t.border}; border: none; max-height: 1px; min-height: 1px; }}
    QWidget[role="surface"] {{ background: {t.surface}; }}
    QWidget[role="canvas"] {{ background: {t.canvas}; border: none; }}
    QWidget#topbar {{ background: {t.surface}; border-bottom: 1px solid {t.border}; }}
    QWidget#statusbar {{ background: {t.surface}; border-top: 1px solid {t.border}; }}
    QWidget#rail {{ background: {t.surface}; border-right: 1px solid {t.border}; }}
    QFrame#banner {{ background: {t.raised}; border: 1px solid {t.error}; border-radius: {RADIUS}px; }}
    QFrame#banner[role="question"] {{ border-color: {t.accent}; }}
    QWidget#image_notes, QWidget#ask_strip {{ background: {t.raised}; border: 1px solid {t.border};
        border-radius: {RADIUS}px; }}
    QFrame[role="question"] {{ background: {t.raised}; border: 1px solid {t.accent};
        border-radius: {RADIUS}px; }}
    QFrame#class_popup {{ background: {t.surface}; border: 1px solid {t.border}; }}

    QPushButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
        border-radius: {RADIUS}px; padding: 4px 12px; min-height: 18px; qproperty-iconSize: 22px 16px; }}
    QPushButton:hover {{ background: {hover}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {t.border}; }}
    QPushButton:focus {{ border-color: {t.accent}; }}
    QPushButton:disabled {{ color: {t.muted}; }}
    QPushButton[role="primary"] {{ background: {t.fill}; color: #ffffff; border-color: {t.fill};
        font-weight: 600; padding: 4px 16px; }}
    QPushButton[role="primary"]:hover {{ background: {t.accent if t is LIGHT else "#2f6fe6"}; }}
    QPushButton[role="primary"]:disabled {{ background: {t.border}; color: {t.muted};
        border-color: {t.border}; }}
    QPushButton[role="danger"] {{ color: {t.error}; }}
    QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {t.accent};
        padding: 1px 3px; }}
    QPushButton[role="link"]:focus {{ border-color: {t.accent}; }}

    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {RADIUS}px;
        padding: 3px; }}
    QToolButton:hover {{ background: {hover}; }}
    QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton[role="fold"], QToolButton[role="fold"]:checked {{ background: transparent; padding: 0; }}
    QToolButton::menu-indicator {{ image: none; }}

    QLineEdit, QPlainTextEdit {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        border-radius: {RADIUS}px; padding: 3px 8px; min-height: 20px;
        selection-background-color: {t.fill}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {t.accent}; }}
    QLineEdit:disabled {{ color: {t.muted}; }}

    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.muted}; border-radius: 4px;
        background: {t.surface}; }}
    QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {t.accent}; }}
    QCheckBox::indicator:checked {{ background: {t.fill}; border-color: {t.fill}; image: url({check}); }}
    QCheckBox::indicator:indeterminate {{ border-color: {t.fill};
        background: qlineargradient(x1:0, y1:0, x2:0, y2:1, stop:0 {t.surface}, stop:0.35 {t.surface},
            stop:0.36 {t.fill}, stop:0.64 {t.fill}, stop:0.65 {t.surface}, stop:1 {t.surface}); }}
    QCheckBox::indicator:disabled {{ border-color: {t.border}; background: {t.border}; }}
    QRadioButton {{ spacing: 8px; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {t.muted}; border-radius: 8px;
        background: {t.surface}; }}
    QRadioButton::indicator:hover, QRadioButton::indicator:focus {{ border-color: {t.accent}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {t.fill};
        background: white; }}
    QRadioButton::indicator:disabled {{ border-color: {t.border}; }}
    QComboBox {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
        border-radius: {RADIUS}px; padding: 3px 8px; min-height: 20px; }}
    QComboBox:focus {{ border-color: {t.accent}; }}
    QComboBox:disabled {{ color: {t.muted}; }}
    QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.border}; }}
    QComboBoxPrivateContainer {{ background: {t.raised}; border: none; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url({arrows["down"]}); width: 12px; height: 12px; }}
    QAbstractSpinBox {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        border-radius: {RADIUS}px; padding: 3px 4px 3px 8px; min-height: 20px; max-height: 20px;
        selection-background-color: {t.fill}; }}
    QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; min-height: 0; }}
    QAbstractSpinBox:focus {{ border-color: {t.accent}; }}
    QAbstractSpinBox:disabled {{ color: {t.muted}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 16px; }}
    QAbstractSpinBox::up-arrow {{ image: url({arrows["up"]}); width: 10px; height: 10px; }}
    QAbstractSpinBox::down-arrow {{ image: url({arrows["down"]}); width: 10px; height: 10px; }}

    QAbstractItemView {{ background: {t.surface}; border: none; outline: none; }}
    QAbstractItemView::item {{ padding: 2px 4px; }}
    QAbstractItemView::item:hover {{ background: {hover}; }}
    QAbstractItemView::item:selected {{ background: {t.fill}; color: {SELECTED_TEXT}; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none;
        border-bottom: 1px solid {t.border}; padding: 6px 8px 4px; }}
    QHeaderView::up-arrow, QHeaderView::down-arrow {{ subcontrol-position: top center; width: 10px;
        height: 8px; }}
    QHeaderView::up-arrow {{ image: url({arrows["up"]}); }}
    QHeaderView::down-arrow {{ image: url({arrows["down"]}); }}
    QTableView {{ gridline-color: {t.border}; }}
    QTableView::item:hover:!selected {{ background: transparent; }}

    QMenu {{ background: {t.raised}; border: 1px solid {t.border}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.fill}; color: #ffffff; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
    QMenuBar {{ background: {t.surface}; }}
    QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
    QMenuBar::item:selected {{ background: {hover}; border-radius: 4px; }}

    QProgressBar {{ background: {t.border}; border: none; border-radius: 3px; max-height: 6px;
        min-height: 6px; color: transparent; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}

    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {t.border}; border-radius: 4px; margin: 1px; min-height: 24px;
        min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

    QSlider::groove:horizontal {{ height: 4px; background: {t.border}; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ background: {t.text}; width: 14px; height: 14px; margin: -5px 0;
        border-radius: 7px; }}
    QSlider::handle:horizontal:focus {{ background: {t.accent}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {t.border}; }}
    QSlider::handle:horizontal:disabled {{ background: {t.muted}; }}
    """


LINES = {
    "down": ((5, 8), (12, 16), (19, 8)),
    "up": ((5, 16), (12, 8), (19, 16)),
    "check": ((5, 12), (10, 17), (19, 7)),
}


def _line_file(shape: str, ink: str) -> str:
    """Write an arrow or a check mark as a picture and return its path: a style sheet takes only files."""
    # One folder a process: two programs starting at once must not write the same file.
    folder = _picture_folder()
    path = f"{folder.path()}/{shape}-{ink[1:]}.png"
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 2.5))
    painter.drawPolyline([QPointF(x, y) for x, y in LINES[shape]])
    painter.end()
    picture.save(path)
    return path


@cache
def _picture_folder() -> QTemporaryDir:
    return QTemporaryDir()


@cache
def _icon_font() -> tuple[dict[str, str], str]:
    """Return code point by name, and the family, of the Material Design icons that come with qtawesome.

    Only its files are used: importing it reads a dozen fonts, a third of the time to the window.
    """
    found = importlib.util.find_spec("qtawesome")
    assert found is not None and found.submodule_search_locations
    folder = Path(found.submodule_search_locations[0], "fonts")
    (names,) = folder.glob("materialdesignicons6-webfont-charmap-*.json")
    (font,) = folder.glob("materialdesignicons6-webfont-[0-9]*.ttf")
    number = QFontDatabase.addApplicationFont(str(font))
    return read_json(names), QFontDatabase.applicationFontFamilies(number)[0]


def _glyph(name: str) -> tuple[str, str]:
    code_points, family = _icon_font()
    return chr(int(code_points[name], 16)), family


class _GlyphEngine(QIconEngine):
    """Draws one glyph of the icon font in the text colour of the theme in use when it is painted."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        glyph, family = _glyph(self._name)
        ink = colour("muted" if mode == QIcon.Mode.Disabled else self._token)
        if mode == QIcon.Mode.Disabled:
            ink.setAlphaF(0.5)
        elif mode == QIcon.Mode.Selected:
            # As the text of a selected row: no other colour is seen on its fill.
            ink = QColor(SELECTED_TEXT)
        font = QFont(family)
        font.setPixelSize(max(1, rect.height()))
        painter.save()
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._token)


def icon(name: str, token: str = "text") -> QIcon:
    """Return the Material Design icon `name` ("tag-outline") in a token's colour; it follows the theme."""
    return QIcon(_GlyphEngine(name, token))


def pixmap(name: str, size: int = 16, token: str = "text") -> QPixmap:
    """Return the icon as a picture `size` pixels wide, for labels."""
    return icon(name, token).pixmap(size, size)


def picture_icon(picture: QPixmap) -> QIcon:
    """Return a picture as an icon that keeps its colours when selected: they may be what it is about."""
    icon = QIcon(picture)
    for mode in (QIcon.Mode.Selected, QIcon.Mode.Active):
        icon.addPixmap(picture, mode)
    return icon


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a look the style sheet knows ("primary", "card", "muted", ...), also later on."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a text with a role of the style sheet: title, heading, muted, ok, warn or error."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


LONGEST_TIP = 70
"""Signs of a tooltip that stands in one line."""


def tip(text: str) -> str:
    """Return a text for a tooltip: a long one gets lines, and none is taken for markup, as names may be."""
    if len(text) > LONGEST_TIP and "\n" not in text:
        # Qt breaks nothing but markup into lines, unless it is wider than the screen.
        return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def class_colour(class_id: int, name: str = "") -> QColor:
    """Return the colour of a class: the colour it is named for, else one of a colour-blind-safe set."""
    return QColor(class_colours.class_colour(class_id, name))
