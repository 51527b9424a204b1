"""The tiling page."""
