"""Run folders: settings, events, curves, notes, data and trash. No torch."""
