"""The training engine: samples, augmentation, loop, evaluation, runs."""
