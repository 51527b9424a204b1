"""The Start page: how to begin, what was open lately, and what this machine can do."""
