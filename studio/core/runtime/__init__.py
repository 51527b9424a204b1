"""Running a model on pictures: one detector, several engines, several sources of frames."""
