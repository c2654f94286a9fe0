"""Replay over a population: an export grouped by patient, each judged by the plan of the service, tables out.

It needs the extra ``population`` (DuckDB, Arrow). Nothing of the service imports this room.
"""
