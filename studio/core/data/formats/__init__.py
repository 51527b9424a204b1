"""One module per label format, each with a reader and a writer (LABEL_FORMATS)."""

from studio.core.data.formats import yolo

LABEL_FORMATS = {"yolo": yolo}
"""Name of a label format -> its module."""
