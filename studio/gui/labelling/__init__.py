"""The Label page: boxes on photos by mouse and keys, saved as they are made."""
