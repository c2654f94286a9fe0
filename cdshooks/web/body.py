"""Bytes to a JSON object: size is limited by the server, depth and form here."""

from __future__ import annotations

from typing import Any

import orjson

from cdshooks.errors import refused

MAX_DEPTH = 200
"""Levels of nesting that are read. FHIR stays far below; deeper bodies only exhaust a reader's stack."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_WRITER_DEPTH = 254
"""The levels that ``orjson.dumps`` writes; one more raises."""

_NEVER_JSON = ("multipart/", "text/html", "image/", "audio/", "video/", "font/")
"""Media types that cannot be a JSON body. All others are read, whatever they call themselves."""


def check_media_type(content_type: str | None) -> None:
    """Raises ``Refused`` (415) for a body that itself claims to be a form, a page, XML or a picture."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind.startswith(_NEVER_JSON) or kind.endswith(("/xml", "+xml")):
        raise refused(415, "Send the request as application/json.")


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in the body, with or without a byte order mark; otherwise ``Refused`` (400)."""
    try:
        value = orjson.loads(body.removeprefix(_BYTE_ORDER_MARK))
    except orjson.JSONDecodeError:
        raise refused(400, "The body is not JSON.", code="structure") from None
    if not isinstance(value, dict):
        raise refused(400, "The body must be one JSON object.", code="structure")
    if _is_deep(value):
        raise refused(400, f"The body is nested deeper than {MAX_DEPTH} levels.", code="structure")
    return value


def _is_deep(value: dict[str, Any]) -> bool:
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
