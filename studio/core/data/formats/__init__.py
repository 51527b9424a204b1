"""One module per label format, each with a reader and a writer (LABEL_FORMATS)."""
