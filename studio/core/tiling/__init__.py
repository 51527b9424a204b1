"""Cutting photos and their labels into tiles."""
