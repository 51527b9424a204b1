"""The Layers view: a model's graph, table and what each row does."""
