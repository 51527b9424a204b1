"""Running a model on pictures: one detector, several engines, several sources of frames."""

PROGRAM_VERB = "--run-program"
"""`studio --run-program HANDLE` is a child that runs one foreign program; not for people."""
