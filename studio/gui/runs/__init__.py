"""Runs: earlier trainings, compared."""
