"""Bytes to a JSON object: size is limited by the server, depth and form here."""

from __future__ import annotations

from typing import Any

import orjson

from cdshooks.errors import Issue, Refused, refused
from cdshooks.json_text import read_json
from cdshooks.nesting import MAX_DEPTH, is_crowded, is_deep

_NEVER_JSON = ("multipart/", "text/html", "image/", "audio/", "video/", "font/")
"""Media types that cannot be a JSON body. All others are read, whatever they call themselves."""


def check_media_type(content_type: str | None, encoding: str | None = None) -> None:
    """Raises ``Refused`` (415) for a body that itself claims to be a form, a page, XML or a picture, or whose
    ``Content-Encoding`` says that it is packed: unpacked it could be of any size.
    """
    if encoding is not None and not {one.strip().lower() for one in encoding.split(",")} <= {"", "identity"}:
        issue = Issue("not-supported", "Send the body as it is, without Content-Encoding.")
        raise Refused(415, (issue,), {"Accept-Encoding": "identity"})
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind.startswith(_NEVER_JSON) or kind.endswith(("/xml", "+xml")):
        raise refused(415, "Send the request as application/json.")


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in the body, with or without a byte order mark.

    Raises ``Refused``: 400, or 413 where the body holds more values than are read.
    """
    if is_crowded(body):
        raise refused(413, "The body holds more objects, lists and members than are read.", code="too-costly")
    try:
        value = read_json(body)
    except orjson.JSONDecodeError as wrong:
        place = f"line {wrong.lineno}, column {wrong.colno}"
        raise refused(400, f"The body is not JSON: {place}.", code="structure") from None
    if not isinstance(value, dict):
        raise refused(400, "The body must be one JSON object.", code="structure")
    if is_deep(value):
        raise refused(400, f"The body is nested deeper than {MAX_DEPTH} levels.", code="structure")
    return value
