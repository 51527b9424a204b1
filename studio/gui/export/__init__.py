"""Export: write a model's files and check each against the checkpoint."""
