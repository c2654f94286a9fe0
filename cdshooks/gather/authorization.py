"""The access that a client lends with one request. The token is held for that request only, never written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"[!-~]+")
_SMART_SCOPE = re.compile(r"(?:patient|user|system)/([A-Za-z]+|\*)\.(read|\*|c?r?u?d?s)(\?.*)?")
"""A scope of SMART 1 or 2 by which resources of a type, or of all (``*``), may be searched; the last group is
the query that leaves some of them out.
"""
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Refused:
    """The server is not asked at all, and why."""

    reason: str


NO_SERVER_NAMED = Refused("the request names no FHIR server")
NOT_LISTED = Refused("the FHIR server is not on the list of allowed servers")


@dataclass(frozen=True, slots=True)
class Shown:
    """Of which types the server shows a part alone, by the scopes of the token."""

    in_part: frozenset[str] = frozenset()
    in_full: frozenset[str] = frozenset()

    def leaves_out_some(self, kind: str) -> bool:
        """Whether resources of the type may be left out of an answer without a word."""
        return not self.in_part.isdisjoint((kind, _ALL)) and self.in_full.isdisjoint((kind, _ALL))


NOTHING_LEFT_OUT = Shown()


def shown_by(authorization: object) -> Shown:
    """What the scopes of ``fhirAuthorization`` show, as far as they are scopes of SMART.

    ``user/Condition.rs?category=encounter-diagnosis`` answers a search for all diagnoses with some of them.
    That a type is not named at all says nothing here: a server that refuses it says so.
    """
    scope = authorization.get("scope") if isinstance(authorization, Mapping) else None
    if not isinstance(scope, str) or "?" not in scope:
        return NOTHING_LEFT_OUT
    read = [(one[1], one[3]) for one in map(_SMART_SCOPE.fullmatch, scope.split()) if one is not None]
    in_part = frozenset(kind for kind, query in read if query)
    return Shown(in_part, frozenset(kind for kind, query in read if not query))


def scopes_in_short(scope: object) -> str | None:
    """Scopes that show the same as these, short enough for a cookie; ``None`` where nothing is left out."""
    shown = shown_by({"scope": scope})
    if not shown.in_part:
        return None
    in_part = [f"patient/{kind}.s?_" for kind in sorted(shown.in_part)]
    return " ".join(in_part + [f"patient/{kind}.s" for kind in sorted(shown.in_full)])


def read_token(authorization: object, patient_id: str) -> str | Refused | None:
    """The access token of ``fhirAuthorization``; ``None`` where the request has none (an open server).

    Refused: another token type than Bearer, an expired token, a token lent for another patient.
    """
    if authorization is None:
        return None
    if not isinstance(authorization, Mapping):
        return Refused("fhirAuthorization cannot be read")
    token = authorization.get("access_token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return Refused("fhirAuthorization holds no usable token")
    if str(authorization.get("token_type") or "Bearer").lower() != "bearer":
        return Refused("the token is not of type Bearer")
    if _is_expired(authorization.get("expires_in")):
        return Refused("the token has expired")
    patient = authorization.get("patient")
    if patient is not None and str(patient).removeprefix("Patient/") != patient_id:
        return Refused("the token is for another patient")
    return token


def _is_expired(expires_in: object) -> bool:
    """Seconds, as a number or as digits in a string. Unreadable is not expired: the server will say so."""
    if isinstance(expires_in, bool) or not isinstance(expires_in, int | float | str):
        return False
    try:
        return float(expires_in) <= 0
    except (ValueError, OverflowError):
        return False
