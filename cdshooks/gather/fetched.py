"""What a query to the client's FHIR server gave, and which ids may stand in one. No network here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdshooks.gather.prefetch import Supplied
from cdshooks.patient.coverage import Completeness

_FAILED = Supplied([], Completeness.FAILED)
_PLAIN_ID = re.compile(r"[A-Za-z0-9._~:-]{1,256}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a query gave; ``reason`` where it is not the whole answer."""

    supplied: Supplied
    reason: str | None = None


def failed(reason: str) -> Fetched:
    """A query that gave nothing."""
    return Fetched(_FAILED, reason)


def is_plain_id(text: str) -> bool:
    """Whether an id may stand in a URL: a comma would ask for two patients, dots would climb."""
    return _PLAIN_ID.fullmatch(text) is not None and text.strip(".") != ""
