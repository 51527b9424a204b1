"""A robot for the split on the Train page: what is held out, what would be where, and the split itself."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QTableWidget, QWidget

from studio.gui import jobs
from studio.gui.widgets.panels import Notice
from tests.robots.training import TrainRobot


class SplitRobot(TrainRobot):
    """Splits the open dataset."""

    # -- verbs -------------------------------------------------------------------------------------

    def open_split(self) -> None:
        """Press the button on the data card."""
        self.wait(lambda: self.number("data_train") != "–")
        self.click("show_split")
        self.wait_for_plan()

    def group_by(self, way: str) -> None:
        """Choose how images are grouped: source, block, none or photo."""
        self._mouse(self.find(f"split_by_{way}", QRadioButton))
        self.wait_for_plan()

    def set_share(self, side: str, percent: int) -> None:
        """Type a share."""
        self.set_number(f"split_{side}", percent)
        self.wait_for_plan()

    def leave_out(self, photo: str) -> None:
        """Choose the photo to leave out."""
        self.pick("split_photo", photo)
        self.wait_for_plan()

    def wait_for_plan(self) -> None:
        """Wait until what is shown is of the fields as they are."""
        # The fields are asked a moment after the last step.
        self.qtbot.wait(250)
        self.wait(lambda: not jobs.is_busy())
        self.settle()

    def split(self) -> None:
        """Press the button at the top right, and wait until the dataset is open again."""
        self.click("primary")
        self._wait_for_end()

    def undo_split(self) -> None:
        """Take it back by the button in the status bar."""
        self.click("status_offer")
        self._wait_for_end()

    def _wait_for_end(self) -> None:
        self.wait(lambda: not jobs.active.all and not jobs.is_busy())
        self.settle()

    # -- questions ---------------------------------------------------------------------------------

    def sees_split(self) -> bool:
        """Return whether the split is shown."""
        return self.find("split_view", QWidget).isVisible()

    def sides(self) -> dict[str, list[str]]:
        """Return the columns that are shown, by what is over them."""
        table = self.find("split_table", QTableWidget)
        columns = [column for column in range(1, table.columnCount()) if not table.isColumnHidden(column)]
        return {
            table.horizontalHeaderItem(column).text(): [
                table.item(row, column).text() for row in range(table.rowCount())
            ]
            for column in columns
        }

    def notices(self) -> str:
        """Return the sentences over the table."""
        notices = self.find("split_view").findChildren(Notice)
        return "\n".join(notice.text() for notice in notices if notice.isVisible())
