"""Synthetic populations: what is written, what is true of it, and what the service finds in it."""
