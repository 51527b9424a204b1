"""Editing boxes: session, tools and hit tests, free of any window."""
