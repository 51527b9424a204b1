"""The Preview view: samples as the network will see them, and anchors."""
