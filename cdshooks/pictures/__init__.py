"""A patient's years as a picture, drawn by a process of its own that no other room imports."""
