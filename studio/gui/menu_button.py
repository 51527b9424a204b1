"""The button over the rail with everything that can be done, by menus."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from studio.gui import actions, theme


class MenuButton(QToolButton):
    """Opens the menus of `actions.MENUS`, made of the window's actions."""

    def __init__(self, qactions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("menu_button")
        self.setIcon(theme.icon("menu"))
        self.setIconSize(QSize(18, 18))
        self.setFixedSize(40, 32)
        self.setToolTip(self.tr("Menu"))
        self.setAccessibleName(self.tr("Menu"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for title, keys in actions.MENUS:
            submenu = menu.addMenu(QCoreApplication.translate("Actions", title))
            for key in keys:
                if key is None:
                    submenu.addSeparator()
                else:
                    submenu.addAction(qactions[key])
        menu.addSeparator()
        menu.addAction(qactions["help"])
        self.setMenu(menu)
