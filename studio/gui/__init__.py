"""The window: shows what the core knows and asks it for more; computes no boxes, touches no engine."""
