"""Measurements of the whole service against controls that are measured beside it."""
