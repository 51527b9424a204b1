"""What is wrong with a dataset, what trainers make of it, and what can be mended."""
