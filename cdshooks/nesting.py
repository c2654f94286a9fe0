"""How deep objects and lists may stand in each other, in what clients and their FHIR servers send."""

from __future__ import annotations

from typing import Any

import orjson

MAX_DEPTH = 200
"""Levels of nesting that are read. FHIR stays far below; what is deeper only exhausts a reader's stack."""

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
