"""Which images are trained on and which measured on, and what a score on them is worth."""
