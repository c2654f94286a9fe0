"""On which line of a TOML file a key stands: the reader of Python's library does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str]) -> int | None:
    """The line (from 1) at which the statement begins that brings the key of ``path`` into the file.

    Of a key that is not there the line of the table around it; ``None`` where even that is absent.
    """
    lines = text.splitlines(keepends=True)
    for length in range(len(path), 0, -1):
        found = _first_line(lines, path[:length])
        if found is not None:
            return found
    return None


def _first_line(lines: Sequence[str], path: Sequence[str]) -> int | None:
    """The first line that names the last key and after whose statement the path is there, not before."""
    for number, line in enumerate(lines):
        if path[-1] not in line:
            continue
        before = _read(lines[:number])
        if before is not None and not _holds(before, path) and _holds(_read_past(lines, number), path):
            return number + 1
    return None


def _read_past(lines: Sequence[str], number: int) -> dict[str, Any]:
    """The file up to the end of the statement that begins on the line, however many lines it takes."""
    for end in range(number + 1, len(lines) + 1):
        read = _read(lines[:end])
        if read is not None:
            return read
    return {}


def _read(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _holds(read: Any, path: Sequence[str]) -> bool:
    for key in path:
        if not isinstance(read, dict) or key not in read:
            return False
        read = read[key]
    return True
