"""TOML as people keep it: on which line a key stands, which the reader of Python's library does not say, and
how a value is written.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from typing import Any

_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")


def parse_error(name: str, wrong: tomllib.TOMLDecodeError) -> str:
    """``site.toml:7: Invalid value``: what keeps the file of that name from being read at all."""
    found = _AT_LINE.fullmatch(str(wrong))
    return f"{name}:{found[2]}: {found[1]}" if found else f"{name}: {wrong}"


def toml_of(value: str | Sequence[str]) -> str:
    """A text or a list of texts. JSON writes them as TOML reads them, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line (from 1) at which the statement begins that brings the key of ``path`` into the file.

    A number in the path is the place in a list of tables, from 0. Of a key that is not there the line of the
    table around it; ``None`` where even that is absent.
    """
    lines = text.splitlines(keepends=True)
    for length in range(len(path), 0, -1):
        found = _first_line(lines, path[:length])
        if found is not None:
            return found
    return None


def _first_line(lines: Sequence[str], path: Sequence[str | int]) -> int | None:
    """The first line that names the last key and after whose statement the path is there, not before."""
    name = next(str(part) for part in reversed(path) if isinstance(part, str))
    for number, line in enumerate(lines):
        if name not in line:
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


def _holds(read: Any, path: Sequence[str | int]) -> bool:
    for key in path:
        known = range(len(read)) if isinstance(read, list) else read if isinstance(read, dict) else ()
        if key not in known:
            return False
        read = read[key]
    return True
