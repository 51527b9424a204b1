"""What this machine can do for the studio, and what is told of it to whoever helps."""
