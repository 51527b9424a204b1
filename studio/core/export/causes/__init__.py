"""The usual causes why a file finds other boxes than its checkpoint, one row each, and how each is undone."""
