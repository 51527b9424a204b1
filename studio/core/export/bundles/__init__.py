"""Bundles: folders that run as they are, with a model, its contract, a golden set and a program."""
