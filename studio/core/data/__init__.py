"""Datasets: what is on disk, read without changing it and written atomically."""
