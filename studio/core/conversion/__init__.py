"""From one label format to another: what is there, what would be lost, and the copy, proved box by box."""

from studio.core.conversion.convert import Conversion, ImageMode, convert
from studio.core.conversion.finding import find_labels, opened_labels
from studio.core.conversion.survey import Survey, losses, survey

__all__ = [
    "Conversion",
    "ImageMode",
    "Survey",
    "convert",
    "find_labels",
    "losses",
    "opened_labels",
    "survey",
]
