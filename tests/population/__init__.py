"""Replay over a population: real exports in temporary folders, real runs."""
