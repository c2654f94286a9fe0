"""Resources that are written again and again: a form is made into text once, and only its gaps are filled.

A gap is a text ``<<name>>`` in the resource, or ``<<#name>>`` where a number belongs.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

Json = dict[str, Any]
_NUMBER = re.compile(r'"<<#(\w+)>>"')
_TEXT = re.compile(r"<<(\w+)>>")


def form(resource: Json) -> str:
    """The resource as one line of NDJSON, to be filled by ``%`` with a mapping. What fills a gap must need
    no escape in JSON: dates, ids and numbers only."""
    line = orjson.dumps(resource).decode().replace("%", "%%")
    return _TEXT.sub(r"%(\1)s", _NUMBER.sub(r"%(\1)s", line)) + "\n"


def line(resource: Json) -> str:
    """One line of NDJSON."""
    return orjson.dumps(resource).decode() + "\n"
