"""Cards over the window's middle that belong to no page: each is made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.gui.datasets import Datasets

if TYPE_CHECKING:
    from studio.gui.converting import ConvertCard


class Cards(QObject):
    """What the dataset menu opens."""

    def __init__(self, datasets: Datasets, under: QWidget) -> None:
        super().__init__(datasets)
        self._datasets = datasets
        self._under = under
        self._convert: ConvertCard | None = None
        datasets.opened.connect(lambda _: self.leave())

    def convert(self) -> None:
        """Offer to convert the open dataset, once all of it is saved."""
        from studio.gui.converting import ConvertCard

        dataset = self._datasets.current
        if dataset is None or not self._datasets.may_leave(self.convert):
            return
        if self._convert is None:
            self._convert = ConvertCard(self._under)
            self._convert.opened.connect(self._datasets.open)
        self._convert.open(dataset)

    def leave(self) -> bool:
        """Take away the card that is shown; returns False when there was none."""
        return self._convert is not None and self._convert.leave()
