"""Robots drive the window as a person does, by mouse and keys: one module for each page."""
