"""Train: choose data, model and recipe, then watch it learn."""
