"""From a checkpoint to files other programs run, each with its contract and a proof."""
