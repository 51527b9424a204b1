"""Detection Studio: from a folder of photos to an object detector that runs on your own device."""

__version__ = "0.1.0"
