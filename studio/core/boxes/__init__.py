"""Boxes and what is done to them, in numpy: geometry, letterbox, decode, NMS."""
