"""How deep and how close objects and lists may stand, in what clients and their FHIR servers send."""

from __future__ import annotations

from typing import Any

import orjson

MAX_DEPTH = 200
"""Levels of nesting that are read. FHIR stays far below; what is deeper only exhausts a reader's stack."""

MOST_VALUES = 1_000_000
"""Members, items, objects and lists of one text in JSON: twice as many as the densest chart of 10 MB has.
Empty objects of as many bytes take thirty times the memory, and seconds to be looked through."""

_BYTES_OF_A_VALUE = 10
"""A site that lets in larger bodies has as many more values: of FHIR one takes 22 bytes at least."""

_WRITER_DEPTH = 254
"""The levels that ``orjson.dumps`` writes; one more raises."""


def is_deep(value: Any) -> bool:
    """Whether objects and lists stand in each other more than ``MAX_DEPTH`` levels deep.

    The writer has a limit of its own and is four times faster than any walk in Python, so it is asked,
    with the value wrapped in as many lists as its limit is higher than ours. What comes out of
    ``orjson.loads`` can fail in it for no other reason.
    """
    wrapped: Any = value
    for _ in range(_WRITER_DEPTH - MAX_DEPTH):
        wrapped = [wrapped]
    try:
        orjson.dumps(wrapped)
    except orjson.JSONEncodeError:
        return True
    return False


def values_in(text: bytes) -> int:
    """About how many values a text in JSON holds, before anything is made of it. Signs in words count too."""
    return text.count(b",") + text.count(b"{") + text.count(b"[")


def is_crowded(text: bytes) -> bool:
    """Whether a text in JSON holds more values than are read. Most are too short to be counted."""
    return len(text) > MOST_VALUES and values_in(text) > max(MOST_VALUES, len(text) // _BYTES_OF_A_VALUE)
