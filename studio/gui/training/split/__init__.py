"""Splitting the dataset from the Train page."""
