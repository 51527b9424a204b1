"""Programs that keep parts of this repository up to date."""
