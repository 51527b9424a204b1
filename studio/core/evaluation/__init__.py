"""How well a model finds what was labelled: mAP, and what became of each box. No torch."""
