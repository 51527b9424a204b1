"""Pages, plots and pictures on what a run came to. No torch."""
