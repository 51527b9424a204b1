"""Foreign bytes, one border: every file with weights is read here, as data."""
