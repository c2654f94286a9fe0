"""The access that a client lends with one request. The token is held for that request only, never written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Refused:
    """The server is not asked at all, and why."""

    reason: str


NO_SERVER_NAMED = Refused("the request names no FHIR server")
NOT_LISTED = Refused("the FHIR server is not on the list of allowed servers")


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
