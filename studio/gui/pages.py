"""The pages of the window, and what they tell each other, as tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the window; its class is imported when the page is first shown.

    `is_awaited`: made soon after the window opened though nobody asked, because the rail shows its state.
    `needs_dataset`: shows next to nothing without one, so that the window shows WELCOME instead.
    """

    key: str
    word: str
    icon: str
    target: str
    action: str
    at_foot: bool = False
    is_awaited: bool = False
    needs_dataset: bool = False


WELCOME, FIRST = "welcome", "labelling"
"""The page shown while no dataset is open, and the one shown once there is."""

# fmt: off
PAGES: tuple[PageEntry, ...] = (
    PageEntry(WELCOME, "Start", "home-outline", "welcome.page:WelcomePage", "page_welcome"),
    PageEntry(FIRST, "Label", "vector-square", "labelling.page:LabelPage", "page_label", needs_dataset=True),
    PageEntry("checking", "Check", "clipboard-check-outline", "checking.page:CheckPage", "page_check",
              needs_dataset=True),
    PageEntry("tiling", "Tile", "grid", "tiling.page:TilePage", "page_tile", needs_dataset=True),
    PageEntry("training", "Train", "chart-bell-curve-cumulative", "training.page:TrainPage", "page_train",
              is_awaited=True),
    PageEntry("export", "Export", "package-variant-closed", "export.page:ExportPage", "page_export"),
    PageEntry("live", "Live", "video-outline", "live.page:LivePage", "page_live"),
    PageEntry("runs", "Runs", "format-list-bulleted", "runs.page:RunsPage", "page_runs", True),
    PageEntry("help", "Help", "help-circle-outline", "help.page:HelpPage", "help", True),
    PageEntry("settings", "Settings", "cog-outline", "settings.page:SettingsPage", "settings", True),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Link:
    """When `page` emits `signal`, page `target` gets the value by its `method`, and is shown if `shows`."""

    page: str
    signal: str
    target: str
    method: str
    shows: bool = True


LINKS: tuple[Link, ...] = (
    Link(WELCOME, "live_requested", "live", "open_model"),
    Link("live", "frame_wanted", "labelling", "take_image", shows=False),
    Link("runs", "photo_wanted", "labelling", "show_photo"),
    Link("checking", "photo_wanted", "labelling", "show_photo"),
    Link("checking", "repair_wanted", "labelling", "repair", shows=False),
    Link("checking", "travel_wanted", "labelling", "travel", shows=False),
    Link("training", "export_requested", "export", "open_model"),
    Link("training", "export_wanted", "export", "export_run", shows=False),
    Link("training", "live_requested", "live", "open_model"),
    Link("training", "mistakes_wanted", "labelling", "find_mistakes"),
    Link("export", "live_requested", "live", "open_model"),
    Link("runs", "run_requested", "training", "open_run"),
    Link("runs", "resume_requested", "training", "resume_run"),
    Link("runs", "run_moved", "training", "follow_move", shows=False),
)
