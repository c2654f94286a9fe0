"""Reading JSON as others write it: with a byte order mark, or with a text that was cut inside a character."""

from __future__ import annotations

import re
from typing import Any

import orjson

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_WHOLE_THEN_HALF = re.compile(
    rb"((?:[^\\]++|\\[^u]|\\u(?![dD][89a-fA-F])|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})*+)"
    rb"(\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\|\Z)"
)
"""Text without half characters, as far as it goes, and the half character, stray sign or end behind it."""

MOST_HALVES = 1_000
"""Half characters that are replaced. A record has as many as it has texts that somebody cut off."""


def read_json(body: bytes) -> Any:
    """The value in the body. Raises ``orjson.JSONDecodeError`` where it is no JSON.

    Half a character (an emoji of which a text of limited length kept the first half, ``\\ud83d``) is JSON by
    its grammar and no text by Unicode: it becomes the sign for what cannot be shown. One clipped remark must
    not cost all cards.
    """
    body = body.removeprefix(_BYTE_ORDER_MARK)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        if _HALF.search(body) is None:
            raise
    return orjson.loads(_WHOLE_THEN_HALF.sub(_replaced, body, count=MOST_HALVES))


def _replaced(found: re.Match[bytes]) -> bytes:
    return found[1] + (rb"\ufffd" if len(found[2]) > 1 else found[2])
