"""The studio without a window: everything here runs headless and never imports Qt."""
