"""Networks built from layer tables, their loss, anchors and checkpoints."""
