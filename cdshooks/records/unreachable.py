"""What is raised where the records cannot be reached. It stands alone: the web loads no database."""

from __future__ import annotations


class SchemaError(Exception):
    """The database is not as this version needs it. The text says what to do."""


class Unreachable(Exception):
    """The records could not be read or written in time. The text never holds what was to be written."""
