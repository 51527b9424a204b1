"""Serving a web page to the phones of the local network: that one folder, encrypted, behind a token."""
