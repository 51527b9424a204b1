"""The live loop: frames from a source through a detector, timed. No torch."""
