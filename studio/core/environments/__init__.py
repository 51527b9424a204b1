"""Environments: Python packages that can't live beside the studio's own, installed on request for a child."""
