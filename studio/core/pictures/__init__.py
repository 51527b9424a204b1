"""Pictures: found in folders, read as displayed whatever their format, and written."""

from studio.core.pictures.decoding import Image
from studio.core.pictures.folders import IMAGE_SUFFIXES, FoundImages, find_images, list_images, note_on_others
from studio.core.pictures.reading import (
    Header,
    deep_bits,
    image_size,
    imread,
    note_on_depth,
    read_header,
)
from studio.core.pictures.refusals import ImageCut
from studio.core.pictures.screen import screen_copies
from studio.core.pictures.small import fitted, read_small
from studio.core.pictures.writing import encoded_image, imwrite, suffix_to_write

__all__ = [
    "IMAGE_SUFFIXES",
    "FoundImages",
    "Header",
    "Image",
    "ImageCut",
    "deep_bits",
    "encoded_image",
    "find_images",
    "fitted",
    "image_size",
    "imread",
    "imwrite",
    "list_images",
    "note_on_depth",
    "note_on_others",
    "read_header",
    "read_small",
    "screen_copies",
    "suffix_to_write",
]
